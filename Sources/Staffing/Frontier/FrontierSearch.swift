// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms

extension Scenario {
  /// The frontier of a goal against posts moved; see ``frontier(weighing:points:with:limits:monitor:)``.
  public func frontier(
    _ aim: FrontierPlace.Aim, points most: Int = 25, with solver: some LinearProgramSolver = GLPKSolver(),
    limits: Limits = .none, monitor: SolveMonitor? = nil
  ) -> FrontierOutcome {
    frontier(weighing: FrontierGoals(aim), points: most, with: solver, limits: limits, monitor: monitor)
  }

  /// The frontier of two goals, which is exact: each point is the optimum of the one with a limit on how far the other
  /// gives way as one more rule (the ε-constraint method: Haimes, Lasdon, Wismer, 1971), and says whether that is proved.
  /// Break points of fit against posts moved are found by prices where rules are nested totals and bounds.
  ///
  /// - Parameters:
  ///   - goals: the two goals.
  ///   - most: the most points, at least 2. Where the frontier may have more posts moved, or does have more points of
  ///     coverage or price, those nearest to even steps from the best of the one goal to the best of the other are taken,
  ///     and the knee beside them where it is known.
  ///   - solver: solves the linear programs.
  ///   - limits: when to stop; the time counts for all of it, or, where a monitor is given, for each program.
  ///   - monitor: shows progress and lets another thread cancel.
  ///
  /// A plan for each point.
  public func frontier(
    weighing goals: FrontierGoals, points most: Int = 25, with solver: some LinearProgramSolver = GLPKSolver(),
    limits: Limits = .none, monitor: SolveMonitor? = nil
  ) -> FrontierOutcome {
    let faults = beforeGivingWay(goals).faults
    guard faults.isEmpty else { return .failed(.unsoundScenario(faults)) }
    let monitor = monitor ?? SolveMonitor(seconds: limits.seconds)
    var search = FrontierSearch(self, goals, most: max(2, most)) { scenario in
      scenario.plan(with: solver, limits: limits, monitor: monitor)
    }
    return search.outcome { $0.solve(with: solver, limits: limits, monitor: monitor) }
  }
}

/// Looks for the points of a frontier, one after another.
private struct FrontierSearch {
  private let scenario: Scenario
  private let goals: FrontierGoals
  private let scale: FrontierScale
  /// What fit is measured by where floors of coverage differ from point to point, for plans count misfits from their bounds.
  private let fit: AllocationProgram?
  private let most: Int
  private let plan: (Scenario) -> PlanningOutcome
  /// What was found, by its mark.
  private var points: [Int: Frontier.Point] = [:]
  private var limit: Limit?

