// SPDX-License-Identifier: GPL-3.0-or-later

/// Why no plan can keep all rules: sums that do not go together, in numbers that anyone can add up again.
public enum Infeasibility: Hashable, Sendable {
  /// What a total is the total of.
  public struct Scope: Hashable, Sendable {
    /// The pool's name in files.
    public let pool: String
    /// The group's path; empty for the whole pool.
    public let group: [String]
    /// The rule that set the total; `nil` for the pool's own.
    public let rule: String?

    /// A scope.
    public init(pool: String, group: [String], rule: String?) {
      self.pool = pool
      self.group = group
      self.rule = rule
    }
  }

  /// The least that must be given adds up to more than the total. Where `includesGroups`, totals of groups below are
  /// among the summands, else they are floors of towns alone; `rules` are those that set them, and `byMethod` counts
  /// the towns whose floor is the one post that the method gives everyone with a need. No rule can be left out without
  /// the rest going together; where other rules set floors as well, `overall` is the sum of all floors.
  case floorsExceedTotal(
    Scope, floors: Int, total: Int, includesGroups: Bool, byMethod: Int, rules: [String], overall: Int? = nil)
  /// The most that may be given adds up to less than the total; `overall` is the sum under all rules, where that is less.
  case capsBelowTotal(Scope, caps: Int, total: Int, includesGroups: Bool, rules: [String], overall: Int? = nil)
  /// A town is to have more of a pool than it may: every floor that is above its lowest cap, the highest first, and
  /// every cap that is below its highest floor, the lowest first.
  case floorAboveCap(Town.ID, pool: String, floors: [StatedBound], caps: [StatedBound])
  /// Two rules on the total of one group: the one asks for at least `least`, the other for at most `most`.
  case groupTotalsApart(pool: String, group: [String], least: Int, leastRule: String, most: Int, mostRule: String)
  /// A town's fixed total over all pools is outside what its floors and caps allow, which `boundRules` set.
  case townTotalOutOfReach(
    Town.ID, total: Int, least: Int, most: Int, rule: String, boundRules: [String])
  /// All towns' totals are fixed and do not add up to the pools' totals.
  case townTotalsOff(towns: Int, pools: Int)
  /// The bases of the policy model add up to more than the pool's total.
  case basesExceedTotal(pool: String, bases: Double, total: Int)
  /// The total that a pool is to have after a year, counted from 1, is out of reach of the limits on change a year.
  case yearlyTotalOutOfReach(pool: String, year: Int, total: Int, least: Int, most: Int, rule: String)
  /// Each sum is possible by itself, but not all that is asked together: these few cannot all be kept.
  case conditionsConflict(ConditionConflict)
  /// What would mend all that was said before in sums, together.
  case wayOut(ConditionConflict.Remedy)
  /// As ``conditionsConflict(_:)``, where a limit was reached before the few were found; `rules` are all rules of the
  /// scenario, of which some take part.
  case totalsConflict(rules: [String])
}
