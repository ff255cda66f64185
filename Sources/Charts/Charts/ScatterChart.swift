// SPDX-License-Identifier: GPL-3.0-or-later

/// One number against another, with a curve that says what is usual, and names for what is off it.
public struct ScatterChart: Sendable {
  /// One thing with two numbers.
  public struct Dot: Sendable {
    let x: Double
    let y: Double
    let name: String?
    let trend: Trend
    let later: Double?

    /// A dot.
    ///
    /// - Parameters:
    ///   - name: what stands beside it, so far as there is room; `nil` for most.
    ///   - trend: above or below what is usual, for those that are named.
    ///   - later: where it will stand in `y`.
    public init(x: Double, y: Double, name: String? = nil, trend: Trend = .same, later: Double? = nil) {
      self.x = x
      self.y = y
      self.name = name
      self.trend = trend
      self.later = later
    }
  }

  /// What the axes and marks are called; one with an empty name is left out.
  public struct Legend: Sendable {
    let x: String
    let y: String
    let dot: String
    let above: String
    let below: String
    let later: String
    let curve: String

    /// What the axes and marks are called.
    public init(
      x: String, y: String, dot: String, above: String, below: String, later: String, curve: String
    ) {
      self.x = x
      self.y = y
      self.dot = dot
      self.above = above
      self.below = below
      self.later = later
      self.curve = curve
    }
  }

  private let dots: [Dot]
  private let legend: Legend
  private let curve: (@Sendable (Double) -> Double)?
  private let formats: (x: @Sendable (Double) -> String, y: @Sendable (Double) -> String)

  /// A chart. Numbers that spread over more than a factor of twenty have a logarithmic axis; those at zero are then left
  /// out.
  ///
  /// - Parameters:
  ///   - dots: what is drawn; later ones on top.
  ///   - curve: what is usual at an `x`; `nil` for no curve.
  ///   - legend: what the axes and marks are called.
  ///   - xFormat: how a number is written at the lower axis.
  ///   - yFormat: how a number is written at the left axis.
  public init(
    _ dots: [Dot], curve: (@Sendable (Double) -> Double)?, legend: Legend,
    xFormat: @escaping @Sendable (Double) -> String, yFormat: @escaping @Sendable (Double) -> String
  ) {
    self.dots = dots
    self.curve = curve
    self.legend = legend
    formats = (xFormat, yFormat)
  }

  /// The chart as SVG.
  public func drawing(id: String, title: String, description: String) -> Markup {
    canvas.drawing(id: id, title: title, description: description)
  }

  /// Whether the upright axis begins above zero, which had better be said beside the chart.
  public var leavesOutZero: Bool {
    let ys = dots.flatMap { [$0.y] + [$0.later].compactMap(\.self) }
    return Self.spreads(dots.map(\.x)) || Self.spreads(ys)
      || LinearScale(covering: ys, from: 0, to: 1).domain.lowerBound > 0
  }

  var canvas: Canvas {
    let (xs, ys) = (dots.map(\.x), dots.flatMap { [$0.y] + [$0.later].compactMap(\.self) })
    let isWide = Self.spreads(xs) || Self.spreads(ys)
    return isWide
      ? canvas { LogarithmicScale(covering: $0, from: $1, to: $2) }
      : canvas { LinearScale(covering: $0, from: $1, to: $2) }
  }

  private static func spreads(_ values: [Double]) -> Bool {
    guard let low = values.min(), let high = values.max(), low > 0 else { return false }
    return high / low > 20
  }

  private func canvas(_ scale: ([Double], Double, Double) -> some Scale) -> Canvas {
    var canvas = Canvas(width: 760, height: 500)
    let (top, bottom, right) = (78.0, canvas.height - 48, canvas.width - 14)
    let y = scale(dots.flatMap { [$0.y] + [$0.later].compactMap(\.self) }, bottom, top)
    let left = (y.ticks.map { TextWidth.ems(formats.y($0)) }.max() ?? 0) * 11.5 + 16
    let x = scale(dots.map(\.x), left, right)
    canvas.legend([
      (.dot, legend.dot), (.trend(.up), legend.above), (.trend(.down), legend.below), (.ring, legend.later),
      (.curve, legend.curve),
    ])
    canvas.text(legend.y, at: Point(2, top - 16), .start, "quiet")
    canvas.text(legend.x, at: Point(right, canvas.height - 10), .end, "quiet")
    canvas.horizontalGrid(y, from: left, to: right, format: formats.y)
    canvas.verticalGrid(x, from: top, to: bottom, format: formats.x)
    let drawn = dots.compactMap { dot -> (dot: Dot, at: Point)? in
      guard x.domain.contains(dot.x), y.domain.contains(dot.y) else { return nil }
      return (dot, Point(x(dot.x), y(dot.y)))
    }
    if let curve { draw(curve, x, y, &canvas) }
    var marks = drawn.map(\.at)
    for (dot, at) in drawn where dot.name != nil {
      if let later = dot.later, y.domain.contains(later), later != dot.y {
        canvas.line(at, Point(at.x, y(later)), "link \(Trend(later - dot.y).style)")
        canvas.circle(Point(at.x, y(later)), radius: 4.5, "before")
        // Names had better not lie on the line between the two either.
        marks += stride(from: min(at.y, y(later)), through: max(at.y, y(later)), by: 6).map { Point(at.x, $0) }
      }
    }
    for (dot, at) in drawn {
      // Many dots had better be small ones.
      if dot.name == nil {
        canvas.circle(at, radius: drawn.count > 300 ? 2 : 3.5, "dot")
      } else {
        canvas.mark(dot.trend, at)
      }
    }
    let field = Box(Point(left + 4, top), Point(right, bottom - 4))
    var placing = LabelPlacing(within: field, avoiding: marks)
    for (dot, at) in drawn {
      guard let name = dot.name, let place = placing.place(name, beside: at) else { continue }
      canvas.text(name, at: place.point, place.anchor)
    }
    return canvas
  }

  private func draw(_ curve: (Double) -> Double, _ x: some Scale, _ y: some Scale, _ canvas: inout Canvas) {
    let (low, high) = (dots.map(\.x).filter { $0 > 0 }.min() ?? 1, dots.map(\.x).max() ?? 1)
    let steps = 60
    let points = (0...steps).compactMap { step -> Point? in
      let value = low + (high - low) * Double(step * step) / Double(steps * steps)
      let norm = curve(value)
      guard x.domain.contains(value), y.domain.contains(norm) else { return nil }
      return Point(x(value), y(norm))
    }
    if points.count > 1 { canvas.curve(points, "norm") }
  }
}
