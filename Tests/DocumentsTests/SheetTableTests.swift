// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Spreadsheets
import Staffing
import TestLength
import Testing
import WorkbookSamples

@testable import Documents

@Suite("Towns in workbooks")
struct SheetTableTests {
  private static let headings = [
    "county", "town", "kind", "resident_population (people)", "administrative_quota", "administrative_staff",
    "institutional_quota",
  ]
  private static let towns = [
    headings, ["East", "Ash", "town", "1000", "10", "9", "20"],
    ["East", "Birch", "subdistrict", "2000", "10", "11", "20"],
    ["West", "Cedar", "township", "3000", "10", "10", "20"],
  ]

  /// The scenario with its towns in a workbook, which `towns.xlsx` or what `name` says stands for.
  private func read(
    _ bytes: [UInt8], towns: String = "towns.xlsx", name: String = "towns.xlsx", more: String = ""
  ) throws
    -> Scenario
  {
    let texts = ScenarioTexts()
    let folder = try TemporaryFolder()
    let head = texts.head.replacing("towns: towns.csv", with: "towns: \(towns)")
    try folder.write((head + more).utf8, to: "scenario.yaml")
    try folder.write((texts.model ?? "").utf8, to: "model.yaml")
    try folder.write(bytes, to: name)
    return try ScenarioFolder(path: folder.path).read()
  }

  private func faults(
    _ bytes: [UInt8], towns: String = "towns.xlsx", name: String = "towns.xlsx", more: String = ""
  ) throws
    -> [DocumentFault]
  {
    do {
      _ = try read(bytes, towns: towns, name: name, more: more)
      return []
    } catch let error as DocumentFaults {
      return error.faults
    }
  }

  private func faults(_ rows: [[String]], after: String = "", more: String = "") throws -> [DocumentFault] {
    try faults(SampleWorkbook(cells: rows, after: after).bytes, more: more)
  }

  private func place(_ line: Int, _ column: Int? = nil, _ field: String? = nil) -> Position {
    Position(file: "towns.xlsx", sheet: "镇街", line: line, column: column, field: field)
  }

