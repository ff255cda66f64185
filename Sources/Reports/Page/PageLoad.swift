// SPDX-License-Identifier: GPL-3.0-or-later

internal import Charts
internal import Staffing

/// Load against posts: what the norm over all its metrics says against today's quotas, so that whoever is drawn out of
/// line is who `allot flag` names. Where no norm can be fitted, the first metric stands against them.
extension PlanPage {
  private struct Entry {
    let town: Int
    /// What the norm says, or the amount of the metric in the axis's unit.
    let load: Double
    let posts: Int
    let planned: Int
    let point: StaffingNorm.Point?

    var distance: Double { abs(point?.score ?? 0) }
    var trend: Trend { point?.isOutlier == true ? Trend(point?.score ?? 0) : .same }
  }

  var load: [Markup] {
    let scenario = plan.scenario
    if let norm = scenario.staffingNorm() {
      let planned = Dictionary(
        townRows.map { ($0.town, $0.row.together.planned) }, uniquingKeysWith: { first, _ in first })
      let entries = norm.points.map {
        Entry(town: $0.town, load: $0.norm, posts: $0.posts, planned: planned[$0.town] ?? 0, point: $0)
      }
      return [scatter(entries, norm)]
    }
    guard let place = scenario.comparedMetrics.first else { return [] }
    let metric = scenario.metrics[place]
    let (axis, unit) = words.axis(metric)
    let entries = townRows.compactMap { town, row -> Entry? in
      guard let posts = row.together.quotaToday, posts > 0,
        let amount = scenario.towns[town].metrics[place]?.doubleValue, amount > 0
      else { return nil }
      return Entry(town: town, load: amount / unit, posts: posts, planned: row.together.planned, point: nil)
    }
    guard entries.count > 2 else { return [] }
    let chart = ScatterChart(
      sample(entries, keeping: []).map { ScatterChart.Dot(x: $0.load, y: Double($0.posts)) }, usual: nil,
      legend: legend(x: axis), xFormat: words.axisNumber, yFormat: words.axisNumber)
    let title = words.scatterTitle(metric)
    let notes = [words.noNorm] + (chart.leavesOutZero ? [words.uprightTorn] : []) + leftOut(entries, drawn: chart.count)
    return [
      figure(
        title, chart.drawing(id: "load-chart", title: title, description: words.scatterDescription(dots: chart.count)),
        notes: notes, beside: [numbers(loadTable(entries, [place], title))])
    ]
  }

  /// What the norm says against today's quotas.
  private func scatter(_ entries: [Entry], _ norm: StaffingNorm) -> Markup {
    let farthest = entries.sorted { ($1.distance, $0.town) < ($0.distance, $1.town) }
    let outliers = farthest.filter { $0.trend != .same }
    // Names are placed one after another: those farthest off come first. Where nobody stands out, whoever is farthest
    // off on either side is worth a name all the same.
    let sides = [farthest.filter { ($0.point?.score ?? 0) > 0 }, farthest.filter { ($0.point?.score ?? 0) < 0 }]
    let named =
      outliers.isEmpty ? sides.flatMap { $0.prefix(2) } : Array(outliers.prefix(Limits.named))
    let names = Set(named.map(\.town))
    // Of all that stand out those farthest off, so that a picture of tens of thousands can still be read.
    let marked = outliers.prefix(Limits.marked)
    let drawn = sample(entries, keeping: Set(marked.map(\.town)).union(names))
    func dot(_ entry: Entry, isNamed: Bool) -> ScatterChart.Dot {
      ScatterChart.Dot(
        x: entry.load, y: Double(entry.posts), name: isNamed ? self.names[entry.town] : nil, trend: entry.trend,
        later: isNamed ? Double(entry.planned) : nil)
    }
    let chart = ScatterChart(
      drawn.filter { !names.contains($0.town) }.map { dot($0, isNamed: false) }
        + named.map { dot($0, isNamed: true) },
      usual: norm.usualRatios,
      legend: legend(x: words.normAxis, norm: norm, hasOutliers: !outliers.isEmpty), xFormat: words.axisNumber,
      yFormat: words.axisNumber)
    let title = words.normScatterTitle
    let notes =
      [words.normNote(norm, of: plan.scenario), words.outliers(named.map { self.names[$0.town] }, of: outliers.count)]
      + (chart.leavesOutZero ? [words.axesTorn] : []) + leftOut(entries, drawn: chart.count)
    let drawing = chart.drawing(
      id: "load-chart", title: title,
      description: words.normScatterDescription(dots: chart.count, outliers: outliers.count, named: named.count))
    return figure(
      title, drawing, notes: notes, beside: [numbers(loadTable(entries, norm.metrics, title))])
  }

