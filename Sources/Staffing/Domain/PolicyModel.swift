// SPDX-License-Identifier: GPL-3.0-or-later

/// The rules that turn metrics into need 核编办法: parts that add up.
public struct PolicyModel: Hashable, Sendable {
  /// One part of a policy model, for one pool or several.
  public struct Part: Hashable, Sendable {
    /// How the part arrives at its posts.
    public enum Rule: Hashable, Sendable {
      /// A base guarantee 基础保障: so many posts for each town of a kind; kinds not named have none.
      case base(posts: [Town.Kind: Quantity])
      /// A dynamic share 动态调整 of what the bases leave of the pool's total, by weighted metrics. A town's share is
      /// Σ weight · metric / Σ over all towns of the metric, the weights taken relative to their sum.
      case share(weights: [MetricWeight])
      /// The need that the towns file gives directly.
      case given
    }

    /// The pools it is for, by their places in the scenario; `nil` for all.
    public let pools: [Int]?
    /// How it arrives at its posts.
    public let rule: Rule

    /// A part.
    public init(pools: [Int]? = nil, rule: Rule) {
      self.pools = pools
      self.rule = rule
    }

    /// Whether the part adds to this pool.
    public func covers(pool: Int) -> Bool { pools?.contains(pool) ?? true }
  }

  /// How much a metric counts in a share.
  public struct MetricWeight: Hashable, Sendable {
    /// The metric, by its place in the scenario.
    public let metric: Int
    /// The weight; above zero, relative to the other weights.
    public let weight: Quantity

    /// A metric's weight.
    public init(metric: Int, weight: Quantity) {
      self.metric = metric
      self.weight = weight
    }
  }

  /// What it is called.
  public let title: String
  /// The parts, in the order in which they are listed.
  public let parts: [Part]

  /// A policy model.
  public init(title: String, parts: [Part]) {
    self.title = title
    self.parts = parts
  }
}
