// SPDX-License-Identifier: GPL-3.0-or-later

/// Solves a program for one goal after the other, and holds each while the next is sought.
///
/// A goal that a linear program proved is held by its optimal face, one that prices proved by what they leave, one that may
/// lose something or was found by branch and bound by a budget, a max–min goal by what its rounds settled. At every later
/// point it is checked what is held: where a face let more through than rounding does, budgets stand in for all faces.
struct LexicographicSolve {
  private let original: LinearProgram
  private let goals: [PrioritizedGoal]
  private let time: StageTime
  private let workers: Int
  private let solve: (LinearProgram, Limits) -> Outcome

  private var holdings: [Holding] = []
  private var stages: [GoalStage] = []
  private var measures: [GoalMeasure] = []
  /// Whether every goal that was reached is held.
  private var holdsAll = true

  /// - Parameters:
  ///   - workers: How many threads may be at work at once, beside what a solve does.
  ///   - solve: Solves a program of one goal.
  init(
    _ program: LinearProgram, _ goals: [PrioritizedGoal], _ limits: Limits, workers: Int = 1,
    solve: @escaping (LinearProgram, Limits) -> Outcome
  ) {
    original = program
    self.goals = goals
    self.solve = solve
    self.workers = workers
    time = StageTime(limits, shares: goals.map(\.share))
  }

  /// Goes through the goals.
  consuming func run() -> LexicographicOutcome {
    let faults = faults
    guard faults.isEmpty else { return LexicographicOutcome(outcome: .failed(.invalidModel(faults)), stages: []) }
    var end: Outcome?
    for place in goals.indices where end == nil { end = reach(place) }
    let outcome = conclude(end)
    guard let solution = outcome.solution else { return LexicographicOutcome(outcome: outcome, stages: stages) }
    for place in stages.indices { stages[place].final = measures[place].value(at: solution.values) }
    // What a limit left unproved has no optima, and their rows would be made after the time is over.
    guard holdsAll, case .optimal = outcome else { return LexicographicOutcome(outcome: outcome, stages: stages) }
    return LexicographicOutcome(outcome: outcome, stages: stages, optima: try? narrowed(byFaces: true))
  }

  /// Everything about the program and its goals that no solver may be given.
  private var faults: [ModelFault] {
    var faults = original.faults
    for goal in goals {
      var program = original
      program.goal =
        switch goal.aim {
        case .optimum(let goal): goal
        case .levels(let parts, _, _): .maximize(LinearExpression(sum: parts))
        }
      for fault in program.faults where !faults.contains(fault) { faults.append(fault) }
    }
    return faults
  }

  // MARK: One goal

  /// Reaches a goal. Returns how its search ended where none after it can be begun.
  private mutating func reach(_ place: Int) -> Outcome? {
    let sought = seek(place)
    guard let found = sought.outcome.solution else { return sought.outcome }
    let measure = GoalMeasure(goals[place].aim, of: original)
    let best: Double
    do { best = try measure.countedValue(at: found.values) } catch { return .failed(error) }
    let worst = measure.worsened(best, by: goals[place].degradation.amount(at: best))
    var (bound, limit) = (Double?.some(best), Limit?.none)
    if case .feasible(_, let known, let reached) = sought.outcome {
      // The solver counts convex costs from narrowed bounds, which shifts its goal by a constant.
      (bound, limit) = (known.map { $0 + (best - found.goal) }, reached)
    }
    let solution: Solution
    do { solution = try own(found, goal: best) } catch { return .failed(error) }
    do {
      try hold(place, sought, found, best: best, worst: worst, measure)
    } catch {
      // The last goal need not be held for another.
      guard place + 1 == goals.count || limit != nil else { return .failed(error) }
      holdsAll = false
    }
    measures.append(measure)
    stages.append(
      GoalStage(
        name: goals[place].name, best: best, bound: bound, held: worst, final: best, levels: sought.levels,
        limit: limit, solution: solution))
    if limit == .cancelled { return sought.outcome }
    // What is not held leaves nothing to seek for the goals after it.
    if !holdsAll, place + 1 < goals.count, let limit { return .undecided(bound: nil, limit: limit) }
    return nil
  }

