// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// One number against another; where the two should agree, with the diagonal on which they do, a band of what is usual
/// around it, and names for what lies outside.
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
    ///   - trend: above or below what is usual; `same` for what is within it.
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
    let diagonal: String
    let band: String

    /// What the axes and marks are called.
    public init(
      x: String, y: String, dot: String, above: String, below: String, later: String, diagonal: String, band: String
    ) {
      self.x = x
      self.y = y
      self.dot = dot
      self.above = above
      self.below = below
      self.later = later
      self.diagonal = diagonal
      self.band = band
    }
  }

  private let dots: [Dot]
  private let legend: Legend
  private let usual: ClosedRange<Double>?
  private let formats: (x: @Sendable (Double) -> String, y: @Sendable (Double) -> String)

  /// A chart. Numbers that spread over more than a factor of twenty have a logarithmic axis; those at zero are then left
  /// out.
  ///
  /// - Parameters:
  ///   - dots: what is drawn; later ones on top.
  ///   - usual: the ratios of `y` to `x` that are usual, as 0.8 to 1.25; `nil` where the two are not alike, so that
  ///     there is no diagonal.
  ///   - legend: what the axes and marks are called.
  ///   - xFormat: how a number is written at the lower axis.
  ///   - yFormat: how a number is written at the left axis.
  public init(
    _ dots: [Dot], usual: ClosedRange<Double>?, legend: Legend,
    xFormat: @escaping @Sendable (Double) -> String, yFormat: @escaping @Sendable (Double) -> String
  ) {
    self.dots = dots
    self.usual = usual
    self.legend = legend
    formats = (xFormat, yFormat)
  }

  /// The dots that it draws, but for those at zero on a logarithmic axis.
  public var count: Int { dots.count }

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
    var canvas = Canvas(width: 760, height: 520)
    let (top, bottom, right) = (98.0, canvas.height - 50, canvas.width - 14)
    let y = scale(dots.flatMap { [$0.y] + [$0.later].compactMap(\.self) }, bottom, top)
    let left = (y.ticks.map { TextWidth.ems(formats.y($0)) }.max() ?? 0) * Canvas.text + 16
    let x = scale(dots.map(\.x), left, right)
    canvas.legend([
      (.dot, legend.dot), (.trend(.up), legend.above), (.trend(.down), legend.below), (.stem, legend.later),
      (.curve, legend.diagonal), (.band, legend.band),
    ])
    canvas.text(legend.y, at: Point(2, top - 16), .start, "quiet")
    canvas.text(legend.x, at: Point(right, canvas.height - 10), .end, "quiet")
    if let usual { draw(usual, x, y, &canvas) }
    canvas.horizontalGrid(y, from: left, to: right, format: formats.y)
    canvas.verticalGrid(x, from: top, to: bottom, format: formats.x)
    if usual != nil { drawDiagonal(x, y, &canvas) }
    let drawn = dots.compactMap { dot -> (dot: Dot, at: Point)? in
      guard x.domain.contains(dot.x), y.domain.contains(dot.y) else { return nil }
      return (dot, Point(x(dot.x), y(dot.y)))
    }
    var marks = drawn.map(\.at)
    for (dot, at) in drawn where dot.name != nil {
      if let later = dot.later, y.domain.contains(later), later != dot.y {
        canvas.line(at, Point(at.x, y(later)), "stem")
        canvas.circle(Point(at.x, y(later)), radius: 4.5, "before")
        // Names had better not lie on the line between the two either.
        marks += stride(from: min(at.y, y(later)), through: max(at.y, y(later)), by: 6).map { Point(at.x, $0) }
      }
    }
    // Many dots had better be small ones; what stands out lies on top.
    for (dot, at) in drawn where dot.trend == .same { canvas.circle(at, radius: drawn.count > 300 ? 2 : 3.5, "dot") }
    for (dot, at) in drawn where dot.trend != .same { canvas.mark(dot.trend, at) }
    let field = Box(Point(left + 4, top), Point(right, bottom - 4))
    var placing = LabelPlacing(within: field, avoiding: marks)
    for (dot, at) in drawn {
      guard let name = dot.name.map({ TextWidth.shortened($0, to: 16) }),
        let place = placing.place(name, beside: at)
      else { continue }
      if let leader = place.leader { canvas.line(at, leader, "leader") }
      canvas.text(name, at: place.point, place.anchor, "label halo")
    }
    return canvas
  }

  /// The band of what is usual, as far as it lies in the field.
  private func draw(_ usual: ClosedRange<Double>, _ x: some Scale, _ y: some Scale, _ canvas: inout Canvas) {
    func edge(_ ratio: Double) -> [Point] {
      steps(x).map { Point(x($0), y(min(max($0 * ratio, y.domain.lowerBound), y.domain.upperBound))) }
    }
    canvas.area(edge(usual.lowerBound) + edge(usual.upperBound).reversed(), "band")
  }

  private func drawDiagonal(_ x: some Scale, _ y: some Scale, _ canvas: inout Canvas) {
    let (low, high) = (max(x.domain.lowerBound, y.domain.lowerBound), min(x.domain.upperBound, y.domain.upperBound))
    guard low < high else { return }
    canvas.curve([low, high].map { Point(x($0), y($0)) }, "norm")
  }

  /// Amounts from one end of an axis to the other, close enough that an edge which is cut off looks so.
  private func steps(_ scale: some Scale) -> [Double] {
    let (low, high) = (scale.domain.lowerBound, scale.domain.upperBound)
    return low > 0
      ? (0...60).map { low * pow(high / low, Double($0) / 60) } : (0...60).map { low + (high - low) * Double($0) / 60 }
  }
}
