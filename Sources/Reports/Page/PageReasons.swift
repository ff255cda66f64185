// SPDX-License-Identifier: GPL-3.0-or-later

internal import Charts
internal import Staffing

/// Why each town has what it has: what its need is made of, and how that becomes the plan.
extension PlanPage {
  var reasons: [Markup] {
    var shown = townRows
    var pieces = [Markup("p", ["class": "small"], words.reasonsNote)]
    if shown.count > Limits.reasons {
      let changed = shown.enumerated().sorted { left, right in
        let (a, b) = (abs(left.element.row.together.change ?? 0), abs(right.element.row.together.change ?? 0))
        return a != b ? a > b : left.offset < right.offset
      }.prefix(Limits.shortList)
      shown = changed.sorted { $0.offset < $1.offset }.map(\.element)
      pieces.append(
        Markup("p", ["class": "small"], words.leavesOut(townRows.count, shown: shown.count, words.mostChanged)))
    }
    let explanations = PlanExplanation(plan, causes: causes)
    let towns = shown.map { town, row in self.town(town, row, explanations) }
    if shown.count > Limits.printedReasons {
      pieces.append(Markup("p", ["class": "print-only"], words.reasonsOnScreen))
      return pieces + [Markup("div", ["class": "towns screen-only"], towns)]
    }
    return pieces + [Markup("div", ["class": "towns"], towns)]
  }

  private func town(_ town: Int, _ row: PlanTable.Row, _ explanations: PlanExplanation) -> Markup {
    let pools = plan.scenario.pools
    let ways = zip(pools, row.pools).map { words.wayOf(words.pool($0), $1) }
    let summary = Markup(
      "summary", [:],
      [Markup("strong", [:], names[town])] + ways.map { Markup("span", ["class": "way"], $0) })
    let entry = plan.scenario.towns[town]
    let caption = (entry.group + [entry.name]).joined(separator: " / ")
    let table = PageTable(
      id: "reasons-\(town + 1)", caption: caption, unit: words.unit,
      headings: [words.itemHeading] + pools.map(words.pool), texts: [0], style: "why",
      groups: [.init(rows: lines(town, row))])
    return Markup("details", ["class": "town"], [summary, table.markup] + standing(town, explanations))
  }

  /// Whom a town stands beside for the next post, and how to check its quota by hand; on screen, for there is much of it.
  private func standing(_ town: Int, _ explanations: PlanExplanation) -> [Markup] {
    let scenario = plan.scenario
    let lines = scenario.pools.indices.compactMap { pool -> Markup? in
      let entry = explanations[town, pool]
      guard entry.standing != nil else { return nil }
      let sentences = words.exchanges(entry, scenario) + words.byHand(entry, scenario)
      // The lines of the text are set in; here the list is.
      let list = sentences.map { Markup("li", [:], String($0.drop { $0 == " " })) }
      return Markup("li", [:], [.text(words.pool(scenario.pools[pool])), Markup("ul", [:], list)])
    }
    return lines.isEmpty ? [] : [Markup("ul", ["class": "small screen-only"], lines)]
  }

  private func lines(_ town: Int, _ row: PlanTable.Row) -> [PageTable.Row] {
    let pools = plan.scenario.pools.indices
    func line(_ name: String, _ style: String = "", _ cell: (Int) -> PageTable.Cell) -> PageTable.Row {
      PageTable.Row([.init(name)] + pools.map(cell), style)
    }
    let parts = pools.map { needParts(town, $0) }
    let steps = pools.map { self.steps(town, $0) }
    let partLines = plan.scenario.model.parts.indices.filter { part in
      parts.contains { $0.contains { $0.part == part } }
    }.map { part in
      line(words.part(plan.scenario.model.parts[part])) { pool in
        .init(parts[pool].first { $0.part == part }.map { words.number($0.posts, decimals: 2) } ?? "—")
      }
    }
    let stepLines = causesOfAny.filter { cause in steps.contains { $0.contains { $0.cause == cause } } }.map { cause in
      line(words.cause(cause)) { pool in
        .init(steps[pool].first { $0.cause == cause }.map { signedPosts($0.posts) } ?? "—")
      }
    }
    return partLines
      + [line(words.needRow, "subtotal") { .init(words.number(row.pools[$0].need, decimals: 2)) }]
      + stepLines
      + [
        line(words.planRow, "total") { .init(words.number(row.pools[$0].planned)) },
        line(words.todayRow) { .init(row.pools[$0].quotaToday.map(words.number) ?? "—") },
        line(words.reasonRow) {
          .init(words.reason(plan.reason(town: town, pool: $0), of: plan.scenario), "text")
        },
      ]
  }

  /// The parts of a need, rounded so that they add up to it in two decimals.
  private func needParts(_ town: Int, _ pool: Int) -> [(part: Int, posts: Double)] {
    let parts = plan.needs.parts(town: town, pool: pool)
    let rounded = DecimalNumeral.apportioned(parts.map(\.posts), of: plan.needs[town, pool], decimals: 2)
    return zip(parts, rounded).map { ($0.part, $1) }
  }

  /// The steps from a need to its quota, rounded so that they add up in two decimals.
  private func steps(_ town: Int, _ pool: Int) -> [(cause: QuotaCauses.Cause, posts: Double)] {
    let steps = causes[town, pool]
    let need = plan.needs[town, pool]
    let printed = Double(DecimalNumeral.fixed(need, decimals: 2)) ?? need
    let rounded = DecimalNumeral.apportioned(
      steps.map(\.posts), of: Double(plan.quotas[town][pool]) - printed, decimals: 2)
    return zip(steps, rounded).map { ($0.cause, $1) }
  }
}
