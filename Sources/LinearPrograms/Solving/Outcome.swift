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
}

/// Why a solve stopped before its end.
public enum Limit: String, Sendable, Codable {
  /// ``Limits/seconds`` were over.
  case time
  /// ``Limits/iterations`` were done.
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
