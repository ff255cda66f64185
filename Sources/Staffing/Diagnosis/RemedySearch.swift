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
    for (index, variable) in conditions.variables.enumerated() where isMovable(index) {
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
      boundPrice: { isMovable($0.index) ? RelaxationPrice(priority: 0) : nil })
    guard let relaxation = outcome.relaxation, isSound(relaxation) else { return nil }
    let moves = relaxation.moves.compactMap(move)
    guard moves.count == relaxation.moves.count, !moves.isEmpty else { return nil }
    let isLeast = if case .cheapest = outcome { true } else { false }
    return ConditionConflict.Remedy(moves: moves, isProvenLeast: isLeast)
  }

  private func price(ofRow row: Int) -> RelaxationPrice? {
    guard row < conditions.totals.count else { return nil }
    switch conditions.totals[row] {
    case .node(_, let node): return RelaxationPrice(priority: node.rule == nil ? 3 : 2)
    case .town: return RelaxationPrice(priority: 1)
    }
  }

  private func isMovable(_ variable: Int) -> Bool {
    let (town, pool) = conditions.cells[variable]
    let bounds = problem.bounds[town][pool]
    return [bounds.lowerCause, bounds.upperCause].contains { if case .rule = $0 { true } else { false } }
  }

  private func move(_ move: Relaxation.Move) -> ConditionConflict.Remedy.Move? {
    guard let posts = Int(exactly: move.to.rounded()) else { return nil }
    switch move.target {
    case .constraint(let row):
      return ConditionConflict.Remedy.Move(
        condition: conditions.condition(ofTotal: row.index, PlanCondition.Side(move.side)), posts: posts,
        rules: [conditions.totals[row.index].rule].compactMap(\.self))
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
    let quotas = conditions.variables.compactMap { whole(relaxation[$0]) }
    guard quotas.count == conditions.variables.count else { return false }
    var (totals, floors, caps): ([Int: Int], [Int: Int], [Int: Int]) = ([:], [:], [:])
    for move in relaxation.moves {
      guard let posts = whole(move.to) else { return false }
      switch (move.target, move.side) {
      case (.constraint(let row), _): totals[row.index] = posts
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
      && conditions.totals.enumerated().allSatisfy { row, total in
        conditions.quotas(of: total).reduce(0) { $0 + quotas[$1] } == totals[row] ?? total.posts
      }
  }
}
