// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// The two ledgers and temporary staff as text.
struct LedgerText {
  private let plan: Plan
  private let words: Words

  init(_ plan: Plan, _ words: Words) {
    self.plan = plan
    self.words = words
  }

  /// A table a pool and one for all together, where there are figures of secondment; and temporary staff.
  var sections: [String] {
    let table = LedgerTable(plan)
    let notes = notes(table)
    var sections: [String] = []
    if let table {
      let pools = plan.scenario.pools
      sections += pools.enumerated().map { place, pool in section(words.pool(pool), table) { $0.pools[place] } }
      if pools.count > 1 { sections.append(section(words.together, table) { $0.together }) }
    }
    return notes.isEmpty ? sections : sections + [notes.joined(separator: "\n")]
  }

  /// What must be said beside the tables, and how temporary staff is sent.
  func notes(_ table: LedgerTable?) -> [String] {
    var notes: [String] = []
    if let table {
      notes.append(words.ledgerFootnote)
      if let total = table.rows.last?.together, let out = total.secondedOut, let `in` = total.secondedIn, out > `in` {
        notes.append(words.secondedBeyond(out - `in`))
      }
    }
    if let temporary = plan.temporaryStaff { notes.append(words.temporaryStaff(temporary, of: plan.scenario)) }
    return notes
  }

  private func section(
    _ title: String, _ table: LedgerTable, _ figures: (LedgerTable.Row) -> LedgerTable.Figures
  ) -> String {
    var text = TextTable([.left] + Array(repeating: .right, count: 10))
    text.add(words.ledgerHeadings)
    text.addRule()
    for row in table.rows {
      if row.subject == .total { text.addRule() }
      text.add([words.name(row.subject, plan.scenario)] + cells(figures(row)))
    }
    return words.ledgerHeading(title) + "\n" + text.text
  }

  /// A line of a table, after the name.
  func cells(_ entry: LedgerTable.Figures) -> [String] {
    func cell(_ count: Int?) -> String { count.map(words.number) ?? "—" }
    func signed(_ count: Int?) -> String { count.map(words.signed) ?? "—" }
    return [
      cell(entry.quotaToday), cell(entry.planned), cell(entry.staff), cell(entry.secondedOut),
      cell(entry.secondedIn), cell(entry.stationed), cell(entry.atWork), signed(entry.difference),
      signed(entry.overQuotaByBooks), signed(entry.overQuotaByWork),
    ]
  }
}
