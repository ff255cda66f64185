// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("Figures that a source publishes, as the command prints them of its scenario")
struct PublishedFiguresTests {
  @Test("Every scenario that comes with the program is checked in silence, and says whether it is synthetic")
  func silent() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(packageRoot)/Scenarios").sorted()
    #expect(names == ["ankang", "jinan", "qingshan", "shiyan", "survey-35-subdistricts", "us-house-2020"])
    for name in names {
      let run = try allot("check", shipped(name))
      #expect(run.code == 0 && run.output.isEmpty && run.complaints.isEmpty, "\(name): \(run.errors)")
      let plan = try PrintedPlan.ofShipped(name)
      #expect(plan.note?.contains("synthetic data") == (name != "us-house-2020"), "\(name)")
    }
  }

  @Test("Every policy model names its source and what it assumed")
  func sources() throws {
    let models = try FileManager.default.contentsOfDirectory(atPath: "\(packageRoot)/Models")
    for model in models where model.hasSuffix(".yaml") {
      let text = try String(contentsOfFile: "\(packageRoot)/Models/\(model)", encoding: .utf8)
      #expect(text.contains("\nsource: ") && text.contains("假设") && text.contains("assumptions"), "\(model)")
    }
  }

  @Test("Qingshan: administrative posts grow by 103.8 %, institutional by 61.5 %, and all are handed out")
  func qingshanGrowth() throws {
    let run = try allot("plan", shipped("qingshan"), "--language", "zh")
    #expect(run.output.contains("行政编制：现核定 130，在编 118，方案 265（+103.8 %）"))
    #expect(run.output.contains("事业编制：现核定 260，在编 246，方案 420（+61.5 %）"))
    let plan = try PrintedPlan.ofShipped("qingshan")
    #expect(plan["administrative"]?.growthPercent == 103.8 && plan["institutional"]?.growthPercent == 61.5)
    #expect(plan.towns.map(\.together.quotaPlanned).reduce(0, +) == 685)
    #expect(plan.towns.count { $0.kind == "town" } == 2 && plan.towns.count { $0.kind == "subdistrict" } == 8)
    #expect(plan.note?.contains("街道 6 个、镇 9 个") == true)
  }

  @Test("Qingshan: 98 duties of a subdistrict, 147 of a town, 56 powers become 44, 24 seconded staff have posts")
  func qingshanDuties() throws {
    let plan = try PrintedPlan.ofShipped("qingshan")
    for town in plan.towns {
      #expect(town.duties == ["履职事项": town.kind == "town" ? 147 : 98, "权力事项": 44], "\(town.town)")
    }
    #expect(abs(plan.towns.map { $0.posts("借调转正") }.reduce(0, +) - 24) < 1e-9)
    let before = try PrintedPlan(
      of: copy(of: "qingshan") { text in
        text.split(separator: "\n", omittingEmptySubsequences: false)
          .filter { !$0.hasPrefix("duty_moves:") && !$0.hasPrefix("  - returned:") }.joined(separator: "\n")
      })
    #expect(before.towns.allSatisfy { $0.duties["权力事项"] == 56 })
  }

  @Test("Jinan: 47 administrative and 1,077 institutional posts are added, and none is taken from anyone")
  func jinanAdded() throws {
    let plan = try PrintedPlan.ofShipped("jinan")
    #expect(plan["administrative"]?.change == 47 && plan["institutional"]?.change == 1077)
    #expect(
      plan.towns.allSatisfy { town in
        ["administrative", "institutional"].allSatisfy { (town[$0]?.figures.change ?? -1) >= 0 }
      })
    let held = plan.towns.filter { $0["administrative"]?.reason?.contains("scenario.yaml:23") == true }
    #expect(!held.isEmpty && held.allSatisfy { $0["administrative"]?.figures.change == 0 })
    #expect(try allot("plan", shipped("jinan")).output.contains("+1,077"))
  }

  @Test("Jinan: 90 % of the enforcement staff are sent down, 20 a town on average")
  func jinanEnforcement() throws {
    let plan = try PrintedPlan.ofShipped("jinan")
    let down = try #require(plan.groups.first { $0.group == ["镇街"] }?.pools.first { $0.pool == "enforcement" })
    let above = try #require(plan.groups.first { $0.group == ["区县本级"] }?.pools.first { $0.pool == "enforcement" })
    let towns = plan.towns.filter { $0.kind != "brigade" }
    #expect(down.figures.quotaPlanned == 20 * towns.count)
    #expect(down.figures.quotaPlanned * 10 == 9 * (plan["enforcement"]?.quotaPlanned ?? 0))
    #expect(above.figures.growthPercent == -90)
  }

  @Test("Jinan: 81 duties in 10 fields; a subdistrict's output counts nothing; projects count until they end")
  func jinanParts() throws {
    let plan = try PrintedPlan.ofShipped("jinan")
    for town in plan.towns where town.kind != "brigade" {
      #expect(town.duties.count == 10 && town.duties.values.reduce(0, +) == 81)
    }
    #expect(plan.needNotes.contains { $0.contains("体育中心") && $0.contains("2025-12-31") })
    #expect(abs(plan.towns.map { $0.posts("Key-project reserve") }.reduce(0, +) - 30) < 1e-9)
    // An output is entered for every subdistrict that has none.
    let folder = try copy(of: "jinan")
    let table = try folder.text(of: "towns.csv").split(separator: "\n").map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      return cells[4] == "街道" ? (cells[..<7] + ["99"] + cells[8...]).joined(separator: ",") : String(line)
    }
    try folder.write(table.joined(separator: "\n"), to: "towns.csv")
    #expect(try allot("plan", folder.path, "--csv").output == allot("plan", shipped("jinan"), "--csv").output)
  }

  @Test("Shiyan: 243 duties, of which 162 to lead and 81 to support; one returned takes its need with it")
  func shiyan() throws {
    let table = try String(contentsOfFile: "\(packageRoot)/Models/shiyan-duties.csv", encoding: .utf8)
    let rows = table.split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
    #expect(rows.count { $0[2] == "主体" } == 162 && rows.count { $0[2] == "配合" } == 81)
    let after = try PrintedPlan.ofShipped("shiyan")
    let before = try PrintedPlan(
      of: copy(of: "shiyan") { text in
        text.replacing("duty_moves:\n  - returned: 违法建设巡查：日常办理\n    because: 镇街没有执法权\n", with: "")
      })
    #expect(before.towns.allSatisfy { $0.duties == ["履职事项": 243] })
    #expect(after.towns.allSatisfy { $0.duties == ["履职事项": 242] })
    // 12 times a year, 16 hours each, of the 1,800 hours that a post works: in each of 18 towns.
    let needs = [before, after].map { $0.towns.map(\.together.need).reduce(0, +) }
    #expect(abs(needs[0] - needs[1] - 18 * 12 * 16 / 1800) < 1e-4)
    #expect(after.needNotes.contains { $0.contains("违法建设巡查：日常办理") && $0.contains("18 towns, -1.92 posts") })
    #expect(before.needNotes.isEmpty)
  }

  @Test("Ankang: nine towns in four counties with 85 approvals and 76 enforcement items on average")
  func ankangWorkload() throws {
    let plan = try PrintedPlan.ofShipped("ankang")
    #expect(plan.towns.count == 9 && Set(plan.towns.map(\.group)).count == 4)
    // Hours by WISN over the hours that one item takes.
    for (title, hours, mean) in [("审批", 90.0, 85.0), ("执法", 126.0, 76.0)] {
      let items = try plan.towns.map { town in
        let workload = try #require(town.parts(title).first?.workload)
        return workload.activities * workload.availableHours / hours
      }
      #expect(abs(items.reduce(0, +) / 9 - mean) < 1e-3, "\(title)")
    }
  }

  @Test("Ankang: at most ten organs, eight in common and one or two of a town's own; 98 penalties in 7 fields")
  func ankangOrgans() throws {
    let plan = try PrintedPlan.ofShipped("ankang")
    for town in plan.towns {
      let common = town.posts("内设机构") + town.posts("中心和执法队")
      #expect(abs(common - 8) < 1e-9 && [1, 2].contains(town.posts("特色机构").rounded()))
      #expect(abs(town.posts("副科级机构") - 3) < 1e-9)
      #expect(town.duties.count == 7 && town.duties.values.reduce(0, +) == 98)
    }
  }

  @Test("The survey: 2,275 = 532 + 1,743 posts, 2,445 = 480 + 1,965 staff, 1,204 outside, and the two that stand out")
  func survey() throws {
    let output = try allot("plan", CommandTests.survey, "--language", "zh").output
    for line in [
      "行政编制：现核定 532，在编 480，方案 532（0.0 %）", "事业编制：现核定 1,743，在编 1,965，方案 1,743（0.0 %）",
      "各类合计：现核定 2,275，在编 2,445，方案 2,275（0.0 %）", "政府购买服务人员 1,204 名（不在编制内）",
    ] {
      #expect(output.contains(line))
    }
    let plan = try PrintedPlan.ofShipped("survey-35-subdistricts")
    #expect(plan.towns.count == 35 && Set(plan.towns.map(\.group)).count == 5)
    // Means of 65 posts, 15.2 of them administrative.
    #expect(2275 == 65 * 35 && (532 * 10 + 17) / 35 == 152)
    func today(_ name: String) -> [Int?] {
      plan.towns.filter { $0.town == name }.flatMap { [$0.together.quotaToday, $0.together.staffToday] }
    }
    #expect(today("云山街道").first == 66 && today("高新街道").first == 56 && today("中心街道") == [70, 117])
    let table = try String(contentsOfFile: "\(CommandTests.survey)/towns.csv", encoding: .utf8)
    #expect(table.contains("云山街道,街道,0.9,") && table.contains("高新街道,街道,4.7,"))
  }
}
