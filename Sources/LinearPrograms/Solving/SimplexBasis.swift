// SPDX-License-Identifier: GPL-3.0-or-later

/// The basis at which a solve ended, to begin another one from: of the same program or a copy, with other bounds or another
/// goal. A start changes how long a solve takes, and which of several optima it finds, and nothing else.
public struct SimplexBasis: Sendable {
  let start: WarmStart
}

extension LinearProgramSolver {
  /// Solves a program from the basis of another solve; a solver that keeps none begins as always.
  public func solve(
    _ program: LinearProgram, from basis: SimplexBasis?, limits: Limits, monitor: SolveMonitor?
  ) -> Outcome {
    solve(program, limits: limits, monitor: monitor)
  }
}
