// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
@testable import Staffing
import Testing

@Suite("Breaches of a plan")
struct BreachTests {
  static let ids = [Town.ID(group: ["x"], name: "a"), Town.ID(group: ["y"], name: "b")]

  /// A plan with these quotas, whatever they are.
  static func plan(_ quotas: [[Int]], _ rules: [Rule], totals: [Int] = [10, 10]) -> Plan {
    let towns = [
      Build.town("a", [5, 5], group: ["x"], today: [5, 4], total: 10),
      Build.town("b", [5, 5], group: ["y"], today: [5, 6]),
    ]
    let solving = Plan.Solving(
      solver: "none", variables: 0, constraints: 0, method: .linearProgram(iterations: 0), misfit: 0)
    return Plan(
      problem: AllocationProblem(Build.scenario(totals, towns, rules: rules)), quotas: quotas,
      worths: CellTable(repeating: nil, towns: quotas.count, pools: quotas[0].count), ties: [], solving: solving)
  }

  @Test("A sound plan has none")
  func sound() {
    let rules = [
      Build.rule(.floor(5)), Build.rule(.cap(5)), Build.rule(.change(posts: 1, percent: Quantity(25))),
      Build.rule(.groupTotals(level: 0, .given([["x"]: 5]))), Build.rule(.townTotals(.column)),
      Build.rule(.townTotals(.asToday), scope: .init(towns: [])),
    ]
    #expect(Self.plan([[5, 5], [5, 5]], rules).breaches.isEmpty)
  }

