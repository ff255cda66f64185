// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@testable import Documents

@Suite("Numbers as people write them")
struct NumeralTests {
  @Test(
    "Thousands may be set off by commas, and full-width digits are digits",
    arguments: [
      ("47000", "47000"), ("47,000", "47000"), ("1,234,567", "1234567"), ("1,234.50", "1234.5"), ("-1,000", "-1000"),
      ("+5", "5"), ("４７，０００", "47000"), ("４．７", "4.7"), ("－３", "-3"), ("0", "0"), ("007", "7"), ("1.", "1"),
      (".5", "0.5"), ("0.30", "0.3"),
    ])
  func readable(_ text: String, _ expected: String) throws {
    #expect(try #require(Numeral.quantity(text)).description == expected)
  }

  @Test(
    "What is no plain number is none, rather than a guess",
    arguments: [
      "", "-", ".", "1,23", "47,00", "4,7000", ",000", "1,,000", "1,000,", "1,234,56", "1,000.000,0", "1 000", "4.7万",
      "1e3", "NaN", "inf", "0x10", "1.2.3", "--1", "+-1", "约40", "4７a", "１２，３", "99999999999999999999", "12%",
    ])
  func unreadable(_ text: String) {
    #expect(Numeral.quantity(text) == nil)
  }

  @Test("A decimal is kept to the last digit")
  func exact() throws {
    let tenth = try #require(Numeral.quantity("0.1"))
    #expect(tenth.significand == 1 && tenth.exponent == -1)
    #expect(Numeral.quantity("4.70") == Numeral.quantity("4.7"))
  }
}
