// SPDX-License-Identifier: GPL-3.0-or-later

/// A mark in a legend.
enum LegendMark {
  case ring
  case dot
  case curve
  case band
  /// Nine tenths and half of what is counted, and its middle.
  case fan
  case fanCore
  case fanMiddle
  /// A line that ends in a ring.
  case stem
  case trend(Trend)
  /// From a ring to a rise or fall.
  case step(Trend)

  /// How much of the line it takes.
  fileprivate var width: Double {
    switch self {
    case .ring, .dot, .trend: 12
    case .curve, .band, .fan, .fanCore, .fanMiddle: 18
    case .stem, .step: 30
    }
  }
}

extension Canvas {
  /// A line of marks with what they are called, at the top; those for which there is no room go on a second line.
  mutating func legend(_ entries: [(mark: LegendMark, name: String)]) {
    var (x, y) = (4.0, 18.0)
    for (mark, name) in entries where !name.isEmpty {
      let needed = mark.width + 6 + TextWidth.ems(name) * Self.text
      if x + needed > width, x > 4 { (x, y) = (4, y + 20) }
      let center = Point(x + 6, y - 4.5)
      let end = Point(x + mark.width - 6, center.y)
      switch mark {
      case .ring: circle(center, radius: 4.5, "before")
      case .dot: circle(center, radius: 3.5, "dot")
      case .curve: line(Point(x, center.y), Point(x + mark.width, center.y), "norm")
      case .band: rectangle(Box(Point(x, center.y - 6), Point(x + mark.width, center.y + 6)), "band")
      case .fan: rectangle(Box(Point(x, center.y - 3.5), Point(x + mark.width, center.y + 3.5)), "fan")
      case .fanCore: rectangle(Box(Point(x, center.y - 5.5), Point(x + mark.width, center.y + 5.5)), "fan-core")
      case .fanMiddle: line(Point(x + 9, center.y - 6.5), Point(x + 9, center.y + 6.5), "fan-middle")
      case .stem:
        line(center, end, "stem")
        circle(end, radius: 4.5, "before")
      case .trend(let trend): self.mark(trend, center)
      case .step(let trend):
        // A fall goes to the left, as on the chart.
        let (from, to) = trend == .down ? (end, center) : (center, end)
        line(from, to, "link \(trend.style)")
        circle(from, radius: 4.5, "before")
        self.mark(trend, to)
      }
      text(name, at: Point(x + mark.width + 6, y), .start, "quiet")
      x += needed + 18
    }
  }

  /// Lines from top to bottom at round numbers, written below them.
  mutating func verticalGrid(
    _ scale: some Scale, from top: Double, to bottom: Double, format: (Double) -> String
  ) {
    var free = -Double.infinity
    for tick in scale.ticks {
      let (x, name) = (scale(tick), format(tick))
      line(Point(x, top), Point(x, bottom), tick == 0 ? "axis" : "grid")
      let point = Point(x, bottom + 16)
      let box = Self.box(of: name, at: point, .middle)
      // A number that would run into the one before is left out; its line stays.
      guard box.left >= free, box.right <= width, box.left >= 0 else { continue }
      text(name, at: point, .middle, "quiet")
      free = box.right + 6
    }
  }

  /// Lines from left to right at round numbers, written to the left of them.
  mutating func horizontalGrid(
    _ scale: some Scale, from left: Double, to right: Double, format: (Double) -> String
  ) {
    var free = Double.infinity
    for tick in scale.ticks {
      let (y, name) = (scale(tick), format(tick))
      line(Point(left, y), Point(right, y), tick == 0 ? "axis" : "grid")
      let point = Point(left - 8, y + 4)
      let box = Self.box(of: name, at: point, .end)
      guard box.bottom <= free else { continue }
      text(name, at: point, .end, "quiet")
      free = box.top
    }
  }
}

/// Columns of text at the right edge of a drawing, each as wide as its widest text.
struct RightColumns {
  /// Where each column ends.
  private(set) var ends: [Double] = []
  /// Where the first begins.
  private(set) var left: Double

  init(_ rows: [[String]], to right: Double) {
    let count = rows.map(\.count).max() ?? 0
    left = right - 2
    for column in (0..<count).reversed() {
      ends.insert(left, at: 0)
      let width = rows.compactMap { $0.indices.contains(column) ? TextWidth.ems($0[column]) : nil }.max() ?? 0
      left -= width * Canvas.text + 14
    }
  }
}
