// SPDX-License-Identifier: GPL-3.0-or-later

internal import BigInt

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension ApportionmentMethod {
  /// The cost of a town's post number `post` for the linear program, for a need above zero in proportion to its pool.
  ///
  /// For a divisor method `log s(post) − log need`, which gives the method exactly and serves two-way totals as well
  /// (Gaffke and Pukelsheim, *Mathematical Social Sciences* 56, 2008); for Hamilton's the step of Σ (posts − need)².
  /// Grows strictly with `post`. `post` must be at least 1, and 2 where the method guarantees one.
  func cost(ofPost post: Int, need: Double) -> Double { signpostCost(ofPost: post) - level(ofNeed: need) }

  /// The part of a cost that the post's number alone decides.
  func signpostCost(ofPost post: Int) -> Double {
    let k = Double(post)
    return switch self {
    case .webster: log(k - 0.5)
    case .huntingtonHill: 0.5 * (log(k) + log(k - 1))
    case .adams: log(k - 1)
    case .jefferson: log(k)
    case .hamilton: k - 0.5
    }
  }

  /// The part of a cost that the need alone decides.
  func level(ofNeed need: Double) -> Double { self == .hamilton ? need : log(need) }

  /// Four times the squared signpost of a divisor method, a whole number: what makes worths comparable exactly.
  fileprivate func fourfoldSquare(ofPost post: Int) -> BigInt {
    let k = BigInt(post)
    return switch self {
    case .webster: (2 * k - 1) * (2 * k - 1)
    case .huntingtonHill: 4 * k * (k - 1)
    case .adams: 4 * (k - 1) * (k - 1)
    case .jefferson, .hamilton: 4 * k * k
    }
  }

  /// Whether the first post's worth exceeds, equals or falls short of the second's, decided in whole numbers.
  ///
  /// Divisor methods compare `q² / s²` crosswise; Hamilton's compares `need − post`.
  func compareExactly(
    _ first: (post: Int, need: Rational), _ second: (post: Int, need: Rational)
  ) -> ExactComparison {
    let (left, right): (Rational, Rational)
    if self == .hamilton {
      left = first.need - Rational(BigInt(first.post), 1)
      right = second.need - Rational(BigInt(second.post), 1)
    } else {
      left = first.need * first.need * Rational(fourfoldSquare(ofPost: second.post), 1)
      right = second.need * second.need * Rational(fourfoldSquare(ofPost: first.post), 1)
    }
    return left == right ? .equal : left < right ? .less : .greater
  }
}

/// How one worth stands to another.
enum ExactComparison {
  case less
  case equal
  case greater
}
