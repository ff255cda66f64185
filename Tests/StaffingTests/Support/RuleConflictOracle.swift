// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Staffing

/// What can be kept at once in a small scenario with any rules, by trying all quotas up to a number that is large
/// enough for what the scenarios state.
struct RuleConflictOracle {
  let scenario: Scenario
  private let most: Int

  /// - Parameter most: the largest quota that is tried.
  init(_ scenario: Scenario, most: Int) { (self.scenario, self.most) = (scenario, most) }

  private var cells: Int { scenario.towns.count * scenario.pools.count }

  private func cell(_ town: Town.ID, _ pool: String) -> Int {
    let town = scenario.towns.firstIndex { $0.id == town } ?? -1
    return town * scenario.pools.count + (scenario.pools.firstIndex { $0.id == pool } ?? -1)
  }

  /// What a condition asks: of which quotas, and whether it is kept.
  private struct Meaning {
    let cells: [Int]
    let isKept: ([Int]) -> Bool
  }

  private func within(_ cells: [Int], _ side: PlanCondition.Side, _ posts: Int) -> Meaning {
    Meaning(cells: cells) { quotas in
      let sum = cells.reduce(0) { $0 + quotas[$1] }
      return switch side {
      case .atLeast: sum >= posts
      case .atMost: sum <= posts
      case .exactly: sum == posts
      }
    }
  }

  private func meaning(_ condition: PlanCondition) -> Meaning {
    switch condition {
    case .total(let scope, let side, let posts):
      let towns = scenario.towns.filter { $0.group.starts(with: scope.group) }
      return within(towns.map { cell($0.id, scope.pool) }, side, posts)
    case .townTotal(let town, let side, let posts, _):
      return within(scenario.pools.map { cell(town, $0.id) }, side, posts)
    case .floor(let town, let pool, let posts, _): return within([cell(town, pool)], .atLeast, posts)
    case .cap(let town, let pool, let posts, _): return within([cell(town, pool)], .atMost, posts)
    case .mix(let town, let side, let place):
      guard case .mix(let pool, let from, let to) = scenario.rules[place].requirement else {
        return Meaning(cells: []) { _ in false }
      }
      let cells = scenario.pools.map { cell(town, $0.id) }
      guard let part = (side == .atLeast ? from : to).map({ Fraction($0) }) else {
        return Meaning(cells: cells) { _ in false }
      }
      return Meaning(cells: cells) { quotas in
        let (posts, all) = (Fraction(100 * quotas[cells[pool]]), Fraction(cells.reduce(0) { $0 + quotas[$1] }))
        return side == .atLeast ? posts >= part * all : posts <= part * all
      }
    case .mixOfAll(let side, let place): return mix(side, place, percent: nil)
    case .noInversion(let larger, let smaller, let place):
      let pools = scenario.pools.indices.filter { scenario.rules[place].scope.covers(pool: $0) }
      let sides = [larger, smaller].map { town in pools.map { cell(town, scenario.pools[$0].id) } }
      return Meaning(cells: sides[0] + sides[1]) { quotas in
        sides[0].reduce(0) { $0 + quotas[$1] } >= sides[1].reduce(0) { $0 + quotas[$1] }
      }
    case .moves(let most, let place):
      let scope = scenario.rules[place].scope
      let counted = scenario.towns.filter { scope.covers($0) }.flatMap { town in
        scenario.pools.indices.filter { scope.covers(pool: $0) }.map { pool in
          (cell(town.id, scenario.pools[pool].id), town.posts[pool].quota ?? 0)
        }
      }
      return Meaning(cells: counted.map(\.0)) { quotas in
        counted.reduce(0) { $0 + max(0, $1.1 - quotas[$1.0]) } <= most
      }
    }
  }

  /// What a rule on the mix asks of all its towns, with another percent where one is given.
  private func mix(_ side: PlanCondition.Side, _ place: Int, percent: Quantity?) -> Meaning {
    guard case .mix(let pool, let from, let to) = scenario.rules[place].requirement else {
      return Meaning(cells: []) { _ in false }
    }
    let towns = scenario.towns.filter { scenario.rules[place].scope.covers($0) }.map { town in
      scenario.pools.map { cell(town.id, $0.id) }
    }
    let part = Fraction(percent ?? (side == .atLeast ? from : to) ?? .zero)
    return Meaning(cells: towns.flatMap(\.self)) { quotas in
      towns.allSatisfy { cells in
        let (posts, all) = (Fraction(100 * quotas[cells[pool]]), Fraction(cells.reduce(0) { $0 + quotas[$1] }))
        return side == .atLeast ? posts >= part * all : posts <= part * all
      }
    }
  }

  /// Whether some quotas keep all these conditions, and nothing else but that none is below zero.
  func canKeep(_ conditions: [PlanCondition]) -> Bool { find(conditions.map(meaning)) != nil }

