// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import TestLength
import Testing

@testable import Staffing

@Suite("The way out of rules that contradict one another")
struct WayOutTests {
  private typealias Move = ConditionConflict.Remedy.Move

  /// The remedy of whatever is in conflict.
  private func remedy(_ scenario: Scenario) throws -> ConditionConflict.Remedy {
    guard case .infeasible(let reasons) = scenario.plan() else {
      Issue.record("a plan was found")
      throw NoPlan()
    }
    for reason in reasons {
      if case .wayOut(let remedy) = reason { return remedy }
      if case .conditionsConflict(let conflict) = reason, let remedy = conflict.remedy { return remedy }
    }
    Issue.record("no way out of \(reasons)")
    throw NoPlan()
  }

  private func town(_ name: String, _ group: String = "e", pools: Int = 2, size: Int = 1) -> Town {
    Town(
      id: .init(group: [group], name: name), kind: .town, metrics: [Quantity(size)],
      posts: (0..<pools).map { _ in .init(quota: 5, staff: 5) }, givenNeeds: (0..<pools).map { _ in Quantity(5) })
  }

  private func scenario(_ totals: [Int], _ towns: [Town], _ rules: [Rule]) -> Scenario {
    Scenario(
      title: "test", levels: ["county"], metrics: [.residentPopulation],
      pools: totals.enumerated().map { Pool(id: "p\($0)", total: $1) }, towns: towns, model: Build.given, rules: rules)
  }

  // MARK: Applied, it helps

  @Test("Whoever makes all the changes, and no other, has a plan")
  func helps() throws {
    var (mended, kinds) = (0, Set<String>())
    let draws = everyday(400, long: 2000)
    for seed in 0..<draws {
      let drawn = RandomRules.scenario(seed: 60_000 + seed, plainGoals: true)
      var random = SplitMix64(seed: seed)
      let scenario = Scenario(
        title: drawn.title, levels: drawn.levels, metrics: drawn.metrics, pools: drawn.pools, towns: drawn.towns,
        model: drawn.model,
        rules: drawn.rules.map {
          Rule(
            $0.requirement, scope: $0.scope, priority: random.chance(60) ? random.int(1...3) : nil,
            reference: $0.reference)
        }, goals: drawn.goals)
      guard scenario.faults.isEmpty, case .infeasible(let reasons) = scenario.plan() else { continue }
      let all = reasons.compactMap { reason -> ConditionConflict.Remedy? in
        switch reason {
        case .wayOut(let remedy): remedy
        case .conditionsConflict(let conflict): conflict.remedy
        default: nil
        }
      }
      // A pool that nobody needs has no way out by rules.
      guard let remedy = all.first else { continue }
      #expect(all.count == 1)
      guard case .plan = scenario.mended(by: remedy.moves).plan() else {
        Issue.record("seed \(seed): \(remedy.moves) \(scenario.mended(by: remedy.moves).plan())")
        continue
      }
      mended += 1
      for move in remedy.moves {
        switch move.condition {
        case .mixOfAll: kinds.insert("mix")
        case .noInversion: kinds.insert("pair")
        default: kinds.insert("other")
        }
      }
    }
    #expect(mended > draws / 6 && kinds.count == 3, "\(mended) \(kinds)")
  }

  // MARK: Who gives way

  @Test("Of a pin and a cap the one of the larger number gives way, whichever side of the quota it is on")
  func sides() throws {
    for (pin, cap) in [(1, 2), (2, 1)] {
      let made = scenario(
        [20], [town("a", pools: 1), town("b", pools: 1)],
        [
          Build.rule(.cap(6), scope: .init(towns: ["a"]), at: 1, priority: cap),
          Build.rule(.pin(9), scope: .init(towns: ["a"]), at: 2, priority: pin),
        ])
      let moves = try remedy(made).moves
      #expect(moves.map(\.rules) == [[pin == 2 ? 1 : 0]] && moves.map(\.posts) == [pin == 2 ? 6 : 9], "\(moves)")
    }
  }

  @Test("All rules that hold a quota are changed, each by itself")
  func layers() throws {
    let made = scenario(
      [24], ["a", "b", "c"].map { town($0, pools: 1) },
      [
        Build.rule(.pin(9), scope: .init(towns: ["a"]), at: 1, priority: 1),
        Build.rule(.cap(8), at: 2, priority: 2), Build.rule(.cap(7), scope: .init(towns: ["a"]), at: 3, priority: 3),
        Build.rule(.change(posts: 3, percent: nil), at: 4, priority: 2),
      ])
    let a = Town.ID(group: ["e"], name: "a")
    let moves = try remedy(made).moves
    #expect(moves.contains(Move(condition: .cap(a, pool: "p0", posts: 8, .rule(1)), posts: 9, rules: [1])))
    #expect(moves.contains(Move(condition: .cap(a, pool: "p0", posts: 7, .rule(2)), posts: 9, rules: [2])))
    #expect(moves.contains(Move(condition: .cap(a, pool: "p0", posts: 8, .rule(3)), posts: 9, rules: [3])))
    #expect(moves.count == 3, "\(moves)")
  }

