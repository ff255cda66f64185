// SPDX-License-Identifier: GPL-3.0-or-later

/// Something in the years of a plan that is not as the scenario states it, found by looking at the years alone.
public enum YearlyBreach: Hashable, Sendable {
  /// The years, towns or pools are not those of the scenario.
  case misshapen
  /// The quotas of a year do not add up to the year's total, or a stated total is not kept.
  case total(pool: String, year: Int, sum: Int, total: Int)
  /// A group that keeps its total by a rule has another in a year.
  case groupTotal(group: [String], pool: String, year: Int, sum: Int, total: Int, rule: String)
  /// A quota is negative.
  case negative(Town.ID, pool: String, year: Int, quota: Int)
  /// A quota changes by more than it may.
  case change(Town.ID, pool: String, year: Int, change: Int)
  /// A quota moves away from the plan's, or beyond it, in a pool that is said to be monotone.
  case away(Town.ID, pool: String, year: Int)
  /// Staff changes otherwise than by retirements over the quota.
  case staff(Town.ID, pool: String, year: Int)
}

extension Plan {
  /// Every year that is not as the scenario states it; empty for sound years and where there are none.
  ///
  /// Reads the scenario and the quotas in whole numbers and shares nothing with the way the years were found.
  /// O(years · towns · pools · rules).
  public var yearlyBreaches: [YearlyBreach] {
    guard let phaseIn, let rule = scenario.phaseIn else { return [] }
    let isShaped =
      [phaseIn.quotas.count, phaseIn.staff.count, phaseIn.totals.count].allSatisfy { $0 == rule.years }
      && phaseIn.quotas.allSatisfy { $0.count == scenario.towns.count } && phaseIn.targets == quotas
      && phaseIn.isMonotone.count == scenario.pools.count
    guard isShaped else { return [.misshapen] }
    return scenario.pools.indices.flatMap { pool in
      totalBreaches(phaseIn, rule, pool) + groupBreaches(phaseIn, pool)
        + scenario.towns.indices.flatMap { townBreaches(phaseIn, rule, $0, pool) }
    }
  }

  private func totalBreaches(_ phaseIn: PhaseIn, _ rule: PhaseInRule, _ pool: Int) -> [YearlyBreach] {
    (1...rule.years).compactMap { year in
      let sum = phaseIn.quotas[year - 1].reduce(0) { $0 + $1[pool] }
      let total = rule.totals[pool]?[year - 1] ?? phaseIn.totals[year - 1][pool]
      return sum == total ? nil : .total(pool: scenario.pools[pool].id, year: year, sum: sum, total: total)
    }
  }

  private func groupBreaches(_ phaseIn: PhaseIn, _ pool: Int) -> [YearlyBreach] {
    var breaches: [YearlyBreach] = []
    for rule in scenario.rules where rule.scope.covers(pool: pool) {
      guard case .groupTotals(let level, .asToday) = rule.requirement else { continue }
      let groups = Dictionary(grouping: scenario.towns.indices.filter { scenario.towns[$0].group.count > level }) {
        Array(scenario.towns[$0].group.prefix(level + 1))
      }
      for (group, towns) in groups.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) })
      where rule.scope.covers(group: group) {
        let total = towns.reduce(0) { $0 + (scenario.towns[$1].posts[pool].quota ?? 0) }
        for (year, quotas) in phaseIn.quotas.enumerated() {
          let sum = towns.reduce(0) { $0 + quotas[$1][pool] }
          guard sum != total else { continue }
          breaches.append(
            .groupTotal(
              group: group, pool: scenario.pools[pool].id, year: year + 1, sum: sum, total: total, rule: rule.reference)
          )
        }
      }
    }
    return breaches
  }

  private func townBreaches(_ phaseIn: PhaseIn, _ rule: PhaseInRule, _ town: Int, _ pool: Int) -> [YearlyBreach] {
    let (id, name, posts) = (scenario.towns[town].id, scenario.pools[pool].id, scenario.towns[town].posts[pool])
    let (start, target) = (posts.quota ?? 0, quotas[town][pool])
    var (before, people) = (start, posts.staff ?? (scenario.towns[town].isNew ? 0 : nil))
    var (breaches, retired): ([YearlyBreach], Int) = ([], 0)
    for year in 1...rule.years {
      let quota = phaseIn.quotas[year - 1][town][pool]
      if quota < 0 { breaches.append(.negative(id, pool: name, year: year, quota: quota)) }
      let change = abs(quota - before)
      // change / today ≤ percent / 100, crosswise in fractions.
      let isTooMuch = rule.change?.percent.map {
        Rational(Quantity(change)) * Rational(Quantity(100)) > $0.rational * Rational(Quantity(start))
      }
      if !scenario.isFreeOfHistory(scenario.towns[town]),
        rule.change?.posts.map({ change > $0 }) == true || isTooMuch == true
      {
        breaches.append(.change(id, pool: name, year: year, change: quota - before))
      }
      let isTowards = min(before, target)...max(before, target) ~= quota
      if phaseIn.isMonotone[pool] && !isTowards { breaches.append(.away(id, pool: name, year: year)) }
      let staff = phaseIn.staff[year - 1][town][pool]
      let gone = people.flatMap { people in staff.map { people - $0 } } ?? 0
      retired += gone
      let isStaffSound: Bool =
        switch (people, staff) {
        case (nil, nil): true
        case (let people?, let staff?):
          gone == 0 && (people <= quota || mayStay(rule, posts, year, retired))
            || gone > 0 && staff >= quota && mayRetire(rule, posts, year, gone, retired)
        default: false
        }
      if !isStaffSound { breaches.append(.staff(id, pool: name, year: year)) }
      (before, people) = (quota, staff)
    }
    return breaches
  }

  /// Whether so many may have retired in a year, and by then since today.
  private func mayRetire(_ rule: PhaseInRule, _ posts: Town.Posts, _ year: Int, _ gone: Int, _ retired: Int) -> Bool {
    let stated = posts.retirements ?? 0
    switch rule.retirements {
    case nil: return false
    case .eachYear: return gone <= stated
    // In even steps: never a whole person ahead of the year's part.
    case .allYears: return retired <= stated && (retired - 1) * rule.years < stated * year
    }
  }

  /// Whether nobody need have retired in a year though staff is over the quota: nobody was to.
  private func mayStay(_ rule: PhaseInRule, _ posts: Town.Posts, _ year: Int, _ retired: Int) -> Bool {
    let stated = posts.retirements ?? 0
    switch rule.retirements {
    case nil: return true
    case .eachYear: return stated == 0
    case .allYears: return stated < rule.years
    }
  }
}
