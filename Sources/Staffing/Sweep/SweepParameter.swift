// SPDX-License-Identifier: GPL-3.0-or-later

internal import BigInt

/// One number of a scenario that a sweep varies.
public struct SweepParameter: Hashable, Sendable {
  /// Which number it is. Metrics, pools and rules are named by their places in the scenario.
  public enum Subject: Hashable, Sendable {
    /// The weight of a metric, in every share and composite index that weighs by it; of kinds of town with weights of their
    /// own, in those above zero. At zero the metric does not count.
    case weight(metric: Int)
    /// A pool's total, in posts.
    case total(pool: Int)
    /// The posts of a floor, cap or pin that states a number.
    case posts(rule: Int)
    /// By how many percent every town's figure of a metric grows; below zero it shrinks.
    case growth(metric: Int)

    /// The finest step of its values, as a power of ten: whole posts, else 10⁻⁶.
    public var stepExponent: Int {
      switch self {
      case .total, .posts: 0
      case .weight, .growth: -6
      }
    }
  }

  /// The values that it takes.
  public enum Values: Hashable, Sendable {
    /// These, at least one.
    case listed([Quantity])
    /// Any from the first to the second, both included, in the subject's finest steps.
    case range(Quantity, Quantity)
  }

  /// The name in files and tables.
  public let name: String
  /// What it is called on screen; `nil` for its name.
  public let title: String?
  /// Which number it is.
  public let subject: Subject
  /// The values that it takes.
  public let values: Values

  /// A parameter.
  public init(name: String, title: String? = nil, subject: Subject, values: Values) {
    self.name = name
    self.title = title
    self.subject = subject
    self.values = values
  }

  /// How many values a grid takes of a range that states no steps.
  public static let usualSteps = 5

  /// So many values from one end to the other, evenly apart as far as the subject's finest steps allow: rounded down to
  /// them. Fewer where there are not so many. O(steps).
  public static func steps(_ count: Int, from: Quantity, to: Quantity, of subject: Subject) -> [Quantity] {
    let scale = Scale(from: from, to: to, exponent: subject.stepExponent)
    let count = min(count, scale.count)
    guard count > 1 else { return [from] }
    return (0..<count).compactMap { scale.value(at: scale.place($0, of: count - 1)) }
  }

  /// The values that a grid takes of it.
  var gridValues: [Quantity] {
    switch values {
    case .listed(let values): values
    case .range(let from, let to): Self.steps(Self.usualSteps, from: from, to: to, of: subject)
    }
  }

  /// The value in one of so many equal strata of its values.
  func value(inStratum stratum: Int, of strata: Int, _ random: inout SplitMix64) -> Quantity? {
    switch values {
    case .listed(let values):
      return values.isEmpty ? nil : values[random.next(below: values.count, inStratum: stratum, of: strata)]
    case .range(let from, let to):
      let scale = Scale(from: from, to: to, exponent: subject.stepExponent)
      return scale.value(at: random.next(below: scale.count, inStratum: stratum, of: strata))
    }
  }

  /// The values from one to another in steps of a power of ten.
  private struct Scale {
    let from: Quantity
    let exponent: Int
    /// How many values there are.
    let count: Int

    init(from: Quantity, to: Quantity, exponent: Int) {
      self.from = from
      self.exponent = exponent
      let length = to.rational - from.rational
      let step = Rational(BigInt(10).power(max(0, exponent)), BigInt(10).power(max(0, -exponent)))
      count = max(0, min((length / step).roundedDown, .max - 1)) + 1
    }

    /// The place that is so many parts of the whole way.
    func place(_ part: Int, of parts: Int) -> Int {
      Int(clamping: BigInt(count - 1) * BigInt(part) / BigInt(max(1, parts)))
    }

    func value(at place: Int) -> Quantity? { from.adding(place, powerOfTen: exponent) }
  }
}
