// SPDX-License-Identifier: GPL-3.0-or-later

internal import Spreadsheets
internal import Staffing

/// The sheet of charts, each beside its numbers: all pools together, today and planned, and how far posts cover needs.
extension PlanWorkbook {
  /// More towns than these cannot be told apart in a chart: those that change most are shown.
  private static let mostTowns = 60

  var chartSheet: SheetDraft {
    var sheet = SheetDraft(words.chartSheet)
    let towns: [(town: Int, figures: Figures)] = table.rows.compactMap { row in
      if case .town(let town) = row.subject { (town, row.together) } else { nil }
    }
    var shown = towns
    if towns.count > Self.mostTowns {
      func size(_ figures: Figures) -> Int { figures.change.map(abs) ?? 0 }
      let places = towns.indices.sorted { left, right in
        let (a, b) = (size(towns[left].figures), size(towns[right].figures))
        return a != b ? a > b : left < right
      }
      shown = places.prefix(Self.mostTowns).sorted().map { towns[$0] }
    }
    sheet.rows.append([.text(words.chartTitle, SheetStyle.title)])
    sheet.rows.append([
      .text(
        shown.count < towns.count
          ? words.leavesOut(towns.count, shown: shown.count, words.mostChanged) : words.numbersOfChart, SheetStyle.note)
    ])
    let headings =
      [words.pageHeadings[1], words.todayRow, words.planRow, words.needRow]
      + [words.coverageToday, words.coveragePlanned]
    sheet.rows.append(headings.map { .text($0, SheetStyle.heading) })
    for (town, figures) in shown {
      func coverage(_ posts: Int?) -> Double? {
        posts.flatMap { figures.need > 0 ? Double($0) / figures.need * 100 : nil }
      }
      sheet.rows.append([
        .text(plan.scenario.distinctName(town), SheetStyle.cell), .count(figures.quotaToday, SheetStyle.whole),
        .count(figures.planned, SheetStyle.whole), .number(figures.need, SheetStyle.posts),
        .number(coverage(figures.quotaToday), SheetStyle.percent),
        .number(coverage(figures.planned), SheetStyle.percent),
      ])
    }
    sheet.widths = sheet.fittingWidths(from: 2, most: 24)
    sheet.frozenRows = 3
    sheet.repeatedRows = 3...3
    guard !shown.isEmpty else { return sheet }
    let rows = 4...3 + shown.count
    let height = Double(max(320, 100 + 26 * shown.count))
    sheet.charts = [
      ChartDraft(
        .bars, title: words.chartTitle, categories: 1, rows: rows,
        series: [
          .init(words.todayRow, column: 2, color: SheetStyle.today),
          .init(words.planRow, column: 3, color: SheetStyle.planned),
        ], place: CellReference(row: 3, column: 8), size: (560, height)),
      ChartDraft(
        .bars, title: words.coverageChartTitle, categories: 1, rows: rows,
        series: [
          .init(words.coverageToday, column: 5, color: SheetStyle.today),
          .init(words.coveragePlanned, column: 6, color: SheetStyle.need),
        ], place: CellReference(row: 3, column: 17), size: (560, height)),
    ]
    return sheet
  }
}