  private func find(_ meanings: [Meaning]) -> [Int]? {
    let due = (0..<cells).map { cell in meanings.filter { $0.cells.max() == cell } }
    let isAsked = (0..<cells).map { cell in meanings.contains { $0.cells.contains(cell) } }
    var quotas = [Int](repeating: 0, count: cells)
    func extend(_ cell: Int) -> Bool {
      if cell == cells { return true }
      for value in 0...(isAsked[cell] ? most : 0) {
        quotas[cell] = value
        if due[cell].allSatisfy({ $0.isKept(quotas) }), extend(cell + 1) { return true }
      }
      quotas[cell] = 0
      return false
    }
    return extend(0) ? quotas : nil
  }

  /// Whether quotas keep every rule but for the conditions that are moved, which are kept as they are then.
  func isMended(by moves: [ConditionConflict.Remedy.Move]) -> Bool {
    var meanings: [Meaning] = moves.map { move in
      switch move.condition {
      case .total(let scope, let side, let old):
        let towns = scenario.towns.filter { $0.group.starts(with: scope.group) }
        // The other side of a total that is moved gives way as well.
        let range = min(old, move.posts)...max(old, move.posts)
        let cells = towns.map { cell($0.id, scope.pool) }
        _ = side
        return Meaning(cells: cells) { quotas in range.contains(cells.reduce(0) { $0 + quotas[$1] }) }
      case .townTotal(let town, _, let old, _):
        let range = min(old, move.posts)...max(old, move.posts)
        let cells = scenario.pools.map { cell(town, $0.id) }
        return Meaning(cells: cells) { quotas in range.contains(cells.reduce(0) { $0 + quotas[$1] }) }
      case .floor(let town, let pool, _, _): return within([cell(town, pool)], .atLeast, move.posts)
      case .cap(let town, let pool, _, _): return within([cell(town, pool)], .atMost, move.posts)
      case .moves(_, let place): return meaning(.moves(most: move.posts, rule: place))
      case .mixOfAll(let side, let place): return mix(side, place, percent: move.percent)
      case .noInversion: return Meaning(cells: []) { _ in true }
      case .mix: return meaning(move.condition)
      }
    }
    func isMoved(_ condition: PlanCondition) -> Bool {
      moves.contains { move in
        switch (move.condition, condition) {
        case (.total(let a, _, _), .total(let b, _, _)): a == b
        case (.townTotal(let a, _, _, let r), .townTotal(let b, _, _, let s)): a == b && r == s
        case (.floor(let a, let p, _, _), .floor(let b, let q, _, _)): a == b && p == q
        case (.cap(let a, let p, _, _), .cap(let b, let q, _, _)): a == b && p == q
        case (.moves(_, let r), .moves(_, let s)): r == s
        case (.mixOfAll(let a, let r), .mix(_, let b, let s)): a == b && r == s
        case (.noInversion(let a, let b, let r), .noInversion(let c, let d, let s)): a == c && b == d && r == s
        default: false
        }
      }
    }
    meanings += all.filter { !isMoved($0) }.map(meaning)
    return find(meanings) != nil
  }

  /// Everything that the scenario asks, as conditions.
  private var all: [PlanCondition] {
    let problem = AllocationProblem(scenario)
    var all: [PlanCondition] = []
    for tree in problem.trees {
      for node in tree.nodes {
        let scope = Infeasibility.Scope(
          pool: scenario.pools[tree.pool].id, group: node.group, rule: node.rule.map { scenario.rules[$0].reference })
        all += [
          .total(scope, .atLeast, posts: node.total.lowerBound), .total(scope, .atMost, posts: node.total.upperBound),
        ]
      }
    }
    all += problem.townTotals.map {
      .townTotal(scenario.towns[$0.town].id, .exactly, posts: $0.total, rule: $0.rule)
    }
    for town in problem.bounds.towns {
      for (pool, bounds) in problem.bounds[row: town].enumerated() {
        let (id, name) = (scenario.towns[town].id, scenario.pools[pool].id)
        all += [
          .floor(id, pool: name, posts: bounds.lower, bounds.lowerCause),
          .cap(id, pool: name, posts: bounds.upperCause == .pool ? most : bounds.upper, bounds.upperCause),
        ]
      }
    }
    for (place, rule) in scenario.rules.enumerated() {
      switch rule.requirement {
      case .mix(_, let from, let to):
        for town in scenario.towns where rule.scope.covers(town) {
          if from != nil { all.append(.mix(town.id, .atLeast, rule: place)) }
          if to != nil { all.append(.mix(town.id, .atMost, rule: place)) }
        }
      case .noInversion(let metrics, nil):
        all += RuleOracle.pairs(scenario, rule, metrics).map {
          .noInversion(larger: scenario.towns[$0.larger].id, smaller: scenario.towns[$0.smaller].id, rule: place)
        }
      case .moves(let most): all.append(.moves(most: most, rule: place))
      default: continue
      }
    }
    return all
  }
}
