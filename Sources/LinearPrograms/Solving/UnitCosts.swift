// SPDX-License-Identifier: GPL-3.0-or-later

/// What one more unit of each variable costs, as a cost to be made small.
struct UnitCosts: CostOfSteps, Sendable {
  /// The linear part.
  private(set) var linear: [Double]
  /// The convex costs by variable.
  let convex: ConvexCostTable

  /// O(variables + terms).
  init(_ program: LinearProgram) {
    let sign = program.goal.sense == .minimize ? 1.0 : -1
    linear = [Double](repeating: 0, count: program.variableCount)
    convex = program.goal.convexCosts
    for entry in program.goal.expression.entries { linear[Int(entry.index)] += sign * entry.coefficient }
  }

  /// What a variable's steps cost, the convex part and the linear one. O(1).
  func steps(of variable: Int) -> Steps { Steps(convex: convex[variable], linear: linear[variable]) }

  /// What a variable's step costs. O(1).
  func ofStep(_ step: Int, of variable: Int) -> Double { convex.cost(ofStep: step, of: variable) + linear[variable] }

  struct Steps: CostOfStepsOfOne {
    let convex: ConvexCost?
    let linear: Double

    func callAsFunction(_ step: Int) -> Double { (convex?.ofStep(step) ?? 0) + linear }
  }
}
