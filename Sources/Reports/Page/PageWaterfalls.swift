// SPDX-License-Identifier: GPL-3.0-or-later

internal import Charts
internal import Staffing

/// Where totals come from: from today to the plan, and from need to the plan.
extension PlanPage {
  var waterfalls: [Markup] {
    guard let total = table.rows.last else { return [] }
    var pieces: [Markup] = []
    if let today = total.together.quotaToday {
      pieces.append(wayByPool(today, total.together.planned))
      if let way = wayByGroup(today, total.together.planned) { pieces.append(way) }
    }
    let ways = plan.scenario.pools.indices.map { wayByCause($0, total.pools[$0]) }
    pieces += ways.map(\.markup)
    if ways.contains(where: \.isDrawn) { pieces.append(Markup("p", ["class": "small"], words.causeSumsNote)) }
    return pieces
  }

  /// From today's total to the plan's, by what towns gain and lose in each pool.
  private func wayByPool(_ today: Int, _ planned: Int) -> Markup {
    var steps = [WaterfallChart.Step(words.todayRow, .sum(Double(today)), text: words.number(today))]
    for (index, pool) in plan.scenario.pools.enumerated() {
      let changes = townRows.compactMap { $0.row.pools[index].change }
      steps += step(words.gains(words.pool(pool)), changes.filter { $0 > 0 }.reduce(0, +))
      steps += step(words.losses(words.pool(pool)), changes.filter { $0 < 0 }.reduce(0, +))
    }
    steps.append(.init(words.planRow, .sum(Double(planned)), text: words.number(planned)))
    return waterfall("way-pools", words.waysTitle, steps)
  }

  /// The same by groups, where there are some and not too many to be seen.
  private func wayByGroup(_ today: Int, _ planned: Int) -> Markup? {
    let groups = table.rows.compactMap { row -> (name: String, change: Int)? in
      guard case .subtotal(let path) = row.subject, path.count == 1, let change = row.together.change else {
        return nil
      }
      return (path.joined(separator: "/"), change)
    }
    guard (2...40).contains(groups.count), groups.reduce(0, { $0 + $1.change }) == planned - today else { return nil }
    guard groups.contains(where: { $0.change != 0 }) else {
      return Markup("p", [:], words.groupsUnchanged(groups.count))
    }
    let changes = groups.flatMap { step($0.name, $0.change, evenIfNone: true) }
    return waterfall(
      "way-groups", words.groupWaysTitle,
      [.init(words.todayRow, .sum(Double(today)), text: words.number(today))] + changes
        + [.init(words.planRow, .sum(Double(planned)), text: words.number(planned))])
  }

  private func step(_ name: String, _ change: Int, evenIfNone: Bool = false) -> [WaterfallChart.Step] {
    guard change != 0 || evenIfNone else { return [] }
    let sign = Trend(Double(change)).sign
    return [
      .init(name, .change(Double(change)), text: (sign.isEmpty ? "" : sign + " ") + words.signed(change))
    ]
  }

  /// From the needs of a pool to its plan: what each cause gives to some towns and takes from others. Where that is
  /// nothing but rounding, a sentence says so.
  private func wayByCause(_ pool: Int, _ figures: Figures) -> (markup: Markup, isDrawn: Bool) {
    var sums: [(name: String, posts: Double)] = []
    for cause in causes.all(of: pool) {
      let posts = plan.scenario.towns.indices.flatMap { causes[$0, pool] }.filter { $0.cause == cause }.map(\.posts)
      let (more, less) = (posts.filter { $0 > 0 }.reduce(0, +), posts.filter { $0 < 0 }.reduce(0, +))
      if more > 0 { sums.append((words.gains(words.cause(cause)), more)) }
      if less < 0 { sums.append((words.losses(words.cause(cause)), less)) }
    }
    // Rounded so that the lines add up in the digits that are printed.
    let need = Double(DecimalNumeral.fixed(figures.need, decimals: 2)) ?? figures.need
    let rounded = DecimalNumeral.apportioned(
      sums.map(\.posts), of: Double(figures.planned) - need, decimals: 2)
    let name = words.pool(plan.scenario.pools[pool])
    if causes.all(of: pool).allSatisfy({ $0 == .rounding }) {
      func posts(_ isWanted: (Double) -> Bool) -> String {
        words.number(abs(rounded.filter(isWanted).reduce(0, +)), decimals: 2)
      }
      let sentence =
        sums.isEmpty
        ? words.needIsPlan(name, planned: figures.planned)
        : words.onlyRounding(
          name, need: words.number(need, decimals: 2), planned: figures.planned, gained: posts { $0 > 0 },
          lost: posts { $0 < 0 })
      return (Markup("p", [:], sentence), false)
    }
    let changes = zip(sums, rounded).filter { $1 != 0 }.map { sum, posts in
      WaterfallChart.Step(sum.name, .change(posts), text: Trend(posts).sign + " " + signedPosts(posts))
    }
    let way = waterfall(
      "way-causes-\(pool + 1)", words.causesTitle(name),
      [.init(words.needRow, .sum(need), text: words.number(need, decimals: 2))] + changes
        + [.init(words.planRow, .sum(Double(figures.planned)), text: words.number(figures.planned))])
    return (way, true)
  }

  /// Posts with their sign; in hundredths where they are no whole number.
  func signedPosts(_ posts: Double) -> String {
    let numeral = words.number(posts, decimals: posts == posts.rounded() ? 0 : 2)
    return posts > 0 ? "+" + numeral : numeral
  }

  private func waterfall(_ id: String, _ title: String, _ steps: [WaterfallChart.Step]) -> Markup {
    let chart = WaterfallChart(steps, format: words.axisNumber)
    let rows = steps.map { PageTable.Row([.init($0.name), .init($0.text)]) }
    let table = PageTable(
      id: "\(id)-numbers", caption: title, unit: words.unit, headings: words.stepHeadings, groups: [.init(rows: rows)])
    return figure(
      title, chart.drawing(id: id, title: title, description: words.waterfallDescription),
      notes: chart.beginsAtZero ? [] : [words.torn], beside: [numbers(table.markup, areDrawn: true)])
  }
}
