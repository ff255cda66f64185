// SPDX-License-Identifier: GPL-3.0-or-later

internal import BigInt
internal import LinearPrograms

/// An exact fraction. Kept unreduced: comparing needs no lowest terms, and few operations follow one another here.
struct Rational: Sendable {
  let numerator: BigInt
  /// Always positive.
  let denominator: BigInt

  init(_ numerator: BigInt, _ denominator: BigInt) {
    self.numerator = denominator.sign == .minus ? -numerator : numerator
    self.denominator = BigInt(denominator.magnitude)
  }
}

extension Rational: Comparable {
  static func == (left: Rational, right: Rational) -> Bool {
    left.numerator * right.denominator == right.numerator * left.denominator
  }

  static func < (left: Rational, right: Rational) -> Bool {
    left.numerator * right.denominator < right.numerator * left.denominator
  }
}

extension Rational {
  /// The fraction that a finite floating-point number is, exactly; zero for one that is not finite.
  init(nearest value: Double) {
    guard value.isFinite, value != 0 else {
      self = .zero
      return
    }
    // significand · 2^exponent with a whole significand of at most 53 bits.
    let shift = max(-1074, Int(value.exponent) - 52)
    let whole = BigInt(value.significandBitPattern | (value.isNormal ? 1 << 52 : 0))
    let digits = value.sign == .minus ? -whole : whole
    self = shift < 0 ? Rational(digits, BigInt(1) << -shift).reduced : Rational(digits << shift, 1)
  }

  /// The largest whole number that is not above the fraction, as near as an `Int` comes to it.
  var roundedDown: Int {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    return Int(clamping: remainder.sign == .minus ? quotient - 1 : quotient)
  }

  /// The smallest whole number that is not below the fraction, as near as an `Int` comes to it.
  var roundedUp: Int {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    return Int(clamping: remainder.sign == .plus && !remainder.isZero ? quotient + 1 : quotient)
  }
}

/// The arithmetic in which a need can be worked out: quickly in binary floating point, or exactly in fractions.
/// One formula serves both, so the fast value and the exact one cannot drift apart.
protocol NeedArithmetic: Comparable, Sendable {
  init(_ quantity: Quantity)
  init(_ fraction: Rational)
  /// What a part that is no share adds to a town's need in a pool that it covers.
  static func posts(_ basis: NeedBasis, part: Int, town: Int, pool: Int) -> Self
  /// The same for every town, where they are kept; `nil` where they are worked out when they are asked for.
  static func posts(_ basis: NeedBasis, part: Int, pool: Int) -> [Self]?
  /// Every town's score for a metric, where they are kept for all that comes of the same figures; `nil` where one is worked
  /// out when it is asked for.
  static func scores(_ basis: NeedBasis, _ weight: PolicyModel.MetricWeight) -> [Self]?
  /// The sum of some towns' scores for a metric.
  static func sumOfScores(
    _ basis: NeedBasis, _ weight: PolicyModel.MetricWeight, over towns: some Sequence<Int>
  ) -> Self
  static var zero: Self { get }
  static func sum(_ terms: some Sequence<Self>) -> Self
  /// The sum of so many terms, without a sequence of them.
  static func sum(of count: Int, _ term: (_ place: Int) -> Self) -> Self
  static func + (left: Self, right: Self) -> Self
  static func - (left: Self, right: Self) -> Self
  static func * (left: Self, right: Self) -> Self
  static func / (left: Self, right: Self) -> Self
}

extension NeedArithmetic {
  static func sumOfScores(
    _ basis: NeedBasis, _ weight: PolicyModel.MetricWeight, over towns: some Sequence<Int>
  ) -> Self {
    sum(towns.map { score(basis, weight, town: $0) })
  }

  /// A town's score for a metric.
  static func score(_ basis: NeedBasis, _ weight: PolicyModel.MetricWeight, town: Int) -> Self {
    if weight.transform == .linear, let figure = basis.scenario.towns[town].metrics[weight.metric] {
      return Self(figure)
    }
    return Self(basis.score(weight, town: town))
  }
}

extension Double: NeedArithmetic {
  init(_ quantity: Quantity) { self = quantity.doubleValue }

