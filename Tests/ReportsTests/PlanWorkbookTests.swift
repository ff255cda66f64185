// SPDX-License-Identifier: GPL-3.0-or-later

import Documents
import Foundation
import Spreadsheets
import Staffing
import TestLength
import Testing

@testable import Reports

@Suite("Plans as workbooks")
struct PlanWorkbookTests {
  private func workbook(_ plan: Plan, _ language: Language = .chinese, causes: QuotaCauses? = nil) -> PlanWorkbook {
    PlanWorkbook(
      plan, language, causes: causes ?? plan.causes(), survey: plan.scenario.mismatches(fewestMovesWithin: nil),
      provenance: Provenance(version: "0", sources: [], date: nil))
  }

  private func scenario(_ name: String) throws -> Scenario {
    try ScenarioFolder(path: "\(packageRoot)/Scenarios/\(name)").read()
  }

  @Test(
    "The workbook, read back as the towns file without a sheet named, gives the same towns and the same plan",
    arguments: everyday(
      ["survey-35-subdistricts", "us-house-2020", "ankang"],
      long: ["survey-35-subdistricts", "us-house-2020", "jinan", "ankang", "qingshan", "shiyan"]))
  func thereAndBack(_ name: String) throws {
    let source = "\(packageRoot)/Scenarios/\(name)"
    let scenario = try scenario(name)
    let first = try plan(of: scenario)
    let causes = first.causes()
    for language in everyday(name.hasPrefix("survey") ? Language.allCases : [.chinese], long: Language.allCases) {
      let folder = try TemporaryFolder()
      for file in try FileManager.default.contentsOfDirectory(atPath: source) {
        try folder.write(try Data(contentsOf: URL(filePath: "\(source)/\(file)")), to: file)
      }
      let yaml = try String(contentsOfFile: "\(source)/scenario.yaml", encoding: .utf8)
      try folder.write(
        yaml.replacing("../../Models", with: "\(packageRoot)/Models")
          .replacing(/towns: \w+\.csv/, with: "towns: plan.xlsx").utf8, to: "scenario.yaml")
      try folder.write(workbook(first, language, causes: causes).bytes(), to: "plan.xlsx")
      let again = try ScenarioFolder(path: folder.path).read()
      #expect(again.towns == scenario.towns && again.metrics == scenario.metrics && again.levels == scenario.levels)
      #expect(try PlanCSV(plan(of: again)).text == PlanCSV(first).text)
    }
  }

  /// A scenario of two levels, with one town right below the first.
  private func nested(staff: Int?) throws -> Plan {
    let groups = [["甲市", "东县"], ["甲市", "东县"], ["甲市", "西县"], ["乙市", "南县"], ["乙市", "南县"]]
    return try plan(
      of: Scenario(
        title: "Nested", levels: ["city", "county"],
        pools: [Pool(id: "administrative", total: 60), Pool(id: "b", title: "其他", total: 70)],
        towns: groups.enumerated().map { index, group in
          Town(
            id: Town.ID(group: group, name: "=T\(index)"), kind: .town, metrics: [],
            posts: [Town.Posts(quota: 10 + index, staff: 9), Town.Posts(quota: 14, staff: index == 2 ? staff : 13)],
            givenNeeds: [Quantity(10 + 2 * index), Quantity(10 + 3 * index)], contractStaff: index)
        }, model: PolicyModel(title: "Given", parts: [PolicyModel.Part(rule: .given)])))
  }

