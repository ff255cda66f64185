// SPDX-License-Identifier: GPL-3.0-or-later

/// A solver of linear and integer programs. This is where another solver than GLPK is added.
///
/// A solver reads the program by ``LinearProgram/allVariables``, ``LinearProgram/allConstraints`` and
/// ``LinearProgram/goal``, asks a ``SolveClock`` when to stop, and answers by
/// ``LinearProgram/solution(method:multiplier:at:)``, which checks its point. What it owes beside the right answer:
///
/// - A program with ``LinearProgram/faults`` comes back as ``SolverFault/invalidModel(_:)`` with all of them, and a
///   convex cost that falls or is not finite as ``ModelFault/costNotConvex(variable:step:)``, so far as it was looked at.
/// - Crossed bounds are ``Outcome/infeasible``, and so is a whole-number variable without a whole number between its own.
/// - A limit is a reason and not a result: what was cancelled, or had no time or no iterations to begin with, ends as
///   ``Outcome/undecided(bound:limit:)`` or ``Outcome/feasible(_:bound:limit:)``. Only an answer that takes no solve may
///   come before it.
/// - What it cannot do, or a limit that it cannot keep, is ``SolverFault/unsupported(_:)`` and never passed over. One
///   that always proves optimality keeps every gap. Multipliers are extra: one without them leaves them out.
/// - The same program gives the same answer to the last bit, from any number of threads at once.
///
/// The conformance suite among the tests holds every solver in its list to this.
public protocol LinearProgramSolver: Sendable {
  /// The solver's name and version, as "GLPK 5.0".
  var name: String { get }

  /// Solves a program. Never throws and never traps: whatever happens is a case of the outcome.
  ///
  /// - Parameters:
  ///   - program: What to solve.
  ///   - limits: When to stop before the end.
  ///   - monitor: Shows progress to other threads and lets them cancel; `nil` for none.
  func solve(_ program: LinearProgram, limits: Limits, monitor: SolveMonitor?) -> Outcome

  /// Solves a program from the basis of an earlier solve; `nil` for none. There is a default that goes by
  /// ``solve(_:limits:monitor:)``.
  func solve(
    _ program: LinearProgram, from basis: SimplexBasis?, limits: Limits, monitor: SolveMonitor?
  ) -> Outcome

  /// Solves a program for goals in order. There is a default that solves for one after the other by
  /// ``solve(_:limits:monitor:)``; a solver that can keep its basis from one to the next has its own.
  func solve(
    _ program: LinearProgram, inOrder goals: [PrioritizedGoal], limits: Limits, monitor: SolveMonitor?
  ) -> LexicographicOutcome
}

/// What not every solver can do.
public enum SolverFeature: String, Sendable, CaseIterable {
  /// Variables that take whole numbers only.
  case wholeNumbers
  /// Whole-number variables whose bounds are not finite.
  case unlimitedWholeNumbers
  /// Convex costs by unit steps; ``ConvexCost``.
  case convexCosts
  /// ``Limits/iterations``.
  case iterationLimit
}

extension LinearProgram {
  /// Solves this program; by GLPK where no other solver is given.
  public func solve(
    with solver: some LinearProgramSolver = GLPKSolver(), limits: Limits = .none, monitor: SolveMonitor? = nil
  ) -> Outcome {
    solver.solve(self, limits: limits, monitor: monitor)
  }
}
