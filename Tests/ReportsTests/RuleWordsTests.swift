// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Reports
@testable import Staffing

@Suite("Rules in words")
struct RuleWordsTests {
  private static let scenario = Scenario(
    title: "Words", levels: ["county"], metrics: [.residentPopulation, .area],
    pools: [Pool(id: "administrative", total: 10), Pool(id: "institutional", total: 10)], towns: [],
    model: PolicyModel(title: "", parts: []))

  @Test(
    "Every sort of rule has its phrase in both languages",
    arguments: [
      (.floor(11), "不少于 11 名", "At least 11 posts"),
      (.floor(.quotaToday), "不少于现核定", "At least today's quota"),
      (.cap(.staffToday), "不多于在编", "At most the staff in post"),
      (.pin(1), "恰为 1 名", "Exactly 1 post"),
      (.floor(.staffAfterRetirements), "不少于在编减预计退休", "At least the staff in post less retirements"),
      (
        .cap(.formula(base: Quantity(40), rates: [.init(metric: 0, posts: Quantity(1), per: Quantity(1000))])),
        "不多于 40 名，另按常住人口每 1000 计 1 名", "At most 40 posts and 1 for each 1000 of Resident population"
      ),
      (
        .change(posts: 8, percent: Quantity(20)), "与现核定相比，增减不超过 8 名，也不超过 20 %",
        "Within 8 posts and 20 % of today's quota"
      ),
      (.groupTotals(level: 0, .asToday), "各县（市、区）总额与现核定相同", "Each county keeps today's total"),
      (
        .groupTotals(level: 0, .given([["乙"]: .percent(Quantity(22)), ["东"]: 330])), "给定总额：东 330、乙 22 %",
        "Stated totals: 东 330 and 乙 22 %"
      ),
      (.townTotals(.asToday), "各镇街各类编制合计与现核定相同", "Each town keeps today's total over all pools"),
      (.townTotals(.column), "各镇街各类编制合计为给定的编制总数", "Each town has its stated total over all pools"),
      (
        .mix(pool: 0, from: Quantity(20), to: Quantity(26)), "行政编制占镇街编制的 20 % 到 26 %",
        "Administrative quota is 20 % to 26 % of a town's posts"
      ),
      (
        .mix(pool: 0, from: Quantity(20), to: nil), "行政编制不少于镇街编制的 20 %",
        "Administrative quota is at least 20 % of a town's posts"
      ),
      (
        .mix(pool: 1, from: nil, to: Quantity(60)), "事业编制不多于镇街编制的 60 %",
        "Institutional quota is at most 60 % of a town's posts"
      ),
      (
        .noInversion(metrics: [0, 1], price: Quantity(2)), "不倒挂：常住人口、管辖范围都不小的镇街，编制不得更少（可突破，每名计价 2）",
        "No inversion: a town at least as large by Resident population and Area has no fewer posts (soft: 2 a post)"
      ),
      (.moves(most: 60), "调减名额合计不超过 60 名", "At most 60 posts taken from towns that have them today"),
      (.movesWithin(level: 0, price: nil), "编制不出县（市、区）", "No post leaves its county"),
    ] as [(Rule.Requirement, String, String)])
  func phrases(_ requirement: Rule.Requirement, _ chinese: String, _ english: String) {
    let rule = Rule(requirement, reference: "")
    #expect(Words(.chinese).requirement(rule, of: Self.scenario) == chinese)
    #expect(Words(.english).requirement(rule, of: Self.scenario) == english)
  }

  @Test("Whom a rule is for is told, whatever narrows it down")
  func scopes() {
    let scope = Rule.Scope(pools: [1], kinds: [.town, .subdistrict], groups: [["甲县"]], towns: ["城关镇"])
    #expect(Words(.chinese).scope(scope, of: Self.scenario) == "事业编制；街道、镇；甲县；城关镇")
    #expect(Words(.english).scope(scope, of: Self.scenario) == "Institutional quota; subdistricts and towns; 甲县; 城关镇")
    #expect(Words(.english).scope(.init(), of: Self.scenario) == "All towns and pools")
  }

  @Test("Decimals have their thousands set off, whatever their sign")
  func decimals() {
    let words = Words(.english)
    #expect(
      [1743, -1234.5, -0.25, 0.004].map { words.number($0, decimals: 2) } == ["1,743.00", "-1,234.50", "-0.25", "0.00"])
    #expect([0, 0.5, 1e6, 0.025, 1234].map(words.axisNumber) == ["0", "0.5", "1,000,000", "0.025", "1,234"])
  }
}
