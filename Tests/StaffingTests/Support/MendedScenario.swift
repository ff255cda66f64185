// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Staffing

extension Scenario {
  /// The scenario as a planner would rewrite it who makes all these changes and no other: every rule written out town by
  /// town, pool by pool and pair by pair, and those that are moved with their new number, or left out for a pair.
  func mended(by moves: [ConditionConflict.Remedy.Move]) -> Scenario {
    func posts(_ isMeant: (PlanCondition) -> Bool) -> Int? { moves.first { isMeant($0.condition) }?.posts }
    let trees = pools.indices.map { TotalsTree(self, pool: $0) }
    var fixed: [Town.ID: Int] = [:]
    var written: [Rule] = []
    func write(_ requirement: Rule.Requirement, _ scope: Rule.Scope) {
      written.append(Rule(requirement, scope: scope, reference: "mended:\(written.count + 1)"))
    }
    for (place, rule) in rules.enumerated() {
      func scope(_ town: Town, pool: Int? = nil) -> Rule.Scope {
        Rule.Scope(
          pools: pool.map { [$0] } ?? rule.scope.pools, towns: [(town.group + [town.name]).joined(separator: "/")])
      }
      switch rule.requirement {
      case .floor, .cap, .pin, .change:
        for (index, town) in towns.enumerated() {
          for pool in pools.indices {
            let id = pools[pool].id
            let stated = statedBounds(town: index, pool: pool)
            for bound in stated.floors where bound.cause == .rule(place) {
              let moved = posts { if case .floor(town.id, id, _, .rule(place)) = $0 { true } else { false } }
              write(.floor(.posts(moved ?? bound.posts)), scope(town, pool: pool))
            }
            for bound in stated.caps where bound.cause == .rule(place) {
              let moved = posts { if case .cap(town.id, id, _, .rule(place)) = $0 { true } else { false } }
              write(.cap(.posts(moved ?? bound.posts)), scope(town, pool: pool))
            }
          }
        }
      case .groupTotals, .movesWithin(_, nil):
        for tree in trees {
          for node in tree.nodes where node.rule == place {
            let whole = Infeasibility.Scope(pool: pools[tree.pool].id, group: node.group, rule: rule.reference)
            let level = node.group.count - 1
            if let moved = posts({ if case .total(whole, _, _) = $0 { true } else { false } }) {
              write(.groupTotals(level: level, .given([node.group: .posts(moved)])), Rule.Scope(pools: [tree.pool]))
            } else if case .groupTotals(_, .given(let given)) = rule.requirement, let own = given[node.group] {
              write(.groupTotals(level: level, .given([node.group: own])), Rule.Scope(pools: [tree.pool]))
            } else {
              write(rule.requirement, Rule.Scope(pools: [tree.pool], groups: [node.group]))
            }
          }
        }
      case .townTotals:
        for town in towns where rule.scope.covers(town) {
          let moved = posts { if case .townTotal(town.id, _, _, place) = $0 { true } else { false } }
          if let moved { fixed[town.id] = moved }
          write(moved == nil ? rule.requirement : .townTotals(.column), scope(town))
        }
      case .mix(let pool, let from, let to):
        func percent(_ side: PlanCondition.Side) -> Quantity? {
          moves.first { $0.condition == .mixOfAll(side, rule: place) }?.percent
        }
        write(
          .mix(pool: pool, from: from.map { percent(.atLeast) ?? $0 }, to: to.map { percent(.atMost) ?? $0 }),
          rule.scope)
      case .noInversion(let metrics, nil):
        for pair in RuleOracle.pairs(self, rule, metrics) {
          let (larger, smaller) = (towns[pair.larger], towns[pair.smaller])
          guard posts({ $0 == .noInversion(larger: larger.id, smaller: smaller.id, rule: place) }) == nil else {
            continue
          }
          let paths = [larger, smaller].map { ($0.group + [$0.name]).joined(separator: "/") }
          write(rule.requirement, Rule.Scope(pools: rule.scope.pools, towns: Set(paths)))
        }
      case .moves(let most):
        write(.moves(most: posts { $0 == .moves(most: most, rule: place) } ?? most), rule.scope)
      case .noInversion, .movesWithin, .coverage, .price: written.append(rule)
      }
    }
    let totals = pools.map { pool in
      let whole = Infeasibility.Scope(pool: pool.id, group: [], rule: nil)
      let moved = posts { if case .total(whole, _, _) = $0 { true } else { false } }
      return Pool(id: pool.id, title: pool.title, total: moved ?? pool.total)
    }
    let towns = towns.map { town in
      Town(
        id: town.id, kind: town.kind, metrics: town.metrics, posts: town.posts, givenNeeds: town.givenNeeds,
        fixedTotal: fixed[town.id] ?? town.fixedTotal, ordinal: town.ordinal)
    }
    return Scenario(
      title: title, levels: levels, metrics: metrics, pools: totals, towns: towns, model: model, rules: written,
      goals: goals)
  }
}
