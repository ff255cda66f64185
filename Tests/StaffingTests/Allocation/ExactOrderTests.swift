// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Staffing
import Testing

@Suite("Ties and what only looks like one")
struct ExactOrderTests {
  @Test(
    "Equal towns are a tie that goes to the name that comes first, whatever the order of the rows", arguments: 0..<8)
  func equalTowns(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let towns = ["东镇", "b", "a", "B"].map { Build.town($0, [7]) }.shuffled(using: &random)
    for method in ApportionmentMethod.allCases {
      let plan = try Build.scenario([6], towns, method: method).requirePlan()
      #expect(plan.scenario.towns.map(\.name) == ["B", "a", "b", "东镇"])
      #expect(plan.quotas.map { $0[0] } == [2, 2, 1, 1], "\(method)")
      #expect(plan.ties == [.init(pool: 0, granted: [0, 1], declined: [2, 3])])
      #expect(plan.reason(town: 0, pool: 0) == .tieWon && plan.reason(town: 3, pool: 0) == .tieLost)
    }
  }

  @Test("Of equal claims the larger need's comes first, before any name")
  func largerNeedFirst() throws {
    // Webster: 9 / 4.5 = 3 / 1.5, and 4 posts are left for 5 claims.
    let plan = try Build.scenario([6], [Build.town("a", [3]), Build.town("b", [9])]).requirePlan()
    #expect(plan.quotas() == ["a": 1, "b": 5])
    #expect(plan.ties == [.init(pool: 0, granted: [1], declined: [0])])
    #expect(plan.solving.isLinear)
  }

  @Test("A name is compared by what it reads, not by how it is encoded")
  func canonicalEquivalence() throws {
    // 豈 has two code points that are canonically the same character; so has é.
    let spellings = [("\u{E9}", "e\u{301}"), ("\u{F900}", "\u{8C48}")]
    for (one, other) in spellings {
      let members = [("x", one), ("ez", "ez"), ("y", other), ("z", "\u{9000}")]
      var plans: Set<[Town.ID]> = []
      for seed in 0..<12 {
        var random = SplitMix64(seed: seed)
        let towns = members.map { Build.town($0.0, [1], group: [$0.1]) }.shuffled(using: &random)
        plans.insert(Build.scenario([3], towns).towns.map(\.id))
        let twins = [one, "ez", other].map { Build.town($0, [1]) }.shuffled(using: &random)
        #expect(Build.scenario([3], twins).faults.contains(.duplicateTown(Town.ID(group: [], name: one))))
      }
      #expect(plans.count == 1, "the order of the rows shows")
    }
  }

  /// The needs of two towns whose fifth and sixth posts claim alike but for one part in 10^digits.
  @Test("A claim that is larger by one part in ten to the ninth, or to the seventeenth, is no tie", arguments: 6...17)
  func nearTie(digits: Int) throws {
    let unit = Quantity(1)
    let nudged = try #require(Quantity("1." + String(repeating: "0", count: digits - 1) + "1"))
    for method in ApportionmentMethod.allCases {
      // "a" would win a tie by its name.
      let towns = [Build.town("a", [unit]), Build.town("b", [nudged])]
      let plan = try Build.scenario([11], towns, method: method).requirePlan()
      #expect(plan.quotas() == ["a": 5, "b": 6], "\(method)")
      #expect(plan.ties.isEmpty, "\(method)")
    }
  }

  @Test("Totals of a million over three towns are exact to the post", arguments: ApportionmentMethod.allCases)
  func largeTotals(method: ApportionmentMethod) throws {
    // 1 : 1 : 1 and a nudge: 333,333 each, and the last post to the nudged.
    let nudged = try #require(Quantity("1.00000000000000001"))
    let towns = [Build.town("a", [Quantity(1)]), Build.town("b", [Quantity(1)]), Build.town("c", [nudged])]
    let plan = try Build.scenario([1_000_000], towns, method: method).requirePlan()
    #expect(plan.quotas() == ["a": 333_333, "b": 333_333, "c": 333_334])
    #expect(plan.ties.isEmpty)
  }

  @Test("A thousand million posts over three towns are ordered exactly too", arguments: 1...40)
  func largestTotals(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    // Shares are needs / 0.7; the remainders of the first two differ by a thousand-millionth of a post.
    let (whole, other) = (random.int(100_000_000...400_000_000), random.int(100_000_000...400_000_000))
    let tenths = random.int(1...8)
    let first = Int64(whole * 10 + tenths) * 7 * 10_000_000
    let second = Int64(other * 10 + tenths) * 7 * 10_000_000 - 1
    let third = Int64(7) * 100_000_000 * 1_000_000_000 - first - second
    let needs = try [first, second, third].map { try #require(Quantity(significand: $0, exponent: -9)) }
    let towns = zip(["b", "a", "c"], needs).map { Build.town($0, [$1]) }
    let problem = AllocationProblem(Build.scenario([1_000_000_000], towns, method: .hamilton))
    // By name: a is the second need.
    let posts = [
      ExactOrder.Post(town: 0, pool: 0, post: other + 1), ExactOrder.Post(town: 1, pool: 0, post: whole + 1),
    ]
    #expect(ExactOrder(problem, posts).sorted().first?.town == 1)
  }

  @Test("Needs from the smallest amount to the largest stand beside one another")
  func extremes() throws {
    let least = try #require(Quantity(significand: 1, exponent: -18))
    let towns = [
      Build.town("a", [least]), Build.town("b", [Quantity(1_000_000_000)]), Build.town("c", [Quantity(1)]),
    ]
    for method in ApportionmentMethod.allCases {
      let one = method.guaranteesOnePost ? 1 : 0
      #expect(
        try Build.scenario([9], towns, method: method).requirePlan().quotas() == ["a": one, "b": 9 - 2 * one, "c": one])
    }
  }

  @Test("Shuffled rows give the same quotas, ties and reasons, town by town")
  func shuffled() throws {
    let size = RandomScenario.Size(
      towns: 4...12, most: 6, pools: 1...3, mayBeImpossible: false, townTotals: true, tied: false)
    for seed in 1...40 {
      let scenario = RandomScenario.scenario(seed: seed, seed % 2 == 0 ? size : size.tieing)
      guard let plan = scenario.planIfFeasible() else { continue }
      var random = SplitMix64(seed: seed)
      let again = try Scenario(
        title: scenario.title, levels: scenario.levels, metrics: scenario.metrics, pools: scenario.pools,
        towns: scenario.towns.shuffled(using: &random), model: scenario.model, rules: scenario.rules,
        goals: scenario.goals
      ).requirePlan()
      #expect(plan.scenario.towns.map(\.id) == again.scenario.towns.map(\.id))
      #expect(plan.quotas == again.quotas && plan.ties == again.ties && plan.solving == again.solving)
      for (town, row) in plan.quotas.enumerated() {
        for pool in row.indices {
          #expect(plan.reason(town: town, pool: pool) == again.reason(town: town, pool: pool))
          #expect(plan.needs[town, pool] == again.needs[town, pool], "to the last bit")
        }
      }
    }
  }
}
