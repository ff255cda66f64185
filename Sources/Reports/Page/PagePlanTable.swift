// SPDX-License-Identifier: GPL-3.0-or-later

internal import Charts
internal import Staffing

/// The plan beside today: a table a pool and one for all together, each with its chart.
extension PlanPage {
  var planTables: [Markup] {
    let scenario = plan.scenario
    var pieces: [Markup] = listsTowns ? [] : [Markup("p", [:], words.tableLeavesOut(townRows.count))]
    for (index, pool) in scenario.pools.enumerated() {
      let title = words.pool(pool)
      let columns = Columns(hasReasons: true) { row in (row.pools[index], self.reason(row.subject, pool: index)) }
      // Subtotals have no reasons.
      let listed = Columns(hasReasons: listsTowns, figures: columns.figures)
      pieces.append(planTable("plan-\(index + 1)", title, listing, listed))
      pieces.append(changes("changes-\(index + 1)", title, columns))
    }
    if scenario.pools.count > 1 {
      let columns = Columns(hasReasons: false) { ($0.together, "") }
      pieces.append(planTable("plan-all", words.together, listing, columns))
      pieces.append(changes("changes-all", words.together, columns))
    }
    pieces.append(Markup("p", ["class": "small"], words.planFootnote))
    return pieces
  }

  /// Whether tables list towns, and not only subtotals.
  var listsTowns: Bool { townRows.count <= Limits.listed }

  /// The lines that tables of towns have: all, or where there are too many, subtotals of as many levels as there is room
  /// for.
  var listing: [PlanTable.Row] {
    guard !listsTowns else { return table.rows }
    func depth(_ row: PlanTable.Row) -> Int? {
      if case .subtotal(let path) = row.subject { path.count } else { nil }
    }
    let depths = table.rows.compactMap(depth)
    let deepest = (0...(depths.max() ?? 0)).last { most in depths.count { $0 <= most } <= Limits.subtotals } ?? 0
    return table.rows.filter { row in
      switch row.subject {
      case .town: false
      case .subtotal(let path): path.count <= deepest
      case .total: true
      }
    }
  }

  /// What of a line a table shows: a pool's figures with their reason, or those of all pools.
  private struct Columns {
    let hasReasons: Bool
    let figures: (PlanTable.Row) -> (Figures, reason: String)
  }

  /// A table of a plan's lines, group by group.
  private func planTable(
    _ id: String, _ title: String, _ rows: [PlanTable.Row], _ columns: Columns
  ) -> Markup {
    let groups = grouped(rows) { row in self.line(row, columns, name: words.name(row.subject, plan.scenario)) }
    return planTable(id, title, groups, columns)
  }

  private func planTable(_ id: String, _ title: String, _ groups: [PageTable.Group], _ columns: Columns) -> Markup {
    PageTable(
      id: id, caption: title, unit: words.unit,
      headings: columns.hasReasons ? words.pageHeadings : words.pageHeadings.dropLast(), texts: [1, 10], name: 1,
      style: "plan", groups: groups
    ).markup
  }

  private func line(_ row: PlanTable.Row, _ columns: Columns, name: String) -> PageTable.Row {
    let (figures, reason) = columns.figures(row)
    let place = if case .town(let town) = row.subject { ordinals[town].map(words.number) ?? "" } else { "" }
    let cells = [PageTable.Cell(place), .init(name)] + cells(figures)
    return PageTable.Row(cells + (columns.hasReasons ? [.init(reason)] : []), style(of: row.subject))
  }

  /// Lines by their groups, each under the group's path where there is more than one group.
  func grouped(_ rows: [PlanTable.Row], _ line: (PlanTable.Row) -> PageTable.Row) -> [PageTable.Group] {
    let towns = plan.scenario.towns
    let hasGroups = rows.contains { if case .subtotal = $0.subject { true } else { false } }
    var groups: [PageTable.Group] = []
    var current: [String]?
    for row in rows {
      switch row.subject {
      case .town(let town):
        let path = towns[town].group
        if groups.isEmpty || (hasGroups && path != current) {
          groups.append(.init(heading: hasGroups ? path.joined(separator: " / ") : nil, rows: []))
          current = path
        }
      case .total: groups.append(.init(heading: nil, rows: []))
      case .subtotal(let path):
        // The subtotal of a larger group stands by itself, after those of the smaller ones.
        if groups.isEmpty || path != current { groups.append(.init(heading: nil, rows: [])) }
        current = nil
      }
      groups[groups.count - 1].rows.append(line(row))
    }
    return groups
  }

