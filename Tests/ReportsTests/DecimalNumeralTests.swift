// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Reports

@Suite("Decimal numerals")
struct DecimalNumeralTests {
  @Test(
    "A number has as many decimals as asked for, rounded half away from zero",
    arguments: [
      (15.375, 2, "15.38"), (0, 2, "0.00"), (-0.5, 0, "-1"), (2.5, 0, "3"), (0.004, 2, "0.00"), (999.995, 1, "1000.0"),
      (-12.25, 1, "-12.3"), (0.05, 2, "0.05"), (1e9, 6, "1000000000.000000"),
    ])
  func fixed(_ value: Double, _ decimals: Int, _ expected: String) {
    #expect(DecimalNumeral.fixed(value, decimals: decimals) == expected)
  }

  @Test("Nothing is less than nothing: what rounds to zero has no sign")
  func negativeZero() {
    #expect(DecimalNumeral.fixed(-0.001, decimals: 2) == "0.00")
    #expect(DecimalNumeral.fixed(-0.0, decimals: 0) == "0")
  }
}
