// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// A row of a table, in text or on a sheet.
struct TableRow: Sendable {
  /// The line it begins on, or its row on the sheet, from 1.
  let line: Int
  /// Its fields, by their places in the table's list of them.
  let fields: Range<Int>
  /// How many fields it has; on a sheet as many as there are columns.
  let count: Int
}

/// A heading row and rows of texts below it, wherever they stand: in comma-separated values or on a sheet.
protocol HeadedTable {
  /// The file's name, for positions.
  var file: String { get }
  /// The sheet's name; `nil` where there are no sheets.
  var sheet: String? { get }
  /// The heading row; without fields where it could not be read, which was recorded.
  var headings: TableRow { get }
  /// The rows below it that are not blank.
  var rows: [TableRow] { get }
  /// What separates the headings instead of what should.
  var foreignSeparator: String? { get }
  /// A field's text without blanks around it; empty where there is none. Columns count from 0.
  func text(_ row: TableRow, _ column: Int) -> String
  /// Whether a field has nothing but blanks, or is not there. Columns count from 0.
  func isBlank(_ row: TableRow, _ column: Int) -> Bool
  /// How many blanks a field begins with. Columns count from 0.
  func indentation(_ row: TableRow, _ column: Int) -> Int
  /// The number that a field states in ASCII digits and at most a point, and nothing else, where that can be told without
  /// a look at its text; `nil` where it has to be looked at. Columns count from 0.
  func plainNumber(_ row: TableRow, _ column: Int) -> Quantity?
  /// Whether a field has the same text in two rows, where that can be told without a look at it; `false` where it has to be
  /// looked at. Columns count from 0.
  func surelyRepeats(_ row: TableRow, _ other: TableRow, _ column: Int) -> Bool
  /// Whether there can be a ``problem(_:_:)`` at all.
  var canHaveProblems: Bool { get }
  /// Why a field cannot be taken for its text; `nil` as a rule. Columns count from 0.
  func problem(_ row: TableRow, _ column: Int) -> DocumentFault.Problem?
}

extension HeadedTable {
  var sheet: String? { nil }
  var foreignSeparator: String? { nil }
  func isBlank(_ row: TableRow, _ column: Int) -> Bool { text(row, column).isEmpty }
  func plainNumber(_ row: TableRow, _ column: Int) -> Quantity? { nil }
  func surelyRepeats(_ row: TableRow, _ other: TableRow, _ column: Int) -> Bool { false }
  var canHaveProblems: Bool { true }

  /// The table as a whole.
  var position: Position { Position(file: file, sheet: sheet) }
  /// The heading row.
  var headingPosition: Position { Position(file: file, sheet: sheet, line: headings.line) }

  /// A place in the table; columns count from 0.
  func position(line: Int?, column: Int? = nil, field: String? = nil) -> Position {
    Position(file: file, sheet: sheet, line: line, column: column.map { $0 + 1 }, field: field)
  }

  /// Whether nothing but blanks stands behind the last heading.
  func isPadded(_ row: TableRow) -> Bool {
    row.count > headings.count && (headings.count..<row.count).allSatisfy { isBlank(row, $0) }
  }
}
