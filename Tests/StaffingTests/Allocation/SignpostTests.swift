// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import TestLength
import Testing

@Suite("The five methods against their classical definition")
struct SignpostTests {
  @Test("A plan with nested totals is what granting one post after the other gives", arguments: [false, true])
  func greedy(tied: Bool) {
    let size = RandomScenario.Size(
      towns: 3...12, most: 8, pools: 1...2, mayBeImpossible: tied, townTotals: false, tied: tied)
    var (planned, ties) = (0, 0)
    for seed in 2000..<everyday(2040, long: 4000) {
      let scenario = RandomScenario.scenario(seed: seed, size)
      let expected = Greedy(scenario: scenario, needs: ExactNeeds(scenario)).plan()
      let plan = scenario.planIfFeasible()
      #expect(plan?.quotas == expected, "seed \(seed), \(scenario.method)")
      planned += plan == nil ? 0 : 1
      ties += plan?.ties.count ?? 0
    }
    #expect(planned > 20)
    #expect(!tied || ties > 10, "few ties: \(ties)")
  }

  @Test(
    "Six states with 27,744, 25,178, 19,951, 14,610, 9,225 and 3,292 people share 36 seats in five different ways",
    arguments: [
      (ApportionmentMethod.hamilton, [10, 9, 7, 5, 4, 1]),
      (.adams, [10, 9, 7, 5, 3, 2]),
      (.huntingtonHill, [10, 9, 7, 6, 3, 1]),
      (.webster, [10, 9, 8, 5, 3, 1]),
      (.jefferson, [11, 9, 7, 5, 3, 1]),
    ])
  func balinskiYoung(method: ApportionmentMethod, seats: [Int]) throws {
    let people = [27744, 25178, 19951, 14610, 9225, 3292]
    let towns = people.enumerated().map { Build.town("s\($0)", [$1]) }
    let plan = try Build.scenario([36], towns, method: method).requirePlan()
    #expect(plan.quotas.map { $0[0] } == seats)
  }

  @Test(
    "Hamilton's method shows the Alabama paradox: with needs of 6, 6 and 2 the eleventh post costs the smallest one")
  func alabama() throws {
    let towns = [("a", 6), ("b", 6), ("c", 2)].map { Build.town($0.0, [$0.1]) }
    let ten = try Build.scenario([10], towns, method: .hamilton).requirePlan().quotas()
    let eleven = try Build.scenario([11], towns, method: .hamilton).requirePlan().quotas()
    #expect((ten["c"], eleven["c"]) == (2, 1))
  }

  @Test("Divisor methods have no Alabama paradox: a larger pool takes no post from anyone")
  func monotone() throws {
    var random = SplitMix64(seed: 7)
    let towns = (0..<7).map { Build.town("t\($0)", [random.int(1...50)]) }
    for method in ApportionmentMethod.allCases where method != .hamilton {
      var before = try Build.scenario([7], towns, method: method).requirePlan().quotas
      for total in 8...40 {
        let now = try Build.scenario([total], towns, method: method).requirePlan().quotas
        #expect(zip(before, now).allSatisfy { $0[0] <= $1[0] }, "\(method) at \(total)")
        before = now
      }
    }
  }

  @Test("Hamilton's method keeps everyone within one post of the exact share")
  func quota() throws {
    for seed in 0..<20 {
      var random = SplitMix64(seed: seed)
      let towns = (0..<9).map { Build.town("t\($0)", [random.int(1...5000)]) }
      let scenario = Build.scenario([random.int(10...400)], towns, method: .hamilton)
      let shares = ExactNeeds(scenario).shares
      for (quota, share) in zip(try scenario.requirePlan().quotas, shares) {
        #expect(Fraction(quota[0] - 1) < share[0] && share[0] < Fraction(quota[0] + 1))
      }
    }
  }
}
