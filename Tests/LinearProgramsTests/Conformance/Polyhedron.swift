// SPDX-License-Identifier: GPL-3.0-or-later

import BigInt

/// The points that keep linear conditions, in whole-number arithmetic without any rounding.
///
/// All there is to know of a small one is found by trying every choice of conditions that might be tight. The conditions
/// of a choice that fixes as much as all conditions together do leave one *minimal face*, a vertex where there are any.
/// A polyhedron is empty if it has no minimal face, and a goal with a best value has it on one of them
/// (Schrijver, *Theory of Linear and Integer Programming*, 1986, chapter 8).
struct Polyhedron {
  /// `coefficients · x ≥ bound`, or `=`; all multiplied by one number above zero so that they are whole.
  struct Condition {
    var coefficients: [BigInt]
    var bound: BigInt
    var isEquality = false
  }

  let dimension: Int
  private(set) var equalities: [Condition] = []
  private(set) var inequalities: [Condition] = []

  init(dimension: Int) { self.dimension = dimension }

  /// Adds `lower ≤ coefficients · x ≤ upper`; infinities are no condition.
  mutating func add(_ coefficients: [Double], from lower: Double, to upper: Double) {
    if lower == upper {
      add(coefficients, lower, isEquality: true)
    } else {
      if lower.isFinite { add(coefficients, lower) }
      if upper.isFinite { add(coefficients.map { -$0 }, -upper) }
    }
  }

  private mutating func add(_ coefficients: [Double], _ bound: Double, isEquality: Bool = false) {
    var whole = Fraction.wholeMultiples(of: coefficients + [bound])
    let last = whole.removeLast()
    add(Condition(coefficients: whole, bound: last, isEquality: isEquality))
  }

  mutating func add(_ condition: Condition) {
    if condition.isEquality { equalities.append(condition) } else { inequalities.append(condition) }
  }

  /// The directions in which this goes on for ever from any of its points.
  var recessionCone: Polyhedron {
    var cone = self
    for place in cone.equalities.indices { cone.equalities[place].bound = 0 }
    for place in cone.inequalities.indices { cone.inequalities[place].bound = 0 }
    return cone
  }

  /// Whether some point, if there is any, can be moved for ever in a direction with `costs · direction < 0`.
  func falls(along costs: [Double]) -> Bool {
    var cone = recessionCone
    cone.add(costs, from: -.infinity, to: -1)
    return cone.contains { _ in true }
  }

  /// Whether some minimal face has what is asked for. Stops at the first.
  func contains(_ predicate: ([Fraction]) -> Bool) -> Bool {
    var found = false
    forEachMinimalFace { point in
      found = predicate(point)
      return !found
    }
    return found
  }

  /// Calls `body` with a point of each minimal face, one or several times each, as long as it answers `true`.
  func forEachMinimalFace(_ body: ([Fraction]) -> Bool) {
    var echelon = Echelon(dimension: dimension)
    for condition in equalities where !echelon.add(condition) && !echelon.contains(condition) { return }
    var whole = echelon
    for condition in inequalities { whole.add(condition) }
    _ = choose(from: 0, echelon, rank: whole.rank, body)
  }

  /// Adds conditions from `start` on to what is tight until nothing more can be fixed. Returns whether to go on.
  private func choose(from start: Int, _ tight: Echelon, rank: Int, _ body: ([Fraction]) -> Bool) -> Bool {
    if tight.rank == rank {
      let (numerators, denominator) = tight.point
      guard (equalities + inequalities).allSatisfy({ $0.holds(at: numerators, over: denominator) }) else { return true }
      return body(numerators.map { Fraction($0, over: denominator) })
    }
    guard start < inequalities.count, inequalities.count - start >= rank - tight.rank else { return true }
    for place in start..<inequalities.count {
      var more = tight
      guard more.add(inequalities[place]) else { continue }
      guard choose(from: place + 1, more, rank: rank, body) else { return false }
    }
    return true
  }
}

extension Polyhedron.Condition {
  /// Whether the point keeps it; the denominator is above zero.
  fileprivate func holds(at numerators: [BigInt], over denominator: BigInt) -> Bool {
    var sum = -bound * denominator
    for (coefficient, numerator) in zip(coefficients, numerators) where coefficient != 0 {
      sum += coefficient * numerator
    }
    return isEquality ? sum == 0 : sum >= 0
  }
}

/// Linear equations in echelon form, without fractions.
private struct Echelon {
  private var rows: [(pivot: Int, coefficients: [BigInt], bound: BigInt)] = []
  private let dimension: Int

  init(dimension: Int) { self.dimension = dimension }

  var rank: Int { rows.count }

  /// Adds a condition as an equation if it says something new of the left-hand sides, and tells whether it did.
  @discardableResult
  mutating func add(_ condition: Polyhedron.Condition) -> Bool {
    let (coefficients, bound) = reduced(condition)
    guard let pivot = coefficients.firstIndex(where: { $0 != 0 }) else { return false }
    rows.append((pivot, coefficients, bound))
    return true
  }

  /// Whether the equations imply the condition as an equation.
  func contains(_ condition: Polyhedron.Condition) -> Bool {
    let (coefficients, bound) = reduced(condition)
    return bound == 0 && coefficients.allSatisfy { $0 == 0 }
  }

  private func reduced(_ condition: Polyhedron.Condition) -> ([BigInt], BigInt) {
    var (coefficients, bound) = (condition.coefficients, condition.bound)
    for row in rows where coefficients[row.pivot] != 0 {
      let (mine, theirs) = (coefficients[row.pivot], row.coefficients[row.pivot])
      for column in 0..<dimension {
        coefficients[column] = coefficients[column] * theirs - row.coefficients[column] * mine
      }
      bound = bound * theirs - row.bound * mine
    }
    return (coefficients, bound)
  }

  /// The solution in which whatever is not fixed is zero, over one denominator above zero.
  var point: (numerators: [BigInt], denominator: BigInt) {
    var numerators = [BigInt](repeating: 0, count: dimension)
    var denominator = BigInt(1)
    // Each row has zeros where the rows before it have their pivots, so the last one is solved first.
    for row in rows.reversed() {
      var value = row.bound * denominator
      for column in 0..<dimension where column != row.pivot && row.coefficients[column] != 0 {
        value -= row.coefficients[column] * numerators[column]
      }
      let factor = row.coefficients[row.pivot]
      for column in 0..<dimension { numerators[column] *= factor }
      numerators[row.pivot] = value
      denominator *= factor
    }
    return denominator < 0 ? (numerators.map { -$0 }, -denominator) : (numerators, denominator)
  }
}
