// SPDX-License-Identifier: GPL-3.0-or-later

/// A cell's place on a sheet, from row 1 and column 1.
public struct CellReference: Hashable, Sendable, Comparable {
  /// The row, from 1 to ``largestRow``.
  public let row: Int
  /// The column, from 1 to ``largestColumn``; 3 is C.
  public let column: Int

  /// The last row that a sheet can have.
  public static let largestRow = 1_048_576
  /// The last column that a sheet can have, XFD.
  public static let largestColumn = 16_384

  /// A place.
  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }

  /// The place that letters and digits name, as `C7` or `$C$7`; `nil` where they name none.
  public init?(_ text: some StringProtocol) {
    self.init(bytes: text.utf8)
  }

  init?(bytes: some Sequence<UInt8>) {
    var (row, column) = (0, 0)
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0 && column <= Self.largestColumn:
        column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
      case UInt8(ascii: "a")...UInt8(ascii: "z") where row == 0 && column <= Self.largestColumn:
        column = column * 26 + Int(byte - UInt8(ascii: "a")) + 1
      case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0 && row <= Self.largestRow:
        row = row * 10 + Int(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "$"): continue
      default: return nil
      }
    }
    guard (1...Self.largestRow).contains(row), (1...Self.largestColumn).contains(column) else { return nil }
    (self.row, self.column) = (row, column)
  }

  /// By rows, then by columns.
  public static func < (left: CellReference, right: CellReference) -> Bool {
    (left.row, left.column) < (right.row, right.column)
  }

  /// A column's letters: 28 is AB.
  public static func letters(ofColumn column: Int) -> String {
    var (rest, letters) = (column, "")
    while rest > 0 {
      let digit = (rest - 1) % 26
      letters.insert(Character(Unicode.Scalar(UInt8(ascii: "A") + UInt8(digit))), at: letters.startIndex)
      rest = (rest - 1) / 26
    }
    return letters
  }
}

extension CellReference: CustomStringConvertible {
  /// Letters and digits: `C7`.
  public var description: String { Self.letters(ofColumn: column) + String(row) }
}

/// A rectangle of cells.
public struct CellRange: Hashable, Sendable {
  /// The rows, from 1.
  public let rows: ClosedRange<Int>
  /// The columns, from 1.
  public let columns: ClosedRange<Int>

  /// A rectangle.
  public init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
    self.rows = rows
    self.columns = columns
  }

  /// The rectangle between two corners, as `A1:C2`, or one cell, as `A1`; `nil` where it is neither.
  public init?(_ text: String) {
    let corners = text.split(separator: ":", omittingEmptySubsequences: false).map { CellReference($0) }
    guard let first = corners.first.flatMap({ $0 }), let last = corners.last.flatMap({ $0 }), corners.count <= 2,
      first.row <= last.row, first.column <= last.column
    else { return nil }
    self.init(rows: first.row...last.row, columns: first.column...last.column)
  }

  /// How many cells there are.
  public var count: Int { rows.count * columns.count }
}

extension CellRange: CustomStringConvertible {
  /// Its corners: `A1:C2`.
  public var description: String {
    "\(CellReference(row: rows.lowerBound, column: columns.lowerBound)):"
      + "\(CellReference(row: rows.upperBound, column: columns.upperBound))"
  }
}
