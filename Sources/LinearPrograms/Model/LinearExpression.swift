// SPDX-License-Identifier: GPL-3.0-or-later

/// A sum of variables with coefficients, and a constant: `3 * x + y - 2`.
///
/// Terms stay in the order in which they were written; a variable may occur several times, its coefficients add up.
/// Adding a term in place (`sum += 3 * x`) takes amortised O(1).
@frozen
public struct LinearExpression: Sendable {
  /// One variable's part, by its index.
  @usableFromInline
  @frozen
  struct Entry: Sendable {
    @usableFromInline var index: Int32
    @usableFromInline var coefficient: Double

    @inlinable
    init(index: Int32, coefficient: Double) {
      self.index = index
      self.coefficient = coefficient
    }
  }

  // Building an expression is the inner loop of modelling: what it touches is open to inlining in other modules.
  @usableFromInline var entries: [Entry]

  @usableFromInline var number: Double

  /// The program of the variables, or `nil` as long as there is none.
  @usableFromInline var program: ObjectIdentifier?

  /// Whether variables of two programs have been mixed. The program that is handed such an expression refuses it.
  @usableFromInline var mixesPrograms = false

  /// An expression without variables.
  @inlinable
  public init(_ constant: Double = 0) {
    entries = []
    number = constant
  }

  /// The part that no variable multiplies.
  public var constant: Double { number }

  /// Makes room for `count` terms, so that adding them does not move memory.
  @inlinable
  public mutating func reserveTerms(_ count: Int) {
    entries.reserveCapacity(count)
  }

  /// The variables with their coefficients, as they were written.
  public var terms: [LinearTerm] {
    guard let program else { return [] }
    return entries.map {
      LinearTerm(Variable(program: program, index: Int($0.index)), coefficient: $0.coefficient)
    }
  }

  /// Adds `coefficient · variable`.
  @inlinable
  @inline(__always)
  public mutating func add(_ variable: Variable, times coefficient: Double = 1) {
    if program != variable.program {
      (program, mixesPrograms) = Self.join(program, mixesPrograms, with: variable.program)
    }
    entries.append(Entry(index: Int32(truncatingIfNeeded: variable.index), coefficient: coefficient))
  }

  /// Adds a number.
  @inlinable
  public mutating func add(_ number: Double) {
    self.number += number
  }

  /// Adds `factor · other`.
  public mutating func add(_ other: LinearExpression, times factor: Double = 1) {
    if let theirs = other.program, program != theirs {
      (program, mixesPrograms) = Self.join(program, mixesPrograms, with: theirs)
    }
    mixesPrograms = mixesPrograms || other.mixesPrograms
    number += factor * other.number
    if factor == 1 {
      entries += other.entries
    } else {
      entries.reserveCapacity(entries.count + other.entries.count)
      for entry in other.entries {
        entries.append(Entry(index: entry.index, coefficient: factor * entry.coefficient))
      }
    }
  }

  @usableFromInline
  mutating func scale(by factor: Double) {
    number *= factor
    for position in entries.indices { entries[position].coefficient *= factor }
  }

  // Not by the reciprocal: a third of 3 is 1.
  @usableFromInline
  mutating func divide(by divisor: Double) {
    number /= divisor
    for position in entries.indices { entries[position].coefficient /= divisor }
  }

  /// The program of a sum, and whether it mixes programs, once a variable of `other` is in it. Out of line and by
  /// value, so that the loop which adds terms is short and keeps its sum in registers.
  @usableFromInline
  @inline(never)
  static func join(
    _ program: ObjectIdentifier?, _ mixes: Bool, with other: ObjectIdentifier
  ) -> (ObjectIdentifier, Bool) {
    guard let program else { return (other, mixes) }
    return (program, mixes || program != other)
  }
}

extension LinearExpression {
  /// The value where each variable has the value of its place. O(terms).
  func value(at values: [Double]) -> Double {
    var sum = CompensatedSum()
    sum.add(constant)
    for entry in entries { sum.add(entry.coefficient * values[Int(entry.index)]) }
    return sum.value
  }
}

/// A variable with its coefficient.
@frozen
public struct LinearTerm: Sendable {
  /// The variable.
  public let variable: Variable
  /// What multiplies it.
  public let coefficient: Double

  /// The term `coefficient · variable`.
  @inlinable
  @inline(__always)
  public init(_ variable: Variable, coefficient: Double = 1) {
    self.variable = variable
    self.coefficient = coefficient
  }
}
