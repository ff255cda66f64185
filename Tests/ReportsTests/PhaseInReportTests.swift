// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Staffing
import Testing

@testable import Reports

@Suite("The years of a plan in reports")
struct PhaseInReportTests {
  private func plan(totals: [Int: [Int]] = [:], retirements: PhaseInRule.Retirements? = .allYears) throws -> Plan {
    let figures = [("A", 14, 10, 17, 3), ("B", 6, 10, 8, 2), ("C", 20, 20, 19, 0)]
    let towns = figures.map { name, need, quota, staff, retirements in
      Town(
        id: Town.ID(group: [], name: name), kind: .town, metrics: [],
        posts: [Town.Posts(quota: quota, staff: staff, retirements: retirements)], givenNeeds: [Quantity(need)])
    }
    return try ReportsTests.plan(
      of:
        Scenario(
          title: "Years", pools: [Pool(id: "administrative", total: 40)], towns: towns,
          model: PolicyModel(title: "Given", parts: [PolicyModel.Part(rule: .given)]),
          phaseIn: PhaseInRule(years: 3, change: .init(posts: 1), retirements: retirements, totals: totals)))
  }

  @Test("A line a town: today, each year, the plan, what is to go, staff, and the year within quota")
  func table() throws {
    let text = PlanText(try plan(), .english).text
    let lines = text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(lines.contains("Phase-in over 3 years: Administrative quota (unit: posts)"))
    #expect(lines.contains("town quota year 1 year 2 year 3 plan to go staff staff after 3 within quota"))
    #expect(lines.contains("A 10 11 12 13 14 +1 17 14 not within 3 (+1)"))
    #expect(lines.contains("B 10 9 8 7 6 -1 8 7 —"))
    #expect(lines.contains("Total 40 40 40 40 40 0 44 40"))
    #expect(text.contains("Over-quota towns are within their quotas: A not within 3 years (1 still over)."))
    #expect(text.contains("off the plan after 3 years (posts to go): A +1 and B -1."))
  }

  @Test("Each note is in both languages", arguments: [nil, PhaseInRule.Retirements.allYears, .eachYear])
  func languages(_ retirements: PhaseInRule.Retirements?) throws {
    let plan = try plan(totals: [0: [42, 41, 40]], retirements: retirements)
    let (english, chinese) = (PlanText(plan, .english).text, PlanText(plan, .chinese).text)
    #expect(!english.hasChinese && chinese.contains("分年到位") && chinese.contains("先偏离方案"))
    #expect(english.contains("Staff by year:") && english.contains("move away from the plan"))
  }

  @Test("A plan without years says nothing of them")
  func none() throws {
    let plan = try templatePlan(inChinese: false)
    #expect(!PlanText(plan, .english).text.contains("Phase-in") && !PlanJSON(plan).text.contains("phase_in"))
  }
}