  /// What a search for one goal found.
  private struct Sought {
    let outcome: Outcome
    var levels: [Double] = []
    /// What keeps the levels that were found, less what may be given up.
    var narrow: ((_ program: inout LinearProgram, _ degradation: Double) -> Void)?
  }

  /// The best point of a goal among those that keep what is held.
  private func seek(_ place: Int) -> Sought {
    guard let stageLimits = time.limits(ofStage: place) else {
      return Sought(outcome: .undecided(bound: nil, limit: .time))
    }
    do {
      var sought = seek(goals[place].aim, in: try narrowed(byFaces: true), stageLimits)
      if isDoubtful(sought.outcome), let left = time.limits(ofStage: place) {
        sought = seek(goals[place].aim, in: try narrowed(byFaces: false), left)
      }
      if !stages.isEmpty, case .infeasible = sought.outcome {
        // The points of the stages before keep everything.
        let message =
          "The solver finds no point for \(described(place)), but the goals before it have points that keep all."
        return Sought(outcome: .failed(.numericalTrouble(message: message)))
      }
      return sought
    } catch {
      // What a limit left unproved may leave more steps open than can be written out: then the search ends with it.
      if case .invalidModel = error, let limit = stages.lazy.compactMap(\.limit).first {
        return Sought(outcome: .undecided(bound: nil, limit: limit))
      }
      return Sought(outcome: .failed(error))
    }
  }

  private func isDoubtful(_ outcome: Outcome) -> Bool {
    guard holdings.contains(where: { $0.face != nil }) else { return false }
    if case .infeasible = outcome { return true }
    guard let solution = outcome.solution else { return false }
    return holdings.contains { $0.isBroken(by: solution.values) }
  }

  private func seek(_ aim: PrioritizedGoal.Aim, in program: LinearProgram, _ limits: Limits) -> Sought {
    switch aim {
    case .optimum(let goal):
      var program = program
      program.goal = goal
      return Sought(outcome: solve(program, limits))
    case .levels(let parts, let inverted, let rounds):
      let rounds = max(1, rounds ?? .max)
      let solveInTime = StageTime(limits, shares: [1]).limiting(solve)
      if let floors = LevelFloors(parts, of: program) {
        var search = LevelRounds(program, floors, workers: workers, solve: solveInTime)
        let outcome = Outcome(search.run(rounds: rounds), at: search.solution)
        return Sought(
          outcome: outcome, levels: inverted ? search.levels.map { -$0 } : search.levels,
          narrow: { [floors = search.floors] program, degradation in
            var floors = floors
            floors.degradation = degradation
            floors.narrow(&program)
          })
      }
      var search = CumulativeRounds(parts)
      let outcome = Outcome(search.run(program, rounds: rounds, solve: solveInTime), at: search.solution)
      return Sought(
        outcome: outcome, levels: inverted ? search.levels.map { -$0 } : search.levels,
        narrow: { [search] program, degradation in search.narrow(&program, degradation: degradation) })
    }
  }

  // MARK: Holding what was reached

  private mutating func hold(
    _ place: Int, _ sought: Sought, _ found: Solution, best: Double, worst: Double, _ measure: GoalMeasure
  ) throws(SolverFault) {
    let degradation = abs(worst - best)
    let isBroken: (_ values: [Double]) -> Bool = { measure.isBroken(measure.value(at: $0), holding: worst) }
    switch goals[place].aim {
    case .levels:
      let narrow = sought.narrow
      holdings.append(
        Holding(face: nil, rows: { narrow?(&$0, degradation) }, isBroken: isBroken))
    case .optimum(let goal):
      var isProved = false
      if case .optimal = sought.outcome { isProved = true }
      var program = try narrowed(byFaces: true)
      program.goal = goal
      if isProved, degradation == 0, let parts = found.parts,
        let holding = try? PartHolding(goal, of: program, at: found, parts, measuredBy: original)
      {
        let rows = { [original] (program: inout LinearProgram) throws(SolverFault) in
          try GoalBudget(goal, of: original, best: best, worst: worst, near: found, isOptimum: false).add(to: &program)
        }
        holdings.append(Holding(face: { holding.narrow(&$0) }, rows: rows, isBroken: isBroken))
        return
      }
      if isProved, degradation == 0, let narrowing = found.narrowing?.within(original.variableCount),
        let holding = try? NarrowingHolding(narrowing, at: found, of: original)
      {
        let rows = { [original] (program: inout LinearProgram) throws(SolverFault) in
          try GoalBudget(goal, of: original, best: best, worst: worst, near: found, isOptimum: false).add(to: &program)
        }
        holdings.append(Holding(face: { holding.narrow(&$0) }, rows: rows, isBroken: isBroken))
        return
      }
      let face = isProved && degradation == 0 ? OptimalFace(of: program, at: found) : nil
      let isOptimum = isProved && !found.wasBranched
      // Made where rows are asked for: a face needs no steps written out, and there may be too many to.
      let rows = { [original] (program: inout LinearProgram) throws(SolverFault) in
        try GoalBudget(goal, of: original, best: best, worst: worst, near: found, isOptimum: isOptimum).add(
          to: &program)
      }
      holdings.append(
        Holding(
          face: face.map { face in { face.narrow(&$0) } }, rows: rows, isBroken: isBroken))
    }
  }

