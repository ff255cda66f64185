// SPDX-License-Identifier: GPL-3.0-or-later

/// A rule that a plan does not keep, found by looking at the plan alone.
public enum Breach: Hashable, Sendable {
  /// The pool's quotas do not add up to its total.
  case poolTotal(pool: String, sum: Int, total: Int)
  /// A quota is negative.
  case negative(Town.ID, pool: String, quota: Int)
  /// A town's quota breaks a floor, cap or change limit.
  case townRule(Town.ID, pool: String, quota: Int, rule: String)
  /// A group's quotas add up to another total than is allowed.
  case groupTotal(group: [String], pool: String, sum: Int, allowed: ClosedRange<Int>, rule: String)
  /// A town's quotas over all pools do not add up to its fixed total.
  case townTotal(Town.ID, sum: Int, total: Int, rule: String)
  /// A pool has another part of a town's posts than is allowed.
  case mix(Town.ID, pool: String, posts: Int, of: Int, rule: String)
  /// A town that is at least as large has fewer posts.
  case inversion(larger: Town.ID, itsPosts: Int, smaller: Town.ID, theirs: Int, rule: String)
  /// More posts are taken from towns than may be.
  case moves(taken: Int, most: Int, rule: String)
  /// Soft rules cost more than they may.
  case price(Double, most: Quantity, rule: String)
  /// The years between today and the plan are not as the scenario states them.
  case year(YearlyBreach)
}

extension Plan {
  /// Every rule that this plan breaks; empty for a sound plan.
  ///
  /// Reads the scenario's rules and the quotas in whole numbers and shares nothing with the way the plan was found.
  /// O(towns · pools · rules).
  public var breaches: [Breach] { scenario.breaches(of: quotas) }
}

extension Scenario {
  /// Every rule that quotas break, whoever made them: a row a town and an entry a pool, by the scenario's order of both.
  /// O(towns · pools · rules).
  public func breaches(of quotas: [[Int]]) -> [Breach] {
    RuleCheck(scenario: self, quotas: quotas).breaches
  }
}

/// The rules held against quotas.
private struct RuleCheck {
  let scenario: Scenario
  let quotas: [[Int]]