  init(
    _ scenario: Scenario, _ goals: FrontierGoals, most: Int, plan: @escaping (Scenario) -> PlanningOutcome
  ) {
    self.scenario = scenario
    self.goals = goals
    scale = FrontierScale(scenario, goals.against)
    fit = goals == .fitAgainstFairness ? AllocationProblem(scenario).fitProgram() : nil
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
      guard let last = try farEnd(), let least = try nearEnd(), let first = try point(upTo: least) else {
        return points.isEmpty ? .stopped(limit ?? .time) : .frontier(frontier(isComplete: false))
      }
      let isComplete = try findBetween(first.mark, last.mark)
      let problem = AllocationProblem(scenario)
      guard goals == FrontierGoals(.fit), limit == nil, FrontierPrices.suffice(for: problem) else {
        return .frontier(frontier(isComplete: isComplete && limit == nil))
      }
      return .frontier(try frontier(by: FrontierPrices(problem, solve: solve), problem, isComplete))
    } catch {
      return error.outcome
    }
  }

  /// The end where the other goal does not count, which is the easy one.
  private mutating func farEnd() throws(Refusal) -> Frontier.Point? {
    do throws(Refusal) {
      return try point(upTo: scale.loosest)
    } catch {
      // What is said of conflicts had better speak of the scenario as it is, without the rule that was added.
      if case .infeasible = error { _ = try planned(scenario.beforeGivingWay(goals)) }
      throw error
    }
  }

  /// The mark where the other goal has not given way at all; `nil` where a limit was reached first, with the plan that was
  /// found till then for a point.
  private mutating func nearEnd() throws(Refusal) -> Int? {
    guard let (plan, mark) = try planned(scenario.beforeGivingWay(goals)) else { return nil }
    if limit == nil { return mark }
    // The other goal comes first there.
    let goal = plan.solving.goals.first { $0.goal == 1 }
    if points[mark] == nil { points[mark] = point(plan, mark...max(mark, scale.loosest), goal, isProved: false) }
    return nil
  }

  private func point(
    _ plan: Plan, _ marks: ClosedRange<Int>, _ goal: Plan.GoalResult?, isProved: Bool
  ) -> Frontier.Point? {
    // A point is told by what its plan moves or costs; floors of coverage have to be the ones that it was found by.
    let mark = goals.against == .fairness ? marks.upperBound : marks.lowerBound
    guard let place = FrontierPlace(goals.aim, scale.level(mark)) else { return nil }
    let value = value(of: plan, goal)
    let shift = goals.aim == .fit ? value - plan.solving.misfit : 0
    return Frontier.Point(
      place: place, plan: plan, moved: scenario.postsMoved(by: plan.quotas), given: scale.value(of: plan.quotas),
      value: value, isProved: isProved, bound: goal?.bound.map { $0 + shift }, marks: marks)
  }

  private func value(of plan: Plan, _ goal: Plan.GoalResult?) -> Double {
    switch goals.aim {
    case .fit: fit?.goalValue(at: plan.quotas) ?? plan.solving.misfit
    case .fairness: goal?.value ?? FrontierScale(scenario, .fairness).value(of: plan.quotas)
    case .prices: goal?.value ?? FrontierScale(scenario, .prices).value(of: plan.quotas)
    }
  }

  /// Plans a scenario; `nil` where a limit left nothing.
  private mutating func planned(_ scenario: Scenario) throws(Refusal) -> (plan: Plan, mark: Int)? {
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
    return (plan, scale.mark(of: plan.quotas))
  }

  /// The point where the other goal has given way up to a mark.
  private mutating func point(upTo most: Int) throws(Refusal) -> Frontier.Point? {
    let known = points[most] ?? points.values.filter { $0.marks.contains(most) }.min { $0.mark < $1.mark }
    if let known { return known }
    guard let place = FrontierPlace(goals.aim, scale.level(most)),
      let (plan, mark) = try planned(scenario.at(place))
    else { return nil }
    let goal = plan.solving.goals.first
    let point = point(plan, mark...max(mark, most), goal, isProved: goal?.isProved ?? false)
    points[mark] = point
    return point
  }

  /// The point where the other goal has given way up to a mark, and no further than its value takes. Fairness leaves as few
  /// quotas as can be at the worst coverage before it looks at moves: its plan may move posts that this coverage by itself
  /// does not take. Where all points are looked for, the one that moves fewer is found after it; where some are, it would
  /// never be.
  private mutating func nondominatedPoint(upTo most: Int) throws(Refusal) -> Frontier.Point? {
    guard let point = try point(upTo: most) else { return nil }
    guard goals == FrontierGoals(.fairness) else { return point }
    let coverage = FrontierScale(scenario, .fairness)
    let level = coverage.level(coverage.mark(of: point.plan.quotas))
    guard let (_, fewest) = try planned(scenario.fewestMoves(keeping: level)), fewest < point.mark else { return point }
    return try self.point(upTo: fewest) ?? point
  }

  /// Looks for what is between the two ends, and keeps no more than are asked for. Whether these are all that there are.
  private mutating func findBetween(_ first: Int, _ last: Int) throws(Refusal) -> Bool {
    if goals.against != .stability {
      // How many there are is not told by how far apart the ends are.
      let ends = points
      if try findAll(below: last, downTo: first, atMost: most - 2) { return true }
      guard limit == nil else { return false }
      let steps = try findSome(from: first, to: last)
      points = points.filter { ends[$0.key] != nil || steps.contains($0.key) }
      return false
    }
    guard most < last - first else { return try findAll(below: last, downTo: first, atMost: .max) }
    let end = try nondominatedPoint(upTo: last)?.mark ?? last
    guard most < end - first else { return try findAll(below: end, downTo: first, atMost: .max) }
    _ = try findSome(from: first, to: end)
    return false
  }

  /// All points that there are below a mark: each next one has a mark less by one at least. `false` where a limit was
  /// reached, or there are more than so many.
  private mutating func findAll(below mark: Int, downTo least: Int, atMost most: Int) throws(Refusal) -> Bool {
    var (next, found) = (mark - 1, 0)
    while next > least {
      guard found <= most, let point = try point(upTo: next) else { return false }
      next = min(next, point.mark) - 1
      // The last one may be the other end.
      if point.mark > least { found += 1 }
    }
    return found <= most
  }

  /// Points at even steps, by their marks.
  private mutating func findSome(from first: Int, to last: Int) throws(Refusal) -> Set<Int> {
    var marks: Set<Int> = []
    for step in 1..<max(2, most - 1) {
      let (whole, rest) = (last - first).quotientAndRemainder(dividingBy: most - 1)
      guard let point = try nondominatedPoint(upTo: first + whole * step + rest * step / (most - 1)) else { break }
      marks.insert(point.mark)
    }
    return marks
  }

  private func frontier(isComplete: Bool) -> Frontier {
    frontier(isComplete: isComplete, isConvex: false, vertices: [], areAll: false)
  }

  /// The frontier with its break points.
  private mutating func frontier(
    by prices: FrontierPrices, _ problem: AllocationProblem, _ isComplete: Bool
  ) throws(Refusal) -> Frontier {
    let ends = points.keys.sorted().compactMap { mark in
      points[mark].map { Frontier.Vertex(moved: $0.moved, value: $0.value) }
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
      _ = try point(upTo: vertices[knee].moved)
    }
    return frontier(isComplete: isComplete && limit == nil, isConvex: true, vertices: vertices, areAll: areAll)
  }

  /// The most quotas of all programs of prices together: a number and no time, so that the same input gives the same
  /// bytes.
  private static let mostQuotasOfPrices = 1_000_000

  private func frontier(isComplete: Bool, isConvex: Bool, vertices: [Frontier.Vertex], areAll: Bool) -> Frontier {
    // At the ends nothing bends.
    let breaks = Set(vertices.dropFirst().dropLast().map(\.moved))
    let sign = goals.aim == .fairness ? -1.0 : 1
    // Beside moves, that one is no better may be said but for rounding; and one coverage, reached by quotas of two towns, may
    // be two numbers in its last digits.
    let tolerance = goals.against != .stability ? 1e-9 : goals.aim == .fairness ? 1e-14 : 0
    func loss(_ point: Frontier.Point) -> Double { sign * point.value }
    var points: [Frontier.Point] = []
    for mark in self.points.keys.sorted() {
      guard let point = self.points[mark] else { continue }
      // What a limit left may be no better than a point before it.
      if let last = points.last, loss(point) >= loss(last) - tolerance * max(1, abs(last.value)) { continue }
      points.append(point)
    }
    for place in points.indices { points[place].isBreak = breaks.contains(points[place].moved) }
    return Frontier(
      scenario: scenario, goals: goals, points: points, isComplete: isComplete, isConvex: isConvex, vertices: vertices,
      hasAllVertices: areAll, knee: limit == nil ? Frontier.knee(points.map { ($0.mark, sign * $0.value) }) : nil,
      limit: limit)
  }
}
