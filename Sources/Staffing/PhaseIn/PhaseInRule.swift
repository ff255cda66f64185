// SPDX-License-Identifier: GPL-3.0-or-later

/// How a plan is phased in over years 分年到位, as the planner states it.
public struct PhaseInRule: Hashable, Sendable {
  /// The largest change of a town's quota in a pool from one year to the next; both hold where both are given.
  public struct YearlyChange: Hashable, Sendable {
    /// So many posts.
    public let posts: Int?
    /// So many percent of today's quota, rounded down to whole posts: the same number every year.
    public let percent: Quantity?

    /// A limit.
    public init(posts: Int? = nil, percent: Quantity? = nil) {
      self.posts = posts
      self.percent = percent
    }
  }

  /// What the figures of expected retirements 预计退休 count.
  public enum Retirements: String, Hashable, Sendable, CaseIterable {
    /// Those of all years together, as for the attrition rule; spread over the years as evenly as whole people can be.
    case allYears = "all_years"
    /// Those of each single year.
    case eachYear = "each_year"
  }

  /// How many years there are, 1 to ``longest``.
  public let years: Int
  /// The largest change a year; `nil` for none.
  public let change: YearlyChange?
  /// What the figures of retirements count; `nil` where staff stays as it is today.
  public let retirements: Retirements?
  /// What quotas of a pool add up to in each year, by the pool's place; the last is the pool's total. Pools not named go
  /// from today's sum to their total in even steps, as far as the limits on change let them.
  public let totals: [Int: [Int]]
  /// Where it was written, as `scenario.yaml:30`: how messages refer to it.
  public let reference: String

  /// The most years.
  public static let longest = 30

  /// How a plan is phased in. Whether it makes sense is told by ``Scenario/faults``.
  public init(
    years: Int, change: YearlyChange? = nil, retirements: Retirements? = nil, totals: [Int: [Int]] = [:],
    reference: String = ""
  ) {
    self.years = years
    self.change = change
    self.retirements = retirements
    self.totals = totals
    self.reference = reference
  }
}

/// What keeps years from making sense.
public enum PhaseInFault: Hashable, Sendable {
  /// There is no year, or there are more than ``PhaseInRule/longest``.
  case yearsOutOfRange(Int)
  /// A limit on change is below zero, beyond ``Scenario/largestCount``, or states nothing.
  case changeOutOfRange
  /// A pool has another number of yearly totals than there are years.
  case totalsCount(pool: String, found: Int, years: Int)
  /// A yearly total is below zero or beyond ``Scenario/largestCount``.
  case totalOutOfRange(pool: String, Int)
  /// The last yearly total is not the pool's own.
  case totalsEndElsewhere(pool: String, last: Int, total: Int)
}

extension Scenario {
  /// What keeps the years from making sense. O(towns · pools).
  var phaseInFaults: [ScenarioFault] {
    guard let phaseIn else { return [] }
    var faults: [PhaseInFault] = []
    if !(1...PhaseInRule.longest).contains(phaseIn.years) { faults.append(.yearsOutOfRange(phaseIn.years)) }
    if let change = phaseIn.change {
      let isStated = change.posts != nil || change.percent != nil
      let isCount = (0...Self.largestCount).contains(change.posts ?? 0)
      if !isStated || !isCount || change.percent?.isNegative == true { faults.append(.changeOutOfRange) }
    }
    for (place, totals) in phaseIn.totals.sorted(by: { $0.key < $1.key }) where pools.indices.contains(place) {
      faults += PhaseInRule.faults(inTotals: totals, of: pools[place], years: phaseIn.years)
    }
    return faults.map { .phaseIn(phaseIn.reference, $0) } + missingForPhaseIn(phaseIn)
  }

  /// The figures of today that years begin with.
  private func missingForPhaseIn(_ phaseIn: PhaseInRule) -> [ScenarioFault] {
    towns.filter { !isFreeOfHistory($0) }.flatMap { town in
      zip(pools, town.posts).flatMap { pool, posts -> [ScenarioFault] in
        var missing: [ScenarioFault.Figure] = posts.quota == nil ? [.quota(pool: pool.id)] : []
        if phaseIn.retirements != nil {
          if posts.staff == nil { missing.append(.staff(pool: pool.id)) }
          if posts.retirements == nil { missing.append(.retirements(pool: pool.id)) }
        }
        return missing.map { .missingForRule(town.id, figure: $0, rule: phaseIn.reference) }
      }
    }
  }
}

extension PhaseInRule {
  /// What keeps a pool's yearly totals from making sense. O(years).
  public static func faults(inTotals totals: [Int], of pool: Pool, years: Int) -> [PhaseInFault] {
    var faults = totals.filter { !(0...Scenario.largestCount).contains($0) }.map {
      PhaseInFault.totalOutOfRange(pool: pool.id, $0)
    }
    if totals.count != years {
      faults.append(.totalsCount(pool: pool.id, found: totals.count, years: years))
    } else if let last = totals.last, last != pool.total {
      faults.append(.totalsEndElsewhere(pool: pool.id, last: last, total: pool.total))
    }
    return faults
  }
}
