// SPDX-License-Identifier: GPL-3.0-or-later

/// A plan year by year 分年到位: from today's quotas to the plan's.
public struct PhaseIn: Sendable {
  /// From which year on a town's staff is within its quota.
  public enum WithinQuota: Hashable, Sendable {
    /// It is within today and in every year.
    case today
    /// From this year on, counted from 1.
    case year(Int)
    /// Not within the years: so many people are still over at their end.
    case notWithin(over: Int)
  }

  /// How many years there are.
  public let years: Int
  /// The quotas after each year, by year, town and pool; the scenario's order of both.
  public let quotas: [[[Int]]]
  /// The people in post after each year, by year, town and pool; `nil` where today's figure is missing.
  public let staff: [[[Int?]]]
  /// What the quotas of each pool add up to after each year, by year and pool.
  public let totals: [[Int]]
  /// By pool, whether no quota ever moves away from the plan's or beyond it. Where that cannot be under the yearly
  /// totals, as few posts do as can be.
  public let isMonotone: [Bool]
  /// What is planned, by town and pool.
  public let targets: [[Int]]

  /// The posts that a town still has to gain after the last year, or to give up where below zero.
  public func remaining(town: Int, pool: Int) -> Int {
    targets[town][pool] - (quotas.last?[town][pool] ?? targets[town][pool])
  }

  /// The towns that are not at the plan after the last year, in one pool, by their places. O(towns).
  public func townsOff(pool: Int) -> [Int] {
    targets.indices.filter { remaining(town: $0, pool: pool) != 0 }
  }

  /// People over a town's quota after a year, 1 to ``years``; vacant posts below zero, `nil` where the figure is missing.
  public func overQuota(town: Int, pool: Int, year: Int) -> Int? {
    guard quotas.indices.contains(year - 1) else { return nil }
    return staff[year - 1][town][pool].map { $0 - quotas[year - 1][town][pool] }
  }

  /// From which year on a town is within its quota of a pool for good; `nil` where a figure is missing. Its figures of
  /// today are the caller's to state. O(years).
  public func withinQuota(town: Int, pool: Int, today: Town.Posts) -> WithinQuota? {
    guard years > 0, let last = overQuota(town: town, pool: pool, year: years) else { return nil }
    if last > 0 { return .notWithin(over: last) }
    for year in stride(from: years - 1, through: 1, by: -1) {
      if let over = overQuota(town: town, pool: pool, year: year), over > 0 { return .year(year + 1) }
    }
    let over = (today.staff ?? 0) - (today.quota ?? 0)
    return over > 0 ? .year(1) : .today
  }
}

extension Plan {
  /// From which year on a town is within its quota of a pool; `nil` without years or where a figure is missing.
  public func withinQuota(town: Int, pool: Int) -> PhaseIn.WithinQuota? {
    phaseIn?.withinQuota(town: town, pool: pool, today: scenario.towns[town].posts[pool])
  }

  /// From which year on a town is within its quota of every pool. Who is over in one pool and vacant in another is over.
  /// O(years · pools).
  public func withinQuota(town: Int) -> PhaseIn.WithinQuota? {
    let pools = scenario.pools.indices.map { withinQuota(town: town, pool: $0) }
    guard pools.allSatisfy({ $0 != nil }) else { return nil }
    var (latest, over) = (0, 0)
    for case let pool? in pools {
      switch pool {
      case .today: break
      case .year(let year): latest = max(latest, year)
      case .notWithin(let more): over += more
      }
    }
    return over > 0 ? .notWithin(over: over) : latest > 0 ? .year(latest) : .today
  }
}
