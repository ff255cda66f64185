// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import TestLength
import Testing

@Suite("Margins of quotas")
struct QuotaMarginTests {
  /// The scenario with one figure of a town changed, written without the code under test.
  private func changed(
    _ scenario: Scenario, _ town: Int, _ pool: Int, _ figure: QuotaMargin.Figure, to value: Quantity
  ) -> Scenario {
    let towns = scenario.towns.enumerated().map { place, entry -> Town in
      guard place == town else { return entry }
      var (metrics, needs) = (entry.metrics, entry.givenNeeds)
      switch figure {
      case .metric(let metric): metrics[metric] = value
      case .givenNeed: needs[pool] = value
      }
      return Town(
        id: entry.id, kind: entry.kind, metrics: metrics, posts: entry.posts, givenNeeds: needs,
        fixedTotal: entry.fixedTotal)
    }
    return Scenario(
      title: scenario.title, levels: scenario.levels, metrics: scenario.metrics, pools: scenario.pools, towns: towns,
      model: scenario.model, rules: scenario.rules, goals: scenario.goals)
  }

  /// A decimal amount in units of 10^−6.
  private func millionths(_ quantity: Quantity) throws -> Int {
    try #require(quantity.scaled(byPowerOfTen: 6)?.wholeNumber)
  }

  private func quantity(millionths: Int) throws -> Quantity {
    try #require(Quantity(millionths).scaled(byPowerOfTen: -6))
  }

  /// Plans the scenario with the stated change and with one step less, and compares; returns how many changes there were.
  private func check(_ scenario: Scenario, town: Int, pool: Int, _ seed: Int) throws -> Int {
    guard case .plan(let plan) = scenario.plan() else { return 0 }
    var changes = 0
    for margin in plan.margins(of: town, pool: pool) {
      let place = "seed \(seed), \(margin.figure), \(margin.direction)"
      let sign = margin.direction == .gain ? 1 : -1
      let now = plan.quotas[town][pool]
      func posts(_ amount: Int) throws -> [[Int]]? {
        let value = try quantity(millionths: millionths(margin.value) + sign * amount)
        guard case .plan(let other) = changed(scenario, town, pool, margin.figure, to: value).plan() else { return nil }
        return other.quotas
      }
      switch margin.result {
      case .change(let by, let shifts):
        let (amount, step) = (try millionths(by), try millionths(margin.step))
        let then = try #require(try posts(amount), "\(place)")
        #expect((then[town][pool] - now) * sign > 0, "\(place)")
        var shifted = plan.quotas
        for shift in shifts {
          #expect(shifted[shift.town][shift.pool] == shift.from)
          shifted[shift.town][shift.pool] = shift.to
        }
        #expect(then == shifted, "\(place)")
        let before = amount == step ? plan.quotas : try posts(amount - step)
        if let before { #expect((before[town][pool] - now) * sign <= 0, "\(place)") }
        changes += 1
      case .none(let most):
        if let then = try posts(try millionths(most)) { #expect((then[town][pool] - now) * sign <= 0, "\(place)") }
      case .stopped(let limit): Issue.record("stopped: \(limit), \(place)")
      }
    }
    return changes
  }

  @Test(
    "With the stated margin the plan changes as stated, and with one step less it does not: drawn cases")
  func counterfactual() throws {
    let size = RandomScenario.Size(
      towns: 3...7, most: 9, pools: 1...2, mayBeImpossible: false, townTotals: true, tied: false)
    let tied = RandomScenario.Size(
      towns: 3...6, most: 4, pools: 1...2, mayBeImpossible: false, townTotals: false, tied: true)
    var changes = 0
    let draws = everyday(32, long: 200)
    for seed in 0..<draws {
      let scenario =
        switch seed % 4 {
        case 0: RandomRules.scenario(seed: seed)
        case 1: RandomScenario.scenario(seed: seed, tied)
        default: RandomScenario.scenario(seed: seed, size)
        }
      changes += try check(
        scenario, town: seed % scenario.towns.count, pool: seed / 2 % scenario.pools.count, seed)
    }
    #expect(changes >= draws, "only \(changes) changes were found")
  }

  @Test(
    "Where needs only grow with a figure, no smaller change moves the quota: every one of them tried", arguments: 0..<20
  )
  func smallest(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let towns = (0..<random.int(2...4)).map { Build.town("t\($0)", [random.int(3...60)]) }
    let method = ApportionmentMethod.allCases[seed % 5]
    let scenario = Build.scenario([random.int(4...12)], towns, method: method)
    let plan = try scenario.requirePlan()
    for margin in plan.margins(of: 0, pool: 0) {
      guard case .change(let least, _) = margin.result else { continue }
      #expect(margin.isSmallest && margin.step == Quantity(1))
      let (by, value) = (try #require(least.wholeNumber), try #require(margin.value.wholeNumber))
      for amount in 1..<max(2, by) where amount < by {
        let other = changed(
          scenario, 0, 0, .givenNeed, to: Quantity(value + (margin.direction == .gain ? amount : -amount)))
        #expect(try other.requirePlan().quotas[0][0] == plan.quotas[0][0])
      }
    }
  }

  @Test("People are counted whole, and other figures in the step in which the towns' are written")
  func steps() throws {
    let towns = [("a", 1000, "45.3"), ("b", 3000, "20"), ("c", 2000, "30")].map { name, people, area in
      Town(
        id: Town.ID(group: [], name: name), kind: .town, metrics: [Quantity(people), Quantity(area)],
        posts: [Town.Posts()])
    }
    let weights = [0, 1].map { PolicyModel.MetricWeight(metric: $0, weight: Quantity(1)) }
    let scenario = Scenario(
      title: "steps", metrics: [.residentPopulation, .area], pools: [Pool(id: "p", total: 20)], towns: towns,
      model: PolicyModel(title: "m", parts: [.init(rule: .share(weights: weights))]))
    let margins = try scenario.requirePlan().margins(of: 0, pool: 0)
    #expect(margins.map(\.figure) == [.metric(0), .metric(0), .metric(1), .metric(1)])
    #expect(margins.map(\.step) == ["1", "1", "0.1", "0.1"].compactMap { Quantity($0 as String) })
  }
}
