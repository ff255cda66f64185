// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestLength
import Testing
import WorkbookSamples

@testable import Spreadsheets

@Suite("Workbooks, read")
struct WorkbookTests {
  private func cells(
    _ rows: String, _ change: (inout SampleWorkbook) -> Void = { _ in }
  ) throws -> [String: Sheet.Value] {
    var sample = SampleWorkbook([SampleWorkbook.Sheet(rows: rows)])
    change(&sample)
    let sheet = try Workbook(sample.bytes).sheet()
    return Dictionary(uniqueKeysWithValues: sheet.cells.map { ("\($0.reference)", $0.value) })
  }

  @Test("Shared texts are read by their words: rich text as one, and without the readings over them")
  func sharedTexts() throws {
    let found = try cells(
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c></row>"
    ) {
      $0.strings = [
        "<t>城关镇</t>", "<r><rPr><b/></rPr><t>常住</t></r><r><t xml:space=\"preserve\">人口 </t></r>",
        "<t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh><phoneticPr fontId=\"1\"/>",
      ]
    }
    #expect(found == ["A1": .text("城关镇"), "B1": .text("常住人口 "), "C1": .text("東京")])
  }

  @Test("A strict workbook of ISO 29500, whose names live elsewhere, is read as any other")
  func strict() throws {
    let sample = SampleWorkbook(cells: [["镇街", "常住人口(人)"], ["河口镇", "47000"]])
    let parts = sample.parts.map { part in
      let text = String(decoding: part.bytes, as: UTF8.self)
        .replacing(
          "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
          with: "http://purl.oclc.org/ooxml/spreadsheetml/main"
        )
        .replacing(
          "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
          with: "http://purl.oclc.org/ooxml/officeDocument/relationships")
      return (name: part.name, bytes: Array(text.utf8))
    }
    #expect(parts.contains { String(decoding: $0.bytes, as: UTF8.self).contains("purl.oclc.org") })
    #expect(try Workbook(StoredArchive(parts).bytes).sheet().cells == Workbook(sample.bytes).sheet().cells)
  }

