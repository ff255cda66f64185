// SPDX-License-Identifier: GPL-3.0-or-later

import BigInt
@testable import Staffing
import Testing

@Suite("Exact fractions")
struct RationalTests {
  @Test("Fractions obey the laws of arithmetic, and order agrees with subtraction")
  func laws() {
    var random = SplitMix64(seed: 3)
    func draw() -> Rational { Rational(BigInt(random.int(-40...40)), BigInt(random.int(1...30))) }
    for _ in 0..<500 {
      let (a, b, c) = (draw(), draw(), draw())
      #expect(a * (b + c) == a * b + a * c)
      #expect((a - b) + b == a && a.reduced == a)
      #expect((a < b) == (a - b < .zero))
      if b != .zero { #expect(a / b * b == a) }
    }
  }

  @Test("A fraction is rounded down towards the smaller whole number, on either side of zero")
  func roundedDown() {
    for above in -50...50 {
      for below in [1, 2, 3, 7] {
        let expected = (Double(above) / Double(below)).rounded(.down)
        #expect(Rational(BigInt(above), BigInt(below)).roundedDown == Int(expected))
        #expect(Rational(BigInt(-above), BigInt(-below)).roundedDown == Int(expected))
      }
    }
    #expect(Rational(BigInt(10).power(30), 1).roundedDown == .max)
  }

  @Test("A compensated sum loses nothing that a plain one would")
  func compensated() {
    #expect(Double.sum([1, 1e100, 1, -1e100]) == 2)
    #expect(Double.sum(Array(repeating: 0.1, count: 1000)) == 100)
    #expect(Double.sum([Double]()) == 0)
  }
}
