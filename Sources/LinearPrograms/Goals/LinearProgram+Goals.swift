// SPDX-License-Identifier: GPL-3.0-or-later

extension LinearProgram {
  /// Solves this program for several goals in order of priority: the first as well as can be, the second as well as
  /// the first leaves room for, and so on. The program's own ``goal`` is not looked at, unless there are no goals.
  ///
  /// Every point keeps what earlier goals reached, less what they may lose, within the solver's tolerances: the stages
  /// say exactly to what each came at the end.
  ///
  /// - Parameters:
  ///   - goals: The most important one first.
  ///   - solver: Solves the programs; GLPK where no other is given.
  ///   - limits: When to stop before the end. The seconds count for all goals together; each has its
  ///     ``PrioritizedGoal/share``, and one that reaches its limit passes on its best point.
  ///   - monitor: Shows progress to other threads and lets them cancel; `nil` for none.
  /// - Complexity: a solve for each goal, a solve a level and more for max–min goals.
  public func solve(
    inOrder goals: [PrioritizedGoal], with solver: some LinearProgramSolver = GLPKSolver(), limits: Limits = .none,
    monitor: SolveMonitor? = nil
  ) -> LexicographicOutcome {
    solver.solve(self, inOrder: goals, limits: limits, monitor: monitor)
  }
}

extension LinearProgramSolver {
  /// Solves a program for goals in order, one solve after the other; see ``LinearProgram/solve(inOrder:with:limits:monitor:)``.
  public func solve(
    _ program: LinearProgram, inOrder goals: [PrioritizedGoal], limits: Limits, monitor: SolveMonitor?
  ) -> LexicographicOutcome {
    LexicographicSolve(program, goals, limits) { solve($0, limits: $1, monitor: monitor) }.run()
  }
}
