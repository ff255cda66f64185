// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGLPKSession

/// One solve of a whole-number program whose sums stand in an order under a few long rows, by prices for all rows.
///
/// Prices of the long rows leave a problem that least cuts solve exactly, and what the cuts say of the order's rows makes,
/// with those prices, a bound: any numbers for rows do. The best point at these prices, repaired, gives a point. What is
/// farther from the prices than the two are from each other is out, and GLPK solves the rest.
struct GLPKOrderedSolve {
  private let program: LinearProgram
  private let limits: Limits
  private let branching: BranchSettings
  private let leastVariables: Int

  /// - Parameter leastVariables: of fewer variables branch and bound makes less work.
  init(
    _ program: LinearProgram, _ limits: Limits, branching: BranchSettings,
    leastVariables: Int = 2 * CoupledBlocks.leastBlocks
  ) {
    (self.program, self.limits, self.branching) = (program, limits, branching)
    self.leastVariables = leastVariables
  }

  /// At so many prices that were tried the best point is repaired, beside that of the best bound: it may take long ways
  /// from there, where many groups would go to another level together.
  private static let otherPrices = 4

  /// What is found is not given up for a moment's work: so many places are looked at, whatever the time.
  private static let mostLooksBeyondTime = 1 << 22

  /// The outcome of the whole; `nil` where the program is not of this kind, or prices do not lead to a point.
  func run(in session: borrowing GLPKSession) throws(SolverFault) -> Outcome? {
    guard let sums = OrderedSums(program, leastVariables: leastVariables), sums.blocks.haveFewSteps else { return nil }
    let start = PricedStart(program, sums.blocks)
    // Where nothing costs anything, there are no prices that tell points apart.
    guard start.hasGoal, let costs = start.costs, let search = try searched(sums, costs, start, in: session) else {
      return nil
    }
    let order = search.blocks
    // What is found is not given up for a moment's work.
    func isCancelled() -> Bool { session.limitReached == .cancelled }
    guard let multipliers = order.multipliers(rows: program.constraintCount, hasToStop: isCancelled),
      let bound = program.lagrangianBound(sign < 0 ? multipliers.rows.map(-) : multipliers.rows)
    else { return nil }
    guard var point = try point(search, in: session) else {
      if let limit = session.limitReached { return .undecided(bound: bound, limit: limit) }
      // What is proved holds whatever way a point is found.
      var solve = GLPKSolve(program, limits, branching: branching)
      return try solve.solve(in: session).bounded(by: bound, sign)
    }
    let gap = max(0, sign * (point.goal - bound))
    let narrowing = Solution.Narrowing(order, worths: multipliers.worths, gap: gap, of: program)
    point.narrowing = narrowing
    let least = program.goal.countsInWholeNumbers(in: program) ? 1 - 1e-6 : narrowing.rounding
    guard gap > max(least, narrowing.rounding) else { return .optimal(point) }
    if let limit = session.limitReached { return .feasible(point, bound: self.bound(bound, for: point), limit: limit) }
    return try solved(narrowing, point, bound, in: session)
  }

  /// The best of the points that are made of those at the best prices, and at others; `nil` where none is found.
  private func point(
    _ search: PriceSearch<PricedOrder>, in session: borrowing GLPKSession
  ) throws(SolverFault) -> Solution? {
    var order = search.blocks
    var best: Solution?
    for prices in [nil] + search.nearest(Self.otherPrices).map(Optional.some) {
      if let prices {
        guard session.limitReached == nil else { break }
        do {
          try order.move(to: prices, hasToStop: { session.limitReached != nil })
        } catch {
          continue
        }
      }
      var repair = OrderRepair(order)
      let repaired = repair.run { looks in
        guard let limit = session.limitReached else { return false }
        return limit == .cancelled || looks > Self.mostLooksBeyondTime
      }
      guard let repaired else { continue }
      var values = program.variables.lower.map { $0.rounded(.up) }
      for (place, variable) in order.blocks.variables.enumerated() { values[variable] = Double(repaired[place]) }
      let found = try program.priced(values, nodes: 0)
      if best.map({ sign * found.goal < sign * $0.goal }) ?? true { best = found }
    }
    return best
  }

  private var sign: Double { program.goal.sense == .minimize ? 1 : -1 }

  /// A bound, moved to the point's goal where rounding put it beyond.
  private func bound(_ bound: Double, for point: Solution) -> Double {
    sign > 0 ? min(bound, point.goal) : max(bound, point.goal)
  }

  /// The sums at the prices that prove the most; `nil` where they prove nothing.
  private func searched(
    _ sums: OrderedSums, _ costs: StepCosts, _ start: PricedStart, in session: borrowing GLPKSession
  ) throws(SolverFault) -> PriceSearch<PricedOrder>? {
    func hasToStop() -> Bool { session.limitReached != nil }
    var search: PriceSearch<PricedOrder>
    do {
      search = try PriceSearch(
        PricedOrder(sums, costs, from: start.guesses), from: start.prices, reach: start.reach, mostWidenings: 30,
        hasToStop: hasToStop)
    } catch {
      return nil
    }
    let stop = try search.run(
      hasToStop: hasToStop,
      { (master) throws(SolverFault) in
        var solve = GLPKSolve(master, .none)
        guard case .optimal(let solution) = try solve.solve(in: session) else { return nil }
        return solution
      })
    return stop == nil ? search : nil
  }

  /// The optimum among what the gap leaves.
  private func solved(
    _ narrowing: Solution.Narrowing, _ point: Solution, _ bound: Double, in session: borrowing GLPKSession
  ) throws(SolverFault) -> Outcome? {
    var narrowed = program
    narrowing.narrow(&narrowed)
    narrowed = narrowed.keeping(rows: narrowed.rowsWithSay)
    narrowed.goal = narrowing.goal(in: narrowed)
    var solve = GLPKSolve(narrowed, limits, branching: branching, knowing: point.values)
    switch try solve.solve(in: session) {
    case .optimal(let found): return .optimal(try restated(found, narrowing))
    case .feasible(let found, _, let limit):
      let found = try restated(found, narrowing)
      let better = sign * found.goal < sign * point.goal ? found : point
      return .feasible(better, bound: self.bound(bound, for: better), limit: limit)
    case .undecided(_, let limit): return .feasible(point, bound: self.bound(bound, for: point), limit: limit)
    // The point is one, so that GLPK is not to be believed here.
    case .infeasible, .unbounded, .failed: return nil
    }
  }

  private func restated(_ found: Solution, _ narrowing: Solution.Narrowing) throws(SolverFault) -> Solution {
    var solution = try program.priced(found.values, nodes: found.method.nodes)
    solution.narrowing = narrowing
    return solution
  }
}

extension Outcome {
  /// The same, where the better of two bounds counts.
  fileprivate func bounded(by bound: Double, _ sign: Double) -> Outcome {
    func better(_ other: Double?) -> Double { other.map { sign * $0 > sign * bound ? $0 : bound } ?? bound }
    switch self {
    case .feasible(let solution, let known, let limit):
      let least = better(known)
      return .feasible(solution, bound: sign * least > sign * solution.goal ? solution.goal : least, limit: limit)
    case .undecided(let known, let limit): return .undecided(bound: better(known), limit: limit)
    case .optimal, .infeasible, .unbounded, .failed: return self
    }
  }
}
