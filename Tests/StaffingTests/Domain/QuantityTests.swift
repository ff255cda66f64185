// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@Suite("Quantities")
struct QuantityTests {
  @Test(
    "A numeral is held exactly and written back in its shortest form",
    arguments: [
      ("0.9", "0.9"), ("45.30", "45.3"), ("-0.050", "-0.05"), ("+12", "12"), ("007", "7"), ("5.", "5"), (".5", "0.5"),
      ("0", "0"), ("-0", "0"), ("0.000", "0"), ("100000000000000000", "100000000000000000"),
    ])
  func numerals(numeral: String, written: String) throws {
    #expect(try #require(Quantity(numeral)).description == written)
  }

  @Test(
    "What is no plain decimal numeral is nothing",
    arguments: [
      "", "-", "+", ".", "1.2.3", "1e5", " 1", "1 ", "1,000", "--1", "1-", "٣", "１", "NaN", "inf", "0x1",
      "99999999999999999999", "0.0000000000000000001",
    ])
  func refused(numeral: String) {
    #expect(Quantity(numeral) == nil)
  }

  @Test("A description of up to eighteen digits reads back as the same amount")
  func roundTrip() throws {
    var random = SplitMix64(seed: 1)
    for _ in 0..<4000 {
      let digits = Int64.random(in: -999_999_999_999...999_999_999_999, using: &random)
      let quantity = try #require(Quantity(significand: digits, exponent: random.int(-15...5)))
      #expect(Quantity(quantity.description) == quantity)
    }
  }

  @Test("Equal amounts are equal values, however many zeros were written")
  func lowestTerms() throws {
    #expect(Quantity("1.50") == Quantity("1.5") && Quantity("1.50")?.exponent == -1)
    #expect(Quantity(significand: 1000, exponent: -3) == Quantity(1))
    #expect(Quantity(significand: 0, exponent: 12) == .zero)
    #expect(Set([Quantity(10), Quantity("10.0")]).count == 1)
  }

  @Test("The binary value is the nearest there is, for any number of digits")
  func nearest() throws {
    var random = SplitMix64(seed: 2)
    for _ in 0..<3000 {
      let digits = Int64.random(in: 0...Int64.max, using: &random) >> Int64(random.int(0...60))
      guard let quantity = Quantity(significand: digits, exponent: random.int(-18...0)) else { continue }
      // The standard library rounds a numeral once.
      #expect(quantity.doubleValue == Double(quantity.description), "\(quantity)")
    }
  }

  @Test("A power of ten moves the point, and no further than a quantity can hold")
  func scaled() {
    #expect(Quantity("0.9")?.scaled(byPowerOfTen: 4) == Quantity(9000))
    #expect(Quantity("45.3")?.scaled(byPowerOfTen: -2) == Quantity("0.453"))
    #expect(Quantity(1).scaled(byPowerOfTen: 19) == nil && Quantity(1).scaled(byPowerOfTen: -19) == nil)
    #expect(Quantity(1).scaled(byPowerOfTen: .max) == nil && Quantity(1).scaled(byPowerOfTen: .min) == nil)
    #expect(Quantity("0.1")?.scaled(byPowerOfTen: .min) == nil)
    #expect(Quantity(significand: 1, exponent: .min) == nil)
  }

  @Test("A whole number is one only where there is no fraction and no overflow")
  func wholeNumber() {
    #expect(Quantity(47_000).wholeNumber == 47_000)
    #expect(Quantity("-3.0")?.wholeNumber == -3)
    #expect(Quantity("0.5")?.wholeNumber == nil)
    #expect(Quantity(Int.max).wholeNumber == Int.max && Quantity(Int.min).wholeNumber == Int.min)
    #expect(Quantity(significand: 93, exponent: 18)?.wholeNumber == nil)
  }

  @Test("Only amounts below zero are negative")
  func negative() {
    #expect(Quantity("-0.1")?.isNegative == true && Quantity("-0")?.isNegative == false)
  }
}
