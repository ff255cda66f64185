// SPDX-License-Identifier: GPL-3.0-or-later

import BigInt
import Staffing

/// The tests' own fraction, in lowest terms, so that no oracle leans on the arithmetic that it judges.
struct Fraction: Comparable {
  let above: BigInt
  let below: BigInt

  init(_ above: BigInt, _ below: BigInt = 1) {
    let divisor = above.greatestCommonDivisor(with: below) * (below < 0 ? -1 : 1)
    self.above = divisor == 0 ? above : above / divisor
    self.below = divisor == 0 ? below : below / divisor
  }

  /// As it stands: comparing needs no lowest terms.
  init(unreduced above: BigInt, _ below: BigInt) { (self.above, self.below) = (above, below) }

  init(_ whole: Int) { self.init(BigInt(whole)) }

  init(_ quantity: Quantity) {
    let power = BigInt(10).power(abs(quantity.exponent))
    let digits = BigInt(quantity.significand)
    self = quantity.exponent < 0 ? Fraction(digits, power) : Fraction(digits * power)
  }

  static let zero = Fraction(0)

  var double: Double {
    // Shift so that the quotient keeps more bits than a Double has.
    let shift = max(0, 80 - (above.bitWidth - below.bitWidth))
    let (quotient, _) = (above << shift).quotientAndRemainder(dividingBy: below)
    var value = Double(quotient)
    for _ in 0..<shift { value /= 2 }
    return value
  }

  static func == (left: Fraction, right: Fraction) -> Bool { left.above * right.below == right.above * left.below }
  static func < (left: Fraction, right: Fraction) -> Bool { left.above * right.below < right.above * left.below }
  static func + (left: Fraction, right: Fraction) -> Fraction {
    Fraction(left.above * right.below + right.above * left.below, left.below * right.below)
  }
  static func - (left: Fraction, right: Fraction) -> Fraction { left + Fraction(-right.above, right.below) }
  static func * (left: Fraction, right: Fraction) -> Fraction {
    Fraction(left.above * right.above, left.below * right.below)
  }
  static func / (left: Fraction, right: Fraction) -> Fraction {
    Fraction(left.above * right.below, left.below * right.above)
  }
}
