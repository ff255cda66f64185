// SPDX-License-Identifier: GPL-3.0-or-later

public import Staffing

/// Plans side by side, as text for a terminal.
public struct ComparisonText: Sendable {
  private let comparison: PlanComparison
  private let names: [String]
  private let labels: [String]
  private let words: Words

  /// The text of a comparison in a language; each plan is named as it was asked for.
  public init(_ comparison: PlanComparison, names: [String], _ language: Language) {
    self.comparison = comparison
    self.names = names
    labels = comparison.labels
    words = Words(language)
  }

  /// A legend, totals, who gains and loses, a table a pool, evenness and rules. Ends with a line end.
  public var text: String {
    var sections = [legend, totals, moves]
    for pool in comparison.pools { sections.append(table(words.pool(pool), pool.id)) }
    if comparison.pools.count > 1 { sections.append(table(words.together, nil)) }
    sections += [evenness, holds].compactMap(\.self)
    sections.append(words.comparisonFootnote)
    return sections.joined(separator: "\n\n") + "\n"
  }

  private var legend: String {
    ([words.comparisonTitle] + words.legend(of: comparison, names: names)).joined(separator: "\n")
  }

  private var totals: String {
    let headings = words.totalsHeadings(labels)
    var text = TextTable([.left] + Array(repeating: .right, count: headings.count - 1))
    text.add(headings)
    text.addRule()
    for (name, pool) in words.pools(of: comparison) {
      let cells = comparison.totals(pool: pool)
      text.add(
        [name, today(cells)]
          + cells.enumerated().flatMap { place, cell in
            [planned(cell), cell.figures.map { words.growth($0.growth) } ?? "—"]
              + (place == 0 ? [] : [cell.difference.map(words.signed) ?? "—"])
          })
    }
    return words.totalsHeading + "\n" + text.text
  }

  private var moves: String {
    ([words.movesHeading] + words.moveLines(comparison)).joined(separator: "\n")
  }

  private func table(_ name: String, _ pool: String?) -> String {
    let headings = words.comparisonHeadings(labels)
    var text = TextTable([.left] + Array(repeating: .right, count: headings.count - 1))
    text.add(headings)
    text.addRule()
    func add(_ name: String, _ cells: [PlanComparison.Cell], isTotal: Bool) {
      text.add(
        [name, today(cells)]
          + cells.enumerated().flatMap { place, cell in
            [planned(cell)] + (place == 0 ? [] : [cell.difference.map(words.signed) ?? "—"])
              + [isTotal ? "" : words.rank(cell)]
          })
    }
    for line in comparison.towns {
      let cells = line.cells(pool: pool)
      if cells.contains(where: { $0.figures != nil }) { add(self.name(line.town), cells, isTotal: false) }
    }
    text.addRule()
    add(words.total, comparison.totals(pool: pool), isTotal: true)
    return words.heading(name) + "\n" + text.text
  }

  private var evenness: String? {
    let lines = words.evennessLines(of: comparison, labels)
    guard !lines.isEmpty else { return nil }
    var text = TextTable([.left, .left, .left, .right, .right, .right, .right])
    text.add(words.evennessHeadings)
    text.addRule()
    var before: [String] = []
    for line in lines {
      // A metric and a pool stand on the first of their lines.
      let head = [line.metric, line.pool]
      text.add(
        (head == before ? ["", ""] : head) + [line.plan]
          + line.values.map { $0.map { DecimalNumeral.fixed($0, decimals: 6) } ?? "—" })
      before = head
    }
    return words.evennessHeading + "\n" + text.text
  }

  private var holds: String {
    ([words.holdsHeading] + words.holdLines(of: comparison, labels).map { "\($0.plan)  \($0.text)" }).joined(
      separator: "\n")
  }

  private func today(_ cells: [PlanComparison.Cell]) -> String {
    cells.lazy.compactMap(\.figures).first?.quotaToday.map(words.number) ?? "—"
  }

  private func planned(_ cell: PlanComparison.Cell) -> String { cell.figures.map { words.number($0.planned) } ?? "—" }

  private func name(_ town: Town.ID) -> String { comparison.distinctName(town) }
}

extension PlanComparison {
  /// A short name for each plan: A, B … Z, and numbers beyond.
  var labels: [String] {
    plans.indices.map { place in
      place < 26 ? String(UnicodeScalar(UInt8(ascii: "A") + UInt8(place))) : "\(place + 1)"
    }
  }

  /// A town's name, with its group in front where another town of any plan has the same.
  func distinctName(_ town: Town.ID) -> String {
    let isShared = towns.count { $0.town.name == town.name } > 1
    return isShared ? (town.group + [town.name]).joined(separator: "/") : town.name
  }
}
