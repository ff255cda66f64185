// SPDX-License-Identifier: GPL-3.0-or-later

internal import BigInt

/// An exact number `mantissa · 2^exponent`.
///
/// Every finite `Double` is one, and so is every sum, difference and product of them: a certificate is checked without
/// a single rounding and without a division. Numbers stay in 128 bits as long as they fit, which those of programs
/// with whole numbers do, and move to big integers otherwise. Exponents are those of products of a few doubles, so
/// that alignment never shifts by more than some thousand bits.
struct Dyadic: Sendable {
  private enum Mantissa {
    case small(Int128)
    case big(BigInt)
  }

  private var mantissa: Mantissa
  private var exponent: Int

  static let zero = Dyadic(Int128(0), exponent: 0)

  private init(_ mantissa: Int128, exponent: Int) {
    self.mantissa = .small(mantissa)
    self.exponent = exponent
  }

  private init(_ mantissa: BigInt, exponent: Int) {
    self.mantissa = .big(mantissa)
    self.exponent = exponent
  }

  /// The number itself, not rounded. Infinities and NaN are no numbers and count as 0: refuse them before.
  init(_ number: Double) {
    guard number.isFinite, number != 0 else {
      self = .zero
      return
    }
    // The last bits of a whole number are zeros: without them products and sums stay short.
    let isNormal = number.isNormal
    let pattern = isNormal ? number.significandBitPattern | (1 << 52) : number.significandBitPattern
    let shift = pattern.trailingZeroBitCount
    let magnitude = Int128(pattern >> UInt64(shift))
    let power = isNormal ? Int(number.exponentBitPattern) - 1075 : -1074
    self.init(number.sign == .minus ? -magnitude : magnitude, exponent: power + shift)
  }

  init(_ number: Int) {
    self.init(Int128(number), exponent: 0)
  }

  var isZero: Bool { signum == 0 }

  /// −1, 0 or 1.
  var signum: Int {
    switch mantissa {
    case .small(let value): Int(value.signum())
    case .big(let value): Int(value.signum())
    }
  }

  private var bigMantissa: BigInt {
    switch mantissa {
    case .small(let value): BigInt(value)
    case .big(let value): value
    }
  }

  static prefix func - (operand: Dyadic) -> Dyadic {
    switch operand.mantissa {
    case .small(let value) where value != .min: Dyadic(-value, exponent: operand.exponent)
    default: Dyadic(-operand.bigMantissa, exponent: operand.exponent)
    }
  }

  static func * (left: Dyadic, right: Dyadic) -> Dyadic {
    if case .small(let first) = left.mantissa, case .small(let second) = right.mantissa {
      let (product, overflow) = first.multipliedReportingOverflow(by: second)
      if !overflow { return Dyadic(product, exponent: left.exponent + right.exponent) }
    }
    return Dyadic(left.bigMantissa * right.bigMantissa, exponent: left.exponent + right.exponent)
  }

  static func + (left: Dyadic, right: Dyadic) -> Dyadic {
    if left.isZero { return right }
    if right.isZero { return left }
    let exponent = min(left.exponent, right.exponent)
    if case .small(let first) = left.mantissa, case .small(let second) = right.mantissa,
      let first = first.shifted(by: left.exponent - exponent),
      let second = second.shifted(by: right.exponent - exponent)
    {
      let (sum, overflow) = first.addingReportingOverflow(second)
      if !overflow { return Dyadic(sum, exponent: exponent) }
    }
    return Dyadic(
      (left.bigMantissa << (left.exponent - exponent)) + (right.bigMantissa << (right.exponent - exponent)),
      exponent: exponent)
  }

  static func - (left: Dyadic, right: Dyadic) -> Dyadic { left + -right }
  static func += (left: inout Dyadic, right: Dyadic) { left = left + right }
  static func -= (left: inout Dyadic, right: Dyadic) { left = left + -right }

  /// The nearest double in the direction of `rule`, which must be `.up`, `.down` or `.toNearestOrEven`. Beyond the
  /// largest double: infinity, or the largest double where the rule forbids to go further.
  func rounded(_ rule: FloatingPointRoundingRule) -> Double {
    let value = bigMantissa
    guard value.signum() != 0 else { return 0 }
    let isNegative = value.signum() < 0
    let awayFromZero = rule == (isNegative ? .down : .up)
    let cut = max(value.magnitude.bitWidth - 53, -1074 - exponent)
    var kept = value.magnitude
    if cut > 0 {
      kept = value.magnitude >> cut
      let rest = value.magnitude - (kept << cut)
      let half = BigUInt(1) << (cut - 1)
      let isNearerAbove = rest > half || (rest == half && kept & 1 == 1)
      if rule == .toNearestOrEven ? isNearerAbove : awayFromZero && rest != 0 { kept += 1 }
    }
    let power = exponent + max(cut, 0)
    guard kept.bitWidth + power <= 1024 else {
      let most = awayFromZero || rule == .toNearestOrEven ? Double.infinity : .greatestFiniteMagnitude
      return isNegative ? -most : most
    }
    // At most 53 bits and no smaller than the least double: nothing is rounded here.
    let magnitude = Double(sign: .plus, exponent: power, significand: Double(UInt64(truncatingIfNeeded: kept)))
    return isNegative ? -magnitude : magnitude
  }

  /// The largest number of which both are whole multiples; 0 where both are 0.
  func greatestCommonDivisor(with other: Dyadic) -> Dyadic {
    let least = min(exponent, other.exponent)
    let (left, right) = (bigMantissa << (exponent - least), other.bigMantissa << (other.exponent - least))
    return Dyadic(left.greatestCommonDivisor(with: right), exponent: least)
  }
}

extension Dyadic: Comparable {
  static func < (left: Dyadic, right: Dyadic) -> Bool { (left - right).signum < 0 }
  static func == (left: Dyadic, right: Dyadic) -> Bool { (left - right).isZero }
}

extension Int128 {
  /// This times a power of two, `nil` where it does not fit.
  fileprivate func shifted(by bits: Int) -> Int128? {
    if bits == 0 { return self }
    guard bits < magnitude.leadingZeroBitCount - 1 else { return nil }
    return self << Int128(bits)
  }
}
