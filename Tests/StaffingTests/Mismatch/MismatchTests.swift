// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import TestLength
import Testing

@testable import Staffing

@Suite("Mismatches in today's staffing")
struct MismatchTests {
  /// Towns with population and area, and today's quota and staff of one pool.
  private static func scenario(
    _ towns: [(people: Int, area: Int, quota: Int, staff: Int)], contract: Int? = nil
  ) -> Scenario {
    Scenario(
      title: "test", metrics: [.residentPopulation, .area],
      pools: [Pool(id: "p0", total: towns.reduce(0) { $0 + $1.quota })],
      towns: towns.enumerated().map { index, town in
        Town(
          id: Town.ID(group: [], name: "t\(index)"), kind: .town,
          metrics: [Quantity(town.people), Quantity(town.area)],
          posts: [Town.Posts(quota: town.quota, staff: town.staff)], givenNeeds: [Quantity(town.quota)],
          contractStaff: contract)
      }, model: Build.given)
  }

  private static func drawn(_ seed: Int) -> Scenario {
    var random = SplitMix64(seed: seed)
    return scenario(
      (0..<Int.random(in: 2...5, using: &random)).map { _ in
        let quota = Int.random(in: 0...4, using: &random)
        return (
          Int.random(in: 1...4, using: &random), Int.random(in: 1...3, using: &random), quota, quota
        )
      })
  }

  /// Whether one town is at least as large as another on the first metrics, and larger on one.
  private static func dominates(_ left: Town, _ right: Town, metrics: Int) -> Bool {
    let pairs = (0..<metrics).map { (left.metrics[$0]?.wholeNumber ?? 0, right.metrics[$0]?.wholeNumber ?? 0) }
    return pairs.allSatisfy { $0 >= $1 } && pairs.contains { $0 > $1 }
  }

  private static func inversions(_ scenario: Scenario, _ quotas: [Int], metrics: Int) -> Int {
    scenario.towns.indices.reduce(0) { count, left in
      count
        + scenario.towns.indices.count { right in
          quotas[left] < quotas[right] && dominates(scenario.towns[left], scenario.towns[right], metrics: metrics)
        }
    }
  }

  @Test("The survey's pair: 9,000 people with 66 posts, 47,000 with 56, is 73.3 against 11.9, a factor of 6.15")
  func pair() throws {
    let survey = Self.scenario([(9000, 86, 66, 60), (47000, 13, 56, 63)]).mismatches()
    let mismatch = try #require(survey.mismatches.first)
    guard case .inversion(let inversion) = mismatch.finding else { Issue.record("\(mismatch)"); return }
    #expect(mismatch.town == 0 && inversion.larger == 1 && inversion.pairs == 1)
    #expect((inversion.smallerPosts, inversion.largerPosts) == (66, 56))
    #expect(abs((inversion.factor ?? 0) - 6.1548) < 5e-5)
    #expect(mismatch.severity == .serious)
    // Five posts from one to the other, and both have 61.
    #expect(survey.fewestMoves == 5)
  }

  /// The fewest posts that leave their town in any plan of as many posts as today without an inversion, by trying all.
  private static func fewestMoves(_ scenario: Scenario, _ today: [Int], metrics: Int) -> Int? {
    let towns = scenario.towns
    let larger = towns.map { town in
      towns.indices.filter { dominates(towns[$0], town, metrics: metrics) }
    }
    var (plan, fewest) = (today.map { _ in 0 }, Int?.none)
    func extend(_ town: Int, _ rest: Int) {
      guard town < plan.count - 1 else {
        plan[town] = rest
        guard plan.indices.allSatisfy({ smaller in larger[smaller].allSatisfy { plan[$0] >= plan[smaller] } }) else {
          return
        }
        fewest = min(fewest ?? .max, zip(today, plan).reduce(0) { $0 + max(0, $1.0 - $1.1) })
        return
      }
      for posts in 0...rest {
        plan[town] = posts
        extend(town + 1, rest - posts)
      }
    }
    extend(0, today.reduce(0, +))
    return fewest
  }

  @Test("Pairs are counted and removed as by looking at every plan", arguments: [1, 2])
  func bruteForce(metrics: Int) {
    for seed in 0..<everyday(40, long: 150) {
      let scenario = Self.drawn(seed)
      let survey = scenario.mismatches(comparing: Array(0..<metrics))
      let today = scenario.towns.map { $0.posts[0].quota ?? 0 }
      #expect(survey.inversionPairs == Self.inversions(scenario, today, metrics: metrics), "seed \(seed)")
      let fewest = Self.fewestMoves(scenario, today, metrics: metrics)
      #expect(survey.fewestMoves == fewest, "seed \(seed)")
    }
  }

  @Test("A sweep counts as pair by pair does, and finds the same first, 60 draws with ties", arguments: [1, 2])
  func sweep(metrics: Int) {
    for seed in 0..<60 {
      var random = SplitMix64(seed: seed)
      let count = Int.random(in: 0...40, using: &random)
      let orders = Array(0..<count).shuffled(using: &random)
      let entries = orders.map { order in
        InversionSweep.Entry(
          ranks: (0..<metrics).map { _ in Int.random(in: 0...6, using: &random) },
          posts: Int.random(in: 0...9, using: &random), order: order)
      }
      let expected = entries.map { smaller in
        let larger = entries.filter { entry in
          let pairs = zip(entry.ranks, smaller.ranks)
          return entry.posts < smaller.posts && pairs.allSatisfy { $0 >= $1 } && pairs.contains { $0 > $1 }
        }
        return InversionSweep.Answer(count: larger.count, first: larger.map(\.order).min() ?? .max)
      }
      #expect(InversionSweep(entries).answers == expected, "seed \(seed)")
    }
  }

