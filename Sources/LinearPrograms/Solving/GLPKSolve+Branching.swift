// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGLPKSession

// MARK: - Whole numbers by branch and bound

extension GLPKSolve {
  /// Searches for whole numbers from the relaxation's optimum. The segments of convex costs must be open, so that the
  /// relaxation's bounds are bounds on the true goal.
  func branch(_ form: ColumnForm, in session: borrowing GLPKSession) throws(SolverFault) -> Outcome {
    // Where nodes are counted the question is whether there is a point at all, and mostly there is none to be found.
    let looksForStart = branching.beginsWithRoundedPoint && mostNodes == 0
    let start = try better(looksForStart ? startFromRelaxation(form, in: session) : nil, known)
    var options = branching.options
    options.relative_gap = limits.relativeGap
    options.nodes = Int64(mostNodes > 0 ? mostNodes : limits.nodes ?? 0)
    // GLPK prunes relative to the goal that it sees, so the constant stays out of it: a large one would hide differences.
    options.goal_offset = try goalOffset(form)
    let stop = try session.branch(options, start: start.map { form.point(at: $0.values) })
    let limit = stop.limit
    if let limit {
      guard let best = better(try? branched(form, in: session), start) else {
        return .undecided(bound: session.bound, limit: limit)
      }
      return .feasible(best, bound: session.bound.map { bound($0, notBeyond: best) }, limit: limit)
    }
    switch session.status {
    case CGLPKOptimal:
      guard let best = try better(branched(form, in: session), start) else {
        throw session.numericalTrouble("Branch and bound ended with an optimum and left no point.")
      }
      return .optimal(best)
    case CGLPKNoFeasible:
      // A point that keeps every row is proof of the contrary.
      guard start == nil else {
        throw session.numericalTrouble("Branch and bound found no point, but a point is known that keeps every row.")
      }
      return .infeasible
    default: throw session.numericalTrouble("Branch and bound was left without an answer.")
    }
  }

  /// What there is when a limit was reached before the relaxation was solved: the point at hand, or what comes of rounding
  /// it, and what the multipliers at hand prove.
  func relaxationStopped(
    by limit: Limit, _ form: ColumnForm, in session: borrowing GLPKSession
  ) throws(SolverFault) -> Outcome {
    let duals = try? session.duals(rows: form.rows.count, columns: form.lower.count)
    let point = try? session.point(columns: form.lower.count)
    // Multipliers of a search that has only begun may prove next to nothing.
    let multipliers = duals.flatMap { duals in point.map { worths(form, duals, at: $0).multipliers } }
    let bounds = [multipliers.flatMap { program.lagrangianBound($0) }, program.boundByTotals()].compactMap(\.self)
    let bound = program.goal.sense == .minimize ? bounds.max() : bounds.min()
    let status = session.status
    if let point, status == CGLPKOptimal || status == CGLPKFeasible,
      let values = form.wholeValues(at: point, of: program),
      let solution = try? accept(values, .linearProgram(iterations: session.iterations))
    {
      return .feasible(solution, bound: bound.map { self.bound($0, notBeyond: solution) }, limit: limit)
    }
    guard program.isInteger else { return .undecided(bound: bound, limit: limit) }
    // The time is over: what is made of the rest has to fit into the promptness that is promised.
    let clock = ContinuousClock()
    let end = clock.now + .milliseconds(60)
    let costs = duals?.columns ?? form.costs
    let rounded = rounded(point ?? form.lower, costs: costs, form) { clock.now > end }
    guard let rounded else { return .undecided(bound: bound, limit: limit) }
    return .feasible(rounded, bound: bound.map { self.bound($0, notBeyond: rounded) }, limit: limit)
  }

  /// The relaxation's optimum rounded and repaired, where that keeps the program.
  func startFromRelaxation(
    _ form: ColumnForm, in session: borrowing GLPKSession
  ) throws(SolverFault) -> Solution? {
    let point = try session.point(columns: form.lower.count)
    let costs = try session.duals(rows: form.rows.count, columns: form.lower.count).columns
    return rounded(point, costs: costs, form) { session.limitReached != nil }
  }

  /// A point of the form rounded and repaired; `nil` where that does not keep the program.
  private func rounded(
    _ point: [Double], costs: [Double], _ form: ColumnForm, hasToStop: () -> Bool
  ) -> Solution? {
    let worse = program.goal.sense == .minimize ? costs : costs.map { -$0 }
    var start = RoundedStart(form, near: point, reducedCosts: worse)
    guard let repaired = start.repaired(hasToStop: hasToStop),
      let values = form.wholeValues(at: repaired, of: program)
    else { return nil }
    return try? accept(values, .branchAndBound(nodes: 0))
  }

  /// What the program's goal has beside the costs of the form's columns: its constant, and what convex costs amount to
  /// at the least values of their variables.
  private func goalOffset(_ form: ColumnForm) throws(SolverFault) -> Double {
    try program.countedGoalValue(
      at: form.base.isEmpty ? [Double](repeating: 0, count: program.variableCount) : form.base)
  }

  /// The search's best point; `nil` where it has none.
  private func branched(_ form: ColumnForm, in session: borrowing GLPKSession) throws(SolverFault) -> Solution? {
    guard session.status == CGLPKOptimal || session.status == CGLPKFeasible else { return nil }
    let point = try session.point(columns: form.lower.count)
    guard let values = form.wholeValues(at: point, of: program) else {
      throw session.numericalTrouble("Branch and bound took a number for whole that is not.")
    }
    return try accept(values, .branchAndBound(nodes: session.nodes))
  }

  /// The better of the search's point and the start, which the search may not have come to take up.
  private func better(_ found: Solution?, _ start: Solution?) -> Solution? {
    guard let found, let start else { return found ?? start }
    let startIsBetter = program.goal.sense == .minimize ? start.goal < found.goal : start.goal > found.goal
    return startIsBetter ? start : found
  }

  /// The bound, moved to the point's goal where a rounding error put it beyond.
  private func bound(_ bound: Double, notBeyond best: Solution) -> Double {
    program.goal.sense == .minimize ? min(bound, best.goal) : max(bound, best.goal)
  }
}
