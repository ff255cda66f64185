// SPDX-License-Identifier: GPL-3.0-or-later

/// A condition on an expression that is not part of a program yet: `lower ≤ expression ≤ upper`.
///
/// Made by `<=`, `>=`, `==` and ``LinearExpression/within(_:)``; ``LinearProgram/add(_:label:)`` makes it a constraint.
@frozen
public struct Relation: Sendable {
  /// The left-hand side. Its constant belongs to it: the bounds hold for the whole expression.
  public let expression: LinearExpression
  /// The least value allowed, −∞ for none.
  public let lower: Double
  /// The greatest value allowed, +∞ for none.
  public let upper: Double

  @inlinable
  @inline(__always)
  init(_ expression: consuming LinearExpression, in lower: Double, _ upper: Double) {
    self.expression = expression
    self.lower = lower
    self.upper = upper
  }
}

extension LinearConvertible {
  /// The condition that this lies between two numbers, both included.
  @inlinable
  public func within(_ range: ClosedRange<Double>) -> Relation {
    Relation(LinearExpression(self), in: range.lowerBound, range.upperBound)
  }
}

/// A constraint of one linear program: a handle that knows where it belongs.
public struct Constraint: Hashable, Sendable {
  let program: ObjectIdentifier

  /// The constraint's place in the order in which the program's constraints were added, from 0.
  public let index: Int
}