  @Test("Sums are formulas over their rows; what they carry is what they come to, and what the plan says")
  func sums() throws {
    let plan = try nested(staff: 12)
    let sheet = workbook(plan).draft.sheets[0]
    var sums = 0
    for (line, row) in sheet.rows.enumerated() {
      for (column, cell) in row.enumerated() {
        guard case .formula(let formula, let value) = cell.content, formula.hasPrefix("SUBTOTAL") else { continue }
        sums += 1
        let range = try #require(CellRange(String(formula.dropFirst("SUBTOTAL(9,".count).dropLast())))
        #expect(range.columns == column + 1...column + 1 && range.rows.upperBound == line)
        // Sums within the range do not count, as SUBTOTAL has it.
        let added = range.rows.reduce(0.0) { sum, row in
          if case .number(let number) = sheet.rows[row - 1][column].content { sum + number } else { sum }
        }
        #expect(abs(added - value) < 1e-9, "\(formula)")
      }
    }
    var growths = 0
    func value(_ cell: CellDraft) -> Double {
      if case .formula(_, let value) = cell.content { value } else { .nan }
    }
    for (line, row) in sheet.rows.enumerated() {
      for (column, cell) in row.enumerated() {
        guard case .formula(let formula, let growth) = cell.content, formula.hasPrefix("IF") else { continue }
        growths += 1
        let (today, planned) = (row[column - 5], row[column - 2])
        let names = [column - 4, column - 1].map { CellReference(row: line + 1, column: $0).description }
        #expect(formula == "IF(\(names[0])>0,ROUND((\(names[1])-\(names[0]))*100/\(names[0]),1),\"—\")")
        #expect(growth == ((value(planned) - value(today)) * 1000 / value(today)).rounded() / 10)
      }
    }
    #expect(growths == 6 * 3)
    // Three groups of counties, two of cities and the total, each with three blocks of seven and contract staff.
    #expect(sums == 6 * (3 * 7 + 1))
    let total = try #require(sheet.rows.last { $0.count > 3 })
    #expect(total[2].content == .text("合计"))
    #expect(
      [6, 14, 22].map { total[$0].content }.map { if case .formula(_, let value) = $0 { value } else { -1 } } == [
        60, 70, 130,
      ])
  }

  @Test("A figure that is not known is a dash, in its row and in every sum of it")
  func unknown() throws {
    let sheet = workbook(try nested(staff: nil)).draft.sheets[0]
    let dashes = sheet.rows.filter { $0.count > 13 && $0[12].content == .text("—") }
    // The town, its county, its city and the total.
    #expect(dashes.count == 4)
  }

  @Test("Names that begin as formulas do stay names; the unit stands at the top right")
  func names() throws {
    let sheet = try Workbook(workbook(try nested(staff: 12)).bytes()).sheet()
    #expect(sheet.cells.contains { $0.value == .text("=T3") })
    let width = sheet.cells.map(\.reference.column).max()
    #expect(sheet.cells.contains { $0.value == .text("单位：名") && $0.reference.column == width })
  }

  @Test("An English workbook of an English scenario has no word of Chinese; both have the same sheets")
  func languages() throws {
    let plan = try templatePlan(inChinese: false)
    let (english, chinese) = (workbook(plan, .english).draft, workbook(plan, .chinese).draft)
    #expect(english.sheets.count == chinese.sheets.count)
    for sheet in english.sheets {
      #expect(!sheet.name.hasChinese)
      for case .text(let text) in sheet.rows.joined().map(\.content) { #expect(!text.hasChinese, "\(text)") }
      for chart in sheet.charts { #expect(!chart.title.hasChinese && chart.series.allSatisfy { !$0.name.hasChinese }) }
    }
    for (left, right) in zip(english.sheets, chinese.sheets) {
      #expect(left.rows.map(\.count) == right.rows.map(\.count), "\(left.name)")
    }
  }

  @Test("The parts and steps of every row of reasons add up to its quota")
  func reasons() throws {
    let plan = try plan(of: scenario("survey-35-subdistricts"))
    let sheet = try #require(workbook(plan).draft.sheets.first { $0.name == "测算过程" })
    let headings = sheet.rows[1].map { if case .text(let text) = $0.content { text } else { "" } }
    let need = try #require(headings.firstIndex(of: "应配数"))
    let quota = try #require(headings.firstIndex(of: "方案"))
    var rows = 0
    for row in sheet.rows.dropFirst(2) where row.count == headings.count {
      rows += 1
      func value(_ column: Int) -> Double { if case .number(let number) = row[column].content { number } else { 0 } }
      #expect(abs((3..<need).reduce(0) { $0 + value($1) } - value(need)) < 1e-9)
      #expect(abs((need..<quota).reduce(0) { $0 + value($1) } - value(quota)) < 1e-9)
    }
    #expect(rows == 70)
  }

  @Test("What the norm of flag says stands beside today's posts, from the least to the most, as a scatter")
  func load() throws {
    let plan = try plan(of: scenario("survey-35-subdistricts"))
    let sheet = try #require(workbook(plan).draft.sheets.first { $0.name == "负荷与编制" })
    // People, land, the norm, today's quota, how far off that is, and the plan.
    func numbers(_ column: Int) -> [Double] {
      sheet.rows.dropFirst(3).map { if case .number(let number) = $0[column].content { number } else { .nan } }
    }
    #expect(sheet.rows.count == 38 && sheet.rows[3].count == 7 && numbers(3) == numbers(3).sorted())
    // The pair of the survey: 9,000 people with 66 posts and 47,000 with 56, above and below what is usual.
    let pair = ["云山街道", "高新街道"].compactMap { name in sheet.rows.firstIndex { $0.first?.content == .text(name) } }
    #expect(pair.map { numbers(1)[$0 - 3] } == [0.9, 4.7] && pair.map { numbers(4)[$0 - 3] } == [66, 56])
    #expect(numbers(5)[pair[1] - 3] < -20)
    // The norm is the one of the text and the page.
    let norm = try #require(plan.scenario.staffingNorm())
    for point in norm.points {
      let name = plan.scenario.towns[point.town].name
      let line = try #require(sheet.rows.firstIndex { $0.first?.content == .text(name) })
      #expect(abs(numbers(3)[line - 3] - point.norm) < 1e-6)
    }
    let chart = try #require(sheet.charts.first)
    #expect(chart.kind == .scatter && chart.categories == 4 && chart.rows == 4...38)
    #expect(chart.series.map(\.column) == [5, 7, 4])
  }

  @Test("Theil's measures within and between groups, on the sheet of evenness, add up to the whole")
  func decomposition() throws {
    let plan = try plan(of: scenario("survey-35-subdistricts"))
    let sheet = try #require(workbook(plan).draft.sheets.first { $0.name == "配置公平性" })
    func numbers(_ row: [CellDraft]) -> [Double] {
      row.dropFirst(2).map { if case .number(let number) = $0.content { number } else { .nan } }
    }
    let (whole, parts) = (
      sheet.rows.filter { $0.count == 8 }.map(numbers), sheet.rows.filter { $0.count == 6 }.map(numbers)
    )
    // By people and by area, a heading and today and the plan of two pools and both together.
    #expect(whole.count == 14 && parts.count == 14)
    for (whole, parts) in zip(whole, parts) where !whole[0].isNaN {
      #expect(abs(parts[0] + parts[1] - whole[2]) < 1e-12 && abs(parts[2] + parts[3] - whole[3]) < 1e-12)
    }
  }

  @Test("A chart has no more towns than can be told apart: those that change most")
  func manyTowns() throws {
    let plan = try plan(of: smallScenario((0..<100).map { ("t\($0)", 1 + $0, 50, 50) }, total: 5000))
    let sheet = workbook(plan).draft.sheets[1]
    #expect(sheet.charts.allSatisfy { $0.rows == 4...63 })
    #expect(sheet.rows.count == 63)
    #expect(sheet.rows[3][0].content == .text("t0") && !sheet.rows.contains { $0.first?.content == .text("t49") })
  }

  @Test("The same plan gives the same bytes")
  func sameBytes() throws {
    let plan = try plan(of: scenario("ankang"))
    #expect(try workbook(plan).bytes() == workbook(plan).bytes())
  }
}
