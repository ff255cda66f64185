// SPDX-License-Identifier: GPL-3.0-or-later

internal import Charts
internal import Staffing

/// The years of a plan, and its ledgers, where the scenario has them.
extension PlanPage {
  var years: [Markup] {
    guard let text = PhaseInText(plan, words) else { return [] }
    let rows = listing
    let tables = plan.scenario.pools.indices.map { pool in
      let headings = text.headings
      return PageTable(
        id: "years-\(pool + 1)", caption: text.heading(of: pool), headings: headings, texts: [0, headings.count - 1],
        groups: grouped(rows) { row in
          PageTable.Row(text.cells(of: row, pool: pool).map { .init($0) }, style(of: row.subject))
        }
      ).markup
    }
    return tables + text.notes.map { Markup("p", ["class": "small"], $0) }
  }

  var ledgers: [Markup] {
    let text = LedgerText(plan, words)
    let table = LedgerTable(plan)
    var tables: [Markup] = []
    if let table {
      let pools = plan.scenario.pools
      let kept = Set(listing.map(\.subject))
      let rows = Dictionary(table.rows.map { ($0.subject, $0) }, uniquingKeysWith: { first, _ in first })
      func section(_ id: String, _ title: String, _ figures: (LedgerTable.Row) -> LedgerTable.Figures) -> Markup {
        PageTable(
          id: "ledger-\(id)", caption: words.ledgerHeading(title), headings: words.ledgerHeadings,
          groups: grouped(self.table.rows.filter { kept.contains($0.subject) }) { row in
            let cells = rows[row.subject].map { text.cells(figures($0)) } ?? []
            return PageTable.Row(
              ([words.name(row.subject, plan.scenario)] + cells).map { .init($0) }, style(of: row.subject))
          }
        ).markup
      }
      tables = pools.indices.map { place in section("\(place + 1)", words.pool(pools[place])) { $0.pools[place] } }
      if pools.count > 1 { tables.append(section("all", words.together) { $0.together }) }
    }
    return tables + text.notes(table).map { Markup("p", ["class": "small"], $0) }
  }
}
