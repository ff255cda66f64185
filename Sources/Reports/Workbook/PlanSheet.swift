// SPDX-License-Identifier: GPL-3.0-or-later

internal import Spreadsheets
internal import Staffing

/// The sheet of the plan: a line a town with a block of columns for each pool, subtotals and the total.
extension PlanWorkbook {
  /// How wide a pool's block is.
  private static let blockWidth = 8

  var planSheet: SheetDraft {
    let scenario = plan.scenario
    var sheet = SheetDraft(words.planned)
    let blocks = scenario.pools.map(words.pool) + (scenario.pools.count > 1 ? [words.together] : [])
    let hasContractStaff = table.rows.last?.contractStaff != nil
    let first = hasGroups ? 3 : 2
    let width = first + blocks.count * Self.blockWidth + (hasContractStaff ? 1 : 0) + 1

    // Head: title, note, unit at the right.
    sheet.rows.append([.text(scenario.title, SheetStyle.title)])
    if let note = scenario.note { sheet.rows.append([.text(note.trimmingLines, SheetStyle.note)]) }
    sheet.rows.append(blanks(width - 1) + [.text(words.unit, SheetStyle.unit)])
    var over: [CellDraft] = Array(repeating: CellDraft(.blank, SheetStyle.heading), count: first)
    for block in blocks {
      over.append(.text(block, SheetStyle.block))
      over += Array(repeating: CellDraft(.blank, SheetStyle.block), count: Self.blockWidth - 1)
    }
    over += Array(repeating: CellDraft(.blank, SheetStyle.heading), count: width - over.count)
    sheet.rows.append(over)
    let figures = Array(words.planHeadings[1...Self.blockWidth])
    var headings = [words.pageHeadings[0]]
    if hasGroups { headings.append(groupHeading) }
    headings.append(words.pageHeadings[1])
    for _ in blocks { headings += figures }
    if hasContractStaff { headings.append(words.contractStaffHeading) }
    headings.append(words.reasonRow)
    sheet.rows.append(headings.map { .text($0, SheetStyle.heading) })
    let headRows = sheet.rows.count

    appendTable(to: &sheet, blocks: blocks.count, first: first, hasContractStaff: hasContractStaff)
    let last = sheet.rows.count
    sheet.rows.append([])
    for line in footLines { sheet.rows.append([.text(line, SheetStyle.note)]) }

    sheet.widths = widths(sheet, from: headRows, to: last)
    sheet.frozenRows = headRows
    sheet.frozenColumns = first
    sheet.repeatedRows = (headRows - 1)...headRows
    sheet.paper = width > 14 ? .a3 : .a4
    sheet.highlights = (0..<blocks.count).map { block in
      let change = first + block * Self.blockWidth + 5
      return SheetDraft.Highlight(
        CellRange(rows: headRows + 1...last, columns: change...change + 1), above: SheetStyle.blue,
        below: SheetStyle.orange)
    }
    return sheet
  }

  private func appendTable(to sheet: inout SheetDraft, blocks: Int, first: Int, hasContractStaff: Bool) {
    let top = sheet.rows.count + 1
    // The row where each open group begins.
    var begins: [[String]: Int] = [:]
    var number = 0
    for row in table.rows {
      let line = sheet.rows.count + 1
      var cells: [CellDraft] = []
      var sums: ClosedRange<Int>?
      var style: (CellStyle) -> CellStyle = { $0 }
      switch row.subject {
      case .town(let town):
        number += 1
        let group = plan.scenario.towns[town].group
        for depth in 0..<group.count {
          let path = Array(group.prefix(depth + 1))
          if begins[path] == nil { begins[path] = line }
        }
        cells = [.count(number, SheetStyle.whole)] + (hasGroups ? [.text(groupName(town), SheetStyle.cell)] : [])
        cells.append(.text(plan.scenario.towns[town].name, SheetStyle.cell))
      case .subtotal(let path):
        style = { SheetStyle.sum($0, isTotal: false) }
        cells = blanks(first - 1, style(SheetStyle.cell)) + [.text(words.subtotal(path), style(SheetStyle.cell))]
        sums = (begins.removeValue(forKey: path) ?? line)...max(line - 1, top)
      case .total:
        style = { SheetStyle.sum($0, isTotal: true) }
        cells = blanks(first - 1, style(SheetStyle.cell)) + [.text(words.total, style(SheetStyle.cell))]
        sums = top...max(line - 1, top)
      }
      for figures in row.pools + (blocks > row.pools.count ? [row.together] : []) {
        cells += block(figures, from: cells.count + 1, sums: sums, style)
      }
      if hasContractStaff {
        cells.append(figure(row.contractStaff.map(Double.init), style(SheetStyle.whole), cells.count + 1, sums))
      }
      if case .town(let town) = row.subject {
        cells.append(.text(reason(town), SheetStyle.prose))
      } else {
        cells.append(CellDraft(.blank, style(SheetStyle.cell)))
      }
      sheet.rows.append(cells)
    }
  }

