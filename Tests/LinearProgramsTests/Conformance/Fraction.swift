// SPDX-License-Identifier: GPL-3.0-or-later

import BigInt

/// An exact fraction, not in lowest terms: what is small stays small, and comparing needs no more.
struct Fraction: Comparable {
  let above: BigInt
  /// Above zero.
  let below: BigInt

  init(_ above: BigInt, over below: BigInt = 1) {
    (self.above, self.below) = below < 0 ? (-above, -below) : (above, below)
  }

  /// The number that a finite `Double` is.
  init(_ value: Double) {
    let exponent = value == 0 ? 0 : Fraction.lowestBit(of: value)
    self.init(
      Fraction.whole(value, inUnitsOf: min(exponent, 0)), over: BigInt(1) << max(0, -exponent))
  }

  /// The same numbers times the least power of two that makes all of them whole.
  static func wholeMultiples(of values: [Double]) -> [BigInt] {
    let exponent = values.lazy.filter { $0 != 0 }.map(lowestBit).min() ?? 0
    return values.map { whole($0, inUnitsOf: exponent) }
  }

  /// The exponent of the lowest bit that is set.
  private static func lowestBit(of value: Double) -> Int { Int(value.exponent) - value.significandWidth }

  private static func whole(_ value: Double, inUnitsOf exponent: Int) -> BigInt {
    guard value != 0 else { return 0 }
    let digits = Double(
      sign: value.sign, exponent: Double.Exponent(value.significandWidth), significand: value.significand)
    return BigInt(digits) << (lowestBit(of: value) - exponent)
  }

  /// The nearest `Double`, or one next to it.
  var double: Double {
    let shift = max(0, 80 - (above.bitWidth - below.bitWidth))
    let digits = Double((above << shift) / below)
    return Double(sign: digits.sign, exponent: -Double.Exponent(shift), significand: digits.magnitude)
  }

  static func == (left: Fraction, right: Fraction) -> Bool { left.above * right.below == right.above * left.below }
  static func < (left: Fraction, right: Fraction) -> Bool { left.above * right.below < right.above * left.below }

  static func + (left: Fraction, right: Fraction) -> Fraction {
    left.below == right.below
      ? Fraction(left.above + right.above, over: left.below)
      : Fraction(left.above * right.below + right.above * left.below, over: left.below * right.below)
  }

  static func * (left: Fraction, right: Fraction) -> Fraction {
    Fraction(left.above * right.above, over: left.below * right.below)
  }

  static prefix func - (fraction: Fraction) -> Fraction { Fraction(-fraction.above, over: fraction.below) }
}
