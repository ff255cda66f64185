// SPDX-License-Identifier: GPL-3.0-or-later

/// The constraints of a program in compressed rows, in the layout that a solver is handed without a copy.
struct ConstraintTable: Sendable {
  /// The labels that were given, by row; most rows of large programs have none.
  private(set) var labels: [Int: String] = [:]
  private(set) var lower: [Double] = []
  private(set) var upper: [Double] = []
  /// Where each row's entries begin; one more at the end.
  private(set) var starts: [Int64] = [0]
  /// The variable of each entry; what stands beyond ``nonzeroCount`` means nothing.
  private(set) var indices: [Int32] = []
  /// The coefficient of each entry; what stands beyond ``nonzeroCount`` means nothing.
  private(set) var values: [Double] = []
  /// How many entries there are.
  private(set) var nonzeroCount = 0

  /// For each variable the last row that used it, plus one: what finds a variable that occurs twice in a row.
  private var lastRow: [Int32] = []

  var count: Int { lower.count }

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

  /// Appends a row over `width` variables and adds up repeated ones. O(entries).
  mutating func append(
    _ entries: [LinearExpression.Entry], lower: Double, upper: Double, label: String, width: Int
  ) -> Soundness {
    if lastRow.count < width {
      lastRow.append(contentsOf: repeatElement(0, count: width - lastRow.count))
    }
    let mark = Int32(truncatingIfNeeded: count + 1)
    let begin = nonzeroCount
    makeRoom(upTo: begin + entries.count)
    nonzeroCount = begin + entries.count
    // A number times zero is zero unless it is NaN or infinite, and so is the sum of such products.
    var poison = 0.0
    var repeated = false
    var foreign = false
    lastRow.withUnsafeMutableBufferPointer { lastRow in
      indices.withUnsafeMutableBufferPointer { indices in
        values.withUnsafeMutableBufferPointer { values in
          var position = begin
          for entry in entries {
            let column = Int(entry.index)
            guard column < width else {
              foreign = true
              break
            }
            poison += entry.coefficient * 0
            repeated = repeated || lastRow[column] == mark
            lastRow[column] = mark
            indices[position] = entry.index
            values[position] = entry.coefficient
            position += 1
          }
        }
      }
    }
    if foreign {
      nonzeroCount = begin
    } else if repeated {
      addUpRepeated(from: begin)
    }
    starts.append(Int64(nonzeroCount))
    self.lower.append(lower)
    self.upper.append(upper)
    if !label.isEmpty { labels[count - 1] = label }
    return foreign ? .foreignVariable : poison == 0 ? .sound : .coefficientNotFinite
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
