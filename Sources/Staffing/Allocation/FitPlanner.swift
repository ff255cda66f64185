// SPDX-License-Identifier: GPL-3.0-or-later

internal import Concurrency
internal import LinearPrograms

/// Plans a scenario in which fit is the one goal, and totals and bounds are the only rules: each part that has nothing to
/// do with the others by itself, and several at once.
struct FitPlanner: Sendable {
  private let problem: AllocationProblem
  private let workers: Int
  private let solve: @Sendable (LinearProgram) -> Outcome
  private let costs: PostCosts
  private let scale: ExactScale

  init(_ problem: AllocationProblem, workers: Int = 1, solve: @escaping @Sendable (LinearProgram) -> Outcome) {
    self.problem = problem
    self.workers = workers
    self.solve = solve
    costs = PostCosts(problem.scenario.method, near: problem.shares)
    scale = ExactScale(problem)
  }

  /// The quotas of the plan; a limit is an interruption.
  func quotas() throws(Interruption) -> [[Int]] {
    var quotas = problem.bounds.map { _ in 0 }
    let parts = problem.independentParts
    let found = try eachPart(parts) { part throws(Interruption) in
      let fit = problem.fitProgram(of: part, at: costs)
      let (ranges, worths) = choice(fit, at: try solution(of: fit.program))
      return try decide(part, ranges, worths).quotas
    }
    for (part, found) in zip(parts, found) { quotas.replace(part, by: found) }
    return quotas.rows { $0 }
  }

  func plan(solverName: String) throws(Interruption) -> Plan {
    let parts = problem.independentParts
    let plans = try eachPart(parts) { part throws(Interruption) in try planned(part) }
    var quotas = problem.bounds.map { _ in 0 }
    var worths = quotas.map { _ in Double?.none }
    var prices = [Double](repeating: 0, count: problem.totalCount)
    for (part, planned) in zip(parts, plans) {
      quotas.replace(part, by: planned.decision.quotas)
      worths.replace(part, by: planned.worths)
      // A limit may have left no prices.
      for (total, price) in zip(problem.totals(of: part), planned.multipliers) { prices[total] = price }
    }
    let misfit = Double.sum(plans.map(\.misfit))
    let isProved = plans.allSatisfy(\.isProved)
    return Plan(
      problem: problem, quotas: quotas.rows { $0 }, worths: worths, prices: prices,
      ties: plans.flatMap(\.decision.ties),
      solving: Plan.Solving(
        solver: solverName, variables: plans.reduce(0) { $0 + $1.variables }, constraints: prices.count,
        method: Solution.Method(together: plans.lazy.map(\.method)), misfit: misfit,
        goals: [
          Plan.GoalResult(
            goal: 0, value: misfit, best: misfit, levels: [], isProved: isProved, bound: isProved ? misfit : nil)
        ],
        limit: plans.lazy.compactMap(\.decision.limit).first))
  }

  // MARK: Parts

  /// What comes of each part, in order; the first interruption of any, in that order.
  private func eachPart<Result: Sendable>(
    _ parts: [AllocationPart], _ work: @escaping @Sendable (_ part: AllocationPart) throws(Interruption) -> Result
  ) throws(Interruption) -> [Result] {
    let results = concurrentMap(parts.count, workers: workers) { place in
      Swift.Result { () throws(Interruption) in try work(parts[place]) }
    }
    var found: [Result] = []
    for result in results { found.append(try result.get()) }
    return found
  }

  /// The plan of a part.
  private struct PlannedPart: Sendable {
    let worths: CellTable<Double?>
    let decision: Decision
    /// What one post more of each total would cost.
    let multipliers: [Double]
    let method: Solution.Method
    let misfit: Double
    let variables: Int
    let isProved: Bool
  }

  private func planned(_ part: AllocationPart) throws(Interruption) -> PlannedPart {
    let fit = problem.fitProgram(of: part, at: costs)
    let (solution, limit) = try firstSolution(of: fit.program)
    let (ranges, worths) = choice(fit, at: solution)
    let found = fit.cellQuotas(at: solution)
    let decision = try decide(part, ranges, worths, limit) { found }
    return PlannedPart(
      worths: worths, decision: decision, multipliers: solution.constraintMultipliers, method: solution.method,
      misfit: decision.quotas.entries == found.entries
        ? solution.goal : fit.goalValue { decision.quotas[$0, $1] },
      variables: fit.program.variableCount, isProved: limit == nil)
  }

  // MARK: One part

