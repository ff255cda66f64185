// SPDX-License-Identifier: GPL-3.0-or-later

public import Staffing

/// A plan as comma-separated values: a contract for other programs, in English whatever the language.
public struct PlanCSV: Sendable {
  private let plan: Plan

  /// The headings, in their order.
  public static let headings = [
    "town", "kind", "group", "pool", "quota_today", "staff_today", "need", "quota_planned", "change",
    "growth_percent", "reason",
  ]

  /// The table of a plan.
  public init(_ plan: Plan) { self.plan = plan }

  /// One row a town and pool in listing order; UTF-8, lines ended by LF, fields quoted where they need it (RFC 4180).
  /// Needs have six decimals, growth one; what is unknown is blank; the group's path is joined by `/`.
  public var text: String {
    let scenario = plan.scenario
    let words = Words(.english)
    var text = Self.headings.joined(separator: ",") + "\n"
    for row in PlanTable(plan).rows {
      guard case .town(let index) = row.subject else { continue }
      let town = scenario.towns[index]
      for (pool, figures) in row.pools.enumerated() {
        let growth = figures.growth.map { $0.numeral.trimmingPrefix("+") }
        let reason = words.reason(plan.reason(town: index, pool: pool), of: scenario)
        let fields: [String] = [
          town.name, town.kind.rawValue, town.group.joined(separator: "/"), scenario.pools[pool].id,
          Self.numeral(figures.quotaToday), Self.numeral(figures.staff),
          DecimalNumeral.fixed(figures.need, decimals: 6), String(figures.planned),
          Self.numeral(figures.change), growth.map(String.init) ?? "", reason,
        ]
        for (place, field) in fields.enumerated() {
          if place > 0 { text += "," }
          text += Self.quoted(field)
        }
        text += "\n"
      }
    }
    return text
  }

  private static func numeral(_ count: Int?) -> String { count.map { String($0) } ?? "" }

  static func quoted(_ field: String) -> String {
    let needsQuotes = field.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
    return needsQuotes ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
  }
}