  private func legend(x: String, norm: StaffingNorm? = nil, hasOutliers: Bool = false) -> ScatterChart.Legend {
    func name(_ name: String, if isShown: Bool) -> String { isShown ? name : "" }
    return ScatterChart.Legend(
      x: x, y: words.postsAxis, dot: words.dotLegend, above: name(words.aboveLegend, if: hasOutliers),
      below: name(words.belowLegend, if: hasOutliers), later: name(words.laterLegend, if: norm != nil),
      diagonal: name(words.normLegend, if: norm != nil), band: name(words.bandLegend, if: norm?.usualRatios != nil))
  }

  private func leftOut(_ entries: [Entry], drawn: Int) -> [String] {
    drawn < entries.count ? [words.dotsLeftOut(entries.count, drawn: drawn)] : []
  }

  /// All of them, or so many that a chart can hold, evenly taken in the order of their size.
  private func sample(_ entries: [Entry], keeping kept: Set<Int>) -> [Entry] {
    guard entries.count > Limits.dots else { return entries }
    let step = (entries.count + Limits.dots - 1) / Limits.dots
    // Those that stand out are drawn by their distance, not by chance.
    let bySize = entries.sorted { ($0.load, $0.town) < ($1.load, $1.town) }
    return bySize.enumerated().filter { place, entry in
      kept.contains(entry.town) || (place.isMultiple(of: step) && entry.trend == .same)
    }.map(\.element)
  }

  private func loadTable(_ entries: [Entry], _ metrics: [Int], _ title: String) -> Markup {
    let isWhole = entries.count <= Limits.listed
    let shown =
      isWhole
      ? entries
      : Array(entries.sorted { ($1.distance, $0.town) < ($0.distance, $1.town) }.prefix(Limits.shortList))
    let axes = metrics.map { words.axis(plan.scenario.metrics[$0]) }
    let hasNorm = entries.contains { $0.point != nil }
    let rows = shown.map { entry in
      let amounts = zip(metrics, axes).map { metric, axis in
        let amount = plan.scenario.towns[entry.town].metrics[metric]?.doubleValue
        return PageTable.Cell(amount.map { words.axisNumber($0 / axis.unit) } ?? "—")
      }
      let (norm, off, score) = normCells(entry)
      return PageTable.Row(
        [.init(names[entry.town])] + amounts + [.init(words.number(entry.posts))]
          + (hasNorm ? [norm, off, score] : []) + [.init(words.number(entry.planned))])
    }
    let headings = words.loadHeadings
    let table = PageTable(
      id: "load-numbers", caption: title, unit: words.unit,
      headings: [headings.town] + axes.map(\.title) + [headings.quota] + (hasNorm ? headings.norm : [])
        + [headings.plan],
      groups: [.init(rows: rows)])
    guard !isWhole else { return table.markup }
    let note = words.leavesOut(entries.count, shown: shown.count, words.farthestOff)
    return .sequence([Markup("p", ["class": "small"], note), table.markup])
  }

  /// What the norm says, how far off it a town is in percent, and in robust spreads.
  private func normCells(_ entry: Entry) -> (norm: PageTable.Cell, off: PageTable.Cell, score: PageTable.Cell) {
    guard let point = entry.point else { return (.init("—"), .init("—"), .init("—")) }
    func signed(_ value: Double) -> String {
      let numeral = DecimalNumeral.fixed(value, decimals: 1)
      return (value > 0 && numeral != "0.0" ? "+" : "") + numeral
    }
    return (
      .init(words.number(point.norm, decimals: 1)), .init(signed((Double(entry.posts) / point.norm - 1) * 100)),
      .init(point.score.map(signed) ?? "—", trend: entry.trend)
    )
  }
}
