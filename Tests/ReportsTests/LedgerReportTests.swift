// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Staffing
import Testing

@testable import Reports

@Suite("The two ledgers in reports")
struct LedgerReportTests {
  private func plan(temporaryStaff: Int? = 3) throws -> Plan {
    let figures = [("A", 10, 12, 8, 0, 0), ("B", 10, 8, 0, 4, 2)]
    let towns = figures.map { name, need, staff, out, borrowed, stationed in
      Town(
        id: Town.ID(group: [], name: name), kind: .town, metrics: [],
        posts: [
          Town.Posts(quota: 10, staff: staff, secondedOut: out, secondedIn: borrowed, stationed: stationed)
        ], givenNeeds: [Quantity(need)])
    }
    return try ReportsTests.plan(
      of: Scenario(
        title: "Ledgers", pools: [Pool(id: "administrative", total: 20)], towns: towns,
        model: PolicyModel(title: "Given", parts: [PolicyModel.Part(rule: .given)]), temporaryStaff: temporaryStaff))
  }

  @Test("A line a town: on the books, out, in, stationed, at work, the difference, and over by either")
  func table() throws {
    let text = PlanText(try plan(), .english).text
    let lines = text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(lines.contains("Two ledgers: Administrative quota (unit: posts)"))
    #expect(lines.contains("A 10 10 12 8 0 0 4 -8 +2 -6"))
    #expect(lines.contains("B 10 10 8 0 4 2 14 +6 -2 +4"))
    #expect(lines.contains("Total 20 20 20 8 4 2 18 -2 0 -2"))
    #expect(text.contains("4 people seconded out work outside the scenario's towns."))
    #expect(text.contains("(sent/short): A (Administrative quota) 3/6."))
  }

  @Test("It is all in both languages, and in JSON")
  func languages() throws {
    let plan = try plan(temporaryStaff: 9)
    let (english, chinese) = (PlanText(plan, .english).text, PlanText(plan, .chinese).text)
    #expect(!english.hasChinese && english.contains("3 to spare"))
    #expect(chinese.contains("两本账：行政编制") && chinese.contains("A（行政编制）6/6；余 3 名。"))
    let data = Data(PlanJSON(plan).text.utf8)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let total = try #require((object["ledgers"] as? [String: Any])?["total"] as? [String: Any])
    let together = try #require(total["together"] as? [String: Any])
    #expect(together["on_books"] as? Int == 20 && together["at_work"] as? Int == 18)
    #expect((object["temporary_staff"] as? [String: Any])?["sent"] as? Int == 6)
  }

  @Test("A plan without secondment and temporary staff says nothing of them")
  func none() throws {
    let plan = try templatePlan(inChinese: true)
    #expect(!PlanText(plan, .chinese).text.contains("两本账") && !PlanJSON(plan).text.contains("ledgers"))
  }
}
