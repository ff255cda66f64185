// SPDX-License-Identifier: GPL-3.0-or-later

/// Two numbers a line, joined by a bar: before and after.
///
/// Before is a ring, after a ▲ or ▼, so the chart is read without colour; the numbers stand in columns beside it.
public struct DumbbellChart: Sendable {
  /// One line.
  public struct Row: Sendable {
    /// What it is about.
    public let name: String
    /// The number before; `nil` where it is not known.
    public let before: Double?
    /// The number after.
    public let after: Double
    /// The numbers as they are written, and their difference.
    public let texts: [String]

    /// A line. `texts` has as many entries as the chart's ``DumbbellChart/headings``.
    public init(_ name: String, before: Double?, after: Double, texts: [String]) {
      self.name = name
      self.before = before
      self.after = after
      self.texts = texts
    }

    var trend: Trend { before.map { Trend(after - $0) } ?? .same }
  }

  /// What the marks are called.
  public struct Legend: Sendable {
    let before: String
    let more: String
    let fewer: String
    let same: String
    let onlyAfter: String

    /// What the marks are called; `onlyAfter` is that of a line without a number before.
    public init(before: String, more: String, fewer: String, same: String, onlyAfter: String) {
      self.before = before
      self.more = more
      self.fewer = fewer
      self.same = same
      self.onlyAfter = onlyAfter
    }
  }

  private let rows: [Row]
  private let headings: [String]
  private let legend: Legend
  private let format: @Sendable (Double) -> String

  /// A chart.
  ///
  /// - Parameters:
  ///   - rows: the lines from the top on.
  ///   - headings: what stands over the columns of numbers.
  ///   - legend: what the marks are called.
  ///   - format: how a number is written on the axis.
  public init(
    _ rows: [Row], headings: [String], legend: Legend, format: @escaping @Sendable (Double) -> String
  ) {
    self.rows = rows
    self.headings = headings
    self.legend = legend
    self.format = format
  }

  /// The chart as SVG.
  public func drawing(id: String, title: String, description: String) -> Markup {
    canvas.drawing(id: id, title: title, description: description)
  }

  private static let rowHeight = 20.0
  private static let head = 66.0

  var canvas: Canvas {
    let size = Canvas.text
    let bottom = Self.head + Double(rows.count) * Self.rowHeight
    var canvas = Canvas(width: 760, height: bottom + 26)
    let columns = RightColumns(rows.map(\.texts) + [headings], to: canvas.width)
    let names = rows.map { TextWidth.shortened($0.name, to: 16) }
    let left = (names.map(TextWidth.ems).max() ?? 0) * size + 16
    let scale = LinearScale(
      covering: [0] + rows.flatMap { [$0.before, $0.after].compactMap(\.self) }, from: left, to: columns.left - 24)
    canvas.legend(legend.entries(hasOnlyAfter: rows.contains { $0.before == nil }))
    canvas.verticalGrid(scale, from: Self.head - 8, to: bottom, format: format)
    for (heading, x) in zip(headings, columns.ends) {
      canvas.text(heading, at: Point(x, Self.head - 14), .end, "quiet")
    }
    for (place, row) in rows.enumerated() {
      let y = Self.head + (Double(place) + 0.5) * Self.rowHeight
      canvas.text(names[place], at: Point(left - 12, y + 0.36 * size), .end)
      let after = Point(scale(row.after), y)
      if let before = row.before.map({ Point(scale($0), y) }) {
        if before != after { canvas.line(before, after, "link \(row.trend.style)") }
        canvas.circle(before, radius: 4.5, "before")
      }
      // What has no number before has not stayed as it was.
      if row.before == nil { canvas.circle(after, radius: 4.5, "dot") } else { canvas.mark(row.trend, after) }
      for (text, x) in zip(row.texts, columns.ends) {
        canvas.number(text, at: Point(x, y + 0.36 * size))
      }
    }
    return canvas
  }
}

extension DumbbellChart.Legend {
  fileprivate func entries(hasOnlyAfter: Bool) -> [(LegendMark, String)] {
    [(.ring, before), (.step(.up), more), (.step(.down), fewer), (.trend(.same), same)]
      + (hasOnlyAfter ? [(.dot, onlyAfter)] : [])
  }
}
