// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Testing

@testable import Reports
@testable import Staffing

@Suite("Outcomes in words")
struct OutcomeWordsTests {
  private static let scenario = smallScenario([("Ash", 1, 1, 1)], total: 532)
  private static let town = Town.ID(group: ["East"], name: "Ash")
  private static let pool = Infeasibility.Scope(pool: "administrative", group: [], rule: nil)
  private static let group = Infeasibility.Scope(pool: "administrative", group: ["East"], rule: "scenario.yaml:9")

  private static let infeasibilities: [Infeasibility] = [
    .floorsExceedTotal(pool, floors: 560, total: 532, includesGroups: false, byMethod: 0, rules: []),
    .floorsExceedTotal(group, floors: 60, total: 50, includesGroups: true, byMethod: 0, rules: ["scenario.yaml:5"]),
    .capsBelowTotal(pool, caps: 500, total: 532, includesGroups: false, rules: ["scenario.yaml:5"]),
    .capsBelowTotal(group, caps: 40, total: 50, includesGroups: true, rules: []),
    .floorAboveCap(town, pool: "administrative", floor: 5, cap: 3, floorRule: "a:1", capRule: nil),
    .townTotalOutOfReach(town, total: 90, least: 10, most: 80, rule: "a:1"),
    .townTotalsOff(towns: 2000, pools: 2275), .basesExceedTotal(pool: "administrative", bases: 560.5, total: 532),
    .totalsConflict(rules: ["a:1", "a:2"]),
  ]

  @Test("Every reason why there is no plan is one sentence in both languages", arguments: infeasibilities)
  func bothLanguages(_ infeasibility: Infeasibility) {
    let chinese = Words(.chinese).infeasibility(infeasibility, of: Self.scenario)
    let english = Words(.english).infeasibility(infeasibility, of: Self.scenario)
    #expect(chinese.hasSuffix("。") && english.hasSuffix("."))
    #expect(chinese.hasChinese && !english.withoutQuotations.hasChinese)
    #expect(!english.contains("Optional") && !english.contains("  ") && !english.contains("\n"))
  }

  @Test("Floors that are too many are told with both sums, in plain words")
  func sums() {
    let infeasibility = Self.infeasibilities[0]
    #expect(
      Words(.english).infeasibility(infeasibility, of: Self.scenario)
        == "floors add up to 560, the administrative pool has 532.")
    #expect(Words(.chinese).infeasibility(infeasibility, of: Self.scenario) == "保底数合计 560，行政编制只有 532。")
  }

  @Test("A rule that set a group's total is named once")
  func rules() {
    let text = Words(.english).infeasibility(Self.infeasibilities[1], of: Self.scenario)
    #expect(text.contains("(scenario.yaml:5 and scenario.yaml:9)"))
    #expect(text.contains("in East"))
  }

  @Test("Caps are not blamed where nobody has a need")
  func noNeed() throws {
    let scenario = smallScenario([("A", 0, 5, 5), ("B", 0, 5, 5)], total: 20)
    guard case .infeasible(let reasons) = scenario.plan() else {
      Issue.record("A pool without need was shared out.")
      return
    }
    let texts = reasons.map { Words(.english).infeasibility($0, of: scenario) }
    #expect(texts.contains { $0.contains("need") }, "\(texts)")
  }

  @Test("Every limit has its own words", arguments: [Limit.time, .iterations, .gap, .cancelled])
  func limits(_ limit: Limit) {
    #expect(Words(.chinese).stopped(limit).hasChinese)
    #expect(!Words(.english).stopped(limit).hasChinese)
    #expect(!Words(.english).stopped(limit).isEmpty)
  }

  @Test("Every fault of planning has words in both languages")
  func faults() {
    let faults: [PlanningFault] =
      [
        .unsoundScenario([.noTowns, .noPools]), .planBreaksRules([.negative(Self.town, pool: "a", quota: -1)]),
        .solver(.fatal(message: "m")), .solver(.refused(message: "m")), .solver(.numericalTrouble(message: "m")),
        .solver(.threadBusy), .solver(.invalidModel([])), .solver(.unsoundPoint([])),
      ] + SolverFeature.allCases.map { .solver(.unsupported($0)) }
    for fault in faults {
      #expect(Words(.chinese).planningFault(fault).hasChinese)
      #expect(!Words(.english).planningFault(fault).hasChinese)
    }
  }
}