  @Test("A town off a norm that the others keep is named, with the posts that the norm says")
  func outliers() throws {
    // posts = 2 · √people, give or take a twentieth, and one town with half as many again.
    let people = [100, 225, 400, 625, 900, 1225, 1600, 2025, 2500, 3600, 4900, 6400]
    var towns = people.enumerated().map { index, people in
      let wobble = [0.95, 1.05, 1.0][index % 3]
      return (people, 7, Int((2 * Double(people).squareRoot() * wobble).rounded()), 10)
    }
    towns[5].2 = 105
    let survey = Self.scenario(towns).mismatches(normMetrics: [0])
    let norm = try #require(survey.norm)
    #expect(abs(norm.exponents[0] - 0.5) < 0.03)
    let outliers = survey.mismatches.compactMap { mismatch -> (String, Mismatch.Outlier)? in
      if case .outlier(let outlier) = mismatch.finding {
        (survey.scenario.towns[mismatch.town].name, outlier)
      } else {
        nil
      }
    }
    #expect(outliers.map(\.0) == ["t5"])
    #expect(abs((outliers.first?.1.norm ?? 0) - 70) < 3)
    #expect((outliers.first?.1.score ?? 0) > 3.5)
  }

  @Test("Staff over and under the quota, and contract staff, by their part")
  func own() {
    let survey = Self.scenario([(1, 1, 10, 14), (2, 1, 20, 18), (3, 1, 30, 30)], contract: 20)
      .mismatches(fewestMovesWithin: nil)
    let findings = survey.mismatches.map { [$0.town, $0.severity.rawValue] }
    #expect(
      survey.mismatches.map(\.finding)
        == [
          .contractStaff(count: 20, staff: 14), .contractStaff(count: 20, staff: 18),
          .contractStaff(count: 20, staff: 30), .overQuota(pool: 0, staff: 14, quota: 10),
          .offNeed(pool: 0, staff: 14, need: 10), .vacancies(pool: 0, staff: 18, quota: 20),
        ].filter { finding in survey.mismatches.contains { $0.finding == finding } })
    #expect(findings.contains([0, Mismatch.Severity.serious.rawValue]))
    #expect(survey.fewestMoves == nil)
  }

  @Test(
    "One or two vacant posts are no warning, however small the town; three of ten are, and ten of thirty are serious",
    arguments: [
      (quota: 5, staff: 4, Mismatch.Severity.notice), (11, 9, .notice), (10, 7, .warning), (40, 37, .notice),
      (30, 20, .serious), (12, 3, .warning), (11, 13, .notice), (52, 100, .serious),
    ])
  func vacancies(quota: Int, staff: Int, severity: Mismatch.Severity) {
    let mismatches = Self.scenario([(1, 1, quota, staff)]).mismatches(fewestMovesWithin: nil).mismatches
    let own = mismatches.filter { mismatch in
      switch mismatch.finding {
      case .vacancies, .overQuota: true
      default: false
      }
    }
    #expect(own.map(\.severity) == [severity])
  }

  @Test("Beside one town that outdoes all, most are not serious: efficiency is held against the median")
  func efficiency() {
    // One town achieves ten times as much as the others with the same staff, and one a tenth.
    let towns = (0..<11).map { (people: $0 == 0 ? 1000 : $0 == 1 ? 10 : 100, area: 1, quota: 10, staff: 10) }
    let survey = Self.scenario(towns).mismatches(outputs: [0], fewestMovesWithin: nil)
    let found = survey.mismatches.filter { if case .inefficient = $0.finding { true } else { false } }
    #expect(found.count == 10)
    #expect(found.first?.town == 1 && found.first?.severity == .serious)
    #expect(found.dropFirst().allSatisfy { $0.severity == .notice })
  }

  @Test("The towns with most out of line come first: by serious mismatches, then by warnings")
  func towns() {
    let survey = Self.scenario([(4, 1, 30, 20), (3, 1, 30, 30), (2, 1, 30, 10), (1, 1, 20, 17)])
      .mismatches(fewestMovesWithin: nil)
    let counts = survey.townsByMismatches
    #expect(counts.map(\.town) == [2, 0, 3])
    #expect(counts.reduce(0) { $0 + $1.total } == survey.mismatches.count)
    for severity in Mismatch.Severity.allCases {
      #expect(
        counts.reduce(0) { $0 + $1.count(severity) } == survey.mismatches.count { $0.severity == severity })
    }
  }

  @Test("Towns without figures are left out of what they lack figures for")
  func blanks() {
    let towns = [
      Town(
        id: Town.ID(group: [], name: "a"), kind: .town, metrics: [nil, nil], posts: [Town.Posts()],
        givenNeeds: [Quantity(3)]),
      Town(
        id: Town.ID(group: [], name: "b"), kind: .town, metrics: [Quantity(0), nil],
        posts: [Town.Posts(quota: 0, staff: nil)], givenNeeds: [Quantity(0)]),
    ]
    let scenario = Scenario(
      title: "test", metrics: [.residentPopulation, .area], pools: [Pool(id: "p0", total: 3)], towns: towns,
      model: Build.given)
    let survey = scenario.mismatches()
    #expect(survey.mismatches.isEmpty && survey.norm == nil && survey.inversionPairs == 0)
  }
}
