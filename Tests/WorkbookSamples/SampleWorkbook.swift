// SPDX-License-Identifier: GPL-3.0-or-later

/// A workbook from the XML of its sheets, sound until a test changes a part of it.
public struct SampleWorkbook: Sendable {
  /// A sheet: its name, `hidden` or the like where it is not visible, and its rows and what follows them as XML.
  public struct Sheet: Sendable {
    /// Its name, as XML.
    public var name: String
    /// `hidden` or `veryHidden`; `nil` for visible.
    public var state: String?
    /// The inside of its `sheetData`.
    public var rows: String
    /// What stands behind that.
    public var after: String

    /// A sheet.
    public init(_ name: String = "镇街", state: String? = nil, after: String = "", rows: String) {
      (self.name, self.state, self.rows, self.after) = (name, state, rows, after)
    }
  }

  /// Its sheets.
  public var sheets: [Sheet]
  /// Items of the shared strings, each the inside of an `si`.
  public var strings: [String]
  /// The format numbers of the cell formats; those from 164 on have these codes.
  public var formats: [Int] = [0]
  /// Codes of formats, as XML.
  public var codes: [String] = []
  /// Whether days count from 1904.
  public var countsFrom1904 = false

  /// A workbook of these sheets.
  public init(_ sheets: [Sheet], strings: [String] = []) {
    self.sheets = sheets
    self.strings = strings
  }

  /// One sheet of texts and numbers, by rows; what is no numeral is an inline text, and empty texts are left out.
  public init(cells rows: [[String]], after: String = "") {
    let lines = rows.enumerated().map { line, row in
      let cells = row.enumerated().map { column, text in
        let reference = "\(Unicode.Scalar(UInt8(65 + column)))\(line + 1)"
        if text.isEmpty { return "" }
        // What begins with < is the inside of a cell, with its attributes before a bar: `t="e"|<v>#N/A</v>`.
        if let bar = text.firstIndex(of: "|") {
          return "<c r=\"\(reference)\" \(text[..<bar])>\(text[text.index(after: bar)...])</c>"
        }
        return Double(text) != nil
          ? "<c r=\"\(reference)\"><v>\(text)</v></c>"
          : "<c r=\"\(reference)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
      }
      return "<row r=\"\(line + 1)\">\(cells.joined())</row>"
    }
    self.init([Sheet(after: after, rows: lines.joined())])
  }

  /// The parts, which tests may change before they make an archive of them.
  public var parts: [(name: String, bytes: [UInt8])] {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006/relationships"
    func relationships(_ entries: [(kind: String, target: String)]) -> String {
      let lines = entries.enumerated().map {
        "<Relationship Id=\"rId\($0 + 1)\" Type=\"\(office)/\($1.kind)\" Target=\"\($1.target)\"/>"
      }
      return "<Relationships xmlns=\"\(package)\">\(lines.joined())</Relationships>"
    }
    let list = sheets.enumerated().map { index, sheet in
      let state = sheet.state.map { " state=\"\($0)\"" } ?? ""
      return "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\"\(state) r:id=\"rId\(index + 1)\"/>"
    }
    let workbook =
      "<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><workbookPr date1904=\"\(countsFrom1904 ? 1 : 0)\"/>"
      + "<sheets>\(list.joined())</sheets></workbook>"
    let items = strings.map { "<si>\($0)</si>" }.joined()
    let formatCodes = codes.enumerated().map { "<numFmt numFmtId=\"\(164 + $0)\" formatCode=\"\($1)\"/>" }
    let cellFormats = formats.map { "<xf numFmtId=\"\($0)\"/>" }
    let texts: [(String, String)] =
      [
        ("_rels/.rels", relationships([("officeDocument", "/xl/workbook.xml")])),
        ("xl/workbook.xml", workbook),
        (
          "xl/_rels/workbook.xml.rels",
          relationships(
            sheets.indices.map {
              ("worksheet", $0 == 0 ? "/xl/worksheets/sheet1.xml" : "worksheets/sheet\($0 + 1).xml")
            }
              + [("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")])
        ),
        ("xl/sharedStrings.xml", "<sst xmlns=\"\(main)\">\(items)</sst>"),
        (
          "xl/styles.xml",
          "<styleSheet xmlns=\"\(main)\"><numFmts>\(formatCodes.joined())</numFmts>"
            + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>\(cellFormats.joined())</cellXfs></styleSheet>"
        ),
      ]
      + sheets.enumerated().map { index, sheet in
        (
          "xl/worksheets/sheet\(index + 1).xml",
          "<worksheet xmlns=\"\(main)\"><sheetData>\(sheet.rows)</sheetData>\(sheet.after)</worksheet>"
        )
      }
    return texts.map { ($0, Array($1.utf8)) }
  }

  /// The workbook as a file.
  public var bytes: [UInt8] { StoredArchive(parts).bytes }
}
