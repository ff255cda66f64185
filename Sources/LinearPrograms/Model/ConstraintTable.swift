// SPDX-License-Identifier: GPL-3.0-or-later

/// The constraints of a program in compressed rows, in the layout that a solver is handed without a copy.
@usableFromInline
struct ConstraintTable: Sendable {
  /// The labels that were given one by one, by row.
  private var givenLabels: [Int: String] = [:]
  /// How to label those that were given none.
  var labelling: (@Sendable (_ row: Int) -> String?)?
  private(set) var rows: [BoundedRow] = []

  // Both have the same length, and never none: a row is written by their addresses.
  /// The variable of each entry; what stands beyond ``nonzeroCount`` means nothing.
  @usableFromInline private(set) var indices: [Int32] = [0]
  /// The coefficient of each entry; what stands beyond ``nonzeroCount`` means nothing.
  @usableFromInline private(set) var values: [Double] = [0]
  /// How many entries there are.
  @usableFromInline private(set) var nonzeroCount = 0

  /// The entries of the row being written for which there was no room; empty between rows.
  @usableFromInline var overflow: [LinearExpression.Entry] = []

  /// For each variable the last row that used it, plus one: what finds a variable that occurs twice in a row.
  private var lastRow: [Int32] = []

  var count: Int { rows.count }

  /// A row's label; `nil` where it has none. O(1).
  func label(_ row: Int) -> String? { givenLabels[row] ?? labelling?(row) }

  mutating func reserve(_ more: Int, nonzeros: Int) {
    rows.reserveCapacity(count + more)
    makeRoom(upTo: nonzeroCount + nonzeros)
  }

  /// Replaces a row's bounds. O(1).
  mutating func setBounds(of row: Int, lower: Double, upper: Double) {
    (rows[row].lower, rows[row].upper) = (lower, upper)
  }

