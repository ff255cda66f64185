// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How a metric's figure becomes a score.
///
/// Scores grow with the figure (bands: as the file says), and equal figures have exactly equal scores. Roots and
/// logarithms are irrational: their score is, by definition, the binary floating-point number that the C library gives
/// for the transform of the nearest one to the figure, and that number counts as exact from there on. So the quick
/// arithmetic and the exact one work with the same score.
public enum MetricTransform: Hashable, Sendable {
  /// The figure itself.
  case linear
  /// The figure to a power above 0 and at most ``largestExponent``; ½ is the square root.
  case power(Quantity)
  /// ln(1 + figure / unit): figures well below the unit count in proportion, those well above it by their order.
  case logarithm(unit: Quantity)
  /// The score of the last band that begins at or below the figure. The first begins at zero, and each after the
  /// one before.
  case bands([Band])

  /// A band of figures with one score.
  public struct Band: Hashable, Sendable {
    /// The least figure of the band, in the metric's own unit.
    public let from: Quantity
    /// The score; not below zero.
    public let score: Quantity

    /// A band.
    public init(from: Quantity, score: Quantity) {
      self.from = from
      self.score = score
    }
  }

  /// The largest exponent of a power: the largest figure to this power is still a floating-point number.
  public static let largestExponent = Quantity(4)

  /// Whether the parameters are within what is documented.
  var isSound: Bool {
    switch self {
    case .linear: true
    case .power(let exponent):
      exponent.significand > 0 && exponent.rational <= Self.largestExponent.rational
    case .logarithm(let unit): unit.significand > 0
    case .bands(let bands):
      bands.first?.from == .zero && bands.allSatisfy { !$0.score.isNegative }
        && zip(bands, bands.dropFirst()).allSatisfy { $0.from.rational < $1.from.rational }
    }
  }

  /// The score of a figure that is not negative. The transform must be sound. O(bands).
  func score(of figure: Rational) -> Rational {
    switch self {
    case .linear: return figure
    case .power(let exponent):
      if exponent == Quantity(1) { return figure }
      let value = Double(figure)
      // A square root is rounded correctly everywhere; a power is as good as the library.
      let isRoot = exponent == Quantity(significand: 5, exponent: -1)
      return Rational(nearest: isRoot ? value.squareRoot() : pow(value, exponent.doubleValue))
    case .logarithm(let unit): return Rational(nearest: log1p(Double(figure / unit.rational)))
    case .bands(let bands):
      return bands.last { $0.from.rational <= figure }?.score.rational ?? .zero
    }
  }
}
