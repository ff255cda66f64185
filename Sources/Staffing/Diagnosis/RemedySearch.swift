// SPDX-License-Identifier: GPL-3.0-or-later

internal import LinearPrograms

/// Finds the least relaxation of the rules that leaves a plan.
struct RemedySearch {
  private let problem: AllocationProblem
  private var conditions: ConditionProgram

  init(_ problem: AllocationProblem) {
    self.problem = problem
    conditions = ConditionProgram(problem, wholeNumbers: true)
    // What no rule set stays: nobody has less than none or the method's one post, nor more than the floor without need.
    for (index, variable) in conditions.variables.prefix(conditions.cells.count).enumerated() where isMovable(index) {
      let (town, pool) = conditions.cells[index]
      let hasNeed = problem.needs[town, pool] > 0
      conditions.program.add(1 * variable >= (hasNeed && problem.scenario.method.guaranteesOnePost ? 1 : 0))
      if !hasNeed { conditions.program.add(1 * variable <= Double(problem.bounds[town][pool].lower)) }
    }
  }

  /// The remedy; `nil` where nothing that may be moved helps, or a limit was reached before anything was found.
  func remedy(limits: Limits, monitor: SolveMonitor?) -> ConditionConflict.Remedy? {
    let outcome = conditions.program.cheapestRelaxation(
      limits: limits, monitor: monitor, price: { price(ofRow: $0.index) },
      boundPrice: { isMovable($0.index) ? RelaxationPrice(priority: rank(ofBounds: $0.index)) : nil })
    guard let relaxation = outcome.relaxation, isSound(relaxation) else { return nil }
    let moves = relaxation.moves.compactMap(move)
    guard moves.count == relaxation.moves.count, !moves.isEmpty else { return nil }
    let isLeast = if case .cheapest = outcome { true } else { false }
    return ConditionConflict.Remedy(moves: moves, isProvenLeast: isLeast)
  }

  private func price(ofRow row: Int) -> RelaxationPrice? {
    guard row < conditions.rows.count else { return nil }
    let requirement = conditions.rows[row].requirement
    switch requirement {
    // A pool's total is no rule that could give way: it comes after all of them.
    case .node(_, let node):
      return RelaxationPrice(priority: node.rule.map { rank(of: $0, otherwise: 2) } ?? Self.rankOfPools)
    case .town: return RelaxationPrice(priority: rank(of: requirement.rule, otherwise: 1))
    case .moves: return RelaxationPrice(priority: rank(of: requirement.rule, otherwise: 0))
    case .rule, .loss: return nil
    }
  }

  /// The priority of what a rule set. What the scenario states comes before what goes by the sort of rule: a rule of
  /// priority 1 is moved after all of priority 2, and those after all without one.
  private func rank(of rule: Int?, otherwise: Int) -> Int {
    guard let rule, let priority = problem.scenario.rules[rule].priority else { return otherwise }
    return otherwise + 4 * (1 + max(0, Self.lastPriority - min(priority, Self.lastPriority)))
  }

  /// Priorities beyond this count as equal.
  private static let lastPriority = 100
  private static let rankOfPools = 4 * (lastPriority + 3)

  private func rank(ofBounds variable: Int) -> Int {
    let (town, pool) = conditions.cells[variable]
    let bounds = problem.bounds[town][pool]
    return [bounds.lowerCause, bounds.upperCause].map { cause in
      if case .rule(let place) = cause { rank(of: place, otherwise: 0) } else { 0 }
    }.max() ?? 0
  }

  private func isMovable(_ variable: Int) -> Bool {
    guard conditions.isQuota(variable) else { return false }
    let (town, pool) = conditions.cells[variable]
    let bounds = problem.bounds[town][pool]
    return [bounds.lowerCause, bounds.upperCause].contains { if case .rule = $0 { true } else { false } }
  }

  private func move(_ move: Relaxation.Move) -> ConditionConflict.Remedy.Move? {
    guard let posts = Int(exactly: move.to.rounded()) else { return nil }
    switch move.target {
    case .constraint(let row):
      return conditions.condition(ofRow: row.index, PlanCondition.Side(move.side)).map {
        ConditionConflict.Remedy.Move(
          condition: $0, posts: posts, rules: [conditions.rows[row.index].requirement.rule].compactMap(\.self))
      }
    case .variable(let variable):
      let isCap = move.side == .upper
      let (town, pool) = conditions.cells[variable.index]
      let condition = isCap ? conditions.cap(of: variable.index) : conditions.floor(of: variable.index)
      return condition.map {
        ConditionConflict.Remedy.Move(
          condition: $0, posts: posts,
          rules: problem.scenario.rules(holding: isCap ? posts - 1 : posts + 1, isCap: isCap, town: town, pool: pool))
      }
    }
  }

  /// Whether the relaxation's own point keeps everything that it leaves, in whole numbers.
  private func isSound(_ relaxation: Relaxation) -> Bool {
    func whole(_ value: Double) -> Int? {
      abs(value - value.rounded()) < 1e-6 ? Int(exactly: value.rounded()) : nil
    }
    let quotas = conditions.variables.prefix(conditions.cells.count).compactMap { whole(relaxation[$0]) }
    guard quotas.count == conditions.cells.count else { return false }
    let values = quotas.map(Double.init) + conditions.variables.dropFirst(quotas.count).map { relaxation[$0] }
    var (rows, floors, caps): ([Int: Double], [Int: Int], [Int: Int]) = ([:], [:], [:])
    for move in relaxation.moves {
      guard let posts = whole(move.to) else { return false }
      switch (move.target, move.side) {
      case (.constraint(let row), _): rows[row.index] = Double(posts)
      case (.variable(let variable), .upper): caps[variable.index] = posts
      case (.variable(let variable), _): floors[variable.index] = posts
      }
    }
    let keepsBounds = conditions.cells.enumerated().allSatisfy { index, cell in
      let bounds = problem.bounds[cell.town][cell.pool]
      let most = bounds.upperCause == .pool ? Int.max : bounds.upper
      return (floors[index] ?? bounds.lower) <= quotas[index] && quotas[index] <= (caps[index] ?? most)
    }
    return keepsBounds
      && conditions.rows.enumerated().allSatisfy { place, row in
        let sum = row.terms.reduce(0) { $0 + $1.coefficient * values[$1.variable] }
        let (lower, upper) = (min(row.lower, rows[place] ?? row.lower), max(row.upper, rows[place] ?? row.upper))
        return lower - 1e-6 <= sum && sum <= upper + 1e-6
      }
  }
}
