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
    let pools = scenario.pools.map { Self.quoted($0.id) }
    // What many rows have in common is put into words once.
    var reasons: [Reason: String] = [:]
    func reason(_ reason: Reason) -> String {
      if let known = reasons[reason] { return known }
      let text = Self.quoted(words.reason(reason, of: scenario))
      reasons[reason] = text
      return text
    }
    var line = Line(Self.headings)
    line.text.reserveCapacity(scenario.towns.count * pools.count * 96)
    var (path, group) = ([String](), "")
    for index in scenario.listingOrder {
      let town = scenario.towns[index]
      if town.group != path { (path, group) = (town.group, Self.quoted(town.group.joined(separator: "/"))) }
      let head = "\(Self.quoted(town.name)),\(Self.quoted(town.kind.rawValue)),\(group),"
      for pool in pools.indices {
        let figures = plan.figures(town: index, pool: pool)
        line.begin(head)
        line.add(pools[pool])
        line.add(figures.quotaToday)
        line.add(figures.staff)
        line.add(figures.need, decimals: 6)
        line.add(figures.planned)
        line.add(figures.change)
        line.add(figures.growth?.tenths, decimals: 1)
        line.end(reason(plan.reason(town: index, pool: pool)))
      }
    }
    return String(decoding: line.text, as: UTF8.self)
  }

  /// Lines as they are written, field by field.
  private struct Line {
    var text: [UInt8]

    init(_ headings: [String]) { text = Array((headings.joined(separator: ",") + "\n").utf8) }

    private mutating func close() { text.append(UInt8(ascii: ",")) }

    mutating func begin(_ head: String) { text += head.utf8 }

    mutating func add(_ field: String) {
      text += field.utf8
      close()
    }

    /// A whole number, or one of so many tenths and so on.
    mutating func add(_ units: Int?, decimals: Int = 0) {
      if let units { DecimalNumeral.append(units, decimals: decimals, to: &text) }
      close()
    }

    mutating func add(_ number: Double, decimals: Int) {
      DecimalNumeral.append(number, decimals: decimals, to: &text)
      close()
    }

    mutating func end(_ field: String) {
      text += field.utf8
      text.append(UInt8(ascii: "\n"))
    }
  }

  static func quoted(_ field: String) -> String {
    let needsQuotes = field.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
    return needsQuotes ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
  }
}
