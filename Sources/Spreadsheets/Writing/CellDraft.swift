// SPDX-License-Identifier: GPL-3.0-or-later

/// A cell to be written.
public struct CellDraft: Hashable, Sendable {
  /// What the cell holds.
  public enum Content: Hashable, Sendable {
    /// Nothing but its looks.
    case blank
    /// Text, which stays text whatever it begins with.
    case text(String)
    /// A number; one that is not finite is written as a dash.
    case number(Double)
    /// A formula, and what it comes to, for programs that do not calculate.
    case formula(String, value: Double)
  }

  /// What it holds.
  public let content: Content
  /// How it looks.
  public let style: CellStyle

  /// A cell.
  public init(_ content: Content, _ style: CellStyle = CellStyle()) {
    self.content = content
    self.style = style
  }

  /// A cell with text.
  public static func text(_ text: String, _ style: CellStyle = CellStyle()) -> CellDraft {
    CellDraft(text.isEmpty ? .blank : .text(text), style)
  }

  /// A cell with a whole number, or a dash where there is none.
  public static func count(_ count: Int?, _ style: CellStyle = CellStyle()) -> CellDraft {
    count.map { CellDraft(.number(Double($0)), style) } ?? .dash(style)
  }

  /// A cell with a number, or a dash where there is none.
  public static func number(_ number: Double?, _ style: CellStyle = CellStyle()) -> CellDraft {
    number.map { CellDraft(.number($0), style) } ?? .dash(style)
  }

  /// What stands where there is no figure.
  public static func dash(_ style: CellStyle = CellStyle()) -> CellDraft {
    var style = style
    if style.alignment == .general { style.alignment = .right }
    return CellDraft(.text("—"), style)
  }
}

/// How a cell looks.
public struct CellStyle: Hashable, Sendable {
  /// Where the content stands in its cell.
  public enum Alignment: Hashable, Sendable {
    /// Text left, numbers right.
    case general
    /// At the left.
    case left
    /// In the middle.
    case center
    /// At the right.
    case right
    /// In the middle of this cell and the blank ones behind it that are styled so too, without merging them.
    case centerAcross
  }

  /// Whether the text is bold.
  public var isBold: Bool
  /// The size of the text, in points.
  public var size: Double
  /// The colour of the text, as 0xRRGGBB.
  public var color: Int
  /// The colour behind it, as 0xRRGGBB; `nil` for none.
  public var fill: Int?
  /// Whether thin lines stand around the cell.
  public var hasBorder: Bool
  /// Whether long text goes on below itself.
  public var wraps: Bool
  /// Where the content stands.
  public var alignment: Alignment
  /// The format of numbers, as Excel writes it: `#,##0`; empty for none.
  public var format: String

  /// A style.
  public init(
    isBold: Bool = false, size: Double = 11, color: Int = 0, fill: Int? = nil, hasBorder: Bool = false,
    wraps: Bool = false, alignment: Alignment = .general, format: String = ""
  ) {
    self.isBold = isBold
    self.size = size
    self.color = color
    self.fill = fill
    self.hasBorder = hasBorder
    self.wraps = wraps
    self.alignment = alignment
    self.format = format
  }

  /// The style with something changed.
  public func with(_ change: (inout CellStyle) -> Void) -> CellStyle {
    var style = self
    change(&style)
    return style
  }
}
