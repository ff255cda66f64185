// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Staffing
import TestLength
import Testing

@Suite("The way from need to quota")
struct QuotaCausesTests {
  @Test("Steps add up to quota less need, and no cause is named that no rule has")
  func sums() {
    var found: Set<QuotaCauses.Cause> = []
    var counted = 0
    let draws = everyday(100, long: 250)
    for seed in 0..<draws {
      let scenario = RandomRules.scenario(seed: seed)
      guard scenario.faults.isEmpty, let plan = scenario.planIfFeasible() else { continue }
      counted += 1
      let causes = plan.causes()
      found.formUnion(causes.all)
      let possible = Set(scenario.rules.compactMap(\.cause)).union([.scaling, .rounding, .goals])
      #expect(possible.isSuperset(of: causes.all), "seed \(seed): \(causes.all)")
      let hasOtherGoals = scenario.goals.map(\.aim) != [.fit(scenario.method, moveCost: nil)]
      #expect(hasOtherGoals || !causes.all.contains(.goals), "seed \(seed)")
      for (town, row) in plan.quotas.enumerated() {
        for (pool, quota) in row.enumerated() {
          let steps = causes[town, pool]
          let sum = steps.reduce(0) { $0 + $1.posts }
          #expect(abs(sum - (Double(quota) - plan.needs[town, pool])) < 1e-9, "seed \(seed), \(town), \(pool)")
          #expect(steps.allSatisfy { $0.posts != 0 } && Set(steps.map(\.cause)).count == steps.count)
        }
      }
      // A pool's posts go from one town to another: each step but scaling and rounding adds up to nothing.
      for pool in scenario.pools.indices {
        for cause in causes.all where cause != .scaling && cause != .rounding {
          let sum = scenario.towns.indices.reduce(0) { sum, town in
            sum + (causes[town, pool].first { $0.cause == cause }?.posts ?? 0)
          }
          let isWhole = causes.all.contains(.rounding) || sum == sum.rounded()
          #expect(!isWhole || abs(sum) < 1e-9 || !causes.all.contains(.rounding), "seed \(seed), \(cause): \(sum)")
        }
      }
    }
    #expect(counted > draws * 2 / 5 && found.count > 8, "\(counted), \(found)")
  }

  @Test("A floor and a cap are each named with the posts that they move")
  func floorAndCap() throws {
    let towns = [Build.town("a", [6]), Build.town("b", [3]), Build.town("c", [1])]
    let rules = [
      Build.rule(.floor(3), scope: .init(towns: ["c"])), Build.rule(.cap(4), scope: .init(towns: ["a"])),
    ]
    let plan = try Build.scenario([20], towns, rules: rules).requirePlan()
    let causes = plan.causes()
    // Shares 12, 6 and 2; the floor takes a post from a; the cap leaves it four.
    #expect(plan.quotas.map { $0[0] }[0] == 4)
    #expect(causes[0, 0].map(\.cause) == [.scaling, .floors, .caps])
    #expect(causes[0, 0].map(\.posts) == [6, -1, -7])
    #expect(causes[2, 0].prefix(2) == [.init(cause: .scaling, posts: 1), .init(cause: .floors, posts: 1)])
  }

  @Test("A floor without which there is no plan is named with the posts that it gives")
  func onlyFloors() throws {
    let towns = [Build.town("a", [0], today: [2]), Build.town("b", [0], today: [3])]
    let plan = try Build.scenario([5], towns, rules: [Build.rule(.floor(.quotaToday))]).requirePlan()
    let causes = plan.causes()
    #expect(causes.all == [.floors])
    #expect(causes[0, 0] == [.init(cause: .floors, posts: 2)] && causes[1, 0] == [.init(cause: .floors, posts: 3)])
  }
}
