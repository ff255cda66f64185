// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds room for names beside the dots that they belong to, one after another: to the right, the left, above or below,
/// where neither a name nor, if it can be, a dot is in the way.
struct LabelPlacing {
  private let field: Box
  private let dots: [Point]
  private var taken: [Box] = []

  init(within field: Box, avoiding dots: [Point]) {
    self.field = field
    self.dots = dots
  }

  /// Where a name stands, and where a line to its dot begins if it stands away from it.
  typealias Place = (point: Point, anchor: Canvas.Anchor, leader: Point?)

  /// The place of a name beside a dot: beside it if nothing is in the way there, farther off if nothing is there, else
  /// where it covers the fewest dots; `nil` where every place would cover another name or leave the field.
  /// O(dots + names).
  mutating func place(_ name: String, beside dot: Point) -> Place? {
    let free = (Self.near(dot) + Self.far(dot)).map { ($0, Canvas.box(of: name, at: $0.point, $0.anchor)) }
      .filter { _, box in field.contains(box) && !taken.contains(where: box.overlaps) }
    func covered(_ box: Box) -> Int {
      dots.count { box.overlaps(Box(Point($0.x - 3, $0.y - 3), Point($0.x + 3, $0.y + 3))) }
    }
    guard let best = free.map({ ($0.0, $0.1, covered($0.1)) }).min(by: { $0.2 < $1.2 }) else { return nil }
    taken.append(best.1)
    return best.0
  }

  private static func near(_ dot: Point) -> [Place] {
    [
      (Point(dot.x + 9, dot.y + 4.5), .start, nil), (Point(dot.x - 9, dot.y + 4.5), .end, nil),
      (Point(dot.x, dot.y - 9), .middle, nil), (Point(dot.x, dot.y + 22), .middle, nil),
      (Point(dot.x + 7, dot.y - 8), .start, nil), (Point(dot.x - 7, dot.y - 8), .end, nil),
      (Point(dot.x + 7, dot.y + 20), .start, nil), (Point(dot.x - 7, dot.y + 20), .end, nil),
    ]
  }

  private static func far(_ dot: Point) -> [Place] {
    [28.0, 48, 72].flatMap { away -> [Place] in
      [(1.0, -0.7), (-1, -0.7), (1, 0.7), (-1, 0.7), (0.4, -1), (-0.4, -1), (0.4, 1), (-0.4, 1)].map { right, down in
        let end = Point(dot.x + right * away, dot.y + down * away)
        return (Point(end.x + (right > 0 ? 3 : -3), end.y + 4.5), right > 0 ? .start : .end, end)
      }
    }
  }
}
