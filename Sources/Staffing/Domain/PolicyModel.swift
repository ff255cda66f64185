// SPDX-License-Identifier: GPL-3.0-or-later

/// The rules that turn metrics into need 核编办法: parts that add up.
public struct PolicyModel: Hashable, Sendable {
  /// One part of a policy model, for one pool or several, and for all towns or those of some kinds.
  public struct Part: Hashable, Sendable {
    /// How the part arrives at its posts.
    public enum Rule: Hashable, Sendable {
      /// A base guarantee 基础保障: so many posts for each town of a kind; kinds not named have none.
      case base(posts: [Town.Kind: Quantity])
      /// A dynamic share 动态调整 of what all other parts leave of the pool's total, by weighted metrics. A town has
      /// Σ weight · score / Σ score points, the inner sum over the towns of which the metric counts, and what is left
      /// goes by points.
      case share(weights: [MetricWeight])
      /// A key-project reserve 重点项目倾斜: posts for named projects until they end.
      case projects([Project])
      /// A composite index 综合指数 whose classes state the posts.
      case index(CompositeIndex)
      /// The workload by WISN 工作量.
      case workload(Workload)
      /// A responsibility list 履职事项清单.
      case duties(DutyList)
      /// A regression norm 回归标准.
      case norm(RegressionNorm)
      /// The need that the towns file gives directly.
      case given
    }

    /// What it is called; `nil` for the usual name of its kind.
    public let title: String?
    /// Why, in the planner's words.
    public let because: String?
    /// The pools it is for, by their places in the scenario; `nil` for all.
    public let pools: [Int]?
    /// How the part's posts are divided over its pools, relative to one another; `nil` where each pool has them all.
    public let division: [Int: Quantity]?
    /// The kinds of town it is for; `nil` for all.
    public let kinds: Set<Town.Kind>?
    /// Where the part was written, as `model.yaml:14`: how messages refer to it.
    public let reference: String
    /// How it arrives at its posts.
    public let rule: Rule

    /// A part.
    public init(
      title: String? = nil, because: String? = nil, pools: [Int]? = nil, division: [Int: Quantity]? = nil,
      kinds: Set<Town.Kind>? = nil, reference: String = "", rule: Rule
    ) {
      self.title = title
      self.because = because
      self.pools = division.map { $0.keys.sorted() } ?? pools
      self.division = division
      self.kinds = kinds
      self.reference = reference
      self.rule = rule
    }

    /// Whether the part adds to this pool.
    public func covers(pool: Int) -> Bool { pools?.contains(pool) ?? true }
    /// Whether the part adds to towns of this kind.
    public func covers(_ kind: Town.Kind) -> Bool { kinds?.contains(kind) ?? true }

    /// Whether the part takes what the others leave.
    public var isShare: Bool {
      if case .share = rule { true } else { false }
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
