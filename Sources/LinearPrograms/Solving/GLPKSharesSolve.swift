// SPDX-License-Identifier: GPL-3.0-or-later

internal import Concurrency

/// One solve of a large program in shares, each in a session of its own, and several at once where there are threads. A
/// limit of iterations holds for each share.
struct GLPKSharesSolve {
  private let program: LinearProgram
  private let shares: TotalsShares
  private let limits: Limits
  private let branching: BranchSettings
  private let keepsBasis: Bool
  private let workers: Int

  init(
    _ program: LinearProgram, _ shares: TotalsShares, _ limits: Limits, branching: BranchSettings, keepsBasis: Bool,
    workers: Int
  ) {
    (self.program, self.shares, self.limits) = (program, shares, limits)
    (self.branching, self.keepsBasis, self.workers) = (branching, keepsBasis, workers)
  }

  /// What became of a share.
  private struct Solved: Sendable {
    let outcome: Outcome
    let end: WarmStart?
  }

  /// The outcome of the whole with the basis that it ended with; `nil` where a share has no proved optimum, or no start
  /// from prices, as one without a point has none, so that the whole has to be looked at as a whole.
  func run(monitor: SolveMonitor?) -> (outcome: Outcome, end: WarmStart?)? {
    let time = StageTime(limits, shares: [1])
    let solved = concurrentMap(shares.variables.count, workers: workers) { share in
      solve(shares.program(of: share), monitor, seconds: time.secondsLeft)
    }
    var solutions: [Solution] = []
    for share in solved {
      guard case .optimal(let solution)? = share?.outcome, !solution.wasBranched else { return nil }
      solutions.append(solution)
    }
    do {
      let end = WarmStart(shares: shares, solved.map { $0?.end }, of: program)
      return (.optimal(try joined(solutions)), end)
    } catch {
      return (.failed(error), nil)
    }
  }

  private func solve(_ share: LinearProgram, _ monitor: SolveMonitor?, seconds: Double?) -> Solved? {
    guard let prices = PriceStart(share) else { return nil }
    return try? GLPKSession.run(monitor: monitor, seconds: seconds) { session throws(SolverFault) in
      var solve = GLPKSolve(share, limits, branching: branching, prices: prices, keepsBasis: keepsBasis)
      return Solved(outcome: try solve.solve(in: session), end: solve.end)
    }
  }

  /// The points of the shares as one of the whole, re-checked.
  private func joined(_ solutions: [Solution]) throws(SolverFault) -> Solution {
    var values = [Double](repeating: 0, count: program.variableCount)
    var multipliers = [Double](repeating: 0, count: program.constraintCount)
    var margins = MarginTable()
    margins.reserve(program.variableCount)
    let rows = shares.rows
    for (share, solution) in solutions.enumerated() {
      let variables = shares.variables[share]
      for (place, variable) in variables.enumerated() { values[variable] = solution.values[place] }
      for (row, multiplier) in zip(rows[share], solution.multipliers) { multipliers[row] = multiplier }
      for (place, margin) in solution.margins { margins[variables[place]] = margin }
    }
    return try program.checked(
      values, Solution.Method(together: solutions.lazy.map(\.method)), margins: margins, multipliers: multipliers)
  }
}
