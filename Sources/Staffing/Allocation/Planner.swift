// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms

/// What came of planning a scenario.
public enum PlanningOutcome: Sendable {
  /// A plan that keeps every rule, re-checked in whole numbers.
  case plan(Plan)
  /// No plan can keep all rules; why, in sums.
  case infeasible([Infeasibility])
  /// A limit was reached before the plan was decided. The best plan so far, if there is one, keeps every rule,
  /// re-checked in whole numbers; see ``Plan/Solving/limit``.
  case stopped(Limit, best: Plan?)
  /// There is no answer.
  case failed(PlanningFault)
}

/// Why planning gave no answer.
public enum PlanningFault: Error, Hashable, Sendable {
  /// The scenario makes no sense as it stands.
  case unsoundScenario([ScenarioFault])
  /// The solver failed.
  case solver(SolverFault)
  /// The plan broke a rule when it was re-checked: a defect of this program, never shown as a plan.
  case planBreaksRules([Breach])
}

extension Scenario {
  /// Shares out the pools: the plan that keeps every rule and reaches the scenario's ``goals`` best, in their order.
  ///
  /// Where fit is the only goal, and the rules are bounds and totals, the linear program is solved first. Posts whose
  /// worths are too near for floating point to tell apart are then put in exact order, ties broken by the written rule
  /// (see ``Plan/ties``), and the program over those posts alone is solved again. So the plan is unique, and the same for
  /// the same towns in whatever order. Elsewhere goals are solved for in order, and what they leave open goes to the
  /// larger need as far as can be.
  ///
  /// - Parameters:
  ///   - solver: Solves the linear programs.
  ///   - limits: When to stop. The time counts for the whole plan, or, where a monitor is given, for each linear
  ///     program, and the monitor's own for the whole.
  ///   - monitor: Shows progress and lets another thread cancel.
  public func plan(
    with solver: some LinearProgramSolver = GLPKSolver(), limits: Limits = .none, monitor: SolveMonitor? = nil
  ) -> PlanningOutcome {
    let faults = self.faults
    guard faults.isEmpty else { return .failed(.unsoundScenario(faults)) }
    let problem = AllocationProblem(self)
    let conflicts = problem.conflicts
    // One clock for all the linear programs of a plan.
    let monitor = monitor ?? SolveMonitor(seconds: limits.seconds)
    guard conflicts.isEmpty else {
      let wayOut = ScenarioDiagnosis(problem, limits: limits, monitor: monitor).wayOut(of: conflicts)
      return .infeasible(conflicts + (wayOut.map { [.wayOut($0)] } ?? []))
    }
    do {
      let plan: Plan
      if problem.isPlain {
        let planner = Planner(problem: problem, solve: { $0.solve(with: solver, limits: limits, monitor: monitor) })
        plan = try planner.plan(solverName: solver.name)
      } else {
        plan = try StagedPlanner(problem, solver, limits, monitor).plan()
      }
      let breaches = plan.breaches
      guard breaches.isEmpty else { return .failed(.planBreaksRules(breaches)) }
      return plan.solving.limit.map { .stopped($0, best: plan) } ?? phasedIn(plan, solver, limits, monitor)
    } catch .infeasible {
      return .infeasible([ScenarioDiagnosis(problem, limits: limits, monitor: monitor).infeasibility])
    } catch {
      return error.outcome
    }
  }
}

extension AllocationProblem {
  /// The quotas of the best plan and nothing beside them, the same that ``Scenario/plan(with:limits:monitor:)`` has: who
  /// ties with whom is not looked for, nor, where there is no plan, why. A limit is an ``Interruption``, whatever was found.
  func quotas(
    with solver: some LinearProgramSolver, limits: Limits, monitor: SolveMonitor
  ) throws(Interruption) -> [[Int]] {
    guard conflicts.isEmpty else { throw .infeasible }
    guard isPlain else { return try StagedPlanner(self, solver, limits, monitor).quotas() }
    return try Planner(problem: self, solve: { $0.solve(with: solver, limits: limits, monitor: monitor) }).quotas()
  }
}

/// Why a linear program of a plan gave no solution.
enum Interruption: Error {
  case infeasible
  case stopped(Limit)
  case failed(SolverFault)

  /// Why an outcome without an optimum has none.
  init(_ outcome: Outcome) {
    self =
      switch outcome {
      case .infeasible: .infeasible
      case .feasible(_, _, let limit), .undecided(_, let limit): .stopped(limit)
      case .optimal, .unbounded: .failed(.numericalTrouble(message: ""))
      case .failed(let fault): .failed(fault)
      }
  }

  var outcome: PlanningOutcome {
    switch self {
    case .infeasible: return .infeasible([])
    case .stopped(let limit): return .stopped(limit, best: nil)
    case .failed(let fault): return .failed(.solver(fault))
    }
  }
}

private struct Planner {
  let problem: AllocationProblem
  let solve: (LinearProgram) -> Outcome

  func quotas() throws(Interruption) -> [[Int]] {
    let fit = problem.fitProgram()
    let (ranges, worths) = choice(fit, at: try solution(of: fit.program))
    return try problem.isNested
      ? decideByOrder(ranges, worths).quotas : decideByMagnification(ranges, worths).quotas
  }

  /// What fits equally well, so far as floating point can tell, and what each quota's last post is worth.
  private func choice(
    _ fit: AllocationProgram, at solution: Solution
  ) -> (ranges: CellTable<ClosedRange<Int>>, worths: CellTable<Double?>) {
    var ranges = problem.ranges
    var worths = ranges.map { _ in Double?.none }
    for cell in fit.cells {
      guard let margin = solution.margin(of: cell.variable) else { continue }
      ranges[cell.town, cell.pool] = margin.optimalRange
      worths[cell.town, cell.pool] = margin.worth
    }
    return (ranges, worths)
  }

