// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Staffing
import Testing

@testable import Reports

@Suite("A plan as text")
struct PlanTextTests {
  /// The text as it was last looked at and found good. To renew: ALLOT_RENEW_SNAPSHOTS=1 swift test --filter PlanText,
  /// then read the difference in git before it is committed.
  @Test("The plan of the scenario to start from reads as it did", arguments: Language.allCases)
  func snapshot(_ language: Language) throws {
    let plan = try templatePlan(inChinese: language == .chinese)
    let text = PlanText(plan, language).text.replacing(plan.solving.solver, with: "GLPK")
    let file = "\(packageRoot)/Tests/ReportsTests/Snapshots/template.\(language.rawValue).txt"
    if ProcessInfo.processInfo.environment["ALLOT_RENEW_SNAPSHOTS"] != nil {
      try Data(text.utf8).write(to: URL(filePath: file))
    }
    #expect(try text == String(contentsOfFile: file, encoding: .utf8))
  }

  @Test("An English plan of an English scenario has no Chinese in it, and a Chinese plan no English sentence")
  func languages() throws {
    #expect(!PlanText(try templatePlan(inChinese: false), .english).text.hasChinese)
    let chinese = PlanText(try templatePlan(inChinese: true), .chinese).text
    for word in ["plan", "quota", "staff", "need", "total", "share", "rule"] { #expect(!chinese.contains(word + " ")) }
  }

  @Test("The English headlines speak of the administrative quota though the scenario was written in Chinese")
  func poolNames() throws {
    #expect(
      PlanText(try templatePlan(inChinese: true), .english).text.contains("Administrative quota: quota today 103"))
  }

  @Test("One pool has no table for all together, and no group no subtotal")
  func onePool() throws {
    let text = PlanText(try plan(of: smallScenario([("A", 10, 5, 7), ("B", 10, 5, 5)], total: 20)), .english).text
    #expect(!text.contains("All pools together") && !text.contains("subtotal"))
    #expect(text.contains("+100.0"))
  }

  @Test("What is not known is a dash in every line that it is counted in")
  func dashes() throws {
    let text = PlanText(try plan(of: smallScenario([("A", 10, nil, nil), ("B", 10, 5, 5)], total: 20)), .english).text
    #expect(text.contains("quota today —, staff —, plan 20 (—)"))
  }

  @Test("A tie is told, with who gained and by which rule", arguments: Language.allCases)
  func ties(_ language: Language) throws {
    let plan = try plan(of: smallScenario([("A", 10, 5, 5), ("B", 10, 5, 5)], total: 3))
    #expect(plan.quotas == [[2], [1]])
    let text = PlanText(plan, language).text
    #expect(text.contains(language == .chinese ? "A 与 B 序位完全相同" : "A and B tied exactly"))
  }

  @Test("A bound that decides is named with the rule's line and its reason", arguments: Language.allCases)
  func bounds(_ language: Language) throws {
    let rules = [
      Rule(.floor(8), because: "three leaders", reference: "scenario.yaml:5"),
      Rule(.cap(12), reference: "scenario.yaml:9"),
    ]
    let scenario = smallScenario([("A", 1, 5, 5), ("B", 30, 5, 5), ("C", 10, 5, 5)], total: 30, rules: rules)
    let text = PlanText(try plan(of: scenario), language).text
    #expect(text.contains(language == .chinese ? "scenario.yaml:5：three leaders" : "scenario.yaml:5: three leaders"))
    #expect(text.contains("scenario.yaml:9"))
  }
}