  func style(of subject: PlanTable.Row.Subject) -> String {
    switch subject {
    case .town: ""
    case .subtotal: "subtotal"
    case .total: "total"
    }
  }

  private func reason(_ subject: PlanTable.Row.Subject, pool: Int) -> String {
    guard case .town(let town) = subject else { return "" }
    return words.reason(plan.reason(town: town, pool: pool), of: plan.scenario)
  }

  private func cells(_ figures: Figures) -> [PageTable.Cell] {
    func over(_ count: Int?) -> PageTable.Cell {
      PageTable.Cell(count.map(words.signed) ?? "—", (count ?? 0) > 0 ? "over" : "")
    }
    return [
      .init(figures.quotaToday.map(words.number) ?? "—"), .init(figures.staff.map(words.number) ?? "—"),
      .init(words.number(figures.need, decimals: 2)), .init(words.number(figures.planned), "planned"),
      .init(figures.change.map(words.signed) ?? "—", trend: Trend(Double(figures.change ?? 0))),
      .init(words.growth(figures.growth)), over(figures.overQuotaToday), over(figures.overQuotaPlanned),
    ]
  }

  /// The dumbbell of today against the plan. Where the tables have no towns, those that are drawn have their lines beside
  /// it.
  private func changes(_ id: String, _ title: String, _ columns: Columns) -> Markup {
    let entries = townRows.map { (town: $0.town, row: $0.row, figures: columns.figures($0.row).0) }
    let order = entries.indices.sorted { left, right in
      let (a, b) = (entries[left].figures.change ?? 0, entries[right].figures.change ?? 0)
      return a != b ? a > b : left < right
    }
    let half = Limits.lines / 2
    let shown =
      order.count > Limits.lines
      ? Array(order.prefix(half)) + Array(order.suffix(half)) : order
    let rows = shown.map { place in
      let (town, _, entry) = entries[place]
      let change = entry.change.map { Trend(Double($0)).sign + ($0 == 0 ? "" : " ") + words.signed($0) } ?? "—"
      return DumbbellChart.Row(
        names[town], before: entry.quotaToday.map(Double.init), after: Double(entry.planned),
        texts: [entry.quotaToday.map(words.number) ?? "—", words.number(entry.planned), change])
    }
    let chart = DumbbellChart(
      rows, headings: words.changesHeadings,
      legend: .init(
        before: words.ringLegend, more: words.moreLegend, fewer: words.fewerLegend, same: words.sameLegend,
        onlyAfter: words.onlyPlannedLegend),
      format: words.axisNumber)
    let name = words.changesTitle(title)
    var notes: [String] = []
    if shown.count < order.count {
      notes.append(words.leavesOut(order.count, shown: shown.count, words.mostChanged))
    }
    var beside: [Markup] = []
    if listsTowns {
      notes.append(words.numbersBeside)
    } else {
      let lines = shown.map { line(entries[$0].row, columns, name: names[entries[$0].town]) }
      beside = [numbers(planTable("\(id)-numbers", name, [.init(rows: lines)], columns))]
    }
    return figure(
      name, chart.drawing(id: id, title: name, description: words.changesDescription(rows.count)), notes: notes,
      beside: beside)
  }

  /// A chart with its title, what must be said of it, and its numbers.
  func figure(_ title: String, _ drawing: Markup, notes: [String], beside: [Markup]) -> Markup {
    let frame = Markup(
      "div", ["class": "scroll", "tabindex": "0", "role": "group", "aria-label": title], [drawing])
    let text = notes.isEmpty ? [] : [Markup("p", ["class": "small"], notes.joined(separator: words.say("", " ")))]
    return Markup("figure", [:], [Markup("figcaption", [:], title), frame] + text + beside)
  }

  /// A chart's numbers, to be opened. Where the chart has them all written beside its marks, paper need not repeat them.
  func numbers(_ table: Markup, areDrawn: Bool = false) -> Markup {
    Markup(
      "details", ["class": areDrawn ? "numbers screen-only" : "numbers"],
      [Markup("summary", [:], words.numbersOfChart), table])
  }
}
