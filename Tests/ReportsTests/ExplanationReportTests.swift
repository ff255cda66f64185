// SPDX-License-Identifier: GPL-3.0-or-later

import Documents
import Foundation
import LinearPrograms
import Staffing
import Testing

@testable import Reports

@Suite("Explanations as text and JSON")
struct ExplanationReportTests {
  /// To renew: ALLOT_RENEW_SNAPSHOTS=1 swift test --filter ExplanationReport, then read the difference.
  @Test("The explanation of a town of the scenario to start from reads as it did", arguments: Language.allCases)
  func snapshot(_ language: Language) throws {
    let plan = try templatePlan(inChinese: language == .chinese)
    let text = ExplanationText(plan.explained(town: 0), of: plan, language).text
    try expectSnapshot(text, "explain.\(language.rawValue).txt")
    if language == .english { #expect(!text.hasChinese) }
  }

  @Test("The House explains New York in both languages", arguments: Language.allCases)
  func house(_ language: Language) throws {
    let plan = try plan(of: ScenarioFolder(path: "\(packageRoot)/Scenarios/us-house-2020").read())
    let newYork = try #require(plan.scenario.towns.firstIndex { $0.name == "New York" })
    try expectSnapshot(
      ExplanationText(plan.explained(town: newYork), of: plan, language).text, "explain-house.\(language.rawValue).txt")
  }

  @Test(
    "Where other goals decide, no order is claimed and margins are those of new plans", arguments: Language.allCases)
  func staged(_ language: Language) throws {
    let base = smallScenario([("A", 62, 4, 5), ("B", 40, 5, 5), ("C", 25, 3, nil)], total: 12)
    let scenario = Scenario(
      title: "Small", pools: base.pools, towns: base.towns, model: base.model,
      goals: [PlanningGoal(.fairness(rounds: nil)), PlanningGoal(.fit(.webster, moveCost: nil))])
    let plan = try plan(of: scenario)
    try expectSnapshot(
      ExplanationText(plan.explained(town: 0), of: plan, language).text, "explain-staged.\(language.rawValue).txt")
  }

  @Test("Every result of a search has a sentence in both languages, and the JSON has its numbers")
  func results() throws {
    let lonely = try plan(of: smallScenario([("A", 1, 5, 5)], total: 10))
    let plan = try plan(of: smallScenario([("A", 60, 5, 5), ("B", 40, 5, 5)], total: 10))
    let entry = plan.explanation(of: 0, pool: 0)
    let found = plan.margins(of: 0, pool: 0)
    #expect(found.count == 2)
    let stopped = plan.margins(of: 0, pool: 0, limits: Limits(seconds: 0))
    let none = try #require(lonely.margins(of: 0, pool: 0).first)
    var sentences: Set<String> = []
    for margin in found + stopped + [none] {
      for language in Language.allCases {
        sentences.insert(Words(language).margin(margin, entry, plan.scenario))
      }
    }
    for increase in [PoolIncrease.infeasible, .stopped(.time), .stopped(.cancelled), .shifts([])] {
      for language in Language.allCases {
        sentences.insert(Words(language).increase(increase, entry, PlanExplanation(plan)))
      }
    }
    #expect(sentences.allSatisfy { !$0.isEmpty } && sentences.count == 2 * (2 + 2 + 1) + 8)
    let json = ExplanationJSON(plan.explained(town: 0), of: plan).text
    let document = try JSONDecoder().decode(Document.self, from: Data(json.utf8))
    #expect(document.format == 1 && document.town == "A" && document.pools.map(\.quota_planned) == [6])
    #expect(document.pools[0].margins.map(\.result) == ["change", "change"])
    #expect(document.pools[0].standing?.gains_from?.town == "B")
  }

  private struct Document: Decodable {
    struct Pool: Decodable {
      struct Margin: Decodable { let result: String }
      struct Post: Decodable { let town: String }
      struct Standing: Decodable { let gains_from: Post? }
      let quota_planned: Int
      let margins: [Margin]
      let standing: Standing?
    }
    let format: Int
    let town: String
    let pools: [Pool]
  }

  @Test("Names that are not understood are answered in both languages", arguments: Language.allCases)
  func names(_ language: Language) {
    let words = Words(language)
    #expect(words.unclearName("a", .found(0)) == nil)
    let answers = [
      NameLookup.ambiguous(["x/a", "y/a"]), .unknown(nearest: "b"), .unknown(nearest: nil),
    ].map { words.unclearName("a", $0) }
    #expect(answers.allSatisfy { $0?.contains("a") == true } && Set(answers).count == 3)
    #expect(words.unclearName("a", .unknown(nearest: nil), isPool: true) != answers[2])
  }
}

/// Compares a text with the one that was last looked at and found good.
func expectSnapshot(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let file = "\(packageRoot)/Tests/ReportsTests/Snapshots/\(name)"
  if ProcessInfo.processInfo.environment["ALLOT_RENEW_SNAPSHOTS"] != nil {
    try Data(text.utf8).write(to: URL(filePath: file))
  }
  #expect(try text == String(contentsOfFile: file, encoding: .utf8), sourceLocation: sourceLocation)
}
