// SPDX-License-Identifier: GPL-3.0-or-later

import BigInt
import Staffing

/// The classical way to apportion: grant one post after the other to the town with the strongest claim.
///
/// Totals are exact, so the towns that a total counts directly share what the totals inside it leave, apart from all
/// others. Claims are compared crosswise in whole numbers; of equal claims the larger need's comes first, then that of
/// the group and name that come first.
struct Greedy {
  let scenario: Scenario
  let needs: ExactNeeds

  /// The plan, or `nil` where floors and caps leave none.
  func plan() -> [[Int]]? {
    var plan = scenario.towns.map { _ in scenario.pools.map { _ in 0 } }
    for pool in scenario.pools.indices {
      for (total, members) in shares(of: pool) {
        guard let quotas = grant(total, to: members, pool) else { return nil }
        for (town, quota) in zip(members, quotas) { plan[town][pool] = quota }
      }
    }
    return plan
  }

  /// What each innermost total leaves, and the towns that it is for.
  private func shares(of pool: Int) -> [(total: Int, members: [Int])] {
    var totals: [[String]: Int] = [[]: scenario.pools[pool].total]
    for rule in scenario.rules where rule.scope.covers(pool: pool) {
      guard case .groupTotals(let level, let source) = rule.requirement else { continue }
      switch source {
      case .given(let given):
        for case (let group, .posts(let posts)) in given { totals[group] = posts }
      case .asToday:
        for town in scenario.towns where town.group.count > level {
          totals[Array(town.group[0...level])] = 0
        }
        for town in scenario.towns where town.group.count > level {
          totals[Array(town.group[0...level]), default: 0] += town.posts[pool].quota ?? 0
        }
      }
    }
    func innermost(_ path: [String]) -> [String] {
      (0...path.count).reversed().map { Array(path.prefix($0)) }.first { totals[$0] != nil } ?? []
    }
    return totals.map { path, total in
      let inner = totals.filter { !$0.key.isEmpty && $0.key != path && innermost(Array($0.key.dropLast())) == path }
      let members = scenario.towns.indices.filter { innermost(scenario.towns[$0].group) == path }
      return (inner.values.reduce(total, -), members)
    }
  }

  private func grant(_ total: Int, to members: [Int], _ pool: Int) -> [Int]? {
    let limits = members.map { needs.limits(scenario, town: $0, pool: pool) }
    guard limits.allSatisfy({ $0.least <= $0.most }) else { return nil }
    var quotas = limits.map(\.least)
    var rest = quotas.reduce(total, -)
    while rest > 0 {
      var best: Int?
      for place in members.indices where quotas[place] < limits[place].most {
        if let rival = best, !precedes(members, quotas, place, rival, pool) { continue }
        best = place
      }
      guard let best else { return nil }
      quotas[best] += 1
      rest -= 1
    }
    return rest == 0 ? quotas : nil
  }

  private func precedes(_ members: [Int], _ quotas: [Int], _ a: Int, _ b: Int, _ pool: Int) -> Bool {
    let (left, right) = (needs.shares[members[a]][pool], needs.shares[members[b]][pool])
    let (mine, theirs): (Fraction, Fraction)
    if scenario.method == .hamilton {
      (mine, theirs) = (left - Fraction(quotas[a]), right - Fraction(quotas[b]))
    } else {
      mine = left * left * Fraction(Misfit.square(scenario.method, quotas[b] + 1))
      theirs = right * right * Fraction(Misfit.square(scenario.method, quotas[a] + 1))
    }
    if mine != theirs { return mine > theirs }
    if left != right { return left > right }
    let (one, other) = (scenario.towns[members[a]], scenario.towns[members[b]])
    return (one.group + [one.name]).lexicographicallyPrecedes(other.group + [other.name])
  }
}
