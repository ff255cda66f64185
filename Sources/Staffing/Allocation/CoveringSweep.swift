// SPDX-License-Identifier: GPL-3.0-or-later

/// Points of the plane, and for each the nearest ones that are no smaller on either side and larger on one: those between
/// which and it there is no third.
///
/// From the largest first number to the smallest: the points that were passed are no smaller by it, and of those at one
/// second number the last one passed is the nearest. What is nearest to a point then lies on stairs, each step further up
/// and nearer by the first number than the one before. Direct dominances by a sweep: Preparata and Shamos, *Computational
/// Geometry* (1985), chapter 4.
struct CoveringSweep {
  /// Pairs of points by their places, the larger one first.
  private(set) var pairs: [(larger: Int, smaller: Int)] = []

  /// O((points + pairs) · log points). Points in one place are no larger than one another.
  ///
  /// - Parameter points: Numbers from 0, best without gaps.
  init(_ points: [(first: Int, second: Int)]) {
    let order = points.indices.sorted {
      (-points[$0].first, -points[$0].second, $0) < (-points[$1].first, -points[$1].second, $1)
    }
    var stairs = LeastNumbers(count: (points.lazy.map(\.second).max() ?? -1) + 1)
    // The points in the last place that was passed at each second number, as a part of the order.
    var passed = [Range<Int>](repeating: 0..<0, count: stairs.count)
    var start = 0
    while start < order.count {
      let point = points[order[start]]
      var end = start + 1
      while end < order.count, points[order[end]] == point { end += 1 }
      var (lowest, limit) = (point.second, Int.max)
      while limit > point.first, let step = stairs.first(from: lowest, below: limit) {
        for larger in passed[step] {
          for smaller in start..<end { pairs.append((order[larger], order[smaller])) }
        }
        (lowest, limit) = (step + 1, stairs[step])
      }
      stairs[point.second] = point.first
      passed[point.second] = start..<end
      start = end
    }
  }
}

/// A list of numbers that is asked for the first one below a limit: a tree of the least ones.
private struct LeastNumbers {
  let count: Int
  private let width: Int
  private var least: [Int]

  init(count: Int) {
    self.count = count
    var width = 1
    while width < count { width *= 2 }
    self.width = width
    least = Array(repeating: .max, count: 2 * width)
  }

  /// O(1) to read, O(log count) to write.
  subscript(place: Int) -> Int {
    get { least[width + place] }
    set {
      var node = width + place
      least[node] = newValue
      while node > 1 {
        node /= 2
        least[node] = min(least[2 * node], least[2 * node + 1])
      }
    }
  }

  /// The first place from one on whose number is below a limit. O(log count).
  func first(from place: Int, below limit: Int) -> Int? {
    guard place < count else { return nil }
    var node = width + place
    while least[node] >= limit {
      // On to the next part of the list that has not been looked at, the larger the better.
      while node % 2 == 1 { node /= 2 }
      guard node > 0 else { return nil }
      node += 1
    }
    while node < width { node = least[2 * node] < limit ? 2 * node : 2 * node + 1 }
    return node - width
  }
}
