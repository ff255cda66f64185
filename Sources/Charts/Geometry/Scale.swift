// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Where values stand on a drawing.
protocol Scale: Sendable {
  /// The place of a value, in the drawing's units.
  func callAsFunction(_ value: Double) -> Double
  /// Round values to be written beside an axis, from the smallest on; all within the domain.
  var ticks: [Double] { get }
  /// The values that the axis runs over.
  var domain: ClosedRange<Double> { get }
}

/// A scale on which equal differences are equally long.
struct LinearScale: Scale {
  let domain: ClosedRange<Double>
  let ticks: [Double]
  private let start: Double
  private let end: Double

  /// A scale that covers some values and begins and ends at round ones.
  ///
  /// - Parameters:
  ///   - values: what must have a place; none, or a single one, gives an axis of length 1 or more all the same.
  ///   - start: the place of the smallest value.
  ///   - end: the place of the largest.
  ///   - count: about how many steps there are between ticks, at least one.
  init(covering values: [Double], from start: Double, to end: Double, steps count: Int = 5) {
    let finite = values.filter(\.isFinite)
    let (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
    let step = Self.roundStep(max(high - low, 1e-9 * max(abs(low), abs(high), 1)) / Double(max(1, count)))
    let first = (low / step).rounded(.down)
    let last = max((high / step).rounded(.up), first + 1)
    // As multiples of the step, so that no tick is off by a rounding error more than its own.
    ticks = stride(from: first, through: last, by: 1).map { $0 * step }
    domain = first * step...last * step
    self.start = start
    self.end = end
  }

  func callAsFunction(_ value: Double) -> Double {
    start + (end - start) * (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
  }

  /// The round number, 1, 2 or 5 times a power of ten, that is not below a length.
  static func roundStep(_ length: Double) -> Double {
    guard length > 0, length.isFinite else { return 1 }
    let power = pow(10, floor(log10(length)))
    return ([1, 2, 5].first { $0 * power >= length * (1 - 1e-9) } ?? 10) * power
  }
}

/// A scale on which equal ratios are equally long.
struct LogarithmicScale: Scale {
  let domain: ClosedRange<Double>
  let ticks: [Double]
  private let start: Double
  private let end: Double

  /// A scale that covers some values above zero, and begins and ends a little beyond them. Those at zero or below have
  /// no place on it.
  init(covering values: [Double], from start: Double, to end: Double) {
    let positive = values.filter { $0 > 0 && $0.isFinite }
    let (low, high) = ((positive.min() ?? 1) / 1.15, (positive.max() ?? 10) * 1.15)
    domain = low...high
    // 1, 2 and 5 of each power of ten; over many powers, 1 alone, and of those every other or so.
    let powers = Int(floor(log10(low)))...Int(ceil(log10(high)))
    let digits: [Double] = powers.count > 5 ? [1] : [1, 2, 5]
    let every = max(1, powers.count / 8)
    ticks = powers.filter { ($0 - powers.lowerBound).isMultiple(of: every) }.flatMap { power in
      digits.map { $0 * pow(10, Double(power)) }
    }.filter { $0 >= low && $0 <= high }
    self.start = start
    self.end = end
  }

  func callAsFunction(_ value: Double) -> Double {
    start + (end - start) * log(value / domain.lowerBound) / log(domain.upperBound / domain.lowerBound)
  }
}
