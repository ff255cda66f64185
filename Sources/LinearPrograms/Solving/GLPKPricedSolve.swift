// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGLPKSession

/// One solve of a whole-number program whose blocks a few long rows couple, by prices for those rows.
///
/// The prices prove a bound, and the blocks' best points at them, repaired, give a point. What lies between the two, the
/// *gap*, is small: every point of a block that alone loses more than the gap is out, as in fixing by reduced costs. That
/// leaves most variables no choice, and what is left is a small program, which GLPK solves.
struct GLPKPricedSolve {
  private let program: LinearProgram
  private let limits: Limits
  private let branching: BranchSettings
  private let secondsLeft: () -> Double?
  private let taking: ((LinearProgram) -> CoupledBlocks?)?

  /// - Parameters:
  ///   - secondsLeft: What is left until everything has to end; `nil` for no limit.
  ///   - taking: How programs are taken apart; `nil` for the usual way.
  init(
    _ program: LinearProgram, _ limits: Limits, branching: BranchSettings, secondsLeft: @escaping () -> Double?,
    taking: ((LinearProgram) -> CoupledBlocks?)? = nil
  ) {
    (self.program, self.limits) = (program, limits)
    (self.branching, self.secondsLeft, self.taking) = (branching, secondsLeft, taking)
  }

  /// The outcome of the whole; `nil` where the program is not of this kind, or prices do not lead to a point.
  func run(in session: borrowing GLPKSession) throws(SolverFault) -> Outcome? {
    guard taking != nil || program.mayBeCoupledBlocks else { return nil }
    // A network is whole as it is, and its multipliers are the better proof.
    guard !NetworkMatrix.makesVerticesWhole(program) else { return nil }
    var tightened = program
    guard tightened.tightenWholeBounds(rounds: 16) else { return .infeasible }
    guard let blocks = taking.map({ $0(tightened) }) ?? CoupledBlocks(tightened), !blocks.variables.isEmpty,
      blocks.isLedByPrices(program.goal)
    else { return nil }
    let start = PricedStart(tightened, blocks)
    guard let costs = start.costs,
      var search = PriceSearch(
        PricedBlocks(blocks, costs, from: start.guesses), from: start.prices, reach: start.reach),
      try search.run(
        hasToStop: { session.limitReached != nil },
        { (master) throws(SolverFault) in
          var solve = GLPKSolve(master, .none)
          guard case .optimal(let solution) = try solve.solve(in: session) else { return nil }
          return solution
        })
    else { return nil }
    var repair = CouplingRepair(search.blocks)
    guard let found = repair.run(spacing: start.spacing) else {
      return try pointAtBound(search.blocks.bound, from: start.guesses, blocks, tightened, in: session)
    }
    var values = tightened.variables.lower.map { $0.rounded(.up) }
    for (place, variable) in blocks.variables.enumerated() { values[variable] = Double(found.values[place]) }
    let point = try program.priced(values, nodes: 0)
    // Where nothing costs anything, every point is as good.
    guard start.hasGoal else { return .optimal(point) }
    guard let narrowing = Solution.Narrowing(search.blocks, gap: found.gap, of: tightened) else { return nil }
    return try solved(narrowing, point, gap: found.gap, in: session)
  }

  /// The optimum among what the gap leaves.
  private func solved(
    _ narrowing: Solution.Narrowing, _ point: Solution, gap: Double, in session: borrowing GLPKSession
  ) throws(SolverFault) -> Outcome? {
    var point = point
    point.narrowing = narrowing
    guard gap > narrowing.rounding else { return .optimal(point) }
    var narrowed = program
    narrowing.narrow(&narrowed)
    narrowed.goal = narrowing.goal(in: narrowed)
    let outcome: Outcome
    if let parts = IndependentBlocks(narrowed) {
      let solve = GLPKBlockSolve(
        narrowed, parts, limits, branching: branching, usesPrices: false, start: point.values, secondsLeft: secondsLeft)
      guard let found = try solve.run(in: session) else { return nil }
      outcome = found
    } else {
      var solve = GLPKSolve(narrowed, limits, branching: branching, knowing: point.values)
      outcome = try solve.solve(in: session)
    }
    switch outcome {
    case .optimal(let found): return .optimal(try restated(found, narrowing))
    case .feasible(let found, _, let limit):
      let solution = try restated(found, narrowing)
      return .feasible(solution, bound: bound(point, gap), limit: limit)
    case .undecided(_, let limit): return .feasible(point, bound: bound(point, gap), limit: limit)
    // The point is one, so that GLPK is not to be believed here.
    case .infeasible, .unbounded, .failed: return nil
    }
  }

  /// Where the goal is a sum of whole numbers times whole-number variables: a point at which it is the first whole number
  /// that the bound allows, asked for as any point with no more. `nil` where none was found.
  ///
  /// Mostly such goals count, and cost the same wherever nothing is counted, so that prices alone lead to no point.
  private func pointAtBound(
    _ bound: Double, from guesses: [Int], _ blocks: CoupledBlocks, _ tightened: LinearProgram,
    in session: borrowing GLPKSession
  ) throws(SolverFault) -> Outcome? {
    let goal = program.goal
    guard goal.convexCosts.isEmpty, !goal.expression.entries.isEmpty,
      goal.expression.entries.allSatisfy({
        $0.coefficient == $0.coefficient.rounded() && program.variables.takesWholeNumbers(Int($0.index))
      })
    else { return nil }
    var origin = tightened.variables.lower.map { $0.rounded(.up) }
    for (place, variable) in blocks.variables.enumerated() { origin[variable] = Double(guesses[place]) }
    let sign = goal.sense == .minimize ? 1.0 : -1
    let sum = sign * goal.expression
    let least = bound + sum.value(at: origin) - sum.constant
    guard abs(least) <= 0x1p40 else { return nil }
    var asked = program
    asked.goal = .minimize()
    asked.add(sum - sum.constant <= (least - 1e-6 * max(1, abs(least))).rounded(.up))
    let solve = GLPKPricedSolve(asked, limits, branching: branching, secondsLeft: secondsLeft, taking: taking)
    guard case .optimal(let found)? = try solve.run(in: session) else { return nil }
    return .optimal(try program.priced(found.values, nodes: 0))
  }

  /// What the gap proves, with what rounding may have taken.
  private func bound(_ point: Solution, _ gap: Double) -> Double {
    let gap = gap + (point.narrowing?.rounding ?? 0)
    return program.goal.sense == .minimize ? point.goal - gap : point.goal + gap
  }

  private func restated(_ found: Solution, _ narrowing: Solution.Narrowing) throws(SolverFault) -> Solution {
    var nodes = 0
    if case .branchAndBound(let count) = found.method { nodes = count }
    var solution = try program.priced(found.values, nodes: nodes)
    solution.narrowing = narrowing
    return solution
  }
}

extension LinearProgram {
  /// A point that was found by prices, re-checked.
  fileprivate func priced(_ values: [Double], nodes: Int) throws(SolverFault) -> Solution {
    let (violations, largest) = check(values, tolerance: GLPKSolver.feasibilityTolerance)
    guard violations.isEmpty else { throw .unsoundPoint(violations) }
    return Solution(
      program: id, values: values, goal: try countedGoalValue(at: values), method: .branchAndBound(nodes: nodes),
      largestViolation: largest)
  }
}
