// SPDX-License-Identifier: GPL-3.0-or-later

internal import Spreadsheets

/// A sheet of a workbook as a table: its heading row, and the rows below it that are not blank.
struct SheetTable: HeadedTable {
  let file: String
  let sheet: String?
  private(set) var headings = TableRow(line: 1, fields: 0..<0, count: 0)
  private(set) var rows: [TableRow] = []

  private var cells: [Sheet.Cell]
  /// The merged rectangles that touch a row, by its line.
  private var merged: [Int: [CellRange]] = [:]

  /// How far down a heading row is looked for, below a title and the like.
  static let deepestHeadings = 20

  /// Takes a sheet for a table. O(cells).
  ///
  /// - Parameter isHeading: What is known for a heading. The first of the top rows that has two of them is the heading
  ///   row, whatever stands above: a title, a line with the unit. Where none has, it is the first row that is not blank.
  init(_ sheet: Sheet, file: String, faults: FaultCollector, isHeading: (String) -> Bool) {
    self.file = file
    self.sheet = sheet.name
    cells = Self.filled(sheet)
    let width = cells.map(\.reference.column).max() ?? 0
    let all = Self.rows(cells, width: width)
    guard !all.isEmpty else {
      faults.add(.empty, at: Position(file: file, sheet: sheet.name))
      return
    }
    let place = Self.headingRow(all, cells, isHeading)
    guard spread(sheet.merged, over: all[place...], width: width) else {
      faults.add(.workbook(.invalidPart(sheet.name, line: 1)), at: Position(file: file, sheet: sheet.name))
      return
    }
    let line = all[place].line
    // What a heading over several columns is for cannot be told; one that only goes on below itself, over a row of units,
    // is as clear as any.
    let ranges = (merged[line] ?? []).filter { $0.columns.count > 1 || $0.rows.lowerBound != line }
    if !ranges.isEmpty {
      for range in ranges {
        faults.add(
          .mergedHeading("\(range)"),
          at: Position(
            file: file, sheet: sheet.name, line: range.rows.lowerBound, column: range.columns.lowerBound))
      }
      return
    }
    headings = all[place]
    rows = Array(all[(place + 1)...])
  }

  /// The texts of the row that would be taken for the headings of a sheet; none where the sheet is empty.
  static func headings(of sheet: Sheet, isHeading: (String) -> Bool) -> [String] {
    let cells = filled(sheet)
    let all = rows(cells, width: 0)
    guard !all.isEmpty else { return [] }
    return all[headingRow(all, cells, isHeading)].fields.map { headingText(cells[$0].value) }
  }

  /// The cells that are not blank.
  private static func filled(_ sheet: Sheet) -> [Sheet.Cell] {
    sheet.cells.filter { !text($0.value).isEmpty || problem($0.value) != nil }
  }

  private static func rows(_ cells: [Sheet.Cell], width: Int) -> [TableRow] {
    var rows: [TableRow] = []
    var start = 0
    while start < cells.count {
      let line = cells[start].reference.row
      let end = cells[start...].firstIndex { $0.reference.row != line } ?? cells.count
      rows.append(TableRow(line: line, fields: start..<end, count: width))
      start = end
    }
    return rows
  }

  /// The place of the heading row among rows that are not blank.
  private static func headingRow(
    _ rows: [TableRow], _ cells: [Sheet.Cell], _ isHeading: (String) -> Bool
  ) -> Int {
    let top = rows.prefix(deepestHeadings)
    return top.firstIndex { row in row.fields.count { isHeading(headingText(cells[$0].value)) } >= 2 }
      ?? rows.startIndex
  }

  /// Notes which merged rectangles touch which rows; `false` where they overlap, as no workbook's do.
  private mutating func spread(_ ranges: [CellRange], over rows: ArraySlice<TableRow>, width: Int) -> Bool {
    var room = rows.count * max(1, width)
    for range in ranges where range.columns.lowerBound <= width {
      var row = rows.startIndex
      var end = rows.endIndex
      // The first row at or below the rectangle's top.
      while row < end {
        let middle = row + (end - row) / 2
        if rows[middle].line < range.rows.lowerBound { row = middle + 1 } else { end = middle }
      }
      while row < rows.endIndex, rows[row].line <= range.rows.upperBound {
        room -= 1
        guard room >= 0 else { return false }
        merged[rows[row].line, default: []].append(range)
        row += 1
      }
    }
    return true
  }

  private func cell(_ row: TableRow, _ column: Int) -> Sheet.Cell? {
    var (low, high) = (row.fields.lowerBound, row.fields.upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      if cells[middle].reference.column <= column { low = middle + 1 } else { high = middle }
    }
    return low < row.fields.upperBound && cells[low].reference.column == column + 1 ? cells[low] : nil
  }

  func text(_ row: TableRow, _ column: Int) -> String {
    guard let cell = cell(row, column) else { return "" }
    return row.line == headings.line ? Self.headingText(cell.value) : Self.text(cell.value)
  }

  func indentation(_ row: TableRow, _ column: Int) -> Int {
    if case .text(let text)? = cell(row, column)?.value { text.indentation } else { 0 }
  }

  func problem(_ row: TableRow, _ column: Int) -> DocumentFault.Problem? {
    if row.line != headings.line, let range = merged[row.line]?.first(where: { $0.columns.contains(column + 1) }) {
      return .mergedCells("\(range)")
    }
    return cell(row, column).flatMap { Self.problem($0.value) }
  }

  private static func text(_ value: Sheet.Value) -> String {
    switch value {
    case .text(let text): text.trimmingBlanks
    case .number(let numeral): numeral
    case .date(let text), .error(let text): text
    case .boolean(let isTrue): isTrue ? "TRUE" : "FALSE"
    case .formulaWithoutValue: ""
    }
  }

  /// Line breaks within a heading are there for the eye.
  private static func headingText(_ value: Sheet.Value) -> String {
    let text = text(value)
    return text.contains(where: \.isNewline) ? text.split(whereSeparator: \.isNewline).joined() : text
  }

  private static func problem(_ value: Sheet.Value) -> DocumentFault.Problem? {
    switch value {
    case .text, .number, .boolean: nil
    case .date(let text): .dateCell(text)
    case .error(let text): .errorCell(text)
    case .formulaWithoutValue: .formulaWithoutValue
    }
  }
}
