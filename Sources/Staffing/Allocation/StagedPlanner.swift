// SPDX-License-Identifier: GPL-3.0-or-later

internal import Concurrency
internal import LinearPrograms

/// Plans a scenario with several goals, or with rules that cross the totals: the goals are solved for in order, and what
/// they leave open goes to the larger need.
struct StagedPlanner<Solver: LinearProgramSolver> {
  private let problem: AllocationProblem
  private let solver: Solver
  private let limits: Limits
  private let monitor: SolveMonitor
  private let workers: Int
  private let base: AllocationProgram
  private let prices: LinearExpression

  /// - Parameter workers: How many threads may be at work at once.
  init(
    _ problem: AllocationProblem, _ solver: Solver, _ limits: Limits, _ monitor: SolveMonitor, workers: Int = 1
  ) {
    self.workers = workers
    self.problem = problem
    self.solver = solver
    self.limits = limits
    self.monitor = monitor
    (base, prices) = problem.fullProgram()
  }

  /// The quotas of the plan; a limit is an interruption, but for that of nodes for ties.
  func quotas() throws(Interruption) -> [[Int]] {
    let result = solved(goals)
    guard case .optimal(let solution) = result.outcome else { throw Interruption(result.outcome) }
    let quotas = base.quotas(at: solution)
    guard let optima = result.optima else { return quotas }
    let chosen = chosen(by: farthest(optima, .maximize(problem.directionTowardsNeed(base)), from: result.basis))
    if let limit = chosen.limit, limit != .iterations { throw .stopped(limit) }
    return chosen.quotas ?? quotas
  }

  /// What a goal may lose is for later goals alone: what they do not need of it, it has back before ties are broken.
  private func solved(_ goals: [StagedGoal]) -> LexicographicOutcome {
    let again = goals.filter(\.mayLose).map { staged($0.goal, mayLose: .none) }
    return base.program.solve(
      inOrder: goals.map(\.prioritized) + again, with: solver, limits: limits, monitor: monitor)
  }

  func plan() throws(Interruption) -> Plan {
    let goals = goals
    // What ties need is made while the goals are sought.
    let (result, (direction, alike)) = concurrentPair(workers: workers) {
      solved(goals)
    } and: {
      (problem.directionTowardsNeed(base), LikeTowns(problem))
    }
    guard let solution = result.outcome.solution else { throw Interruption(result.outcome) }
    var limit: Limit?
    if case .feasible(_, _, let reached) = result.outcome { limit = reached }
    var quotas = base.quotas(at: solution)
    var ties: [Plan.Tie] = []
    var areTiesSettled = limit == nil
    if limit == nil, let optima = result.optima {
      let settlement = settle(optima, direction, alike, from: result.basis, otherwise: quotas)
      (quotas, ties, areTiesSettled) = (settlement.quotas, settlement.ties, settlement.isComplete)
      if monitor.isCancelled { limit = .cancelled }
    }
    var worths = problem.bounds.map { _ in Double?.none }
    let fit = zip(goals, result.stages).first { pair in if case .fit = pair.0.goal.aim { true } else { false } }
    for cell in base.cells { worths[cell.town, cell.pool] = fit?.1.solution.margin(of: cell.variable)?.worth }
    return Plan(
      problem: problem, quotas: quotas, worths: worths, ties: ties,
      solving: Plan.Solving(
        solver: solver.name, variables: base.program.variableCount, constraints: base.program.constraintCount,
        method: method(of: result), misfit: base.goalValue(at: quotas),
        goals: zip(goals, result.stages).compactMap { goal, stage in goalResult(goal, stage, quotas) }, limit: limit,
        areTiesSettled: areTiesSettled))
  }

  // MARK: Goals

  private struct StagedGoal: Sendable {
    /// The scenario's place of it; `nil` for soft rules that no goal names.
    let place: Int?
    let goal: PlanningGoal
    let prioritized: PrioritizedGoal

    var mayLose: Bool { goal.mayLose != .zero || goal.mayLosePercent != .zero }
  }

