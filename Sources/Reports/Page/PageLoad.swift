// SPDX-License-Identifier: GPL-3.0-or-later

internal import Charts
internal import Staffing

/// Load against posts, with the norm and whoever stands off it.
extension PlanPage {
  private struct Entry {
    let town: Int
    let amount: Double
    let posts: Int
    let planned: Int
    let point: StaffingNorm.Point?
  }

  var load: [Markup] {
    let scenario = plan.scenario
    guard let place = scenario.comparedMetrics.first else { return [] }
    let metric = scenario.metrics[place]
    let norm = townRows.count > Limits.fitted ? nil : scenario.staffingNorm(by: place)
    let points = Dictionary((norm?.points ?? []).map { ($0.town, $0) }, uniquingKeysWith: { first, _ in first })
    let entries = townRows.compactMap { town, row -> Entry? in
      guard let posts = row.together.quotaToday, posts > 0,
        let amount = scenario.towns[town].metrics[place]?.doubleValue, amount > 0
      else { return nil }
      return Entry(town: town, amount: amount, posts: posts, planned: row.together.planned, point: points[town])
    }
    guard entries.count > 2 else { return [] }
    let farthest = entries.filter { $0.point?.score != nil }.sorted { left, right in
      let (a, b) = (abs(left.point?.score ?? 0), abs(right.point?.score ?? 0))
      return a != b ? a > b : left.town < right.town
    }
    let outliers = farthest.filter { $0.point?.isOutlier == true }
    // Where nobody stands out, whoever is farthest off on either side is worth a name all the same.
    let sides = [farthest.filter { ($0.point?.score ?? 0) > 0 }, farthest.filter { ($0.point?.score ?? 0) < 0 }]
    let named = Set(outliers.prefix(Limits.named).map(\.town) + sides.flatMap { $0.prefix(3).map(\.town) })
    let drawn = sample(entries, keeping: named)
    let (axis, unit) = words.axis(metric)
    var dots = drawn.filter { !named.contains($0.town) }.map {
      ScatterChart.Dot(x: $0.amount / unit, y: Double($0.posts))
    }
    // Names are placed one after another: those farthest off come first.
    dots += farthest.filter { named.contains($0.town) }.map { entry -> ScatterChart.Dot in
      ScatterChart.Dot(
        x: entry.amount / unit, y: Double(entry.posts), name: names[entry.town],
        trend: Trend(entry.point?.score ?? 0), later: Double(entry.planned))
    }
    let curve: (@Sendable (Double) -> Double)? = norm.map { norm in { @Sendable x in norm.posts(for: x * unit) } }
    let chart = ScatterChart(
      dots,
      curve: curve,
      legend: .init(
        x: axis, y: words.postsAxis, dot: words.dotLegend, above: words.aboveLegend, below: words.belowLegend,
        later: words.laterLegend, curve: norm == nil ? "" : words.normLegend),
      xFormat: words.axisNumber, yFormat: words.axisNumber)
    let title = words.scatterTitle(metric)
    var notes: [String] = []
    if let norm {
      notes.append(words.normNote(norm, metric, towns: points.count))
      notes.append(words.outliers(outliers.prefix(Limits.named).map { names[$0.town] }, of: outliers.count))
    }
    if norm == nil { notes.append(words.noNorm) }
    if chart.leavesOutZero { notes.append(words.uprightTorn) }
    if drawn.count < entries.count { notes.append(words.dotsLeftOut(entries.count, drawn: drawn.count)) }
    let drawing = chart.drawing(
      id: "load-chart", title: title,
      description: words.scatterDescription(dots: drawn.count, named: named.count, hasNorm: norm != nil))
    return [figure(title, drawing, notes: notes, beside: [numbers(loadTable(entries, axis, unit, title))])]
  }

  /// All of them, or so many that a chart can hold, evenly taken in the order of their size.
  private func sample(_ entries: [Entry], keeping kept: Set<Int>) -> [Entry] {
    guard entries.count > Limits.dots else { return entries }
    let step = (entries.count + Limits.dots - 1) / Limits.dots
    let bySize = entries.sorted { ($0.amount, $0.town) < ($1.amount, $1.town) }
    return bySize.enumerated().filter { $0.offset.isMultiple(of: step) || kept.contains($0.element.town) }.map(
      \.element)
  }

  private func loadTable(_ entries: [Entry], _ axis: String, _ unit: Double, _ title: String) -> Markup {
    var headings = words.loadHeadings
    headings[1] = axis
    let isWhole = entries.count <= Limits.listed
    let shown =
      isWhole
      ? entries
      : Array(
        entries.sorted { left, right in
          let (a, b) = (abs(left.point?.score ?? 0), abs(right.point?.score ?? 0))
          return a != b ? a > b : left.town < right.town
        }.prefix(Limits.shortList))
    let rows = shown.map { entry in
      let off = entry.point.map { (Double(entry.posts) / $0.norm - 1) * 100 }
      return PageTable.Row([
        .init(names[entry.town]), .init(words.axisNumber(entry.amount / unit)), .init(words.number(entry.posts)),
        .init(entry.point.map { words.number($0.norm, decimals: 1) } ?? "—"),
        .init(
          off.map { ($0 > 0 ? "+" : "") + DecimalNumeral.fixed($0, decimals: 1) } ?? "—",
          trend: entry.point?.isOutlier == true ? Trend(off ?? 0) : .same),
        .init(words.number(entry.planned)),
      ])
    }
    let table = PageTable(
      id: "load-numbers", caption: title, unit: words.unit, headings: headings, groups: [.init(rows: rows)])
    guard !isWhole else { return table.markup }
    let note = words.leavesOut(entries.count, shown: shown.count, words.farthestOff)
    return .sequence([Markup("p", ["class": "small"], note), table.markup])
  }
}
