// SPDX-License-Identifier: GPL-3.0-or-later

/// What came of solving a program. Each case carries what there is, and nothing that there is not.
public enum Outcome: Sendable {
  /// The best point, proved to be so within the solver's tolerances.
  case optimal(Solution)

  /// A limit was reached. The point keeps all constraints; `bound` is a proven bound on the goal of any point
  /// (from below when minimising, from above when maximising), `nil` where none is known.
  case feasible(Solution, bound: Double?, limit: Limit)

  /// No point keeps all constraints.
  case infeasible

  /// The goal can be made as good as one likes. With whole-number variables: its relaxation can.
  case unbounded

  /// A limit was reached before any feasible point was found, which says nothing about whether there is one.
  /// `bound` as for ``feasible(_:bound:limit:)``.
  case undecided(bound: Double?, limit: Limit)

  /// There is no answer, and the fault says why.
  case failed(SolverFault)

  /// The point, where there is one.
  public var solution: Solution? {
    switch self {
    case .optimal(let solution), .feasible(let solution, _, _): solution
    case .infeasible, .unbounded, .undecided, .failed: nil
    }
  }

  /// How far the point may be from the best one, relative to its goal: |goal − bound| / (|goal| + ε), ε = 2⁻⁵², which is
  /// the measure of ``Limits/relativeGap``. 0 for an optimum; `nil` where there is no point or no bound. Of no use near a
  /// goal of 0, where it grows beyond all bounds.
  public var gap: Double? {
    switch self {
    case .optimal: 0
    case .feasible(let solution, let bound, _): relativeGap(best: solution.goal, bound: bound)
    case .infeasible, .unbounded, .undecided, .failed: nil
    }
  }
}

/// |best − bound| / (|best| + ε), as GLPK defines the gap; `nil` where one of them is missing.
func relativeGap(best: Double?, bound: Double?) -> Double? {
  guard let best, let bound else { return nil }
  return abs(best - bound) / (abs(best) + .ulpOfOne)
}

/// Why a solve stopped before its end.
public enum Limit: String, Sendable, Codable {
  /// ``Limits/seconds`` were over.
  case time
  /// ``Limits/iterations`` or ``Limits/nodes`` were done.
  case iterations
  /// ``Limits/relativeGap`` was reached.
  case gap
  /// ``SolveMonitor/cancel()`` was called.
  case cancelled
}

/// Why a solve gave no answer.
public enum SolverFault: Error, Hashable, Sendable {
  /// The model has faults; no solver was called.
  case invalidModel([ModelFault])
  /// The program or the limits ask for what this solver cannot do.
  case unsupported(SolverFeature)
  /// GLPK met a fatal error, in its own words. The process lives on.
  case fatal(message: String)
  /// GLPK refused a call, in its own words.
  case refused(message: String)
  /// The basis became singular or ill-conditioned, or the simplex method did not come to an end.
  case numericalTrouble(message: String)
  /// This thread has a solve open already: a solver may not be called from within a solve.
  case threadBusy
  /// The solver returned a point that breaks the model: named here are the constraints or variables, and by how much.
  case unsoundPoint([Violation])
}
