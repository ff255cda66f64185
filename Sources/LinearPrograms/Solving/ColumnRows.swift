// SPDX-License-Identifier: GPL-3.0-or-later

/// The entries of a form by columns, where the form itself has them by rows.
struct ColumnRows {
  /// The row of each entry.
  private(set) var rows: [Int32]
  /// The coefficient of each entry.
  private(set) var values: [Double]
  private let starts: [Int]

  /// O(nonzeros + columns).
  init(_ form: ColumnForm) {
    let nonzeros = form.entryCount
    var starts = [Int](repeating: 0, count: form.lower.count + 1)
    for position in 0..<nonzeros { starts[Int(form.indices[position]) + 1] += 1 }
    for column in form.lower.indices { starts[column + 1] += starts[column] }
    rows = [Int32](repeating: 0, count: nonzeros)
    values = [Double](repeating: 0, count: nonzeros)
    var next = starts
    for row in form.rows.indices {
      for position in form.entries(of: row) {
        let column = Int(form.indices[position])
        rows[next[column]] = Int32(truncatingIfNeeded: row)
        values[next[column]] = form.values[position]
        next[column] += 1
      }
    }
    self.starts = starts
  }

  /// The positions of a column's entries in ``rows`` and ``values``.
  func entries(of column: Int) -> Range<Int> { starts[column]..<starts[column + 1] }
}

extension ColumnForm {
  /// How many entries there are; what stands beyond in `indices` and `values` means nothing.
  var entryCount: Int { Int(rows.last?.end ?? 0) }

  /// The positions of a row's entries in `indices` and `values`.
  func entries(of row: Int) -> Range<Int> { rows.entries(of: row) }

  /// What each row adds up to, in compensated sums. O(nonzeros).
  func activities(at point: [Double]) -> [Double] {
    rows.indices.map { row in
      var sum = CompensatedSum()
      for position in entries(of: row) { sum.add(values[position] * point[Int(indices[position])]) }
      return sum.value
    }
  }

  /// The point of the columns where the variables have the given values; the segments of a convex cost are filled in
  /// their order, so that it costs what the values cost. The inverse of ``variableValues(at:)``. O(columns).
  func point(at values: [Double]) -> [Double] {
    guard !base.isEmpty else { return values }
    var left = zip(values, base).map { $0 - $1 }
    return origins.enumerated().map { column, origin in
      let variable = Int(origin.variable)
      let amount = origin.segment == nil ? left[variable] : min(left[variable], upper[column])
      left[variable] -= amount
      return amount
    }
  }
}
