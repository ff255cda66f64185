// SPDX-License-Identifier: GPL-3.0-or-later

/// A rule that a plan does not keep, found by looking at the plan alone.
public enum Breach: Hashable, Sendable {
  /// The pool's quotas do not add up to its total.
  case poolTotal(pool: String, sum: Int, total: Int)
  /// A quota is negative.
  case negative(Town.ID, pool: String, quota: Int)
  /// A town's quota breaks a floor, cap or change limit.
  case townRule(Town.ID, pool: String, quota: Int, rule: String)
  /// A group's quotas do not add up to its total.
  case groupTotal(group: [String], pool: String, sum: Int, total: Int, rule: String)
  /// A town's quotas over all pools do not add up to its fixed total.
  case townTotal(Town.ID, sum: Int, total: Int, rule: String)
}

extension Plan {
  /// Every rule that this plan breaks; empty for a sound plan.
  ///
  /// Reads the scenario's rules and the quotas in whole numbers and shares nothing with the way the plan was found.
  /// O(towns · pools · rules).
  public var breaches: [Breach] {
    var breaches: [Breach] = []
    for (index, pool) in scenario.pools.enumerated() {
      let sum = quotas.reduce(0) { $0 + $1[index] }
      if sum != pool.total { breaches.append(.poolTotal(pool: pool.id, sum: sum, total: pool.total)) }
      for (town, row) in zip(scenario.towns, quotas) where row[index] < 0 {
        breaches.append(.negative(town.id, pool: pool.id, quota: row[index]))
      }
    }
    return breaches + scenario.rules.flatMap(breaches(of:))
  }

  private func breaches(of rule: Rule) -> [Breach] {
    switch rule.requirement {
    case .floor(let posts): return towns(breaking: rule) { quota, _ in quota < posts }
    case .cap(let posts): return towns(breaking: rule) { quota, _ in quota > posts }
    case .change(let posts, let percent):
      return towns(breaking: rule) { quota, today in
        // Only a new town may have none; what it is to keep within is then left open.
        guard let today else { return scenario.newTowns == .fault }
        let moved = abs(quota - today)
        // moved / today ≤ percent / 100, crosswise in fractions.
        let tooFar = percent.map {
          Rational(Quantity(moved)) * Rational(Quantity(100)) > $0.rational * Rational(Quantity(today))
        }
        return posts.map { moved > $0 } == true || tooFar == true
      }
    case .groupTotals(let level, let totals): return groups(breaking: rule, level, totals)
    case .townTotals(let source):
      return zip(scenario.towns, quotas).compactMap { town, row in
        guard rule.scope.covers(town), source == .column || !scenario.isFreeOfHistory(town) else { return nil }
        let today = town.posts.reduce(0) { $0 + ($1.quota ?? 0) }
        guard let total = source == .asToday ? today : town.fixedTotal else { return nil }
        let sum = row.reduce(0, +)
        return sum == total ? nil : .townTotal(town.id, sum: sum, total: total, rule: rule.reference)
      }
    }
  }

  private func towns(breaking rule: Rule, where breaks: (_ quota: Int, _ today: Int?) -> Bool) -> [Breach] {
    var breaches: [Breach] = []
    for (town, row) in zip(scenario.towns, quotas) where rule.scope.covers(town) {
      for (index, pool) in scenario.pools.enumerated()
      where rule.scope.covers(pool: index) && breaks(row[index], town.posts[index].quota) {
        breaches.append(.townRule(town.id, pool: pool.id, quota: row[index], rule: rule.reference))
      }
    }
    return breaches
  }

  private func groups(breaking rule: Rule, _ level: Int, _ totals: Rule.GroupTotals) -> [Breach] {
    var breaches: [Breach] = []
    for (index, pool) in scenario.pools.enumerated() where rule.scope.covers(pool: index) {
      var sums: [[String]: (planned: Int, today: Int, isCovered: Bool)] = [:]
      for (town, row) in zip(scenario.towns, quotas) where town.group.count > level {
        let covered = rule.scope.groups?.contains { town.group.prefix(level + 1).starts(with: $0) } ?? true
        let group = Array(town.group.prefix(level + 1))
        sums[group, default: (0, 0, covered)].planned += row[index]
        sums[group, default: (0, 0, covered)].today += town.posts[index].quota ?? 0
      }
      for (group, sum) in sums.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
        let total: Int? =
          switch totals {
          case .given(let given): given[group]
          case .asToday: sum.isCovered ? sum.today : nil
          }
        if let total, total != sum.planned {
          breaches.append(
            .groupTotal(group: group, pool: pool.id, sum: sum.planned, total: total, rule: rule.reference))
        }
      }
    }
    return breaches
  }
}
