// SPDX-License-Identifier: GPL-3.0-or-later

internal import BigInt

/// A measured amount, exactly as it was written: a decimal number `significand · 10^exponent`.
///
/// 0.9 万人 is 9,000 people and 45.3 km² stays 45.3: binary fractions would turn ties between towns into accidents.
/// Always in lowest terms, so equal amounts are equal values.
public struct Quantity: Hashable, Sendable {
  /// The digits, without zeros at the end.
  public let significand: Int64
  /// The power of ten; from −18 to 18.
  public var exponent: Int { Int(shortExponent) }
  private let shortExponent: Int8

  /// Zero.
  public static let zero = Quantity(0)

  /// A whole number.
  public init(_ value: Int) {
    self.init(reducing: Int64(value), 0)
  }

  /// `significand · 10^exponent`; `nil` where the exponent in lowest terms is beyond ±18.
  public init?(significand: Int64, exponent: Int) {
    guard (-64...64).contains(exponent) else { return nil }
    let reduced = Quantity(reducing: significand, exponent)
    guard abs(reduced.exponent) <= 18 else { return nil }
    self = reduced
  }

  private init(reducing significand: Int64, _ exponent: Int) {
    var (digits, power) = (significand, exponent)
    while digits != 0 && digits % 10 == 0 { (digits, power) = (digits / 10, power + 1) }
    self.significand = digits
    // Beyond what is allowed it is looked at before anyone sees it.
    shortExponent = Int8(clamping: digits == 0 ? 0 : power)
  }

  /// The amount that a plain decimal numeral states: an optional sign, ASCII digits and at most one point.
  /// `nil` for anything else, and for more digits than 18.
  public init?(_ numeral: some StringProtocol) {
    var digits: Int64 = 0
    var exponent = 0
    var (hasDigits, hasPoint, isNegative) = (false, false, false)
    for (position, byte) in numeral.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let (tenfold, overflow) = digits.multipliedReportingOverflow(by: 10)
        let (sum, carry) = tenfold.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
        guard !overflow, !carry else { return nil }
        digits = sum
        hasDigits = true
        if hasPoint { exponent -= 1 }
      case UInt8(ascii: ".") where !hasPoint: hasPoint = true
      case UInt8(ascii: "-") where position == 0: isNegative = true
      case UInt8(ascii: "+") where position == 0: break
      default: return nil
      }
    }
    guard hasDigits else { return nil }
    self.init(significand: isNegative ? -digits : digits, exponent: exponent)
  }

  /// The amount times ten to the given power; `nil` beyond what a quantity can hold.
  public func scaled(byPowerOfTen power: Int) -> Quantity? {
    (-64...64).contains(power) ? Quantity(significand: significand, exponent: exponent + power) : nil
  }

  /// The amount as a whole number, or `nil` where it is none or too large.
  public var wholeNumber: Int? {
    guard exponent >= 0 else { return nil }
    var value = significand
    for _ in 0..<exponent {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      value = product
    }
    return Int(value)
  }

  /// Whether the amount is below zero.
  public var isNegative: Bool { significand < 0 }

  /// The nearest binary floating-point number.
  public var doubleValue: Double {
    // Digits up to 2^53 and powers of ten up to 10^22 are exact, so one rounding is made; beyond, the numeral is read.
    if significand.magnitude > 1 << 53, let nearest = Double(description) { return nearest }
    let power = Self.powerOfTen(abs(exponent))
    return exponent < 0 ? Double(significand) / power : Double(significand) * power
  }

  private static func powerOfTen(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<exponent { power *= 10 }
    return power
  }

  /// The amount in units of 10^−18, the smallest that there are: a whole number.
  var finest: BigInt { BigInt(significand) * BigInt(10).power(exponent + 18) }

  var rational: Rational {
    let power = BigInt(10).power(abs(exponent))
    return exponent < 0
      ? Rational(BigInt(significand), power) : Rational(BigInt(significand) * power, BigInt(1))
  }
}

extension Quantity: CustomStringConvertible {
  /// The plain decimal numeral: `-12.5`, `47000`.
  public var description: String {
    let sign = significand < 0 ? "-" : ""
    let digits = String(significand.magnitude)
    if exponent >= 0 { return sign + digits + String(repeating: "0", count: exponent) }
    let padded = String(repeating: "0", count: max(0, -exponent + 1 - digits.count)) + digits
    return sign + padded.dropLast(-exponent) + "." + padded.suffix(-exponent)
  }
}