  private func narrowed(byFaces: Bool) throws(SolverFault) -> LinearProgram {
    var program = original
    for holding in holdings {
      if byFaces, let face = holding.face { face(&program) } else { try holding.rows(&program) }
    }
    return program
  }

  // MARK: The end

  /// A solver's point as one of the program that was given, without what was added to hold goals; re-checked.
  private func own(_ found: Solution, goal: Double) throws(SolverFault) -> Solution {
    let values = Array(found.values.prefix(original.variableCount))
    let (violations, largest) = original.check(values, tolerance: GLPKSolver.feasibilityTolerance)
    guard violations.isEmpty else { throw .unsoundPoint(violations) }
    return Solution(
      program: original.id, values: values, goal: goal, method: found.method, largestViolation: largest,
      margins: found.margins)
  }

  private func conclude(_ end: Outcome?) -> Outcome {
    guard let last = stages.last else {
      if let end { return end }
      guard let limits = time.limits(ofStage: 0) else { return .undecided(bound: nil, limit: .time) }
      return solve(original, limits)
    }
    let firstLimit = stages.lazy.compactMap(\.limit).first
    switch end {
    case nil:
      guard let firstLimit else { return .optimal(last.solution) }
      let areEarlierProved = stages.dropLast().allSatisfy { $0.limit == nil }
      return .feasible(last.solution, bound: areEarlierProved ? last.bound : nil, limit: firstLimit)
    case .feasible(_, _, let limit), .undecided(_, let limit):
      return .feasible(last.solution, bound: nil, limit: firstLimit ?? limit)
    case .unbounded: return .unbounded
    case .failed(let fault): return .failed(fault)
    case .optimal, .infeasible:
      let message = "The solver finds no point for \(described(stages.count)), but the goals before it have points."
      return .failed(.numericalTrouble(message: message))
    }
  }

  /// A goal as a message calls it.
  private func described(_ place: Int) -> String {
    guard goals.indices.contains(place), !goals[place].name.isEmpty else { return "goal \(place + 1)" }
    return "goal \(place + 1), \(goals[place].name)"
  }
}

/// What keeps a goal in a program.
private struct Holding {
  /// By bounds alone, where a linear program proved the goal.
  let face: ((inout LinearProgram) -> Void)?
  /// By rows and auxiliary variables, or the bounds of levels.
  let rows: (inout LinearProgram) throws(SolverFault) -> Void
  /// Whether a point falls short by more than rounding.
  let isBroken: (_ values: [Double]) -> Bool

  func isBroken(by values: [Double]) -> Bool { isBroken(values) }
}

extension Outcome {
  /// What rounds came to that ended like this (`nil` for the end of all rounds), with this point.
  fileprivate init(_ end: Outcome?, at solution: Solution?) {
    switch (end, solution) {
    case (nil, let solution?): self = .optimal(solution)
    case (.feasible(_, _, let limit)?, let solution?), (.undecided(_, let limit)?, let solution?):
      self = .feasible(solution, bound: nil, limit: limit)
    case (let end?, _): self = end
    case (nil, nil): self = .failed(.numericalTrouble(message: "The rounds of a max–min goal ended without a point."))
    }
  }
}
