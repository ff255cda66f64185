// SPDX-License-Identifier: GPL-3.0-or-later

/// The constraints of a program in compressed rows, in the layout that a solver is handed without a copy.
@usableFromInline
struct ConstraintTable: Sendable {
  /// The labels that were given one by one, by row.
  private var givenLabels: [Int: String] = [:]
  /// How to label those that were given none.
  var labelling: (@Sendable (_ row: Int) -> String?)?
  private(set) var rows: [BoundedRow] = []
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

  /// Labels the row that is appended next.
  @usableFromInline
  mutating func labelNext(_ label: String) { givenLabels[count] = label }

  /// Appends a row over `width` variables and adds up repeated ones. O(entries).
  mutating func append(
    _ entries: [LinearExpression.Entry], lower: Double, upper: Double, width: Int
  ) -> Soundness {
    put(entries, at: nonzeroCount)
    return append(ConstraintRow.Written(count: entries.count), lower: lower, upper: upper, width: width)
  }

  /// Makes a row of what was written behind the last row, and of the overflow, and adds up repeated variables.
  /// O(entries).
  @inline(__always)
  mutating func append(
    _ written: ConstraintRow.Written, lower: Double, upper: Double, width: Int
  ) -> Soundness {
    if lastRow.count < width { widen(to: width) }
    let begin = nonzeroCount
    var end = begin + written.count
    if _slowPath(!written.isOwn || !overflow.isEmpty) { end = gather(end, isOwn: written.isOwn) }
    let mark = Int32(truncatingIfNeeded: count + 1)
    let flaws = Self.flaws(of: begin..<end, mark: mark, width: width, &lastRow, indices, values)
    var soundness = Soundness.sound
    if _slowPath(flaws.areSome || !written.isOwn) {
      soundness = written.isOwn ? settle(flaws, of: begin, &end) : .foreignVariable
    }
    nonzeroCount = end
    rows.append(BoundedRow(lower: lower, upper: upper, end: Int64(end)))
    return soundness
  }

  /// Puts the overflow behind a row that ends at a place, and returns where it ends then; a row that is not the program's
  /// own loses everything, and ends where it begins.
  @inline(never)
  private mutating func gather(_ end: Int, isOwn: Bool) -> Int {
    defer { overflow = [] }
    guard isOwn else { return nonzeroCount }
    put(overflow, at: end)
    return end + overflow.count
  }

  /// What may be wrong with a row.
  private struct Flaws {
    /// Whether an index is not below the number of variables.
    var isForeign = false
    /// Whether a variable occurs twice.
    var isRepeated = false
    /// 0 where every coefficient is finite, and NaN otherwise.
    var poison = 0.0

    var areSome: Bool { isForeign || isRepeated || poison != 0 }
  }

  /// Looks at each entry of a row.
  @inline(__always)
  private static func flaws(
    of row: Range<Int>, mark: Int32, width: Int, _ lastRow: inout [Int32], _ indices: [Int32], _ values: [Double]
  ) -> Flaws {
    var flaws = Flaws()
    // One look at who owns each array instead of one at each entry.
    lastRow.withUnsafeMutableBufferPointer { lastRow in
      indices.withUnsafeBufferPointer { indices in
        values.withUnsafeBufferPointer { values in
          for position in row {
            let column = Int(UInt32(bitPattern: indices[position]))
            guard column < width else {
              flaws.isForeign = true
              break
            }
            // A number times zero is zero unless it is NaN or infinite, and so is the sum of such products.
            flaws.poison += values[position] * 0
            if lastRow[column] == mark { flaws.isRepeated = true }
            lastRow[column] = mark
          }
        }
      }
    }
    return flaws
  }

  /// Does with a row that has flaws what can be done: it is left empty, or its repeated variables are added up.
  @inline(never)
  private mutating func settle(_ flaws: Flaws, of begin: Int, _ end: inout Int) -> Soundness {
    if flaws.isForeign {
      end = begin
      return .foreignVariable
    }
    if flaws.isRepeated { end = addUpRepeated(in: begin..<end) }
    return flaws.poison == 0 ? .sound : .coefficientNotFinite
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

  /// Adds up the coefficients of each variable that occurs several times, at its first place. Returns where the row ends
  /// then.
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
