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

  private static let formula = PostAmount.formula(
    base: Quantity(1), rates: [.init(metric: 0, posts: Quantity(1), per: Quantity(10))])

  @Test(
    "Amounts, parts, prices and counts of rules are in range",
    arguments: [
      Rule.Requirement.pin(-1), .floor(.formula(base: Quantity(2_000_000_000), rates: [])),
      .cap(.formula(base: .zero, rates: [.init(metric: 0, posts: Quantity(1), per: .zero)])),
      .pin(.formula(base: .zero, rates: [.init(metric: 0, posts: Quantity(2_000_000_000), per: Quantity(1))])),
      .mix(pool: 0, from: nil, to: nil), .mix(pool: 0, from: Quantity(60), to: Quantity(50)),
      .mix(pool: 0, from: Quantity(-1), to: nil), .mix(pool: 0, from: nil, to: Quantity(101)),
      .noInversion(metrics: [], price: nil), .noInversion(metrics: [0], price: .zero), .moves(most: -1),
      .groupTotals(level: 0, .given([["x"]: .percent(Quantity(101))])), .movesWithin(level: 0, price: .zero),
    ])
  func crossingRanges(requirement: Rule.Requirement) {
    let rule = Build.rule(requirement)
    let town = Town(
      id: .init(group: ["x"], name: "a"), kind: .town, metrics: [Quantity(1)], posts: [.init(quota: 3)])
    let scenario = Scenario(
      title: "faulty", levels: ["county"], metrics: [.area], pools: [Pool(id: "p0", total: 3)], towns: [town],
      model: PolicyModel(title: "m", parts: [Self.share]), rules: [rule],
      goals: [PlanningGoal(.fit(.webster, moveCost: nil))])
    #expect(scenario.faults == [.ruleOutOfRange(rule: rule.reference)])
  }

  @Test(
    "A rule needs the figures that it is told from",
    arguments: [
      (Rule.Requirement.floor(.quotaToday), ScenarioFault.Figure.quota(pool: "p0")),
      (.cap(.staffToday), .staff(pool: "p0")),
      (.pin(formula), .metric("area")), (.noInversion(metrics: [0], price: nil), .metric("area")),
      (.moves(most: 1), .quota(pool: "p0")), (.movesWithin(level: 0, price: Quantity(1)), .quota(pool: "p0")),
    ])
  func figures(requirement: Rule.Requirement, figure: ScenarioFault.Figure) {
    let rule = Build.rule(requirement)
    let bare = Self.town(area: nil, given: Quantity(1))
    #expect(
      Self.scenario(towns: [bare], parts: [.init(rule: .given)], rules: [rule]).faults == [
        .missingForRule(Self.id, figure: figure, rule: rule.reference)
      ])
  }

  @Test("Staff less retirements needs both figures")
  func attrition() {
    let rule = Build.rule(.floor(.staffAfterRetirements))
    #expect(
      Self.scenario(rules: [rule]).faults == [
        .missingForRule(Self.id, figure: .staff(pool: "p0"), rule: rule.reference),
        .missingForRule(Self.id, figure: .retirements(pool: "p0"), rule: rule.reference),
      ])
  }

  @Test("Goals are in range, once each, and have something to look at")
  func goals() {
    func faults(_ goals: [PlanningGoal], _ rules: [Rule] = []) -> [ScenarioFault] {
      Scenario(
        title: "g", metrics: [.area], pools: [Pool(id: "p0", total: 3)], towns: [Self.town(quota: 3)],
        model: PolicyModel(title: "m", parts: [Self.share]), rules: rules, goals: goals
      ).faults
    }
    func goal(_ aim: PlanningGoal.Aim, lose: Quantity = .zero, percent: Quantity = .zero) -> PlanningGoal {
      PlanningGoal(aim, mayLose: lose, mayLosePercent: percent, reference: "g:1")
    }
    #expect(faults([]) == [.noGoals])
    #expect(faults([goal(.stability), goal(.fairness(rounds: 1))]).isEmpty)
    let wrong = [
      goal(.fairness(rounds: 0)), goal(.fit(.webster, moveCost: Quantity(-1))), goal(.stability, lose: Quantity(-1)),
      goal(.stability, percent: Quantity(-1)),
    ]
    for goal in wrong { #expect(faults([goal]) == [.goalOutOfRange(goal: "g:1")]) }
    #expect(
      faults([goal(.fit(.webster, moveCost: nil)), goal(.fit(.adams, moveCost: nil))]) == [.goalRepeated(goal: "g:1")])
    #expect(faults([goal(.prices)]) == [.goalWithoutObject(goal: "g:1")])
    #expect(faults([goal(.prices)], [Build.rule(.noInversion(metrics: [0], price: Quantity(1)))]).isEmpty)
    #expect(
      Self.scenario().with(goals: [goal(.stability)]).faults == [.goalWithoutObject(goal: "g:1")], "no quota today")
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

extension Scenario {
  fileprivate func with(goals: [PlanningGoal]) -> Scenario {
    Scenario(title: title, metrics: metrics, pools: pools, towns: towns, model: model, goals: goals)
  }
}
