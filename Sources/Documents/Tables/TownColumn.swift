// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// What a column of a towns file states.
enum TownColumn: Hashable, Sendable {
  case ordinal
  case name
  case kind
  case level(Int)
  case metric(Metric)
  case quota(pool: Int)
  case staff(pool: Int)
  case retirements(pool: Int)
  case secondedOut(pool: Int)
  case secondedIn(pool: Int)
  case stationed(pool: Int)
  case need(pool: Int)
  case contractStaff
  case fixedTotal
}

/// The headings of a scenario's towns file, in both languages.
struct ColumnCatalog: Sendable {
  /// Every heading that is known, without units, with what it states; the English one of each first.
  private(set) var headings: [(name: String, column: TownColumn)] = []
  /// What each states, by its name folded; the first where two are alike.
  private var columns: [String: TownColumn] = [:]

  /// The headings of a scenario that was read: of its own metrics those that it declares.
  init(_ scenario: Scenario) {
    let titles = scenario.metrics.compactMap { metric in metric.title.map { (metric.id, $0) } }
    self.init(
      levels: scenario.levels, metrics: scenario.metrics,
      declaredHeadings: Dictionary(titles, uniquingKeysWith: { first, _ in first }), pools: scenario.pools)
  }

  init(levels: [String], metrics: [Metric], declaredHeadings: [String: String], pools: [Pool]) {
    add(["ordinal", "序号"], .ordinal)
    add(["town", "镇街", "乡镇街道", "名称", "单位", "乡镇（街道）", "乡镇（街道）名称", "镇街名称", "单位名称"], .name)
    add(["kind", "类别", "类型"], .kind)
    for (index, level) in levels.enumerated() {
      add([level] + (Self.levelHeadings[level] ?? []), .level(index))
    }
    for metric in metrics {
      // A heading may be declared with its unit, as it stands in the table.
      let declared = declaredHeadings[metric.id].map { [$0, Heading($0).name] } ?? []
      add([metric.id] + declared + (Self.metricHeadings[metric.id] ?? []), .metric(metric))
    }
    for (index, pool) in pools.enumerated() {
      let titles = [pool.title, Self.poolTitles[pool.id]].compactMap(\.self)
      add(["\(pool.id)_quota"] + titles.flatMap { ["\($0)核定", "\($0)核定数", "\($0)核定编制"] }, .quota(pool: index))
      add(["\(pool.id)_staff"] + titles.flatMap { ["\($0)在编", "\($0)实有", "\($0)实有在编"] }, .staff(pool: index))
      add(["\(pool.id)_retirements"] + titles.flatMap { ["\($0)预计退休", "\($0)退休"] }, .retirements(pool: index))
      add(["\(pool.id)_seconded_out"] + titles.map { "\($0)借出" }, .secondedOut(pool: index))
      add(["\(pool.id)_seconded_in"] + titles.map { "\($0)借入" }, .secondedIn(pool: index))
      add(["\(pool.id)_stationed"] + titles.flatMap { ["\($0)上级派驻", "\($0)派驻"] }, .stationed(pool: index))
      add(["\(pool.id)_need"] + titles.flatMap { ["\($0)应配", "\($0)应配数"] }, .need(pool: index))
    }
    add(["contract_staff", "政府购买服务"], .contractStaff)
    add(["total_quota", "编制总数"], .fixedTotal)
  }

  private mutating func add(_ names: [String], _ column: TownColumn) {
    var seen = Set<String>()
    for name in names where seen.insert(name).inserted {
      headings.append((name, column))
      if columns[Self.fold(name)] == nil { columns[Self.fold(name)] = column }
    }
  }

  /// What a heading of this name states. English names are compared without regard to case, blanks being underscores.
  func column(named name: String) -> TownColumn? { columns[Self.fold(name)] }

  /// Whether a text is a heading that is known, with or without its unit.
  func knows(_ text: String) -> Bool {
    column(named: text) != nil || column(named: Heading(text).name) != nil
  }

  /// Whether headings are those of a table of towns: one of their names, one of a figure that plans are made from, and
  /// most of the others known too, or to be passed over. A sheet of results has some of these headings, never most.
  func describesTowns(_ headings: [String], ignoring ignored: [String]) -> Bool {
    let ignored = Set(ignored)
    let asked = headings.filter { !ignored.contains($0) && !ignored.contains(Heading($0).name) }
    let columns = asked.compactMap { column(named: $0) ?? column(named: Heading($0).name) }
    return columns.contains(.name) && 2 * columns.count > asked.count
      && columns.contains { column in
        switch column {
        case .metric, .quota, .staff, .need: true
        default: false
        }
      }
  }

  private static func fold(_ name: String) -> String {
    String(name.lowercased().map { $0 == " " ? "_" : $0 })
  }

  /// The heading that messages show for a column, in both languages: `area / 管辖范围 (km²)`.
  func example(of column: TownColumn) -> String {
    let names = headings.filter { $0.column == column }.map(\.name)
    let chinese = names.first { !$0.utf8.allSatisfy { $0 < 0x80 } }
    let name = [names.first, chinese].compactMap(\.self).reduce(into: [String]()) { list, name in
      if !list.contains(name) { list.append(name) }
    }.joined(separator: " / ")
    guard case .metric(let metric) = column, metric.dimension != .number else { return name }
    return "\(name) (\(MeasuringUnit.all(of: metric.dimension).first?.names.first ?? ""))"
  }

  static let standardLevels = ["province", "city", "county"]

  private static let levelHeadings = [
    "province": ["省", "省份"],
    "city": ["市", "地市", "市州"],
    "county": ["县", "区县", "县区", "县（市、区）", "县(市、区)"],
  ]

  private static let metricHeadings = [
    "resident_population": ["常住人口"],
    "registered_population": ["户籍人口"],
    "area": ["管辖范围", "管辖面积", "辖区面积", "面积"],
    "economic_output": ["经济总量", "地区生产总值"],
    "fiscal_revenue": ["财政收入", "一般公共预算收入"],
    "work_intensity": ["工作强度"],
    "mean_age": ["平均年龄"],
  ]

  static let poolTitles = ["administrative": "行政编制", "institutional": "事业编制"]
}
