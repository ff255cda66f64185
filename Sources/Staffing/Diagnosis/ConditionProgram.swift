// SPDX-License-Identifier: GPL-3.0-or-later

internal import LinearPrograms

/// Everything that is asked of a plan as a program without goal: a variable a quota, settled ones too, a row a total, so
/// that every bound and every side of a row stands for one condition.
struct ConditionProgram {
  /// What a row is the total of.
  enum Total {
    case node(pool: Int, TotalsTree.Node)
    case town(TownTotal)

    var posts: Int {
      switch self {
      case .node(_, let node): node.total
      case .town(let fixed): fixed.total
      }
    }

    /// The rule that set it, by its place; `nil` for a pool's own.
    var rule: Int? {
      switch self {
      case .node(_, let node): node.rule
      case .town(let fixed): fixed.rule
      }
    }
  }

  let problem: AllocationProblem
  var program: LinearProgram
  /// The quotas, by the index of their variable.
  private(set) var cells: [(town: Int, pool: Int)] = []
  private(set) var variables: [Variable] = []
  /// The totals, by the index of their row.
  private(set) var totals: [Total] = []

  /// - Parameter wholeNumbers: whether the quotas have to be whole. Totals of towns cross those of pools in a totally
  ///   unimodular matrix, so that to judge what is possible it need not be asked for.
  /// - Complexity: O(towns · pools · depth).
  init(_ problem: AllocationProblem, wholeNumbers: Bool) {
    self.problem = problem
    program = LinearProgram(name: problem.scenario.title)
    for (town, row) in problem.bounds.enumerated() {
      for (pool, bounds) in row.enumerated() {
        // That no quota exceeds its pool follows from the pool's total.
        let most = bounds.upperCause == .pool ? Double.infinity : Double(bounds.upper)
        variables.append(
          program.addVariable(from: Double(bounds.lower), to: most, wholeNumbers: wholeNumbers))
        cells.append((town, pool))
      }
    }
    for tree in problem.trees {
      for node in tree.nodes { add(.node(pool: tree.pool, node)) }
    }
    for fixed in problem.townTotals { add(.town(fixed)) }
  }

  private mutating func add(_ total: Total) {
    var sum = LinearExpression()
    for quota in quotas(of: total) { sum += variables[quota] }
    program.add(sum == Double(total.posts))
    totals.append(total)
  }

  /// The variables that a total counts.
  func quotas(of total: Total) -> [Int] {
    let pools = problem.scenario.pools.count
    return switch total {
    case .node(let pool, let node): node.towns.map { $0 * pools + pool }
    case .town(let fixed): (0..<pools).map { fixed.town * pools + $0 }
    }
  }

  /// A side of a row, in the scenario's words.
  func condition(ofTotal row: Int, _ side: PlanCondition.Side) -> PlanCondition {
    let scenario = problem.scenario
    switch totals[row] {
    case .node(let pool, let node):
      let scope = Infeasibility.Scope(
        pool: scenario.pools[pool].id, group: node.group, rule: node.rule.map { scenario.rules[$0].reference })
      return .total(scope, side, posts: node.total)
    case .town(let fixed):
      return .townTotal(scenario.towns[fixed.town].id, side, posts: fixed.total, rule: fixed.rule)
    }
  }

  /// A quota's floor or cap.
  func bound(of variable: Int, isCap: Bool) -> Int {
    let (town, pool) = cells[variable]
    let bounds = problem.bounds[town][pool]
    return isCap ? bounds.upper : bounds.lower
  }

  /// A variable's lower bound; `nil` for that of no fewer than none.
  func floor(of variable: Int) -> PlanCondition? {
    let (town, pool) = cells[variable]
    let bounds = problem.bounds[town][pool]
    guard bounds.lowerCause != .pool else { return nil }
    return .floor(
      problem.scenario.towns[town].id, pool: problem.scenario.pools[pool].id, posts: bounds.lower, bounds.lowerCause)
  }

  /// A variable's upper bound.
  func cap(of variable: Int) -> PlanCondition {
    let (town, pool) = cells[variable]
    let bounds = problem.bounds[town][pool]
    return .cap(
      problem.scenario.towns[town].id, pool: problem.scenario.pools[pool].id, posts: bounds.upper, bounds.upperCause)
  }
}

extension PlanCondition.Side {
  init(_ side: Conflict.Side) {
    self =
      switch side {
      case .lower: .atLeast
      case .upper: .atMost
      case .both: .exactly
      }
  }
}
