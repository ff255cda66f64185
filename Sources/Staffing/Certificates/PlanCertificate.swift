// SPDX-License-Identifier: GPL-3.0-or-later

/// Everything that is needed to check by hand, and without the solver, that a plan keeps its totals and that none fits
/// the needs better: a plain value, kept as JSON.
///
/// ```swift
/// let json = try JSONEncoder().encode(plan.certificate)
/// // … elsewhere, years later:
/// let certificate = try JSONDecoder().decode(PlanCertificate.self, from: json)
/// print(certificate.refusals(against: scenario))  // [] where all of it holds
/// ```
///
/// Each total has a price, and a quota's price is that of all totals that count it together. Where no quota's last post
/// costs more than its price, and none's next post costs less, no other whole numbers within the bounds and totals fit
/// better: that is the duality of linear programs. What posts cost is the misfit that the method says they add; see
/// ``Quota/lastPost``. By how much all of that misses, ``largestImprovement`` says, worked out without rounding.
///
/// Every number is a double and means exactly that double; in JSON it comes back bit for bit.
public struct PlanCertificate: Codable, Hashable, Sendable {
  /// The layout that this source file describes.
  public static let currentFormat = "allot-plan-certificate/1"

  /// The layout of the JSON: ``currentFormat``.
  public var format = PlanCertificate.currentFormat
  /// The method whose fit is proved to be the best, by its name in files.
  public var method: String
  /// The most by which any plan within the bounds and totals may fit better, in the unit of costs: zero where none does,
  /// and a rounding error where posts are of equal worth. `nil` where nothing is proved.
  public var largestImprovement: Double?
  /// The totals: those of pools and groups by pool, each before those inside it, then those of towns.
  public var totals: [Total]
  /// One line a town and pool, in the scenario's order of both.
  public var quotas: [Quota]

  /// A total to be met to the post, and its price.
  public struct Total: Codable, Hashable, Sendable {
    /// The pool's name in files; `nil` for a town's total over all pools.
    public var pool: String?
    /// The path of the group that it counts, or that the town is in; empty for the whole pool.
    public var group: [String]
    /// The town; `nil` for the total of a pool or group.
    public var town: String?
    /// The posts.
    public var total: Int
    /// What one post more would add to the misfit, of all prices that prove the plan one in their middle.
    public var price: Double
  }

  /// A quota with its bounds and what its posts cost.
  public struct Quota: Codable, Hashable, Sendable {
    /// The town's name within its group.
    public var town: String
    /// The path of its group.
    public var group: [String]
    /// The pool's name in files.
    public var pool: String
    /// The least that rules, method and need allow.
    public var least: Int
    /// The most that they allow.
    public var most: Int
    /// The posts planned.
    public var quota: Int
    /// What the last post granted costs: log(s / q) for a share q of the pool and the method's signpost s of the post, its
    /// number less ½ in Webster's method; the post less ½ less q in Hamilton's. `nil` for a quota at its least.
    public var lastPost: Double?
    /// What one post more would cost; `nil` for a quota at its most.
    public var nextPost: Double?
  }

  /// What a certificate's line is about.
  public enum Line: Hashable, Sendable {
    /// The total at this place in ``PlanCertificate/totals``.
    case total(Int)
    /// The quota at this place in ``PlanCertificate/quotas``.
    case quota(Int)
  }

  private enum CodingKeys: String, CodingKey {
    case format, method, totals, quotas
    case largestImprovement = "largest_improvement"
  }
}

extension PlanCertificate.Quota {
  enum CodingKeys: String, CodingKey {
    case town, group, pool, least, most, quota
    case lastPost = "last_post"
    case nextPost = "next_post"
  }
}

extension PlanCertificate {
  /// What a total counts: a pool's towns within a group, or one town's pools.
  private struct Counted: Hashable {
    let pool: String?
    let group: [String]
    let town: String?
  }

  /// The totals that count each quota, by their places. O(quotas · depth + totals).
  var totalsOfQuotas: [[Int]] {
    var places: [Counted: [Int]] = [:]
    for (place, total) in totals.enumerated() {
      places[Counted(pool: total.pool, group: total.group, town: total.town), default: []].append(place)
    }
    return quotas.map { quota in
      var counting: [Int] = []
      for depth in 0...quota.group.count {
        let group = Array(quota.group.prefix(depth))
        counting += places[Counted(pool: quota.pool, group: group, town: nil)] ?? []
      }
      return counting + (places[Counted(pool: nil, group: quota.group, town: quota.town)] ?? [])
    }
  }
}
