// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGLPKSession

extension LinearProgram {
  /// Solves this program by GLPK and says how its optimum answers to small changes.
  ///
  /// For linear programs alone; one with whole-number variables is refused by name.
  public func sensitivity(limits: Limits = .none) throws(SensitivityRefusal) -> Sensitivity {
    guard !isInteger else { throw .integerProgram }
    // Two solves, and one time for both.
    let monitor = SolveMonitor(seconds: limits.seconds)
    switch GLPKSolver().solve(self, limits: limits, monitor: monitor) {
    case .optimal(let solution):
      let sensitivity: Result<Sensitivity, SensitivityRefusal>
      do {
        sensitivity = try ranges(at: solution.method, limits, monitor)
      } catch {
        throw .notOptimal(.failed(error))
      }
      return try sensitivity.get()
    case let other: throw .notOptimal(other)
    }
  }

  private func ranges(
    at method: Solution.Method, _ limits: Limits, _ monitor: SolveMonitor
  ) throws(SolverFault) -> Result<Sensitivity, SensitivityRefusal> {
    let form = try ColumnForm(self, segments: [])
    return try GLPKSession.run(monitor: monitor, seconds: nil) { session throws(SolverFault) in
      try session.load(form, maximize: goal.sense == .maximize, wholeNumbers: false)
      var options = CGLPKSimplexOptions()
      options.method = CGLPKDualThenPrimal
      options.scale = true
      if let limit = try session.solveRelaxation(options).limit {
        return .failure(.notOptimal(.undecided(bound: nil, limit: limit)))
      }
      guard session.status == CGLPKOptimal else {
        throw session.numericalTrouble("The optimum was not found again for its ranges.")
      }
      // Point, duals and ranges of one and the same basis: the solve before may have ended at another.
      let duals = try session.duals(rows: constraintCount, columns: variableCount)
      let ranges = try session.ranges(rows: constraintCount, columns: variableCount)
      let solution = try GLPKSolve(self, limits).accept(
        session.point(columns: variableCount), method, multipliers: duals.rows)
      return .success(
        Sensitivity(
          solution: solution, program: id, shadowPrices: duals.rows, reducedCosts: duals.columns,
          boundRanges: ranges.rows, costRanges: ranges.costs))
    }
  }

  /// By how much the optimal goal changes when a constraint's bounds are both moved by `amount`: the honest answer
  /// for integer programs, which have no shadow prices. `nil` where either program has no optimum, or the constraint
  /// is another program's. Takes two solves, which share the time.
  public func goalChange(
    moving constraint: Constraint, by amount: Double, with solver: some LinearProgramSolver = GLPKSolver(),
    limits: Limits = .none
  ) -> Double? {
    guard constraint.program == id, constraint.index < constraintCount else { return nil }
    var moved = self
    moved.constraints.move(constraint.index, by: amount)
    let monitor = SolveMonitor(seconds: limits.seconds)
    guard case .optimal(let before) = solver.solve(self, limits: limits, monitor: monitor),
      case .optimal(let after) = solver.solve(moved, limits: limits, monitor: monitor)
    else { return nil }
    return after.goal - before.goal
  }
}