  func plan(solverName: String) throws(Interruption) -> Plan {
    let fit = problem.fitProgram()
    let (solution, limit) = try firstSolution(of: fit.program)
    let (ranges, worths) = choice(fit, at: solution)
    let decided = try decide(ranges, worths, limit) { fit.quotas(at: solution) }
    let misfit = fit.goalValue(at: decided.quotas)
    return Plan(
      problem: problem, quotas: decided.quotas, worths: worths, prices: solution.constraintMultipliers,
      ties: decided.ties,
      solving: Plan.Solving(
        solver: solverName, variables: fit.program.variableCount, constraints: fit.program.constraintCount,
        method: solution.method, misfit: misfit,
        goals: [
          Plan.GoalResult(
            goal: 0, value: misfit, best: misfit, levels: [], isProved: limit == nil, bound: limit == nil ? misfit : nil
          )
        ],
        limit: decided.limit))
  }

  /// The plan among those that fit equally well; where a limit is in the way, the first that was found.
  private func decide(
    _ ranges: CellTable<ClosedRange<Int>>, _ worths: CellTable<Double?>, _ limit: Limit?, first: () -> [[Int]]
  ) throws(Interruption) -> Decision {
    if let limit { return Decision(quotas: first(), ties: [], limit: limit) }
    do {
      return try problem.isNested ? decideByOrder(ranges, worths) : decideByMagnification(ranges, worths)
    } catch .stopped(let limit) {
      return Decision(quotas: first(), ties: [], limit: limit)
    } catch {
      throw error
    }
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

  private struct Decision {
    let quotas: [[Int]]
    let ties: [Plan.Tie]
    /// What kept the choice from being made.
    var limit: Limit?
  }

  // MARK: Nested totals: the exact order of worths decides

  /// Where totals are nested, any costs in the same order have the same optimum (a polymatroid's greedy order), so the
  /// posts' places in the exact order serve as costs: whole numbers that no tolerance can confuse.
  private func decideByOrder(
    _ ranges: CellTable<ClosedRange<Int>>, _ worths: CellTable<Double?>
  ) throws(Interruption) -> Decision {
    var open: [ExactOrder.Post] = []
    // The first of each quota's open posts.
    var first = ranges.map { _ in 0 }
    for town in ranges.towns {
      for pool in 0..<ranges.pools where ranges[town, pool].count > 1 {
        first[town, pool] = open.count
        open += ranges[town, pool].dropFirst().map { ExactOrder.Post(town: town, pool: pool, post: $0) }
      }
    }
    guard !open.isEmpty else { return Decision(quotas: ranges.rows(\.lowerBound), ties: []) }
    let order = ExactOrder(problem, open)
    let sorted = order.sortedPlaces()
    var places = [Double](repeating: 0, count: open.count)
    for (place, post) in sorted.enumerated() { places[post] = Double(place) }
    let program = AllocationProgram(problem, ranges: ranges) { [places] town, pool, range in
      let beforeFirst = first[town, pool] - range.lowerBound - 1
      return ConvexCost(origin: range.lowerBound) { post in
        places.indices.contains(beforeFirst + post) ? places[beforeFirst + post] : .nan
      }
    }
    let quotas = try program.quotas(at: solution(of: program.program))
    return Decision(quotas: quotas, ties: ties(sorted.map { open[$0] }, order, quotas))
  }

  /// The runs of posts of equal worth of which some were granted and some were not, within the same total.
  private func ties(_ sorted: [ExactOrder.Post], _ order: ExactOrder, _ quotas: [[Int]]) -> [Plan.Tie] {
    let innermost = problem.trees.map { $0.innermost() }
    var ties: [Plan.Tie] = []
    var start = 0
    for index in 1...sorted.count {
      if index < sorted.count, order.areTied(sorted[index - 1], sorted[index]) { continue }
      let run = Dictionary(grouping: sorted[start..<index]) { [$0.pool, innermost[$0.pool][$0.town]] }
      for key in run.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
        let posts = run[key] ?? []
        let granted = posts.filter { quotas[$0.town][$0.pool] >= $0.post }
        let declined = posts.filter { quotas[$0.town][$0.pool] < $0.post }
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
      guard try one != quotas(in: ranges, towards: -1) else {
        ranges = CellTable(towns: one.count, pools: ranges.pools) { one[$0][$1]...one[$0][$1] }
        break
      }
      let most = try extreme(cell, ranges, sign: -1)
      if try most != extreme(cell, ranges, sign: 1) { favoured[cell.pool, default: []].append(cell.town) }
      ranges[cell.town, cell.pool] = most...most
    }
    let ties = favoured.sorted { $0.key < $1.key }.map { Plan.Tie(pool: $0.key, granted: $0.value, declined: []) }
    return Decision(quotas: ranges.rows(\.lowerBound), ties: ties)
  }

  /// The plan within the ranges that is farthest in a direction in which no two plans are alike, or the opposite one.
  private func quotas(in ranges: CellTable<ClosedRange<Int>>, towards sign: Double) throws(Interruption) -> [[Int]] {
    let pools = problem.scenario.pools.count
    let program = AllocationProgram(problem, ranges: ranges) { town, pool, range in
      let cost = sign * DistinctDirection.weight(town * pools + pool)
      return ConvexCost(origin: range.lowerBound) { _ in cost }
    }
    return try program.quotas(at: solution(of: program.program))
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
    return try program.quotas(at: solution(of: program.program))[cell.town][cell.pool]
  }
}
