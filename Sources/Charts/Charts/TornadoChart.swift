// SPDX-License-Identifier: GPL-3.0-or-later

/// What an outcome depends on: for each influence a bar between what the outcome is at the influence's smallest and at its
/// largest value, the longest at the top.
public struct TornadoChart: Sendable {
  /// One influence.
  public struct Bar: Sendable {
    /// What it is called.
    public let name: String
    let ends: (atLeast: Double, atMost: Double)?
    let texts: [String]

    /// An influence.
    ///
    /// - Parameters:
    ///   - ends: the outcome at its smallest and at its largest value; `nil` where it does not vary.
    ///   - texts: the numbers as they are written, as many as the chart has headings.
    public init(_ name: String, ends: (atLeast: Double, atMost: Double)?, texts: [String]) {
      self.name = name
      self.ends = ends
      self.texts = texts
    }

    var length: Double { ends.map { abs($0.atMost - $0.atLeast) } ?? -1 }
  }

  /// What the marks are called.
  public struct Legend: Sendable {
    let outcome: String
    let atLeast: String
    let atMost: String

    /// What the axis and the two ends of a bar are called.
    public init(outcome: String, atLeast: String, atMost: String) {
      self.outcome = outcome
      self.atLeast = atLeast
      self.atMost = atMost
    }
  }

  let bars: [Bar]
  private let middle: Double
  private let headings: [String]
  private let legend: Legend
  private let format: @Sendable (Double) -> String

  /// A chart; of bars of equal length the first stands above.
  ///
  /// - Parameters:
  ///   - middle: where the line stands that bars are seen against, such as the outcome's mean.
  ///   - headings: what stands over the columns of numbers.
  ///   - format: how a number is written on the axis.
  public init(
    _ bars: [Bar], middle: Double, headings: [String], legend: Legend, format: @escaping @Sendable (Double) -> String
  ) {
    self.bars = bars.enumerated().sorted { ($1.element.length, $0.offset) < ($0.element.length, $1.offset) }
      .map(\.element)
    self.middle = middle
    self.headings = headings
    self.legend = legend
    self.format = format
  }

  /// The chart as SVG.
  public func drawing(id: String, title: String, description: String) -> Markup {
    canvas.drawing(id: id, title: title, description: description)
  }

  private static let rowHeight = 30.0
  private static let head = 66.0

  var canvas: Canvas {
    let size = Canvas.text
    let bottom = Self.head + Double(bars.count) * Self.rowHeight
    var canvas = Canvas(width: 760, height: bottom + 46)
    let columns = RightColumns(bars.map(\.texts) + [headings], to: canvas.width)
    let names = bars.map { TextWidth.shortened($0.name, to: 18) }
    let left = (names.map(TextWidth.ems).max() ?? 0) * size + 22
    let scale = LinearScale(
      covering: [middle] + bars.flatMap { $0.ends.map { [$0.atLeast, $0.atMost] } ?? [] }, from: left,
      to: columns.left - 24)
    canvas.legend([(.trend(.down), legend.atLeast), (.trend(.up), legend.atMost)])
    canvas.verticalGrid(scale, from: Self.head - 8, to: bottom, format: format)
    canvas.text(legend.outcome, at: Point(columns.left - 24, canvas.height - 8), .end, "quiet")
    for (heading, x) in zip(headings, columns.ends) {
      canvas.text(heading, at: Point(x, Self.head - 14), .end, "quiet")
    }
    for (place, bar) in bars.enumerated() {
      let y = Self.head + (Double(place) + 0.5) * Self.rowHeight
      canvas.text(names[place], at: Point(left - 16, y + 0.36 * size), .end)
      if let ends = bar.ends {
        let (least, most) = (scale(ends.atLeast), scale(ends.atMost))
        // The two halves meet where the line stands, or at the end that is nearer to it.
        let meeting = min(max(scale(middle), min(least, most)), max(least, most))
        for (end, trend) in [(least, Trend.down), (most, .up)] {
          if end != meeting {
            canvas.rectangle(Box(Point(meeting, y - 7), Point(end, y + 7)), "bar \(trend.style)")
          }
        }
        for (end, other, trend) in [(least, most, Trend.down), (most, least, .up)] {
          canvas.mark(trend, Point(end + (end < other ? -7 : 7) * (least == most ? 0 : 1), y))
        }
      }
      for (text, x) in zip(bar.texts, columns.ends) {
        canvas.text(text, at: Point(x, y + 0.36 * size), .end, "number")
      }
    }
    canvas.line(Point(scale(middle), Self.head - 8), Point(scale(middle), bottom), "axis")
    return canvas
  }
}
