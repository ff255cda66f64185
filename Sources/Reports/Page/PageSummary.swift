// SPDX-License-Identifier: GPL-3.0-or-later

internal import Charts
internal import Staffing

/// What a leader reads: the totals, who gains and loses most, and what is still open. It fits on one sheet.
extension PlanPage {
  var summary: [Markup] {
    guard let total = table.rows.last else { return [] }
    let scenario = plan.scenario
    var cards = zip(scenario.pools, total.pools).map { card(words.pool($0), $1) }
    if scenario.pools.count > 1 { cards.append(card(words.together, total.together)) }
    var pieces = [Markup("ul", ["class": "cards"], cards)]
    if let contract = total.contractStaff {
      pieces.append(Markup("p", ["class": "quiet"], words.contractStaff(contract)))
    }
    pieces.append(Markup("div", ["class": "pair"], movers))
    if let groups { pieces.append(groups) }
    pieces.append(Markup("h3", [:], words.openTitle))
    pieces.append(Markup("ul", ["class": "open"], scenario.pools.indices.flatMap(open).map { Markup("li", [:], $0) }))
    return pieces
  }

  private func card(_ name: String, _ figures: Figures) -> Markup {
    let trend = Trend(Double(figures.change ?? 0))
    return Markup(
      "li", [:],
      [
        Markup("span", ["class": "card-name"], name),
        Markup("strong", [:], words.number(figures.planned)),
        Markup("span", ["class": "growth \(trend.style)"], words.growthOnToday(figures.growth)),
        Markup("span", ["class": "quiet"], words.headlineBasis(figures)),
      ])
  }

  /// The most gained and the most lost over all pools, five each.
  private var movers: [Markup] {
    let known = townRows.compactMap { town, row in
      row.together.change.map { (town: town, figures: row.together, change: $0) }
    }
    guard !known.isEmpty else { return [Markup("p", [:], words.changesUnknown)] }
    let order = Array(known.enumerated())
    let gainers = order.filter { $0.element.change > 0 }
      .sorted { ($1.element.change, $0.offset) < ($0.element.change, $1.offset) }
    let losers = order.filter { $0.element.change < 0 }
      .sorted { ($0.element.change, $0.offset) < ($1.element.change, $1.offset) }
    func list(
      _ id: String, _ title: String, _ towns: [(town: Int, figures: Figures, change: Int)], _ none: String
    )
      -> Markup
    {
      guard !towns.isEmpty else {
        return Markup("div", [:], [Markup("h3", [:], title), Markup("p", [:], none)])
      }
      let headings = words.pageHeadings
      let rows = towns.map { town in
        PageTable.Row([
          .init(names[town.town]), .init(town.figures.quotaToday.map(words.number) ?? "—"),
          .init(words.number(town.figures.planned)),
          .init(words.signed(town.change), trend: Trend(Double(town.change))), .init(words.growth(town.figures.growth)),
        ])
      }
      let table = PageTable(
        id: id, caption: title, unit: words.unit,
        headings: [headings[1], headings[2], headings[5], headings[6], headings[7]],
        groups: [.init(rows: rows)])
      return table.markup
    }
    return [
      list("gainers", words.gainersTitle, gainers.prefix(5).map(\.element), words.nobodyGains),
      list("losers", words.losersTitle, losers.prefix(5).map(\.element), words.nobodyLoses),
    ]
  }

  /// The largest groups, where they are few enough for the first sheet.
  private var groups: Markup? {
    let groups = table.rows.compactMap { row -> PageTable.Row? in
      guard case .subtotal(let path) = row.subject, path.count == 1 else { return nil }
      let figures = row.together
      return PageTable.Row([
        .init(path.joined(separator: "/")), .init(figures.quotaToday.map(words.number) ?? "—"),
        .init(figures.staff.map(words.number) ?? "—"), .init(words.number(figures.planned)),
        .init(figures.change.map(words.signed) ?? "—", trend: Trend(Double(figures.change ?? 0))),
        .init(words.growth(figures.growth)), .init(figures.overQuotaPlanned.map(words.signed) ?? "—"),
      ])
    }
    guard (2...10).contains(groups.count) else { return nil }
    let headings = words.pageHeadings
    return PageTable(
      id: "groups", caption: words.groupsTitle, unit: words.unit,
      headings: [words.groupHeading] + [2, 3, 5, 6, 7, 9].map { headings[$0] }, groups: [.init(rows: groups)]
    ).markup
  }

  /// What a pool leaves open, in up to three sentences.
  private func open(pool: Int) -> [String] {
    let title = words.pool(plan.scenario.pools[pool])
    func first(_ towns: [(town: Int, amount: Double)], _ name: (Double) -> String) -> [String] {
      towns.enumerated().sorted { ($1.element.amount, $0.offset) < ($0.element.amount, $1.offset) }.prefix(3)
        .map { "\(names[$0.element.town]) \(name($0.element.amount))" }
    }
    func whole(_ amount: Double) -> String { words.number(Int(amount)) }
    func decimal(_ amount: Double) -> String { words.number(amount, decimals: 1) }
    var sentences: [String] = []
    let differences = townRows.compactMap { town, row in
      row.pools[pool].overQuotaPlanned.map { (town: town, amount: Double($0)) }
    }
    let over = differences.filter { $0.amount > 0 }
    if !over.isEmpty {
      sentences.append(
        words.stillOver(
          title, towns: over.count, people: Int(over.reduce(0) { $0 + $1.amount }), first: first(over, whole)))
    }
    let vacant = differences.filter { $0.amount < 0 }.map { (town: $0.town, amount: -$0.amount) }
    if !vacant.isEmpty {
      sentences.append(
        words.stillVacant(
          title, towns: vacant.count, posts: Int(vacant.reduce(0) { $0 + $1.amount }), first: first(vacant, whole)))
    }
    let short = townRows.map { town, row in
      (town: town, amount: row.pools[pool].need - Double(row.pools[pool].planned))
    }.filter { $0.amount >= 1 }
    if !short.isEmpty {
      sentences.append(
        words.stillShort(
          title, towns: short.count, posts: decimal(short.reduce(0) { $0 + $1.amount }), first: first(short, decimal)))
    }
    let unknown = townRows.count - differences.count
    if sentences.isEmpty && unknown < townRows.count { sentences.append(words.nothingOpen(title)) }
    if unknown > 0 { sentences.append(words.staffUnknown(title, towns: unknown, of: townRows.count)) }
    return sentences
  }
}
