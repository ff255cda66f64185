// SPDX-License-Identifier: GPL-3.0-or-later

internal import BigInt

/// Random numbers that a seed repeats on every machine, today and in ten years: a counter in steps of 2⁶⁴ / φ, mixed by
/// the finalizer of Steele, Lea and Flood, *Fast splittable pseudorandom number generators* (2014).
///
/// What is drawn from it is worked out here as well, for the standard library may draw otherwise in its next version.
package struct SplitMix64 {
  private var state: UInt64

  /// The numbers of a seed.
  package init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A whole number from 0 to below a bound: the product's upper half (Lemire, 2019). No number is likelier than another
  /// by more than bound · 2⁻⁶⁴.
  mutating func next(below bound: Int) -> Int {
    Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(max(1, bound))).high)
  }

  /// A place from 0 to below a count, within one of as many equal strata: ⌊count · (stratum + u) / strata⌋, u uniform from
  /// 0 to below 1.
  mutating func next(below count: Int, inStratum stratum: Int, of strata: Int) -> Int {
    let place = BigInt(count) * ((BigInt(stratum) << 64) + BigInt(next())) / (BigInt(max(1, strata)) << 64)
    return min(max(0, Int(clamping: place)), max(0, count - 1))
  }

  /// The numbers from 0 to below a count in random order (Fisher and Yates, 1938). O(count).
  mutating func permutation(of count: Int) -> [Int] {
    var numbers = Array(0..<max(0, count))
    for place in numbers.indices.reversed() { numbers.swapAt(place, next(below: place + 1)) }
    return numbers
  }
}
