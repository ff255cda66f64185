// SPDX-License-Identifier: GPL-3.0-or-later

import BigInt
import Staffing

/// The tests' own fraction, in lowest terms, so that no oracle leans on the arithmetic that it judges.
///
/// Most are of numbers that a word holds, and are reckoned with as such: an oracle that looks at every plan there is makes
/// many of them.
struct Fraction: Comparable {
  private enum Parts {
    case words(above: Int, below: Int)
    case large(above: BigInt, below: BigInt)
  }

  private let parts: Parts

  var above: BigInt {
    switch parts {
    case .words(let above, _): BigInt(above)
    case .large(let above, _): above
    }
  }

  var below: BigInt {
    switch parts {
    case .words(_, let below): BigInt(below)
    case .large(_, let below): below
    }
  }

  private init(words above: Int, _ below: Int) { parts = .words(above: above, below: below) }

  /// Products of two words, which the type has room for, and their sums.
  private init(_ above: Int128, _ below: Int128) {
    if let above = Int(exactly: above), let below = Int(exactly: below) {
      var (divisor, rest) = (above.magnitude, below.magnitude)
      while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
      // The least of all numbers has no opposite.
      if let divisor = Int(exactly: divisor), above != .min, below != .min, divisor != 0 {
        let signed = below < 0 ? -divisor : divisor
        self.init(words: above / signed, below / signed)
        return
      }
    }
    self.init(reducing: BigInt(above), BigInt(below))
  }

  private init(reducing above: BigInt, _ below: BigInt) {
    let divisor = above.greatestCommonDivisor(with: below) * (below < 0 ? -1 : 1)
    self.init(unreduced: divisor == 0 ? above : above / divisor, divisor == 0 ? below : below / divisor)
  }

  init(_ above: BigInt, _ below: BigInt = 1) {
    if let above = Int(exactly: above), let below = Int(exactly: below) {
      self.init(above, below)
    } else {
      self.init(reducing: above, below)
    }
  }

  init(_ above: Int, _ below: Int) { self.init(Int128(above), Int128(below)) }

  /// As it stands: comparing needs no lowest terms.
  init(unreduced above: BigInt, _ below: BigInt) {
    if let above = Int(exactly: above), let below = Int(exactly: below) {
      parts = .words(above: above, below: below)
    } else {
      parts = .large(above: above, below: below)
    }
  }

  init(_ whole: Int) { self.init(words: whole, 1) }

  init(_ quantity: Quantity) {
    let power = BigInt(10).power(abs(quantity.exponent))
    let digits = BigInt(quantity.significand)
    self = quantity.exponent < 0 ? Fraction(digits, power) : Fraction(digits * power)
  }

  static let zero = Fraction(0)

  var double: Double {
    // Shift so that the quotient keeps more bits than a Double has.
    let (above, below) = (above, below)
    let shift = max(0, 80 - (above.bitWidth - below.bitWidth))
    let (quotient, _) = (above << shift).quotientAndRemainder(dividingBy: below)
    return Double(sign: .plus, exponent: -shift, significand: Double(quotient))
  }

  /// Left above by right below, and the other way around, where all are words.
  private static func crossed(_ left: Fraction, _ right: Fraction) -> (Int128, Int128)? {
    guard case (.words(let a, let b), .words(let c, let d)) = (left.parts, right.parts) else { return nil }
    return (Int128(a) * Int128(d), Int128(c) * Int128(b))
  }

  static func == (left: Fraction, right: Fraction) -> Bool {
    crossed(left, right).map { $0 == $1 } ?? (left.above * right.below == right.above * left.below)
  }

  static func < (left: Fraction, right: Fraction) -> Bool {
    crossed(left, right).map { $0 < $1 } ?? (left.above * right.below < right.above * left.below)
  }

  static func + (left: Fraction, right: Fraction) -> Fraction {
    if case (.words(let a, let b), .words(let c, let d)) = (left.parts, right.parts) {
      let (sum, isOver) = (Int128(a) * Int128(d)).addingReportingOverflow(Int128(c) * Int128(b))
      if !isOver { return Fraction(sum, Int128(b) * Int128(d)) }
    }
    return Fraction(left.above * right.below + right.above * left.below, left.below * right.below)
  }

  static func - (left: Fraction, right: Fraction) -> Fraction {
    if case .words(let above, let below) = right.parts, above != .min {
      return left + Fraction(words: -above, below)
    }
    return left + Fraction(unreduced: -right.above, right.below)
  }

  static func * (left: Fraction, right: Fraction) -> Fraction {
    if case (.words(let a, let b), .words(let c, let d)) = (left.parts, right.parts) {
      return Fraction(Int128(a) * Int128(c), Int128(b) * Int128(d))
    }
    return Fraction(left.above * right.above, left.below * right.below)
  }

  static func / (left: Fraction, right: Fraction) -> Fraction {
    if case (.words(let a, let b), .words(let c, let d)) = (left.parts, right.parts) {
      return Fraction(Int128(a) * Int128(d), Int128(b) * Int128(c))
    }
    return Fraction(left.above * right.below, left.below * right.above)
  }
}