  @Test("A rule on the mix gives way where its number says so: by the mildest percent that does")
  func mix() throws {
    func rules(to: String, _ priority: Int?) -> [Rule] {
      [
        Build.rule(.mix(pool: 0, from: nil, to: Quantity(to)), at: 1, priority: priority),
        Build.rule(.pin(6), scope: .init(pools: [0], towns: ["a"]), at: 2, priority: 1),
        Build.rule(.pin(12), scope: .init(pools: [1], towns: ["a"]), at: 3, priority: 1),
      ]
    }
    let towns = [town("a"), town("b")]
    let remedy = try remedy(scenario([10, 30], towns, rules(to: "26", 9)))
    // 6 of 18 are a third.
    #expect(
      remedy.moves == [
        Move(condition: .mixOfAll(.atMost, rule: 0), posts: 0, percent: Quantity("33.4"), rules: [0])
      ])
    #expect(remedy.isProvenLeast)
    guard case .plan = scenario([10, 30], towns, rules(to: "33.4", 9)).plan(),
      case .infeasible = scenario([10, 30], towns, rules(to: "33.3", 9)).plan()
    else {
      Issue.record("33.4 % is not the mildest")
      return
    }
    // As important as can be, it stays, and a pin is changed.
    let other = [
      Build.rule(.mix(pool: 0, from: nil, to: Quantity("26")), at: 1, priority: 1),
      Build.rule(.pin(6), scope: .init(pools: [0], towns: ["a"]), at: 2, priority: 2),
      Build.rule(.pin(12), scope: .init(pools: [1], towns: ["a"]), at: 3, priority: 1),
    ]
    #expect(try self.remedy(scenario([10, 30], towns, other)).moves.flatMap(\.rules) == [1])
  }

  @Test("Of two rules on the mix the lesser follows the other, and neither asks what the pools cannot give")
  func twoMixes() throws {
    let made = scenario(
      [10, 30], [town("a"), town("b")],
      [
        Build.rule(.mix(pool: 0, from: Quantity(30), to: nil), at: 1, priority: 1),
        Build.rule(.mix(pool: 0, from: nil, to: Quantity(20)), at: 2, priority: 2),
      ])
    let moves = try remedy(made).moves
    #expect(moves.map(\.percent) == [Quantity(25), Quantity(25)], "\(moves)")
  }

  @Test("A rule against inversion gives way by pairs where its number says so, and nothing else is changed")
  func inversion() throws {
    let towns = [town("a", pools: 1, size: 3), town("b", pools: 1, size: 2), town("c", pools: 1, size: 1)]
    let made = scenario(
      [20], towns,
      [
        Build.rule(.noInversion(metrics: [0], price: nil), at: 1, priority: 9),
        Build.rule(.pin(5), scope: .init(towns: ["a"]), at: 2, priority: 1),
        Build.rule(.pin(8), scope: .init(towns: ["b"]), at: 3, priority: 1),
      ])
    let remedy = try remedy(made)
    #expect(remedy.moves.allSatisfy { $0.rules == [0] }, "\(remedy.moves)")
    let (a, b) = (Town.ID(group: ["e"], name: "a"), Town.ID(group: ["e"], name: "b"))
    // The 7 left over go to c, which the pins leave larger than a as well.
    #expect(remedy.moves.first?.condition == .noInversion(larger: a, smaller: b, rule: 0))
    #expect(remedy.moves.first?.posts == 3 && remedy.isProvenLeast)
  }

  // MARK: Ties

  @Test("Towns of one rule give way evenly, and of two rules of one priority the one written last")
  func ties() throws {
    let towns = ["a", "b", "c"].map { town($0, pools: 1) }
    let even = try remedy(scenario([24], towns, [Build.rule(.floor(10), at: 1)]))
    #expect(even.moves.map(\.posts) == [8, 8, 8] && even.isProvenLeast)
    let rules = [
      Build.rule(.floor(10), scope: .init(towns: ["a"]), at: 1),
      Build.rule(.floor(20), scope: .init(towns: ["b"]), at: 2),
    ]
    for (order, posts) in [(rules, 14), (rules.reversed(), 4)] {
      let moves = try remedy(scenario([24], towns, order)).moves
      #expect(moves.map(\.rules) == [[1]] && moves.map(\.posts) == [posts], "\(moves)")
    }
  }

  @Test("Totals of hundreds of towns that miss their pool's by 52 are mended by 52, proved, and soon")
  func manyTowns() throws {
    let towns = (0..<420).map { place in
      Town(
        id: .init(group: ["e"], name: "t\(place)"), kind: .town, metrics: [Quantity(1)],
        posts: [.init(quota: 5 + place % 20, staff: 5)], givenNeeds: [Quantity(3 + place % 31)])
    }
    let today = towns.reduce(0) { $0 + ($1.posts[0].quota ?? 0) }
    let rules = [
      Build.rule(.movesWithin(level: 0, price: nil), at: 1), Build.rule(.townTotals(.asToday), at: 2),
    ]
    let found = try remedy(scenario([today + 52], towns, rules))
    let changes = found.moves.reduce(0) { sum, move in
      if case .townTotal(_, _, let posts, _) = move.condition { return sum + abs(move.posts - posts) }
      return sum + 1_000
    }
    #expect(found.isProvenLeast && changes == 52)
  }
}
