// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing

/// What can be kept at once in a small scenario, by trying all quotas; shares nothing with the module's code.
struct ConditionOracle {
  let scenario: Scenario
  private let limits: [[(least: Int, most: Int)]]
  private let hasNeed: [[Bool]]

  init(_ scenario: Scenario) {
    self.scenario = scenario
    let needs = ExactNeeds(scenario)
    limits = scenario.towns.indices.map { town in
      scenario.pools.indices.map { needs.limits(scenario, town: town, pool: $0) }
    }
    hasNeed = needs.needs.map { $0.map { $0 > .zero } }
  }

  /// Whether some whole numbers, none below zero, keep these conditions and nothing else. Numbers beyond all that the
  /// conditions state need not be tried: a larger one is in no upper limit and can be made smaller.
  func canKeep(_ conditions: [PlanCondition]) -> Bool {
    let cells = scenario.towns.count * scenario.pools.count
    var rows: [(cells: [Int], least: Int, most: Int)] = []
    var largest = 0
    for condition in conditions {
      let (members, least, most) = meaning(condition)
      rows.append((members, least, most))
      largest = max(largest, least, most == .max ? 0 : most)
    }
    var sums = rows.map { _ in 0 }
    let rowsOfCell = (0..<cells).map { cell in rows.indices.filter { rows[$0].cells.contains(cell) } }
    func extend(_ cell: Int) -> Bool {
      if cell == cells { return rows.indices.allSatisfy { sums[$0] >= rows[$0].least } }
      // A quota that nothing is asked of is none.
      for value in 0...(rowsOfCell[cell].isEmpty ? 0 : largest) {
        for row in rowsOfCell[cell] { sums[row] += value }
        let fits = rowsOfCell[cell].allSatisfy { row in
          sums[row] <= rows[row].most && (rows[row].cells.last != cell || sums[row] >= rows[row].least)
        }
        let isFound = fits && extend(cell + 1)
        for row in rowsOfCell[cell] { sums[row] -= value }
        if isFound { return true }
      }
      return false
    }
    return extend(0)
  }

  /// The quotas that a condition is about, ascending, and the range of their sum.
  private func meaning(_ condition: PlanCondition) -> (cells: [Int], least: Int, most: Int) {
    let pools = scenario.pools.count
    func range(_ side: PlanCondition.Side, _ posts: Int) -> (Int, Int) {
      switch side {
      case .atLeast: (posts, .max)
      case .atMost: (0, posts)
      case .exactly: (posts, posts)
      }
    }
    func place(_ town: Town.ID, _ pool: String) -> Int {
      let town = scenario.towns.firstIndex { $0.id == town } ?? -1
      return town * pools + (scenario.pools.firstIndex { $0.id == pool } ?? -1)
    }
    switch condition {
    case .total(let scope, let side, let posts):
      let (least, most) = range(side, posts)
      let towns = scenario.towns.filter { $0.group.starts(with: scope.group) }
      return (towns.map { place($0.id, scope.pool) }, least, most)
    case .townTotal(let town, let side, let posts, _):
      let (least, most) = range(side, posts)
      return (scenario.pools.map { place(town, $0.id) }, least, most)
    case .floor(let town, let pool, let posts, _): return ([place(town, pool)], posts, .max)
    case .cap(let town, let pool, let posts, _): return ([place(town, pool)], 0, posts)
    case .mix, .mixOfAll, .noInversion, .moves: preconditionFailure("a rule that this oracle does not know")
    }
  }

  /// Whether the scenario asks for this.
  func isStated(_ condition: PlanCondition) -> Bool {
    func limit(_ town: Town.ID, _ pool: String) -> (least: Int, most: Int)? {
      scenario.towns.firstIndex { $0.id == town }.flatMap { town in
        scenario.pools.firstIndex { $0.id == pool }.map { limits[town][$0] }
      }
    }
    switch condition {
    case .total(let scope, _, let posts):
      return scope.group.isEmpty && scenario.pools.contains { $0.id == scope.pool && $0.total == posts }
    case .townTotal(let town, _, let posts, _):
      return scenario.towns.contains { $0.id == town && $0.fixedTotal == posts }
    case .floor(let town, let pool, let posts, _): return limit(town, pool)?.least == posts
    case .cap(let town, let pool, let posts, _): return limit(town, pool)?.most == posts
    case .mix, .mixOfAll, .noInversion, .moves: return false
    }
  }

  /// Whether a plan keeps everything, with some conditions stating other numbers.
  func isPossible(after moves: [ConditionConflict.Remedy.Move]) -> Bool {
    var limits = limits
    var (pools, towns) = (scenario.pools.map(\.total), scenario.towns.map(\.fixedTotal))
    for move in moves {
      func cell(_ town: Town.ID, _ pool: String) -> (Int, Int)? {
        scenario.towns.firstIndex { $0.id == town }.flatMap { town in
          scenario.pools.firstIndex { $0.id == pool }.map { (town, $0) }
        }
      }
      switch move.condition {
      case .total(let scope, _, _):
        for pool in pools.indices where scenario.pools[pool].id == scope.pool { pools[pool] = move.posts }
      case .townTotal(let town, _, _, _):
        for place in towns.indices where scenario.towns[place].id == town { towns[place] = move.posts }
      case .floor(let town, let pool, _, _): if let (t, p) = cell(town, pool) { limits[t][p].least = move.posts }
      case .cap(let town, let pool, _, _): if let (t, p) = cell(town, pool) { limits[t][p].most = move.posts }
      case .mix, .mixOfAll, .noInversion, .moves: return false
      }
    }
    return fewestMoved(pools, towns) { town, pool, quota in
      limits[town][pool].least <= quota && quota <= limits[town][pool].most ? 0 : nil
    } != nil
  }

  /// The fewest posts by which floors, caps and towns' totals must be moved for a plan to keep the pools' totals; `nil`
  /// where none does.
  var fewestPostsToMove: Int? {
    fewestMoved(scenario.pools.map(\.total), scenario.towns.map(\.fixedTotal), mayMoveTowns: true) {
      town, pool, quota in
      let (least, most) = limits[town][pool]
      // Without need nobody gets more than the floor; the method's one post is no rule.
      if !hasNeed[town][pool] && quota > least { return nil }
      if hasNeed[town][pool] && scenario.method.guaranteesOnePost && quota < 1 { return nil }
      return max(0, least - quota) + max(0, quota - most)
    }
  }

  /// The least sum of costs over all quotas with these totals both ways.
  private func fewestMoved(
    _ pools: [Int], _ towns: [Int?], mayMoveTowns: Bool = false, cost: (Int, Int, Int) -> Int?
  ) -> Int? {
    var best: Int?
    func extend(_ town: Int, _ pool: Int, _ left: [Int], _ own: Int, _ paid: Int) {
      if let best, paid >= best { return }
      if town == towns.count {
        if left.allSatisfy({ $0 == 0 }) { best = paid }
        return
      }
      if pool == pools.count {
        let moved = towns[town].map { abs($0 - own) } ?? 0
        if moved == 0 || mayMoveTowns { extend(town + 1, 0, left, 0, paid + moved) }
        return
      }
      guard left[pool] >= 0 else { return }
      for quota in 0...left[pool] {
        guard let price = cost(town, pool, quota) else { continue }
        var left = left
        left[pool] -= quota
        extend(town, pool + 1, left, own + quota, paid + price)
      }
    }
    extend(0, 0, pools, 0, 0)
    return best
  }
}
