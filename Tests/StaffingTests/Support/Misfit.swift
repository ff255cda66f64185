// SPDX-License-Identifier: GPL-3.0-or-later

import BigInt
import Staffing

/// What makes one plan better than another, exactly.
///
/// For a divisor method Σ log(s(k) / q) over all posts granted: compared as the product of s(k)² / q², which a logarithm
/// only makes a sum of. For Hamilton's method Σ (a − q)².
struct Misfit {
  private let method: ApportionmentMethod
  private let needs: ExactNeeds
  /// What each number of posts adds to the product, above and below, by towns and pools.
  private var factors: [[[(above: BigInt, below: BigInt)]]] = []

  /// - Parameter most: the largest quota of any plan.
  init(method: ApportionmentMethod, needs: ExactNeeds, most: Int) {
    (self.method, self.needs) = (method, needs)
    guard method != .hamilton else { return }
    factors = needs.shares.map { row in
      row.map { need in
        var factors = [(above: BigInt(1), below: BigInt(1))]
        for post in 1...max(1, most) {
          var (above, below) = factors[post - 1]
          if !(post == 1 && method.guaranteesOnePost) {
            above *= Self.square(method, post) * need.below * need.below
            below *= need.above * need.above
          }
          factors.append((above, below))
        }
        return factors
      }
    }
  }

  /// The signpost's square, times four.
  static func square(_ method: ApportionmentMethod, _ post: Int) -> BigInt {
    let k = BigInt(post)
    return switch method {
    case .webster: (2 * k - 1) * (2 * k - 1)
    case .huntingtonHill: 4 * k * (k - 1)
    case .adams: 4 * (k - 1) * (k - 1)
    case .jefferson: 4 * k * k
    case .hamilton: 0
    }
  }

  /// A plan's misfit: to be compared, not read. Posts whose signpost is zero belong to every plan and are left out.
  func callAsFunction(_ plan: [[Int]]) -> Fraction {
    guard method != .hamilton else {
      return zip(plan, needs.shares).reduce(.zero) { sum, town in
        zip(town.0, town.1).reduce(sum) { $0 + (Fraction($1.0) - $1.1) * (Fraction($1.0) - $1.1) }
      }
    }
    var (above, below) = (BigInt(1), BigInt(1))
    for (town, row) in plan.enumerated() {
      for (pool, quota) in row.enumerated() where needs.needs[town][pool] > .zero && quota > 0 {
        above *= factors[town][pool][quota].above
        below *= factors[town][pool][quota].below
      }
    }
    return Fraction(unreduced: above, below)
  }
}

/// All whole-number plans of a small scenario that keep every rule.
struct BruteForce {
  let scenario: Scenario
  let needs: ExactNeeds

  /// The plans of one pool alone: one quota a town.
  func columns(pool: Int) -> [[Int]] {
    let limits = scenario.towns.indices.map { needs.limits(scenario, town: $0, pool: pool) }
    var plans: [[Int]] = []
    func extend(_ head: [Int], _ rest: Int) {
      if head.count == limits.count {
        if rest == 0, keepsGroupTotals(head, pool) { plans.append(head) }
        return
      }
      let (least, most) = limits[head.count]
      guard least <= min(most, rest) else { return }
      for quota in least...min(most, rest) { extend(head + [quota], rest - quota) }
    }
    extend([], scenario.pools[pool].total)
    return plans
  }

  /// The plans of all pools together: a row a town.
  func plans() -> [[[Int]]] {
    var plans: [[[Int]]] = [scenario.towns.map { _ in [] }]
    for pool in scenario.pools.indices {
      let columns = columns(pool: pool)
      plans = plans.flatMap { plan in columns.map { column in zip(plan, column).map { $0 + [$1] } } }
    }
    return plans.filter(keepsTownTotals)
  }

  private func keepsGroupTotals(_ column: [Int], _ pool: Int) -> Bool {
    scenario.rules.allSatisfy { rule in
      guard case .groupTotals(let level, let totals) = rule.requirement, rule.scope.covers(pool: pool) else {
        return true
      }
      var sums: [[String]: (planned: Int, today: Int)] = [:]
      for (town, quota) in zip(scenario.towns, column) where town.group.count > level {
        let group = Array(town.group[0...level])
        sums[group, default: (0, 0)].planned += quota
        sums[group, default: (0, 0)].today += town.posts[pool].quota ?? 0
      }
      return sums.allSatisfy { group, sum in
        switch totals {
        case .asToday: sum.planned == sum.today
        case .given(let given): given[group].map { $0 == .posts(sum.planned) } ?? true
        }
      }
    }
  }

  private func keepsTownTotals(_ plan: [[Int]]) -> Bool {
    scenario.rules.allSatisfy { rule in
      guard case .townTotals(let source) = rule.requirement else { return true }
      return zip(scenario.towns, plan).allSatisfy { town, row in
        let today = town.posts.reduce(0) { $0 + ($1.quota ?? 0) }
        guard rule.scope.covers(town), let total = source == .asToday ? today : town.fixedTotal else { return true }
        return row.reduce(0, +) == total
      }
    }
  }
}
