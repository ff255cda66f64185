// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms

/// How far a figure of a town is from changing its quota: 89 people more and it would have one post more.
public struct QuotaMargin: Hashable, Sendable {
  /// A figure of a town that its need, or a rule, is told from.
  public enum Figure: Hashable, Sendable {
    /// The metric at this place in the scenario.
    case metric(Int)
    /// The need that is given directly for the pool.
    case givenNeed
  }

  /// Which way the figure goes, and the quota with it.
  public enum Direction: Hashable, Sendable, CaseIterable {
    /// More of the figure, and a post more.
    case gain
    /// Less of the figure, and a post less.
    case loss
  }

  /// A quota that is another number in the plan of the changed figure.
  public struct Shift: Hashable, Sendable {
    /// The town, by its place.
    public let town: Int
    /// The pool, by its place.
    public let pool: Int
    /// The posts in the plan.
    public let from: Int
    /// The posts in the other plan.
    public let to: Int

    /// A shift.
    public init(town: Int, pool: Int, from: Int, to: Int) {
      self.town = town
      self.pool = pool
      self.from = from
      self.to = to
    }
  }

  /// What the search came to.
  public enum Result: Hashable, Sendable {
    /// With the figure changed by so much the town's quota changes, and with one step less it does not: both planned
    /// anew. The shifts are all quotas that are other numbers then, the town's own first.
    case change(by: Quantity, shifts: [Shift])
    /// No change up to this one moves the quota that way.
    case none(upTo: Quantity)
    /// A limit was reached before it was found.
    case stopped(Limit)
  }

  /// The figure.
  public let figure: Figure
  /// What it is now.
  public let value: Quantity
  /// The smallest step in which it is counted: one for people, and otherwise that in which the towns' figures are
  /// written, one at most where they have no unit.
  public let step: Quantity
  /// Which way it was changed.
  public let direction: Direction
  /// What came of it.
  public let result: Result
  /// Whether no smaller change has the same effect because needs only grow with this figure; elsewhere smaller changes
  /// that are no neighbours of the one found were not all tried.
  public let isSmallest: Bool
}

/// What one post more in a pool would do.
public enum PoolIncrease: Hashable, Sendable {
  /// These quotas would be other numbers, the largest changes first.
  case shifts([QuotaMargin.Shift])
  /// The rules leave no plan with one post more: other totals would have to grow with it.
  case infeasible
  /// A limit was reached.
  case stopped(Limit)
}

extension Plan {
  /// How far each figure that a quota depends on is from changing it, both ways, by planning anew.
  ///
  /// Candidates come from the order in which posts are granted, where there is one, and else from doubling; the change is
  /// then closed in by halving, and both ends are plans of the changed scenario. Some ten plans a figure, fifty at worst.
  /// Each plan may branch 1,000 times, or ten times as often as this one had to: a bound that is the same on every machine.
  /// Where there is a limit of time besides, each figure and direction has its share of it.
  ///
  /// - Parameters:
  ///   - limits: When to stop; the time is for all together where no monitor is given.
  ///   - monitor: Lets another thread cancel.
  public func margins(
    of town: Int, pool: Int, with solver: some LinearProgramSolver = GLPKSolver(), limits: Limits = .none,
    monitor: SolveMonitor? = nil
  ) -> [QuotaMargin] {
    let monitor = monitor ?? SolveMonitor(seconds: limits.seconds)
    let explanations = PlanExplanation(self)
    let planner = CounterfactualPlanner(
      explanations.problem, with: solver, limits: limits.besides(self), monitor: monitor)
    let figures = scenario.figures(behind: town, pool: pool)
    var parts = figures.count * QuotaMargin.Direction.allCases.count
    return margins(explanations[town, pool], figures, planner, monitor, &parts)
  }

  /// The margins of these figures, of which each has a share of the time: one of so many parts that are still to come.
  func margins(
    _ explanation: QuotaExplanation, _ figures: [QuotaMargin.Figure], _ planner: CounterfactualPlanner,
    _ monitor: SolveMonitor, _ parts: inout Int
  ) -> [QuotaMargin] {
    let search = MarginSearch(self, explanation, planner)
    var margins: [QuotaMargin] = []
    for figure in figures {
      for direction in QuotaMargin.Direction.allCases {
        let share = TimeShare(of: monitor, parts: parts)
        parts -= 1
        if let margin = search.margin(figure, direction, within: share) { margins.append(margin) }
      }
    }
    return margins
  }

  /// The plan with one post more in a pool, against this one.
  public func withOnePostMore(
    pool: Int, with solver: some LinearProgramSolver = GLPKSolver(), limits: Limits = .none,
    monitor: SolveMonitor? = nil
  ) -> PoolIncrease {
    let monitor = monitor ?? SolveMonitor(seconds: limits.seconds)
    let planner = CounterfactualPlanner(
      AllocationProblem(scenario, needs), with: solver, limits: limits.besides(self), monitor: monitor)
    return withOnePostMore(pool: pool, planner, within: TimeShare(of: monitor))
  }

  func withOnePostMore(pool: Int, _ planner: CounterfactualPlanner, within share: TimeShare) -> PoolIncrease {
    if let limit = solving.limit { return .stopped(limit) }
    switch planner.answer(withOnePostMoreIn: pool, within: share) {
    case .quotas(let other): return .shifts(shifts(to: other))
    case .stopped(let limit): return .stopped(limit)
    case .noPlan: return .infeasible
    }
  }

  /// The quotas that another plan of the same towns has otherwise, the largest changes first.
  func shifts(to other: [[Int]]) -> [QuotaMargin.Shift] {
    let shifts = quotas.indices.flatMap { town in
      quotas[town].indices.compactMap { pool -> QuotaMargin.Shift? in
        let (from, to) = (quotas[town][pool], other[town][pool])
        return from == to ? nil : QuotaMargin.Shift(town: town, pool: pool, from: from, to: to)
      }
    }
    return shifts.enumerated().sorted { left, right in
      let (a, b) = (abs(left.element.to - left.element.from), abs(right.element.to - right.element.from))
      return a != b ? a > b : left.offset < right.offset
    }.map(\.element)
  }
}
