// SPDX-License-Identifier: GPL-3.0-or-later

import BigInt
import Foundation
import Staffing

/// Every plan of a small scenario that keeps every rule, and what each goal makes of it: read off the scenario by the
/// words of the documentation, and not by the module's code.
struct RuleOracle {
  let scenario: Scenario
  let needs: ExactNeeds
  /// One row a town.
  let plans: [[[Int]]]
  private let limits: [[[Int]]]
  /// What is the same for all plans is worked out once. The pairs that each rule on inversions is about:
  private let pairs: [[(larger: Int, smaller: Int)]]
  /// Each town's share in each pool.
  private let shares: [[Double]]
  /// What each number of posts covers of that share; none where it is zero.
  private let coverages: [[[Double]]]

  init(_ scenario: Scenario) {
    self.scenario = scenario
    let needs = ExactNeeds(scenario)
    self.needs = needs
    let limits = scenario.towns.indices.map { town in
      scenario.pools.indices.map { pool in
        let kept = (0...scenario.pools[pool].total).filter { quota in
          scenario.rules.allSatisfy { Self.allows($0, scenario, town, pool, quota) }
        }
        guard needs.needs[town][pool] <= .zero else {
          return scenario.method.guaranteesOnePost ? kept.filter { $0 > 0 } : kept
        }
        // Without need there is no more than the floor.
        return Array(kept.prefix(1))
      }
    }
    self.limits = limits
    var plans: [[[Int]]] = [scenario.towns.map { _ in [] }]
    for (pool, properties) in scenario.pools.enumerated() {
      var columns: [[Int]] = []
      func extend(_ head: [Int], _ rest: Int) {
        if head.count == limits.count {
          if rest == 0 { columns.append(head) }
          return
        }
        for quota in limits[head.count][pool] where quota <= rest { extend(head + [quota], rest - quota) }
      }
      extend([], properties.total)
      plans = plans.flatMap { plan in columns.map { column in zip(plan, column).map { $0 + [$1] } } }
    }
    let pairs = scenario.rules.map { Self.pairs(of: $0, scenario) }
    self.plans = plans.filter { plan in
      zip(scenario.rules, pairs).allSatisfy { Self.keeps($0, pairs: $1, scenario, plan) }
    }
    self.pairs = pairs
    shares = needs.shares.map { row in row.map(\.double) }
    coverages = needs.shares.map { row in
      zip(row, scenario.pools).map { share, pool in
        share > .zero ? (0...pool.total).map { (Fraction($0) / share).double } : []
      }
    }
  }

  // MARK: Rules

  private static func exact(_ amount: PostAmount, _ town: Town, _ pool: Int) -> Fraction {
    let today = town.posts[pool]
    switch amount {
    case .posts(let posts): return Fraction(posts)
    case .quotaToday: return Fraction(today.quota ?? 0)
    case .staffToday: return Fraction(today.staff ?? 0)
    case .staffAfterRetirements: return Fraction(max(0, (today.staff ?? 0) - (today.retirements ?? 0)))
    case .formula(let base, let rates):
      let sum = rates.reduce(Fraction(base)) { sum, rate in
        sum + Fraction(town.metrics[rate.metric] ?? .zero) * Fraction(rate.posts) / Fraction(rate.per)
      }
      return max(.zero, sum)
    }
  }

  /// Whether a rule on single quotas lets a town have so many posts.
  static func allows(_ rule: Rule, _ scenario: Scenario, _ index: Int, _ pool: Int, _ quota: Int) -> Bool {
    let town = scenario.towns[index]
    guard rule.scope.covers(town), rule.scope.covers(pool: pool) else { return true }
    let (posts, half) = (Fraction(quota), Fraction(1, 2))
    switch rule.requirement {
    case .floor(let amount): return posts >= exact(amount, town, pool)
    case .cap(let amount): return posts <= exact(amount, town, pool)
    case .pin(let amount):
      let stated = exact(amount, town, pool)
      return posts <= stated + half && posts > stated - half
    case .change(let most, let percent):
      let today = town.posts[pool].quota ?? 0
      let moved = abs(quota - today)
      return most.map { moved <= $0 } ?? true
        && percent.map { Fraction(100 * moved) <= Fraction($0) * Fraction(today) } ?? true
    default: return true
    }
  }

