// SPDX-License-Identifier: GPL-3.0-or-later

/// The points whose goal is no worse than a given value, written as a row.
///
/// A convex cost stands in it as one auxiliary variable for each run of steps that cost the same: later steps cost no less than earlier ones, so filling
/// them in order is the cheapest way to a value, and the row holds for a point exactly if its cost does.
///
/// The row is written in units of the goal's own size where that is below 1: the simplex method keeps rows to within an
/// amount that does not know how small a goal's unit is.
struct GoalBudget: Sendable {
  private let goal: Goal
  private let worst: Double
  /// The size of the goal's coefficients, at most 1.
  private let unit: Double
  /// The values that each variable with a convex cost can take within the budget, by its index.
  private let ranges: [Int: ClosedRange<Int>]
  /// What each of those costs has at the lower end of its range.
  private let atLower: [Int: Double]

  /// A budget for a goal of a program.
  ///
  /// - Parameters:
  ///   - best: The goal's value at the solution.
  ///   - worst: The worst value allowed, not better than the best.
  ///   - solution: A point within the budget. Where it is a linear program's optimum, or comes of branch and bound from
  ///     one, the duals say how far each variable can go: each step beyond costs at least what it costs more than it is
  ///     worth.
  /// - Throws: ``SolverFault/invalidModel(_:)`` where the steps within the budget are too many to write out.
  /// - Complexity: O(steps within the budget).
  init(
    _ goal: Goal, of program: LinearProgram, best: Double, worst: Double, near solution: Solution, isOptimum: Bool
  ) throws(SolverFault) {
    self.goal = goal
    self.worst = worst
    let unit = goal.unit(in: program)
    self.unit = unit
    // Convex costs are counted from the narrowed bounds by the solver, which moves all its goals alike. A relaxation whose
    // goal could not be counted says nothing.
    let root = solution.root.flatMap { $0.goal.isFinite ? $0 : nil }
    let rootGap = root.map { max(0, solution.goal - $0.goal) } ?? 0
    let slack = abs(worst - best) + rootGap + Self.tolerance * max(unit, abs(best))
    var steps = 0
    var ranges: [Int: ClosedRange<Int>] = [:]
    var atLower: [Int: Double] = [:]
    var left = ConvexCost.mostCountedSteps
    for (index, cost) in goal.convexCosts {
      let bounds = program.wholeRange(ofVariable: index)
      let margin = root?.margins[index] ?? (isOptimum ? solution.margins[index] : nil)
      let range =
        margin.map { $0.range(within: slack, cost, bounds, mostSteps: StepSegments.mostSteps - steps) } ?? bounds
      // Steps of one cost are written out together.
      guard let cuts = cost.runs(in: range, most: StepSegments.mostSteps - steps) else {
        throw .invalidModel([.tooManySteps(steps + range.count)])
      }
      steps += cuts.count
      ranges[index] = range
      let total = cost.total(at: range.lowerBound, in: bounds, left: &left)
      guard !total.isNaN else {
        throw .invalidModel([.tooManySteps(cost.countedSteps(to: range.lowerBound, in: bounds))])
      }
      atLower[index] = total
    }
    self.ranges = ranges
    self.atLower = atLower
  }

  /// What is granted for rounding, relative to the value.
  private static let tolerance = 1e-9

  /// Adds the row, with its auxiliary variables, to a program. O(terms + steps).
  func add(to program: inout LinearProgram) {
    var sum = goal.expression
    for (index, range) in ranges.sorted(by: { $0.key < $1.key }) {
      guard let cost = goal.convexCosts[index], let atLower = atLower[index] else { continue }
      program.variables.setBounds(
        of: index, lower: max(program.variables.lower[index], Double(range.lowerBound)),
        upper: min(program.variables.upper[index], Double(range.upperBound)))
      sum.add(atLower)
      guard range.count > 1 else { continue }
      let variable = Variable(program: program.id, index: index)
      let cuts = cost.runs(in: range)
      if cuts.count == 2 {
        sum.add(variable - Double(range.lowerBound), times: cost.ofStep(range.upperBound))
        continue
      }
      var value = LinearExpression(Double(range.lowerBound))
      for (from, to) in zip(cuts, cuts.dropFirst()) {
        let taken = program.addVariable(in: 0...Double(to - from))
        value += taken
        sum.add(taken, times: cost.ofStep(to))
      }
      program.add(variable - value == 0)
    }
    let slack = Self.tolerance * max(unit, abs(worst))
    let limit = (goal.sense == .minimize ? worst + slack : worst - slack) / unit
    let scaled = (1 / unit) * sum
    program.add(goal.sense == .minimize ? scaled <= limit : scaled >= limit)
  }
}

extension Goal {
  /// The size of this goal's coefficients and of what steps cost at the ends of their ranges: a power of two, so that
  /// dividing by it rounds nothing, and at most 1. O(terms + convex costs).
  func unit(in program: LinearProgram) -> Double {
    var largest = expression.entries.reduce(0) { max($0, $1.coefficient.magnitude) }
    for (index, cost) in convexCosts {
      let range = program.wholeRange(ofVariable: index)
      guard range.count > 1 else { continue }
      largest = max(largest, cost.ofStep(range.lowerBound + 1).magnitude, cost.ofStep(range.upperBound).magnitude)
    }
    return sizeUnit(of: CollectionOfOne(largest))
  }
}

/// The greatest power of two that is no larger than the largest of these numbers, nor than 1; 1 where there is none but
/// zeros. Numbers so small that dividing by it would overflow are left as they are.
func sizeUnit(of numbers: some Sequence<Double>) -> Double {
  let largest = numbers.reduce(0) { max($0, $1.magnitude) }
  guard largest >= 0x1p-960, largest < 1 else { return 1 }
  return largest.binade
}
