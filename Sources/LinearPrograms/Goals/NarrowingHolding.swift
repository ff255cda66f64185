// SPDX-License-Identifier: GPL-3.0-or-later

/// The points that are as good as an optimum which prices led to: the bounds that the prices leave, and a budget for
/// what still has a choice. The budget counts what steps cost more than they are worth, in units of the gap, so that no
/// tolerance is as large as what tells two points apart.
struct NarrowingHolding: Sendable {
  private let narrowing: Solution.Narrowing
  private let budget: GoalBudget

  /// - Parameter original: the program that was given, with the same first variables.
  init(
    _ narrowing: Solution.Narrowing, at solution: Solution, of original: LinearProgram
  ) throws(SolverFault) {
    var narrowed = original
    narrowing.narrow(&narrowed)
    narrowed.goal = narrowing.goal(in: narrowed)
    let best = try narrowed.countedGoalValue(at: Array(solution.values.prefix(original.variableCount)))
    var point = solution
    point.root = nil
    self.narrowing = narrowing
    budget = try GoalBudget(narrowed.goal, of: narrowed, best: best, worst: best, near: point, isOptimum: false)
  }

  /// Narrows a program that has the same first variables. O(variables).
  func narrow(_ program: inout LinearProgram) {
    narrowing.narrow(&program)
    budget.add(to: &program)
  }
}
