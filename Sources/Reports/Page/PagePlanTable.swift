// SPDX-License-Identifier: GPL-3.0-or-later

internal import Charts
internal import Staffing

/// The plan beside today: a table a pool and one for all together, each with its chart.
extension PlanPage {
  var planTables: [Markup] {
    let scenario = plan.scenario
    var pieces: [Markup] = []
    let listing = listing
    for (index, pool) in scenario.pools.enumerated() {
      let title = words.pool(pool)
      let table = planTable("plan-\(index + 1)", title, listing, reasons: true) { row in
        (row.pools[index], reason(row.subject, pool: index))
      }
      pieces.append(index == 0 ? table : Markup("div", ["class": "wide"], [table]))
      pieces.append(changes("changes-\(index + 1)", title) { $0.pools[index] })
    }
    if scenario.pools.count > 1 {
      let table = planTable("plan-all", words.together, listing, reasons: false) { ($0.together, "") }
      pieces.append(Markup("div", ["class": "wide"], [table]))
      pieces.append(changes("changes-all", words.together) { $0.together })
    }
    if listing.shown < townRows.count {
      pieces.append(
        Markup("p", ["class": "small"], words.tableLeavesOut(townRows.count, shown: listing.shown)))
    }
    pieces.append(Markup("p", ["class": "small"], words.planFootnote))
    return pieces
  }

  /// The lines that tables of towns have, and how many of them are towns.
  typealias Listing = (rows: [PlanTable.Row], shown: Int)

  /// All lines; where there are too many, subtotals of as many levels as there is room for and the towns that change
  /// most.
  var listing: Listing {
    guard townRows.count > Limits.listed else { return (table.rows, townRows.count) }
    func depth(_ row: PlanTable.Row) -> Int? {
      if case .subtotal(let path) = row.subject { path.count } else { nil }
    }
    let depths = table.rows.compactMap(depth)
    let deepest = (0...(depths.max() ?? 0)).last { most in depths.count { $0 <= most } <= 2 * Limits.shortList } ?? 0
    let changed = townRows.enumerated().sorted { left, right in
      let (a, b) = (abs(left.element.row.together.change ?? 0), abs(right.element.row.together.change ?? 0))
      return a != b ? a > b : left.offset < right.offset
    }
    let kept = Set(changed.prefix(Limits.shortList).map(\.element.town))
    let rows = table.rows.filter { row in
      switch row.subject {
      case .town(let town): kept.contains(town)
      case .subtotal(let path): path.count <= deepest
      case .total: true
      }
    }
    return (rows, kept.count)
  }

  private func planTable(
    _ id: String, _ title: String, _ listing: Listing, reasons: Bool,
    _ figures: (PlanTable.Row) -> (Figures, reason: String)
  ) -> Markup {
    var headings = words.pageHeadings
    if !reasons { headings.removeLast() }
    var (number, numbers) = (0, [Int: Int]())
    for (town, _) in townRows { (number, numbers[town]) = (number + 1, number + 1) }
    let groups = grouped(listing.rows) { row in
      let (entry, reason) = figures(row)
      let place = if case .town(let town) = row.subject { numbers[town].map(words.number) ?? "" } else { "" }
      let cells = [PageTable.Cell(place), .init(words.name(row.subject, plan.scenario))] + cells(entry)
      return PageTable.Row(cells + (reasons ? [.init(reason)] : []), style(of: row.subject))
    }
    let table = PageTable(
      id: id, caption: title, unit: words.unit, headings: headings, texts: [1, 10], name: 1, style: "plan",
      groups: groups)
    return table.markup
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

  /// The dumbbell of today against the plan.
  private func changes(_ id: String, _ title: String, _ figures: (PlanTable.Row) -> Figures) -> Markup {
    let entries = townRows.map { (town: $0.town, figures: figures($0.row)) }
    let order = entries.indices.sorted { left, right in
      let (a, b) = (entries[left].figures.change ?? 0, entries[right].figures.change ?? 0)
      return a != b ? a > b : left < right
    }
    let half = Limits.lines / 2
    let shown =
      order.count > Limits.lines
      ? Array(order.prefix(half)) + Array(order.suffix(half)) : order
    let rows = shown.map { place in
      let (town, entry) = entries[place]
      let change = entry.change.map { Trend(Double($0)).sign + ($0 == 0 ? "" : " ") + words.signed($0) } ?? "—"
      return DumbbellChart.Row(
        names[town], before: entry.quotaToday.map(Double.init), after: Double(entry.planned),
        texts: [entry.quotaToday.map(words.number) ?? "—", words.number(entry.planned), change])
    }
    let chart = DumbbellChart(
      rows, headings: words.changesHeadings,
      legend: .init(
        before: words.ringLegend, more: words.moreLegend, fewer: words.fewerLegend, same: words.sameLegend),
      format: words.axisNumber)
    let name = words.changesTitle(title)
    var notes: [String] = []
    if shown.count < order.count {
      notes.append(words.leavesOut(order.count, shown: shown.count, words.mostChanged))
    }
    var beside: [Markup] = []
    if order.count > Limits.listed {
      let table = PageTable(
        id: "\(id)-numbers", caption: name, unit: words.unit, headings: [words.pageHeadings[1]] + words.changesHeadings,
        groups: [.init(rows: rows.map { row in .init([.init(row.name)] + row.texts.map { .init($0) }) })])
      beside = [numbers(table.markup)]
    } else {
      notes.append(words.numbersBeside)
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

  /// A chart's numbers, to be opened.
  func numbers(_ table: Markup) -> Markup {
    Markup("details", ["class": "numbers"], [Markup("summary", [:], words.numbersOfChart), table])
  }
}
