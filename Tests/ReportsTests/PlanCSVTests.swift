// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@testable import Reports

@Suite("A plan as comma-separated values")
struct PlanCSVTests {
  @Test("The heading row is the one that was promised")
  func header() throws {
    let text = PlanCSV(try templatePlan(inChinese: true)).text
    #expect(
      text.hasPrefix(
        "town,kind,group,pool,quota_today,staff_today,need,quota_planned,change,growth_percent,reason\n"))
    #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n") && !text.contains("\r"))
  }

  @Test("There is a row a town and pool, and its figures are the plan's")
  func rows() throws {
    let plan = try templatePlan(inChinese: false)
    let rows = parsedCSV(PlanCSV(plan).text).dropFirst()
    #expect(rows.count == 12)
    for (index, row) in rows.enumerated() {
      let (town, pool) = (index / 2, index % 2)
      let posts = plan.scenario.towns[town].posts[pool]
      let (today, planned) = (try #require(posts.quota), plan.quotas[town][pool])
      #expect(row.count == 11)
      #expect(row[0] == plan.scenario.towns[town].name)
      #expect(row[2] == plan.scenario.towns[town].group.joined(separator: "/"))
      #expect(row[3] == plan.scenario.pools[pool].id)
      #expect(row[4] == "\(today)" && row[5] == "\(posts.staff ?? -1)")
      #expect(row[7] == "\(planned)" && row[8] == "\(planned - today)")
      let growth = try #require(Double(row[9]))
      #expect(abs(growth - Double(planned - today) / Double(today) * 100) <= 0.05 + 1e-9)
      #expect(abs(try #require(Double(row[6])) - plan.needs[town, pool]) < 1e-6)
    }
    for (pool, total) in [("administrative", 110), ("institutional", 260)] {
      #expect(rows.filter { $0[3] == pool }.reduce(0) { $0 + (Int($1[7]) ?? 0) } == total)
    }
  }

  @Test("Pools, kinds and reasons are in English whatever the scenario's language")
  func english() throws {
    let rows = parsedCSV(PlanCSV(try templatePlan(inChinese: true)).text).dropFirst()
    for row in rows {
      #expect(!(row[1] + row[3] + row[10]).hasChinese)
      #expect(!row[10].isEmpty)
    }
  }

  @Test("A field with a comma, a quote or a line end comes back as it was")
  func quoting() throws {
    let names = ["A, \"the\" town", "B\ntown", "C\rtown", "D"]
    let scenario = smallScenario(
      names.map { ($0, 10, 5, 5) }, total: 40, group: ["x,y"])
    let rows = parsedCSV(PlanCSV(try plan(of: scenario)).text).dropFirst()
    #expect(rows.map { $0[0] } == names)
    #expect(rows.allSatisfy { $0[2] == "x,y" && $0.count == 11 })
  }

  @Test("What is not known is blank, and growth from nothing too; neither is zero")
  func unknown() throws {
    let scenario = smallScenario([("A", 10, nil, nil), ("B", 10, 0, 3), ("C", 10, 10, 0)], total: 30)
    let rows = parsedCSV(PlanCSV(try plan(of: scenario)).text).dropFirst()
    #expect(rows.map { $0[4] } == ["", "0", "10"])
    #expect(rows.map { $0[5] } == ["", "3", "0"])
    #expect(rows.map { $0[8] } == ["", "10", "0"])
    #expect(rows.map { $0[9] } == ["", "", "0.0"])
  }
}
