// SPDX-License-Identifier: GPL-3.0-or-later

public import Staffing

/// A plan as text for a terminal.
public struct PlanText: Sendable {
  let plan: Plan
  let words: Words
  private let causes: QuotaCauses?
  private let fairness: FairnessTable?

  /// The text of a plan in a language.
  ///
  /// - Parameters:
  ///   - causes: the way from need to quota, for a table of it.
  ///   - fairness: how evenly posts stand to people and land, for a table of it.
  public init(_ plan: Plan, _ language: Language, causes: QuotaCauses? = nil, fairness: FairnessTable? = nil) {
    self.plan = plan
    words = Words(language)
    self.causes = causes
    self.fairness = fairness
  }

  /// Headlines, a table a pool and one for all together, ties, and how it was solved. Ends with a line end.
  public var text: String {
    let scenario = plan.scenario
    let table = PlanTable(plan)
    var parts = [head(table)]
    for (index, pool) in scenario.pools.enumerated() {
      parts.append(section(words.pool(pool), table) { ($0.pools[index], reason($0, pool: index)) })
    }
    if scenario.pools.count > 1 {
      parts.append(section(words.together, table) { ($0.together, "") })
    }
    parts += PhaseInText(plan, words)?.sections ?? []
    parts += LedgerText(plan, words).sections
    parts += causes.map(causesSections) ?? []
    parts += fairness.map { FairnessText($0, scenario, words).sections } ?? []
    var foot = [words.planFootnote]
    foot += plan.needs.notes.map { words.needNote($0, of: scenario) }
    foot += plan.ties.map { words.tie($0, of: scenario) }
    foot += plan.solving.goals.map { words.goal($0, of: scenario) }
    if plan.hasSoftRules { foot += words.softRules(plan.softRuleBreaches, of: scenario) }
    foot.append(words.solving(plan))
    if !plan.solving.areTiesSettled && plan.solving.limit == nil { foot.append(words.tiesNotSettled) }
    if let limit = plan.solving.limit { foot.append(words.stopped(limit, hasPlan: true)) }
    parts.append(foot.joined(separator: "\n"))
    return parts.joined(separator: "\n\n") + "\n"
  }

  private func head(_ table: PlanTable) -> String {
    var lines = [plan.scenario.title]
    if let note = plan.scenario.note { lines.append(note.trimmingLines) }
    guard let total = table.rows.last else { return lines.joined(separator: "\n") }
    lines.append("")
    for (pool, figures) in zip(plan.scenario.pools, total.pools) {
      lines.append(words.headline(words.pool(pool), figures))
    }
    if plan.scenario.pools.count > 1 { lines.append(words.headline(words.together, total.together)) }
    if let contract = total.contractStaff { lines.append(words.contractStaff(contract)) }
    return lines.joined(separator: "\n")
  }

  private func reason(_ row: PlanTable.Row, pool: Int) -> String {
    guard case .town(let town) = row.subject else { return "" }
    return words.reason(plan.reason(town: town, pool: pool), of: plan.scenario)
  }

  private func section(
    _ title: String, _ table: PlanTable, _ figures: (PlanTable.Row) -> (Figures, reason: String)
  ) -> String {
    var text = TextTable([.left] + Array(repeating: .right, count: 8) + [.left])
    text.add(words.planHeadings)
    text.addRule()
    for row in table.rows {
      if row.subject == .total { text.addRule() }
      let (entry, reason) = figures(row)
      text.add([name(row.subject)] + cells(entry) + [reason])
    }
    return words.heading(title) + "\n" + text.text
  }

  private func name(_ subject: PlanTable.Row.Subject) -> String {
    switch subject {
    case .town(let index): plan.scenario.towns[index].name
    case .subtotal(let path): words.subtotal(path)
    case .total: words.total
    }
  }

  private func cells(_ figures: Figures) -> [String] {
    [
      figures.quotaToday.map(words.number) ?? "—", figures.staff.map(words.number) ?? "—",
      words.number(figures.need, decimals: 2), words.number(figures.planned),
      figures.change.map(words.signed) ?? "—", words.growth(figures.growth),
      figures.overQuotaToday.map(words.signed) ?? "—", figures.overQuotaPlanned.map(words.signed) ?? "—",
    ]
  }
}

extension String {
  var trimmingLines: String {
    var text = self
    while text.last?.isNewline == true { text.removeLast() }
    return text
  }
}
