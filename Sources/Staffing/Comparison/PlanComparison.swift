// SPDX-License-Identifier: GPL-3.0-or-later

/// Plans side by side, each against the first 方案对比.
///
/// Towns are matched by group and name, pools by their name in files. What only some plans have is there for those alone:
/// blank is not zero.
///
/// ```swift
/// let comparison = PlanComparison([PlanSummary(before), PlanSummary(after)])
/// for line in comparison.towns { print(line.town.name, line.cells(pool: "administrative")[1].difference ?? 0) }
/// ```
public struct PlanComparison: Sendable {
  /// What one plan has in one line.
  public struct Cell: Hashable, Sendable {
    /// The figures; `nil` where the plan has no such line.
    public let figures: Figures?
    /// The planned quota less that of the first plan; `nil` where either has no such line, and for the first itself.
    public let difference: Int?
    /// The place by planned quota among the plan's towns, 1 for the largest; equal quotas have the same. `nil` for totals.
    public let rank: Int?
    /// The places won against the first plan, lost where below zero; `nil` where ``difference`` is.
    public let rankGain: Int?
  }

  /// A town in all plans.
  public struct TownLine: Hashable, Sendable {
    /// The town.
    public let town: Town.ID
    fileprivate let byPool: [String?: [Cell]]

    /// One cell a plan, of a pool by its name, or of all pools together.
    public func cells(pool: String?) -> [Cell] { byPool[pool] ?? [] }
  }

  /// Posts that change hands between the first plan and another.
  public struct Moves: Hashable, Sendable {
    /// Posts that towns have fewer.
    public let taken: Int
    /// The towns that have fewer.
    public let losers: Int
    /// Posts that towns have more.
    public let given: Int
    /// The towns that have more.
    public let winners: Int
    /// The towns that both plans have; only these are compared.
    public let shared: Int
    /// The towns that only the first has.
    public let onlyInFirst: Int
    /// The towns that only the other has.
    public let onlyInOther: Int
  }

  /// The plans, at least one.
  public let plans: [PlanSummary]
  /// The pools of all plans, each where it appears first.
  public let pools: [Pool]
  /// The towns of all plans, in the first plan's order and then as the others add to them.
  public let towns: [TownLine]

  /// Compares plans. O(plans · towns · pools · log towns).
  public init(_ plans: [PlanSummary]) {
    self.plans = plans
    var pools: [Pool] = []
    for pool in plans.flatMap(\.pools) where !pools.contains(where: { $0.id == pool.id }) { pools.append(pool) }
    self.pools = pools
    var order: [Town.ID] = []
    var seen: Set<Town.ID> = []
    for line in plans.flatMap(\.towns) where seen.insert(line.town).inserted { order.append(line.town) }
    let names = pools.map { String?.some($0.id) } + [nil]
    let columns = plans.map { plan in Dictionary(uniqueKeysWithValues: names.map { ($0, Column(plan, $0)) }) }
    towns = order.map { town in
      TownLine(
        town: town,
        byPool: Dictionary(
          uniqueKeysWithValues: names.map { pool in
            (pool, Self.cells(columns.map { $0[pool] ?? Column() }, town))
          }))
    }
  }

  /// The totals of a pool, or of all pools together: one cell a plan, without ranks. O(towns).
  public func totals(pool: String?) -> [Cell] {
    let sums = plans.map { plan in
      let lines = plan.towns.compactMap { line in pool.map { line.pools[$0] } ?? line.together }
      let isThere = pool.map { id in plan.pools.contains { $0.id == id } } ?? true
      return isThere ? lines.reduce(Figures(quotaToday: 0, staff: 0, need: 0, planned: 0), +) : nil
    }
    return sums.enumerated().map { place, figures in
      Cell(
        figures: figures, difference: place == 0 ? nil : Self.difference(figures, sums.first ?? nil), rank: nil,
        rankGain: nil)
    }
  }

  /// The posts that change hands from the first plan to another, in a pool or all together; towns and pools that only one
  /// of the two has are left out. `nil` for a plan that is not there. O(towns).
  public func moves(plan: Int, pool: String?) -> Moves? {
    guard plans.indices.contains(plan) else { return nil }
    let pairs = towns.map { line in
      let cells = line.cells(pool: pool)
      return (first: cells[0].figures, other: cells[plan].figures)
    }
    let differences = pairs.compactMap { Self.difference($0.other, $0.first) }
    return Moves(
      taken: differences.reduce(0) { $0 + max(0, -$1) }, losers: differences.count { $0 < 0 },
      given: differences.reduce(0) { $0 + max(0, $1) }, winners: differences.count { $0 > 0 },
      shared: differences.count, onlyInFirst: pairs.count { $0.first != nil && $0.other == nil },
      onlyInOther: pairs.count { $0.first == nil && $0.other != nil })
  }

  /// The towns whose quota differs most from the first plan's: those that gain, the most first, or lose. O(towns · log towns).
  public func movers(plan: Int, pool: String?, gaining: Bool, most: Int = 5) -> [(town: Town.ID, difference: Int)] {
    let sign = gaining ? 1 : -1
    let moved = towns.enumerated().compactMap { place, line -> (place: Int, difference: Int)? in
      guard plans.indices.contains(plan), let difference = line.cells(pool: pool)[plan].difference,
        difference * sign > 0
      else { return nil }
      return (place, difference)
    }
    return moved.sorted { ($0.difference * -sign, $0.place) < ($1.difference * -sign, $1.place) }.prefix(most)
      .map { (towns[$0.place].town, $0.difference) }
  }

  /// One plan's figures of a pool, with ranks.
  private struct Column {
    var figures: [Town.ID: Figures] = [:]
    var ranks: [Int: Int] = [:]

    init() {}

    init(_ plan: PlanSummary, _ pool: String?) {
      for line in plan.towns {
        if let pool { figures[line.town] = line.pools[pool] } else { figures[line.town] = line.together }
      }
      for (place, quota) in figures.values.map(\.planned).sorted(by: >).enumerated() where ranks[quota] == nil {
        ranks[quota] = place + 1
      }
    }

    func rank(_ town: Town.ID) -> Int? { figures[town].flatMap { ranks[$0.planned] } }
  }

  private static func cells(_ columns: [Column], _ town: Town.ID) -> [Cell] {
    columns.enumerated().map { place, column in
      let (figures, rank) = (column.figures[town], column.rank(town))
      guard place > 0, let first = columns.first else {
        return Cell(figures: figures, difference: nil, rank: rank, rankGain: nil)
      }
      let gain = first.rank(town).flatMap { before in rank.map { before - $0 } }
      return Cell(
        figures: figures, difference: difference(figures, first.figures[town]), rank: rank, rankGain: gain)
    }
  }

  private static func difference(_ figures: Figures?, _ first: Figures?) -> Int? {
    figures.flatMap { figures in first.map { figures.planned - $0.planned } }
  }
}
