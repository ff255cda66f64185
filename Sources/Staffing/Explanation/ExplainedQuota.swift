// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms

/// A quota with all that explains it, what would change it included.
public struct ExplainedQuota: Sendable {
  /// What can be told from the plan as it stands.
  public let explanation: QuotaExplanation
  /// How far each figure behind the quota is from changing it; empty where there is none, or it was not asked for.
  public let margins: [QuotaMargin]
  /// What one post more in the pool would do; `nil` where it was not asked for.
  public let increase: PoolIncrease?

  /// An explanation with what was searched for beside it.
  public init(_ explanation: QuotaExplanation, margins: [QuotaMargin] = [], increase: PoolIncrease? = nil) {
    self.explanation = explanation
    self.margins = margins
    self.increase = increase
  }
}

extension Plan {
  /// A town's quotas, explained with the steps from need to quota, the margins of its figures and what a post more would
  /// do: dozens of plans for each pool.
  ///
  /// - Parameters:
  ///   - pools: the pools, by their places; all where left out.
  ///   - limits: When to stop searching; the time is for all together where no monitor is given.
  ///   - monitor: Lets another thread cancel.
  public func explained(
    town: Int, pools: [Int]? = nil, with solver: some LinearProgramSolver = GLPKSolver(), limits: Limits = .none,
    monitor: SolveMonitor? = nil
  ) -> [ExplainedQuota] {
    let monitor = monitor ?? SolveMonitor(seconds: limits.seconds)
    // A third of the time for each of the questions; what one leaves goes to the next.
    let causes = solving.limit == nil ? causes(with: solver, limits: limits, monitor: monitor, parts: 3) : nil
    let explanations = PlanExplanation(self, causes: causes)
    let planner = CounterfactualPlanner(
      explanations.problem, with: solver, limits: limits.besides(self), monitor: monitor)
    let pools = pools ?? Array(scenario.pools.indices)
    let increases = pools.indices.map { place in
      withOnePostMore(pool: pools[place], planner, within: TimeShare(of: monitor, parts: 2 * (pools.count - place)))
    }
    let figures = pools.map { scenario.figures(behind: town, pool: $0) }
    var parts = figures.reduce(0) { $0 + $1.count } * QuotaMargin.Direction.allCases.count
    return pools.indices.map { place in
      let explanation = explanations[town, pools[place]]
      return ExplainedQuota(
        explanation, margins: margins(explanation, figures[place], planner, monitor, &parts),
        increase: increases[place])
    }
  }
}
