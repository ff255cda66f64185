// SPDX-License-Identifier: GPL-3.0-or-later

/// A sum and what makes it another one, step by step, each on its own line.
public struct WaterfallChart: Sendable {
  /// One line.
  public struct Step: Sendable {
    /// Whether the line states a sum, or what is added to the one before.
    public enum Kind: Sendable {
      /// A sum, at which the steps before it have arrived.
      case sum(Double)
      /// So much more, or less where below zero.
      case change(Double)
    }

    /// What it is about.
    public let name: String
    let kind: Kind
    /// Its number, as it is written.
    public let text: String

    /// A line, with its number as it is written.
    public init(_ name: String, _ kind: Kind, text: String) {
      self.name = name
      self.kind = kind
      self.text = text
    }
  }

  private let steps: [Step]
  private let format: @Sendable (Double) -> String

  /// A chart, its lines from the top on, with how a number is written on the axis.
  public init(_ steps: [Step], format: @escaping @Sendable (Double) -> String) {
    self.steps = steps
    self.format = format
  }

  /// The sums before and after each step.
  var spans: [(from: Double, to: Double)] {
    var sum = 0.0
    return steps.map { step in
      let before = sum
      switch step.kind {
      case .sum(let value): sum = value
      case .change(let change): sum += change
      }
      if case .sum = step.kind { return (0, sum) }
      return (before, sum)
    }
  }

  /// Whether the axis begins at zero. Where all that happens is far from it, the axis begins later, and bars of sums are
  /// drawn torn: a reader must be told.
  public var beginsAtZero: Bool {
    let places = steps.indices.map { spans[$0].to }
    let (low, high) = (places.min() ?? 0, places.max() ?? 0)
    return low <= 0 || high - low >= 0.2 * high
  }

  /// The chart as SVG.
  public func drawing(id: String, title: String, description: String) -> Markup {
    canvas.drawing(id: id, title: title, description: description)
  }

  private static let rowHeight = 30.0
  private static let head = 10.0

  var canvas: Canvas {
    let size = Canvas.text
    let bottom = Self.head + Double(steps.count) * Self.rowHeight
    var canvas = Canvas(width: 760, height: bottom + 26)
    let columns = RightColumns(steps.map { [$0.text] }, to: canvas.width)
    let names = steps.map { TextWidth.shortened($0.name, to: 20) }
    let left = (names.map(TextWidth.ems).max() ?? 0) * size + 16
    let spans = spans
    let right = columns.left - 16
    let scale = axis(spans, from: left, to: right)
    canvas.verticalGrid(scale, from: Self.head, to: bottom, format: format)
    for (place, step) in steps.enumerated() {
      let top = Self.head + Double(place) * Self.rowHeight + 5
      let (y, span) = (top + (Self.rowHeight - 10) / 2, spans[place])
      canvas.text(names[place], at: Point(left - 12, y + 0.36 * size), .end)
      canvas.number(step.text, at: Point(columns.ends[0], y + 0.36 * size))
      switch step.kind {
      case .sum:
        let start = beginsAtZero ? scale(0) : left
        canvas.rectangle(Box(Point(start, top), Point(scale(span.to), top + Self.rowHeight - 10)), "sum")
        if !beginsAtZero { canvas.tear(x: left + 14, from: top - 1, to: top + Self.rowHeight - 9) }
      case .change(let change):
        let (from, to) = (scale(span.from), scale(span.to))
        // What is too small to be seen still has a mark.
        let end = abs(to - from) < 2 ? from + (change < 0 ? -2 : 2) : to
        canvas.rectangle(
          Box(Point(from, top), Point(end, top + Self.rowHeight - 10)), "bar \(Trend(change).style)")
      }
      if place + 1 < steps.count {
        let x = scale(span.to)
        canvas.line(Point(x, top), Point(x, top + 2 * Self.rowHeight - 10), "join")
      }
    }
    return canvas
  }

  private func axis(_ spans: [(from: Double, to: Double)], from left: Double, to right: Double) -> LinearScale {
    let places = spans.map(\.to)
    if beginsAtZero { return LinearScale(covering: places + [0], from: left, to: right) }
    let (low, high) = (places.min() ?? 0, places.max() ?? 1)
    // Room for the torn foot of the bars of sums.
    return LinearScale(covering: [max(0, low - max(1, 0.6 * (high - low))), high], from: left, to: right)
  }
}

extension Canvas {
  /// The mark of a bar that does not begin where its axis does.
  fileprivate mutating func tear(x: Double, from top: Double, to bottom: Double) {
    let middle = (top + bottom) / 2
    for shift in [0.0, 5.0] {
      curve(
        [
          Point(x + shift + 2, top), Point(x + shift - 2, (top + middle) / 2), Point(x + shift + 2, middle),
          Point(x + shift - 2, (middle + bottom) / 2), Point(x + shift + 2, bottom),
        ], "tear")
    }
  }
}
