// SPDX-License-Identifier: GPL-3.0-or-later

/// The search for a conflict in a program whose bounds are in order: the ways to find one, the cheapest first.
struct ConflictSearch {
  private let program: LinearProgram
  private let limits: Limits

  init(_ program: LinearProgram, _ limits: Limits) {
    self.program = program
    self.limits = Limits(iterations: limits.iterations)
  }

  func run(in session: borrowing GLPKSession) throws(SolverFault) -> Diagnosis {
    if let conflict = program.conflictOfOneRow { return .conflict(conflict) }
    if let conflict = try propagated(in: session) { return .conflict(conflict) }
    let relaxation = program.conditions.filter { if case .whole = $0 { false } else { true } }
    switch try judge(relaxation, in: session) {
    case .infeasible: return try .conflict(relaxed(relaxation, in: session))
    case .feasible: return program.isInteger ? try branched(in: session) : .feasible
    case .unknown(let limit?): return .undecided(limit)
    case .unknown(nil): throw session.numericalTrouble("It was left open whether the program is feasible.")
    }
  }

  /// A conflict by bound propagation. The chain names more than is needed, and its tolerances are not the solver's, so
  /// it counts only where the solver agrees, and is filtered.
  private func propagated(in session: borrowing GLPKSession) throws(SolverFault) -> Conflict? {
    var propagation = BoundPropagation(program)
    guard let chain = propagation.conflict(in: session) else { return nil }
    // A chain over unbounded whole numbers may be beyond branch and bound.
    let nodes = 1_000
    guard case .infeasible = try Subsystem(of: program, keeping: chain).judge(in: session, limits, mostNodes: nodes)
    else { return nil }
    var filter = DeletionFilter(program, chain, limits, mostNodes: nodes)
    filter.run(in: session, blocks: 1)
    let rows = Set(filter.kept.compactMap { condition in if case .row(let row, _) = condition { row } else { nil } })
    return filter.conflict(by: .propagation(constraints: rows.count))
  }

  /// A conflict of the relaxation, which is known to be infeasible.
  private func relaxed(
    _ conditions: [Condition], in session: borrowing GLPKSession
  ) throws(SolverFault) -> Conflict {
    var candidate = conditions
    if let support = try ElasticFilter(program).support(in: session, limits),
      case .infeasible = try judge(support, in: session)
    {
      candidate = support
    }
    var filter = DeletionFilter(program, candidate, limits)
    filter.run(in: session, blocks: candidate.count < conditions.count ? 1 : 8)
    return filter.conflict(by: filter.kept.count == candidate.count ? .elasticFilter : .deletionFilter)
  }

  /// A conflict that whole numbers take part in: the relaxation is known to be feasible.
  private func branched(in session: borrowing GLPKSession) throws(SolverFault) -> Diagnosis {
    let conditions = program.conditions
    switch try judge(conditions, in: session) {
    case .feasible: return .feasible
    case .unknown(let limit?): return .undecided(limit)
    case .unknown(nil): throw session.numericalTrouble("It was left open whether the program is feasible.")
    case .infeasible:
      var filter = DeletionFilter(program, conditions, limits, mostNodes: 10 * session.nodes + 1_000)
      filter.run(in: session, blocks: 4)
      return .conflict(filter.conflict(by: .branchAndBound))
    }
  }

  private func judge(
    _ conditions: [Condition], in session: borrowing GLPKSession
  ) throws(SolverFault) -> Subsystem.Verdict {
    try Subsystem(of: program, keeping: conditions).judge(in: session, limits)
  }
}
