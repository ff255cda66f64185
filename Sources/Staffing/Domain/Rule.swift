// SPDX-License-Identifier: GPL-3.0-or-later

/// What a plan must keep 约束, beside the pools' totals.
public struct Rule: Hashable, Sendable {
  /// What is asked.
  public enum Requirement: Hashable, Sendable {
    /// Each town in scope has at least so many posts of each pool in scope.
    case floor(Int)
    /// Each town in scope has at most so many posts of each pool in scope.
    case cap(Int)
    /// Each town in scope keeps within so many posts of today's quota, and within so many percent of it (rounded down
    /// to whole posts); both hold where both are given.
    case change(posts: Int?, percent: Quantity?)
    /// Each group at a level of the hierarchy has a total of its own, for each pool in scope.
    case groupTotals(level: Int, GroupTotals)
    /// Each town in scope has a fixed total over all pools.
    case townTotals(TownTotals)
  }

  /// The totals of groups.
  public enum GroupTotals: Hashable, Sendable {
    /// What the group's towns have today together.
    case asToday
    /// So many posts for the groups named, by their path; other groups are free.
    case given([[String]: Int])
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

    /// Whether the rule is for this town. O(depth of the hierarchy).
    public func covers(_ town: Town) -> Bool {
      if let kinds, !kinds.contains(town.kind) { return false }
      if let towns, !towns.contains(town.name), !towns.contains((town.group + [town.name]).joined(separator: "/")) {
        return false
      }
      guard let groups else { return true }
      return (1...max(1, town.group.count)).contains { groups.contains(Array(town.group.prefix($0))) }
    }
  }

  /// What is asked.
  public let requirement: Requirement
  /// Of whom.
  public let scope: Scope
  /// Why, in the planner's words.
  public let because: String?
  /// Where the rule was written, as `scenario.yaml:14`: how messages refer to it.
  public let reference: String

  /// A rule.
  public init(_ requirement: Requirement, scope: Scope = Scope(), because: String? = nil, reference: String) {
    self.requirement = requirement
    self.scope = scope
    self.because = because
    self.reference = reference
  }
}
