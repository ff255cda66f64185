// SPDX-License-Identifier: GPL-3.0-or-later

/// What one goal costs in another: points from left to right, joined by a line or by steps, one of them marked.
public struct FrontierChart: Sendable {
  /// One point.
  public struct Dot: Sendable {
    let x: Double
    let y: Double
    let name: String?

    /// A point.
    ///
    /// - Parameter name: what stands beside it; `nil` for most.
    public init(x: Double, y: Double, name: String? = nil) {
      self.x = x
      self.y = y
      self.name = name
    }
  }

  /// What the axes and marks are called.
  public struct Legend: Sendable {
    let x: String
    let y: String
    let dot: String
    let line: String
    let knee: String

    /// What the axes and marks are called; an empty name leaves its mark out of the legend.
    public init(x: String, y: String, dot: String, line: String, knee: String) {
      self.x = x
      self.y = y
      self.dot = dot
      self.line = line
      self.knee = knee
    }
  }

  /// How the line goes from one of its points to the next.
  public enum Course: Sendable {
    /// Straight on.
    case straight
    /// A point holds until the next one to the right.
    case heldFromLeft
    /// A point holds until the next one to the left.
    case heldFromRight
  }

  private let dots: [Dot]
  private let line: [(x: Double, y: Double)]
  private let knee: Int?
  private let course: Course
  private let legend: Legend
  private let formats: (x: @Sendable (Double) -> String, y: @Sendable (Double) -> String)

  /// A chart.
  ///
  /// - Parameters:
  ///   - dots: the points, from left to right.
  ///   - line: where the line between them bends, from left to right; the points themselves where that is not known.
  ///   - knee: the place of the point that is marked; `nil` for none.
  ///   - course: how the line goes between them.
  ///   - legend: what the axes and marks are called.
  ///   - xFormat: how a number is written at the lower axis.
  ///   - yFormat: how a number is written at the left axis.
  public init(
    _ dots: [Dot], line: [(x: Double, y: Double)], knee: Int?, course: Course, legend: Legend,
    xFormat: @escaping @Sendable (Double) -> String, yFormat: @escaping @Sendable (Double) -> String
  ) {
    self.dots = dots
    self.line = line
    self.knee = knee
    self.course = course
    self.legend = legend
    formats = (xFormat, yFormat)
  }

  /// The chart as SVG.
  public func drawing(id: String, title: String, description: String) -> Markup {
    canvas.drawing(id: id, title: title, description: description)
  }

  /// Whether the upright axis begins above zero, which had better be said beside the chart.
  public var leavesOutZero: Bool {
    LinearScale(covering: dots.map(\.y) + line.map(\.y), from: 0, to: 1).domain.lowerBound > 0
  }

  var canvas: Canvas {
    var canvas = Canvas(width: 760, height: 460)
    let (top, bottom, right) = (74.0, canvas.height - 50, canvas.width - 24)
    let y = LinearScale(covering: dots.map(\.y) + line.map(\.y), from: bottom, to: top)
    let left = (y.ticks.map { TextWidth.ems(formats.y($0)) }.max() ?? 0) * Canvas.text + 16
    let x = LinearScale(covering: dots.map(\.x) + line.map(\.x), from: left, to: right)
    canvas.legend([(.dot, legend.dot), (.curve, legend.line), (.trend(.same), legend.knee)])
    canvas.text(legend.y, at: Point(2, top - 16), .start, "quiet")
    canvas.text(legend.x, at: Point(right, canvas.height - 10), .end, "quiet")
    canvas.horizontalGrid(y, from: left, to: right, format: formats.y)
    canvas.verticalGrid(x, from: top, to: bottom, format: formats.x)
    canvas.curve(corners.map { Point(x($0.x), y($0.y)) }, "norm")
    let places = dots.map { Point(x($0.x), y($0.y)) }
    for place in places.indices where place != knee {
      canvas.circle(places[place], radius: dots.count > 60 ? 2.5 : 3.5, "dot")
    }
    if let knee, places.indices.contains(knee) { canvas.mark(.same, places[knee], radius: 7.5) }
    var placing = LabelPlacing(within: Box(Point(left + 4, top), Point(right, bottom - 4)), avoiding: places)
    for (dot, at) in zip(dots, places) {
      guard let name = dot.name, let place = placing.place(name, beside: at) else { continue }
      if let leader = place.leader { canvas.line(at, leader, "leader") }
      canvas.text(name, at: place.point, place.anchor, "label halo")
    }
    return canvas
  }

  /// Where the line bends: at each step first on the level and then up or down, or the other way round.
  private var corners: [(x: Double, y: Double)] {
    guard let first = line.first, course != .straight else { return line }
    return zip(line, line.dropFirst()).reduce(into: [first]) { corners, step in
      let (left, right) = step
      corners += [course == .heldFromLeft ? (right.x, left.y) : (left.x, right.y), right]
    }
  }
}
