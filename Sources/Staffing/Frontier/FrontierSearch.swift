// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms

extension Scenario {
  /// The frontier of a goal against posts moved, which is exact: each point is the optimum of the goal with a limit on
  /// moves as one more rule (the ε-constraint method: Haimes, Lasdon, Wismer, 1971), and says whether that is proved.
  /// Break points of fit are found by prices where rules are nested totals and bounds.
  ///
  /// - Parameters:
  ///   - aim: the goal that is weighed against stability.
  ///   - most: the most points, at least 2. Where the frontier may have more, those nearest to even steps from the fewest
  ///     moves to the best of the goal are taken, and the knee beside them where it is known.
  ///   - solver: solves the linear programs.
  ///   - limits: when to stop; the time counts for all of it, or, where a monitor is given, for each program.
  ///   - monitor: shows progress and lets another thread cancel.
  ///
  /// A plan for each point.
  public func frontier(
    _ aim: FrontierPlace.Aim, points most: Int = 25, with solver: some LinearProgramSolver = GLPKSolver(),
    limits: Limits = .none, monitor: SolveMonitor? = nil
  ) -> FrontierOutcome {
    let monitor = monitor ?? SolveMonitor(seconds: limits.seconds)
    var search = FrontierSearch(self, aim, most: max(2, most)) { scenario in
      scenario.plan(with: solver, limits: limits, monitor: monitor)
    }
    return search.outcome { $0.solve(with: solver, limits: limits, monitor: monitor) }
  }
}

/// Looks for the points of a frontier, one after another.
private struct FrontierSearch {
  private let scenario: Scenario
  private let aim: FrontierPlace.Aim
  private let most: Int
  private let plan: (Scenario) -> PlanningOutcome
  /// What was found, by posts moved.
  private var points: [Int: Frontier.Point] = [:]
  private var limit: Limit?

  init(
    _ scenario: Scenario, _ aim: FrontierPlace.Aim, most: Int, plan: @escaping (Scenario) -> PlanningOutcome
  ) {
    self.scenario = scenario
    self.aim = aim
    self.most = most
    self.plan = plan
  }

  /// Why there is no frontier.
  private enum Refusal: Error {
    case infeasible([Infeasibility])
    case failed(PlanningFault)

    var outcome: FrontierOutcome {
      switch self {
      case .infeasible(let reasons): .infeasible(reasons)
      case .failed(let fault): .failed(fault)
      }
    }
  }

  mutating func outcome(solve: @escaping (LinearProgram) -> Outcome) -> FrontierOutcome {
    do throws(Refusal) {
      guard let last = try farEnd(), let fewest = try fewestMoves(), let first = try point(mostMoves: fewest) else {
        return points.isEmpty ? .stopped(limit ?? .time) : .frontier(frontier(isComplete: false))
      }
      var isComplete = true
      if most >= last.moved - first.moved {
        try findAll(below: last.moved, downTo: first.moved)
      } else {
        isComplete = try findSome(from: first.moved, to: last.moved)
      }
      let problem = AllocationProblem(scenario)
      guard aim == .fit, limit == nil, FrontierPrices.suffice(for: problem) else {
        return .frontier(frontier(isComplete: isComplete && limit == nil))
      }
      return .frontier(try frontier(by: FrontierPrices(problem, solve: solve), problem, isComplete))
    } catch {
      return error.outcome
    }
  }

  /// The end where moves do not count, which is the easy one.
  private mutating func farEnd() throws(Refusal) -> Frontier.Point? {
    do throws(Refusal) {
      return try point(mostMoves: postsToday)
    } catch {
      // What is said of conflicts had better speak of the scenario as it is, without the rule on moves.
      if case .infeasible = error { _ = try planned(scenario.mostStable(aim)) }
      throw error
    }
  }

  /// The fewest moves that there can be; `nil` where a limit was reached first, with the plan that was found till then for
  /// a point.
  private mutating func fewestMoves() throws(Refusal) -> Int? {
    guard let (plan, moved) = try planned(scenario.mostStable(aim)) else { return nil }
    if limit == nil { return moved }
    let goal = plan.solving.goals.first { scenario.mostStable(aim).goals[$0.goal].aim != .stability }
    if points[moved] == nil { points[moved] = point(plan, moved, goal, isProved: false) }
    return nil
  }

  private func point(
    _ plan: Plan, _ moved: Int, _ goal: Plan.GoalResult?, isProved: Bool
  ) -> Frontier.Point {
    Frontier.Point(
      plan: plan, moved: moved, value: aim == .fit ? plan.solving.misfit : goal?.value ?? 0, isProved: isProved,
      bound: goal?.bound)
  }

