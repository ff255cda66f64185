// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Reports
@testable import Staffing

@Suite("Goals, causes and evenness in reports")
struct ReviewReportTests {
  /// Three towns of two counties under two rules and several goals.
  private static func scenario(_ goals: [PlanningGoal], rules: [Rule] = []) -> Scenario {
    let towns = [("Ash", 6, 2, "East", 4000), ("Birch", 3, 3, "East", 3000), ("Cedar", 1, 5, "West", 2000)]
    return Scenario(
      title: "Goals", levels: ["county"], metrics: [.residentPopulation, .area],
      pools: [Pool(id: "administrative", total: 10)],
      towns: towns.map { name, need, quota, county, people in
        Town(
          id: .init(group: [county], name: name), kind: .town, metrics: [Quantity(people), nil],
          posts: [.init(quota: quota)], givenNeeds: [Quantity(need)])
      }, model: PolicyModel(title: "Given", parts: [.init(rule: .given)]), rules: rules, goals: goals)
  }

  private static let floor = Rule(.floor(2), scope: .init(towns: ["Cedar"]), reference: "scenario.yaml:9")
  private static let soft = Rule(.movesWithin(level: 0, price: Quantity(1)), reference: "scenario.yaml:10")

  private static let all: [PlanningGoal] = [
    PlanningGoal(.fairness(rounds: nil)), PlanningGoal(.fit(.webster, moveCost: nil)), PlanningGoal(.prices),
    PlanningGoal(.stability),
  ]

