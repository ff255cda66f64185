// SPDX-License-Identifier: GPL-3.0-or-later

/// A sheet to be written.
public struct SheetDraft: Sendable {
  /// Paper, always landscape.
  public enum Paper: Sendable {
    /// 297 × 210 mm.
    case a4
    /// 420 × 297 mm.
    case a3
  }

  /// Colours the text of numbers above and below zero.
  public struct Highlight: Sendable {
    /// Where.
    public let range: CellRange
    /// The colour of text above zero, as 0xRRGGBB.
    public let above: Int
    /// The colour of text below zero, as 0xRRGGBB.
    public let below: Int

    /// A highlight.
    public init(_ range: CellRange, above: Int, below: Int) {
      self.range = range
      self.above = above
      self.below = below
    }
  }

  /// What may be typed into cells.
  public struct Validation: Sendable {
    /// What is accepted.
    public enum Accepted: Sendable {
      /// One of these, offered as a list; 255 characters together at most. Anything else is questioned, not refused, where
      /// others may be right as well.
      case oneOf([String], orOthers: Bool)
      /// Whatever is typed: the hint alone is shown.
      case anything
      /// A whole number of at least 0.
      case count
      /// A number of at least 0.
      case amount
    }

    /// Where.
    public let range: CellRange
    /// What is accepted.
    public let accepted: Accepted
    /// The hint that shows at a cell, of 255 characters at most, under a title of 32 at most; `nil` for none.
    public let hint: (title: String, text: String)?
    /// What is said where something else is typed, of 255 characters at most.
    public let refusal: String

    /// A validation.
    public init(_ range: CellRange, _ accepted: Accepted, hint: (title: String, text: String)? = nil, refusal: String) {
      self.range = range
      self.accepted = accepted
      self.hint = hint
      self.refusal = refusal
    }
  }

  /// The sheet's name; what names cannot hold is replaced when it is written.
  public var name: String
  /// The cells, by rows from the first.
  public var rows: [[CellDraft]] = []
  /// The columns' widths in characters; others are as usual.
  public var widths: [Double] = []
  /// How many rows at the top stay in sight.
  public var frozenRows = 0
  /// How many columns at the left stay in sight.
  public var frozenColumns = 0
  /// The rows that are printed at the top of every page, from 1; `nil` for none.
  public var repeatedRows: ClosedRange<Int>?
  /// What it is printed on, as wide as one page.
  public var paper = Paper.a4
  /// Colours for numbers above and below zero.
  public var highlights: [Highlight] = []
  /// What may be typed.
  public var validations: [Validation] = []
  /// The charts on the sheet.
  public var charts: [ChartDraft] = []
  /// Columns whose cells are text from the start, from 1, so that what is typed stays as typed.
  public var textColumns: [Int] = []

  /// An empty sheet.
  public init(_ name: String) { self.name = name }

  /// Widths that fit the texts of the rows from `first` on, each from 6 to `most` characters; Chinese counts twice.
  public func fittingWidths(from first: Int, most: Double = 40) -> [Double] {
    var widths: [Double] = []
    for row in rows.dropFirst(first) {
      for (column, cell) in row.enumerated() {
        if column >= widths.count { widths.append(6) }
        let lines = Self.text(of: cell).split(whereSeparator: \.isNewline)
        let width = lines.map(Self.width).max() ?? 0
        widths[column] = min(most, max(widths[column], width + 2))
      }
    }
    return widths
  }

  /// How many lines the cells of a row need, those that go on below themselves: an estimate by the columns' widths.
  func lines(of cells: [CellDraft]) -> Int {
    var most = 1
    for (column, cell) in cells.enumerated() where cell.style.wraps {
      guard case .text(let text) = cell.content else { continue }
      let room = max(2, (column < widths.count ? widths[column] : 8.43) - 1)
      let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).reduce(0) { sum, line in
        sum + max(1, Int((Self.width(line) / room).rounded(.up)))
      }
      most = max(most, lines)
    }
    return most
  }

  private static func text(of cell: CellDraft) -> String {
    switch cell.content {
    case .blank: ""
    case .text(let text): text
    case .number(let number), .formula(_, let number):
      // Room for separators, signs and the decimals of the format.
      String(Int(max(-1e15, min(1e15, number.isFinite ? number : 0)))) + "   "
    }
  }

  private static func width(_ line: Substring) -> Double {
    line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
  }
}

/// A chart of columns of numbers on a sheet.
public struct ChartDraft: Sendable {
  /// How the numbers are drawn.
  public enum Kind: Sendable {
    /// As bars side by side, from the left.
    case bars
    /// As upright columns side by side.
    case columns
    /// As points, of which ``ChartDraft/categories`` has the way to the right.
    case scatter
  }

  /// One run of numbers.
  public struct Series: Sendable {
    /// How the points of a scatter are drawn.
    public enum Marker: Sendable {
      /// As a disc.
      case disc
      /// As a triangle.
      case triangle
      /// As a line through all of them, in the order of the rows.
      case line
    }

    /// What it is called.
    public let name: String
    /// Its column, from 1.
    public let column: Int
    /// Its colour, as 0xRRGGBB.
    public let color: Int
    /// How its points are drawn, in a scatter.
    public let marker: Marker

    /// A run of numbers.
    public init(_ name: String, column: Int, color: Int, marker: Marker = .disc) {
      self.name = name
      self.column = column
      self.color = color
      self.marker = marker
    }
  }

  /// How it is drawn.
  public let kind: Kind
  /// Its title.
  public let title: String
  /// The column with the names that the numbers are of, or in a scatter with numbers, from 1.
  public let categories: Int
  /// The rows of names and numbers, from 1.
  public let rows: ClosedRange<Int>
  /// The numbers.
  public let series: [Series]
  /// What the axes to the right and upwards are called; `nil` where that is plain.
  public let axes: (x: String, y: String)?
  /// The cell at which its upper left corner is.
  public let place: CellReference
  /// Its width and height in pixels.
  public let size: (width: Double, height: Double)

  /// A chart.
  public init(
    _ kind: Kind, title: String, categories: Int, rows: ClosedRange<Int>, series: [Series],
    axes: (x: String, y: String)? = nil, place: CellReference, size: (width: Double, height: Double)
  ) {
    self.kind = kind
    self.title = title
    self.categories = categories
    self.rows = rows
    self.series = series
    self.axes = axes
    self.place = place
    self.size = size
  }
}

/// Names as sheets can have them.
enum SheetNames {
  /// Names of at most 31 UTF-16 units without `[]:*?/\` and outer apostrophes, none empty and none twice, whatever their
  /// case.
  static func valid(_ names: [String]) -> [String] {
    var taken = Set<String>()
    return names.map { name in
      var base = String(name.map { "[]:*?/\\".contains($0) || $0.isNewline ? "-" : $0 })
      while base.hasPrefix("'") { base.removeFirst() }
      base = cut(base, to: 31)
      while base.hasSuffix("'") { base.removeLast() }
      if base.isEmpty { base = "-" }
      var (unique, number) = (base, 2)
      while !taken.insert(unique.lowercased()).inserted {
        let ending = " (\(number))"
        unique = cut(base, to: 31 - ending.utf16.count) + ending
        number += 1
      }
      return unique
    }
  }

  private static func cut(_ name: String, to length: Int) -> String {
    var name = name
    while name.utf16.count > length { name.removeLast() }
    return name
  }
}
