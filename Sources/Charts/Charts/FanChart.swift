// SPDX-License-Identifier: GPL-3.0-or-later

/// How far numbers vary, one a line: nine tenths of what each may be, the middle half of it, its median, and a ring at
/// what it is today. The numbers stand in columns beside it.
public struct FanChart: Sendable {
  /// One line.
  public struct Row: Sendable {
    /// What it is about.
    public let name: String
    let today: Double?
    let quantiles: [Double]
    let texts: [String]

    /// A line.
    ///
    /// - Parameters:
    ///   - today: the number today; `nil` where it is not known.
    ///   - quantiles: the numbers at 5, 25, 50, 75 and 95 parts of a hundred, ascending.
    ///   - texts: the numbers as they are written, as many as the chart has headings.
    public init(_ name: String, today: Double?, quantiles: [Double], texts: [String]) {
      self.name = name
      self.today = today
      self.quantiles = quantiles
      self.texts = texts
    }
  }

  /// What the marks are called.
  public struct Legend: Sendable {
    let today: String
    let most: String
    let half: String
    let median: String

    /// What the ring, the two bars and the stroke are called.
    public init(today: String, most: String, half: String, median: String) {
      self.today = today
      self.most = most
      self.half = half
      self.median = median
    }
  }

  private let rows: [Row]
  private let headings: [String]
  private let legend: Legend
  private let format: @Sendable (Double) -> String

  /// A chart, its lines from the top on. Lines without five quantiles are drawn without bars.
  ///
  /// - Parameters:
  ///   - headings: what stands over the columns of numbers.
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

  /// Whether the axis begins above zero, which had better be said beside the chart.
  public var leavesOutZero: Bool { scale(from: 0, to: 1).domain.lowerBound > 0 }

  private func scale(from left: Double, to right: Double) -> LinearScale {
    LinearScale(covering: rows.flatMap { $0.quantiles + [$0.today].compactMap(\.self) }, from: left, to: right)
  }

  private static let rowHeight = 20.0
  private static let head = 86.0

  var canvas: Canvas {
    let size = Canvas.text
    let bottom = Self.head + Double(rows.count) * Self.rowHeight
    var canvas = Canvas(width: 760, height: bottom + 26)
    let columns = RightColumns(rows.map(\.texts) + [headings], to: canvas.width)
    let names = rows.map { TextWidth.shortened($0.name, to: 16) }
    let left = (names.map(TextWidth.ems).max() ?? 0) * size + 16
    let scale = scale(from: left, to: columns.left - 24)
    let hasToday = rows.contains { $0.today != nil }
    canvas.legend([
      (.fan, legend.most), (.fanCore, legend.half), (.fanMiddle, legend.median), (.ring, hasToday ? legend.today : ""),
    ])
    canvas.verticalGrid(scale, from: Self.head - 8, to: bottom, format: format)
    for (heading, x) in zip(headings, columns.ends) {
      canvas.text(heading, at: Point(x, Self.head - 14), .end, "quiet")
    }
    for (place, row) in rows.enumerated() {
      let y = Self.head + (Double(place) + 0.5) * Self.rowHeight
      canvas.text(names[place], at: Point(left - 12, y + 0.36 * size), .end)
      let marks = row.quantiles.map { scale($0) }
      if marks.count == 5 {
        // What never changes is still seen.
        if marks[0] < marks[4] { canvas.rectangle(Box(Point(marks[0], y - 3.5), Point(marks[4], y + 3.5)), "fan") }
        if marks[1] < marks[3] { canvas.rectangle(Box(Point(marks[1], y - 5.5), Point(marks[3], y + 5.5)), "fan-core") }
        canvas.line(Point(marks[2], y - 6.5), Point(marks[2], y + 6.5), "fan-middle")
      }
      if let today = row.today { canvas.circle(Point(scale(today), y), radius: 4.5, "before") }
      for (text, x) in zip(row.texts, columns.ends) {
        canvas.number(text, at: Point(x, y + 0.36 * size))
      }
    }
    return canvas
  }
}
