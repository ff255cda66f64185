// SPDX-License-Identifier: GPL-3.0-or-later

/// The constraints of a program in compressed rows, in the layout that a solver is handed without a copy.
@usableFromInline
struct ConstraintTable: Sendable {
  /// The labels that were given one by one, by row.
  private var givenLabels: [Int: String] = [:]
  /// How to label those that were given none.
  var labelling: (@Sendable (_ row: Int) -> String?)?
  private(set) var lower: [Double] = []
  private(set) var upper: [Double] = []
  /// Where each row's entries begin; one more at the end.
  private(set) var starts: [Int64] = [0]
  /// The variable of each entry; what stands beyond ``nonzeroCount`` means nothing.
  @usableFromInline private(set) var indices: [Int32] = []
  /// The coefficient of each entry; what stands beyond ``nonzeroCount`` means nothing.
  @usableFromInline private(set) var values: [Double] = []
  /// How many entries there are.
  @usableFromInline private(set) var nonzeroCount = 0

  /// The entries of the row being written for which there was no room; empty between rows.
  @usableFromInline var overflow: [LinearExpression.Entry] = []

  /// For each variable the last row that used it, plus one: what finds a variable that occurs twice in a row.
  private var lastRow: [Int32] = []

  var count: Int { lower.count }

  /// A row's label; `nil` where it has none. O(1).
  func label(_ row: Int) -> String? { givenLabels[row] ?? labelling?(row) }

  mutating func reserve(_ more: Int, nonzeros: Int) {
    lower.reserveCapacity(count + more)
    upper.reserveCapacity(count + more)
    starts.reserveCapacity(count + more + 1)
    makeRoom(upTo: nonzeroCount + nonzeros)
  }

  /// Replaces a row's bounds. O(1).
  mutating func setBounds(of row: Int, lower: Double, upper: Double) {
    (self.lower[row], self.upper[row]) = (lower, upper)
  }

  /// The positions of a row's entries in `indices` and `values`.
  func entries(of row: Int) -> Range<Int> {
    Int(starts[row])..<Int(starts[row + 1])
  }

  /// What is to be said of a row that was appended.
  enum Soundness {
    case sound
    case coefficientNotFinite
    /// An index is not below the number of variables: the row was left empty.
    case foreignVariable
  }

  /// Lets a row be written behind the last one, where it counts for nothing before it is appended. What does not fit
  /// there is left in the overflow; nothing is left where `write` throws.
  @inlinable
  @inline(__always)
  mutating func writeRow<Failure: Error>(
    of program: ObjectIdentifier, _ write: (_ row: inout ConstraintRow) throws(Failure) -> Void
  ) throws(Failure) -> ConstraintRow.Written {
    let begin = nonzeroCount
    return try indices.withUnsafeMutableBufferPointer { (indices) throws(Failure) in
      try values.withUnsafeMutableBufferPointer { (values) throws(Failure) in
        try withUnsafeMutablePointer(to: &overflow) { (overflow) throws(Failure) in
          var row = ConstraintRow(
            of: program, indices: UnsafeMutableBufferPointer(rebasing: indices[begin...]),
            values: UnsafeMutableBufferPointer(rebasing: values[begin...]), overflow: overflow)
          do throws(Failure) {
            try write(&row)
          } catch {
            overflow.pointee = []
            throw error
          }
          return row.written
        }
      }
    }
  }

  /// Appends a row over `width` variables and adds up repeated ones. O(entries).
  mutating func append(
    _ entries: [LinearExpression.Entry], lower: Double, upper: Double, label: String, width: Int
  ) -> Soundness {
    put(entries, at: nonzeroCount)
    return appendWritten(entries.count, lower: lower, upper: upper, label: label, width: width)
  }

  /// Makes a row of the first `written` entries behind the last row, and of the overflow. O(entries).
  @inline(__always)
  mutating func appendWritten(
    _ written: Int, lower: Double, upper: Double, label: String, width: Int
  ) -> Soundness {
    let begin = nonzeroCount
    nonzeroCount = begin + written
    if !overflow.isEmpty {
      put(overflow, at: nonzeroCount)
      nonzeroCount += overflow.count
      overflow = []
    }
    let soundness = check(from: begin, width: width)
    starts.append(Int64(nonzeroCount))
    self.lower.append(lower)
    self.upper.append(upper)
    if !label.isEmpty { givenLabels[count - 1] = label }
    return soundness
  }

  /// Looks whether the entries from `begin` on are sound as a row, and adds up repeated ones.
  @inline(__always)
  private mutating func check(from begin: Int, width: Int) -> Soundness {
    if lastRow.count < width { widen(to: width) }
    let mark = Int32(truncatingIfNeeded: count + 1)
    // A number times zero is zero unless it is NaN or infinite, and so is the sum of such products.
    var poison = 0.0
    var repeated = false
    var foreign = false
    // One look at who owns each array instead of one at each entry.
    lastRow.withUnsafeMutableBufferPointer { lastRow in
      indices.withUnsafeBufferPointer { indices in
        values.withUnsafeBufferPointer { values in
          for position in begin..<nonzeroCount {
            let column = Int(UInt32(bitPattern: indices[position]))
            guard column < width else {
              foreign = true
              break
            }
            poison += values[position] * 0
            if lastRow[column] == mark { repeated = true }
            lastRow[column] = mark
          }
        }
      }
    }
    if foreign {
      nonzeroCount = begin
      return .foreignVariable
    }
    if repeated { addUpRepeated(from: begin) }
    return poison == 0 ? .sound : .coefficientNotFinite
  }

  @inline(never)
  private mutating func widen(to width: Int) {
    lastRow.append(contentsOf: repeatElement(0, count: width - lastRow.count))
  }

  /// Puts entries at a place from which on nothing counts yet; nor do they.
  mutating func put(_ entries: [LinearExpression.Entry], at begin: Int) {
    makeRoom(upTo: begin + entries.count)
    indices.withUnsafeMutableBufferPointer { indices in
      values.withUnsafeMutableBufferPointer { values in
        entries.withUnsafeBufferPointer { entries in
          for place in 0..<entries.count {
            indices[begin + place] = entries[place].index
            values[begin + place] = entries[place].coefficient
          }
        }
      }
    }
  }

  /// Moves both bounds of a row.
  mutating func move(_ row: Int, by amount: Double) {
    lower[row] += amount
    upper[row] += amount
  }

  /// Opens a whole row at once: an append for each entry would ask for unique storage every time. The arrays grow by
  /// doubling, beyond the last entry.
  private mutating func makeRoom(upTo end: Int) {
    guard end > indices.count else { return }
    let more = max(end, 2 * indices.count) - indices.count
    indices.append(contentsOf: repeatElement(0, count: more))
    values.append(contentsOf: repeatElement(0, count: more))
  }

  /// Adds up the coefficients of each variable that occurs several times, at its first place.
  private mutating func addUpRepeated(from begin: Int) {
    var place: [Int32: Int] = [:]
    var end = begin
    for position in begin..<nonzeroCount {
      if let first = place[indices[position]] {
        values[first] += values[position]
      } else {
        place[indices[position]] = end
        indices[end] = indices[position]
        values[end] = values[position]
        end += 1
      }
    }
    nonzeroCount = end
  }
}