  /// What fits equally well, so far as floating point can tell, and what each quota's last post is worth. Quotas that the
  /// program does not have are as they were.
  private func choice(
    _ fit: AllocationProgram, at solution: Solution
  ) -> (ranges: CellTable<ClosedRange<Int>>, worths: CellTable<Double?>) {
    var ranges = fit.ranges
    var worths = ranges.map { _ in Double?.none }
    for cell in fit.cells {
      guard let margin = solution.margin(of: cell.variable) else { continue }
      ranges[cell.town, cell.pool] = margin.optimalRange
      worths[cell.town, cell.pool] = margin.worth
    }
    return (ranges, worths)
  }

  /// The plan among those that fit equally well; where a limit is in the way, the first that was found.
  private func decide(
    _ part: AllocationPart, _ ranges: CellTable<ClosedRange<Int>>, _ worths: CellTable<Double?>, _ limit: Limit?,
    first: () -> CellTable<Int>
  ) throws(Interruption) -> Decision {
    if let limit { return Decision(quotas: first(), ties: [], limit: limit) }
    do {
      return try decide(part, ranges, worths)
    } catch .stopped(let limit) {
      return Decision(quotas: first(), ties: [], limit: limit)
    } catch {
      throw error
    }
  }

  private func decide(
    _ part: AllocationPart, _ ranges: CellTable<ClosedRange<Int>>, _ worths: CellTable<Double?>
  ) throws(Interruption) -> Decision {
    // Parts are apart only where no town has a total over pools.
    try problem.isNested ? decideByOrder(part, ranges) : decideByMagnification(ranges, worths)
  }

  /// The solution of the program of fit, the best one so far where a limit was reached.
  private func firstSolution(of program: LinearProgram) throws(Interruption) -> (Solution, Limit?) {
    let outcome = solve(program)
    if case .feasible(let solution, _, let limit) = outcome { return (solution, limit) }
    return (try solution(of: outcome), nil)
  }

  private func solution(of program: LinearProgram) throws(Interruption) -> Solution {
    try solution(of: solve(program))
  }

  private func solution(of outcome: Outcome) throws(Interruption) -> Solution {
    if case .optimal(let solution) = outcome { return solution }
    throw Interruption(outcome)
  }

  private struct Decision: Sendable {
    let quotas: CellTable<Int>
    let ties: [Plan.Tie]
    /// What kept the choice from being made.
    var limit: Limit?
  }

  // MARK: Nested totals: the exact order of worths decides

  /// Where totals are nested, any costs in the same order have the same optimum (a polymatroid's greedy order), so the
  /// posts' places in the exact order serve as costs: whole numbers that no tolerance can confuse.
  private func decideByOrder(
    _ part: AllocationPart, _ undecided: CellTable<ClosedRange<Int>>
  ) throws(Interruption) -> Decision {
    var ranges = undecided
    for tree in part.trees { tree.settleLast(of: &ranges) }
    var open: [ExactOrder.Post] = []
    // The first of each quota's open posts.
    var first = ranges.map { _ in 0 }
    for town in ranges.towns {
      for pool in part.pools where ranges[town, pool].count > 1 {
        first[town, pool] = open.count
        open += ranges[town, pool].dropFirst().map { ExactOrder.Post(town: town, pool: pool, post: $0) }
      }
    }
    guard !open.isEmpty else { return Decision(quotas: ranges.map(\.lowerBound), ties: []) }
    let order = ExactOrder(problem, open, of: part.towns, scale: scale)
    let sorted = order.sortedPlaces()
    var places = [Double](repeating: 0, count: open.count)
    for (place, post) in sorted.enumerated() { places[post] = Double(place) }
    let program = AllocationProgram(problem, part: part, ranges: ranges) { [places] town, pool, range in
      let beforeFirst = first[town, pool] - range.lowerBound - 1
      return ConvexCost(origin: range.lowerBound) { post in
        places.indices.contains(beforeFirst + post) ? places[beforeFirst + post] : .nan
      }
    }
    let quotas = try program.cellQuotas(at: solution(of: program.program))
    return Decision(quotas: quotas, ties: ties(part, sorted.map { open[$0] }, order, quotas))
  }

