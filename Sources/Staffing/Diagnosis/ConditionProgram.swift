// SPDX-License-Identifier: GPL-3.0-or-later

internal import LinearPrograms

/// Everything that is asked of a plan as a program without goal: a variable a quota, settled ones too, a row a total or
/// what a rule asks beside, so that every bound and every side of a row stands for one condition.
struct ConditionProgram {
  /// What a row asks.
  enum Requirement {
    case node(pool: Int, TotalsTree.Node)
    case town(TownTotal)
    case rule(RuleRow)
    case moves(MovesLimit)
    /// What is taken from a quota is at least today's posts less it: goes without saying.
    case loss

    /// The rule that set it, by its place; `nil` for a pool's own.
    var rule: Int? {
      switch self {
      case .node(_, let node): node.rule
      case .town(let fixed): fixed.rule
      case .rule(let row): row.rule
      case .moves(let limit): limit.rule
      case .loss: nil
      }
    }
  }

  /// A row: a sum of variables within bounds.
  struct Row {
    let requirement: Requirement
    let terms: [(variable: Int, coefficient: Double)]
    let lower: Double
    let upper: Double
  }

  let problem: AllocationProblem
  let wholeNumbers: Bool
  var program: LinearProgram
  /// The quotas, by the index of their variable.
  private(set) var cells: [(town: Int, pool: Int)] = []
  private(set) var variables: [Variable] = []
  /// What each row of the program asks.
  private(set) var rows: [Row] = []

  /// - Parameter wholeNumbers: whether the quotas have to be whole. Totals of towns cross those of pools in a totally
  ///   unimodular matrix, so that to judge what is possible it need not be asked for where there is nothing else.
  /// - Complexity: O(towns · pools · depth).
  init(_ problem: AllocationProblem, wholeNumbers: Bool) {
    self.problem = problem
    self.wholeNumbers = wholeNumbers
    program = LinearProgram(name: problem.scenario.title)
    for town in problem.bounds.towns {
      for (pool, bounds) in problem.bounds[row: town].enumerated() {
        // That no quota exceeds its pool follows from the pool's total.
        let most = bounds.upperCause == .pool ? Double.infinity : Double(bounds.upper)
        variables.append(
          program.addVariable(from: Double(bounds.lower), to: most, wholeNumbers: wholeNumbers))
        cells.append((town, pool))
      }
    }
    let pools = problem.scenario.pools.count
    for tree in problem.trees {
      for node in tree.nodes {
        add(.node(pool: tree.pool, node), node.towns.map { ($0 * pools + tree.pool, 1) }, in: node.total)
      }
    }
    for fixed in problem.townTotals {
      add(.town(fixed), (0..<pools).map { (fixed.town * pools + $0, 1) }, in: fixed.total...fixed.total)
    }
    for row in problem.ruleRows where row.price == nil {
      add(
        Row(
          requirement: .rule(row), terms: row.terms.map { ($0.town * pools + $0.pool, $0.coefficient) },
          lower: row.lower, upper: row.upper))
    }
    for limit in problem.movesLimits {
      let losses = limit.cells.map { cell in
        let loss = program.addVariable()
        variables.append(loss)
        add(
          Row(
            requirement: .loss, terms: [(loss.index, 1), (cell.town * pools + cell.pool, 1)],
            lower: Double(cell.today), upper: .infinity))
        return loss.index
      }
      add(
        Row(
          requirement: .moves(limit), terms: losses.map { ($0, 1) }, lower: -.infinity, upper: Double(limit.most)))
    }
  }

  private mutating func add(_ requirement: Requirement, _ terms: [(Int, Double)], in range: ClosedRange<Int>) {
    add(
      Row(
        requirement: requirement, terms: terms, lower: Double(range.lowerBound), upper: Double(range.upperBound)))
  }

  private mutating func add(_ row: Row) {
    let all = variables
    program.addConstraint(from: row.lower, to: row.upper) { sum in
      for term in row.terms { sum += term.coefficient * all[term.variable] }
    }
    rows.append(row)
  }

  /// A side of a row, in the scenario's words; `nil` for what goes without saying.
  func condition(ofRow row: Int, _ side: PlanCondition.Side) -> PlanCondition? {
    let scenario = problem.scenario
    switch rows[row].requirement {
    case .node(let pool, let node):
      let scope = Infeasibility.Scope(
        pool: scenario.pools[pool].id, group: node.group, rule: node.rule.map { scenario.rules[$0].reference })
      return .total(scope, side, posts: side == .atMost ? node.total.upperBound : node.total.lowerBound)
    case .town(let fixed):
      return .townTotal(scenario.towns[fixed.town].id, side, posts: fixed.total, rule: fixed.rule)
    case .rule(let row):
      switch row.subject {
      case .mix(let town, let isCap):
        return .mix(scenario.towns[town].id, isCap ? .atMost : .atLeast, rule: row.rule)
      case .noInversion(let larger, let smaller):
        return .noInversion(larger: scenario.towns[larger].id, smaller: scenario.towns[smaller].id, rule: row.rule)
      case .movesWithin: return nil
      }
    case .moves(let limit): return .moves(most: limit.most, rule: limit.rule)
    case .loss: return nil
    }
  }

  /// Whether a variable is a quota, and not what is taken from one.
  func isQuota(_ variable: Int) -> Bool { variable < cells.count }

  /// A quota's floor or cap.
  func bound(of variable: Int, isCap: Bool) -> Int {
    guard isQuota(variable) else { return 0 }
    let (town, pool) = cells[variable]
    let bounds = problem.bounds[town, pool]
    return isCap ? bounds.upper : bounds.lower
  }

  /// A variable's lower bound; `nil` for that of no fewer than none.
  func floor(of variable: Int) -> PlanCondition? {
    guard isQuota(variable) else { return nil }
    let (town, pool) = cells[variable]
    let bounds = problem.bounds[town, pool]
    guard bounds.lowerCause != .pool else { return nil }
    return .floor(
      problem.scenario.towns[town].id, pool: problem.scenario.pools[pool].id, posts: bounds.lower, bounds.lowerCause)
  }

  /// A variable's upper bound.
  func cap(of variable: Int) -> PlanCondition? {
    guard isQuota(variable) else { return nil }
    let (town, pool) = cells[variable]
    let bounds = problem.bounds[town, pool]
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
