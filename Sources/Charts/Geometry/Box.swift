// SPDX-License-Identifier: GPL-3.0-or-later

/// A place on a drawing: x to the right, y downwards.
struct Point: Hashable, Sendable {
  var x: Double
  var y: Double

  init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// An upright rectangle on a drawing.
struct Box: Hashable, Sendable {
  let left: Double
  let top: Double
  let right: Double
  let bottom: Double

  /// The smallest box around points.
  init(_ first: Point, _ second: Point) {
    left = min(first.x, second.x)
    top = min(first.y, second.y)
    right = max(first.x, second.x)
    bottom = max(first.y, second.y)
  }

  /// Whether two boxes share more than an edge.
  func overlaps(_ other: Box) -> Bool {
    left < other.right && other.left < right && top < other.bottom && other.top < bottom
  }

  /// Whether all of another box is within this one.
  func contains(_ other: Box) -> Bool {
    left <= other.left && other.right <= right && top <= other.top && other.bottom <= bottom
  }
}