  private var postsToday: Int {
    scenario.towns.reduce(0) { sum, town in town.posts.reduce(sum) { $0 + ($1.quota ?? 0) } }
  }

  /// Plans a scenario; `nil` where a limit left nothing.
  private mutating func planned(_ scenario: Scenario) throws(Refusal) -> (plan: Plan, moved: Int)? {
    guard limit == nil else { return nil }
    let plan: Plan
    switch self.plan(scenario) {
    case .plan(let made): plan = made
    case .infeasible(let reasons): throw .infeasible(reasons)
    case .failed(let fault): throw .failed(fault)
    case .stopped(let reached, let best):
      limit = reached
      guard let best else { return nil }
      plan = best
    }
    return (plan, scenario.postsMoved(by: plan.quotas))
  }

  /// The point with at most so many posts moved.
  private mutating func point(mostMoves: Int) throws(Refusal) -> Frontier.Point? {
    if let known = points[mostMoves] { return known }
    guard let (plan, moved) = try planned(scenario.at(FrontierPlace(aim, mostMoves: mostMoves))) else { return nil }
    let goal = plan.solving.goals.first
    let point = point(plan, moved, goal, isProved: goal?.isProved ?? false)
    points[moved] = point
    return point
  }

  /// All points that there are below some moves: each next one has at least one move fewer.
  private mutating func findAll(below moved: Int, downTo fewest: Int) throws(Refusal) {
    var next = moved - 1
    while next > fewest, let point = try point(mostMoves: next) { next = min(next, point.moved) - 1 }
  }

  /// Points at even steps; whether these are all that there are.
  private mutating func findSome(from fewest: Int, to last: Int) throws(Refusal) -> Bool {
    for step in 1..<max(2, most - 1) {
      let (whole, rest) = (last - fewest).quotientAndRemainder(dividingBy: most - 1)
      guard try point(mostMoves: fewest + whole * step + rest * step / (most - 1)) != nil else { return false }
    }
    return false
  }

  private func frontier(isComplete: Bool) -> Frontier {
    frontier(isComplete: isComplete, isConvex: false, vertices: [], areAll: false)
  }

  /// The frontier with its break points.
  private mutating func frontier(
    by prices: FrontierPrices, _ problem: AllocationProblem, _ isComplete: Bool
  ) throws(Refusal) -> Frontier {
    let ends = points.keys.sorted().compactMap { moved in
      points[moved].map { Frontier.Vertex(moved: moved, value: $0.value) }
    }
    guard let first = ends.first, let last = ends.last else { return frontier(isComplete: isComplete) }
    let cells = max(1, scenario.towns.count * scenario.pools.count)
    var (vertices, areAll): ([Frontier.Vertex], Bool) = ([], false)
    do throws(Interruption) {
      (vertices, areAll) = try prices.vertices(
        from: first, to: last,
        programs: max(most.multipliedReportingOverflow(by: 2).partialValue, Self.mostQuotasOfPrices / cells))
    } catch {
      guard case .stopped(let reached) = error else {
        if case .failed(let fault) = error { throw .failed(.solver(fault)) }
        return frontier(isComplete: isComplete)
      }
      limit = reached
    }
    if let knee = Frontier.knee(vertices.map { ($0.moved, $0.value) }) {
      _ = try point(mostMoves: vertices[knee].moved)
    }
    return frontier(isComplete: isComplete && limit == nil, isConvex: true, vertices: vertices, areAll: areAll)
  }

  /// The most quotas of all programs of prices together: a number and no time, so that the same input gives the same
  /// bytes.
  private static let mostQuotasOfPrices = 1_000_000

  private func frontier(isComplete: Bool, isConvex: Bool, vertices: [Frontier.Vertex], areAll: Bool) -> Frontier {
    // At the ends nothing bends.
    let breaks = Set(vertices.dropFirst().dropLast().map(\.moved))
    let sign = aim == .fairness ? -1.0 : 1
    var points: [Frontier.Point] = []
    for moved in self.points.keys.sorted() {
      guard let point = self.points[moved] else { continue }
      // What a limit left may be no better than a point with fewer moves.
      if let last = points.last, sign * point.value >= sign * last.value { continue }
      points.append(point)
    }
    for place in points.indices { points[place].isBreak = breaks.contains(points[place].moved) }
    return Frontier(
      scenario: scenario, aim: aim, points: points, isComplete: isComplete, isConvex: isConvex, vertices: vertices,
      hasAllVertices: areAll, knee: limit == nil ? Frontier.knee(points.map { ($0.moved, sign * $0.value) }) : nil,
      limit: limit)
  }
}
