// SPDX-License-Identifier: GPL-3.0-or-later

/// Takes away from a conflict what it can do without, until each member that is left is proved necessary.
///
/// Whole blocks are tried first: what is still infeasible without a block needs none of it; what is not is looked into
/// by halves (Chinneck and Dravnieks, ORSA Journal on Computing 3, 1991; halves as in Junker's QuickXplain, 2004). A
/// point that breaks exactly one member proves that member necessary wherever it turns up.
struct DeletionFilter {
  private let program: LinearProgram
  private let limits: Limits
  private let mostNodes: Int
  /// What is in conflict, as far as it has been reduced.
  private(set) var kept: Set<Condition>
  /// What has been proved necessary for it.
  private var needed: Set<Condition> = []
  /// The limit that kept something from being proved last.
  private var limit: Limit?
  private var isOver = false
  /// Whether no whole numbers are among the conditions, so that each subset can be judged from the last one's basis.
  private var startsWarm: Bool
  private var warm: WarmRelaxation?

  /// - Parameters:
  ///   - conflict: Conditions that the solver has found to be infeasible.
  ///   - mostNodes: The most branch-and-bound subproblems for one subset; 0 for no limit.
  init(_ program: LinearProgram, _ conflict: [Condition], _ limits: Limits, mostNodes: Int = 0) {
    self.program = program
    self.limits = limits
    self.mostNodes = mostNodes
    kept = Set(conflict)
    startsWarm = !conflict.contains { if case .whole = $0 { true } else { false } }
  }

  /// Reduces the conflict. Where subsets were judged from one another's bases, the outcome is solved from scratch once
  /// more, and all of it again from scratch where that does not bear it out.
  mutating func run(in session: borrowing GLPKSession, blocks: Int) {
    let before = kept
    filter(in: session, blocks: blocks)
    guard startsWarm, kept.count < before.count, !isOver else { return }
    warm = nil
    startsWarm = false
    switch judge(kept, in: session) {
    case .infeasible: return
    case .unknown(let reason?):
      (needed, limit) = ([], reason)
    case .feasible, .unknown(nil):
      (kept, needed) = (before, [])
      filter(in: session, blocks: blocks)
    }
  }

  /// Filters constraints, then whole numbers, then bounds, each in so many blocks, or one by one where that is 1.
  /// Constraints go first since each makes the rest smaller; bounds last since branch and bound ends by them.
  private mutating func filter(in session: borrowing GLPKSession, blocks: Int) {
    dropIsolated()
    let kinds: [(Condition) -> Bool] = [
      { if case .row = $0 { true } else { false } },
      { if case .whole = $0 { true } else { false } },
      { if case .bound = $0 { true } else { false } },
    ]
    for isOfKind in kinds {
      let all = kept.filter(isOfKind).sorted()
      let size = blocks == 1 ? 1 : max(1, all.count / blocks)
      for start in stride(from: 0, to: all.count, by: size) {
        filter(all[start..<min(start + size, all.count)], in: session)
      }
    }
  }

  /// The conflict as it stands.
  func conflict(by method: Conflict.Method) -> Conflict {
    Conflict(kept, unproven: kept.subtracting(needed), by: method, limit: limit, in: program)
  }

  private mutating func filter(_ all: ArraySlice<Condition>, in session: borrowing GLPKSession) {
    let block = all.filter { kept.contains($0) && !needed.contains($0) }
    guard !isOver, let first = block.first else { return }
    switch judge(kept.subtracting(block), in: session) {
    case .infeasible:
      kept.subtract(block)
      dropIsolated()
      return
    case .feasible(let point):
      if block.count == 1 {
        needed.insert(first)
        return
      }
      learn(from: point)
    case .unknown(let reason):
      limit = reason ?? limit
      isOver = isOver || reason == .time || reason == .cancelled
      if block.count == 1 { return }
    }
    filter(block[..<(block.count / 2)], in: session)
    filter(block[(block.count / 2)...], in: session)
  }

  /// A fault that ends the session ends the filter, and leaves the conflict as far as it has come.
  private mutating func judge(_ conditions: Set<Condition>, in session: borrowing GLPKSession) -> Subsystem.Verdict {
    do {
      if let verdict = try warmVerdict(conditions, in: session) { return verdict }
      warm = nil
      return try Subsystem(of: program, keeping: conditions).judge(in: session, limits, mostNodes: mostNodes)
    } catch {
      isOver = true
      return .unknown(nil)
    }
  }

  /// The verdict from the last basis, or `nil` where the subset has to be solved from scratch.
  private mutating func warmVerdict(
    _ conditions: Set<Condition>, in session: borrowing GLPKSession
  ) throws(SolverFault) -> Subsystem.Verdict? {
    guard startsWarm else { return nil }
    var relaxation = if let warm { warm } else { try WarmRelaxation(program, kept, in: session) }
    let verdict = try relaxation.judge(conditions, in: session, limits)
    warm = relaxation
    if case .unknown(nil) = verdict { return nil }
    return verdict
  }

  /// Notes the one condition that a point breaks, where it breaks just one.
  private mutating func learn(from point: [Double]) {
    var broken: Condition?
    for condition in kept where program.excess(of: condition, at: point) > GLPKSolver.feasibilityTolerance {
      guard broken == nil else { return }
      broken = condition
    }
    if let broken { needed.insert(broken) }
  }

  /// Drops the conditions of variables that no kept constraint mentions: these are in order, so they conflict with
  /// nothing.
  private mutating func dropIsolated() {
    var mentioned = [Bool](repeating: false, count: program.variableCount)
    for case .row(let row, _) in kept {
      for position in program.constraints.entries(of: row) {
        mentioned[Int(program.constraints.indices[position])] = true
      }
    }
    kept = kept.filter { condition in condition.variable.map { mentioned[$0] } ?? true }
  }
}
