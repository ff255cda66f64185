// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Spreadsheets

@Suite("Workbooks, written")
struct WorkbookDraftTests {
  private func draft(_ cells: [CellDraft], name: String = "s") -> WorkbookDraft {
    var sheet = SheetDraft(name)
    sheet.rows = [cells]
    return WorkbookDraft(title: "t", sheets: [sheet])
  }

  private func values(_ cells: [CellDraft]) throws -> [Sheet.Value] {
    try Workbook(draft(cells).bytes()).sheet().cells.map(\.value)
  }

  @Test("Texts are read back as they were, whatever they begin with or hold")
  func texts() throws {
    let texts = [
      "=1+1", "'=1", "+86", "-", "@x", "00123", "1E5", "TRUE", " 镇 ", "a\nb", "_x0041_", "_x005F_x", "a_x", "<&>\"'",
      "\u{1}",
      "{=A1}", "https://example.org", "𠀀",
    ]
    #expect(try values(texts.map { CellDraft(.text($0)) }) == texts.map { .text($0) })
  }

  @Test("Numbers are read back to fifteen digits; what is not finite is a dash")
  func numbers() throws {
    let numbers = [0, 1, -2.5, 0.1 + 0.2, 45.3, 123_456_789_012_345, 1e-7, 5e17]
    let read = try values(numbers.map { CellDraft(.number($0)) })
    #expect(
      read
        == ["0", "1", "-2.5", "0.3", "45.3", "123456789012345", "0.0000001", "500000000000000000"].map { .number($0) })
    #expect(
      try values([.number(.nan), .number(.infinity), .number(-.infinity), .number(nil)])
        == Array(repeating: .text("—"), count: 4))
  }

  @Test("A formula carries its value; a blank is nothing")
  func formulas() throws {
    #expect(
      try values([.count(2), .count(3), CellDraft(.formula("SUM(A1:B1)", value: 5)), .text("")]).last == .number("5"))
    #expect(try values([CellDraft(.formula("1/0", value: .nan))]) == [.number("0")])
  }

  @Test("The same draft gives the same bytes, at any time: no part has the time of its making")
  func sameBytes() throws {
    let draft = draft([.text("a", CellStyle(isBold: true)), .count(1, CellStyle(format: "0.0"))])
    let bytes = try draft.bytes()
    #expect(try draft.bytes() == bytes)
    var parts = 0
    for start in bytes.indices.dropLast(14) where bytes[start...].starts(with: [0x50, 0x4B, 3, 4]) {
      parts += 1
      // Midnight of 1 January 1980, the zero of such archives.
      #expect(Array(bytes[start + 10..<start + 14]) == [0, 0, 0x21, 0])
    }
    #expect(parts > 6)
    var properties: [UInt8] = []
    try ZipArchive(bytes).read("docProps/core.xml") {
      properties += $0
      return true
    }
    #expect(String(decoding: properties, as: UTF8.self).contains("2000-01-01T00:00:00Z"))
  }

  @Test("Names that sheets cannot have are mended, and none is there twice")
  func names() throws {
    let long = String(repeating: "镇", count: 40)
    let names = ["a/b:c", "", "'x'", "A/B:C", long, long, "[1]", "𠀀" + String(repeating: "b", count: 30), "a\nb"]
    let valid = SheetNames.valid(names)
    #expect(valid.prefix(4) == ["a-b-c", "-", "x", "A-B-C (2)"])
    #expect(Set(valid.map { $0.lowercased() }).count == names.count && valid.allSatisfy { $0.utf16.count <= 31 })
    let workbook = WorkbookDraft(title: "", sheets: names.map { SheetDraft($0) })
    #expect(try Workbook(workbook.bytes()).sheetNames == valid)
  }

  @Test("Too long a text is a fault and no file")
  func tooLong() {
    #expect(throws: WorkbookFault.self) { try draft([.text(String(repeating: "a", count: 40_000))]).bytes() }
  }

  @Test("Everything that a sheet can have goes together in one file")
  func everything() throws {
    var sheet = SheetDraft("图 表")
    sheet.rows = [[.text("镇"), .text("n")], [.text("a"), .count(1)], [.text("b"), .count(-2)]]
    sheet.widths = [10, 12]
    sheet.textColumns = [1]
    (sheet.frozenRows, sheet.frozenColumns, sheet.repeatedRows, sheet.paper) = (1, 1, 1...1, .a3)
    let cells = CellRange(rows: 2...3, columns: 2...2)
    sheet.highlights = [SheetDraft.Highlight(cells, above: 0xFF, below: 0xFF00)]
    sheet.validations = [
      SheetDraft.Validation(cells, .count, hint: ("n", "a number"), refusal: "no"),
      SheetDraft.Validation(CellRange(rows: 2...3, columns: 1...1), .oneOf(["a", "b"], orOthers: true), refusal: "no"),
    ]
    sheet.charts = [
      ChartDraft(
        .bars, title: "t", categories: 1, rows: 2...3, series: [.init("n", column: 2, color: 0xFF)],
        place: CellReference(row: 1, column: 4), size: (480, 300))
    ]
    let bytes = try WorkbookDraft(title: "t", sheets: [sheet]).bytes()
    #expect(try Workbook(bytes).sheet().cells.count == 6)
    #expect(try ZipArchive(bytes).has("xl/charts/chart1.xml"))
  }
}
