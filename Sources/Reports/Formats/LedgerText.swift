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
    var sections: [String] = []
    var notes: [String] = []
    if let table = LedgerTable(plan) {
      let pools = plan.scenario.pools
      sections += pools.enumerated().map { place, pool in section(words.pool(pool), table) { $0.pools[place] } }
      if pools.count > 1 { sections.append(section(words.together, table) { $0.together }) }
      notes.append(words.ledgerFootnote)
      if let total = table.rows.last?.together, let out = total.secondedOut, let `in` = total.secondedIn, out > `in` {
        notes.append(words.secondedBeyond(out - `in`))
      }
    }
    if let temporary = plan.temporaryStaff { notes.append(words.temporaryStaff(temporary, of: plan.scenario)) }
    return notes.isEmpty ? sections : sections + [notes.joined(separator: "\n")]
  }

  private func section(
    _ title: String, _ table: LedgerTable, _ figures: (LedgerTable.Row) -> LedgerTable.Figures
  ) -> String {
    var text = TextTable([.left] + Array(repeating: .right, count: 10))
    text.add(words.ledgerHeadings)
    text.addRule()
    for row in table.rows {
      if row.subject == .total { text.addRule() }
      let entry = figures(row)
      func cell(_ count: Int?) -> String { count.map(words.number) ?? "—" }
      func signed(_ count: Int?) -> String { count.map(words.signed) ?? "—" }
      text.add([
        words.name(row.subject, plan.scenario), cell(entry.quotaToday), cell(entry.planned), cell(entry.staff),
        cell(entry.secondedOut), cell(entry.secondedIn), cell(entry.stationed), cell(entry.atWork),
        signed(entry.difference), signed(entry.overQuotaByBooks), signed(entry.overQuotaByWork),
      ])
    }
    return words.ledgerHeading(title) + "\n" + text.text
  }
}