  @Test("A workbook is the same scenario as its CSV, under a title, with blank rows and columns, and formulas")
  func sameScenario() throws {
    let expected = try ScenarioTexts().read()
    #expect(try read(SampleWorkbook(cells: Self.towns).bytes).towns == expected.towns)
    var rows = Self.towns
    rows[2][3] = "|<f>1000+1000</f><v>2000</v>"
    rows.insert(["", "", "", ""], at: 2)
    rows.insert(contentsOf: [["Towns of a county", ""], ["", "", "unit: posts"]], at: 0)
    let titled = SampleWorkbook(cells: rows, after: "<mergeCells><mergeCell ref=\"A1:G1\"/></mergeCells>")
    #expect(try read(titled.bytes).towns == expected.towns)
    // What a file is shows in its bytes.
    #expect(
      try read(SampleWorkbook(cells: Self.towns).bytes, towns: "towns.csv", name: "towns.csv").towns == expected.towns)
  }

  @Test("Numbers kept as text, in full-width digits or with separators, are numbers, as in CSV")
  func textNumbers() throws {
    var rows = Self.towns
    rows[1][3] = "１０００"
    rows[2][3] = "t=\"inlineStr\"|<is><t>2,000</t></is>"
    #expect(try read(SampleWorkbook(cells: rows).bytes).towns == ScenarioTexts().read().towns)
  }

  @Test("Faults of several cells are told all at once, each with its cell")
  func cells() throws {
    var rows = Self.towns
    rows[0][4] = "administrative_qota"
    rows[1][2] = "vilage"
    rows[1][3] = "many"
    rows[2][3] = "t=\"e\"|<f>1/0</f><v>#DIV/0!</v>"
    rows[2][5] = "|<f>A1</f>"
    rows[3][0] = ""
    rows[3][3] = "t=\"b\"|<v>1</v>"
    rows.append(["East", "Ash", "town", "4000", "1", "1", "1"])
    let people = "resident_population (people)"
    let kinds = ["镇", "街道", "乡", "town", "subdistrict", "township"]
    #expect(
      try faults(rows) == [
        DocumentFault(
          .unknownHeading(
            "administrative_qota", nearest: "administrative_quota", .init(more: 0, toIgnore: ["administrative_qota"])),
          at: place(1, 5, "administrative_qota")),
        DocumentFault(
          .unknownKind("vilage", nearest: nil, accepted: kinds, moreRows: [], declared: ["vilage"]),
          at: place(2, 3, "kind")),
        DocumentFault(.notANumber("many", expected: .decimal), at: place(2, 4, people)),
        DocumentFault(.errorCell("#DIV/0!"), at: place(3, 4, people)),
        DocumentFault(.formulaWithoutValue, at: place(3, 6, "administrative_staff")),
        DocumentFault(.blank, at: place(4, 1, "county")),
        DocumentFault(.notANumber("TRUE", expected: .decimal), at: place(4, 4, people)),
        DocumentFault(.duplicateTown("Ash", firstLine: 2), at: place(5, 2, "town")),
      ])
  }

  @Test("A date in a column of numbers or names is told as the day that it is")
  func dates() throws {
    var rows = Self.towns
    rows[1][1] = "s=\"1\"|<v>45352</v>"
    rows[1][3] = "s=\"1\"|<v>45352</v>"
    var sample = SampleWorkbook(cells: rows)
    sample.formats = [0, 14]
    #expect(
      try faults(sample.bytes) == [
        DocumentFault(.dateCell("2024-03-01"), at: place(2, 2, "town")),
        DocumentFault(.dateCell("2024-03-01"), at: place(2, 4, "resident_population (people)")),
      ])
  }

  @Test("A merged heading is named by its cells, and nothing is made of what follows from it")
  func mergedHeading() throws {
    let found = try faults(Self.towns, after: "<mergeCells><mergeCell ref=\"E1:F1\"/></mergeCells>")
    #expect(found == [DocumentFault(.mergedHeading("E1:F1"), at: place(1, 5))])
  }

  @Test("Merged cells are told once, at their first row; those of columns that are passed over do not matter")
  func mergedCells() throws {
    var rows = Self.towns
    rows[2][0] = ""
    let merged = "<mergeCells><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"H2:I9\"/></mergeCells>"
    #expect(try faults(rows, after: merged) == [DocumentFault(.mergedCells("A2:A3"), at: place(2, 1, "county"))])
    rows = Self.towns.enumerated().map { $1 + [$0 == 0 ? "remarks" : ""] }
    #expect(
      try faults(
        rows, after: "<mergeCells><mergeCell ref=\"H2:H4\"/></mergeCells>", more: "ignore_columns: [remarks]\n"
      ).isEmpty)
  }

  @Test("Merged rectangles over the whole of a sheet, again and again, cost no time")
  func manyMerged() throws {
    let merged = String(repeating: "<mergeCell ref=\"A1:XFD1048576\"/>", count: 5000)
    #expect(try !faults(Self.towns, after: "<mergeCells>\(merged)</mergeCells>").isEmpty)
  }

  @Test("A row of units below the headings is read, also where other headings are merged over it")
  func unitRow() throws {
    var rows = Self.towns
    rows[0][3] = "resident_population"
    rows.insert(["", "", "", "人", "名", "名", "名"], at: 1)
    let merged = "<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:B2\"/></mergeCells>"
    #expect(try read(SampleWorkbook(cells: rows, after: merged).bytes).towns == ScenarioTexts().read().towns)
    // Where the row below is a town's, its name is in no cell of its own.
    rows.remove(at: 1)
    rows[0][3] = Self.headings[3]
    rows[1][1] = ""
    #expect(
      try faults(rows, after: "<mergeCells><mergeCell ref=\"B1:B2\"/></mergeCells>")
        == [DocumentFault(.mergedCells("B1:B2"), at: place(2, 2, "town"))])
  }

  @Test("A column with entries and no heading is told at its heading's cell")
  func noHeading() throws {
    var rows = Self.towns
    rows[2].append("remark")
    #expect(try faults(rows) == [DocumentFault(.unknownHeading("", nearest: nil), at: place(1, 8))])
  }

  @Test("The sheet that is named is read; one that is not there is told with those that are")
  func sheets() throws {
    var sample = SampleWorkbook(cells: Self.towns)
    sample.sheets[0].name = "y"
    sample.sheets.insert(SampleWorkbook.Sheet("x", rows: ""), at: 0)
    #expect(try read(sample.bytes, towns: "{file: towns.xlsx, sheet: y}").towns.count == 3)
    // Of several sheets the one that fits is read, and where none does the first.
    #expect(try read(sample.bytes).towns.count == 3)
    sample.sheets[1].state = "hidden"
    #expect(
      try faults(sample.bytes) == [DocumentFault(.empty, at: Position(file: "towns.xlsx", sheet: "x"))])
    let found = try faults(sample.bytes, towns: "{file: towns.xlsx, sheet: z}")
    #expect(found.map(\.problem) == [.workbook(.noSheet("z", among: ["x", "y"]))])
    #expect(found[0].position.file == "scenario.yaml" && found[0].position.line == 2)
    let csv = try faults(
      Array((ScenarioTexts().towns ?? "").utf8), towns: "{file: towns.csv, sheet: y}", name: "towns.csv")
    #expect(csv.map(\.problem) == [.noEffect("sheet")])
  }

  @Test("Where several sheets fit, they are named at the line that is to be written; results and notes do not fit")
  func severalSheets() throws {
    let towns = SampleWorkbook(cells: Self.towns).sheets[0].rows
    let results = [
      ["town", "resident_population (people)", "need", "reason", "remark"], ["Ash", "1000", "1", "a", "b"],
    ]
    let sample = SampleWorkbook([
      .init("cover", rows: SampleWorkbook(cells: [["Towns", "of"], ["a", "county"]]).sheets[0].rows),
      .init("results", rows: SampleWorkbook(cells: results).sheets[0].rows),
      .init("2023", rows: towns), .init("2024", state: "hidden", rows: towns), .init("2025", rows: towns),
    ])
    #expect(
      try faults(sample.bytes) == [
        DocumentFault(
          .severalSheets(["2023", "2025"], file: "towns.xlsx"),
          at: Position(file: "scenario.yaml", line: 2, column: 8, field: "towns"))
      ])
    #expect(try read(sample.bytes, towns: "{file: towns.xlsx, sheet: \"2024\"}").towns.count == 3)
    // The nearest is what faults are told of, where none fits.
    var slip = sample
    slip.sheets = Array(sample.sheets.prefix(2))
    #expect(try faults(slip.bytes).contains { $0.position.sheet == "results" })
    #expect(try !faults(slip.bytes).contains { $0.position.sheet == "cover" })
  }

  @Test("A table that most columns of are passed over is one of towns all the same")
  func mostlyIgnored() throws {
    let rows = Self.towns.enumerated().map { line, row in row + (1...9).map { line == 0 ? "x\($0)" : "" } }
    var sample = SampleWorkbook(cells: rows)
    sample.sheets.insert(.init("cover", rows: SampleWorkbook(cells: [["town", "county"]]).sheets[0].rows), at: 0)
    let ignored = "ignore_columns: [\((1...9).map { "x\($0)" }.joined(separator: ", "))]\n"
    #expect(try read(sample.bytes, more: ignored).towns.count == 3)
  }

  @Test("What is no workbook, or one that cannot be opened, is told at the file")
  func otherFiles() throws {
    let place = Position(file: "towns.xlsx")
    #expect(try faults(Array("town\nAsh\n".utf8)) == [DocumentFault(.workbook(.notAWorkbook), at: place)])
    #expect(
      try faults([0xD0, 0xCF, 0x11, 0xE0] + [UInt8](repeating: 0, count: 600))
        == [DocumentFault(.workbook(.oldFormat), at: place)])
    let cut = Array(SampleWorkbook(cells: Self.towns).bytes.dropLast(30))
    #expect(try faults(cut) == [DocumentFault(.workbook(.damaged(part: nil)), at: place)])
  }

  @Test("Projects may stand in a workbook as well, with their faults' cells")
  func records() throws {
    let folder = try TemporaryFolder()
    let texts = ScenarioTexts()
    try folder.write((texts.head + "as_of: 2026-01-01\n").utf8, to: "scenario.yaml")
    try folder.write((texts.towns ?? "").utf8, to: "towns.csv")
    try folder.write(
      "title: m\nparts:\n  - share: {resident_population: 1}\n  - projects: projects.xlsx\n".utf8, to: "model.yaml")
    func faults(_ rows: [[String]]) throws -> [DocumentFault] {
      try folder.write(SampleWorkbook(cells: rows).bytes, to: "projects.xlsx")
      do {
        _ = try ScenarioFolder(path: folder.path).read()
        return []
      } catch {
        return error.faults
      }
    }
    let rows = [
      ["name", "town", "posts", "until"], ["Harbour", "Ash", "2", "t=\"inlineStr\"|<is><t>2027-01-01</t></is>"],
    ]
    #expect(try faults(rows).isEmpty)
    let found = try faults([rows[0], ["Harbour", "Ash", "t=\"e\"|<v>#N/A</v>", rows[1][3]]])
    let cell = Position(file: "projects.xlsx", sheet: "镇街", line: 2, column: 3, field: "posts")
    #expect(found.first == DocumentFault(.errorCell("#N/A"), at: cell))
  }

  private static let townships = "\(packageRoot)/../shared/data/messy/cn_zhejiang_townships_gbk_crlf.csv"

  @Test(
    "The townships of Zhejiang in GB18030 are read, once their codes are passed over and their odd kind is named",
    .enabled(if: FileManager.default.fileExists(atPath: townships), "The shared data is not beside the package."))
  func townshipsOfZhejiang() throws {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: Self.townships)))
    func problems(_ more: String) throws -> [DocumentFault.Problem] {
      let folder = try TemporaryFolder()
      let head =
        "title: z\npools: {administrative: 30000}\ntowns: towns.csv\nmodel: {title: m, parts: [{base: {town: 20}}]}\n"
      try folder.write((head + more).utf8, to: "scenario.yaml")
      try folder.write(bytes, to: "towns.csv")
      do {
        let scenario = try ScenarioFolder(path: folder.path).read()
        #expect(scenario.towns.count == 1387 && scenario.levels == ["province", "city", "county"])
        return []
      } catch {
        return error.faults.map(\.problem)
      }
    }
    let codes = "ignore_columns: [省代码, 市代码, 县代码, 乡镇代码]\n"
    #expect(try problems(codes + "kinds: [其他(开发区/农场/林场等)]\n").isEmpty)
    let found = try problems("")
    #expect(found.prefix(2) == [.unknownHeading("省代码", nearest: nil), .unknownHeading("市代码", nearest: nil)])
    // Each once: the columns with the line that passes over them, the kind with its rows.
    #expect(found.count == 5)
    guard case .unknownHeading(_, _, let columns?) = found[3],
      case .unknownKind("其他(开发区/农场/林场等)", _, _, let rows, ["其他(开发区/农场/林场等)"]) = found[4]
    else {
      Issue.record("\(found)")
      return
    }
    #expect(columns.toIgnore == ["省代码", "市代码", "县代码", "乡镇代码"] && rows.count == 22)
  }

  /// The first rows of a workbook's sheet, in a workbook of their own.
  private static func top(of bytes: [UInt8], sheet name: String, rows: Int) throws -> [UInt8] {
    var sheet = SheetDraft(name)
    for cell in try Workbook(bytes).top(ofSheet: name, rows: rows).cells {
      let (row, column) = (cell.reference.row, cell.reference.column)
      while sheet.rows.count < row { sheet.rows.append([]) }
      while sheet.rows[row - 1].count < column { sheet.rows[row - 1].append(.text("")) }
      switch cell.value {
      case .text(let text): sheet.rows[row - 1][column - 1] = .text(text)
      case .number(let numeral): sheet.rows[row - 1][column - 1] = .number(Double(numeral))
      default: Issue.record("\(cell)")
      }
    }
    return try WorkbookDraft(title: name, sheets: [sheet]).bytes()
  }

  private static let census = "\(packageRoot)/../shared/data/messy/cn_census_county_2010_v1.xlsx"

  @Test(
    "A census table of 3,279 rows and 169 columns is refused with what is wrong with its headings, each with its cell",
    .enabled(if: FileManager.default.fileExists(atPath: census), "The shared data is not beside the package."))
  func censusTable() throws {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: Self.census)))
    if runsLongTests { #expect(try Workbook(bytes).sheet().cells.count > 300_000) }
    // To read so many cells takes seconds: every day there are fewer rows below the headings.
    let found = try faults(everyday(Self.top(of: bytes, sheet: "Sheet1", rows: 40), long: bytes))
    #expect(found.allSatisfy { $0.position.sheet == "Sheet1" && $0.position.line == 1 })
    #expect(found.contains { $0.problem == .missingHeading(expected: "town / 镇街") })
    // Line breaks within headings are no part of their names.
    guard let last = found.last, case .unknownHeading(_, _, let columns?) = last.problem else {
      Issue.record("\(found)")
      return
    }
    #expect(found.count == 11 && columns.toIgnore.contains("户规模（人/户）") && columns.more == 160)
    #expect(found.contains { $0.problem == .missingUnit("户籍人口", accepted: MeasuringUnit.accepted(for: .people)) })
  }
}