  /// The figures of one pool. On the line of a sum they are formulas over its rows, in which the sums between count
  /// once, and its growth is one over the line itself.
  private func block(
    _ figures: Figures, from column: Int, sums: ClosedRange<Int>?, _ style: (CellStyle) -> CellStyle
  ) -> [CellDraft] {
    func number(_ value: Int?, _ look: CellStyle, _ place: Int) -> CellDraft {
      figure(value.map(Double.init), style(look), column + place, sums)
    }
    return [
      number(figures.quotaToday, SheetStyle.whole, 0), number(figures.staff, SheetStyle.whole, 1),
      figure(figures.need, style(SheetStyle.posts), column + 2, sums),
      number(figures.planned, SheetStyle.whole, 3), number(figures.change, SheetStyle.change, 4),
      growth(figures, style(SheetStyle.growth), from: column, sums),
      number(figures.overQuotaToday, SheetStyle.over, 6), number(figures.overQuotaPlanned, SheetStyle.over, 7),
    ]
  }

  /// A growth; on the line of a sum, right below its rows, from the quotas of today and of the plan beside it.
  private func growth(
    _ figures: Figures, _ style: CellStyle, from column: Int, _ sums: ClosedRange<Int>?
  ) -> CellDraft {
    guard let growth = figures.growth else { return .dash(style) }
    let value = Double(growth.tenths) / 10
    guard let sums else { return .number(value, style) }
    let line = sums.upperBound + 1
    let today = "\(CellReference(row: line, column: column))"
    let planned = "\(CellReference(row: line, column: column + 3))"
    return CellDraft(
      .formula("IF(\(today)>0,ROUND((\(planned)-\(today))*100/\(today),1),\"—\")", value: value), style)
  }

  private func figure(_ value: Double?, _ style: CellStyle, _ column: Int, _ sums: ClosedRange<Int>?) -> CellDraft {
    guard let value else { return .dash(style) }
    guard let sums else { return .number(value, style) }
    let letters = CellReference.letters(ofColumn: column)
    return CellDraft(
      .formula("SUBTOTAL(9,\(letters)\(sums.lowerBound):\(letters)\(sums.upperBound))", value: value), style)
  }

  /// Why a town's quotas are what they are; pools of one reason are told together.
  private func reason(_ town: Int) -> String {
    let pools = plan.scenario.pools
    let reasons = pools.indices.map { words.reason(plan.reason(town: town, pool: $0), of: plan.scenario) }
    if Set(reasons).count == 1 { return reasons[0] }
    return zip(pools, reasons).map { words.pool($0) + words.say("：", ": ") + $1 }.joined(
      separator: words.say("；", "; "))
  }

  /// What stands below the table.
  private var footLines: [String] {
    let scenario = plan.scenario
    var lines = [words.planFootnote]
    lines += plan.needs.notes.map { words.needNote($0, of: scenario) }
    lines += plan.ties.map { words.tie($0, of: scenario) }
    lines.append(words.solving(plan))
    if let limit = plan.solving.limit { lines.append(words.stopped(limit, hasPlan: true)) }
    return lines
  }

  private func blanks(_ count: Int, _ style: CellStyle = CellStyle()) -> [CellDraft] {
    Array(repeating: CellDraft(.blank, style), count: max(0, count))
  }

  private func widths(_ sheet: SheetDraft, from head: Int, to last: Int) -> [Double] {
    var body = SheetDraft(sheet.name)
    body.rows = Array(sheet.rows[head..<last])
    // The number of a line needs little; headings over figures are wrapped.
    var widths = [6] + body.fittingWidths(from: 0, most: 48).dropFirst().map { max(7.5, $0) }
    if hasGroups, widths.count > 1 {
      // The levels' own heading is not to be broken.
      var heading = SheetDraft(sheet.name)
      heading.rows = [[.text(groupHeading)]]
      widths[1] = max(widths[1], heading.fittingWidths(from: 0, most: 20).first ?? 0)
    }
    return widths
  }
}
