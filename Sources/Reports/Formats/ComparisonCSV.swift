// SPDX-License-Identifier: GPL-3.0-or-later

public import Staffing

/// Plans side by side as comma-separated values: a contract for other programs, in English whatever the language.
public struct ComparisonCSV: Sendable {
  private let comparison: PlanComparison
  private let names: [String]

  /// The headings, in their order.
  public static let headings = [
    "town", "group", "pool", "plan", "name", "quota_today", "staff_today", "need", "quota_planned", "growth_percent",
    "difference", "rank", "rank_gain",
  ]

  /// The table of a comparison; each plan is named as it was asked for.
  public init(_ comparison: PlanComparison, names: [String]) {
    self.comparison = comparison
    self.names = names
  }

  /// One row a town, pool and plan that has the line; the form of ``PlanCSV``.
  public var text: String {
    var lines = [Self.headings.joined(separator: ",")]
    for line in comparison.towns {
      for pool in comparison.pools {
        for (place, cell) in line.cells(pool: pool.id).enumerated() {
          guard let figures = cell.figures else { continue }
          let fields: [String] = [
            line.town.name, line.town.group.joined(separator: "/"), pool.id, comparison.labels[place],
            place < names.count ? names[place] : "", numeral(figures.quotaToday), numeral(figures.staff),
            DecimalNumeral.fixed(figures.need, decimals: 6), String(figures.planned),
            figures.growth?.numeral.replacing("+", with: "") ?? "", numeral(cell.difference), numeral(cell.rank),
            numeral(cell.rankGain),
          ]
          lines.append(fields.map(PlanCSV.quoted).joined(separator: ","))
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func numeral(_ count: Int?) -> String { count.map { String($0) } ?? "" }
}