  /// The scenario's goals. Soft rules that none of them names come first: else they would have no effect.
  private var goals: [StagedGoal] {
    var goals = concurrentMap(problem.scenario.goals.count, workers: workers) { place in
      let goal = problem.scenario.goals[place]
      return StagedGoal(place: place, goal: goal, prioritized: staged(goal))
    }
    let hasPrices = problem.scenario.goals.contains { $0.aim == .prices }
    if !prices.terms.isEmpty && !hasPrices {
      let goal = PlanningGoal(.prices)
      goals.insert(StagedGoal(place: nil, goal: goal, prioritized: staged(goal)), at: 0)
    }
    return goals
  }

  private func staged(_ goal: PlanningGoal) -> PrioritizedGoal {
    staged(
      goal,
      mayLose: Degradation(absolute: goal.mayLose.doubleValue, relative: goal.mayLosePercent.doubleValue / 100))
  }

  private func staged(_ goal: PlanningGoal, mayLose degradation: Degradation) -> PrioritizedGoal {
    switch goal.aim {
    case .fairness(let rounds):
      return .maximizeLeast(of: coverages, rounds: rounds, mayLose: degradation)
    case .fit(let method, let moveCost):
      let costs = LocalPostCosts(
        PostCosts(method, near: problem.shares), towns: problem.bounds.towns, pools: problem.bounds.pools)
      return .optimize(
        separable { town, pool in
          let need = problem.shares[town, pool]
          guard let moveCost else { return costs[town, pool].cost(forNeed: need) }
          let today = problem.scenario.towns[town].posts[pool].quota ?? 0
          return costs[town, pool].cost(forNeed: need, today: today, moveCost: moveCost.doubleValue)
        }, mayLose: degradation)
    case .stability:
      var costs = LocalMoveCosts(problem.scenario)
      return .optimize(
        separable(besides: Double(postsTakenAnyway)) { costs.cost(town: $0, pool: $1) }, mayLose: degradation)
    case .prices:
      return .optimize(.minimize(prices), mayLose: degradation)
    }
  }

  /// The posts that bounds take from towns which have them today, whatever the plan: costs are counted from the bounds,
  /// and percents are of all posts moved.
  private var postsTakenAnyway: Int {
    problem.scenario.postsMoved { town, pool in
      max(problem.bounds[town, pool].lower, problem.bounds[town, pool].upper)
    }
  }

  private func separable(besides constant: Double = 0, _ cost: (_ town: Int, _ pool: Int) -> ConvexCost) -> Goal {
    var goal = Goal.minimize(LinearExpression(constant))
    goal.reserve(variables: base.cells.count)
    for cell in base.cells { goal.add(cost(cell.town, cell.pool), on: cell.variable) }
    return goal
  }

  /// Quota over share, of each quota that is open and has a share.
  private var coverages: [LinearExpression] {
    var coverages: [LinearExpression] = []
    coverages.reserveCapacity(base.cells.count)
    for cell in base.cells {
      let share = problem.shares[cell.town, cell.pool]
      if share > 0 { coverages.append((1 / share) * cell.variable + 0) }
    }
    return coverages
  }

  private func goalResult(_ goal: StagedGoal, _ stage: GoalStage, _ quotas: [[Int]]) -> Plan.GoalResult? {
    guard let place = goal.place else { return nil }
    let value =
      switch goal.goal.aim {
      case .fairness: worstCoverage(quotas)
      case .fit: stage.final
      case .stability: Double(problem.scenario.postsMoved(by: quotas))
      case .prices: problem.ruleRows.reduce(0) { $0 + ($1.price ?? 0) * $1.shortfall(at: quotas) }
      }
    // Quotas that are settled by their bounds have no part in the rounds, and one of them may be the worst.
    let best = if case .fairness = goal.goal.aim { min(stage.best, worstSettledCoverage) } else { stage.best }
    return Plan.GoalResult(
      goal: place, value: value, best: best, levels: stage.levels, isProved: stage.limit == nil, bound: stage.bound)
  }

  /// The least coverage of any quota with a share; 1 where there is none.
  private func worstCoverage(_ quotas: [[Int]]) -> Double {
    let worst = worst { town, pool in Double(quotas[town][pool]) }
    return worst.isFinite ? worst : 1
  }

