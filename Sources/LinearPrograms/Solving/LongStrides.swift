// SPDX-License-Identifier: GPL-3.0-or-later

/// A search that is quick both where it ends soon and where it goes far: in strides that double, and then halve (Bentley
/// and Yao, *Information Processing Letters* 5, 1976).
enum LongStrides {
  /// The greatest distance up to `most` at which something holds that holds nearer as well. O(log distance).
  static func farthest(_ most: Int, where holds: (Int) -> Bool) -> Int {
    var (distance, stride, isGrowing) = (0, 1, true)
    while stride > 0 {
      if stride <= most - distance, holds(distance + stride) {
        distance += stride
        if isGrowing { stride *= 2 }
      } else {
        isGrowing = false
        stride /= 2
      }
    }
    return distance
  }
}
