// SPDX-License-Identifier: GPL-3.0-or-later

/// The sum of a constraint while it is written, straight into the program's own memory.
///
/// ``LinearProgram/addConstraint(from:to:label:_:)`` gives one to its closure, and it ends with the closure. An
/// expression for every row would cost more than all the rest of building a large program.
@frozen
public struct ConstraintRow: ~Copyable {
  /// What is known of a row once it is written.
  @usableFromInline
  @frozen
  struct Written {
    /// How many terms were written in the row's memory.
    @usableFromInline var count = 0
    /// The sum of the numbers.
    @usableFromInline var number = 0.0
    /// The bits in which a variable's program was another than the row's; none where all variables were its own. Bits
    /// that are gathered are less work for each term than a condition.
    @usableFromInline var foreignBits = 0

    @inlinable
    init(count: Int = 0, number: Double = 0) {
      self.count = count
      self.number = number
    }

    /// Whether all variables were the program's own.
    @inlinable var isOwn: Bool { foreignBits == 0 }
  }

  // The memory is the program's. It is there as long as the closure runs, and a row cannot be copied out of it.
  @usableFromInline let program: ObjectIdentifier
  @usableFromInline let indices: UnsafeMutableBufferPointer<Int32>
  @usableFromInline let values: UnsafeMutableBufferPointer<Double>
  /// Where the terms go for which there is no room.
  @usableFromInline let overflow: UnsafeMutablePointer<[LinearExpression.Entry]>
  @usableFromInline var written = Written()

  @inlinable
  init(
    of program: ObjectIdentifier, indices: UnsafeMutableBufferPointer<Int32>,
    values: UnsafeMutableBufferPointer<Double>, overflow: UnsafeMutablePointer<[LinearExpression.Entry]>
  ) {
    self.program = program
    self.indices = indices
    self.values = values
    self.overflow = overflow
  }

  @inlinable
  @inline(__always)
  mutating func append(_ index: Int32, _ coefficient: Double) {
    if _fastPath(written.count < values.count) {
      indices[written.count] = index
      values[written.count] = coefficient
      written.count += 1
    } else {
      Self.spill(index, coefficient, into: overflow)
    }
  }

  // Out of line, so that the loop which adds terms is short.
  @usableFromInline
  @inline(never)
  static func spill(
    _ index: Int32, _ coefficient: Double, into overflow: UnsafeMutablePointer<[LinearExpression.Entry]>
  ) {
    overflow.pointee.append(LinearExpression.Entry(index: index, coefficient: coefficient))
  }
}

extension ConstraintRow: LinearSum {
  /// Adds `coefficient · variable`. O(1) amortised.
  @inlinable
  @inline(__always)
  public mutating func add(_ variable: Variable, times coefficient: Double = 1) {
    written.foreignBits |= Int(bitPattern: variable.program) ^ Int(bitPattern: program)
    append(Int32(truncatingIfNeeded: variable.index), coefficient)
  }

  /// Adds a number. It moves to the constraint's bounds.
  @inlinable
  public mutating func add(_ number: Double) {
    written.number += number
  }

  /// Adds `factor · other`. O(terms).
  @inlinable
  public mutating func add(_ other: LinearExpression, times factor: Double = 1) {
    if other.mixesPrograms || (other.program != nil && other.program != program) { written.foreignBits = -1 }
    written.number += factor * other.number
    for entry in other.entries { append(entry.index, factor * entry.coefficient) }
  }
}
