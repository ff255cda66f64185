// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@Suite("Growth in percent")
struct GrowthTests {
  @Test(
    "Growth has one decimal, a sign, and is rounded half away from zero",
    arguments: [
      (260, 530, "+103.8"), (260, 420, "+61.5"), (1000, 960, "-4.0"), (7, 7, "0.0"), (2000, 2001, "+0.1"),
      (2000, 1999, "-0.1"), (2001, 2002, "0.0"), (2001, 2000, "0.0"), (3, 4, "+33.3"), (3, 2, "-33.3"), (3, 5, "+66.7"),
      (5, 0, "-100.0"), (1, 1_000_000_000, "+99999999900.0"),
    ])
  func numeral(before: Int, after: Int, numeral: String) throws {
    #expect(try #require(Growth(from: before, to: after)).numeral == numeral)
  }

  @Test("Growth from zero or from an unknown count has no percentage")
  func none() {
    #expect(Growth(from: 0, to: 5) == nil && Growth(from: nil, to: 5) == nil && Growth(from: -2, to: 5) == nil)
  }

  @Test("Counts beyond what can be worked out have none either, and nothing traps")
  func overflow() {
    #expect(Growth(from: 1, to: .max) == nil && Growth(from: .max, to: .min) == nil)
    _ = Growth(from: .max, to: .max)
  }

  @Test("Tenths are the nearest whole number to the growth in thousandths")
  func nearest() throws {
    var random = SplitMix64(seed: 5)
    for _ in 0..<2000 {
      let (before, after) = (random.int(1...3000), random.int(0...6000))
      let tenths = try #require(Growth(from: before, to: after)).tenths
      let twiceOff = 2 * abs(tenths * before - 1000 * (after - before))
      #expect(twiceOff < before || twiceOff == before && abs(tenths) * before > 1000 * abs(after - before))
    }
  }
}
