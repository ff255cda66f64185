// SPDX-License-Identifier: GPL-3.0-or-later

/// Something in an MPS file that cannot be understood, or cannot be expressed as a linear program.
public struct MPSFault: Hashable, Sendable {
  /// The line, from 1. What is missing is reported at the last line.
  public let line: Int
  /// What is wrong with it.
  public let problem: Problem

  /// What can be wrong with a line.
  public enum Problem: Error, Hashable, Sendable {
    /// There is no section of this name.
    case sectionUnknown(String)
    /// A section that says something beyond linear programs, or chooses among several goals.
    case sectionNotSupported(String)
    /// A section without which the file is cut off: `ROWS`, `COLUMNS` or `ENDATA`.
    case sectionMissing(String)
    /// Data before the first section.
    case dataOutsideSection
    /// More or fewer fields than the section's lines have.
    case wrongFieldCount(Int)
    /// In fixed format, a character in a column (from 1) that has to be blank.
    case fieldOutOfPlace(column: Int)
    /// Rows are `N`, `L`, `G` or `E`.
    case rowTypeUnknown(String)
    /// A second row of this name.
    case rowRepeated(String)
    /// No row has this name.
    case rowUnknown(String)
    /// The entries of this column do not stand together.
    case columnSplit(String)
    /// No column has this name.
    case columnUnknown(String)
    /// A second coefficient for the same row and column.
    case entryRepeated(row: String, column: String)
    /// A second right-hand side or range for the same row.
    case valueRepeated(section: String, row: String)
    /// A second set of right-hand sides, ranges or bounds: the file is several programs, and which one is meant is not
    /// for a reader to guess.
    case severalSets(section: String, first: String, other: String)
    /// Not a number.
    case numberUnreadable(String)
    /// NaN, or an infinity where none can be.
    case numberNotFinite(String)
    /// No such type of bound.
    case boundTypeUnknown(String)
    /// A bound that makes a variable semi-continuous (`SC`, `SI`).
    case boundNotSupported(type: String, column: String)
    /// A second bound of this column on the same side.
    case boundRepeated(column: String)
    /// Neither `INTORG` nor `INTEND`.
    case markerUnknown(String)
    /// Neither `MAX` nor `MIN`.
    case senseUnknown(String)
  }

  init(_ line: Int, _ problem: Problem) {
    self.line = line
    self.problem = problem
  }
}

/// Why an MPS file was not read: all its faults, in the order of lines.
public struct MPSRefusal: Error, Hashable, Sendable {
  /// The faults, at least one.
  public let faults: [MPSFault]
  /// Whether they are those of the fixed format; of the free one otherwise. The one that fits better is reported.
  public let isFixedFormat: Bool
}
