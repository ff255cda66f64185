// SPDX-License-Identifier: GPL-3.0-or-later

/// A sum whose rounding error does not grow with the number of terms (Neumaier, ZAMM 54, 1974).
public struct CompensatedSum: Sendable {
  private var sum = 0.0
  private var correction = 0.0

  /// The empty sum.
  public init() {}

  /// Adds a term.
  public mutating func add(_ term: Double) {
    let total = sum + term
    correction += abs(sum) >= abs(term) ? (sum - total) + term : (term - total) + sum
    sum = total
  }

  /// The sum so far.
  public var value: Double { sum + correction }
}