  /// Whether a plan keeps a rule on several quotas, one on inversions for these pairs.
  private static func keeps(
    _ rule: Rule, pairs: [(larger: Int, smaller: Int)], _ scenario: Scenario, _ plan: [[Int]]
  ) -> Bool {
    let covered = scenario.pools.indices.filter { rule.scope.covers(pool: $0) }
    switch rule.requirement {
    case .groupTotals(let level, let totals):
      return sums(scenario, level, plan).allSatisfy { group, sum in
        covered.allSatisfy { pool in
          switch totals {
          case .asToday:
            return !rule.scope.covers(group: group) || sum.planned[pool] == sum.today[pool]
          case .given(let given):
            switch given[group] {
            case nil: return true
            case .posts(let posts): return sum.planned[pool] == posts
            case .percent(let percent):
              let share = Fraction(percent) * Fraction(scenario.pools[pool].total) / Fraction(100)
              let distance = Fraction(sum.planned[pool]) - share
              return distance < Fraction(1) && distance > Fraction(-1)
            }
          }
        }
      }
    case .townTotals(let source):
      return zip(scenario.towns, plan).allSatisfy { town, row in
        let today = town.posts.reduce(0) { $0 + ($1.quota ?? 0) }
        guard rule.scope.covers(town), let total = source == .asToday ? today : town.fixedTotal else { return true }
        return row.reduce(0, +) == total
      }
    case .mix(let pool, let from, let to):
      return zip(scenario.towns, plan).allSatisfy { town, row in
        guard rule.scope.covers(town) else { return true }
        let (posts, all) = (Fraction(100 * row[pool]), Fraction(row.reduce(0, +)))
        return from.map { posts >= Fraction($0) * all } ?? true && to.map { posts <= Fraction($0) * all } ?? true
      }
    case .noInversion(_, nil):
      return pairs.allSatisfy { larger, smaller in
        covered.reduce(0) { $0 + plan[larger][$1] } >= covered.reduce(0) { $0 + plan[smaller][$1] }
      }
    case .moves(let most): return moved(scenario, plan, rule.scope) <= most
    case .movesWithin(let level, nil):
      return sums(scenario, level, plan).allSatisfy { group, sum in
        !rule.scope.covers(group: group) || covered.allSatisfy { sum.planned[$0] >= sum.today[$0] }
      }
    default: return true
    }
  }

  private static func pairs(of rule: Rule, _ scenario: Scenario) -> [(larger: Int, smaller: Int)] {
    guard case .noInversion(let metrics, let price) = rule.requirement else { return [] }
    let pairs = pairs(scenario, rule, metrics)
    guard price != nil else { return pairs }
    // What has a price counts only where there is no third town between: from those all others follow.
    return pairs.filter { pair in
      !pairs.contains { one in
        one.larger == pair.larger && pairs.contains { $0.larger == one.smaller && $0.smaller == pair.smaller }
      }
    }
  }

  /// Pairs of towns, the one at least as large as the other on every metric and larger on one.
  static func pairs(_ scenario: Scenario, _ rule: Rule, _ metrics: [Int]) -> [(larger: Int, smaller: Int)] {
    let amounts = scenario.towns.map { town in metrics.map { Fraction(town.metrics[$0] ?? .zero) } }
    let concerned = scenario.towns.indices.filter { rule.scope.covers(scenario.towns[$0]) }
    return concerned.flatMap { larger in
      concerned.filter { smaller in
        let both = zip(amounts[larger], amounts[smaller])
        return both.allSatisfy { $0 >= $1 } && both.contains { $0 > $1 }
      }.map { (larger, $0) }
    }
  }

  private static func moved(_ scenario: Scenario, _ plan: [[Int]], _ scope: Rule.Scope) -> Int {
    zip(scenario.towns, plan).reduce(0) { sum, pair in
      guard scope.covers(pair.0) else { return sum }
      return pair.1.indices.filter { scope.covers(pool: $0) }.reduce(sum) {
        $0 + max(0, (pair.0.posts[$1].quota ?? 0) - pair.1[$1])
      }
    }
  }

  private static func sums(
    _ scenario: Scenario, _ level: Int, _ plan: [[Int]]
  ) -> [[String]: (planned: [Int], today: [Int])] {
    var sums: [[String]: (planned: [Int], today: [Int])] = [:]
    let none = scenario.pools.map { _ in 0 }
    for (town, row) in zip(scenario.towns, plan) where town.group.count > level {
      let group = Array(town.group.prefix(level + 1))
      let sum = sums[group] ?? (none, none)
      sums[group] = (
        zip(sum.planned, row).map { $0 + $1 }, zip(sum.today, town.posts).map { $0 + ($1.quota ?? 0) }
      )
    }
    return sums
  }

  // MARK: Goals

