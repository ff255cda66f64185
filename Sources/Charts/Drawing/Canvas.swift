// SPDX-License-Identifier: GPL-3.0-or-later

/// A drawing on its way to SVG. Colours are left to the page's style sheet: marks carry classes.
struct Canvas {
  /// Where a text stands to its point.
  enum Anchor: String {
    case start
    case middle
    case end
  }

  /// A text with the room that it is estimated to take.
  struct Label {
    let text: String
    let box: Box
  }

  let width: Double
  let height: Double
  private(set) var marks: [Markup] = []
  private(set) var labels: [Label] = []

  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  mutating func line(_ from: Point, _ to: Point, _ style: String) {
    marks.append(
      Markup(
        "line",
        [
          "class": style, "x1": from.x.coordinate, "y1": from.y.coordinate, "x2": to.x.coordinate,
          "y2": to.y.coordinate,
        ]))
  }

  mutating func circle(_ center: Point, radius: Double, _ style: String) {
    marks.append(
      Markup(
        "circle", ["class": style, "cx": center.x.coordinate, "cy": center.y.coordinate, "r": radius.coordinate]))
  }

  mutating func rectangle(_ box: Box, _ style: String) {
    marks.append(
      Markup(
        "rect",
        [
          "class": style, "x": box.left.coordinate, "y": box.top.coordinate,
          "width": (box.right - box.left).coordinate, "height": (box.bottom - box.top).coordinate,
        ]))
  }

  mutating func curve(_ points: [Point], _ style: String) {
    let list = points.map { "\($0.x.coordinate),\($0.y.coordinate)" }.joined(separator: " ")
    marks.append(Markup("polyline", ["class": style, "points": list]))
  }

  /// A field within its corners.
  mutating func area(_ corners: [Point], _ style: String) {
    let path = corners.map { "\($0.x.coordinate) \($0.y.coordinate)" }.joined(separator: "L")
    marks.append(Markup("path", ["class": style, "d": "M\(path)Z"]))
  }

  /// A mark that tells a rise from a fall by its shape.
  mutating func mark(_ trend: Trend, _ center: Point, radius: Double = 5.5) {
    let (x, y, r) = (center.x, center.y, radius)
    let corners =
      switch trend {
      case .up: [Point(x - r, y + 0.8 * r), Point(x + r, y + 0.8 * r), Point(x, y - r)]
      case .down: [Point(x - r, y - 0.8 * r), Point(x + r, y - 0.8 * r), Point(x, y + r)]
      case .same: [Point(x - 0.8 * r, y), Point(x, y - 0.8 * r), Point(x + 0.8 * r, y), Point(x, y + 0.8 * r)]
      }
    area(corners, trend.style)
  }

  mutating func text(
    _ text: String, at point: Point, _ anchor: Anchor = .start, _ style: String = "label", size: Double = Canvas.text
  ) {
    labels.append(Label(text: text, box: Self.box(of: text, at: point, anchor, size: size)))
    marks.append(
      Markup(
        "text",
        [
          "class": style, "x": point.x.coordinate, "y": point.y.coordinate, "text-anchor": anchor.rawValue,
          "font-size": size.coordinate,
        ], text))
  }

  /// A number that ends at a point, in the colour of the ▲ or ▼ that it begins with.
  mutating func number(_ text: String, at point: Point) {
    let trend: Trend = text.hasPrefix(Trend.up.sign) ? .up : text.hasPrefix(Trend.down.sign) ? .down : .same
    self.text(text, at: point, .end, trend == .same ? "number" : "number \(trend.style)")
  }

  /// The usual size of text.
  static let text = 12.5

  /// The room that a text is estimated to take.
  static func box(of text: String, at point: Point, _ anchor: Anchor, size: Double = Canvas.text) -> Box {
    let width = TextWidth.ems(text) * size
    let left =
      switch anchor {
      case .start: point.x
      case .middle: point.x - width / 2
      case .end: point.x - width
      }
    return Box(
      Point(left, point.y - TextWidth.ascent * size), Point(left + width, point.y + TextWidth.descent * size))
  }

  /// The drawing, with a name and a description for those who do not see it.
  func drawing(id: String, title: String, description: String) -> Markup {
    Markup(
      "svg",
      [
        "class": "chart", "viewBox": "0 0 \(width.coordinate) \(height.coordinate)", "width": width.coordinate,
        "height": height.coordinate, "role": "img", "aria-labelledby": "\(id)-title \(id)-desc",
      ],
      [Markup("title", ["id": "\(id)-title"], title), Markup("desc", ["id": "\(id)-desc"], description)] + marks)
  }
}

extension Double {
  /// A coordinate with at most two decimals.
  var coordinate: String {
    let hundredths = (self * 100).rounded(.toNearestOrAwayFromZero)
    guard hundredths.isFinite, abs(hundredths) < 0x1p53 else { return "0" }
    let units = Int(abs(hundredths))
    let sign = hundredths < 0 ? "-" : ""
    let (whole, rest) = units.quotientAndRemainder(dividingBy: 100)
    if rest == 0 { return "\(sign)\(whole)" }
    return rest.isMultiple(of: 10) ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}
