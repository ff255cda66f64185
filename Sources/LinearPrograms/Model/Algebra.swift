// SPDX-License-Identifier: GPL-3.0-or-later

// The operators that let a model read like its formula: 2 * bread + milk >= 3.

/// `coefficient · variable`.
@inlinable
@inline(__always)
public func * (coefficient: Double, variable: Variable) -> LinearTerm {
  LinearTerm(variable, coefficient: coefficient)
}

/// `factor · term`.
@inlinable
@inline(__always)
public func * (factor: Double, term: LinearTerm) -> LinearTerm {
  LinearTerm(term.variable, coefficient: factor * term.coefficient)
}

/// A part with every coefficient and the constant multiplied. O(terms).
@inlinable
public func * (part: some LinearConvertible, factor: Double) -> LinearExpression {
  factor * part.asExpression
}

/// A part with every coefficient and the constant divided. O(terms).
@inlinable
public func / (part: some LinearConvertible, divisor: Double) -> LinearExpression {
  var expression = part.asExpression
  expression.divide(by: divisor)
  return expression
}

/// The expression with every coefficient and the constant multiplied. O(terms).
@inlinable
public func * (factor: Double, expression: consuming LinearExpression) -> LinearExpression {
  expression.scale(by: factor)
  return expression
}

/// The negative of a variable, term or expression.
@inlinable
public prefix func - (operand: some LinearConvertible) -> LinearExpression {
  var result = LinearExpression()
  operand.add(to: &result, times: -1)
  return result
}

/// The sum of two parts.
@inlinable
@inline(__always)
public func + (left: some LinearConvertible, right: some LinearConvertible) -> LinearExpression {
  var result = LinearExpression(left)
  right.add(to: &result, times: 1)
  return result
}

/// The sum of an expression and a part. Reuses the left side's storage: a chain of n terms takes O(n).
@inlinable
@inline(__always)
public func + (left: consuming LinearExpression, right: some LinearConvertible) -> LinearExpression {
  right.add(to: &left, times: 1)
  return left
}

/// The difference of two parts.
@inlinable
@inline(__always)
public func - (left: some LinearConvertible, right: some LinearConvertible) -> LinearExpression {
  var result = LinearExpression(left)
  right.add(to: &result, times: -1)
  return result
}

/// The difference of an expression and a part. Reuses the left side's storage.
@inlinable
@inline(__always)
public func - (left: consuming LinearExpression, right: some LinearConvertible) -> LinearExpression {
  right.add(to: &left, times: -1)
  return left
}

/// A part and a number.
@inlinable
public func + (left: some LinearConvertible, right: Double) -> LinearExpression {
  var result = LinearExpression(left)
  result.add(right)
  return result
}

/// A number and a part.
@inlinable
public func + (left: Double, right: some LinearConvertible) -> LinearExpression {
  var result = LinearExpression(left)
  right.add(to: &result, times: 1)
  return result
}

/// A part less a number.
@inlinable
public func - (left: some LinearConvertible, right: Double) -> LinearExpression {
  left + -right
}

/// A number less a part.
@inlinable
public func - (left: Double, right: some LinearConvertible) -> LinearExpression {
  var result = LinearExpression(left)
  right.add(to: &result, times: -1)
  return result
}

/// Adds a part in place. O(terms of the part), amortised.
@inlinable
@inline(__always)
public func += <Sum: LinearSum & ~Copyable>(sum: inout Sum, part: some LinearConvertible) {
  part.add(to: &sum, times: 1)
}

/// Subtracts a part in place. O(terms of the part), amortised.
@inlinable
@inline(__always)
public func -= <Sum: LinearSum & ~Copyable>(sum: inout Sum, part: some LinearConvertible) {
  part.add(to: &sum, times: -1)
}

/// Left side at most right side.
@inlinable
public func <= (left: some LinearConvertible, right: some LinearConvertible) -> Relation {
  Relation(left - right, in: -.infinity, 0)
}

/// A number is at most this part: the part is at least the number.
@inlinable
public func <= (left: Double, right: some LinearConvertible) -> Relation {
  right >= left
}

/// At most a number.
@inlinable
@inline(__always)
public func <= (left: some LinearConvertible, right: Double) -> Relation {
  Relation(LinearExpression(left), in: -.infinity, right)
}

/// At most a number. Takes over the left side's storage.
@inlinable
@inline(__always)
public func <= (left: consuming LinearExpression, right: Double) -> Relation {
  Relation(left, in: -.infinity, right)
}

/// Left side at least right side.
@inlinable
public func >= (left: some LinearConvertible, right: some LinearConvertible) -> Relation {
  Relation(left - right, in: 0, .infinity)
}

/// A number is at least this part: the part is at most the number.
@inlinable
public func >= (left: Double, right: some LinearConvertible) -> Relation {
  right <= left
}

/// At least a number.
@inlinable
@inline(__always)
public func >= (left: some LinearConvertible, right: Double) -> Relation {
  Relation(LinearExpression(left), in: right, .infinity)
}

/// At least a number. Takes over the left side's storage.
@inlinable
@inline(__always)
public func >= (left: consuming LinearExpression, right: Double) -> Relation {
  Relation(left, in: right, .infinity)
}

/// Both sides equal.
@inlinable
public func == (left: some LinearConvertible, right: some LinearConvertible) -> Relation {
  Relation(left - right, in: 0, 0)
}

/// A number is equal to this part.
@inlinable
public func == (left: Double, right: some LinearConvertible) -> Relation {
  right == left
}

/// Equal to a number.
@inlinable
@inline(__always)
public func == (left: some LinearConvertible, right: Double) -> Relation {
  Relation(LinearExpression(left), in: right, right)
}

/// Equal to a number. Takes over the left side's storage.
@inlinable
@inline(__always)
public func == (left: consuming LinearExpression, right: Double) -> Relation {
  Relation(left, in: right, right)
}
