// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// The years of a plan as text: a table a pool, and what must be said beside them.
struct PhaseInText {
  private let plan: Plan
  private let phaseIn: PhaseIn
  private let words: Words

  /// `nil` for a plan without years.
  init?(_ plan: Plan, _ words: Words) {
    guard let phaseIn = plan.phaseIn else { return nil }
    self.plan = plan
    self.phaseIn = phaseIn
    self.words = words
  }

  /// The tables and the notes.
  var sections: [String] {
    let rows = PlanTable(plan).rows
    return plan.scenario.pools.indices.map { table(of: $0, rows) } + [notes.joined(separator: "\n")]
  }

  private func table(of pool: Int, _ rows: [PlanTable.Row]) -> String {
    var text = TextTable([.left] + Array(repeating: .right, count: phaseIn.years + 5) + [.left])
    text.add(headings)
    text.addRule()
    for row in rows {
      if row.subject == .total { text.addRule() }
      text.add(cells(of: row, pool: pool))
    }
    return heading(of: pool) + "\n" + text.text
  }

  func heading(of pool: Int) -> String {
    words.phaseInHeading(words.pool(plan.scenario.pools[pool]), years: phaseIn.years)
  }

  var headings: [String] { words.phaseInHeadings(years: phaseIn.years) }

  /// A line of the table of a pool: as many cells as headings. O(towns).
  func cells(of row: PlanTable.Row, pool: Int) -> [String] {
    let towns = plan.scenario.towns(of: row.subject)
    let figures = row.pools[pool]
    let quotas = phaseIn.quotas.map { year in towns.reduce(0) { $0 + year[$1][pool] } }
    let staff = towns.reduce(Int?.some(0)) { sum, town in
      sum.flatMap { sum in phaseIn.staff.last?[town][pool].map { sum + $0 } }
    }
    return [words.name(row.subject, plan.scenario), figures.quotaToday.map(words.number) ?? "—"]
      + quotas.map(words.number) + [words.number(figures.planned)]
      + [words.signed(figures.planned - (quotas.last ?? figures.planned))]
      + [figures.staff.map(words.number) ?? "—", staff.map(words.number) ?? "—", within(row.subject, pool)]
  }

  private func within(_ subject: PlanTable.Row.Subject, _ pool: Int) -> String {
    guard case .town(let town) = subject else { return "" }
    return words.withinQuota(plan.withinQuota(town: town, pool: pool), years: phaseIn.years)
  }

  /// What must be said beside the tables.
  var notes: [String] {
    let scenario = plan.scenario
    var notes: [String] = []
    let over = scenario.listingOrder.compactMap { town -> (String, PhaseIn.WithinQuota)? in
      guard let within = plan.withinQuota(town: town), within != .today else { return nil }
      return (scenario.distinctName(town), within)
    }
    if !over.isEmpty { notes.append(words.overQuotaTowns(over, years: phaseIn.years)) }
    for (index, pool) in scenario.pools.enumerated() {
      let off = Set(phaseIn.townsOff(pool: index))
      if !off.isEmpty {
        let towns = scenario.listingOrder.filter(off.contains).map {
          (scenario.distinctName($0), phaseIn.remaining(town: $0, pool: index))
        }
        notes.append(words.stillOff(words.pool(pool), towns, years: phaseIn.years))
      }
      if !phaseIn.isMonotone[index] { notes.append(words.notMonotone(words.pool(pool))) }
    }
    return notes + [words.staffAssumption(scenario.phaseIn?.retirements)]
  }
}

extension Words {
  /// The name of a line of a table.
  func name(_ subject: PlanTable.Row.Subject, _ scenario: Scenario) -> String {
    switch subject {
    case .town(let index): scenario.towns[index].name
    case .subtotal(let path): subtotal(path)
    case .total: total
    }
  }
}