  @Test("Rows that are formatted down to the last and empty are no cells")
  func emptyRows() throws {
    let last = everyday(5_000, long: CellReference.largestRow)
    let rows = (2...last).map { "<row r=\"\($0)\" s=\"1\" customFormat=\"1\"><c r=\"A\($0)\" s=\"1\"/></row>" }
    #expect(
      try cells("<row r=\"1\"><c r=\"A1\"><v>7</v></c></row>" + rows.joined()) { $0.formats = [0, 14] }
        == ["A1": .number("7")])
  }

  @Test("The top of a sheet has its first rows that are not blank; the sheet after it is whole")
  func top() throws {
    let rows = (1...9).map {
      $0 == 2 ? "<row r=\"2\"/>" : "<row r=\"\($0)\"><c r=\"A\($0)\" t=\"s\"><v>0</v></c></row>"
    }
    let sample = SampleWorkbook(
      [.init("x", state: "hidden", rows: ""), .init("y", rows: rows.joined())], strings: ["<t>a</t>"])
    let workbook = try Workbook(sample.bytes)
    #expect(workbook.visibleSheetNames == ["y"] && workbook.sheetNames == ["x", "y"])
    #expect(try workbook.top(ofSheet: "y", rows: 3).cells.map(\.reference.row) == [1, 3, 4])
    #expect(try workbook.sheet().cells.count == 8)
    // What follows the top is not looked at, what belongs to it is.
    var damaged = sample
    damaged.sheets[1].rows += "<row r=\"x\"/>"
    #expect(try Workbook(damaged.bytes).top(ofSheet: "y", rows: 3).cells.count == 3)
    #expect(throws: WorkbookFault.self) { try Workbook(damaged.bytes).top(ofSheet: "y", rows: 30) }
  }

  @Test("Inline texts, texts of formulas, truth values, errors, and formulas with and without a value")
  func kinds() throws {
    let found = try cells(
      """
      <row r="2"><c r="A2" t="inlineStr"><is><r><t>河口</t></r><r><t>镇</t></r></is></c>
      <c r="B2" t="str"><f>A2&amp;"x"</f><v>河口镇x</v></c><c r="C2" t="b"><v>1</v></c>
      <c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E2"><f>SUM(F2:G2)</f><v>42</v></c>
      <c r="F2"><f>SUM(G2:H2)</f><v></v></c><c r="G2"><f>1+1</f></c><c r="H2" t="str"><f>""</f><v></v></c><c r="I2" s="0"/></row>
      """)
    #expect(
      found == [
        "A2": .text("河口镇"), "B2": .text("河口镇x"), "C2": .boolean(true), "D2": .error("#DIV/0!"),
        "E2": .number("42"), "F2": .formulaWithoutValue, "G2": .formulaWithoutValue,
      ])
  }

  @Test("Rows and cells without places follow those before them; escaped characters are read")
  func withoutPlaces() throws {
    let found = try cells(
      "<row><c><v>1</v></c><c/><c><v>2</v></c></row><row r=\"5\"><c r=\"D5\"><v>3</v></c><c><v>4</v></c></row>"
        + "<row><c t=\"inlineStr\"><is><t>a_x000A_b_x005F_</t></is></c></row>")
    #expect(
      found == ["A1": .number("1"), "C1": .number("2"), "D5": .number("3"), "E5": .number("4"), "A6": .text("a\nb_")])
  }

  @Test("Names of elements with a prefix are the same elements")
  func prefixes() throws {
    var parts = SampleWorkbook([SampleWorkbook.Sheet(rows: "")]).parts
    let sheet = """
      <x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="3">
      <x:c r="B3" t="inlineStr"><x:is><x:t>镇</x:t></x:is></x:c><x:c r="C3"><x:v>7.5</x:v></x:c></x:row></x:sheetData>
      <x:mergeCells><x:mergeCell ref="B3:B4"/></x:mergeCells></x:worksheet>
      """
    parts[parts.count - 1].bytes = Array(sheet.utf8)
    let read = try Workbook(StoredArchive(parts).bytes).sheet()
    #expect(read.cells.map(\.value) == [.text("镇"), .number("7.5")])
    #expect(read.merged.map(\.description) == ["B3:B4"])
  }

  @Test("Cells out of order are put in order; of those that are there twice the later counts")
  func disorder() throws {
    let sample = SampleWorkbook([
      SampleWorkbook.Sheet(
        rows: "<row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"A2\"><v>2</v></c></row>"
          + "<row r=\"1\"><c r=\"A1\"><v>3</v></c></row><row r=\"2\"><c r=\"A2\"><v>4</v></c></row>")
    ])
    let sheet = try Workbook(sample.bytes).sheet()
    #expect(
      sheet.cells.map { "\($0.reference) \($0.value)" } == ["A1 number(\"3\")", "A2 number(\"4\")", "B2 number(\"1\")"])
  }

  @Test("Numbers have the fifteen digits that a user sees")
  func fifteenDigits() {
    let cases: [(String, String?)] = [
      ("0.30000000000000004", "0.3"), ("45.299999999999997", "45.3"), ("4.5299999999999997E+1", "45.3"),
      ("47000", "47000"), ("4.70", "4.70"), ("1E3", "1000"), ("1.5E-3", "0.0015"), ("-2.5E-1", "-0.25"),
      ("9007199254740993", "9007199254740990"), ("0.99999999999999999", "1"), ("999999999999999.9", "1000000000000000"),
      ("123456789012345678", "123456789012346000"), ("0", "0"), ("-0.0", "-0.0"), ("1E+300", "1e+300"),
      ("inf", nil), ("nan", nil), ("0x1p3", nil), ("1e", nil), ("", nil), ("1 2", nil), ("--1", nil), ("1E999", nil),
    ]
    for (text, numeral) in cases { #expect(CellNumeral.plain(text) == numeral, "\(text)") }
  }

  @Test("A number under a format of days is a day, counted from 1900 or 1904")
  func days() throws {
    // 1900 was no leap year, but is one for Excel.
    let days: [(Double, Bool, String?)] = [
      (1, false, "1900-01-01"), (59, false, "1900-02-28"), (60, false, "1900-02-29"), (61, false, "1900-03-01"),
      (45352, false, "2024-03-01"), (45351.75, false, "2024-02-29"), (43890, true, "2024-03-01"),
      (2_958_465, false, "9999-12-31"), (2_958_466, false, nil), (0.5, false, nil), (-3, false, nil),
    ]
    for (serial, from1904, day) in days { #expect(CellNumeral.day(serial, from1904: from1904) == day, "\(serial)") }
    let row = (0..<7).map { "<c s=\"\($0)\"><v>45352</v></c>" }.joined()
    let found = try cells("<row r=\"1\">\(row)</row>") {
      $0.formats = [0, 14, 164, 165, 166, 167, 58]
      $0.codes = ["yyyy&quot;年&quot;m&quot;月&quot;", "#,##0&quot; days&quot;", "[Red]0.00_d;\\d0", "[h]:mm"]
    }
    let plain = Sheet.Value.number("45352")
    let day = Sheet.Value.date("2024-03-01")
    #expect(["A1", "B1", "C1", "D1", "E1", "F1", "G1"].map { found[$0] } == [plain, day, day, plain, plain, day, day])
  }

  @Test("The first sheet that is not hidden is read, or the one that is named, hidden or not")
  func sheets() throws {
    func rows(_ number: Int) -> String { "<row r=\"1\"><c r=\"A1\"><v>\(number)</v></c></row>" }
    let sample = SampleWorkbook([
      SampleWorkbook.Sheet("a", state: "hidden", rows: rows(1)), SampleWorkbook.Sheet("b", rows: rows(2)),
      SampleWorkbook.Sheet("c &amp; d", state: "veryHidden", rows: rows(3)),
    ])
    let workbook = try Workbook(sample.bytes)
    #expect(workbook.sheetNames == ["a", "b", "c & d"])
    #expect(try workbook.sheet().name == "b")
    #expect(try workbook.sheet(named: "c & d").cells.map(\.value) == [.number("3")])
    #expect(throws: WorkbookFault.noSheet("x", among: ["a", "b", "c & d"])) { try workbook.sheet(named: "x") }
    let hidden = SampleWorkbook([SampleWorkbook.Sheet("a", state: "hidden", rows: rows(1))])
    #expect(throws: WorkbookFault.noVisibleSheet) { try Workbook(hidden.bytes).sheet() }
  }

  @Test("Places have letters and digits, and no more than a sheet has")
  func references() {
    #expect(CellReference("C7") == CellReference(row: 7, column: 3))
    #expect(CellReference("$AB$12").map(\.description) == "AB12")
    #expect(CellReference("XFD1048576").map(\.description) == "XFD1048576")
    for text in [
      "", "C", "7", "C0", "XFE1", "A1048577", "7C", "C7D", "ZZZZZZZZZZZZZZZZ1", "A99999999999999999999", "é1",
    ] {
      #expect(CellReference(text) == nil, "\(text)")
    }
    #expect(CellRange("A1:C2")?.count == 6 && CellRange("B2")?.count == 1)
    for text in ["C2:A1", "A1:", ":", "A1:B2:C3"] { #expect(CellRange(text) == nil, "\(text)") }
  }
}
