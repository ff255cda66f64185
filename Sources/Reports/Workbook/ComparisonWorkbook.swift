// SPDX-License-Identifier: GPL-3.0-or-later

public import Spreadsheets
public import Staffing

/// Plans side by side as an XLSX workbook: their totals and who gains and loses, a sheet for each pool, and evenness.
public struct ComparisonWorkbook: Sendable {
  private let comparison: PlanComparison
  private let names: [String]
  private let labels: [String]
  private let words: Words

  /// The workbook of a comparison in a language; each plan is named as it was asked for.
  public init(_ comparison: PlanComparison, names: [String], _ language: Language) {
    self.comparison = comparison
    self.names = names
    labels = comparison.labels
    words = Words(language)
  }

  /// The file; the same plans give the same bytes. O(plans · towns · pools).
  public func bytes() throws(WorkbookFault) -> [UInt8] { try draft.bytes() }

  /// What is written.
  var draft: WorkbookDraft {
    var sheets = [summarySheet]
    for (name, pool) in words.pools(of: comparison) { sheets.append(townSheet(name, pool)) }
    sheets.append(evennessSheet)
    return WorkbookDraft(title: words.comparisonTitle, sheets: sheets)
  }

  // MARK: Totals

  private var summarySheet: SheetDraft {
    var sheet = SheetDraft(words.comparisonTitle)
    sheet.rows.append([.text(words.comparisonTitle, SheetStyle.title)])
    for line in words.legend(of: comparison, names: names) { sheet.rows.append([.text(line, SheetStyle.note)]) }
    sheet.rows.append([])
    let headings = words.totalsHeadings(labels)
    sheet.rows.append(unitRow(headings.count))
    sheet.rows.append(headings.map { .text($0, SheetStyle.heading) })
    let head = sheet.rows.count
    for (name, pool) in words.pools(of: comparison) {
      let cells = comparison.totals(pool: pool)
      var row: [CellDraft] = [.text(name, SheetStyle.cell), .count(today(cells), SheetStyle.whole)]
      for (place, cell) in cells.enumerated() {
        row.append(.count(cell.figures?.planned, SheetStyle.whole))
        row.append(.number(cell.figures?.growth.map { Double($0.tenths) / 10 }, SheetStyle.growth))
        if place > 0 { row.append(.count(cell.difference, SheetStyle.change)) }
      }
      sheet.rows.append(row)
    }
    let table = head..<sheet.rows.count
    for line in words.moveLines(comparison) + ["", words.comparisonFootnote] {
      sheet.rows.append([.text(line, SheetStyle.note)])
    }
    var body = SheetDraft(sheet.name)
    body.rows = Array(sheet.rows[table])
    sheet.widths = body.fittingWidths(from: 0, most: 24).map { max(9, $0) }
    return sheet
  }

  // MARK: Towns

  private func townSheet(_ name: String, _ pool: String?) -> SheetDraft {
    var sheet = SheetDraft(name)
    let headings = words.comparisonHeadings(labels)
    sheet.rows.append([.text(name, SheetStyle.title)])
    sheet.rows.append(unitRow(headings.count))
    sheet.rows.append(headings.map { .text($0, SheetStyle.heading) })
    let head = sheet.rows.count
    let lines = comparison.towns.map { ($0.town, $0.cells(pool: pool)) }
      .filter { $0.1.contains { $0.figures != nil } }
    for (town, cells) in lines {
      sheet.rows.append(row(comparison.distinctName(town), cells) { $0 })
    }
    let last = sheet.rows.count
    if last > head {
      let total = row(words.total, comparison.totals(pool: pool)) { SheetStyle.sum($0, isTotal: true) }
      // Sums are formulas over the towns, so that they follow when a figure is changed.
      sheet.rows.append(
        total.enumerated().map { column, cell in
          guard case .number(let value) = cell.content else { return cell }
          let letters = CellReference.letters(ofColumn: column + 1)
          return CellDraft(.formula("SUBTOTAL(9,\(letters)\(head + 1):\(letters)\(last))", value: value), cell.style)
        })
    }
    sheet.widths = sheet.fittingWidths(from: head, most: 32).map { max(8, $0) }
    sheet.frozenRows = head
    sheet.frozenColumns = 1
    sheet.repeatedRows = head...head
    sheet.paper = headings.count > 10 ? .a3 : .a4
    if last > head {
      sheet.highlights = comparison.plans.indices.dropFirst().map { place in
        // Town and today, then the first plan's two columns and three of each other.
        let column = 2 + 2 + (place - 1) * 3 + 2
        return SheetDraft.Highlight(
          CellRange(rows: head + 1...last, columns: column...column), above: SheetStyle.blue, below: SheetStyle.orange)
      }
    }
    return sheet
  }

  // MARK: Evenness, and rules

  /// Today's evenness beside each plan's, and the rules that bind in each.
  private var evennessSheet: SheetDraft {
    var sheet = SheetDraft(words.fairnessTitle)
    sheet.rows = [
      [.text(words.evennessHeading, SheetStyle.title)],
      words.evennessHeadings.map { .text($0, SheetStyle.heading) },
    ]
    for line in words.evennessLines(of: comparison, labels) {
      sheet.rows.append(
        [line.metric, line.pool, line.plan].map { .text($0, SheetStyle.cell) }
          + line.values.map { .number($0, SheetStyle.measure) })
    }
    sheet.widths = sheet.fittingWidths(from: 1, most: 24).map { max(9, $0) }
    sheet.rows += [[], [.text(words.holdsHeading, SheetStyle.section)]]
    for line in words.holdLines(of: comparison, labels) {
      sheet.rows.append([.text(line.plan, SheetStyle.note), .text(line.text, SheetStyle.note)])
    }
    return sheet
  }

  private func row(
    _ name: String, _ cells: [PlanComparison.Cell], _ style: (CellStyle) -> CellStyle
  ) -> [CellDraft] {
    var row: [CellDraft] = [
      .text(name, style(SheetStyle.cell)), .count(today(cells), style(SheetStyle.whole)),
    ]
    for (place, cell) in cells.enumerated() {
      row.append(.count(cell.figures?.planned, style(SheetStyle.whole)))
      if place > 0 { row.append(.count(cell.difference, style(SheetStyle.change))) }
      row.append(.text(words.rank(cell), style(SheetStyle.cell.with { $0.alignment = .right })))
    }
    return row
  }

  private func unitRow(_ width: Int) -> [CellDraft] {
    Array(repeating: CellDraft(.blank, CellStyle()), count: max(0, width - 1)) + [.text(words.unit, SheetStyle.unit)]
  }

  private func today(_ cells: [PlanComparison.Cell]) -> Int? { cells.lazy.compactMap(\.figures).first?.quotaToday }
}
