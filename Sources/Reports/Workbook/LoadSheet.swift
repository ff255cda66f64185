// SPDX-License-Identifier: GPL-3.0-or-later

internal import Spreadsheets
internal import Staffing

/// The sheet of load against posts: what the norm over all its metrics says of each town beside what the town has, as a
/// table and as a scatter; where no norm can be fitted, the first metric stands for it.
extension PlanWorkbook {
  /// Towns up to which a scatter is drawn: spreadsheets take long over more.
  private static let mostDots = 5_000

  private struct LoadRow {
    let town: Int
    /// The amounts of the metrics, in their axes' units.
    let amounts: [Double?]
    /// What the norm says; `nil` without a norm.
    let norm: Double?
    let figures: Figures
  }

  /// Towns by what the norm says, the least first; `nil` where there are too few with figures.
  var loadSheet: SheetDraft? {
    let norm = plan.scenario.staffingNorm()
    let metrics = norm?.metrics ?? Array(plan.scenario.comparedMetrics.prefix(1))
    let rows = loadRows(norm, metrics)
    guard let first = metrics.first, rows.count > 2 else { return nil }
    let axes = metrics.map { words.axis(plan.scenario.metrics[$0]).title }
    let title = norm == nil ? words.scatterTitle(plan.scenario.metrics[first]) : words.normScatterTitle
    var sheet = SheetDraft(words.loadSheet)
    sheet.rows = [
      [.text(title, SheetStyle.title)],
      [.text(norm.map { words.normNote($0, of: plan.scenario) } ?? words.noNorm, SheetStyle.note)],
      words.loadSheetHeadings(axes).map { .text($0, SheetStyle.heading) },
    ]
    for row in rows {
      let off = row.norm.flatMap { norm in row.figures.quotaToday.map { (Double($0) / norm - 1) * 100 } }
      sheet.rows.append(
        [.text(plan.scenario.distinctName(row.town), SheetStyle.cell)]
          + row.amounts.map { .number($0, SheetStyle.load) } + [
            .number(row.norm, SheetStyle.posts), .count(row.figures.quotaToday, SheetStyle.whole),
            .number(off, SheetStyle.growth), .count(row.figures.planned, SheetStyle.whole),
          ])
    }
    let lines = 4...sheet.rows.count
    // Behind the name and the metrics: the norm, today's quota, how far off it is, and the plan.
    let (expected, today, off, planned) = (axes.count + 2, axes.count + 3, axes.count + 4, axes.count + 5)
    sheet.widths = sheet.fittingWidths(from: 2, most: 24)
    sheet.frozenRows = 3
    sheet.frozenColumns = 1
    sheet.repeatedRows = 3...3
    sheet.highlights = [
      SheetDraft.Highlight(CellRange(rows: lines, columns: off...off), above: SheetStyle.blue, below: SheetStyle.orange)
    ]
    guard rows.count <= Self.mostDots else { return sheet }
    var series = [
      ChartDraft.Series(words.todayRow, column: today, color: SheetStyle.today),
      ChartDraft.Series(words.planRow, column: planned, color: SheetStyle.planned, marker: .triangle),
    ]
    if norm != nil {
      series.append(ChartDraft.Series(words.normLegend, column: expected, color: SheetStyle.need, marker: .line))
    }
    sheet.charts = [
      ChartDraft(
        .scatter, title: title, categories: norm == nil ? 2 : expected, rows: lines, series: series,
        axes: (norm == nil ? axes[0] : words.normAxis, words.allPostsAxis),
        place: CellReference(row: 3, column: planned + 2), size: (760, 520))
    ]
    return sheet
  }

  private func loadRows(_ norm: StaffingNorm?, _ metrics: [Int]) -> [LoadRow] {
    let scenario = plan.scenario
    let expected = Dictionary(
      (norm?.points ?? []).map { ($0.town, $0.norm) }, uniquingKeysWith: { first, _ in first })
    let rows = table.rows.compactMap { row -> LoadRow? in
      guard case .town(let town) = row.subject, row.together.quotaToday ?? 0 > 0 else { return nil }
      let amounts = metrics.map { metric in
        scenario.towns[town].metrics[metric].map { $0.doubleValue / words.axis(scenario.metrics[metric]).unit }
      }
      guard norm == nil ? amounts.contains(where: { $0 ?? 0 > 0 }) : expected[town] != nil else { return nil }
      return LoadRow(town: town, amounts: amounts, norm: expected[town], figures: row.together)
    }
    func load(_ row: LoadRow) -> Double { row.norm ?? row.amounts.first?.flatMap(\.self) ?? 0 }
    return rows.sorted { (load($0), $0.town) < (load($1), $1.town) }
  }
}
