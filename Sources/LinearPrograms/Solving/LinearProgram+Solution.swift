// SPDX-License-Identifier: GPL-3.0-or-later

extension LinearProgram {
  /// The solution that a solver's point is, re-checked against this program: how a solver of another module answers.
  ///
  /// ```swift
  /// let solution = try program.solution(method: .linearProgram(iterations: 12)) { point[$0.index] }
  /// return .optimal(solution)
  /// ```
  ///
  /// The solver is not believed: bounds, constraints and whole numbers are checked here, and the goal is computed from
  /// the point. Whole-number variables within ``GLPKSolver/feasibilityTolerance`` of a whole number are made exactly
  /// whole before that. That the point is the best one is the solver's word alone; a ``Certificate`` proves it.
  /// O(nonzeros + steps counted from the origins of convex costs).
  ///
  /// - Parameters:
  ///   - method: How the point was found.
  ///   - multiplier: ∂goal/∂bound of each constraint at the optimum, whether the goal is minimised or maximised: not
  ///     below zero where raising a lower bound makes the goal rise. `nil` from a solver without duals, and for what
  ///     was branched. The margins of convex costs are worked out from them.
  ///   - value: The value of each variable.
  /// - Throws: ``SolverFault/invalidModel(_:)`` where the program has faults or the point is too far from the origins of
  ///   convex costs, ``SolverFault/unsoundPoint(_:)`` with
  ///   every condition that the point breaks, ``SolverFault/numericalTrouble(message:)`` where a multiplier is not
  ///   finite.
  public func solution(
    method: Solution.Method, multiplier: ((Constraint) -> Double)? = nil, at value: (Variable) -> Double
  ) throws(SolverFault) -> Solution {
    let faults = self.faults
    guard faults.isEmpty else { throw .invalidModel(faults) }
    var values = allVariables.map(value)
    for index in values.indices where variables.takesWholeNumbers(index) {
      let whole = values[index].roundedToNearest
      if abs(values[index] - whole) <= GLPKSolver.feasibilityTolerance { values[index] = whole }
    }
    let multipliers = multiplier.map { allConstraints.map($0) } ?? []
    if let wrong = multipliers.firstIndex(where: { !$0.isFinite }) {
      throw .numericalTrouble(message: "The multiplier of \(label(of: wrong)) is not finite.")
    }
    return try checked(
      values, method, margins: multiplier == nil ? MarginTable() : margins(multipliers), multipliers: multipliers)
  }

  /// A point as a solution, re-checked against this program independently of who found it, with its goal counted.
  /// O(nonzeros + steps counted from the origins of convex costs).
  func checked(
    _ values: [Double], _ method: Solution.Method, margins: MarginTable = MarginTable(), multipliers: [Double] = []
  ) throws(SolverFault) -> Solution {
    let (violations, largest) = check(values, tolerance: GLPKSolver.feasibilityTolerance)
    guard violations.isEmpty else { throw .unsoundPoint(violations) }
    return Solution(
      program: id, values: values, goal: try countedGoalValue(at: values), method: method, largestViolation: largest,
      margins: margins, multipliers: multipliers)
  }

  /// What one more unit of each variable is worth at these multipliers of the rows: what it adds to the rows, less what it
  /// costs by itself. O(nonzeros).
  func worths(at multipliers: [Double]) -> [Double] {
    var worths = [CompensatedSum](repeating: CompensatedSum(), count: variableCount)
    for row in multipliers.indices where multipliers[row] != 0 {
      for position in constraints.entries(of: row) {
        worths[Int(constraints.indices[position])].add(multipliers[row] * constraints.values[position])
      }
    }
    for entry in goal.expression.entries { worths[Int(entry.index)].add(-entry.coefficient) }
    return worths.map(\.value)
  }

  /// What multipliers say of each variable with a convex cost and room to move. O(nonzeros + costs · log range).
  private func margins(_ multipliers: [Double]) -> MarginTable {
    guard !goal.convexCosts.isEmpty else { return MarginTable() }
    let worths = worths(at: multipliers)
    var margins = MarginTable()
    for (index, cost) in goal.convexCosts {
      let range = wholeRange(ofVariable: index)
      guard range.count > 1 else { continue }
      let worth = worths[index]
      let certain = cost.steps(in: range) { $0 < worth - GLPKSolver.tieTolerance }
      let possible = cost.steps(in: range) { $0 <= worth + GLPKSolver.tieTolerance }
      margins[index] = Solution.Margin(worth: worth, optimalRange: certain...max(certain, possible))
    }
    return margins
  }
}

extension ConvexCost {
  /// The value that is reached by taking every step of a range that pays; costs grow with the step. O(log range).
  func steps(in range: ClosedRange<Int>, pays: (Double) -> Bool) -> Int { range.reached { pays(ofStep($0)) } }
}

extension ClosedRange<Int> {
  /// The value that is reached from the lower end by every step that can be taken, where no step can after one that
  /// cannot. O(log count).
  func reached(_ canBeTaken: (_ step: Int) -> Bool) -> Int {
    var (low, high) = (lowerBound, upperBound)
    while low < high {
      let middle = low + (high - low + 1) / 2
      if canBeTaken(middle) { low = middle } else { high = middle - 1 }
    }
    return low
  }
}

extension Solution {
  /// ∂goal/∂bound of a constraint at this optimum, whether the goal is minimised or maximised: by how much the goal rises
  /// for each unit by which the active bound is raised. Zero where the constraint is not tight. `nil` where branch and
  /// bound was needed, from a solver without duals, and for another program's constraint.
  public func multiplier(of constraint: Constraint) -> Double? {
    guard constraint.program == program, multipliers.indices.contains(constraint.index) else { return nil }
    return multipliers[constraint.index]
  }
}