  /// The runs of posts of equal worth of which some were granted and some were not, within the same total.
  private func ties(
    _ part: AllocationPart, _ sorted: [ExactOrder.Post], _ order: ExactOrder, _ quotas: CellTable<Int>
  ) -> [Plan.Tie] {
    var innermost: [Int: [Int]] = [:]
    for tree in part.trees { innermost[tree.pool] = tree.innermost() }
    var ties: [Plan.Tie] = []
    var start = 0
    for index in 1...sorted.count {
      if index < sorted.count, order.areTied(sorted[index - 1], sorted[index]) { continue }
      let run = Dictionary(grouping: sorted[start..<index]) { post in
        [post.pool, innermost[post.pool]?[post.town - part.towns.lowerBound] ?? 0]
      }
      for key in run.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
        let posts = run[key] ?? []
        let granted = posts.filter { quotas[$0.town, $0.pool] >= $0.post }
        let declined = posts.filter { quotas[$0.town, $0.pool] < $0.post }
        if !granted.isEmpty && !declined.isEmpty {
          ties.append(
            Plan.Tie(pool: key[0], granted: granted.map(\.town), declined: declined.map(\.town)))
        }
      }
      start = index
    }
    return ties
  }

  // MARK: Two-way totals: near ties under the magnifying glass

  /// Where towns' totals cross the pools', sums of logarithms decide. Costs less their worth are magnified a
  /// million-fold and solved again (iterative refinement: Gleixner, Steffy, Wolter, 2016); what is still open then is
  /// a tie, and each town in turn, the larger need first, has as much as the rest allows.
  private func decideByMagnification(
    _ ranges: CellTable<ClosedRange<Int>>, _ worths: CellTable<Double?>
  ) throws(Interruption) -> Decision {
    let shares = problem.shares
    let method = problem.scenario.method
    let magnified = AllocationProgram(problem, ranges: ranges) { town, pool, range in
      let (need, worth) = (shares[town, pool], worths[town, pool] ?? 0)
      return ConvexCost(origin: range.lowerBound) { (method.cost(ofPost: $0, need: need) - worth) * 1e6 }
    }
    let solution = try solution(of: magnified.program)
    var ranges = ranges
    for cell in magnified.cells {
      guard let margin = solution.margin(of: cell.variable) else { continue }
      ranges[cell.town, cell.pool] = margin.optimalRange
    }
    let byNeed = magnified.cells.sorted { left, right in
      let (a, b) = (problem.needs[left.town, left.pool], problem.needs[right.town, right.pool])
      return a != b ? a > b : (left.town, left.pool) < (right.town, right.pool)
    }
    var favoured: [Int: [Int]] = [:]
    for cell in byNeed where ranges[cell.town, cell.pool].count > 1 {
      // As long as two opposite directions end at different plans there is a choice; mostly there is none at all.
      let one = try quotas(in: ranges, towards: 1)
      guard try one.entries != quotas(in: ranges, towards: -1).entries else {
        ranges = one.map { $0...$0 }
        break
      }
      let most = try extreme(cell, ranges, sign: -1)
      if try most != extreme(cell, ranges, sign: 1) { favoured[cell.pool, default: []].append(cell.town) }
      ranges[cell.town, cell.pool] = most...most
    }
    let ties = favoured.sorted { $0.key < $1.key }.map { Plan.Tie(pool: $0.key, granted: $0.value, declined: []) }
    return Decision(quotas: ranges.map(\.lowerBound), ties: ties)
  }

  /// The plan within the ranges that is farthest in a direction in which no two plans are alike, or the opposite one.
  private func quotas(
    in ranges: CellTable<ClosedRange<Int>>, towards sign: Double
  ) throws(Interruption) -> CellTable<Int> {
    let pools = problem.scenario.pools.count
    let program = AllocationProgram(problem, ranges: ranges) { town, pool, range in
      let cost = sign * DistinctDirection.weight(town * pools + pool)
      return ConvexCost(origin: range.lowerBound) { _ in cost }
    }
    return try program.cellQuotas(at: solution(of: program.program))
  }

  /// The most (`sign` −1) or least (+1) that a quota can be within the ranges.
  private func extreme(
    _ cell: AllocationProgram.Cell, _ ranges: CellTable<ClosedRange<Int>>, sign: Double
  ) throws(Interruption) -> Int {
    let range = ranges[cell.town, cell.pool]
    guard range.count > 1 else { return range.lowerBound }
    let program = AllocationProgram(problem, ranges: ranges) { town, pool, range in
      let cost = town == cell.town && pool == cell.pool ? sign : 0
      return ConvexCost(origin: range.lowerBound) { _ in cost }
    }
    return try program.cellQuotas(at: solution(of: program.program))[cell.town, cell.pool]
  }
}
