// SPDX-License-Identifier: GPL-3.0-or-later

internal import Charts
internal import Staffing

/// How far each town's quota varies: a fan and a table for all pools together, and for each pool.
extension SweepPage {
  var spreads: [Markup] {
    let pools = summary.scenario.pools
    var pieces: [Markup] = []
    if pools.count > 1 { pieces += fan("all", words.together) { summary.together[$0] } }
    for (pool, properties) in pools.enumerated() {
      pieces += fan("\(pool + 1)", words.pool(properties)) { summary.spreads[$0][pool] }
    }
    return pieces + [Markup("p", ["class": "small"], words.sweepPageFootnote)]
  }

  private func fan(_ id: String, _ pool: String, _ spread: (Int) -> SweepSummary.Spread) -> [Markup] {
    let towns = summary.scenario.listingOrder
    let shown = charted(towns, spread)
    let rows = shown.map { town in
      let entry = spread(town)
      return FanChart.Row(
        names[town], today: entry.quotaToday.map(Double.init), quantiles: entry.quantiles,
        texts: [entry.quotaToday.map(words.number) ?? "—"]
          + [0, 2, 4].map { words.number(entry.quantiles[$0], decimals: 1) })
    }
    let chart = FanChart(
      rows, headings: words.fanHeadings,
      legend: .init(
        today: words.ringLegend, most: words.fanLegend, half: words.fanHalfLegend, median: words.medianLegend),
      format: words.axisNumber)
    let title = words.fanTitle(pool)
    var notes: [String] = []
    if shown.count < towns.count {
      notes.append(words.leavesOut(towns.count, shown: shown.count, words.mostVaried))
    }
    if chart.leavesOutZero { notes.append(words.torn) }
    let drawing = chart.drawing(id: "fan-\(id)", title: title, description: words.fanDescription(rows.count))
    return [figure(title, drawing, style: "tall", notes: notes)] + [table(id, pool, towns, spread)]
  }

  /// The towns that the chart has, the largest first: all, or where there are too many, those that vary most.
  private func charted(_ towns: [Int], _ spread: (Int) -> SweepSummary.Spread) -> [Int] {
    // In order of listing where they are alike.
    func sorted(_ places: some Sequence<Int>, _ size: (SweepSummary.Spread) -> [Double]) -> [Int] {
      let keyed = places.map { (place: $0, key: size(spread(towns[$0]))) }
      return keyed.sorted { left, right in
        left.key == right.key ? left.place < right.place : right.key.lexicographicallyPrecedes(left.key)
      }.map(\.place)
    }
    var places = Array(towns.indices)
    if places.count > Limits.lines {
      let varied = sorted(places) { [$0.quantiles[4] - $0.quantiles[0], Double($0.most - $0.least)] }
      places = Array(varied.prefix(Limits.lines))
    }
    return sorted(places) { [$0.median, $0.quantiles[4]] }.map { towns[$0] }
  }

  private func table(
    _ id: String, _ pool: String, _ towns: [Int], _ spread: (Int) -> SweepSummary.Spread
  ) -> Markup {
    let listed = towns.count <= Limits.listed ? towns : charted(towns, spread)
    let rows = listed.map { town in
      let entry = spread(town)
      let strongest = entry.strongest
      let effect = strongest.flatMap { entry.effects[$0] }
      return PageTable.Row([
        .init(names[town]), .init(entry.quotaToday.map(words.number) ?? "—"), .init(words.number(entry.least)),
        .init(words.number(entry.median, decimals: 1), "planned"), .init(words.number(entry.most)),
        .init(words.part(entry.gains, of: summary)), .init(words.part(entry.loses, of: summary)),
        .init(strongest.map { words.name(of: summary.sweep.parameters[$0]) } ?? "—"),
        .init(effect.map(words.effect) ?? "—", trend: Trend(effect ?? 0)),
      ])
    }
    return PageTable(
      id: "spread-\(id)", caption: words.spreadCaption(pool), unit: words.unit, headings: words.sweepHeadings,
      texts: [0, 7], groups: [.init(rows: rows)]
    ).markup
  }
}
