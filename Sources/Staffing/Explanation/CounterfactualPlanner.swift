// SPDX-License-Identifier: GPL-3.0-or-later

internal import LinearPrograms

/// Plans again and again with something other than it is, for the quotas alone.
///
/// What the change does not touch is taken over from the plan's own problem: parts of the policy model above all, which
/// are most of the work where lists of duties are long. Ties are not told, and why there is no plan is not looked for.
struct CounterfactualPlanner {
  /// What the plan would be.
  enum Answer {
    /// The quotas, which keep every rule.
    case quotas([[Int]])
    /// There is no plan: rules would be broken, or figures out of range.
    case noPlan
    /// A limit was reached first.
    case stopped(Limit)
  }

  /// The problem as it is.
  let problem: AllocationProblem
  private let limits: Limits
  private let quotas: (AllocationProblem, Limits) throws(Interruption) -> [[Int]]

  /// The most branch-and-bound nodes of a program of a margin, unless the plan itself took more than a tenth of them: a
  /// number and no time, so that margins are the same on a slow machine.
  static let mostNodes = 1_000

  init(
    _ problem: AllocationProblem, with solver: some LinearProgramSolver, limits: Limits, monitor: SolveMonitor
  ) {
    self.problem = problem
    self.limits = limits
    quotas = { problem, limits throws(Interruption) in
      try problem.quotas(with: solver, limits: limits, monitor: monitor)
    }
  }

  /// The needs with another figure of a town; `nil` where they cannot be told. O(towns · pools · parts · metrics).
  func needs(_ figure: QuotaMargin.Figure, of town: Int, pool: Int, _ value: Quantity) -> NeedTable? {
    guard !value.isNegative, figure != .givenNeed || value.doubleValue <= Double(Scenario.largestCount) else {
      return nil
    }
    let changed = problem.scenario.with(figure, of: town, pool: pool, value)
    let basis = NeedBasis(changed, like: problem.needs.basis) { $0.looks(at: figure) }
    guard basis.faults.isEmpty, !changed.model.scoresZero(value, of: figure) || changed.zeroMetrics.isEmpty else {
      return nil
    }
    return NeedTable(basis)
  }

  /// The plan by changed needs.
  ///
  /// - Parameter share: the time for it; a limit where it is over.
  func answer(_ needs: NeedTable, changed figure: QuotaMargin.Figure, within share: TimeShare) -> Answer {
    if let limit = share.limitReached { return .stopped(limit) }
    return answer(AllocationProblem(needs, like: problem, changed: figure), share)
  }

  /// The plan with one post more in a pool.
  func answer(withOnePostMoreIn pool: Int, within share: TimeShare) -> Answer {
    let changed = problem.scenario.withOnePostMore(pool: pool)
    guard changed.pools[pool].total <= Scenario.largestCount else { return .noPlan }
    let basis = NeedBasis(changed, like: problem.needs.basis) { _ in false }
    return basis.faults.isEmpty ? answer(AllocationProblem(changed, NeedTable(basis)), share) : .noPlan
  }

  /// The plan with other rules and goals.
  func answer(rules: [Rule], goals: [PlanningGoal], within share: TimeShare) -> Answer {
    answer(AllocationProblem(problem.scenario.with(rules: rules, goals: goals), problem.needs), share)
  }

  private func answer(_ changed: AllocationProblem, _ share: TimeShare) -> Answer {
    var limits = limits
    if let left = share.secondsLeft { limits.seconds = min(limits.seconds ?? left, left) }
    do throws(Interruption) {
      let quotas = try quotas(changed, limits)
      // A plan that breaks rules is a defect, and none.
      return changed.scenario.breaches(of: quotas).isEmpty ? .quotas(quotas) : .noPlan
    } catch {
      if case .stopped(let limit) = error { return .stopped(limit) }
      return .noPlan
    }
  }
}

extension Limits {
  /// The limits of plans beside a plan: what its own had, and so many nodes.
  func besides(_ plan: Plan) -> Limits {
    var limits = self
    let own = plan.solving.method.nodes
    let most = max(CounterfactualPlanner.mostNodes, min(own, .max / 10) * 10)
    limits.nodes = min(limits.nodes ?? most, most)
    return limits
  }
}

extension PolicyModel {
  /// Whether a share by a figure would give nothing for such a value.
  fileprivate func scoresZero(_ value: Quantity, of figure: QuotaMargin.Figure) -> Bool {
    guard case .metric(let metric) = figure else { return false }
    return parts.contains { part in
      guard case .share(let weights) = part.rule else { return false }
      return weights.contains { $0.metric == metric && $0.transform.score(of: value.rational) == .zero }
    }
  }
}