  var breaches: [Breach] {
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
    case .floor(.posts(let posts)): return towns(breaking: rule) { quota, _, _ in quota < posts }
    case .floor(let amount):
      return towns(breaking: rule) { quota, town, pool in
        amount.posts(of: scenario.towns[town], pool: pool, rounding: .up).map { quota < $0 }
          ?? (scenario.newTowns == .fault)
      }
    case .cap(.posts(let posts)): return towns(breaking: rule) { quota, _, _ in quota > posts }
    case .cap(let amount):
      return towns(breaking: rule) { quota, town, pool in
        amount.posts(of: scenario.towns[town], pool: pool, rounding: .down).map { quota > $0 }
          ?? (scenario.newTowns == .fault)
      }
    case .pin(let amount):
      return towns(breaking: rule) { quota, town, pool in
        amount.posts(of: scenario.towns[town], pool: pool, rounding: .nearest).map { quota != $0 }
          ?? (scenario.newTowns == .fault)
      }
    case .change(let posts, let percent):
      let quotasToday = scenario.columns.quotas
      return towns(breaking: rule) { quota, town, pool in
        // Only a new town may have none; what it is to keep within is then left open.
        guard let today = quotasToday[town, pool] else { return scenario.newTowns == .fault }
        let moved = abs(quota - today)
        // moved / today ≤ percent / 100, crosswise in fractions.
        let tooFar = percent.map {
          Rational(Quantity(moved)) * Rational(Quantity(100)) > $0.rational * Rational(Quantity(today))
        }
        return posts.map { moved > $0 } == true || tooFar == true
      }
    case .groupTotals(let level, let totals):
      return groups(breaking: rule, level) { group, today, total in
        switch totals {
        case .given(let given): given[group]?.range(of: total)
        case .asToday: rule.scope.covers(group: group) ? today...today : nil
        }
      }
    case .movesWithin(let level, nil):
      return groups(breaking: rule, level) { group, today, total in
        rule.scope.covers(group: group) ? today...max(today, total) : nil
      }
    case .noInversion(let metrics, nil): return inversions(breaking: rule, metrics)
    case .noInversion, .movesWithin: return []
    case .moves(let most):
      let taken = postsTaken { rule.scope.covers($0) && rule.scope.covers(pool: $1) }
      return taken > most ? [.moves(taken: taken, most: most, rule: rule.reference)] : []
    case .coverage(let least):
      let (coverage, least) = (scenario.coverage, least.rational)
      return towns(breaking: rule) { quota, town, pool in
        coverage.covered(by: quota, town: town, pool: pool).map { $0 < least } ?? false
      }
    case .price(let most):
      let price = SoftPrices(scenario).total(at: quotas)
      return price > most.rational ? [.price(Double(price.reduced), most: most, rule: rule.reference)] : []
    case .mix(let pool, let from, let to):
      let (least, most) = (from?.rational, to?.rational)
      return zip(scenario.towns, quotas).compactMap { town, row in
        guard rule.scope.covers(town) else { return nil }
        let (posts, all) = (row[pool], row.reduce(0, +))
        // posts / all within from and to percent, crosswise in fractions.
        let hundredfold = Rational(Quantity(100)) * Rational(Quantity(posts))
        let isTooLow = least.map { hundredfold < $0 * Rational(Quantity(all)) } == true
        let isTooHigh = most.map { hundredfold > $0 * Rational(Quantity(all)) } == true
        guard isTooLow || isTooHigh else { return nil }
        return .mix(town.id, pool: scenario.pools[pool].id, posts: posts, of: all, rule: rule.reference)
      }
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

  private func towns(
    breaking rule: Rule, where breaks: (_ quota: Int, _ town: Int, _ pool: Int) -> Bool
  ) -> [Breach] {
    var breaches: [Breach] = []
    let isForAll = rule.scope.coversAllTowns
    let concerned = scenario.pools.indices.filter { rule.scope.covers(pool: $0) }
    for (town, row) in quotas.enumerated() where isForAll || rule.scope.covers(scenario.towns[town]) {
      for pool in concerned where breaks(row[pool], town, pool) {
        breaches.append(
          .townRule(
            scenario.towns[town].id, pool: scenario.pools[pool].id, quota: row[pool], rule: rule.reference))
      }
    }
    return breaches
  }

  private func groups(
    breaking rule: Rule, _ level: Int,
    allowed: (_ group: [String], _ today: Int, _ poolTotal: Int) -> ClosedRange<Int>?
  ) -> [Breach] {
    var breaches: [Breach] = []
    for (index, pool) in scenario.pools.enumerated() where rule.scope.covers(pool: index) {
      let today = scenario.columns.quotas
      for towns in scenario.groups(atLevel: level) {
        let group = Array(scenario.towns[towns.lowerBound].group.prefix(level + 1))
        let planned = towns.reduce(0) { $0 + quotas[$1][index] }
        let sumToday = towns.reduce(0) { $0 + (today[$1, index] ?? 0) }
        if let allowed = allowed(group, sumToday, pool.total), !allowed.contains(planned) {
          breaches.append(
            .groupTotal(group: group, pool: pool.id, sum: planned, allowed: allowed, rule: rule.reference))
        }
      }
    }
    return breaches
  }

  /// Looks at every pair of towns of which the smaller one has more posts than some larger one, and where there are more
  /// than two metrics, at every pair; amounts are compared as fractions once, and then by their places in order.
  private func inversions(breaking rule: Rule, _ metrics: [Int]) -> [Breach] {
    let concerned = scenario.towns.indices.filter { rule.scope.covers(scenario.towns[$0]) }
    let posts = quotas.map { row in row.indices.filter { rule.scope.covers(pool: $0) }.reduce(0) { $0 + row[$1] } }
    let ranks = metrics.map(ranks(byMetric:))
    var suspects = concerned
    if (1...2).contains(metrics.count) {
      let answers = InversionSweep(
        concerned.map { town in .init(ranks: ranks.map { $0[town] }, posts: posts[town], order: town) }
      ).answers
      suspects = zip(concerned, answers).filter { $1.count > 0 }.map(\.0)
    }
    guard !suspects.isEmpty else { return [] }
    var breaches: [Breach] = []
    for larger in concerned {
      for smaller in suspects
      where posts[larger] < posts[smaller] && ranks.allSatisfy({ $0[larger] >= $0[smaller] })
        && ranks.contains(where: { $0[larger] > $0[smaller] })
      {
        breaches.append(
          .inversion(
            larger: scenario.towns[larger].id, itsPosts: posts[larger], smaller: scenario.towns[smaller].id,
            theirs: posts[smaller], rule: rule.reference))
      }
    }
    return breaches
  }

  /// For each town, how many different amounts of a metric are smaller than its own. O(towns · log towns).
  private func ranks(byMetric metric: Int) -> [Int] {
    let amounts = scenario.towns.map { ($0.metrics[metric] ?? .zero).rational }
    var ranks = [Int](repeating: 0, count: amounts.count)
    var (rank, previous) = (0, Rational?.none)
    for town in amounts.indices.sorted(by: { amounts[$0] < amounts[$1] }) {
      if let previous, previous < amounts[town] { rank += 1 }
      ranks[town] = rank
      previous = amounts[town]
    }
    return ranks
  }

  /// The posts that are taken from towns which have them today.
  private func postsTaken(from isConcerned: (Town, _ pool: Int) -> Bool) -> Int {
    zip(scenario.towns, quotas).reduce(0) { sum, pair in
      let (town, row) = pair
      return row.indices.reduce(sum) { sum, pool in
        guard let today = town.posts[pool].quota, isConcerned(town, pool) else { return sum }
        return sum + max(0, today - row[pool])
      }
    }
  }
}
