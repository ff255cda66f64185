// SPDX-License-Identifier: GPL-3.0-or-later

/// Why a town's quota in a pool is this number 为何是这个数: all that can be told from the plan as it stands. What would
/// change it is searched for by ``Plan/margins(of:pool:with:limits:monitor:)``.
public struct QuotaExplanation: Hashable, Sendable {
  /// The town, by its place in the scenario.
  public let town: Int
  /// The pool, by its place in the scenario.
  public let pool: Int
  /// What the plan grants.
  public let quota: Int
  /// Today's quota.
  public let today: Int?
  /// The need, in posts.
  public let need: Double
  /// What each part of the model adds to the need; they add up to it.
  public let parts: [NeedPart]
  /// The need in proportion to the pool's total: the quota if posts could be divided.
  public let share: Double
  /// The steps from need to quota; `nil` where they were not asked for.
  public let steps: [QuotaCauses.Step]?
  /// What holds the quota where it is.
  public let reason: Reason
  /// The least that rules, method and need allow by themselves, and what sets it.
  public let least: Bound
  /// The most that they allow, and what sets it.
  public let most: Bound
  /// Where the town stands among those that compete with it; `nil` where fit is not the one goal, rules cross the totals
  /// or towns have totals of their own, so that no order of posts decides.
  public let standing: Standing?

  /// A bound of a quota.
  public struct Bound: Hashable, Sendable {
    /// The posts.
    public let posts: Int
    /// What set it.
    public let cause: BoundCause
  }

  /// A town's place in the order in which posts are granted.
  public struct Standing: Hashable, Sendable {
    /// The town's last post; `nil` where its bounds let it have no fewer.
    public let lastPost: PostQueue.Post?
    /// The town's next post; `nil` where its bounds let it have no more.
    public let nextPost: PostQueue.Post?
    /// Who would lose a post if the town gained one: the least worth of the others' last posts. `nil` where the totals
    /// allow no single exchange.
    public let gainsFrom: PostQueue.Post?
    /// Who would gain a post if the town lost one: the greatest worth of the others' next posts.
    public let losesTo: PostQueue.Post?
    /// The towns that compete for the same total.
    public let queue: PostQueue
  }

  /// Quota over share; `nil` where there is no share.
  public var coverage: Double? { share > 0 ? Double(quota) / share : nil }
}

/// Why each of a plan's quotas is what it is.
///
/// ```swift
/// let explanations = PlanExplanation(plan, causes: plan.causes())
/// print(explanations[town, pool].standing?.gainsFrom?.town)
/// ```
public struct PlanExplanation: Sendable {
  /// The plan.
  public let plan: Plan
  let problem: AllocationProblem
  private let causes: QuotaCauses?
  private let posts: PostQueues?

  /// The totals that towns compete for, by pool and then as the totals are nested; empty where no order of posts decides.
  public var queues: [PostQueue] { posts?.queues ?? [] }

  /// Explains a plan, with the steps from need to quota where they are given. Without a solver:
  /// O(towns · pools · (rules + parts · metrics) + towns · log towns).
  public init(_ plan: Plan, causes: QuotaCauses? = nil) {
    self.plan = plan
    self.causes = causes
    problem = AllocationProblem(plan.scenario, plan.needs)
    // A limit leaves open whether the order of worths was kept.
    let isInOrder = problem.isPlain && problem.isNested && plan.solving.limit == nil
    posts = isInOrder ? PostQueues(problem, plan.quotas) : nil
  }

  /// The explanation of a quota, by the places of town and pool. O(parts · metrics).
  public subscript(town: Int, pool: Int) -> QuotaExplanation {
    let bounds = problem.bounds[town, pool]
    return QuotaExplanation(
      town: town, pool: pool, quota: plan.quotas[town][pool], today: plan.scenario.towns[town].posts[pool].quota,
      need: plan.needs[town, pool], parts: plan.needs.parts(town: town, pool: pool),
      share: problem.shares[town, pool], steps: causes.map { $0[town, pool] },
      reason: plan.reason(town: town, pool: pool),
      least: QuotaExplanation.Bound(posts: bounds.lower, cause: bounds.lowerCause),
      most: QuotaExplanation.Bound(posts: bounds.upper, cause: bounds.upperCause),
      standing: posts.map { posts in
        let (last, next) = (posts.last(town: town, pool: pool), posts.next(town: town, pool: pool))
        return QuotaExplanation.Standing(
          lastPost: last, nextPost: next, gainsFrom: next == nil ? nil : posts.source(town: town, pool: pool),
          losesTo: last == nil ? nil : posts.sink(town: town, pool: pool),
          queue: posts.queues[posts.places[town][pool]])
      })
  }
}

extension Plan {
  /// Why a town's quota in a pool is this number; for many of one plan, ``PlanExplanation`` works out once what they
  /// share. O(towns · pools · (rules + parts · metrics)).
  public func explanation(of town: Int, pool: Int, causes: QuotaCauses? = nil) -> QuotaExplanation {
    PlanExplanation(self, causes: causes)[town, pool]
  }
}
