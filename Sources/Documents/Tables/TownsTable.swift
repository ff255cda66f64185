// SPDX-License-Identifier: GPL-3.0-or-later

public import Staffing

/// The towns of a scenario as a table, as a towns file has them: who reads it back has the same towns.
///
/// Figures are in the metrics' own units, which the headings state. Columns in which no town has an entry are left out, but
/// for metrics.
public struct TownsTable: Sendable {
  /// A column.
  public struct Column: Sendable {
    /// Its heading, with its unit where there is one.
    public let heading: String
    /// What its entries are.
    public let kind: Kind
  }

  /// What the entries of a column are.
  public enum Kind: Sendable {
    /// Text.
    case text
    /// Whole numbers.
    case count
    /// Decimal numbers.
    case amount
  }

  /// An entry of the table.
  public enum Entry: Hashable, Sendable {
    /// No figure.
    case blank
    /// Text.
    case text(String)
    /// A number.
    case number(Quantity)
  }

  /// The columns from left to right.
  public let columns: [Column]
  /// The towns in listing order, with an entry for each column.
  public let rows: [[Entry]]

  /// Lays out a scenario's towns under headings in Chinese or English. O(towns · columns).
  public init(_ scenario: Scenario, inChinese: Bool) {
    let catalog = ColumnCatalog(scenario)
    let towns = scenario.listingOrder.map { scenario.towns[$0] }
    var columns: [Column] = []
    var entries: [[Entry]] = []
    func add(_ column: TownColumn, _ kind: Kind, always: Bool = false, _ entry: (Town) -> Entry) {
      let list = towns.map(entry)
      guard always || list.contains(where: { $0 != .blank }) else { return }
      columns.append(Column(heading: catalog.heading(of: column, inChinese: inChinese), kind: kind))
      entries.append(list)
    }
    func number(_ count: Int?) -> Entry { count.map { .number(Quantity($0)) } ?? .blank }
    add(.ordinal, .count) { number($0.ordinal) }
    for level in scenario.levels.indices {
      add(.level(level), .text) { $0.group.indices.contains(level) ? .text($0.group[level]) : .blank }
    }
    add(.name, .text, always: true) { .text($0.name) }
    add(.kind, .text, always: true) { .text(Self.kind($0.kind, inChinese: inChinese)) }
    for (place, metric) in scenario.metrics.enumerated() {
      add(.metric(metric), .amount, always: true) { $0.metrics[place].map { .number($0) } ?? .blank }
    }
    for pool in scenario.pools.indices {
      add(.quota(pool: pool), .count) { number($0.posts[pool].quota) }
      add(.staff(pool: pool), .count) { number($0.posts[pool].staff) }
      add(.retirements(pool: pool), .count) { number($0.posts[pool].retirements) }
      add(.secondedOut(pool: pool), .count) { number($0.posts[pool].secondedOut) }
      add(.secondedIn(pool: pool), .count) { number($0.posts[pool].secondedIn) }
      add(.stationed(pool: pool), .count) { number($0.posts[pool].stationed) }
      add(.need(pool: pool), .amount) { $0.givenNeeds[pool].map { .number($0) } ?? .blank }
    }
    add(.contractStaff, .count) { number($0.contractStaff) }
    add(.fixedTotal, .count) { number($0.fixedTotal) }
    self.columns = columns
    rows = towns.indices.map { town in entries.map { $0[town] } }
  }

  private static func kind(_ kind: Town.Kind, inChinese: Bool) -> String {
    guard inChinese else { return kind.rawValue }
    return switch kind {
    case .town: "镇"
    case .subdistrict: "街道"
    case .township: "乡"
    default: kind.rawValue
    }
  }
}

extension ColumnCatalog {
  /// The heading that a file has for a column, with the unit in which the figures are held; one that is read as this column
  /// and no other. Of a metric that the scenario declares it is the scenario's own, whatever the language.
  func heading(of column: TownColumn, inChinese: Bool) -> String {
    let names = headings.filter { $0.column == column }.map(\.name)
    let own: [String] = if case .metric(let metric) = column { [metric.title].compactMap(\.self) } else { [] }
    let preferred = own + names.filter { name in inChinese != name.utf8.allSatisfy { $0 < 0x80 } } + names
    let name = preferred.first { self.column(named: $0) == column } ?? names.first ?? ""
    guard case .metric(let metric) = column, metric.dimension != .number,
      let unit = MeasuringUnit.all(of: metric.dimension).first(where: { $0.powerOfTen == 0 })
    else { return name }
    let unitName = unit.names.first { name in inChinese != name.utf8.allSatisfy { $0 < 0x80 } } ?? unit.names.first
    return inChinese ? "\(name)(\(unitName ?? ""))" : "\(name) (\(unitName ?? ""))"
  }
}
