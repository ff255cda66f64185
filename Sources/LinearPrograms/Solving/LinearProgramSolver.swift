// SPDX-License-Identifier: GPL-3.0-or-later

/// A solver of linear and integer programs. This is where another solver than GLPK is added.
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

  /// Solves a program for goals in order. There is a default that solves for one after the other by
  /// ``solve(_:limits:monitor:)``; a solver that can keep its basis from one to the next has its own.
  func solve(
    _ program: LinearProgram, inOrder goals: [PrioritizedGoal], limits: Limits, monitor: SolveMonitor?
  ) -> LexicographicOutcome
}

extension LinearProgram {
  /// Solves this program; by GLPK where no other solver is given.
  public func solve(
    with solver: some LinearProgramSolver = GLPKSolver(), limits: Limits = .none, monitor: SolveMonitor? = nil
  ) -> Outcome {
    solver.solve(self, limits: limits, monitor: monitor)
  }
}