  @Test("Each goal has a line with its name, value and proof, in both languages")
  func goals() throws {
    let plan = try plan(of: Self.scenario(Self.all, rules: [Self.soft]))
    let (chinese, english) = (PlanText(plan, .chinese).text, PlanText(plan, .english).text)
    #expect(
      english.contains(
        "Goal 1, fairness (the worst coverage, plan over share): 100.0 %, proved to be the best; "
          + "the worst first: 100.0 %, 100.0 %, 100.0 %."))
    #expect(chinese.contains("目标 1 公平（最低覆盖率，方案与应得份额之比）：100.0 %，已证明最优；由低到高 100.0 %、100.0 %、100.0 %。"))
    #expect(english.contains("Goal 2, fit (misfit by Webster's method): 0, proved to be the best."))
    #expect(
      english.contains("Goal 3, soft rules (their prices): 4, proved")
        && english.contains("Goal 4, stability (posts moved): 4"))
    for place in 1...4 { #expect(chinese.contains("\n目标 \(place) ") && english.contains("\nGoal \(place), ")) }
  }

  @Test("What a goal lost is told with what it could have been, and a goal not proved says so")
  func lost() throws {
    let goals = [
      PlanningGoal(.stability, mayLose: Quantity(2)), PlanningGoal(.fit(.webster, moveCost: Quantity("0.01"))),
    ]
    let plan = try plan(of: Self.scenario(goals))
    #expect(
      PlanText(plan, .english).text.contains(
        "Goal 1, stability (posts moved): 2 (at best 0; the rest was left to later goals), proved to be the best."))
    let unproved = Plan.GoalResult(goal: 0, value: 3, best: 3, levels: [], isProved: false, bound: nil)
    #expect(Words(.english).goal(unproved, of: plan.scenario).hasSuffix("3, not proved to be the best."))
    let bounded = Plan.GoalResult(goal: 0, value: 4, best: 4, levels: [], isProved: false, bound: 3)
    #expect(
      Words(.english).goal(bounded, of: plan.scenario).hasSuffix(
        "4, not proved to be the best (it cannot be better than 3: a gap of 1, 25.0 %)."))
    #expect(Words(.chinese).goal(unproved, of: plan.scenario).hasSuffix("3，未证明最优。"))
  }

  private struct Document: Decodable {
    struct Goal: Decodable, Equatable {
      let goal: Int
      let aim: String
      let method: String?
      let value: Double
      let best: Double
      let levels: [Double]
      let proved: Bool
    }
    struct Cause: Decodable, Equatable {
      let cause: String
      let posts: Double
    }
    struct Pool: Decodable {
      struct Figures: Decodable {
        let need: Double
        let quota_planned: Int
      }
      let figures: Figures
      let causes: [Cause]?
    }
    struct Town: Decodable {
      let town: String
      let pools: [Pool]
    }
    struct Evenness: Decodable {
      struct Measures: Decodable {
        let gini: Double
        let max_to_min: Double?
      }
      let metric: String
      let pool: String?
      let towns: Int
      let today: Measures?
      let planned: Measures?
    }
    struct Tie: Decodable { let exact: Bool }
    let goals: [Goal]
    let towns: [Town]
    let fairness: [Evenness]
    let ties: [Tie]
  }

  private func document(_ plan: Plan, _ causes: QuotaCauses? = nil) throws -> Document {
    try JSONDecoder().decode(Document.self, from: Data(PlanJSON(plan, causes: causes).text.utf8))
  }

  @Test("JSON has the goals by their names in files; fit alone has its misfit")
  func json() throws {
    let document = try document(plan(of: Self.scenario(Self.all, rules: [Self.soft])))
    #expect(document.goals.map(\.aim) == ["fairness", "fit", "prices", "stability"])
    #expect(document.goals.map(\.goal) == [1, 2, 3, 4] && document.goals.allSatisfy(\.proved))
    #expect(document.goals[0].levels == [1, 1, 1] && document.goals[1].method == "webster")
    let alone = try plan(of: Self.scenario([PlanningGoal(.fit(.adams, moveCost: nil))], rules: [Self.floor]))
    #expect(
      try self.document(alone).goals == [
        .init(
          goal: 1, aim: "fit", method: "adams", value: alone.solving.misfit, best: alone.solving.misfit, levels: [],
          proved: true)
      ])
  }

  @Test("Causes are in JSON where they were asked for, and add up in the digits that are written")
  func causes() throws {
    let plan = try templatePlan(inChinese: false)
    #expect(try document(plan).towns.allSatisfy { $0.pools.allSatisfy { $0.causes == nil } })
    let document = try document(plan, plan.causes())
    var named = Set<String>()
    for town in document.towns {
      for pool in town.pools {
        let millionths = (pool.causes ?? []).reduce(0) { $0 + Int(($1.posts * 1e6).rounded()) }
        let need = Int((pool.figures.need * 1e6).rounded())
        #expect(millionths == pool.figures.quota_planned * 1_000_000 - need, "\(town.town)")
        named.formUnion((pool.causes ?? []).map(\.cause))
      }
    }
    #expect(named.contains("rounding") && !named.contains("pins"))
  }

  @Test("The table of causes has a column for each and a line that adds up", arguments: Language.allCases)
  func causesTable(_ language: Language) throws {
    let plan = try plan(of: Self.scenario([PlanningGoal(.fit(.webster, moveCost: nil))], rules: [Self.floor]))
    let text = PlanText(plan, language, causes: plan.causes()).text
    let heading = language == .chinese ? "行政编制：由应配数到方案" : "Administrative quota: from need to plan"
    let lines = try #require(text.range(of: heading)).upperBound
    let table = text[lines...].split(separator: "\n").prefix(5).map { $0.split(separator: " ").map(String.init) }
    #expect(table[0].count == 4 && table[2] == ["Ash", "6.00", "-1", "5"] && table[3] == ["Birch", "3.00", "3"])
    #expect(table[4] == ["Cedar", "1.00", "+1", "2"])
  }

  @Test(
    "Evenness is by people and land, today and planned; a metric without figures is left out",
    arguments: Language.allCases)
  func evenness(_ language: Language) throws {
    let plan = try plan(of: Self.scenario([PlanningGoal(.fit(.webster, moveCost: nil))]))
    let rows = try document(plan).fairness
    #expect(rows.map(\.metric) == ["resident_population"] && rows.map(\.pool) == ["administrative"])
    #expect(rows.first?.towns == 3 && rows.first?.today?.max_to_min == 5)
    #expect(PlanText(plan, language).text.contains("Gini") == false)
    let text = PlanText(plan, language, fairness: FairnessTable(plan)).text
    #expect(text.contains(language == .chinese ? "配置公平性：按常住人口" : "Evenness of posts by resident population"))
    #expect(
      text.contains("0.344444") && text.contains(DecimalNumeral.fixed(rows.first?.planned?.gini ?? 0, decimals: 6)))
  }

  @Test("A tie that goals leave open is worded so, and no equality is claimed")
  func openTie() throws {
    let scenario = smallScenario([("A", 10, 5, 5), ("B", 10, 5, 5)], total: 11)
    let goals = Scenario(
      title: "Open", pools: scenario.pools, towns: scenario.towns, model: scenario.model,
      goals: [PlanningGoal(.stability)])
    let plan = try plan(of: goals)
    #expect(plan.ties.map(\.isExact) == [false] && plan.quotas == [[6], [5]])
    #expect(try document(plan).ties.map(\.exact) == [false])
    let text = PlanText(plan, .english).text
    #expect(
      text.contains("the goals leave it open whether A have more posts and B fewer") && !text.contains("tied exactly"))
    #expect(PlanText(plan, .chinese).text.contains("A 多得而 B 少得，或者相反，各项目标都不受影响"))
  }

  @Test("Rows are called totals where there are no others")
  func rows() throws {
    let moves = Rule(.moves(most: 2), reference: "scenario.yaml:9")
    let fit = [PlanningGoal(.fit(.webster, moveCost: nil))]
    #expect(PlanText(try plan(of: Self.scenario(fit)), .english).text.contains("1 total)"))
    let text = PlanText(try plan(of: Self.scenario(fit, rules: [moves])), .english).text
    #expect(text.contains(" rows)") && !text.contains(" totals)"))
  }
}
