// SPDX-License-Identifier: GPL-3.0-or-later

/// What stands in one cell group of the plan table: one pool, or all together.
public struct Figures: Hashable, Sendable {
  /// Today's quota; `nil` where a figure is missing.
  public private(set) var quotaToday: Int?
  /// People in post; `nil` where a figure is missing.
  public private(set) var staff: Int?
  /// The need, in posts.
  public private(set) var need: Double
  /// The planned quota.
  public private(set) var planned: Int

  /// The change against today's quota.
  public var change: Int? { quotaToday.map { planned - $0 } }
  /// The growth against today's quota.
  public var growth: Growth? { Growth(from: quotaToday, to: planned) }
  /// Staff over today's quota 超编; vacant posts 空编 below zero.
  public var overQuotaToday: Int? { staff.flatMap { staff in quotaToday.map { staff - $0 } } }
  /// Staff over the planned quota; vacant posts below zero.
  public var overQuotaPlanned: Int? { staff.map { $0 - planned } }

  static var none: Figures { Figures(quotaToday: 0, staff: 0, need: 0, planned: 0) }

  /// Figures that are known from elsewhere, as from a saved plan.
  public init(quotaToday: Int?, staff: Int?, need: Double, planned: Int) {
    self.quotaToday = quotaToday
    self.staff = staff
    self.need = need
    self.planned = planned
  }

  /// What a town has in a pool today, beside its need and a quota.
  init(_ today: Town.Posts, need: Double, planned: Int) {
    self.init(quotaToday: today.quota, staff: today.staff, need: need, planned: planned)
  }

  /// Adds up; a sum with a missing figure is missing, for blank is not zero.
  public static func + (left: Figures, right: Figures) -> Figures {
    func sum(_ a: Int?, _ b: Int?) -> Int? { a.flatMap { a in b.map { a + $0 } } }
    return Figures(
      quotaToday: sum(left.quotaToday, right.quotaToday), staff: sum(left.staff, right.staff),
      need: left.need + right.need, planned: left.planned + right.planned)
  }
}

extension Plan {
  /// A town's figures in a pool, by the places of both. O(1).
  public func figures(town: Int, pool: Int) -> Figures {
    Figures(scenario.towns[town].posts[pool], need: needs[town, pool], planned: quotas[town][pool])
  }
}

/// The plan beside today's staffing: towns, subtotals by group, and the total.
public struct PlanTable: Sendable {
  /// One line of the table.
  public struct Row: Sendable {
    /// What a line is about.
    public enum Subject: Hashable, Sendable {
      /// A town, by its place in the scenario.
      case town(Int)
      /// The towns of a group together, by its path.
      case subtotal([String])
      /// All towns.
      case total
    }

    /// What the line is about.
    public let subject: Subject
    /// One entry a pool.
    public let pools: [Figures]
    /// All pools together.
    public var together: Figures { pools.reduce(.none, +) }
    /// People outside the quota; `nil` where a figure is missing.
    public let contractStaff: Int?
  }

  /// The lines: towns in listing order, each group's subtotal after its last town, the total last. A group that all
  /// towns are in has no subtotal of its own: it would repeat the total.
  public let rows: [Row]

  /// Lays out a plan. O(towns · (pools + levels)).
  public init(_ plan: Plan) {
    self.init(plan.scenario, needs: plan.needs, quotas: plan.quotas)
  }

  /// Lays out quotas, whoever made them: a row a town and an entry a pool, by the scenario's order of both.
  /// O(towns · (pools + levels)).
  public init(_ scenario: Scenario, needs: NeedTable, quotas: [[Int]]) {
    let towns = scenario.listingOrder.map { town in
      Row(
        subject: .town(town),
        pools: scenario.pools.indices.map { pool in
          Figures(scenario.towns[town].posts[pool], need: needs[town, pool], planned: quotas[town][pool])
        }, contractStaff: scenario.towns[town].contractStaff)
    }
    rows = Self.withSubtotals(towns, scenario)
  }

  private static func withSubtotals(_ towns: [Row], _ scenario: Scenario) -> [Row] {
    var rows: [Row] = []
    rows.reserveCapacity(towns.count + towns.count / 4)
    var all = Sum(pools: scenario.pools.count)
    var open: [(path: [String], sum: Sum)] = []
    func close(downTo depth: Int) {
      while open.count > depth, let last = open.popLast() {
        if last.sum.towns < towns.count { rows.append(last.sum.row(.subtotal(last.path))) }
      }
    }
    var path: [String] = []
    for town in towns {
      guard case .town(let index) = town.subject else { continue }
      let group = scenario.towns[index].group
      if group != path {
        let shared = zip(open, group).prefix { $0.path.last == $1 }.count
        close(downTo: shared)
        for depth in open.count..<max(open.count, group.count) {
          open.append((Array(group.prefix(depth + 1)), Sum(pools: scenario.pools.count)))
        }
        path = group
      }
      for depth in open.indices { open[depth].sum.add(town) }
      all.add(town)
      rows.append(town)
    }
    close(downTo: 0)
    rows.append(all.row(.total))
    return rows
  }

  /// Lines added up.
  private struct Sum {
    private(set) var towns = 0
    private var pools: [Figures]
    private var contractStaff: Int? = 0

    init(pools: Int) { self.pools = Array(repeating: .none, count: pools) }

    mutating func add(_ row: Row) {
      towns += 1
      for pool in pools.indices { pools[pool] = pools[pool] + row.pools[pool] }
      contractStaff = contractStaff.flatMap { sum in row.contractStaff.map { sum + $0 } }
    }

    func row(_ subject: Row.Subject) -> Row { Row(subject: subject, pools: pools, contractStaff: contractStaff) }
  }
}
