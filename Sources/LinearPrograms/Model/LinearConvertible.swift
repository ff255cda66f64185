// SPDX-License-Identifier: GPL-3.0-or-later

/// What can stand in a linear expression: a variable, a term, or an expression.
public protocol LinearConvertible {
  /// Adds `factor` times this to `expression`.
  func add(to expression: inout LinearExpression, times factor: Double)
}

extension Variable: LinearConvertible {
  /// Adds `factor` times this variable to `expression`. O(1) amortised.
  @inline(__always)
  public func add(to expression: inout LinearExpression, times factor: Double) {
    expression.add(self, times: factor)
  }
}

extension LinearTerm: LinearConvertible {
  /// Adds `factor` times this term to `expression`. O(1) amortised.
  @inline(__always)
  public func add(to expression: inout LinearExpression, times factor: Double) {
    expression.add(variable, times: factor * coefficient)
  }
}

extension LinearExpression: LinearConvertible {
  /// Adds `factor` times this expression to `expression`. O(terms).
  public func add(to expression: inout LinearExpression, times factor: Double) {
    expression.add(self, times: factor)
  }
}

extension LinearExpression {
  /// The expression that consists of one variable, term or expression.
  @inline(__always)
  public init(_ part: some LinearConvertible) {
    self.init()
    part.add(to: &self, times: 1)
  }

  /// The sum of all parts, in their order. O(terms).
  public init(sum parts: some Sequence<some LinearConvertible>) {
    self.init()
    reserveTerms(parts.underestimatedCount)
    for part in parts { part.add(to: &self, times: 1) }
  }
}
