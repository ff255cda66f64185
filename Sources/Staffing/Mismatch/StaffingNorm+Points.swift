// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Scenario {
  /// The norm of today's posts over all pools that ``mismatches(comparing:normMetrics:within:outputs:with:fewestMovesWithin:monitor:)``
  /// tells outliers by unless it is asked for another; see ``StaffingNorm``. `nil` where there are too few figures.
  /// O(one linear program of as many rows as towns).
  public func staffingNorm() -> StaffingNorm? {
    StaffingNorm(self, metrics: usualNormMetrics, among: Array(towns.indices))
  }
}

extension StaffingNorm {
  /// One town beside the norm.
  public struct Point: Hashable, Sendable {
    /// The town, by its place.
    public let town: Int
    /// Its posts over all pools.
    public let posts: Int
    /// What the norm says.
    public let norm: Double
    /// The logarithm of posts over norm, in robust spreads; `nil` where most towns are on the norm, so that there is no
    /// spread to measure others by.
    public let score: Double?

    /// Whether it stands out: beyond ``StaffingNorm/outlierScore``.
    public var isOutlier: Bool { abs(score ?? 0) >= StaffingNorm.outlierScore }
  }

  /// The towns that the norm was fitted to, by their places. O(towns).
  public var points: [Point] {
    fitted.map { town, posts, residual in
      Point(
        town: town, posts: posts, norm: self.posts(residual: residual, of: posts),
        score: spread > 1e-9 ? residual / spread : nil)
    }
  }

  /// The ratios of posts to the norm between which no town stands out; `nil` where there is no spread to measure by.
  public var usualRatios: ClosedRange<Double>? {
    guard spread > 1e-9 else { return nil }
    let widest = exp(Self.outlierScore * spread)
    return widest.isFinite ? 1 / widest...widest : nil
  }
}
