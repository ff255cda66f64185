// SPDX-License-Identifier: GPL-3.0-or-later

internal import BigInt

/// A number of posts that a rule states for one town and pool: a constant, or a formula over the town's figures.
public enum PostAmount: Hashable, Sendable {
  /// So many.
  case posts(Int)
  /// Today's quota 核定编制: as a floor it lets posts only be added.
  case quotaToday
  /// People in post today 实有在编.
  case staffToday
  /// People in post today less those expected to retire: as a floor, nobody has to go who would not go anyway.
  case staffAfterRetirements
  /// `base + Σ rate · metric`, as a rule of thumb states it: 5 posts and one more for each 10,000 people.
  case formula(base: Quantity, rates: [MetricRate])

  /// So many posts for so much of a metric.
  public struct MetricRate: Hashable, Sendable {
    /// The metric, by its place in the scenario.
    public let metric: Int
    /// The posts.
    public let posts: Quantity
    /// For how much of the metric, in its own unit; above zero.
    public let per: Quantity

    /// A rate.
    public init(metric: Int, posts: Quantity, per: Quantity) {
      self.metric = metric
      self.posts = posts
      self.per = per
    }
  }

  /// How a formula becomes whole posts.
  enum Rounding {
    case up
    case down
    case nearest
  }

  /// The posts for a town in a pool; `nil` where it has no figure to tell them from. Never below zero, nor beyond
  /// ``Scenario/largestCount``. O(rates).
  func posts(of town: Town, pool: Int, rounding: Rounding) -> Int? {
    switch self {
    case .posts(let posts): return posts
    case .quotaToday: return town.posts[pool].quota
    case .staffToday: return town.posts[pool].staff
    case .staffAfterRetirements:
      let today = town.posts[pool]
      guard let staff = today.staff, let retirements = today.retirements else { return nil }
      return max(0, staff - retirements)
    case .formula(let base, let rates):
      var sum = base.rational
      for rate in rates {
        guard let amount = town.metrics[rate.metric] else { return nil }
        sum = sum + amount.rational * rate.posts.rational / rate.per.rational
      }
      let half = Rational(BigInt(1), BigInt(2))
      let posts =
        switch rounding {
        case .down: sum.roundedDown
        case .up: sum.roundedUp
        case .nearest: (sum + half).roundedDown
        }
      return min(max(0, posts), Scenario.largestCount)
    }
  }

  /// The figures of a town that this is told from.
  func figures(_ scenario: Scenario, pool: Int) -> [ScenarioFault.Figure] {
    let id = scenario.pools[pool].id
    switch self {
    case .posts: return []
    case .quotaToday: return [.quota(pool: id)]
    case .staffToday: return [.staff(pool: id)]
    case .staffAfterRetirements: return [.staff(pool: id), .retirements(pool: id)]
    case .formula(_, let rates): return rates.map { .metric(scenario.metrics[$0.metric].id) }
    }
  }
}

extension PostAmount: ExpressibleByIntegerLiteral {
  /// So many posts.
  public init(integerLiteral value: Int) { self = .posts(value) }
}
