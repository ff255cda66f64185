// SPDX-License-Identifier: GPL-3.0-or-later

public import Staffing

/// What a sweep comes to, as text for a terminal.
public struct SweepText: Sendable {
  private let summary: SweepSummary
  private let words: Words

  /// The text of a summary in a language.
  public init(_ summary: SweepSummary, _ language: Language) {
    self.summary = summary
    words = Words(language)
  }

  /// What varied, how many cases have a plan, and a table a pool and for all together. Ends with a line end.
  public var text: String {
    let scenario = summary.scenario
    var sections = [head]
    if summary.planned > 0 {
      for (pool, properties) in scenario.pools.enumerated() {
        sections.append(table(words.pool(properties)) { summary.spreads[$0][pool] })
      }
      if scenario.pools.count > 1 { sections.append(table(words.together) { summary.together[$0] }) }
      sections.append(words.sweepFootnote)
    }
    return sections.joined(separator: "\n\n") + "\n"
  }

  private var head: String {
    var lines = [summary.scenario.title]
    if let title = summary.sweep.title { lines.append(title) }
    lines.append(words.sweepCases(summary))
    if let note = words.sweepSetsAside(summary.scenario) { lines.append(note) }
    lines += summary.sweep.parameters.map { words.sweepParameter($0, of: summary.scenario) }
    return lines.joined(separator: "\n")
  }

  private func table(_ title: String, _ spread: (Int) -> SweepSummary.Spread) -> String {
    var text = TextTable([.left] + Array(repeating: .right, count: 6) + [.left, .right])
    text.add(words.sweepHeadings)
    text.addRule()
    for town in summary.scenario.listingOrder {
      let entry = spread(town)
      text.add(
        [
          summary.scenario.distinctName(town), entry.quotaToday.map(words.number) ?? "—", words.number(entry.least),
          words.number(entry.median, decimals: 1), words.number(entry.most), words.part(entry.gains, of: summary),
          words.part(entry.loses, of: summary),
        ] + effect(entry))
    }
    return words.heading(title) + "\n" + text.text
  }

  private func effect(_ spread: SweepSummary.Spread) -> [String] {
    guard let strongest = spread.strongest, let effect = spread.effects[strongest] else { return ["—", "—"] }
    return [words.name(of: summary.sweep.parameters[strongest]), words.effect(effect)]
  }
}
