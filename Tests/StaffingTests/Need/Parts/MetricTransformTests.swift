// SPDX-License-Identifier: GPL-3.0-or-later

import BigInt
import Foundation
@testable import Staffing
import Testing

@Suite("Transforms of metrics")
struct MetricTransformTests {
  private static func bands(_ entries: [(String, Int)]) -> MetricTransform {
    .bands(entries.map { .init(from: Parts.quantity($0), score: Quantity($1)) })
  }

  @Test("A power of one half is the square root, and perfect squares have whole ones")
  func squareRoots() {
    let root = MetricTransform.power(Parts.quantity("0.5"))
    for number in [0, 1, 2, 3, 10, 1000, 94_906_265] {
      #expect(root.score(of: Rational(BigInt(number) * BigInt(number), 1)) == Rational(BigInt(number), 1))
    }
    #expect(Double(root.score(of: Rational(2, 1))) == 2.0.squareRoot())
  }

  @Test("A logarithm is ln(1 + figure / unit): none at zero, ln 2 at the unit, and in proportion far below it")
  func logarithms() {
    let log = MetricTransform.logarithm(unit: Quantity(10_000))
    #expect(log.score(of: .zero) == .zero)
    #expect(Double(log.score(of: Rational(10_000, 1))) == M_LN2)
    #expect(abs(Double(log.score(of: Rational(1, 1))) - 1e-4) < 1e-8)
    #expect(abs(Double(log.score(of: Rational(90_000, 1))) - 2.302585092994046) < 1e-15)
  }

  @Test("A band holds from its threshold on, to the last digit")
  func bands() {
    let bands = Self.bands([("0", 1), ("10000", 2), ("30000.5", 4)])
    for (figure, score) in [
      ("0", 1), ("9999.999999999999", 1), ("10000", 2), ("30000.4999999999", 2), ("30000.5", 4), ("1000000000", 4),
    ] {
      #expect(bands.score(of: Parts.quantity(figure).rational) == Rational(BigInt(score), 1), "\(figure)")
    }
  }

  @Test("Larger figures never score less, and equal ones exactly the same")
  func monotonic() {
    var random = SplitMix64(seed: 5)
    let transforms: [MetricTransform] = [
      .linear, .power(Parts.quantity("0.37")), .logarithm(unit: Parts.quantity("12.5")),
      Self.bands([("0", 0), ("50", 3), ("500", 7)]),
    ]
    for _ in 0..<300 {
      let (a, b) = (random.int(0...1000), random.int(0...1000))
      for transform in transforms {
        let (left, right) = (Rational(BigInt(a), 7), Rational(BigInt(b), 7))
        if a <= b { #expect(transform.score(of: left) <= transform.score(of: right)) }
        // The same figure in other terms is the same figure.
        #expect(transform.score(of: left) == transform.score(of: Rational(BigInt(a) * 9, 63)))
      }
    }
  }

  @Test("Parameters that are not as documented are refused")
  func unsound() {
    let unsound: [MetricTransform] = [
      .power(.zero), .power(Quantity(-1)), .power(Quantity(5)), .logarithm(unit: .zero), .bands([]),
      Self.bands([("1", 1)]), Self.bands([("0", 1), ("5", 2), ("5", 3)]), Self.bands([("0", -1)]),
    ]
    for transform in unsound { #expect(!transform.isSound, "\(transform)") }
    for transform in unsound {
      let part = PolicyModel.Part(
        rule: .share(weights: [.init(metric: 0, weight: Quantity(1), transform: transform)]))
      let scenario = Parts.scenario([Parts.town("a", ["1", "1", "1"])], [part])
      #expect(Parts.partFaults(scenario) == [.transformUnsound(metric: "resident_population")])
    }
  }

  @Test("The largest figure to the largest power is still a number")
  func largest() throws {
    let figure = try #require(Quantity(significand: .max, exponent: 18))
    let score = MetricTransform.power(MetricTransform.largestExponent).score(of: figure.rational)
    #expect(score > .zero && Double(score).isFinite)
  }
}
