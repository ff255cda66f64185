// SPDX-License-Identifier: GPL-3.0-or-later

/// One pool's way from today to the plan: where each town begins and ends, how far it may move a year, and the totals.
struct PhaseInCourse: Sendable {
  let pool: Int
  /// Quotas by town.
  let today: [Int]
  let target: [Int]
  /// The most posts a year, by town; `nil` for no limit.
  let most: [Int?]
  /// The sum of quotas after each year.
  private(set) var totals: [Int] = []
  /// The group, if any, whose total is the same today and in the plan by a rule, and so in every year; by town.
  let keptGroup: [[String]?]

  /// O(towns · (rules · depth + years)).
  init(_ plan: Plan, _ rule: PhaseInRule, pool: Int) {
    let scenario = plan.scenario
    self.pool = pool
    today = scenario.towns.map { $0.posts[pool].quota ?? 0 }
    target = plan.quotas.map { $0[pool] }
    most = scenario.towns.map { town in
      // A new town has no change to limit.
      scenario.isFreeOfHistory(town)
        ? nil
        : rule.change.flatMap {
          Rule.largestChange(posts: $0.posts, percent: $0.percent, of: town.posts[pool].quota ?? 0)
        }
    }
    let kept = scenario.groupsKept(today, target, pool: pool)
    keptGroup = scenario.towns.map { town in
      (0..<town.group.count).reversed().lazy.map { Array(town.group[...$0]) }.first(where: kept.contains)
    }
    totals = rule.totals[pool] ?? evenTotals(rule.years)
  }

  /// A town's quota after a year, counted from 0, if nothing but the limit on change stood in its way to the plan's.
  func earliest(_ town: Int, year: Int) -> Int {
    let gap = target[town] - today[town]
    guard let most = most[town], most <= abs(gap) / (year + 1) else { return target[town] }
    return today[town] + gap.signum() * most * (year + 1)
  }

  /// Even steps from today's sum to the plan's, each rounded to the nearest post, a half up. Where the limits on change
  /// do not let the towns come so far, as far as they let them.
  private func evenTotals(_ years: Int) -> [Int] {
    let (start, end) = (today.reduce(0, +), target.reduce(0, +))
    return (1...max(1, years)).map { year in
      let (even, reach) = (Self.part(year, of: years, from: start, to: end), reach(year))
      return min(max(even, reach.lowerBound), reach.upperBound)
    }
  }

  /// `from + (to − from) · year / years`, rounded to the nearest whole number, a half up.
  static func part(_ year: Int, of years: Int, from: Int, to: Int) -> Int {
    let (doubled, divisor) = (2 * (to - from) * year + years, 2 * years)
    let (quotient, rest) = doubled.quotientAndRemainder(dividingBy: divisor)
    return from + (rest < 0 ? quotient - 1 : quotient)
  }

  /// The sums that quotas can come to after a year without moving away from the plan.
  private func reach(_ year: Int) -> ClosedRange<Int> {
    var (low, high) = (today.reduce(0, +), today.reduce(0, +))
    // Within a kept group every gain is another's loss.
    for town in today.indices where keptGroup[town] == nil {
      let (gap, limit) = (target[town] - today[town], most[town].map { $0 * year } ?? .max)
      if gap > 0 { high += min(gap, limit) } else { low -= min(-gap, limit) }
    }
    return low...high
  }
}

extension Scenario {
  /// The groups whose quotas add up to the same today and in the plan, where a rule speaks of their total: so posts do
  /// not leave them on the way either.
  fileprivate func groupsKept(_ today: [Int], _ target: [Int], pool: Int) -> Set<[String]> {
    var kept: Set<[String]> = []
    for rule in rules where rule.scope.covers(pool: pool) {
      let level: Int
      let isConcerned: ([String]) -> Bool
      switch rule.requirement {
      case .groupTotals(let depth, .asToday), .movesWithin(let depth, nil):
        (level, isConcerned) = (depth, { rule.scope.covers(group: $0) })
      case .groupTotals(let depth, .given(let totals)): (level, isConcerned) = (depth, { totals[$0] != nil })
      default: continue
      }
      var change: [[String]: Int] = [:]
      for (index, town) in towns.enumerated() where town.group.count > level {
        change[Array(town.group[...level]), default: 0] += target[index] - today[index]
      }
      kept.formUnion(change.filter { $0.value == 0 && isConcerned($0.key) }.keys)
    }
    return kept
  }
}