  /// The positions of a row's entries in `indices` and `values`.
  func entries(of row: Int) -> Range<Int> {
    rows.entries(of: row)
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
          var row = ConstraintRow(of: program, indices, values, from: begin, overflow: overflow)
          do throws(Failure) {
            try write(&row)
          } catch {
            overflow.pointee = []
            throw error
          }
          return ConstraintRow.Written(
            end: indices.count &+ row.place, number: row.number, foreignBits: row.foreignBits)
        }
      }
    }
  }

  /// Labels the row that is appended next.
  @usableFromInline
  mutating func labelNext(_ label: String) { givenLabels[count] = label }

  /// Writes the entries of a row behind the last one, where they count for nothing before it is appended. O(entries).
  @inline(__always)
  mutating func write(_ entries: [LinearExpression.Entry]) -> ConstraintRow.Written {
    put(entries, at: nonzeroCount)
    return ConstraintRow.Written(end: nonzeroCount + entries.count)
  }

  /// Appends a row over `width` variables and adds up repeated ones. O(entries).
  mutating func append(
    _ entries: [LinearExpression.Entry], lower: Double, upper: Double, width: Int
  ) -> Soundness {
    append(write(entries), lower: lower, upper: upper, width: width)
  }

  /// Makes a row of what was written behind the last row, where it is seen at one glance to be sound and to have each
  /// variable once; no row is made where not. O(entries).
  @inline(__always)
  mutating func appendPlain(_ written: ConstraintRow.Written, lower: Double, upper: Double, width: Int) -> Bool {
    guard _fastPath(written.isOwn && overflow.isEmpty && isPlain(upTo: written.end, width: width)) else { return false }
    nonzeroCount = written.end
    rows.append(BoundedRow(lower: lower, upper: upper, end: Int64(written.end)))
    return true
  }

  /// Makes a row of what was written behind the last row, and of the overflow, and adds up repeated variables.
  /// O(entries).
  mutating func append(
    _ written: ConstraintRow.Written, lower: Double, upper: Double, width: Int
  ) -> Soundness {
    let end = gather(behind: written.end)
    let soundness = settle(upTo: end, isOwn: written.isOwn, width: width)
    rows.append(BoundedRow(lower: lower, upper: upper, end: Int64(nonzeroCount)))
    return soundness
  }

  /// Puts the overflow behind what was written of a row, and returns where it ends then.
  private mutating func gather(behind end: Int) -> Int {
    defer { overflow = [] }
    put(overflow, at: end)
    return end + overflow.count
  }

  /// Whether the entries behind the last row are seen at one glance to be sound and to have each variable once. Those
  /// of which this is not said may be sound all the same.
  @inline(__always)
  private mutating func isPlain(upTo end: Int, width: Int) -> Bool {
    if lastRow.count < width { widen(to: width) }
    let mark = Int32(truncatingIfNeeded: count + 1)
    let begin = nonzeroCount
    // One look at who owns each array instead of one at each entry.
    return lastRow.withUnsafeMutableBufferPointer { lastRow in
      indices.withUnsafeBufferPointer { indices in
        values.withUnsafeBufferPointer { values in
          // A sum is finite only where all that it adds up is.
          var sum = 0.0
          var position = begin
          while position < end {
            let column = Int(UInt32(bitPattern: indices[position]))
            guard column < width, lastRow[column] != mark else { return false }
            lastRow[column] = mark
            sum += values[position]
            position += 1
          }
          return sum.magnitude < .infinity
        }
      }
    }
  }

  /// Takes the entries up to a place for those of the next row. Where one is of no variable here they are all left out,
  /// and repeated variables are added up: also where entries were looked at before and their variables are marked already.
  private mutating func settle(upTo end: Int, isOwn: Bool, width: Int) -> Soundness {
    let begin = nonzeroCount
    guard isOwn, indices[begin..<end].allSatisfy({ UInt32(bitPattern: $0) < width }) else { return .foreignVariable }
    nonzeroCount = isPlain(upTo: end, width: width) ? end : addUpRepeated(in: begin..<end)
    return values[begin..<nonzeroCount].allSatisfy { $0.isFinite } ? .sound : .coefficientNotFinite
  }

  @inline(never)
  private mutating func widen(to width: Int) {
    lastRow.append(contentsOf: repeatElement(0, count: width - lastRow.count))
  }

  /// Puts entries at a place from which on nothing counts yet; nor do they.
  @inline(__always)
  mutating func put(_ entries: [LinearExpression.Entry], at begin: Int) {
    makeRoom(upTo: begin + entries.count)
    indices.withUnsafeMutableBufferPointer { indices in
      values.withUnsafeMutableBufferPointer { values in
        entries.withUnsafeBufferPointer { entries in
          // There is room, so that no place is beyond the greatest number.
          for place in 0..<entries.count {
            indices[begin &+ place] = entries[place].index
            values[begin &+ place] = entries[place].coefficient
          }
        }
      }
    }
  }

  /// Moves both bounds of a row.
  mutating func move(_ row: Int, by amount: Double) {
    rows[row].lower += amount
    rows[row].upper += amount
  }

  /// Opens a whole row at once: an append for each entry would ask for unique storage every time. The arrays grow by
  /// doubling, beyond the last entry.
  private mutating func makeRoom(upTo end: Int) {
    guard end > indices.count else { return }
    let more = max(end, 2 * indices.count) - indices.count
    indices.append(contentsOf: repeatElement(0, count: more))
    values.append(contentsOf: repeatElement(0, count: more))
  }

  /// Adds up the coefficients of each variable that occurs several times, at its first place. Returns where the row
  /// ends then.
  private mutating func addUpRepeated(in row: Range<Int>) -> Int {
    var place: [Int32: Int] = [:]
    var end = row.lowerBound
    for position in row {
      if let first = place[indices[position]] {
        values[first] += values[position]
      } else {
        place[indices[position]] = end
        indices[end] = indices[position]
        values[end] = values[position]
        end += 1
      }
    }
    return end
  }
}
