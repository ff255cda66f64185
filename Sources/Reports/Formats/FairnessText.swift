// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// How evenly posts stand to people and land, as text for a terminal.
struct FairnessText {
  private let table: FairnessTable
  private let scenario: Scenario
  private let words: Words
  /// Whether there is a plan beside today.
  private let hasPlan: Bool

  init(_ table: FairnessTable, _ scenario: Scenario, _ words: Words) {
    self.table = table
    self.scenario = scenario
    self.words = words
    hasPlan = table.rows.contains { $0.planned != nil }
  }

  /// A section a metric, today and the plan line under line; where there are groups, with what lies within and between
  /// them.
  var sections: [String] {
    Dictionary(grouping: table.rows, by: \.metric).sorted { $0.key < $1.key }.map { metric, rows in
      let heading = words.fairnessHeading(scenario.metrics[metric], towns: rows.first?.towns ?? 0)
      let measures = text(words.fairnessHeadings, rows) { row in
        (figures(row.today), hasPlan ? figures(row.planned) : nil)
      }
      guard let level = table.level, rows.contains(where: { $0.todayByGroup ?? $0.plannedByGroup != nil }) else {
        return heading + "\n" + measures
      }
      let parts = text(words.decompositionHeadings(level: scenario.levels[level]), rows) { row in
        (figures(row.todayByGroup), hasPlan ? figures(row.plannedByGroup) : nil)
      }
      return heading + "\n" + measures + "\n" + parts
    }
  }

  private func text(
    _ headings: [String], _ rows: [FairnessTable.Row],
    _ figures: (FairnessTable.Row) -> (today: [String], planned: [String]?)
  ) -> String {
    var text = TextTable([.left, .left] + Array(repeating: .right, count: headings.count - 2))
    text.add(headings)
    text.addRule()
    for row in rows {
      let name = row.pool.map { words.pool(scenario.pools[$0]) } ?? words.together
      let (today, planned) = figures(row)
      text.add([name, words.today] + today)
      if let planned { text.add(["", words.planned] + planned) }
    }
    return text.text
  }

  private func figures(_ inequality: Inequality?) -> [String] {
    [
      inequality?.gini, inequality?.correctedGini, inequality?.theilT, inequality?.theilL,
      inequality?.coefficientOfVariation, inequality?.largestToSmallest,
    ].map(numeral)
  }

  private func figures(_ parts: TheilDecomposition?) -> [String] {
    [parts?.within.theilT, parts?.between.theilT, parts?.within.theilL, parts?.between.theilL].map(numeral)
  }

  private func numeral(_ value: Double?) -> String { value.map { words.number($0, decimals: 6) } ?? "—" }
}