  /// The nearest number to a fraction, ties to even.
  init(_ fraction: Rational) {
    let above = fraction.numerator.magnitude
    // A whole quotient of 62 or 63 bits, the last of which tells of a remainder, is rounded once by the conversion.
    let shift = 62 - (above.bitWidth - fraction.denominator.bitWidth)
    let (quotient, rest) = (above << max(0, shift)).quotientAndRemainder(
      dividingBy: fraction.denominator.magnitude << max(0, -shift))
    let digits = UInt64(clamping: quotient) | (rest.isZero ? 0 : 1)
    let value = Double(sign: .plus, exponent: -shift, significand: Double(digits))
    self = fraction.numerator.sign == .minus ? -value : value
  }

  static func posts(_ basis: NeedBasis, part: Int, town: Int, pool: Int) -> Double {
    basis.roundedPosts(part: part, town: town, pool: pool)
  }

  static func posts(_ basis: NeedBasis, part: Int, pool: Int) -> [Double]? {
    basis.roundedPosts(part: part, pool: pool)
  }

  static func scores(_ basis: NeedBasis, _ weight: PolicyModel.MetricWeight) -> [Double]? {
    basis.roundedScores(weight)
  }

  static func sum(_ terms: some Sequence<Double>) -> Double {
    terms.reduce(into: CompensatedSum()) { $0.add($1) }.value
  }

  static func sum(of count: Int, _ term: (_ place: Int) -> Double) -> Double {
    var sum = CompensatedSum()
    for place in 0..<count { sum.add(term(place)) }
    return sum.value
  }
}

extension Rational: NeedArithmetic {
  init(_ quantity: Quantity) { self = quantity.rational }
  init(_ fraction: Rational) { self = fraction }

  static func posts(_ basis: NeedBasis, part: Int, town: Int, pool: Int) -> Rational {
    basis.posts(part: part, town: town, pool: pool)
  }

  static func posts(_ basis: NeedBasis, part: Int, pool: Int) -> [Rational]? { nil }

  static func scores(_ basis: NeedBasis, _ weight: PolicyModel.MetricWeight) -> [Rational]? { nil }

  static var zero: Rational { Rational(0, 1) }
  static var one: Rational { Rational(1, 1) }

  static func sum(_ terms: some Sequence<Rational>) -> Rational {
    terms.reduce(.zero) { ($0 + $1).reduced }
  }

  static func sum(of count: Int, _ term: (_ place: Int) -> Rational) -> Rational { sum((0..<count).map(term)) }

  /// Amounts as they stand are added up power of ten by power of ten, which takes no common denominator.
  static func sumOfScores(
    _ basis: NeedBasis, _ weight: PolicyModel.MetricWeight, over towns: some Sequence<Int>
  ) -> Rational {
    var (sums, others) = ([Int: Int128](), [Rational]())
    for town in towns {
      if weight.transform == .linear, let amount = basis.amount(weight.metric, town: town) {
        // There are fewer than 2⁶⁴ towns.
        sums[amount.exponent, default: 0] &+= Int128(amount.significand)
      } else {
        others.append(score(basis, weight, town: town))
      }
    }
    let powers = sums.sorted { $0.key < $1.key }.map { exponent, sum in
      (Quantity(significand: 1, exponent: exponent) ?? .zero).rational * Rational(BigInt(sum), 1)
    }
    return sum(powers + others)
  }

  static func + (left: Rational, right: Rational) -> Rational {
    if left.denominator == right.denominator {
      return Rational(left.numerator + right.numerator, left.denominator)
    }
    return Rational(
      left.numerator * right.denominator + right.numerator * left.denominator,
      left.denominator * right.denominator)
  }

  static func - (left: Rational, right: Rational) -> Rational {
    left + Rational(-right.numerator, right.denominator)
  }

  static func * (left: Rational, right: Rational) -> Rational {
    Rational(left.numerator * right.numerator, left.denominator * right.denominator)
  }

  static func / (left: Rational, right: Rational) -> Rational {
    Rational(left.numerator * right.denominator, left.denominator * right.numerator)
  }

  /// In lowest terms: what keeps long sums from growing.
  var reduced: Rational {
    let divisor = numerator.greatestCommonDivisor(with: denominator)
    return divisor > 1 ? Rational(numerator / divisor, denominator / divisor) : self
  }
}
