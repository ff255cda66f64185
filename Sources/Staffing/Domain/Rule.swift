// SPDX-License-Identifier: GPL-3.0-or-later

/// What a plan must keep 约束, beside the pools' totals.
public struct Rule: Hashable, Sendable {
  /// What is asked.
  public enum Requirement: Hashable, Sendable {
    /// Each town in scope has at least so many posts of each pool in scope; a formula is rounded up.
    case floor(PostAmount)
    /// Each town in scope has at most so many posts of each pool in scope; a formula is rounded down.
    case cap(PostAmount)
    /// Each town in scope has exactly so many posts of each pool in scope; a formula is rounded to the nearest, a half
    /// up.
    case pin(PostAmount)
    /// Each town in scope keeps within so many posts of today's quota, and within so many percent of it (rounded down
    /// to whole posts); both hold where both are given.
    case change(posts: Int?, percent: Quantity?)
    /// Each group at a level of the hierarchy has a total of its own, for each pool in scope.
    case groupTotals(level: Int, GroupTotals)
    /// Each town in scope has a fixed total over all pools.
    case townTotals(TownTotals)
    /// The mix of pools within each town in scope: of the posts that a town has over all pools, a pool has at least
    /// `from` and at most `to` percent.
    case mix(pool: Int, from: Quantity?, to: Quantity?)
    /// No inversion 倒挂: of two towns in scope, one that is at least as large on every one of these metrics, and larger
    /// on one, has no fewer posts over the pools in scope. With a price it is a soft rule: each post that is missing
    /// costs so much.
    case noInversion(metrics: [Int], price: Quantity?)
    /// Over all towns in scope together, at most so many posts of the pools in scope are taken from towns that have
    /// them today.
    case moves(most: Int)
    /// No post of the pools in scope leaves its group at a level of the hierarchy: groups have no fewer than today. With
    /// a price it is a soft rule: each post that leaves costs so much.
    case movesWithin(level: Int, price: Quantity?)
    /// Each town in scope has at least this part of its share of each pool in scope. A point of a frontier asks it, and no
    /// file can.
    case coverage(least: Quantity)
    /// What soft rules cost together is at most this. A point of a frontier asks it, and no file can.
    case price(most: Quantity)
  }

  /// The totals of groups.
  public enum GroupTotals: Hashable, Sendable {
    /// What the group's towns have today together.
    case asToday
    /// So many posts for the groups named, by their path; other groups are free.
    case given([[String]: GroupTotal])
  }

  /// The total of one group.
  public enum GroupTotal: Hashable, Sendable {
    /// So many posts.
    case posts(Int)
    /// So many percent of the pool's total, rounded up or down as the plan has it.
    case percent(Quantity)

    /// The posts that this allows, of a pool's total.
    func range(of total: Int) -> ClosedRange<Int> {
      switch self {
      case .posts(let posts): return posts...posts
      case .percent(let percent):
        let share = Rational(Quantity(total)) * percent.rational / Rational(Quantity(100))
        let ends = [share.roundedDown, share.roundedUp].map { min(max(0, $0), Scenario.largestCount) }
        return ends[0]...max(ends[0], ends[1])
      }
    }
  }

  /// The fixed totals of towns.
  public enum TownTotals: Hashable, Sendable {
    /// What the town has today over all pools.
    case asToday
    /// ``Town/fixedTotal``, for the towns that have one.
    case column
  }

  /// Which towns and pools a rule is for; everything that is not narrowed down is meant.
  public struct Scope: Hashable, Sendable {
    /// Pools, by their places in the scenario; `nil` for all.
    public let pools: [Int]?
    /// Kinds of town; `nil` for all.
    public let kinds: Set<Town.Kind>?
    /// Groups, by their paths from the top; `nil` for all.
    public let groups: Set<[String]>?
    /// Towns, by name or by path, as `东县/城关镇`; a name alone means every town of that name. `nil` for all.
    public let towns: Set<String>?

    /// A scope; everything by default.
    public init(
      pools: [Int]? = nil, kinds: Set<Town.Kind>? = nil, groups: Set<[String]>? = nil, towns: Set<String>? = nil
    ) {
      self.pools = pools
      self.kinds = kinds
      self.groups = groups
      self.towns = towns
    }

    /// Whether the rule is for this pool.
    public func covers(pool: Int) -> Bool { pools?.contains(pool) ?? true }

    /// Whether the rule is for every town.
    var coversAllTowns: Bool { kinds == nil && groups == nil && towns == nil }

    /// Whether the rule is for this town. O(depth of the hierarchy).
    public func covers(_ town: Town) -> Bool {
      if let kinds, !kinds.contains(town.kind) { return false }
      if let towns, !towns.contains(town.name), !towns.contains((town.group + [town.name]).joined(separator: "/")) {
        return false
      }
      guard let groups else { return true }
      return (1...max(1, town.group.count)).contains { groups.contains(Array(town.group.prefix($0))) }
    }

    /// Whether a rule on groups is for this one: it is named, or lies in one that is. O(depth of the hierarchy).
    public func covers(group: [String]) -> Bool {
      guard let groups else { return true }
      return (1...max(1, group.count)).contains { groups.contains(Array(group.prefix($0))) }
    }
  }

  /// Whether the rule asks something that crosses the totals of groups and towns, so that whole numbers may have to be
  /// found by branch and bound.
  public var crossesTotals: Bool {
    switch requirement {
    case .mix, .noInversion, .moves, .movesWithin(_, .some), .price: true
    case .floor, .cap, .pin, .change, .groupTotals, .townTotals, .movesWithin(_, nil), .coverage: false
    }
  }

  /// What is asked.
  public let requirement: Requirement
  /// Of whom.
  public let scope: Scope
  /// Why, in the planner's words.
  public let because: String?
  /// How important the rule is where not all can be kept: one of a larger number gives way first; `nil` for the last.
  public let priority: Int?
  /// Where the rule was written, as `scenario.yaml:14`: how messages refer to it.
  public let reference: String

  /// A rule.
  public init(
    _ requirement: Requirement, scope: Scope = Scope(), because: String? = nil, priority: Int? = nil,
    reference: String
  ) {
    self.requirement = requirement
    self.scope = scope
    self.because = because
    self.priority = priority
    self.reference = reference
  }
}

extension Rule.GroupTotal: ExpressibleByIntegerLiteral {
  /// So many posts.
  public init(integerLiteral value: Int) { self = .posts(value) }
}
