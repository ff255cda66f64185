// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Charts

@Suite("Scales")
struct ScaleTests {
  @Test("The ends of a scale's domain stand at the ends of its range, the middle in the middle")
  func ends() {
    let scale = LinearScale(covering: [0, 97], from: 40, to: 540)
    #expect(scale.domain == 0...100)
    #expect(scale(0) == 40 && scale(100) == 540 && scale(50) == 290)
    let upwards = LinearScale(covering: [0, 97], from: 540, to: 40)
    #expect(upwards(0) == 540 && upwards(100) == 40)
    let ratio = LogarithmicScale(covering: [1, 10_000], from: 0, to: 100)
    #expect(abs(ratio(ratio.domain.lowerBound)) < 1e-9 && abs(ratio(ratio.domain.upperBound) - 100) < 1e-9)
    // Equal ratios are equally long.
    #expect(abs((ratio(100) - ratio(10)) - (ratio(1000) - ratio(100))) < 1e-9)
  }

  @Test(
    "Steps between ticks are 1, 2 or 5 times a power of ten, and cover all values", arguments: 0..<40 as Range<UInt64>)
  func roundTicks(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let size = [1e-4, 1, 40, 3e3, 2e7][Int(seed) % 5]
    let values = (0..<6).map { _ in Double.random(in: -size...size, using: &random) }
    let scale = LinearScale(covering: values, from: 0, to: 500)
    #expect(values.allSatisfy(scale.domain.contains))
    let step = scale.ticks[1] - scale.ticks[0]
    let power = [1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8].last {
      $0 <= step * 1.0001
    }
    let digit = step / (try #require(power))
    #expect([1, 2, 5].contains { abs(digit - $0) < 1e-6 }, "\(step)")
    #expect((2...13).contains(scale.ticks.count))
    #expect(scale.ticks.allSatisfy { abs($0 / step - ($0 / step).rounded()) < 1e-9 })
  }

  @Test(
    "A single value, none, or values that are all alike have an axis all the same",
    arguments: [[], [7], [7, 7], [0, 0]])
  func degenerate(_ values: [Double]) {
    let scale = LinearScale(covering: values, from: 0, to: 100)
    #expect(scale.domain.upperBound > scale.domain.lowerBound)
    #expect(values.allSatisfy { scale($0).isFinite && (0...100).contains(scale($0)) })
    let ratio = LogarithmicScale(covering: values, from: 0, to: 100)
    #expect(ratio.domain.lowerBound > 0 && ratio.domain.upperBound > ratio.domain.lowerBound)
  }

  @Test("Ticks of ratios are 1, 2 and 5 of each power of ten, within the domain")
  func ratios() {
    let scale = LogarithmicScale(covering: [3, 700], from: 0, to: 100)
    #expect(scale.ticks == [5, 10, 20, 50, 100, 200, 500])
    #expect(LogarithmicScale(covering: [1e-3, 1e9], from: 0, to: 100).ticks.count < 14)
  }

  @Test("Coordinates are written with at most two decimals and no exponent")
  func coordinates() {
    #expect(
      [0, 12, 12.5, -0.256, 1.005, 3.1, 1e20].map(\.coordinate) == ["0", "12", "12.5", "-0.26", "1", "3.1", "0"])
    #expect((0.1 + 0.2).coordinate == "0.3" && (-0.001).coordinate == "0" && Double.nan.coordinate == "0")
  }
}
