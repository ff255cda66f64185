// SPDX-License-Identifier: GPL-3.0-or-later

/// Something that keeps a scenario from being planned. Positions in files are added by whoever read the scenario.
public enum ScenarioFault: Error, Hashable, Sendable {
  /// There is no town.
  case noTowns
  /// There is no pool.
  case noPools
  /// Two pools have the same name.
  case duplicatePool(String)
  /// Two towns have the same group and name.
  case duplicateTown(Town.ID)
  /// A town's arrays do not match the scenario's metrics and pools, or its group is deeper than the levels.
  case misshapenTown(Town.ID)
  /// A pool's total is negative or beyond ``Scenario/largestCount``.
  case totalOutOfRange(pool: String, Int)
  /// A figure of a town is negative or beyond ``Scenario/largestCount``.
  case figureOutOfRange(Town.ID, figure: Figure)
  /// The policy model needs a figure that a town does not have.
  case missing(Town.ID, figure: Figure)
  /// A rule needs a figure that a town does not have.
  case missingForRule(Town.ID, figure: Figure, rule: String)
  /// The towns' figures of a metric in a share add up to zero, so nothing can be shared by it.
  case nothingToShareBy(metric: String)
  /// A weight in a share is not above zero.
  case weightNotPositive(metric: String)
  /// No part of the policy model is for this pool, or one of them shares by no metric.
  case poolWithoutNeed(String)
  /// A base is below zero.
  case baseNegative(kind: String)
  /// Two shares are of the same pool: each would take all that is left.
  case sharedTwice(pool: String)
  /// A rule states a number of posts beyond ``Scenario/largestCount``, or below zero; percents that no mix has; a rate
  /// for no amount of a metric; or a price that is not above zero.
  case ruleOutOfRange(rule: String)
  /// A goal may lose less than nothing, has no round, or a move costs less than nothing.
  case goalOutOfRange(goal: String)
  /// A goal says what an earlier one of the same kind has settled.
  case goalRepeated(goal: String)
  /// There is no goal.
  case noGoals
  /// A goal of prices where no rule has a price, or of stability where no town has a quota today.
  case goalWithoutObject(goal: String)
  /// A rule names no pool, or a group, kind or town that no town belongs to.
  case emptyScope(rule: String)

  /// A part of the policy model, by its reference, makes no sense.
  case part(String, PartFault)
  /// A move, by its reference, is of a duty that no list has.
  case unknownDuty(String, move: String)
  /// A move, by its reference, moves nothing: no town in scope has the duty, or each holds it as it would after the move.
  case moveWithoutEffect(move: String)

  /// The years, by their reference, make no sense.
  case phaseIn(String, PhaseInFault)

  /// The ledgers of who is paid and who works where do not go together.
  case ledger(LedgerFault)
  /// The number of temporary staff is below zero or beyond ``Scenario/largestCount``.
  case temporaryStaffOutOfRange(Int)

  /// One figure of a town.
  public enum Figure: Hashable, Sendable {
    /// The metric of this name.
    case metric(String)
    /// Today's quota in the pool of this name.
    case quota(pool: String)
    /// Staff in post in the pool of this name.
    case staff(pool: String)
    /// People seconded out in the pool of this name.
    case secondedOut(pool: String)
    /// People seconded in in the pool of this name.
    case secondedIn(pool: String)
    /// People stationed from above in the pool of this name.
    case stationed(pool: String)
    /// Expected retirements in the pool of this name.
    case retirements(pool: String)
    /// The need given directly for the pool of this name.
    case givenNeed(pool: String)
    /// Contract staff.
    case contractStaff
    /// The fixed total over all pools.
    case fixedTotal
  }
}

extension Scenario {
  /// The largest number of posts or people that a figure may state: sums of any number of towns stay exact.
  public static let largestCount = 1_000_000_000

  /// Everything that keeps this scenario from being planned, in the order of pools, towns, model and rules; empty for
  /// a sound one. O(towns · (metrics + pools + rules)), the first time.
  public var faults: [ScenarioFault] { knownFaults.value { findFaults() } }

  private func findFaults() -> [ScenarioFault] {
    var faults: [ScenarioFault] = []
    if pools.isEmpty { faults.append(.noPools) }
    if towns.isEmpty { faults.append(.noTowns) }
    var seen: Set<String> = []
    for pool in pools {
      if !seen.insert(pool.id).inserted { faults.append(.duplicatePool(pool.id)) }
      if !(0...Self.largestCount).contains(pool.total) {
        faults.append(.totalOutOfRange(pool: pool.id, pool.total))
      }
    }
    let columns = columns
    if !columns.areDifferent || !columns.areInShape {
      for (town, next) in zip(towns, towns.dropFirst()) where town.id == next.id {
        faults.append(.duplicateTown(town.id))
      }
    }
    let misshapen =
      columns.areInShape
      ? [] : towns.filter { !$0.hasShape(metrics: metrics.count, pools: pools.count, levels: levels.count) }
    faults += misshapen.map { .misshapenTown($0.id) }
    // What follows looks into the towns' arrays.
    guard misshapen.isEmpty, !pools.isEmpty, !towns.isEmpty else { return faults }
    if !columns.areInRange { for town in towns where !town.isInRange { faults += figuresOutOfRange(of: town) } }
    faults += modelFaults
    faults += rules.flatMap(faults(of:))
    faults += goalFaults
    faults += phaseInFaults
    faults += ledgerFaults
    if let temporaryStaff, !(0...Self.largestCount).contains(temporaryStaff) {
      faults.append(.temporaryStaffOutOfRange(temporaryStaff))
    }
    return faults
  }

  private func figuresOutOfRange(of town: Town) -> [ScenarioFault] {
    var faults: [ScenarioFault] = []
    func check(_ count: Int?, _ figure: @autoclosure () -> ScenarioFault.Figure) {
      if let count, !(0...Self.largestCount).contains(count) {
        faults.append(.figureOutOfRange(town.id, figure: figure()))
      }
    }
    for (pool, posts) in zip(pools, town.posts) {
      check(posts.quota, .quota(pool: pool.id))
      check(posts.staff, .staff(pool: pool.id))
      check(posts.retirements, .retirements(pool: pool.id))
      check(posts.secondedOut, .secondedOut(pool: pool.id))
      check(posts.secondedIn, .secondedIn(pool: pool.id))
      check(posts.stationed, .stationed(pool: pool.id))
    }
    for (pool, need) in zip(pools, town.givenNeeds) {
      if let need, need.isNegative || need.doubleValue > Double(Self.largestCount) {
        faults.append(.figureOutOfRange(town.id, figure: .givenNeed(pool: pool.id)))
      }
    }
    for (metric, value) in zip(metrics, town.metrics) where value?.isNegative == true {
      faults.append(.figureOutOfRange(town.id, figure: .metric(metric.id)))
    }
    check(town.contractStaff, .contractStaff)
    check(town.fixedTotal, .fixedTotal)
    return faults
  }
}
