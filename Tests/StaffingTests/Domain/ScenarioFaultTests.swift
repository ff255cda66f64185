// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@Suite("What keeps a scenario from being planned")
struct ScenarioFaultTests {
  static let id = Town.ID(group: [], name: "a")

  static func scenario(
    pools: [Pool] = [Pool(id: "p0", total: 3)], towns: [Town]? = nil, metrics: [Metric] = [.area],
    parts: [PolicyModel.Part] = [share], rules: [Rule] = []
  ) -> Scenario {
    Scenario(
      title: "faulty", metrics: metrics, pools: pools, towns: towns ?? [town()],
      model: PolicyModel(title: "m", parts: parts), rules: rules)
  }

  static let share = PolicyModel.Part(rule: .share(weights: [.init(metric: 0, weight: Quantity(1))]))

  static func town(
    _ name: String = "a", area: Quantity? = Quantity(1), quota: Int? = nil, staff: Int? = nil, given: Quantity? = nil,
    contract: Int? = nil, total: Int? = nil
  ) -> Town {
    Town(
      id: Town.ID(group: [], name: name), kind: .town, metrics: [area], posts: [.init(quota: quota, staff: staff)],
      givenNeeds: [given], contractStaff: contract, fixedTotal: total)
  }

  @Test("A sound scenario has none")
  func sound() { #expect(Self.scenario().faults.isEmpty) }

  @Test("Towns and pools must be there, once each and in shape")
  func presence() {
    #expect(Self.scenario(pools: []).faults.contains(.noPools))
    #expect(Self.scenario(towns: []).faults == [.noTowns])
    #expect(Self.scenario(towns: [Self.town(), Self.town()]).faults == [.duplicateTown(Self.id)])
    let twice = [Pool(id: "p", total: 1), Pool(id: "p", total: 1)]
    #expect(Self.scenario(pools: twice, towns: []).faults.contains(.duplicatePool("p")))
    let deep = Town(id: .init(group: ["x"], name: "a"), kind: .town, metrics: [Quantity(1)], posts: [.init()])
    #expect(Self.scenario(towns: [deep]).faults == [.misshapenTown(deep.id)])
  }

  @Test("Counts and amounts are in range")
  func ranges() {
    for total in [-1, Scenario.largestCount + 1] {
      #expect(Self.scenario(pools: [Pool(id: "p0", total: total)]).faults == [.totalOutOfRange(pool: "p0", total)])
    }
    let town = Self.town(
      area: Quantity(-1), quota: -1, staff: Scenario.largestCount + 1, given: Quantity("-0.1"), contract: -2, total: -3)
    let figures: [ScenarioFault.Figure] = [
      .quota(pool: "p0"), .staff(pool: "p0"), .givenNeed(pool: "p0"), .metric("area"), .contractStaff, .fixedTotal,
    ]
    #expect(Self.scenario(towns: [town]).faults == figures.map { .figureOutOfRange(Self.id, figure: $0) })
  }

  @Test("A policy model is for every pool, once, by metrics that say something")
  func model() {
    let given = PolicyModel.Part(rule: .given)
    #expect(Self.scenario(parts: [given]).faults == [.missing(Self.id, figure: .givenNeed(pool: "p0"))])
    #expect(Self.scenario(parts: []).faults == [.poolWithoutNeed("p0")])
    #expect(Self.scenario(parts: [Self.share, Self.share]).faults == [.sharedTwice(pool: "p0")])
    #expect(Self.scenario(towns: [Self.town(area: nil)]).faults == [.missing(Self.id, figure: .metric("area"))])
    #expect(Self.scenario(towns: [Self.town(area: .zero)]).faults == [.nothingToShareBy(metric: "area")])
    let weightless = PolicyModel.Part(rule: .share(weights: [.init(metric: 0, weight: .zero)]))
    #expect(Self.scenario(parts: [weightless]).faults == [.weightNotPositive(metric: "area")])
  }

  @Test("A share by no metric and a base below zero are no policy")
  func emptyParts() {
    #expect(!Self.scenario(parts: [.init(rule: .share(weights: []))]).faults.isEmpty)
    #expect(!Self.scenario(parts: [.init(rule: .base(posts: [.town: Quantity(-1)])), Self.share]).faults.isEmpty)
  }

  @Test("A rule is for someone, in range, and has the figures it needs")
  func rules() {
    let nobody = Build.rule(.floor(1), scope: .init(towns: ["b"]))
    #expect(Self.scenario(rules: [nobody]).faults == [.emptyScope(rule: nobody.reference)])
    for requirement in [
      Rule.Requirement.floor(-1), .cap(.posts(Scenario.largestCount + 1)), .change(posts: -1, percent: nil),
      .change(posts: nil, percent: Quantity(-1)),
    ] {
      let rule = Build.rule(requirement)
      #expect(
        Self.scenario(towns: [Self.town(quota: 3)], rules: [rule]).faults == [.ruleOutOfRange(rule: rule.reference)])
    }
    for requirement in [Rule.Requirement.change(posts: 1, percent: nil), .townTotals(.asToday)] {
      let rule = Build.rule(requirement)
      #expect(
        Self.scenario(rules: [rule]).faults == [
          .missingForRule(Self.id, figure: .quota(pool: "p0"), rule: rule.reference)
        ])
    }
  }

  @Test("A total for a group that no town belongs to is a fault, not a total that nobody keeps")
  func groupTotalForNobody() {
    let towns = [Build.town("a", [1], group: ["x"])]
    for path in [["y"], ["x", "z"], []] {
      let rule = Build.rule(.groupTotals(level: 0, .given([path: 5])))
      #expect(Build.scenario([3], towns, rules: [rule]).faults == [.emptyScope(rule: rule.reference)])
    }
  }
}
