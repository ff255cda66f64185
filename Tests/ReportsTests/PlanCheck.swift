// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Staffing

/// What is wrong with a plan, worked out from the scenario anew: nothing is shared with the program's own checks.
func flaws(of plan: Plan) -> [String] {
  let scenario = plan.scenario
  var flaws: [String] = []
  func check(_ isKept: Bool, _ flaw: @autoclosure () -> String) {
    if !isKept { flaws.append(flaw()) }
  }
  check(plan.quotas.count == scenario.towns.count, "one row a town")
  for (pool, properties) in scenario.pools.enumerated() {
    check(plan.quotas.map { $0[pool] }.reduce(0, +) == properties.total, "total of \(properties.id)")
    check(plan.quotas.allSatisfy { $0[pool] >= 0 }, "negative in \(properties.id)")
  }
  for (place, rule) in scenario.rules.enumerated() {
    for (town, row) in zip(scenario.towns, plan.quotas) where isInScope(town, of: rule) {
      for pool in scenario.pools.indices where rule.scope.pools.map({ $0.contains(pool) }) ?? true {
        let isKept = keeps(rule, row[pool], today: town.posts[pool].quota, isNew: isNew(town, scenario))
        check(isKept, "rule \(place) at \(town.name)")
      }
      check(
        keepsTownTotal(rule, row.reduce(0, +), town, isNew: isNew(town, scenario)),
        "rule \(place): total of \(town.name)")
    }
    guard case .groupTotals(let level, let totals) = rule.requirement else { continue }
    for pool in scenario.pools.indices where rule.scope.pools.map({ $0.contains(pool) }) ?? true {
      let members = Dictionary(grouping: scenario.towns.indices.filter { scenario.towns[$0].group.count > level }) {
        Array(scenario.towns[$0].group[...level])
      }
      for (group, towns) in members {
        let planned = towns.map { plan.quotas[$0][pool] }.reduce(0, +)
        switch totals {
        case .given(let given):
          if case .posts(let total)? = given[group] { check(planned == total, "rule \(place): \(group)") }
        case .asToday:
          guard towns.allSatisfy({ isInScope(scenario.towns[$0], of: rule) }) else { continue }
          let today = towns.map { town in
            scenario.towns[town].posts[pool].quota ?? (isNew(scenario.towns[town], scenario) ? 0 : -1)
          }.reduce(0, +)
          check(planned == today, "rule \(place): \(group)")
        }
      }
    }
  }
  return flaws
}

/// Whether the scenario says that a town has no history, and it has none.
private func isNew(_ town: Town, _ scenario: Scenario) -> Bool {
  scenario.newTowns == .noHistory && town.posts.allSatisfy { $0.quota == nil && $0.staff == nil }
}

private func isInScope(_ town: Town, of rule: Rule) -> Bool {
  let scope = rule.scope
  let isInGroup =
    scope.groups.map { groups in groups.contains { !$0.isEmpty && town.group.starts(with: $0) } } ?? true
  return isInGroup && (scope.kinds.map { $0.contains(town.kind) } ?? true)
    && (scope.towns.map { $0.contains(town.name) } ?? true)
}

private func keeps(_ rule: Rule, _ planned: Int, today: Int?, isNew: Bool) -> Bool {
  switch rule.requirement {
  case .floor(.posts(let posts)): return planned >= posts
  case .cap(.posts(let posts)): return planned <= posts
  case .change(let posts, let percent):
    guard let today else { return isNew }
    let moved = abs(planned - today)
    if let posts, moved > posts { return false }
    guard let percent, let share = Decimal(string: percent.description) else { return true }
    return Decimal(moved) * 100 <= share * Decimal(today)
  case .groupTotals, .townTotals: return true
  // Mutations make none of the others that this check does not know.
  default: return true
  }
}

private func keepsTownTotal(_ rule: Rule, _ sum: Int, _ town: Town, isNew: Bool) -> Bool {
  guard case .townTotals(let source) = rule.requirement else { return true }
  switch source {
  case .asToday: return isNew || sum == town.posts.map { $0.quota ?? -1 }.reduce(0, +)
  case .column: return town.fixedTotal.map { $0 == sum } ?? true
  }
}