  /// What a goal makes of a plan: to be small. Not for fairness.
  func value(_ aim: PlanningGoal.Aim, _ plan: [[Int]]) -> Double {
    switch aim {
    case .fairness: return 0
    case .stability: return Double(Self.moved(scenario, plan, Rule.Scope()))
    case .fit(let method, let moveCost):
      var sum = 0.0
      for (town, row) in plan.enumerated() {
        for (pool, quota) in row.enumerated() {
          let share = shares[town][pool]
          guard share > 0 else { continue }
          let today = scenario.towns[town].posts[pool].quota ?? 0
          sum -= (moveCost?.doubleValue ?? 0) * Double(min(today, quota))
          for post in 1...max(1, quota) where post <= quota && !(post == 1 && method.guaranteesOnePost) {
            sum += Self.cost(method, post, share)
          }
        }
      }
      return sum
    case .prices:
      return zip(scenario.rules, pairs).reduce(0) { sum, entry in
        let (rule, pairs) = entry
        let covered = scenario.pools.indices.filter { rule.scope.covers(pool: $0) }
        switch rule.requirement {
        case .noInversion(_, let price?):
          return pairs.reduce(sum) { sum, pair in
            let posts = [pair.larger, pair.smaller].map { town in covered.reduce(0) { $0 + plan[town][$1] } }
            return sum + price.doubleValue * Double(max(0, posts[1] - posts[0]))
          }
        case .movesWithin(let level, let price?):
          return Self.sums(scenario, level, plan).reduce(sum) { sum, entry in
            guard rule.scope.covers(group: entry.key) else { return sum }
            return covered.reduce(sum) {
              $0 + price.doubleValue * Double(max(0, entry.value.today[$1] - entry.value.planned[$1]))
            }
          }
        default: return sum
        }
      }
    }
  }

  /// The step cost, as the notes on methods have it.
  private static func cost(_ method: ApportionmentMethod, _ post: Int, _ share: Double) -> Double {
    let k = Double(post)
    return switch method {
    case .webster: log((k - 0.5) / share)
    case .huntingtonHill: log((k * (k - 1)).squareRoot() / share)
    case .adams: log((k - 1) / share)
    case .jefferson: log(k / share)
    case .hamilton: (k - share) * (k - share) / 2 - (k - 1 - share) * (k - 1 - share) / 2
    }
  }

  /// How far so many posts cover the share; `nil` where that is zero.
  private func coverage(_ town: Int, _ pool: Int, _ posts: Int) -> Double? {
    let known = coverages[town][pool]
    guard !known.isEmpty else { return nil }
    return known.indices.contains(posts) ? known[posts] : (Fraction(posts) / needs.shares[town][pool]).double
  }

  /// The coverages of the quotas that are open and have a share, the worst first.
  private func openCoverages(_ plan: [[Int]]) -> [Double] {
    plan.indices.flatMap { town in
      plan[town].indices.compactMap { pool -> Double? in
        limits[town][pool].count > 1 ? coverage(town, pool, plan[town][pool]) : nil
      }
    }.sorted()
  }

  /// The worst coverage of any quota with a share.
  func worstCoverage(_ plan: [[Int]]) -> Double {
    plan.indices.flatMap { town in
      plan[town].indices.compactMap { pool -> Double? in
        coverage(town, pool, plan[town][pool])
      }
    }.min() ?? 1
  }

  /// The plans that are as good as any by a goal, and its best value; may be worse by so much.
  func best(_ goal: PlanningGoal, among plans: [[[Int]]], strictly: Bool) -> (plans: [[[Int]]], best: Double) {
    if case .fairness(let rounds) = goal.aim { return fairest(plans, rounds) }
    let values = plans.map { value(goal.aim, $0) }
    let best = values.min() ?? 0
    let mayLose = strictly ? 0 : max(goal.mayLose.doubleValue, goal.mayLosePercent.doubleValue / 100 * abs(best))
    return (zip(plans, values).filter { $0.1 <= best + mayLose + 1e-7 }.map(\.0), best)
  }

  /// The plans whose coverages, sorted, are as large as can be from the worst on, up to so many different ones.
  private func fairest(_ plans: [[[Int]]], _ rounds: Int?) -> (plans: [[[Int]]], best: Double) {
    let sorted = plans.map(openCoverages)
    func isLess(_ left: [Double], _ right: [Double]) -> Bool {
      for (a, b) in zip(left, right) where abs(a - b) > 1e-9 { return a < b }
      return false
    }
    guard let best = sorted.max(by: isLess), let worst = best.first else { return (plans, .infinity) }
    var (levels, settled) = (1, 1)
    while settled < best.count {
      if best[settled] > best[settled - 1] + 1e-9 { levels += 1 }
      if let rounds, levels > rounds { break }
      settled += 1
    }
    let kept = zip(plans, sorted).filter { _, own in
      zip(own, best).prefix(settled).allSatisfy { abs($0 - $1) < 1e-9 }
        && (settled == own.count || own[settled] > best[settled - 1] + 1e-9)
    }
    return (kept.map(\.0), worst)
  }
}
