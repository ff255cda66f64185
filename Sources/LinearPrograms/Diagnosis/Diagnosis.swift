// SPDX-License-Identifier: GPL-3.0-or-later

/// What came of looking for the reason of infeasibility.
public enum Diagnosis: Sendable {
  /// There is no reason: some point keeps all conditions.
  case feasible
  /// The program is infeasible, and these of its conditions suffice for that.
  case conflict(Conflict)
  /// A limit was reached before it was known whether the program is feasible.
  case undecided(Limit)
  /// There is no answer, and the fault says why.
  case failed(SolverFault)

  /// The conflict, where one was found.
  public var conflict: Conflict? {
    if case .conflict(let conflict) = self { conflict } else { nil }
  }
}

extension LinearProgram {
  /// Looks for an irreducible set of conditions that make this program infeasible. The goal plays no part in it.
  ///
  /// ```swift
  /// if case .conflict(let conflict) = program.explainInfeasibility(limits: Limits(seconds: 10)) {
  ///   for case .constraint(let constraint, let side) in conflict.members {
  ///     print(program.label(of: constraint) ?? "", side)
  ///   }
  /// }
  /// ```
  ///
  /// Ways are tried in order of cost (``Conflict/Method``). What a filter keeps is proved necessary by a point that
  /// keeps all the others, re-checked against the model; the members themselves are solved alone, from scratch, and must
  /// come out infeasible. Where a limit interrupts that, the conflict is returned as far as it was reduced, with what
  /// is not proven named; that it is infeasible is then the solver's word.
  ///
  /// Takes one solve, and for each member of the conflict about two to log₂(conditions) solves of subsets. A subset
  /// whose whole-number variables have lost their bounds may have no end in branch and bound: each is given up after
  /// ten times the subproblems that the whole program needed, plus 1,000, and its member counts as not proven.
  ///
  /// - Parameters:
  ///   - limits: ``Limits/seconds`` holds for all of it together, ``Limits/iterations`` for each linear program; the
  ///     gap plays no part.
  ///   - monitor: Lets another thread cancel.
  public func explainInfeasibility(limits: Limits = .none, monitor: SolveMonitor? = nil) -> Diagnosis {
    let faults = self.faults
    guard faults.isEmpty else { return .failed(.invalidModel(faults)) }
    if let conflict = invertedBounds { return .conflict(conflict) }
    if monitor?.isCancelled == true { return .undecided(.cancelled) }
    do {
      return try GLPKSession.run(monitor: monitor, seconds: limits.seconds) { session throws(SolverFault) in
        try ConflictSearch(self, limits).run(in: session)
      }
    } catch {
      return .failed(error)
    }
  }
}
