// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import TestLength
import Testing

@testable import Staffing

@Suite("Why two-way totals are impossible")
struct ConditionConflictTests {
  /// Two or three towns and two or three pools with totals both ways that add up, and floors and caps drawn at random.
  private static func scenario(seed: Int) -> Scenario {
    var random = SplitMix64(seed: seed)
    let pools = random.int(2...3)
    let hidden = (0..<random.int(2...3)).map { _ in (0..<pools).map { _ in random.int(0...3) } }
    let methods: [ApportionmentMethod] = [.webster, .webster, .adams]
    let towns = hidden.enumerated().map { index, row in
      Build.town(
        "t\(index)", row.map { _ in random.chance(15) ? 0 : random.int(1...4) }, group: [random.chance(50) ? "e" : "w"],
        total: row.reduce(0, +))
    }
    var rules = [Build.rule(.townTotals(.column), at: 1)]
    for town in towns.indices {
      for pool in 0..<pools {
        let scope = Rule.Scope(pools: [pool], towns: ["t\(town)"])
        if random.chance(20) {
          rules.append(Build.rule(.floor(.posts(random.int(1...3))), scope: scope, at: rules.count + 1))
        }
        if random.chance(40) {
          rules.append(Build.rule(.cap(.posts(random.int(0...3))), scope: scope, at: rules.count + 1))
        }
      }
    }
    let totals = (0..<pools).map { pool in hidden.reduce(0) { $0 + $1[pool] } }
    return Build.scenario(totals, towns, rules: rules, method: methods[random.int(0...2)])
  }

  /// The conflicts of the drawn scenarios; those that sums refuse have none.
  private static let drawn: [(scenario: Scenario, conflict: ConditionConflict)] = (0..<everyday(320, long: 2500))
    .compactMap { seed in
      let scenario = scenario(seed: seed)
      guard case .conditionsConflict(let conflict)? = scenario.infeasibilities.first else { return nil }
      return (scenario, conflict)
    }

  @Test("Each named set is impossible by itself, and without any one of its conditions it is possible")
  func irreducible() {
    #expect(Self.drawn.count > everyday(6, long: 40), "\(Self.drawn.count)")
    for (scenario, conflict) in Self.drawn {
      let oracle = ConditionOracle(scenario)
      #expect(conflict.isProvenSmallest)
      let isPossible = oracle.canKeep(conflict.conditions)
      #expect(!isPossible, "\(conflict.conditions)")
      for place in conflict.conditions.indices {
        var others = conflict.conditions
        others.remove(at: place)
        let isPossible = oracle.canKeep(others)
        #expect(isPossible, "\(conflict.conditions) without \(place)")
      }
    }
  }

  @Test("What the conditions state is what the scenario states")
  func stated() {
    for (scenario, conflict) in Self.drawn {
      let oracle = ConditionOracle(scenario)
      for condition in conflict.conditions {
        let isStated = oracle.isStated(condition)
        #expect(isStated, "\(condition)")
      }
    }
  }

  @Test("The remedy makes a plan possible, and no other moves fewer posts")
  func remedy() throws {
    var cheapest = 0
    for (scenario, conflict) in Self.drawn {
      let remedy = try #require(conflict.remedy)
      #expect(remedy.isProvenLeast)
      let oracle = ConditionOracle(scenario)
      let isPossible = oracle.isPossible(after: remedy.moves)
      #expect(isPossible, "\(remedy)")
      // Pools' totals give way where nothing else helps.
      let movesPools = remedy.moves.contains { if case .total = $0.condition { true } else { false } }
      let least = oracle.fewestPostsToMove
      #expect(movesPools == (least == nil))
      if let least {
        cheapest += 1
        let moved = remedy.moves.reduce(0) { $0 + abs($1.posts - $1.condition.posts) }
        #expect(moved == least, "\(remedy)")
      }
      for move in remedy.moves where !movesPools { #expect(!move.rules.isEmpty) }
    }
    #expect(cheapest > everyday(9, long: 20))
  }

  @Test("Two rules for one town's total are named, and both sides of neither")
  func twoTotals() {
    let towns = [Build.town("a", [3, 2], today: [2, 2], total: 5), Build.town("b", [1, 4], today: [2, 4])]
    let scenario = Build.scenario(
      [4, 6], towns,
      rules: [
        Build.rule(.townTotals(.column), at: 1), Build.rule(.townTotals(.asToday), scope: .init(towns: ["a"]), at: 2),
      ])
    guard case .conditionsConflict(let conflict)? = scenario.infeasibilities.first else {
      Issue.record("\(scenario.infeasibilities)")
      return
    }
    let a = Town.ID(group: [], name: "a")
    #expect(
      Set(conflict.conditions) == [
        .townTotal(a, .atLeast, posts: 5, rule: 0), .townTotal(a, .atMost, posts: 4, rule: 1),
      ])
    #expect(conflict.remedy?.moves.count == 1)
  }

  @Test("Where the time is over the rules are named, and nothing is claimed")
  func cancelled() {
    let monitor = SolveMonitor()
    monitor.cancel()
    let problem = AllocationProblem(Self.drawn[0].scenario)
    guard case .totalsConflict(let rules) = ScenarioDiagnosis(problem, limits: .none, monitor: monitor).infeasibility
    else {
      Issue.record("A conflict was found without a solve.")
      return
    }
    #expect(rules == Self.drawn[0].scenario.rules.map(\.reference))
  }
}

extension PlanCondition {
  fileprivate var posts: Int {
    switch self {
    case .total(_, _, let posts), .townTotal(_, _, let posts, _), .floor(_, _, let posts, _), .cap(_, _, let posts, _):
      posts
    case .moves(let most, _): most
    case .mix, .mixOfAll, .noInversion: 0
    }
  }
}
