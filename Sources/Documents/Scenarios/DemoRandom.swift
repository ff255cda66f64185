// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// Random numbers for invented figures, the same on every machine: nothing of a system's own mathematics is in them, whose
/// last digits differ.
struct DemoRandom {
  private var bits: SplitMix64

  init(seed: UInt64) { bits = SplitMix64(seed: seed) }

  /// Evenly from 0 to just below 1.
  mutating func uniform() -> Double { Double(bits.next() >> 11) * 0x1p-53 }

  /// A whole number of a range, each as likely.
  mutating func whole(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(uniform() * Double(range.upperBound - range.lowerBound + 1))
  }

  /// About standard normal, within ±6: twelve even numbers less 6, which takes nothing but sums.
  mutating func normal() -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += uniform() }
    return sum
  }

  /// Log-normal: e to a normal number of this mean and spread.
  mutating func logNormal(_ mean: Double, _ spread: Double) -> Double {
    Self.exponential(mean + spread * normal())
  }

  /// eˣ to some 12 digits by sums and products alone, which every machine rounds alike: the series at x/1024, squared ten
  /// times. For x within ±40.
  static func exponential(_ x: Double) -> Double {
    let small = x / 1024
    var (sum, term) = (1.0, 1.0)
    for power in 1...8 {
      term *= small / Double(power)
      sum += term
    }
    for _ in 0..<10 { sum *= sum }
    return sum
  }
}
