// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@testable import Documents

@Suite("Goals")
struct GoalReaderTests {
  private func texts(_ goals: String, rules: String = "") -> ScenarioTexts {
    var texts = ScenarioTexts()
    texts.more = "goals:\n" + goals + rules
    return texts
  }

  @Test("Goals are read in their order, with what they may lose and their lines")
  func goals() throws {
    let goals = try texts(
      """
        - prices: soft_rules
        - fairness: all
          may_lose: 0.05
        - stability: posts_moved
          may_lose_percent: 10
        - fit: adams
          move_cost: 0.02
      rules:
        - no_inversion: {metrics: [resident_population], price: 1}

      """
    ).read().goals
    #expect(
      goals == [
        PlanningGoal(.prices, reference: "scenario.yaml:8"),
        PlanningGoal(.fairness(rounds: nil), mayLose: Quantity("0.05") ?? .zero, reference: "scenario.yaml:9"),
        PlanningGoal(.stability, mayLosePercent: Quantity(10), reference: "scenario.yaml:11"),
        PlanningGoal(.fit(.adams, moveCost: Quantity("0.02")), reference: "scenario.yaml:13"),
      ])
    #expect(try texts("  - fairness: 3\n").read().goals.map(\.aim) == [.fairness(rounds: 3)])
  }

  @Test("Without goals there is Webster's fit")
  func standard() throws {
    #expect(try ScenarioTexts().read().goals == [PlanningGoal(.fit(.webster, moveCost: nil))])
    #expect(try texts("#  - fit: adams\n").read().goals == [PlanningGoal(.fit(.webster, moveCost: nil))])
  }

  @Test(
    "What cannot be is named at its line, with what was expected",
    arguments: [
      ("fairness: none", DocumentFault.Problem.wrongValue("none", expected: .rounds)),
      ("fairness: 0", .wrongValue("0", expected: .rounds)), ("fairness: 1.5", .wrongValue("1.5", expected: .rounds)),
      ("stability: people", .wrongValue("people", expected: .stability)),
      ("prices: all", .wrongValue("all", expected: .prices)),
      ("may_lose: 1", .needsOneOf(["fairness", "fit", "stability", "prices"])),
      ("{fit: adams, stability: posts_moved}", .needsOneOf(["fairness", "fit", "stability", "prices"])),
      ("{fit: adams, may_lose: -1}", .wrongValue("-1", expected: .number)),
      ("{fit: adams, may_lose_percent: x}", .wrongValue("x", expected: .number)),
      ("{fit: adams, move_cost: -0.1}", .wrongValue("-0.1", expected: .number)),
      ("prices: soft_rules", .scenario(.goalWithoutObject(goal: "scenario.yaml:8"))),
    ])
  func faults(text: String, problem: DocumentFault.Problem) throws {
    let faults = try texts("  - \(text)\n").faults()
    #expect(faults.map(\.problem) == [problem])
    #expect(faults.allSatisfy { $0.position.file == "scenario.yaml" && $0.position.line == 8 }, "\(faults)")
  }

  @Test("What a move costs is for fit alone, and slips in keys propose the nearest")
  func keys() throws {
    for text in ["stability: posts_moved\n    move_cost: 1", "fitt: webster"] {
      guard case .unknownKey? = try texts("  - \(text)\n").problems().first else {
        Issue.record("\(text) passed")
        return
      }
    }
    guard
      case .unknownName("websterr", of: .method, nearest: "webster", _)? = try texts("  - fit: websterr\n").problems()
        .first
    else {
      Issue.record("a method that there is none of")
      return
    }
  }

  @Test("No goals at all, and the same goal twice, are faults")
  func sets() throws {
    #expect(try texts("  []\n").problems() == [.needsSomeOf(["fairness", "fit", "stability", "prices"])])
    #expect(
      try texts("  - fit: adams\n  - fit: webster\n").faults() == [
        DocumentFault(.scenario(.goalRepeated(goal: "scenario.yaml:9")), at: Position(file: "scenario.yaml", line: 9))
      ])
  }
}
