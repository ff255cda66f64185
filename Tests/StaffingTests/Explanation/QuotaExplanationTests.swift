// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import TestLength
import Testing

@Suite("Explanations of quotas")
struct QuotaExplanationTests {
  @Test(
    "New York was 89 people short of the seat that went to Minnesota in 2020",
    .enabled(if: SharedData.isThere, "no ../shared/data beside the project"))
  func newYork() throws {
    let (scenario, _) = try USHouseTests.house(2020, .huntingtonHill)
    let plan = try scenario.requirePlan()
    func place(_ name: String) throws -> Int { try #require(plan.scenario.towns.firstIndex { $0.name == name }) }
    let (newYork, minnesota) = (try place("New York"), try place("Minnesota"))
    let standing = try #require(plan.explanation(of: newYork, pool: 0).standing)
    #expect(standing.nextPost?.post == 27 && standing.queue.nextInLine?.town == newYork)
    #expect(standing.gainsFrom?.town == minnesota && standing.gainsFrom?.post == 8)
    #expect(standing.queue.lastIn?.town == minnesota && standing.queue.lastIn?.post == 8)
    let gain = try #require(plan.margins(of: newYork, pool: 0).first { $0.direction == .gain })
    let shifts = [
      QuotaMargin.Shift(town: newYork, pool: 0, from: 26, to: 27),
      QuotaMargin.Shift(town: minnesota, pool: 0, from: 8, to: 7),
    ]
    #expect(gain.result == .change(by: Quantity(89), shifts: shifts) && gain.isSmallest)
    #expect(plan.withOnePostMore(pool: 0) == .shifts([shifts[0]]))
  }

  /// The quota that a divisor gives by hand.
  private func byHand(_ entry: QuotaExplanation, _ divisor: Double, _ method: ApportionmentMethod) -> Int {
    if method == .hamilton { return Int((entry.share - divisor).rounded(.down)) }
    let quotient = entry.need / divisor
    var posts = Int(quotient.rounded(.down))
    // Its signpost lies between two whole numbers.
    let next = Double(posts + 1)
    let signpost =
      switch method {
      case .webster: next - 0.5
      case .huntingtonHill: (next * (next - 1)).squareRoot()
      case .adams: next - 1
      case .jefferson, .hamilton: next
      }
    if quotient > signpost { posts += 1 }
    return posts
  }

  @Test(
    "The divisor of each queue gives every quota of it by hand, within its bounds: drawn cases of every method",
    arguments: 0..<everyday(40, long: 100))
  func divisors(seed: Int) throws {
    let size = RandomScenario.Size(
      towns: 3...9, most: 12, pools: 1...2, mayBeImpossible: false, townTotals: false, tied: false)
    let scenario = RandomScenario.scenario(seed: seed, size)
    let plan = try scenario.requirePlan()
    let explanations = PlanExplanation(plan)
    #expect(!explanations.queues.isEmpty)
    for queue in explanations.queues {
      guard let divisor = queue.divisor, let plain = divisor.plain else { continue }
      for town in queue.towns {
        let entry = explanations[town, queue.pool]
        guard entry.need > 0 else { continue }
        let posts = byHand(entry, plain.doubleValue, scenario.method)
        #expect(min(max(posts, entry.least.posts), entry.most.posts) == entry.quota, "seed \(seed), town \(town)")
      }
    }
    // Each town is in one queue of each pool, and the queues have all posts.
    for pool in scenario.pools.indices {
      let queues = explanations.queues.filter { $0.pool == pool }
      #expect(queues.flatMap(\.towns).sorted() == Array(scenario.towns.indices))
      #expect(queues.reduce(0) { $0 + $1.posts } == scenario.pools[pool].total)
    }
  }

  @Test("Who is next in line in a pool without groups gets the post that the pool is given more", arguments: 0..<60)
  func nextInLine(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let towns = (0..<random.int(2...6)).map { Build.town("t\($0)", [random.int(1...40)]) }
    let scenario = Build.scenario(
      [random.int(6...30)], towns, method: ApportionmentMethod.allCases.filter { $0 != .hamilton }[seed % 4])
    let plan = try scenario.requirePlan()
    let next = try #require(PlanExplanation(plan).queues.first?.nextInLine)
    let shift = QuotaMargin.Shift(town: next.town, pool: 0, from: next.post - 1, to: next.post)
    #expect(plan.withOnePostMore(pool: 0) == .shifts([shift]))
  }

  @Test(
    "The post that a town gains, or loses, by its own need alone comes from, or goes to, the town that is named",
    arguments: 0..<everyday(28, long: 60))
  func partners(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let towns = (0..<random.int(3...7)).map { place in
      Build.town("t\(place)", [random.int(1000...40_000)], group: [random.chance(50) ? "e" : "w"])
    }
    let total = random.int(10...40)
    let rules: [Rule] =
      seed % 2 == 0
      ? [] : [Build.rule(.groupTotals(level: 0, .given([["e"]: .percent(Quantity(random.int(30...60)))])))]
    let methods = ApportionmentMethod.allCases.filter { $0 != .hamilton }
    let hasEast = towns.contains { $0.group == ["e"] }
    let scenario = Build.scenario([total], towns, rules: hasEast ? rules : [], method: methods[seed % 4])
    guard let plan = scenario.planIfFeasible() else { return }
    let town = seed % towns.count
    let standing = try #require(plan.explanation(of: town, pool: 0).standing)
    for margin in plan.margins(of: town, pool: 0) {
      guard case .change(let change, let shifts) = margin.result else { continue }
      let partner = margin.direction == .gain ? standing.gainsFrom : standing.losesTo
      guard let partner else {
        // The post that the method gives everyone with a need goes with the need itself.
        #expect(change == margin.value && margin.direction == .loss, "seed \(seed)")
        continue
      }
      #expect(shifts.count == 2 && shifts.last?.town == partner.town, "seed \(seed): \(shifts)")
    }
  }

  @Test("A group's total is its own queue: no post comes from beyond it, but for a total that is a range")
  func groups() throws {
    let towns = [
      Build.town("a", [30], group: ["e"]), Build.town("b", [32], group: ["e"]), Build.town("c", [41], group: ["w"]),
      Build.town("d", [27], group: ["w"]),
    ]
    let fixed = Build.rule(.groupTotals(level: 0, .given([["e"]: 5])))
    let apart = PlanExplanation(try Build.scenario([13], towns, rules: [fixed]).requirePlan())
    #expect(apart.queues.map(\.group) == [[], ["e"]])
    #expect(apart.queues.map(\.towns) == [[2, 3], [0, 1]])
    #expect(apart[0, 0].standing?.gainsFrom?.town == 1)
    #expect(apart[2, 0].standing?.gainsFrom?.town == 3)
    // Of 13 posts 46 percent are 5.98: five or six. At its lower end the group can take a post, and give none.
    let range = Build.rule(.groupTotals(level: 0, .given([["e"]: .percent(Quantity(46))])))
    let plan = try Build.scenario([13], towns, rules: [range]).requirePlan()
    let ranged = PlanExplanation(plan)
    let east = plan.quotas[0][0] + plan.quotas[1][0]
    #expect(east == 6 && ranged.queues.map(\.group) == [[], ["e"]])
    let worths = (1...3).map { town in
      let entry = ranged[town, 0]
      return (town, ApportionmentMethod.webster.worth(ofPost: entry.quota + 1, need: entry.need, share: entry.share))
    }
    #expect(ranged[0, 0].standing?.losesTo?.town == worths.max { $0.1 < $1.1 }?.0)
    #expect(ranged[0, 0].standing?.gainsFrom?.town == 1)
  }

  @Test("Where goals beside fit decide, or totals of towns cross the pools', no order of posts is claimed")
  func others() throws {
    let towns = [Build.town("a", [3], today: [2]), Build.town("b", [4], today: [5])]
    let base = Build.scenario([7], towns)
    let stable = Scenario(
      title: "t", pools: base.pools, towns: towns, model: base.model,
      goals: [PlanningGoal(.stability), PlanningGoal(.fit(.webster, moveCost: nil))])
    let entry = try stable.requirePlan().explanation(of: 0, pool: 0)
    #expect(entry.standing == nil && entry.quota == 2 && entry.need == 3)
  }
}
