// SPDX-License-Identifier: GPL-3.0-or-later

/// A row in compressed form: what its sum lies between, and where its entries end. They begin where those of the row
/// before it end, and those of the first one at 0.
///
/// One array of these and not one for each property: an array that grows is asked each time whether it is shared and
/// whether there is room.
struct BoundedRow: Sendable {
  var lower: Double
  var upper: Double
  var end: Int64
}

extension [BoundedRow] {
  /// The positions of a row's entries. O(1).
  func entries(of row: Int) -> Range<Int> {
    Int(row == 0 ? 0 : self[row - 1].end)..<Int(self[row].end)
  }
}
