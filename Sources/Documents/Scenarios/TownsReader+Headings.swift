// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// What the columns of a table of towns state, by their headings and a row of units below.
extension TownsReader {
  /// Whether a row is one of units, as stand below the headings of many a table: no numbers, and units for the most part.
  func isUnits(_ row: TableRow, _ table: any HeadedTable) -> Bool {
    let names = Metric.Dimension.allCases.flatMap(MeasuringUnit.accepted) + MeasuringUnit.ofCounts
    let units = Set(names.map { $0.lowercased() })
    let texts = (0..<table.headings.count).map { table.text(row, $0) }.filter { !$0.isEmpty && !Self.isDash($0) }
    let found = texts.count { units.contains(Self.bare($0).lowercased()) }
    return found > 0 && 2 * found >= texts.count && !texts.contains { Numeral.quantity($0) != nil }
  }

  /// A unit without the brackets around it.
  private static func bare(_ unit: String) -> String {
    String(unit.trimmingPrefix { "（([".contains($0) }.prefix { !"）)]".contains($0) })
  }

  private static func isDash(_ text: String) -> Bool { text.allSatisfy { "-—–/".contains($0) } }

  /// Reads the headings; a unit that stands below one is as good as one in it.
  func readHeadings(_ table: any HeadedTable, units: TableRow?) -> Columns {
    var columns = Columns()
    let ignored = Set(ignored)
    var unknown: [(text: String, nearest: String?, position: Position)] = []
    if let separator = table.foreignSeparator {
      faults.add(.wrongSeparator(separator), at: table.headingPosition)
      return columns
    }
    for index in 0..<table.headings.count {
      let text = table.text(table.headings, index)
      columns.headings.append(text)
      if let problem = table.problem(table.headings, index) {
        faults.add(problem, at: table.position(line: table.headings.line, column: index))
        continue
      }
      let position = table.position(line: table.headings.line, column: index, field: text.isEmpty ? nil : text)
      let parts = Heading(text)
      if ignored.contains(text) || ignored.contains(parts.name) { continue }
      // A heading like 县(市、区) is a name with its brackets.
      let whole = catalog.column(named: text)
      guard let column = whole ?? catalog.column(named: parts.name) else {
        if text.isEmpty && table.rows.allSatisfy({ table.isBlank($0, index) }) { continue }
        let nearest = text.isEmpty ? nil : Nearest.name(to: parts.name, among: catalog.headings.map(\.name))
        if text.isEmpty {
          faults.add(.unknownHeading("", nearest: nil), at: position)
        } else {
          unknown.append((text, nearest, position))
        }
        continue
      }
      if let first = columns.place[column] {
        faults.add(.duplicateHeading(text, firstColumn: first + 1), at: position)
        continue
      }
      columns.place[column] = index
      let isMetric = if case .metric = column { true } else { false }
      var (unit, unitPosition) = (isMetric || whole == nil ? parts.unit : nil, position)
      if let units, column.isMeasured {
        let below = Self.bare(table.text(units, index))
        if let stated = unit, !below.isEmpty, !Self.isDash(below), stated.lowercased() != below.lowercased() {
          faults.add(.conflictingUnits(heading: stated, row: below), at: position)
          continue
        }
        if unit == nil, !below.isEmpty, !Self.isDash(below) {
          (unit, unitPosition) = (below, table.position(line: units.line, column: index, field: text))
        }
      }
      if case .metric(let metric) = column {
        columns.powerOfTen[index] = powerOfTen(metric, unit: unit, text, unitPosition)
      } else if let unit, !MeasuringUnit.ofCounts.contains(unit.lowercased()) {
        faults.add(.unknownUnit(unit, accepted: MeasuringUnit.ofCounts), at: unitPosition)
      }
    }
    faults.add(unknown: unknown, ignored: self.ignored)
    columns.inOrder = columns.place.values.sorted()
    if columns.place[.name] == nil {
      faults.add(
        .missingHeading(expected: catalog.example(of: .name)),
        at: table.headingPosition)
    }
    return columns
  }

  private func powerOfTen(_ metric: Metric, unit: String?, _ heading: String, _ position: Position) -> Int {
    let units = MeasuringUnit.all(of: metric.dimension)
    guard let unit else {
      if metric.dimension != .number {
        faults.add(
          .missingUnit(heading, accepted: MeasuringUnit.accepted(for: metric.dimension)), at: position)
      }
      return 0
    }
    if let known = units.first(where: { $0.names.contains { $0.lowercased() == unit.lowercased() } }) {
      return known.powerOfTen
    }
    // A number may say what it counts; 万 and the like would change the figures.
    let changesFigures = ["千", "万", "亿", "k", "million"].contains { unit.lowercased().contains($0) }
    if metric.dimension != .number || changesFigures {
      faults.add(.unknownUnit(unit, accepted: MeasuringUnit.accepted(for: metric.dimension)), at: position)
    }
    return 0
  }
}

extension TownColumn {
  /// Whether its entries are numbers of something, which may have a unit.
  fileprivate var isMeasured: Bool {
    switch self {
    case .ordinal, .name, .kind, .level: false
    default: true
    }
  }
}
