// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads a prioritised goal's value off a point, always by the program that was given: narrowed bounds would move the
/// point from which convex costs are counted.
struct GoalMeasure {
  private let program: LinearProgram
  /// The parts of a max–min goal; `nil` for any other.
  private let parts: [LinearExpression]?
  private let isMinimized: Bool
  private let sign: Double
  /// The size of the goal's coefficients, at most 1: what its values are measured by where they are smaller.
  let unit: Double

  init(_ aim: PrioritizedGoal.Aim, of program: LinearProgram) {
    var program = program
    switch aim {
    case .optimum(let goal):
      program.goal = goal
      (parts, sign, isMinimized) = (nil, 1, goal.sense == .minimize)
      unit = goal.unit(in: program)
    case .levels(let parts, let inverted, _):
      (self.parts, sign, isMinimized) = (parts, inverted ? -1 : 1, inverted)
      unit = sizeUnit(of: parts.lazy.flatMap { $0.entries.lazy.map(\.coefficient) })
    }
    self.program = program
  }

  /// The goal's value as ``value(at:)``, but where it would take too many steps to count, that is thrown.
  func countedValue(at values: [Double]) throws(SolverFault) -> Double {
    try parts == nil ? program.countedGoalValue(at: values) : value(at: values)
  }

  /// The goal's value; for a max–min goal the worst part's. 0 for one without parts, NaN for too many steps. O(terms).
  func value(at values: [Double]) -> Double {
    guard let parts else { return program.goalValue(at: values) }
    return sign * (parts.map { $0.value(at: values) }.min() ?? 0)
  }

  /// A value that is worse by an amount.
  func worsened(_ value: Double, by amount: Double) -> Double { isMinimized ? value + amount : value - amount }

  /// How much a value is worse than another.
  private func shortfall(of value: Double, from other: Double) -> Double {
    isMinimized ? value - other : other - value
  }

  /// Whether a value is worse than what is held by more than rounding, relative to the goal's own size.
  func isBroken(_ value: Double, holding worst: Double) -> Bool {
    shortfall(of: value, from: worst) > 1e-6 * max(unit, abs(worst))
  }
}
