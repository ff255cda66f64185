// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms

/// Why quotas are other numbers than their needs 由应配数到方案, in steps that add up to the post.
///
/// The steps are the differences between plans: of shares alone, then with one sort of rule after the other, in the order
/// of ``Cause``, and at last with the scenario's own goals. What a sort of rule does depends on those before it.
///
/// ```swift
/// for step in plan.causes()[0, 0] { print(step.cause, step.posts) }
/// ```
public struct QuotaCauses: Sendable {
  /// What moves a quota.
  public enum Cause: String, Hashable, Sendable, CaseIterable {
    /// Needs are scaled until they add up to the pool.
    case scaling
    /// Shares are rounded to whole posts by the method.
    case rounding
    /// Groups have totals of their own.
    case groupTotals = "group_totals"
    /// Towns have totals of their own over all pools.
    case townTotals = "town_totals"
    /// No fewer than so many.
    case floors
    /// No more than so many.
    case caps
    /// Quotas keep near today's.
    case changeLimits = "change_limits"
    /// Quotas that are stated.
    case pins
    /// The pools' parts of a town's posts.
    case mix
    /// No inversion.
    case noInversion = "no_inversion"
    /// Limits on posts that move, or leave their group.
    case moves
    /// Goals beside fit, and what moving a post costs.
    case goals
  }

  /// One step on the way from need to quota.
  public struct Step: Hashable, Sendable {
    /// What makes the difference.
    public let cause: Cause
    /// The posts that it adds, or takes where below zero; never zero.
    public let posts: Double
  }

  fileprivate let steps: [[[Step]]]

  /// The steps of a town's quota in a pool, by their places. They add up to quota less need: exactly in fractions, and to
  /// a rounding error in these numbers.
  public subscript(town: Int, pool: Int) -> [Step] { steps[town][pool] }

  /// The causes that move any quota, in the order of the steps. O(towns · pools).
  public var all: [Cause] {
    let found = Set(steps.joined().joined().map(\.cause))
    return Cause.allCases.filter(found.contains)
  }

  /// The causes that move any quota of a pool, by its place, in the order of the steps. O(towns).
  public func all(of pool: Int) -> [Cause] {
    let found = Set(steps.lazy.flatMap { $0[pool] }.map(\.cause))
    return Cause.allCases.filter(found.contains)
  }
}

extension Plan {
  /// The way from need to quota of every town and pool. A plan for each sort of rule that the scenario has: as slow as so
  /// many plans.
  ///
  /// Where rules of one sort alone leave no plan, as where only a floor gives a town without need its posts, their effect
  /// is counted with the next. So it is where a limit is reached.
  public func causes(
    with solver: some LinearProgramSolver = GLPKSolver(), limits: Limits = .none, monitor: SolveMonitor? = nil
  ) -> QuotaCauses {
    causes(with: solver, limits: limits, monitor: monitor ?? SolveMonitor(seconds: limits.seconds), parts: 1)
  }

  /// As ``causes(with:limits:monitor:)``, in one of so many parts of the monitor's time.
  func causes(
    with solver: some LinearProgramSolver, limits: Limits, monitor: SolveMonitor, parts: Int
  ) -> QuotaCauses {
    let share = TimeShare(of: monitor, parts: parts)
    let problem = AllocationProblem(scenario, needs)
    let planner = CounterfactualPlanner(problem, with: solver, limits: limits, monitor: monitor)
    var ways = quotas.map { $0.map { _ in [QuotaCauses.Step]() } }
    var before = problem.scenario.towns.indices.map { town in
      scenario.pools.indices.map { needs[town, $0] }
    }
    func go(to quotas: [[Double]], by cause: QuotaCauses.Cause) {
      for (town, row) in quotas.enumerated() {
        for (pool, quota) in row.enumerated() {
          let posts = quota - before[town][pool]
          // Needs that fill the pool are their shares, but for rounding errors.
          let least = cause == .scaling ? 1e-9 * max(1, quota) : 0
          guard posts.magnitude > least else { continue }
          ways[town][pool].append(QuotaCauses.Step(cause: cause, posts: posts))
          before[town][pool] = quota
        }
      }
    }
    go(to: problem.shares.rows { $0 }, by: .scaling)
    var rules: [Rule] = []
    let fit = [PlanningGoal(.fit(scenario.method, moveCost: nil))]
    for cause in QuotaCauses.Cause.allCases {
      let added = scenario.rules.filter { $0.cause == cause }
      guard cause == .rounding || !added.isEmpty else { continue }
      rules += added
      let isWhole = rules.count == scenario.rules.count && scenario.goals.map(\.aim) == fit.map(\.aim)
      var reached = isWhole ? quotas : nil
      if !isWhole, case .quotas(let found) = planner.answer(rules: rules, goals: fit, within: share) { reached = found }
      if let reached { go(to: reached.map { $0.map(Double.init) }, by: cause) }
    }
    // What is left is the goals' doing, or that of the last sort of rule where it had no plan of its own.
    let rest = scenario.goals.map(\.aim) == fit.map(\.aim) ? scenario.rules.compactMap(\.cause).last : .goals
    go(to: quotas.map { $0.map(Double.init) }, by: rest ?? .rounding)
    return QuotaCauses(steps: ways)
  }
}

extension Rule {
  /// The cause that this rule is counted under.
  var cause: QuotaCauses.Cause? {
    switch requirement {
    case .floor: .floors
    case .cap: .caps
    case .pin: .pins
    case .change: .changeLimits
    case .groupTotals: .groupTotals
    case .townTotals: .townTotals
    case .mix: .mix
    case .noInversion: .noInversion
    case .moves, .movesWithin: .moves
    // A frontier's other goal, in the form of a rule.
    case .coverage, .price: .goals
    }
  }
}
