// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Staffing
import TestLength
import Testing

@Suite("A plan phased in over years")
struct PhaseInTests {
  /// One pool whose needs are the targets, with what towns have today.
  private func scenario(
    _ towns: [(today: Int, target: Int, staff: Int?, retirements: Int?)], _ rule: PhaseInRule, rules: [Rule] = [],
    groups: [String] = []
  ) -> Scenario {
    Scenario(
      title: "years", levels: groups.isEmpty ? [] : ["county"],
      pools: [Pool(id: "p0", total: towns.reduce(0) { $0 + $1.target })],
      towns: towns.enumerated().map { place, town in
        Town(
          id: Town.ID(group: groups.isEmpty ? [] : [groups[place]], name: "t\(place)"), kind: .town, metrics: [],
          posts: [Town.Posts(quota: town.today, staff: town.staff, retirements: town.retirements)],
          givenNeeds: [Quantity(town.target)])
      }, model: Build.given, rules: rules, phaseIn: rule)
  }

  private func quotas(_ phaseIn: PhaseIn) -> [[Int]] { phaseIn.quotas.map { $0.map { $0[0] } } }

  @Test("Without limits on change the first year's total is shared by who has most to go")
  func unlimited() throws {
    let rule = PhaseInRule(years: 2)
    let phaseIn = try #require(
      try scenario([(10, 14, nil, nil), (10, 12, nil, nil)], rule).requirePlan().phaseIn)
    #expect(phaseIn.totals == [[23], [26]])
    #expect(quotas(phaseIn) == [[13, 10], [14, 12]])
    #expect(phaseIn.isMonotone == [true] && phaseIn.townsOff(pool: 0).isEmpty)
  }

  @Test("The totals go in even steps from today's sum to the plan's and end at it")
  func evenTotals() throws {
    let phaseIn = try #require(
      try scenario([(10, 20, nil, nil)], PhaseInRule(years: 3)).requirePlan().phaseIn)
    #expect(phaseIn.totals == [[13], [17], [20]])
    let down = try #require(try scenario([(20, 10, nil, nil)], PhaseInRule(years: 4)).requirePlan().phaseIn)
    #expect(down.totals == [[18], [15], [13], [10]])
  }

  @Test("Both limits on change hold, percent of today's quota being rounded down")
  func limits() throws {
    let change = PhaseInRule.YearlyChange(posts: 4, percent: Quantity(10))
    let phaseIn = try #require(
      try scenario([(18, 10, nil, nil), (60, 68, nil, nil)], PhaseInRule(years: 3, change: change)).requirePlan()
        .phaseIn)
    // 10 percent of 18 is one post a year, and the total does not change.
    #expect(quotas(phaseIn) == [[17, 61], [16, 62], [15, 63]])
    #expect(phaseIn.remaining(town: 0, pool: 0) == -5 && phaseIn.remaining(town: 1, pool: 0) == 5)
    #expect(phaseIn.townsOff(pool: 0) == [0, 1])
  }

  @Test("A year's total far above the plan's and today's is kept, and the next one as well")
  func farTotals() throws {
    let rule = PhaseInRule(years: 2, totals: [0: [2612, 260]])
    let towns = [(40, 56), (42, 58), (45, 52), (44, 58), (46, 36)].map { ($0.0, $0.1, Int?.none, Int?.none) }
    guard case .plan(let plan) = scenario(towns, rule).plan(limits: Limits(seconds: 20)) else {
      Issue.record("no plan")
      return
    }
    let quotas = quotas(try #require(plan.phaseIn))
    #expect(quotas.map { $0.reduce(0, +) } == [2612, 260] && quotas[1] == [56, 58, 52, 58, 36])
  }

  @Test("Even totals do not ask for more than the limits allow")
  func clampedTotals() throws {
    let rule = PhaseInRule(years: 3, change: .init(posts: 2))
    let phaseIn = try #require(try scenario([(10, 30, nil, nil)], rule).requirePlan().phaseIn)
    #expect(phaseIn.totals == [[12], [14], [16]] && phaseIn.remaining(town: 0, pool: 0) == 14)
  }

  @Test("Where the stated totals ask for it, as few quotas as can be go beyond the plan and come back")
  func notMonotone() throws {
    let rule = PhaseInRule(years: 2, change: .init(posts: 3), totals: [0: [24, 20]])
    let phaseIn = try #require(try scenario([(10, 9, nil, nil), (10, 11, nil, nil)], rule).requirePlan().phaseIn)
    #expect(phaseIn.isMonotone == [false] && phaseIn.totals == [[24], [20]])
    #expect(quotas(phaseIn).last == [9, 11])
  }

  @Test("A total out of reach is told with the sums that could be")
  func outOfReach() {
    let rule = PhaseInRule(years: 3, change: .init(posts: 1), totals: [0: [21, 30, 20]], reference: "scenario.yaml:7")
    let reasons = scenario([(10, 9, nil, nil), (10, 11, nil, nil)], rule).infeasibilities
    #expect(
      reasons == [
        .yearlyTotalOutOfReach(pool: "p0", year: 2, total: 30, least: 19, most: 23, rule: "scenario.yaml:7")
      ])
  }

  @Test("A county that keeps its total keeps it in every year")
  func keptGroups() throws {
    let rule = Build.rule(.groupTotals(level: 0, .asToday))
    let phaseIn = try #require(
      try scenario(
        [(10, 14, nil, nil), (10, 6, nil, nil), (10, 12, nil, nil), (10, 8, nil, nil)],
        PhaseInRule(years: 2, change: .init(posts: 3)), rules: [rule], groups: ["a", "a", "b", "b"]
      ).requirePlan().phaseIn)
    #expect(quotas(phaseIn) == [[13, 7, 12, 8], [14, 6, 12, 8]])
  }

  @Test("Staff over its quota falls by who retires and no further than the quota, and the year is named")
  func attrition() throws {
    let towns: [(Int, Int, Int?, Int?)] = [(70, 70, 117, 15), (20, 20, 24, 6), (30, 30, 28, 3)]
    let all = try scenario(towns, PhaseInRule(years: 3, retirements: .allYears)).requirePlan()
    let staff = try #require(all.phaseIn?.staff.map { $0.map { $0[0] } })
    #expect(staff == [[112, 22, 28], [107, 20, 28], [102, 20, 28]])
    #expect(all.withinQuota(town: 0, pool: 0) == .notWithin(over: 32))
    #expect(all.withinQuota(town: 1, pool: 0) == .year(2) && all.withinQuota(town: 2, pool: 0) == .today)
    let each = try scenario(towns, PhaseInRule(years: 4, retirements: .eachYear)).requirePlan()
    #expect((0..<3).map { each.withinQuota(town: $0, pool: 0) } == [.year(4), .year(1), .today])
  }

  @Test("Without retirements staff stays, and a rising quota may still reach it")
  func noRetirements() throws {
    let plan = try scenario([(10, 14, 12, nil), (14, 10, 9, nil)], PhaseInRule(years: 2, change: .init(posts: 2)))
      .requirePlan()
    #expect(plan.withinQuota(town: 0, pool: 0) == .year(1) && plan.withinQuota(town: 1, pool: 0) == .today)
  }

  @Test("No way at all is better than the one that is found, and none is found only where there is none")
  func bruteForce() throws {
    var (found, away, impossible) = (0, 0, 0)
    let draws = everyday(200, long: 400)
    for seed in 1...draws {
      var random = SplitMix64(seed: seed)
      let count = random.int(2...3)
      let towns = (0..<count).map { _ in (random.int(0...6), random.int(1...6), Int?.none, Int?.none) }
      let change = PhaseInRule.YearlyChange(posts: random.int(1...2))
      let years = random.int(1...3)
      let sum = towns.reduce(0) { $0 + $1.1 }
      let stated = (1..<max(2, years)).map { _ in max(0, sum + random.int(-2...2)) }.prefix(years - 1) + [sum]
      let rule = PhaseInRule(years: years, change: change, totals: random.chance(60) ? [0: Array(stated)] : [:])
      let outcome = scenario(towns, rule).plan()
      func oracle(_ totals: [Int]) -> YearlyOracle {
        YearlyOracle(
          today: towns.map(\.0), target: towns.map(\.1), most: towns.map { _ in change.posts ?? 0 }, totals: totals)
      }
      switch outcome {
      case .plan(let plan):
        let phaseIn = try #require(plan.phaseIn)
        #expect(plan.yearlyBreaches.isEmpty)
        let oracle = oracle(phaseIn.totals.map { $0[0] })
        let best = oracle.best(isMonotone: true) ?? oracle.best(isMonotone: false)
        #expect(best == oracle.worth(of: quotas(phaseIn)), "seed \(seed)")
        #expect(phaseIn.isMonotone[0] == (best?[0] == 0) || towns.contains { $0.0 == $0.1 }, "seed \(seed)")
        found += 1
        if !phaseIn.isMonotone[0] { away += 1 }
      case .infeasible:
        impossible += 1
        #expect(oracle(Array(stated)).best(isMonotone: false) == nil, "seed \(seed)")
      default: Issue.record("seed \(seed): \(outcome)")
      }
    }
    #expect(found > draws / 4 && away > draws / 40 && impossible > draws / 40, "\(found), \(away), \(impossible)")
  }
}
