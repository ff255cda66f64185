// SPDX-License-Identifier: GPL-3.0-or-later

/// Something in today's staffing that is out of line.
public struct Mismatch: Hashable, Sendable {
  /// How much it matters. Where a part is asked for and a number of people, both must be reached, so that one or two posts
  /// of a small office are no alarm.
  ///
  /// | Finding | notice | warning from | serious from |
  /// |---|---|---|---|
  /// | ``Finding/inversion(_:)`` | any | a factor of 1.5 | a factor of 3, or no end to it |
  /// | ``Finding/outlier(_:)`` | – | 2.5 robust spreads | 3.5 (Iglewicz and Hoaglin, 1993) |
  /// | ``Finding/overQuota(pool:staff:quota:)``, ``Finding/vacancies(pool:staff:quota:)`` | any | 10 % and 3 posts | 30 % and 10 posts |
  /// | ``Finding/offNeed(pool:staff:need:)`` | 20 % | 20 % and 3 posts | 50 % and 10 posts |
  /// | ``Finding/contractStaff(count:staff:)`` | – | half the staff in post | as many |
  /// | ``Finding/inefficient(_:)`` | any | below half the median score | below a quarter of it |
  ///
  /// Efficiency is held against the median of the towns compared: the best alone is one town, and where there is one
  /// output most stand far below it.
  public enum Severity: Int, Hashable, Sendable, Comparable, CaseIterable {
    /// Worth knowing.
    case notice
    /// Worth looking into.
    case warning
    /// Hard to defend.
    case serious

    /// By how large a part of the whole something is, and how many posts.
    init(part: Double, posts: Double, warning: (part: Double, posts: Double), serious: (part: Double, posts: Double)) {
      func reaches(_ least: (part: Double, posts: Double)) -> Bool { part >= least.part && posts >= least.posts }
      self = reaches(serious) ? .serious : reaches(warning) ? .warning : .notice
    }

    /// The more serious is the greater.
    public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
  }

  /// What is out of line, with its figures.
  public enum Finding: Hashable, Sendable {
    /// An inversion 倒挂: a town at least as large on every metric that is compared, and larger on one, has fewer posts.
    /// Of all such pairs, the one in which the smaller town stands farthest off.
    case inversion(Inversion)
    /// A quota far from what the norm says that is fitted to all towns.
    case outlier(Outlier)
    /// More staff than posts in a pool 超编.
    case overQuota(pool: Int, staff: Int, quota: Int)
    /// Vacant posts in a pool 空编.
    case vacancies(pool: Int, staff: Int, quota: Int)
    /// Staff in a pool against the need that the policy model says.
    case offNeed(pool: Int, staff: Int, need: Double)
    /// Contract staff 政府购买服务 beside the staff of all pools.
    case contractStaff(count: Int, staff: Int)
    /// More staff than a mix of other towns needs to achieve as much.
    case inefficient(Inefficiency)
  }

  /// A pair of towns the wrong way round.
  public struct Inversion: Hashable, Sendable {
    /// The town that is at least as large, by its place.
    public let larger: Int
    /// Its posts over all pools.
    public let largerPosts: Int
    /// The smaller town's posts over all pools.
    public let smallerPosts: Int
    /// The metric by which posts per head are told: the first of those compared, by its place.
    public let metric: Int
    /// The smaller town's posts per unit of the metric over those of the larger; `nil` where a figure is zero.
    public let factor: Double?
    /// In how many pairs the smaller town stands the wrong way round.
    public let pairs: Int
  }

  /// A town beside the norm.
  public struct Outlier: Hashable, Sendable {
    /// The town's posts over all pools.
    public let posts: Int
    /// What the norm says.
    public let norm: Double
    /// The logarithm of posts over norm.
    public let residual: Double
    /// The residual in units of the robust spread: 1.4826 times the median absolute residual, which is the standard
    /// deviation where residuals are normal.
    public let score: Double
  }

  /// A town beside others that achieve as much with less; see ``StaffEfficiency``.
  public struct Inefficiency: Hashable, Sendable {
    /// The town's staff over all pools.
    public let staff: Int
    /// The part of it that would do, from 0 to 1.
    public let score: Double
    /// The towns that show it, by their places, the largest share first.
    public let models: [Int]
  }

  /// The town, by its place in the scenario.
  public let town: Int
  /// What is out of line.
  public let finding: Finding
  /// How much it matters.
  public let severity: Severity
}

/// All that is out of line in a scenario's staffing of today.
public struct MismatchSurvey: Sendable {
  /// What was looked at.
  public let scenario: Scenario
  /// The mismatches: inversions, outliers, towns that others outdo, then each town's own; the most serious first within
  /// each sort.
  public let mismatches: [Mismatch]
  /// The pairs of towns that are the wrong way round.
  public let inversionPairs: Int
  /// The metrics by which towns were compared, by their places.
  public let compared: [Int]
  /// The level within whose groups towns were compared; `nil` where all were.
  public let level: Int?
  /// The norms that outliers were told by, one for each group that has enough figures to fit one.
  public let norms: [PeerNorm]
  /// The fewest posts that have to go from one town to another so that no pair is the wrong way round, the posts of all
  /// towns that are compared staying as they are together; `nil` where that was not asked for or found.
  public let fewestMoves: Int?
  /// How evenly today's posts stand to people and to land.
  public let fairness: FairnessTable
  /// What towns achieve, by which ``Mismatch/Finding/inefficient(_:)`` is told, by the places of the metrics; empty
  /// where that was not asked for.
  public let outputs: [Int]

  /// The norm of a group's towns.
  public struct PeerNorm: Sendable {
    /// The group; empty for all towns.
    public let group: [String]
    /// The norm.
    public let norm: StaffingNorm
  }

  /// The norm of all towns; `nil` where they were compared within groups, or there were too few figures to fit one.
  public var norm: StaffingNorm? { level == nil ? norms.first?.norm : nil }

  /// The towns by how much is out of line there: those with the most serious mismatches first, then the most warnings,
  /// then the most notices; towns without any are left out. O(mismatches + towns · log towns).
  public var townsByMismatches: [TownCount] {
    var counts: [Int: [Int]] = [:]
    for mismatch in mismatches {
      counts[mismatch.town, default: Mismatch.Severity.allCases.map { _ in 0 }][mismatch.severity.rawValue] += 1
    }
    return counts.map { TownCount(town: $0, bySeverity: $1) }.sorted { left, right in
      let (a, b) = (Array(left.bySeverity.reversed()), Array(right.bySeverity.reversed()))
      return a != b ? b.lexicographicallyPrecedes(a) : left.town < right.town
    }
  }

  /// How much is out of line in one town.
  public struct TownCount: Hashable, Sendable {
    /// The town, by its place.
    public let town: Int
    /// How many mismatches, by ``Mismatch/Severity/rawValue``.
    fileprivate let bySeverity: [Int]
    /// How many there are of a severity.
    public func count(_ severity: Mismatch.Severity) -> Int { bySeverity[severity.rawValue] }
    /// How many there are.
    public var total: Int { bySeverity.reduce(0, +) }
  }
}
