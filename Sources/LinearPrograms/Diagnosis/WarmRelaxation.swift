// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGLPKSession

/// Subsets of a relaxation's conditions, judged one after the other from the last one's basis.
///
/// A condition that is left out becomes an infinite bound, so that a subset costs a few iterations where solving it
/// from scratch costs hundreds. What the numbers do not settle is left to the caller, to be solved from scratch.
struct WarmRelaxation {
  private let program: LinearProgram
  private var kept: Set<Condition>
  /// The place of each constraint among those that were loaded.
  private var places: [Int: Int] = [:]

  /// Loads the conditions, none of them a whole number. The session must not load anything else as long as this is
  /// used. O(nonzeros).
  init(
    _ program: LinearProgram, _ conditions: Set<Condition>, in session: borrowing GLPKSession
  ) throws(SolverFault) {
    self.program = program
    kept = conditions
    var free = LinearProgram()
    for _ in 0..<program.variableCount {
      free.variables.append(lower: -.infinity, upper: .infinity, wholeNumbers: false)
    }
    for case .row(let row, _) in conditions.sorted() where places[row] == nil {
      places[row] = places.count
      let entries = program.constraints.entries(of: row).map {
        LinearExpression.Entry(index: program.constraints.indices[$0], coefficient: program.constraints.values[$0])
      }
      _ = free.constraints.append(
        entries, lower: -.infinity, upper: .infinity, width: program.variableCount)
    }
    try session.load(ColumnForm(free, segments: []), maximize: false, wholeNumbers: false)
    for condition in conditions.sorted() { try apply(condition, in: session) }
  }

  /// Judges a subset of the conditions that it was made with. `unknown(nil)` where it is better solved from scratch.
  mutating func judge(
    _ conditions: Set<Condition>, in session: borrowing GLPKSession, _ limits: Limits
  ) throws(SolverFault) -> Subsystem.Verdict {
    if let limit = session.limitReached { return .unknown(limit) }
    let changed = kept.symmetricDifference(conditions).sorted()
    kept = conditions
    for condition in changed { try apply(condition, in: session) }
    var options = CGLPKSimplexOptions()
    options.method = CGLPKDualThenPrimal
    options.scale = true
    options.iterations = Int64(limits.iterations ?? 0)
    let stop = try session.solveRelaxation(options)
    switch (stop, session.status) {
    case (CGLPKDeadline, _): return .unknown(.time)
    case (CGLPKCancelled, _): return .unknown(.cancelled)
    case (CGLPKIterationLimit, _): return .unknown(.iterations)
    case (_, CGLPKNoFeasible): return .infeasible
    case (_, CGLPKOptimal):
      let point = try session.point(columns: program.variableCount)
      let isKept = conditions.allSatisfy { program.excess(of: $0, at: point) <= GLPKSolver.feasibilityTolerance }
      return isKept ? .feasible(point) : .unknown(nil)
    default: return .unknown(nil)
    }
  }

  /// Sets the bounds that a condition stands for, as the kept ones now have them.
  private func apply(_ condition: Condition, in session: borrowing GLPKSession) throws(SolverFault) {
    func bound(_ condition: Condition, _ value: Double, otherwise: Double) -> Double {
      kept.contains(condition) ? value : otherwise
    }
    switch condition {
    case .row(let row, _):
      guard let place = places[row] else { return }
      try session.setRowBounds(
        of: place, lower: bound(.row(row, .lower), program.constraints.rows[row].lower, otherwise: -.infinity),
        upper: bound(.row(row, .upper), program.constraints.rows[row].upper, otherwise: .infinity))
    case .bound(let index, _):
      try session.setColumnBounds(
        of: index, lower: bound(.bound(index, .lower), program.variables.lower[index], otherwise: -.infinity),
        upper: bound(.bound(index, .upper), program.variables.upper[index], otherwise: .infinity))
    case .whole: break
    }
  }
}
