// SPDX-License-Identifier: GPL-3.0-or-later

/// What can stand in a linear expression: a variable, a term, or an expression.
public protocol LinearConvertible {
  /// Adds `factor` times this to `sum`.
  func add<Sum: LinearSum & ~Copyable>(to sum: inout Sum, times factor: Double)

  /// This as an expression of its own. No copy where it is one already.
  var asExpression: LinearExpression { get }
}

extension LinearConvertible {
  /// This as an expression of its own. O(1).
  @inlinable
  @inline(__always)
  public var asExpression: LinearExpression {
    var expression = LinearExpression()
    add(to: &expression, times: 1)
    return expression
  }
}

extension Variable: LinearConvertible {
  /// Adds `factor` times this variable to `sum`. O(1) amortised.
  @inlinable
  @inline(__always)
  public func add<Sum: LinearSum & ~Copyable>(to sum: inout Sum, times factor: Double) {
    sum.add(self, times: factor)
  }
}

extension LinearTerm: LinearConvertible {
  /// Adds `factor` times this term to `sum`. O(1) amortised.
  @inlinable
  @inline(__always)
  public func add<Sum: LinearSum & ~Copyable>(to sum: inout Sum, times factor: Double) {
    sum.add(variable, times: factor * coefficient)
  }
}

extension LinearExpression: LinearConvertible {
  /// Adds `factor` times this expression to `sum`. O(terms).
  @inlinable
  public func add<Sum: LinearSum & ~Copyable>(to sum: inout Sum, times factor: Double) {
    sum.add(self, times: factor)
  }

  /// The expression itself. O(1).
  @inlinable
  @inline(__always)
  public var asExpression: LinearExpression { self }
}

extension LinearExpression {
  /// The expression that consists of one variable, term or expression.
  @inlinable
  @inline(__always)
  public init(_ part: some LinearConvertible) {
    self = part.asExpression
  }

  /// The sum of all parts, in their order. O(terms).
  @inlinable
  public init(sum parts: some Sequence<some LinearConvertible>) {
    self.init()
    reserveTerms(parts.underestimatedCount)
    for part in parts { part.add(to: &self, times: 1) }
  }
}
