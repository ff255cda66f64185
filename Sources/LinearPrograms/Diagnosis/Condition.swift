// SPDX-License-Identifier: GPL-3.0-or-later

/// The smallest part of a program that a conflict can need or do without: one side of a bound, or a variable's being
/// whole.
enum Condition: Hashable, Comparable {
  enum Side: Hashable, Comparable {
    case lower
    case upper
  }

  case row(Int, Side)
  case bound(Int, Side)
  case whole(Int)

  /// The side; a whole number has none and counts as a lower one.
  var side: Side {
    switch self {
    case .row(_, let side), .bound(_, let side): side
    case .whole: .lower
    }
  }

  /// The variable that this is a condition of, or `nil` for a constraint's.
  var variable: Int? {
    switch self {
    case .row: nil
    case .bound(let index, _), .whole(let index): index
    }
  }

  func isOtherSide(of other: Condition) -> Bool {
    switch (self, other) {
    case (.row(let one, let side), .row(let two, let otherSide)): one == two && side != otherSide
    case (.bound(let one, let side), .bound(let two, let otherSide)): one == two && side != otherSide
    default: false
    }
  }
}

extension LinearProgram {
  /// Every condition of this program, in its order: constraints, bounds, whole numbers. O(variables + constraints).
  var conditions: [Condition] {
    var all: [Condition] = []
    for row in 0..<constraints.count {
      if constraints.rows[row].lower > -.infinity { all.append(.row(row, .lower)) }
      if constraints.rows[row].upper < .infinity { all.append(.row(row, .upper)) }
    }
    for index in 0..<variables.count {
      if variables.lower[index] > -.infinity { all.append(.bound(index, .lower)) }
      if variables.upper[index] < .infinity { all.append(.bound(index, .upper)) }
    }
    return all + (0..<variables.count).filter { variables.takesWholeNumbers($0) }.map { .whole($0) }
  }

  /// By how much a point breaks a condition, relative to the size of what is compared; 0 where it keeps it.
  /// O(entries of the constraint).
  func excess(of condition: Condition, at point: [Double]) -> Double {
    switch condition {
    case .whole(let index): return abs(point[index] - point[index].rounded())
    case .bound(let index, .lower):
      return max(0, variables.lower[index] - point[index]) / max(1, abs(variables.lower[index]))
    case .bound(let index, .upper):
      return max(0, point[index] - variables.upper[index]) / max(1, abs(variables.upper[index]))
    case .row(let row, let side):
      let (activity, scale) = activity(of: row, at: point)
      let excess = side == .lower ? constraints.rows[row].lower - activity : activity - constraints.rows[row].upper
      return max(0, excess) / max(1, scale)
    }
  }

  /// A constraint's sum at a point, and the largest of its terms in absolute value. O(entries).
  func activity(of row: Int, at point: [Double]) -> (sum: Double, scale: Double) {
    var sum = CompensatedSum()
    var scale = 0.0
    for position in constraints.entries(of: row) {
      let term = constraints.values[position] * point[Int(constraints.indices[position])]
      sum.add(term)
      scale = max(scale, abs(term))
    }
    return (sum.value, scale)
  }
}
