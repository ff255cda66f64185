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
  ///
  /// - Parameters:
  ///   - limits: When to stop; the time is for all together where no monitor is given.
  ///   - monitor: Lets another thread cancel.
  public func margins(
    of town: Int, pool: Int, with solver: some LinearProgramSolver = GLPKSolver(), limits: Limits = .none,
    monitor: SolveMonitor? = nil
  ) -> [QuotaMargin] {
    let monitor = monitor ?? SolveMonitor(seconds: limits.seconds)
    let reached = solving.limit
    let isOutOfTime = { monitor.isCancelled || monitor.secondsLeft.map { $0 <= 0 } ?? false }
    let search = MarginSearch(self, town: town, pool: pool, isOutOfTime: isOutOfTime) {
      // Beside a plan that is not known to be the best, another one says nothing.
      reached.map { .stopped($0, best: nil) } ?? $0.plan(with: solver, limits: limits, monitor: monitor)
    }
    return scenario.figures(behind: town, pool: pool).flatMap { figure in
      QuotaMargin.Direction.allCases.compactMap { search.margin(figure, $0) }
    }
  }

  /// The plan with one post more in a pool, against this one.
  public func withOnePostMore(
    pool: Int, with solver: some LinearProgramSolver = GLPKSolver(), limits: Limits = .none,
    monitor: SolveMonitor? = nil
  ) -> PoolIncrease {
    let monitor = monitor ?? SolveMonitor(seconds: limits.seconds)
    switch scenario.withOnePostMore(pool: pool).plan(with: solver, limits: limits, monitor: monitor) {
    case .plan(let other): return .shifts(shifts(to: other))
    case .stopped(let limit, _): return .stopped(limit)
    case .infeasible, .failed: return .infeasible
    }
  }

  /// The quotas that another plan of the same towns has otherwise, the largest changes first.
  func shifts(to other: Plan) -> [QuotaMargin.Shift] {
    let shifts = quotas.indices.flatMap { town in
      quotas[town].indices.compactMap { pool -> QuotaMargin.Shift? in
        let (from, to) = (quotas[town][pool], other.quotas[town][pool])
        return from == to ? nil : QuotaMargin.Shift(town: town, pool: pool, from: from, to: to)
      }
    }
    return shifts.enumerated().sorted { left, right in
      let (a, b) = (abs(left.element.to - left.element.from), abs(right.element.to - right.element.from))
      return a != b ? a > b : left.offset < right.offset
    }.map(\.element)
  }
}
