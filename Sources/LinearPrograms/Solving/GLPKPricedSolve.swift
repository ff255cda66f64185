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
      blocks.haveFewSteps
    else { return nil }
    let start = PricedStart(tightened, blocks)
    // Made-up costs have no size, so that prices may have far to go.
    let search: PriceSearch<PricedBlocks>
    switch try searched(start, from: start.prices, mostWidenings: start.hasGoal ? 10 : 30, blocks, in: session) {
    case .success(let found): search = found
    case .failure(.noPoint): return .infeasible
    case .failure(.tooLong): return nil
    }
    guard let found = try point(search.blocks, start, tightened, in: session) else {
      return try pointAtBound(search.blocks.bound, from: start.guesses, blocks, tightened, in: session)
    }
    var values = tightened.variables.lower.map { $0.rounded(.up) }
    for (place, variable) in blocks.variables.enumerated() { values[variable] = Double(found.values[place]) }
    let point = try program.priced(values, nodes: 0)
    // Where nothing costs anything, every point is as good.
    guard start.hasGoal else { return .optimal(point) }
    // What is proved is not given up for a moment's work.
    let narrowing = Solution.Narrowing(search.blocks, gap: found.gap, of: tightened) {
      session.limitReached == .cancelled
    }
    guard let narrowing else { return nil }
    return try solved(narrowing, point, gap: found.gap, in: session)
  }

  /// The blocks at the prices that prove the most; too long where costs are not convex.
  private func searched(
    _ start: PricedStart, from prices: [Double], mostWidenings: Int, _ blocks: CoupledBlocks,
    in session: borrowing GLPKSession
  ) throws(SolverFault) -> Result<PriceSearch<PricedBlocks>, PricedBlocks.Stop> {
    guard let costs = start.costs else { return .failure(.tooLong) }
    var search: PriceSearch<PricedBlocks>
    do {
      search = try PriceSearch(
        PricedBlocks(blocks, costs, from: start.guesses), from: prices, reach: start.reach,
        mostWidenings: mostWidenings, hasToStop: { session.limitReached != nil })
    } catch {
      return .failure(error)
    }
    let stop = try search.run(
      hasToStop: { session.limitReached != nil },
      { (master) throws(SolverFault) in
        var solve = GLPKSolve(master, .none)
        guard case .optimal(let solution) = try solve.solve(in: session) else { return nil }
        return solution
      })
    return stop.map { .failure($0) } ?? .success(search)
  }

  /// The values of a point that keeps the couplings, and what it loses beyond the bound; `nil` where none is found.
  private func point(
    _ priced: PricedBlocks, _ start: PricedStart, _ tightened: LinearProgram, in session: borrowing GLPKSession
  ) throws(SolverFault) -> (values: [Int], gap: Double)? {
    var repair = CouplingRepair(priced)
    let found = repair.run(spacing: start.spacing) { session.limitReached == .cancelled }
    guard found == nil, start.hasGoal, session.limitReached == nil else { return found }
    // Where much costs the same, what is at one end at the best prices has to be somewhere in between.
    let leading = PricedStart(tightened, priced.blocks, leads: true)
    let search = try searched(leading, from: priced.prices, mostWidenings: 30, priced.blocks, in: session)
    guard case .success(let search) = search else { return nil }
    repair = CouplingRepair(search.blocks)
    guard let led = repair.run(spacing: leading.spacing, hasToStop: { session.limitReached == .cancelled }) else {
      return nil
    }
    return (led.values, priced.gap(of: led.values))
  }

  /// The optimum among what the gap leaves.
  private func solved(
    _ narrowing: Solution.Narrowing, _ point: Solution, gap: Double, in session: borrowing GLPKSession
  ) throws(SolverFault) -> Outcome? {
    var point = point
    point.narrowing = narrowing
    // Where the goal counts, nothing is between two whole numbers.
    let least = program.goal.countsInWholeNumbers(in: program) ? 1 - 1e-6 : narrowing.rounding
    guard gap > max(least, narrowing.rounding) else { return .optimal(point) }
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
    guard goal.convexCosts.isEmpty, !goal.expression.entries.isEmpty, goal.countsInWholeNumbers(in: program) else {
      return nil
    }
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
    var solution = try program.priced(found.values, nodes: found.method.nodes)
    solution.narrowing = narrowing
    return solution
  }
}

extension LinearProgram {
  /// A point that was found by prices, re-checked.
  func priced(_ values: [Double], nodes: Int) throws(SolverFault) -> Solution {
    try checked(values, .prices(nodes: nodes))
  }
}

extension Goal {
  /// Whether all values that the goal can have are a constant and a whole number: each coefficient and each step's cost
  /// is whole, as far as few costs of steps say so. O(terms + convex costs · log range).
  func countsInWholeNumbers(in program: LinearProgram) -> Bool {
    func isWhole(_ number: Double) -> Bool { number == number.rounded() && number.magnitude <= 0x1p40 }
    let counts = expression.entries.allSatisfy {
      isWhole($0.coefficient) && program.variables.takesWholeNumbers(Int($0.index))
    }
    return counts
      && convexCosts.allSatisfy { index, cost in
        let range = program.wholeRange(ofVariable: index)
        guard let cuts = cost.runs(in: range, most: 4) else { return false }
        return cuts.dropFirst().allSatisfy { isWhole(cost.ofStep($0)) }
      }
  }
}
