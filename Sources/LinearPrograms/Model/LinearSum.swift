// SPDX-License-Identifier: GPL-3.0-or-later

/// What terms can be added to: an expression, or the row of a constraint while it is written.
public protocol LinearSum: ~Copyable {
  /// Adds `coefficient · variable`.
  mutating func add(_ variable: Variable, times coefficient: Double)

  /// Adds a number.
  mutating func add(_ number: Double)

  /// Adds `factor · other`.
  mutating func add(_ other: LinearExpression, times factor: Double)
}

extension LinearExpression: LinearSum {}
