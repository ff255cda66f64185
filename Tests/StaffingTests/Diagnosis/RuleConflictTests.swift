// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import TestLength
import Testing

@testable import Staffing

@Suite("Why rules that cross totals are impossible together")
struct RuleConflictTests {
  /// The drawn scenarios that sums do not refuse, with the conflict. Small: every quota up to 20 is tried.
  private static let drawn: [(seed: Int, scenario: Scenario, conflict: ConditionConflict)] =
    (0..<everyday(400, long: 1000)).compactMap {
      seed in
      let scenario = RandomRules.scenario(seed: 20_000 + seed, plainGoals: true)
      guard scenario.towns.count * scenario.pools.count <= 4, scenario.faults.isEmpty,
        case .conditionsConflict(let conflict)? = scenario.infeasibilities.first
      else { return nil }
      return (seed, scenario, conflict)
    }

  @Test("Each named set is impossible by itself, and without any one of its conditions it is possible")
  func irreducible() {
    #expect(Self.drawn.count > everyday(8, long: 30), "\(Self.drawn.count)")
    var kinds: Set<String> = []
    for (seed, scenario, conflict) in Self.drawn {
      let oracle = RuleConflictOracle(scenario, most: 20)
      #expect(conflict.isProvenSmallest, "seed \(seed)")
      let isPossible = oracle.canKeep(conflict.conditions)
      #expect(!isPossible, "seed \(seed): \(conflict.conditions)")
      for (place, condition) in conflict.conditions.enumerated() {
        var others = conflict.conditions
        others.remove(at: place)
        let isPossible = oracle.canKeep(others)
        #expect(isPossible, "seed \(seed): \(conflict.conditions) without \(place)")
        switch condition {
        case .mix: kinds.insert("mix")
        case .noInversion: kinds.insert("no inversion")
        case .moves: kinds.insert("moves")
        default: continue
        }
      }
    }
    #expect(kinds.count == 3, "\(kinds)")
  }

  @Test("The remedy, where there is one, leaves a plan")
  func remedy() {
    var found = 0
    for (seed, scenario, conflict) in Self.drawn {
      guard let remedy = conflict.remedy else { continue }
      found += 1
      let isMended = RuleConflictOracle(scenario, most: 20).isMended(by: remedy.moves)
      #expect(isMended, "seed \(seed): \(remedy)")
    }
    #expect(found > everyday(5, long: 20), "\(found)")
  }

  // MARK: What gives way

  private func scenario(_ rules: [Rule], total: Int = 10) -> Scenario {
    Build.scenario(
      [total],
      [
        Build.town("a", [6], group: ["e"], today: [5]), Build.town("b", [4], group: ["w"], today: [5]),
      ], rules: rules)
  }

  private func rule(_ requirement: Rule.Requirement, _ town: String, priority: Int?, at line: Int) -> Rule {
    Rule(
      requirement, scope: .init(towns: [town]), because: "so", priority: priority, reference: "scenario.yaml:\(line)")
  }

  @Test(
    "The rule of the larger number gives way first, and one without a number before all",
    arguments: [(1, 2, 2), (2, 1, 1), (1, nil, 2), (nil, 9, 1)] as [(Int?, Int?, Int)])
  func priorities(first: Int?, second: Int?, gives: Int) throws {
    let scenario = scenario([
      rule(.floor(7), "a", priority: first, at: 1), rule(.floor(6), "b", priority: second, at: 2),
    ])
    let remedy = try #require(scenario.wayOut)
    #expect(remedy.moves.flatMap(\.rules) == [gives - 1], "\(remedy)")
    #expect(remedy.moves.map(\.posts) == [gives == 1 ? 4 : 3])
    #expect(remedy.isProvenLeast)
  }

  @Test("A pool's total is moved where no rule helps, and never to spare a rule of high priority")
  func poolsLast() throws {
    let spared = scenario([rule(.floor(7), "a", priority: 1, at: 1), rule(.floor(6), "b", priority: 1, at: 2)])
    #expect(try #require(spared.wayOut).moves.allSatisfy { !$0.rules.isEmpty })
    let caps = scenario([rule(.cap(3), "a", priority: 1, at: 1), rule(.floor(4), "a", priority: 2, at: 2)], total: 8)
    #expect(try #require(caps.wayOut).moves.flatMap(\.rules).contains(1))
    let adams = Build.scenario([1], [Build.town("a", [3]), Build.town("b", [2])], method: .adams)
    let moves = try #require(adams.wayOut).moves
    #expect(moves.map(\.posts) == [2] && moves.allSatisfy { $0.rules.isEmpty }, "\(moves)")
  }

  @Test("Of attrition alone with a total below staff, the sums and the way out are told")
  func attrition() throws {
    let towns = ["a", "b"].map { name in
      Town(
        id: .init(group: [], name: name), kind: .town, metrics: [],
        posts: [.init(quota: 9, staff: 9, retirements: 2)], givenNeeds: [Quantity(5)])
    }
    let scenario = Build.scenario([12], towns, rules: [Build.rule(.floor(.staffAfterRetirements))])
    #expect(
      scenario.infeasibilities == [
        .floorsExceedTotal(
          .init(pool: "p0", group: [], rule: nil), floors: 14, total: 12, includesGroups: false, byMethod: 0,
          rules: ["scenario.yaml:1"])
      ])
    let moves = try #require(scenario.wayOut).moves
    #expect(moves.reduce(0) { $0 + 7 - $1.posts } == 2 && moves.allSatisfy { $0.rules == [0] })
  }
}
