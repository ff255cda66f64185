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

  @Test("A fraction becomes the nearest floating-point number, as the language reads the same decimal")
  func nearest() throws {
    var random = SplitMix64(seed: 9)
    for _ in 0..<2000 {
      let digits = random.int(0...999_999_999) * random.int(1...999_999_999) + random.int(0...9)
      let places = random.int(0...30)
      let expected = try #require(Double("\(digits)e-\(places)"))
      #expect(Double(Rational(BigInt(digits), BigInt(10).power(places))) == expected)
      #expect(Double(Rational(BigInt(-digits), BigInt(10).power(places))) == -expected)
    }
    #expect(Double(Rational(0, 7)) == 0 && Double(Rational(BigInt(10).power(400), BigInt(10).power(399))) == 10)
  }

  @Test("A floating-point number is a fraction, exactly")
  func exact() {
    var random = SplitMix64(seed: 10)
    for _ in 0..<2000 {
      let value = Double(bitPattern: UInt64(random.int(0...Int.max)))
      guard value.isFinite else { continue }
      #expect(Double(Rational(nearest: value)) == value || abs(value) < .leastNormalMagnitude, "\(value)")
    }
    #expect(Rational(nearest: 0.1) != Rational(1, 10) && Rational(nearest: -2.5) == Rational(-5, 2))
    #expect(Rational(nearest: .infinity) == .zero && Rational(nearest: .nan) == .zero)
  }
}
