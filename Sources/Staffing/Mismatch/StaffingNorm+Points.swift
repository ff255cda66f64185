// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Scenario {
  /// The norm of today's posts over all pools by one metric, as a curve that can be drawn; see ``StaffingNorm``. `nil`
  /// where there are too few figures. O(one linear program of as many rows as towns).
  public func staffingNorm(by metric: Int) -> StaffingNorm? {
    StaffingNorm(self, metrics: [metric], among: Array(towns.indices))
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

    /// Whether it stands out: beyond 2.5 robust spreads.
    public var isOutlier: Bool { abs(score ?? 0) >= 2.5 }
  }

  /// The towns that the norm was fitted to, by their places. O(towns).
  public var points: [Point] {
    fitted.map { town, posts, residual in
      Point(
        town: town, posts: posts, norm: self.posts(residual: residual, of: posts),
        score: spread > 1e-9 ? residual / spread : nil)
    }
  }

  /// What the norm says for one amount of its metric, in the metric's own unit, above zero; of a norm by one metric.
  public func posts(for amount: Double) -> Double { exp(constant + (exponents.first ?? 0) * log(amount)) }
}
