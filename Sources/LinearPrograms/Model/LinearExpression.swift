// SPDX-License-Identifier: GPL-3.0-or-later

/// A sum of variables with coefficients, and a constant: `3 * x + y - 2`.
///
/// Terms stay in the order in which they were written; a variable may occur several times, its coefficients add up.
/// Adding a term in place (`sum += 3 * x`) takes amortised O(1).
public struct LinearExpression: Sendable {
  /// One variable's part, by its index.
  struct Entry: Sendable {
    var index: Int32
    var coefficient: Double
  }

  private(set) var entries: [Entry]

  /// The part that no variable multiplies.
  public private(set) var constant: Double

  /// The program of the variables, or `nil` as long as there is none.
  private(set) var program: ObjectIdentifier?

  /// Whether variables of two programs have been mixed. The program that is handed such an expression refuses it.
  private(set) var mixesPrograms = false

  /// An expression without variables.
  public init(_ constant: Double = 0) {
    self.entries = []
    self.constant = constant
  }

  /// Makes room for `count` terms, so that adding them does not move memory.
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
  @inline(__always)
  public mutating func add(_ variable: Variable, times coefficient: Double = 1) {
    if program != variable.program { adopt(variable.program) }
    entries.append(Entry(index: Int32(truncatingIfNeeded: variable.index), coefficient: coefficient))
  }

  /// Adds a number.
  public mutating func add(_ number: Double) {
    constant += number
  }

  /// Adds `factor · other`.
  public mutating func add(_ other: LinearExpression, times factor: Double = 1) {
    if let theirs = other.program, program != theirs { adopt(theirs) }
    mixesPrograms = mixesPrograms || other.mixesPrograms
    constant += factor * other.constant
    if factor == 1 {
      entries += other.entries
    } else {
      entries.reserveCapacity(entries.count + other.entries.count)
      for entry in other.entries {
        entries.append(Entry(index: entry.index, coefficient: factor * entry.coefficient))
      }
    }
  }

  mutating func scale(by factor: Double) {
    constant *= factor
    for position in entries.indices { entries[position].coefficient *= factor }
  }

  private mutating func adopt(_ other: ObjectIdentifier) {
    if program == nil { program = other } else { mixesPrograms = true }
  }
}

/// A variable with its coefficient.
public struct LinearTerm: Sendable {
  /// The variable.
  public let variable: Variable
  /// What multiplies it.
  public let coefficient: Double

  /// The term `coefficient · variable`.
  @inline(__always)
  public init(_ variable: Variable, coefficient: Double = 1) {
    self.variable = variable
    self.coefficient = coefficient
  }
}
