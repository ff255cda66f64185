// SPDX-License-Identifier: GPL-3.0-or-later

internal import Spreadsheets
internal import Staffing

/// The sheet of load against posts: what each town has today beside the norm of all, by the metric that towns are compared
/// by first, as a table and as a scatter.
extension PlanWorkbook {
  /// Towns by their load, the least first; `nil` where there are too few with figures.
  var loadSheet: SheetDraft? {
    let scenario = plan.scenario
    guard let place = scenario.comparedMetrics.first else { return nil }
    let metric = scenario.metrics[place]
    let towns = table.rows.compactMap { row -> (town: Int, amount: Double, figures: Figures)? in
      guard case .town(let town) = row.subject, row.together.quotaToday ?? 0 > 0,
        let amount = scenario.towns[town].metrics[place]?.doubleValue, amount > 0
      else { return nil }
      return (town, amount, row.together)
    }.sorted { ($0.amount, $0.town) < ($1.amount, $1.town) }
    guard towns.count > 2 else { return nil }
    let norm = towns.count > PlanPage.Limits.fitted ? nil : scenario.staffingNorm(by: place)
    let (axis, unit) = words.axis(metric)
    let title = words.scatterTitle(metric)
    var sheet = SheetDraft(words.loadSheet)
    sheet.rows = [
      [.text(title, SheetStyle.title)],
      [.text(norm.map { words.normSheetNote($0, metric, towns: towns.count) } ?? words.noNorm, SheetStyle.note)],
      words.loadSheetHeadings(axis).map { .text($0, SheetStyle.heading) },
    ]
    for (town, amount, figures) in towns {
      let expected = norm?.posts(for: amount)
      let off = expected.flatMap { expected in figures.quotaToday.map { (Double($0) / expected - 1) * 100 } }
      sheet.rows.append([
        .text(scenario.distinctName(town), SheetStyle.cell), .number(amount / unit, SheetStyle.load),
        .count(figures.quotaToday, SheetStyle.whole), .number(expected, SheetStyle.posts),
        .number(off, SheetStyle.growth), .count(figures.planned, SheetStyle.whole),
      ])
    }
    let rows = 4...sheet.rows.count
    sheet.widths = sheet.fittingWidths(from: 2, most: 24)
    sheet.frozenRows = 3
    sheet.frozenColumns = 1
    sheet.repeatedRows = 3...3
    sheet.highlights = [
      SheetDraft.Highlight(CellRange(rows: rows, columns: 5...5), above: SheetStyle.blue, below: SheetStyle.orange)
    ]
    var series = [
      ChartDraft.Series(words.todayRow, column: 3, color: SheetStyle.today),
      ChartDraft.Series(words.planRow, column: 6, color: SheetStyle.planned, marker: .triangle),
    ]
    if norm != nil {
      series.append(ChartDraft.Series(words.normLegend, column: 4, color: SheetStyle.need, marker: .line))
    }
    sheet.charts = [
      ChartDraft(
        .scatter, title: title, categories: 2, rows: rows, series: series, axes: (axis, words.allPostsAxis),
        place: CellReference(row: 3, column: 8), size: (760, 520))
    ]
    return sheet
  }
}
