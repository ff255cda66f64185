// SPDX-License-Identifier: GPL-3.0-or-later

/// How many posts a sweep's plans take from towns that have them today, and what that depends on.
public struct SweptMoves: Hashable, Sendable {
  /// What the posts moved come to at the two ends of a parameter, by a straight line fitted by least squares.
  public struct Swing: Hashable, Sendable {
    /// Posts moved at the parameter's smallest value in the sweep.
    public let atLeast: Double
    /// Posts moved at its largest.
    public let atMost: Double

    /// How far apart the two are, in posts.
    public var length: Double { (atMost - atLeast).magnitude }
  }

  /// What it is in so many parts of a hundred of the cases, as in ``SweepSummary/Spread/quantiles``.
  public let quantiles: [Double]
  /// The fewest posts moved.
  public let least: Int
  /// The most posts moved.
  public let most: Int
  /// The mean over all cases that have a plan.
  public let mean: Double
  /// One a parameter, in the sweep's order; `nil` where it has one value only. A line may end below zero, where plans do
  /// not.
  public let swings: [Swing?]

  /// The median.
  public var median: Double { quantiles.count == SweepSummary.percentiles.count ? quantiles[2] : 0 }

  /// Of the posts that each case with a plan moves, at least one.
  init(_ moved: [Int], _ lines: EffectLines) {
    let sorted = moved.sorted()
    (least, most) = (sorted.first ?? 0, sorted.last ?? 0)
    quantiles = sorted.isEmpty ? [] : SweepSummary.quantiles(of: sorted)
    mean = moved.reduce(0.0) { $0 + Double($1) } / Double(max(1, moved.count))
    swings = lines.ends(of: moved)
  }
}
