// SPDX-License-Identifier: GPL-3.0-or-later

internal import Charts
internal import Staffing

/// How far posts cover needs, and how evenly they stand to people and land.
extension PlanPage {
  /// Posts over need, today and planned, a column a pool: tinted by how far they are off.
  var coverage: [Markup] {
    let scenario = plan.scenario
    var rows = table.rows.filter { if case .subtotal = $0.subject { false } else { true } }
    var notes = [words.coverageNote]
    if !listsTowns {
      let worst = townRows.sorted { left, right in
        let (a, b) = (leastCoverage(left.row), leastCoverage(right.row))
        return a != b ? a < b : left.town < right.town
      }.prefix(Limits.shortList)
      rows = worst.map(\.row) + rows.suffix(1)
      notes.append(words.leavesOut(townRows.count, shown: worst.count, words.leastCovered))
    }
    let headings = scenario.pools.flatMap { pool in
      [false, true].map { words.coverageHeading(words.pool(pool), planned: $0) }
    }
    let lines = rows.map { row in
      let cells = row.pools.flatMap { figures in
        [coverageCell(figures.quotaToday, figures.need), coverageCell(figures.planned, figures.need)]
      }
      let name = if case .town(let town) = row.subject { names[town] } else { words.total }
      return PageTable.Row([.init(name)] + cells, style(of: row.subject))
    }
    let frame = PageTable(
      id: "coverage-table", caption: words.coverageTitle, unit: "%", headings: [words.pageHeadings[1]] + headings,
      style: "heat", groups: [.init(rows: lines)])
    return [frame.markup, Markup("p", ["class": "small"], notes.joined(separator: words.say("", " ")))]
  }

  private func leastCoverage(_ row: PlanTable.Row) -> Double {
    row.pools.filter { $0.need > 0 }.map { Double($0.planned) / $0.need }.min() ?? .infinity
  }

  private func coverageCell(_ posts: Int?, _ need: Double) -> PageTable.Cell {
    guard let posts, need > 0 else { return PageTable.Cell("—") }
    let coverage = Double(posts) / need
    let band = HeatBand(coverage, around: 1, limits: [0.05, 0.15, 0.3])
    let numeral = DecimalNumeral.fixed(coverage * 100, decimals: 1)
    return PageTable.Cell(band.sign.isEmpty ? numeral : "\(band.sign) \(numeral)", band.style)
  }

  /// The measures of evenness, a table a metric; where there are groups, with what lies within and between them.
  var evenness: [Markup] {
    let scenario = plan.scenario
    let fairness = FairnessTable(plan)
    let metrics = Dictionary(grouping: fairness.rows, by: \.metric).sorted { $0.key < $1.key }
    let tables = metrics.flatMap { metric, rows -> [Markup] in
      let caption = words.fairnessHeading(scenario.metrics[metric], towns: rows.first?.towns ?? 0)
      let whole = evennessTable("evenness-\(metric + 1)", caption, words.fairnessHeadings, rows) { row in
        (measures(row.today), measures(row.planned))
      }
      guard let level = fairness.level, rows.contains(where: { $0.todayByGroup ?? $0.plannedByGroup != nil }) else {
        return [whole]
      }
      let headings = words.decompositionHeadings(level: levelName(level))
      let parts = evennessTable(
        "evenness-groups-\(metric + 1)", words.decompositionCaption(scenario.metrics[metric]), headings, rows
      ) { row in (measures(row.todayByGroup), measures(row.plannedByGroup)) }
      return [whole, parts]
    }
    return tables.isEmpty ? [] : tables + [Markup("p", ["class": "small"], words.fairnessNote)]
  }

  private func levelName(_ level: Int) -> String { words.levelName(level, of: plan.scenario) }

  private func evennessTable(
    _ id: String, _ caption: String, _ headings: [String], _ rows: [FairnessTable.Row],
    _ figures: (FairnessTable.Row) -> (today: [PageTable.Cell], planned: [PageTable.Cell])
  ) -> Markup {
    let lines = rows.flatMap { row -> [PageTable.Row] in
      let name = row.pool.map { words.pool(plan.scenario.pools[$0]) } ?? words.together
      let (today, planned) = figures(row)
      return [
        PageTable.Row([.init(name), .init(words.today)] + today),
        PageTable.Row([.init(name), .init(words.planned)] + planned),
      ]
    }
    var headings = headings
    headings[1] = words.whenHeading
    return PageTable(
      id: id, caption: caption, headings: headings, texts: [0, 1], style: "even", groups: [.init(rows: lines)]
    ).markup
  }

  private func measures(_ inequality: Inequality?) -> [PageTable.Cell] {
    [
      inequality?.gini, inequality?.correctedGini, inequality?.theilT, inequality?.theilL,
      inequality?.coefficientOfVariation,
    ].map { measure($0, decimals: 4) } + [measure(inequality?.largestToSmallest, decimals: 2)]
  }

  private func measures(_ parts: TheilDecomposition?) -> [PageTable.Cell] {
    [parts?.within.theilT, parts?.between.theilT, parts?.within.theilL, parts?.between.theilL].map {
      measure($0, decimals: 4)
    }
  }

  private func measure(_ value: Double?, decimals: Int) -> PageTable.Cell {
    .init(value.map { words.number($0, decimals: decimals) } ?? "—")
  }
}