  @Test("A pool that does not add up, and a quota below zero")
  func pool() {
    #expect(
      Self.plan([[11, 5], [-2, 5]], []).breaches == [
        .poolTotal(pool: "p0", sum: 9, total: 10), .negative(Self.ids[1], pool: "p0", quota: -2),
      ])
  }

  @Test(
    "A floor, a cap and a change limit",
    arguments: [
      Rule.Requirement.floor(5), .change(posts: 0, percent: nil), .change(posts: nil, percent: Quantity(19)),
      .change(posts: 5, percent: Quantity(19)),
    ])
  func towns(requirement: Rule.Requirement) {
    let rule = Build.rule(requirement, scope: .init(pools: [0], towns: ["a"]), at: 9)
    let expected = Breach.townRule(Self.ids[0], pool: "p0", quota: 4, rule: "scenario.yaml:9")
    #expect(Self.plan([[4, 5], [6, 5]], [rule]).breaches == [expected])
    let cap = Build.rule(.cap(3), scope: .init(pools: [0], towns: ["a"]), at: 9)
    #expect(Self.plan([[4, 5], [6, 5]], [cap]).breaches == [expected])
  }

  @Test("A change of exactly the percentage is within it")
  func percentage() {
    let rule = Build.rule(.change(posts: nil, percent: Quantity(20)), scope: .init(pools: [0]))
    #expect(Self.plan([[4, 5], [6, 5]], [rule]).breaches.isEmpty)
  }

  @Test("Totals of groups and of towns")
  func totals() {
    let rules = [
      Build.rule(.groupTotals(level: 0, .given([["y"]: 5])), scope: .init(pools: [0]), at: 2),
      Build.rule(.groupTotals(level: 0, .asToday), scope: .init(pools: [1], groups: [["x"]]), at: 3),
      Build.rule(.townTotals(.column), at: 4), Build.rule(.townTotals(.asToday), scope: .init(towns: ["b"]), at: 5),
    ]
    #expect(
      Self.plan([[4, 5], [6, 5]], rules).breaches == [
        .groupTotal(group: ["y"], pool: "p0", sum: 6, allowed: 5...5, rule: "scenario.yaml:2"),
        .groupTotal(group: ["x"], pool: "p1", sum: 5, allowed: 4...4, rule: "scenario.yaml:3"),
        .townTotal(Self.ids[0], sum: 9, total: 10, rule: "scenario.yaml:4"),
      ])
    #expect(
      Self.plan([[5, 5], [5, 5]], rules).breaches == [
        .groupTotal(group: ["x"], pool: "p1", sum: 5, allowed: 4...4, rule: "scenario.yaml:3"),
        .townTotal(Self.ids[1], sum: 10, total: 11, rule: "scenario.yaml:5"),
      ])
  }

  /// Two towns with metrics, a above b; each rule is kept with the first quotas and broken by one post with the second.
  static let crossing: [(rule: Rule.Requirement, kept: [[Int]], broken: [[Int]], breach: Breach)] = [
    (
      .pin(5), [[5, 5], [5, 5]], [[5, 4], [5, 6]],
      .townRule(ids[0], pool: "p1", quota: 4, rule: "scenario.yaml:1")
    ),
    (
      .mix(pool: 0, from: Quantity(50), to: nil), [[5, 5], [5, 5]], [[4, 5], [6, 5]],
      .mix(ids[0], pool: "p0", posts: 4, of: 9, rule: "scenario.yaml:1")
    ),
    (
      .mix(pool: 1, from: nil, to: Quantity(50)), [[5, 5], [5, 5]], [[4, 5], [6, 5]],
      .mix(ids[0], pool: "p1", posts: 5, of: 9, rule: "scenario.yaml:1")
    ),
    (
      .noInversion(metrics: [0], price: nil), [[5, 5], [5, 5]], [[5, 4], [5, 6]],
      .inversion(larger: ids[0], itsPosts: 9, smaller: ids[1], theirs: 11, rule: "scenario.yaml:1")
    ),
    (
      .moves(most: 1), [[5, 5], [5, 5]], [[4, 5], [6, 5]], .moves(taken: 2, most: 1, rule: "scenario.yaml:1")
    ),
    (
      .movesWithin(level: 0, price: nil), [[5, 4], [5, 6]], [[5, 5], [5, 5]],
      .groupTotal(group: ["y"], pool: "p1", sum: 5, allowed: 6...10, rule: "scenario.yaml:1")
    ),
    (
      .groupTotals(level: 0, .given([["x"]: .percent(Quantity(45))])), [[5, 4], [5, 6]], [[5, 6], [5, 4]],
      .groupTotal(group: ["x"], pool: "p1", sum: 6, allowed: 4...5, rule: "scenario.yaml:1")
    ),
  ]

  @Test("One post that breaks a pin, a mix, an inversion, a limit on moves or a share is noticed", arguments: 0..<7)
  func crossing(place: Int) {
    let (requirement, kept, broken, breach) = Self.crossing[place]
    let towns = [
      Town(
        id: Self.ids[0], kind: .town, metrics: [Quantity(2)], posts: [.init(quota: 5), .init(quota: 4)],
        givenNeeds: [Quantity(5), Quantity(5)]),
      Town(
        id: Self.ids[1], kind: .town, metrics: [Quantity(1)], posts: [.init(quota: 5), .init(quota: 6)],
        givenNeeds: [Quantity(5), Quantity(5)]),
    ]
    let scenario = Scenario(
      title: "t", levels: ["county"], metrics: [.area], pools: [Pool(id: "p0", total: 10), Pool(id: "p1", total: 10)],
      towns: towns, model: Build.given, rules: [Build.rule(requirement)])
    func breaches(_ quotas: [[Int]]) -> [Breach] {
      Plan(
        problem: AllocationProblem(scenario), quotas: quotas,
        worths: CellTable(repeating: nil, towns: quotas.count, pools: quotas[0].count), ties: [],
        solving: Plan.Solving(
          solver: "none", variables: 0, constraints: 0, method: .linearProgram(iterations: 0), misfit: 0)
      ).breaches
    }
    #expect(breaches(kept).isEmpty, "\(breaches(kept))")
    #expect(breaches(broken).contains(breach), "\(breaches(broken))")
  }

  @Test("Inversions are those of all pairs that dominate each other, whatever the digits", arguments: 1...20)
  func inversions(seed: Int) {
    var random = SplitMix64(seed: seed)
    let amounts: [Quantity] = [0, 1, 2, 10].map { Quantity($0) } + ["0.5", "1.0", "1.25"].compactMap { Quantity($0) }
    let towns = (0..<9).map { number in
      Town(
        id: Town.ID(group: ["x"], name: "t\(number)"), kind: .town,
        metrics: (0..<2).map { _ in amounts.randomElement(using: &random) ?? .zero }, posts: [.init(quota: 5)],
        givenNeeds: [Quantity(5)])
    }
    let quotas = towns.map { _ in [Int.random(in: 3...6, using: &random)] }
    let scenario = Scenario(
      title: "t", levels: ["county"], metrics: [.area, .residentPopulation],
      pools: [Pool(id: "p0", total: quotas.reduce(0) { $0 + $1[0] })], towns: towns, model: Build.given,
      rules: [Build.rule(.noInversion(metrics: [0, 1], price: nil))])
    var expected: Set<[Int]> = []
    for (larger, one) in towns.enumerated() {
      for (smaller, other) in towns.enumerated() where quotas[larger][0] < quotas[smaller][0] {
        let pairs = zip(one.metrics, other.metrics).map { ($0 ?? .zero, $1 ?? .zero) }
        guard pairs.allSatisfy({ $0.rational >= $1.rational }), pairs.contains(where: { $0.rational > $1.rational })
        else { continue }
        expected.insert([larger, smaller])
      }
    }
    let found = scenario.breaches(of: quotas).compactMap { breach -> [Int]? in
      guard case .inversion(let larger, _, let smaller, _, _) = breach else { return nil }
      return [larger, smaller].compactMap { town in towns.firstIndex { $0.id == town } }
    }
    #expect(Set(found) == expected && found.count == expected.count)
  }

  @Test("One post too many is noticed in any drawn plan")
  func tampered() throws {
    let size = RandomScenario.Size(
      towns: 4...8, most: 5, pools: 1...2, mayBeImpossible: false, townTotals: true, tied: false)
    for seed in 1...30 {
      let plan = try RandomScenario.scenario(seed: seed, size).requirePlan()
      let problem = AllocationProblem(plan.scenario)
      var quotas = plan.quotas
      quotas[0][0] += 1
      let more = Plan(
        problem: problem, quotas: quotas,
        worths: CellTable(repeating: nil, towns: quotas.count, pools: quotas[0].count), ties: [],
        solving: plan.solving)
      let total = plan.scenario.pools[0].total
      #expect(more.breaches.contains(.poolTotal(pool: "p0", sum: total + 1, total: total)))
    }
  }
}