  private var worstSettledCoverage: Double {
    worst { town, pool in base.settled(town, pool).map(Double.init) ?? .infinity }
  }

  /// The least coverage, by each quota; +∞ where none has a share.
  private func worst(_ quota: (_ town: Int, _ pool: Int) -> Double) -> Double {
    var worst = Double.infinity
    for town in base.ranges.towns {
      for pool in 0..<base.ranges.pools {
        let share = problem.shares[town, pool]
        if share > 0 { worst = min(worst, quota(town, pool) / share) }
      }
    }
    return worst
  }

  private func method(of result: LexicographicOutcome) -> Solution.Method {
    // Where nothing was branched, the last goal's linear program is the one that gave the plan.
    guard result.stages.contains(where: \.solution.wasBranched) else {
      return result.stages.last?.solution.method ?? .linearProgram(iterations: 0)
    }
    return Solution.Method(together: result.stages.lazy.map(\.solution.method))
  }

  // MARK: Ties

  /// The plan that is farthest in a direction, among all that the goals leave open.
  private func farthest(_ optima: LinearProgram, _ goal: Goal, from basis: SimplexBasis?) -> Outcome {
    var optima = optima
    optima.goal = goal
    return solver.solve(optima, from: basis, limits: limitsForTies, monitor: monitor)
  }

  /// What a search among all that the goals leave open came to: where a limit was in the way, the best that was found,
  /// which is no worse for any goal; `nil` where there is none.
  private func chosen(by outcome: Outcome) -> (quotas: [[Int]]?, isComplete: Bool, limit: Limit?) {
    switch outcome {
    case .optimal(let solution): (base.quotas(at: solution), true, nil)
    case .feasible(let solution, _, let limit): (base.quotas(at: solution), false, limit)
    case .undecided(_, let limit): (nil, false, limit)
    case .infeasible, .unbounded, .failed: (nil, false, nil)
    }
  }

  private var limitsForTies: Limits {
    var limits = limits
    limits.nodes = Plan.Solving.mostNodesForTies
    return limits
  }

  /// The plan in which the larger needs have more, and who would have more or less in the plan that is farthest from it,
  /// or in one in which towns that are alike change places.
  private func settle(
    _ optima: LinearProgram, _ direction: LinearExpression, _ alike: LikeTowns, from basis: SimplexBasis?,
    otherwise quotas: [[Int]]
  ) -> (quotas: [[Int]], ties: [Plan.Tie], isComplete: Bool) {
    let outcomes = concurrentMap(2, workers: workers) { place in
      farthest(optima, place == 0 ? .maximize(direction) : .minimize(direction), from: basis)
    }
    let most = chosen(by: outcomes[0])
    let granted = most.quotas ?? quotas
    let alike = alike.ties(at: granted)
    guard most.isComplete, let declined = chosen(by: outcomes[1]).quotas else { return (granted, alike, false) }
    let ties = problem.scenario.pools.indices.compactMap { pool -> Plan.Tie? in
      let more = granted.indices.filter { granted[$0][pool] > declined[$0][pool] }
      let less = granted.indices.filter { granted[$0][pool] < declined[$0][pool] }
      guard !more.isEmpty || !less.isEmpty else { return nil }
      return Plan.Tie(pool: pool, granted: more, declined: less, isExact: false)
    }
    let isComplete = if case .optimal = outcomes[1] { true } else { false }
    return (granted, Plan.Tie.together(ties, alike), isComplete)
  }
}

extension Scenario {
  /// The posts that a plan takes from towns which have them today. O(towns · pools).
  func postsMoved(by quotas: [[Int]]) -> Int { postsMoved { quotas[$0][$1] } }

  /// The same, by each quota. O(towns · pools).
  func postsMoved(by quota: (_ town: Int, _ pool: Int) -> Int) -> Int {
    let today = columns.quotas
    var moved = 0
    for town in towns.indices {
      for pool in pools.indices { moved += max(0, (today[town, pool] ?? 0) - quota(town, pool)) }
    }
    return moved
  }
}
