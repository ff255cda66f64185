// SPDX-License-Identifier: GPL-3.0-or-later

// Rounding is the C library's, and only its import links the mathematics that nothing else here would.
#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A condition of a model that a point does not keep.
public struct Violation: Hashable, Sendable {
  /// What is broken.
  public enum Condition: Hashable, Sendable {
    /// The constraint of this label.
    case constraint(String)
    /// A bound of the variable of this name.
    case bound(String)
    /// The variable of this name must be a whole number.
    case wholeNumber(String)
  }

  /// What is broken.
  public let condition: Condition
  /// By how much, in the condition's own unit; always positive, NaN for a point that is not a number.
  public let amount: Double
}

extension LinearProgram {
  /// The conditions that a point breaks by more than `tolerance`, with the largest amount of any, broken or not.
  ///
  /// The tolerance of a constraint is relative to the size of its terms. Sums are compensated (Neumaier, 1974), so that
  /// long rows do not hide or invent a violation. O(nonzeros).
  func check(_ values: [Double], tolerance: Double) -> (violations: [Violation], largest: Double) {
    var violations: [Violation] = []
    var largest = 0.0
    func judge(_ excess: Double, scale: Double, _ condition: @autoclosure () -> Violation.Condition) {
      if excess > largest { largest = excess }
      if !(excess <= tolerance * max(1, scale)) {
        violations.append(Violation(condition: condition(), amount: excess))
      }
    }
    for index in 0..<variables.count {
      let value = values[index]
      let isWhole = variables.takesWholeNumbers(index)
      // An infinity is no point, though no bound may exclude it.
      let excess =
        !value.isFinite ? value.magnitude : max(variables.lower[index] - value, value - variables.upper[index], 0)
      // A whole number is beyond its bound by a unit or not at all, however large it is.
      judge(excess, scale: isWhole || !value.isFinite ? 1 : abs(value), .bound(name(of: index)))
      if isWhole {
        judge(abs(value - value.roundedToNearest), scale: 1, .wholeNumber(name(of: index)))
      }
    }
    for row in 0..<constraints.count {
      var sum = CompensatedSum()
      var scale = 0.0
      for position in constraints.entries(of: row) {
        let term = constraints.values[position] * values[Int(constraints.indices[position])]
        sum.add(term)
        scale = max(scale, abs(term))
      }
      let activity = sum.value
      let excess =
        activity.isNaN ? .nan : max(constraints.rows[row].lower - activity, activity - constraints.rows[row].upper, 0)
      judge(excess, scale: scale, .constraint(label(of: row)))
    }
    return (violations, largest)
  }

  /// The goal's value where each variable has the given value; NaN for a program with ``faults``, and where a variable
  /// with a convex cost is beyond its bounds or too far from its origin; see ``ConvexCost/mostCountedSteps``.
  /// O(variables + terms + steps counted).
  public func goalValue(at value: (Variable) -> Double) -> Double {
    faults.isEmpty ? goalValue(at: allVariables.map(value)) : .nan
  }

  /// The goal's value at a point of a program without faults; NaN where there are too many steps to count for it.
  /// O(terms + steps counted).
  func goalValue(at values: [Double]) -> Double {
    var sum = CompensatedSum()
    sum.add(goal.expression.constant)
    for entry in goal.expression.entries { sum.add(entry.coefficient * values[Int(entry.index)]) }
    var left = ConvexCost.mostCountedSteps
    for (index, cost) in goal.convexCosts {
      sum.add(cost.total(at: values[index], in: wholeRange(ofVariable: index), left: &left))
    }
    return sum.value
  }

  /// The same, but where there are too many steps to count, that is thrown.
  func countedGoalValue(at values: [Double]) throws(SolverFault) -> Double {
    let value = goalValue(at: values)
    guard value.isNaN else { return value }
    let steps = goal.convexCosts.reduce(0) { sum, next in
      let range = wholeRange(ofVariable: next.key)
      let value = min(max(values[next.key], Double(range.lowerBound)), Double(range.upperBound))
      return sum + next.value.countedSteps(to: Int(value), in: range)
    }
    guard steps <= ConvexCost.mostCountedSteps else { throw .invalidModel([.tooManySteps(steps)]) }
    return value
  }

  /// A point with each value brought within its variable's bounds: the simplex method may leave it beyond them by a rounding
  /// error, and there a convex cost has no value. O(variables).
  func withinBounds(_ values: [Double]) -> [Double] {
    values.enumerated().map { index, value in min(max(value, variables.lower[index]), variables.upper[index]) }
  }
}

extension LinearProgram {
  /// The whole numbers between a variable's bounds, which must be finite and not crossed.
  func wholeRange(ofVariable index: Int) -> ClosedRange<Int> { variables.wholeRange(index) }
}

extension VariableTable {
  /// The whole numbers between a variable's bounds, which must be finite and not crossed.
  func wholeRange(_ index: Int) -> ClosedRange<Int> {
    let least = Int(lower[index].roundedUp)
    return least...max(least, Int(upper[index].roundedDown))
  }
}
