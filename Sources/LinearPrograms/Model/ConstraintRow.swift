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
    /// Where the terms in the row's memory end.
    @usableFromInline let end: Int
    /// The sum of the numbers.
    @usableFromInline let number: Double
    /// The bits in which a variable's program was another than the row's; none where all variables were its own.
    @usableFromInline let foreignBits: Int

    @inlinable
    init(end: Int, number: Double = 0, foreignBits: Int = 0) {
      self.end = end
      self.number = number
      self.foreignBits = foreignBits
    }

    /// Whether all variables were the program's own.
    var isOwn: Bool { foreignBits == 0 }
  }

  // The memory is the program's. It is there as long as the closure runs, and a row cannot be copied out of it. Places
  // in it are counted from its end, below 0 as long as there is room: one number fewer to keep from term to term.
  @usableFromInline let program: ObjectIdentifier
  @usableFromInline let endOfIndices: UnsafeMutablePointer<Int32>
  @usableFromInline let endOfValues: UnsafeMutablePointer<Double>
  /// Where the terms go for which there is no room.
  @usableFromInline let overflow: UnsafeMutablePointer<[LinearExpression.Entry]>
  /// Where the next term goes.
  @usableFromInline var place: Int
  /// The sum of the numbers.
  @usableFromInline var number = 0.0
  /// The bits in which a variable's program was another than the row's: to gather them is less work for each term than
  /// a condition.
  @usableFromInline var foreignBits = 0

  /// A row that is written into memory from a place on. There is as much of it for values as for indices, and some.
  @inlinable
  init(
    of program: ObjectIdentifier, _ indices: UnsafeMutableBufferPointer<Int32>,
    _ values: UnsafeMutableBufferPointer<Double>, from begin: Int,
    overflow: UnsafeMutablePointer<[LinearExpression.Entry]>
  ) {
    self.program = program
    assert(indices.count == values.count)
    let room = indices.count
    endOfIndices = indices.baseAddress.unsafelyUnwrapped + room
    endOfValues = values.baseAddress.unsafelyUnwrapped + room
    self.overflow = overflow
    place = begin &- room
  }

  @inlinable
  @inline(__always)
  mutating func append(_ index: Int32, _ coefficient: Double) {
    if _fastPath(place < 0) {
      endOfIndices[place] = index
      endOfValues[place] = coefficient
      place &+= 1
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
    foreignBits |= Int(bitPattern: variable.program) ^ Int(bitPattern: program)
    append(Int32(truncatingIfNeeded: variable.index), coefficient)
  }

  /// Adds a number. It moves to the constraint's bounds.
  @inlinable
  public mutating func add(_ number: Double) {
    self.number += number
  }

  /// Adds `factor · other`. O(terms).
  @inlinable
  public mutating func add(_ other: LinearExpression, times factor: Double = 1) {
    if other.mixesPrograms || (other.program != nil && other.program != program) { foreignBits = -1 }
    number += factor * other.number
    for entry in other.entries { append(entry.index, factor * entry.coefficient) }
  }
}
