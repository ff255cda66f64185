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

  /// The place of a name beside a dot; `nil` where every place would cover another name or leave the field.
  /// O(dots + names).
  mutating func place(_ name: String, beside dot: Point) -> (point: Point, anchor: Canvas.Anchor)? {
    let candidates: [(Point, Canvas.Anchor)] = [
      (Point(dot.x + 9, dot.y + 4.5), .start), (Point(dot.x - 9, dot.y + 4.5), .end),
      (Point(dot.x, dot.y - 9), .middle), (Point(dot.x, dot.y + 21), .middle),
      (Point(dot.x + 7, dot.y - 8), .start), (Point(dot.x - 7, dot.y - 8), .end),
      (Point(dot.x + 7, dot.y + 18), .start), (Point(dot.x - 7, dot.y + 18), .end),
    ]
    let free = candidates.map { ($0, Canvas.box(of: name, at: $0.0, $0.1)) }
      .filter { _, box in field.contains(box) && !taken.contains(where: box.overlaps) }
    func covered(_ box: Box) -> Int { dots.count { box.overlaps(Box($0, Point($0.x + 0.01, $0.y + 0.01))) } }
    guard let best = free.min(by: { covered($0.1) < covered($1.1) }) else { return nil }
    taken.append(best.1)
    return best.0
  }
}
