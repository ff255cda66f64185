// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
@testable import Staffing
import TestLength
import Testing

@Suite("Shares of each town's posts under totals over all towns")
struct MixTotalsTests {
  /// Towns drawn from a seed, with needs that are no two alike, and a share of the first pool between two bounds.
  private func scenario(seed: Int, towns count: Int, from: Int, to: Int) -> Scenario {
    var random = SplitMix64(seed: seed)
    let towns = (0..<count).map { place in
      let needs = [random.int(60...240), random.int(110...360)]
      return Build.town(
        "T\(place)", needs.map { Quantity(significand: Int64($0), exponent: -1) ?? Quantity(1) },
        today: needs.map { max(1, $0 / 10 + random.int(-2...3)) })
    }
    let totals = (0..<2).map { pool in towns.reduce(0) { $0 + ($1.posts[pool].quota ?? 0) } }
    return Build.scenario(
      totals, towns,
      rules: [
        Build.rule(.floor(.posts(2))), Build.rule(.mix(pool: 0, from: Quantity(from), to: Quantity(to)), at: 2),
      ]
    ).with(goals: [
      PlanningGoal(.fairness(rounds: 2)), PlanningGoal(.fit(.webster, moveCost: nil)), PlanningGoal(.stability),
    ])
  }

  @Test(
    "Fairness, fit and stability are proved one after the other, and no post can change places for a better fit",
    arguments: everyday([(1, 33, 44)], long: [(1, 33, 44), (2, 36, 42), (3, 25, 50)]))
  func allGoals(_ seed: Int, _ from: Int, _ to: Int) throws {
    let scenario = scenario(seed: seed, towns: 420, from: from, to: to)
    let plan = try scenario.requirePlan()
    #expect(plan.solving.goals.count == 3 && plan.solving.goals.allSatisfy(\.isProved))
    #expect(plan.solving.areTiesSettled && plan.breaches.isEmpty)
    let problem = AllocationProblem(scenario)
    let worst = try #require(plan.solving.goals.first?.levels.last)
    let (quotas, shares) = (plan.quotas, problem.shares)
    func keeps(_ town: Int, _ row: [Int]) -> Bool {
      let share = 100 * row[0]
      let sum = row[0] + row[1]
      return share >= from * sum && share <= to * sum
        && row.indices.allSatisfy {
          row[$0] >= 2 && (row[$0] >= quotas[town][$0] || Double(row[$0]) / shares[town, $0] >= worst)
        }
    }
    for pool in 0..<2 {
      for one in quotas.indices {
        for other in quotas.indices where other != one {
          var (more, less) = (quotas[one], quotas[other])
          more[pool] += 1
          less[pool] -= 1
          guard keeps(one, more), keeps(other, less) else { continue }
          let gain =
            ApportionmentMethod.webster.cost(ofPost: more[pool], need: shares[one, pool])
            - ApportionmentMethod.webster.cost(ofPost: quotas[other][pool], need: shares[other, pool])
          #expect(gain >= -1e-9, "pool \(pool), \(one) for \(other): \(gain)")
        }
      }
    }
  }

  @Test(
    "Many more towns are proved as well, where many stay at the level of the worst one",
    arguments: everyday([(2, 36, 42)], long: [(1, 33, 44), (2, 36, 42), (3, 25, 50)]))
  func manyTowns(_ seed: Int, _ from: Int, _ to: Int) throws {
    let plan = try scenario(seed: seed, towns: everyday(600, long: 900), from: from, to: to).requirePlan()
    #expect(plan.solving.goals.count == 3 && plan.solving.goals.allSatisfy(\.isProved))
    #expect(plan.solving.areTiesSettled && plan.breaches.isEmpty)
  }

  @Test("A share that no totals allow is said to be impossible")
  func impossible() {
    #expect(scenario(seed: 4, towns: everyday(20, long: 60), from: 60, to: 70).planIfFeasible() == nil)
  }
}
