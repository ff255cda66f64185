// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGLPKSession

/// GLPK's simplex method and branch and bound.
///
/// The linear program is solved first; where its optimum is whole already, nothing is branched and the solution says
/// so. Convex costs begin with a few segments, which are cut further where the price falls into them, until the optimum
/// is that of the true costs. One solve uses the calling thread alone unless it is allowed more; any number of threads may
/// solve at once.
public struct GLPKSolver: LinearProgramSolver {
  /// Reduced costs nearer to zero than this count as zero in ``Solution/Margin/optimalRange``. A thousand times the
  /// tolerance within which GLPK itself proves optimality, so that no choice is overlooked. Where every cost is below 1,
  /// it is this times the largest of them.
  public static let tieTolerance = 1e-6

  /// How far a point may break a constraint, relative to the size of its terms, before it is refused.
  public static let feasibilityTolerance = 1e-6

  /// How whole numbers are searched for where the relaxation does not give them.
  public let branching: BranchSettings

  /// Whether rows that couple many blocks may be priced before GLPK looks at them.
  public let pricesCouplings: Bool

  /// How many threads one solve may use.
  public let workers: Int

  /// The solver; it has no state.
  ///
  /// - Parameters:
  ///   - branching: How whole numbers are searched for where the relaxation does not give them.
  ///   - pricesCouplings: Whether rows that couple many blocks may be priced before GLPK looks at them: that proves what
  ///     branching does not, and takes long where many steps cost the same.
  ///   - workers: How many threads one solve may use for a large program of totals; what it comes to is the same whatever
  ///     their number.
  public init(branching: BranchSettings = .measured, pricesCouplings: Bool = true, workers: Int = 1) {
    self.branching = branching
    self.pricesCouplings = pricesCouplings
    self.workers = workers
  }

  /// "GLPK" and its version.
  public var name: String { "GLPK \(GLPKSession.version)" }

  /// Solves a program by GLPK; see ``LinearProgramSolver/solve(_:limits:monitor:)``.
  public func solve(_ program: LinearProgram, limits: Limits = .none, monitor: SolveMonitor? = nil) -> Outcome {
    var start: WarmStart?
    return solve(program, limits: limits, monitor: monitor, from: &start, keepsBasis: false)
  }

  /// Solves a program for goals in order, each from the basis of the one before.
  public func solve(
    _ program: LinearProgram, inOrder goals: [PrioritizedGoal], limits: Limits, monitor: SolveMonitor?
  ) -> LexicographicOutcome {
    var start: WarmStart?
    var outcome = LexicographicSolve(program, goals, limits, workers: workers) {
      solve($0, limits: $1, monitor: monitor, from: &start)
    }.run()
    // What prices leave of an optimum is as narrow as rounding, and may leave a later goal no point that is seen as one.
    if case .failed(.numericalTrouble) = outcome.outcome {
      start = nil
      outcome = LexicographicSolve(program, goals, limits, workers: workers) {
        solve($0, limits: $1, monitor: monitor, from: &start, usesPrices: false)
      }.run()
    }
    outcome.basis = start.map { SimplexBasis(start: $0) }
    return outcome
  }

  /// Solves a program from the basis of an earlier solve.
  public func solve(
    _ program: LinearProgram, from basis: SimplexBasis?, limits: Limits, monitor: SolveMonitor?
  ) -> Outcome {
    var start = basis?.start
    return solve(program, limits: limits, monitor: monitor, from: &start, keepsBasis: false)
  }

  /// Solves a program from the basis of an earlier one, where there is one, and keeps its own where it is asked to.
  private func solve(
    _ program: LinearProgram, limits: Limits, monitor: SolveMonitor?, from start: inout WarmStart?,
    keepsBasis: Bool = true, usesPrices: Bool = true
  ) -> Outcome {
    let usesPrices = usesPrices && pricesCouplings
    let faults = program.faults
    guard faults.isEmpty else { return .failed(.invalidModel(faults)) }
    guard program.boundsAreInOrder else { return .infeasible }
    if let limit = SolveClock(limits: limits, monitor: monitor).limitReached {
      return .undecided(bound: nil, limit: limit)
    }
    // GLPK takes a limit of no iterations for none.
    if [limits.iterations, limits.nodes].contains(where: { $0.map { $0 <= 0 } ?? false }) {
      return .undecided(bound: nil, limit: .iterations)
    }
    let time = StageTime(limits, shares: [1])
    if let shares = TotalsShares(program) {
      let solve = GLPKSharesSolve(
        program, shares, limits, branching: branching, keepsBasis: keepsBasis, workers: workers)
      if let (outcome, end) = solve.run(monitor: monitor) {
        start = end
        return outcome
      }
    }
    let prices = PriceStart(program, workers: workers)
    var blocks = prices == nil && program.isInteger ? IndependentBlocks(program) : nil
    // Where fractions have a say, a basis that is nearly right is worth more than to leave out a few variables.
    if start != nil, program.hasFractions, blocks?.haveOneForMost(of: program) ?? false { blocks = nil }
    let secondsLeft = { [time.secondsLeft, monitor?.secondsLeft].compactMap(\.self).min() }
    do {
      let (outcome, end) = try GLPKSession.run(monitor: monitor, seconds: time.secondsLeft) {
        [start, blocks] session throws(SolverFault) -> (Outcome, WarmStart?) in
        if let blocks {
          // Many parts are small, and GLPK is as quick with them as prices are.
          let parts = GLPKBlockSolve(
            program, blocks, limits, branching: branching, usesPrices: usesPrices && blocks.blocks.count <= 2,
            secondsLeft: secondsLeft)
          if let outcome = try parts.run(in: session) { return (outcome, nil) }
        } else if usesPrices, prices == nil {
          let priced = GLPKPricedSolve(program, limits, branching: branching, secondsLeft: secondsLeft)
          if let outcome = try priced.run(in: session) { return (outcome, nil) }
          let ordered = GLPKOrderedSolve(program, limits, branching: branching)
          if let outcome = try ordered.run(in: session) { return (outcome, nil) }
        }
        if !keepsBasis, start == nil, prices == nil, program.isInteger, let rows = program.fewRowsWithSay {
          var solve = GLPKSolve(program.keeping(rows: rows), limits, branching: branching)
          return (try solve.solve(in: session).placed(rows: rows, among: program.constraintCount), nil)
        }
        var solve = GLPKSolve(
          program, limits, branching: branching, from: start, prices: prices, keepsBasis: keepsBasis)
        let outcome = try solve.solve(in: session)
        return (outcome, solve.end)
      }
      start = end
      return outcome
    } catch {
      return .failed(error)
    }
  }
}

extension LinearProgram {
  /// Whether some variable with a choice takes fractions. O(variables).
  fileprivate var hasFractions: Bool {
    (0..<variables.count).contains {
      !variables.takesWholeNumbers($0) && variables.lower[$0] < variables.upper[$0]
    }
  }

  /// Whether each variable and each constraint has room between its bounds: a whole number for whole-number variables.
  fileprivate var boundsAreInOrder: Bool {
    for index in 0..<variables.count {
      let (lower, upper) = (variables.lower[index], variables.upper[index])
      let fits = variables.takesWholeNumbers(index) ? lower.roundedUp <= upper.roundedDown : lower <= upper
      if !fits { return false }
    }
    return constraints.rows.allSatisfy { $0.lower <= $0.upper }
  }
}

/// One solve of one program: what has been opened of its convex costs, and how far it has come.
///
/// The program's bounds must be in order. The session's deadline and monitor hold for it.
struct GLPKSolve {
  let program: LinearProgram
  let limits: Limits
  let branching: BranchSettings
  /// The most branch-and-bound subproblems; 0 for no limit.
  let mostNodes: Int
  var segments: [StepSegments]
  /// The linear program over all steps, once it was solved and not whole.
  private(set) var root: Solution.Root?
  /// A whole-number point that was found before the segments were narrowed.
  var known: Solution?
  /// The basis to begin from, of an earlier program. Between the rounds of one program the dual method from scratch
  /// takes less: it flips whole segments, where the primal method goes through them step by step.
  private let start: WarmStart?
  /// The basis to begin from that prices give, where they do.
  let prices: PriceStart?
  /// Whether the segments leave out steps that the prices make certain.
  var areWindows: Bool
  /// Whether the basis is to be kept for another solve.
  private let keepsBasis: Bool
  /// The basis of the last relaxation, where it is kept.
  private(set) var end: WarmStart?
  private var isFirst = true

  init(
    _ program: LinearProgram, _ limits: Limits, mostNodes: Int = 0, branching: BranchSettings = .measured,
    from start: WarmStart? = nil, prices: PriceStart? = nil, keepsBasis: Bool = false, knowing values: [Double]? = nil
  ) {
    self.program = program
    self.limits = limits
    self.mostNodes = mostNodes
    self.branching = branching
    self.start = start
    self.prices = prices
    self.keepsBasis = keepsBasis
    areWindows = prices != nil
    segments =
      prices.map { $0.windows(of: program) } ?? StepSegments.initial(of: program)
    known = values.flatMap { try? accept($0, .branchAndBound(nodes: 0)) }
  }

  /// The outcome of the whole solve.
  consuming func run(in session: borrowing GLPKSession) throws(SolverFault) -> Outcome {
    try solve(in: session)
  }

  /// The outcome of the whole solve; leaves the last relaxation's basis.
  mutating func solve(in session: borrowing GLPKSession) throws(SolverFault) -> Outcome {
    while true {
      let form = try form()
      try session.load(form, maximize: program.goal.sense == .maximize, wholeNumbers: program.isInteger)
      let stop = try relax(form, in: session)
      isFirst = false
      if let limit = stop.limit {
        return try relaxationStopped(by: limit, form, in: session)
      }
      switch session.status {
      case CGLPKOptimal:
        if keepsBasis { end = try WarmStart(form, of: program, in: session) }
        let duals = try session.duals(rows: form.rows.count, columns: form.lower.count)
        let point = try session.point(columns: form.lower.count)
        let (worths, multipliers) = worths(form, duals, at: point)
        let tolerance = form.tieTolerance(largestOutside: areWindows ? prices?.largestCost ?? 0 : 0)
        if areWindows, windowsHideSteps(worths, tolerance) {
          openWindows()
          continue
        }
        if refineSegments(worths, tolerance) { continue }
        if let values = form.wholeValues(at: point, of: program) {
          let isNetwork =
            program.isInteger && NetworkMatrix.makesVerticesWhole(program, isOfTotals: prices != nil)
          let method: Solution.Method =
            isNetwork ? .network(iterations: session.iterations) : .linearProgram(iterations: session.iterations)
          do throws(SolverFault) {
            return try .optimal(
              accept(values, method, margins: margins(worths, tolerance), multipliers: multipliers))
          } catch {
            // A number may be near enough to a whole one, and times a large coefficient far from it: that is branched.
            guard case .unsoundPoint = error, program.isInteger, values != form.variableValues(at: point) else {
              throw error
            }
          }
        }
        if areWindows {
          openWindows()
          continue
        }
        if root == nil {
          root = Solution.Root(
            goal: program.goalValue(at: program.withinBounds(form.variableValues(at: point))),
            margins: margins(worths, tolerance))
        }
        if try narrowSegments(form, in: session) { continue }
        if try openAllSegments() { continue }
        return try branch(form, in: session)
      case CGLPKNoFeasible:
        guard areWindows else { return .infeasible }
        openWindows()
      case CGLPKUnbounded:
        return .unbounded
      default:
        throw session.numericalTrouble("The linear program was left without an answer.")
      }
    }
  }

  /// The program's columns and rows, as far as it has been opened. In windows a limit on shortfalls is told by the segments.
  private func form() throws(SolverFault) -> ColumnForm {
    let cap = areWindows ? prices?.shortfallCap : nil
    return try ColumnForm(
      program, segments: segments, without: prices?.implied ?? [],
      folding: cap.flatMap { FoldedShortfalls($0, segments, of: program) })
  }

  /// Solves the relaxation: the dual method with the long-step rule where all columns are boxed, as measured on this
  /// project's models, the two-phase method otherwise, and where that founders, the primal method from scratch, with
  /// GLPK's scaling and tolerances.
  private func relax(_ form: ColumnForm, in session: borrowing GLPKSession) throws(SolverFault) -> CGLPKStop {
    var options = CGLPKSimplexOptions()
    let boxed = form.isBoxed
    options.method = CGLPKDualThenPrimal
    options.long_step = boxed
    options.scale = segments.isEmpty && !boxed
    options.iterations = Int64(limits.iterations ?? 0)
    options.optimality_tolerance = 1e-9
    if isFirst, prices == nil, let standings = start?.standings(for: form, of: program) {
      try session.setBasis(rows: standings.rows, columns: standings.columns)
      // Such a basis is feasible, or nearly so, and another goal or finer costs make others better.
      options.method = CGLPKPrimal
    } else if let standings = prices?.standings(for: form) {
      // At these prices no column is on the wrong side, so the dual method goes on from here.
      try session.setBasis(rows: standings.rows, columns: standings.columns)
    }
    let stop = try session.solveRelaxation(options)
    let status = session.status
    let isAnswer = status == CGLPKOptimal || status == CGLPKNoFeasible || status == CGLPKUnbounded
    guard stop != CGLPKFinished || !isAnswer, stop.limit == nil else { return stop }
    options.method = CGLPKPrimal
    options.long_step = false
    options.scale = true
    options.optimality_tolerance = 0
    try session.load(form, maximize: program.goal.sense == .maximize, wholeNumbers: program.isInteger)
    return try session.solveRelaxation(options)
  }

  /// Re-checks a point against the model, independently of GLPK.
  func accept(
    _ values: [Double], _ method: Solution.Method, margins: MarginTable = MarginTable(),
    multipliers: [Double] = []
  ) throws(SolverFault) -> Solution {
    var solution = try program.checked(values, method, margins: margins, multipliers: multipliers)
    if solution.wasBranched { solution.root = root }
    return solution
  }
}

extension CGLPKStop {
  /// The limit that this stop stands for, or `nil` where the solve ran to its end.
  var limit: Limit? {
    switch self {
    case CGLPKDeadline: .time
    case CGLPKIterationLimit: .iterations
    case CGLPKCancelled: .cancelled
    case CGLPKGapReached: .gap
    default: nil
    }
  }
}

extension LinearProgram {
  /// Whether some variable takes whole numbers only.
  var isInteger: Bool { variables.hasWholeNumbers }

  /// The values with whole-number variables made exactly whole, or `nil` where one of them is not whole.
  func wholeValues(_ values: [Double]) -> [Double]? {
    var result = values
    for index in values.indices where variables.takesWholeNumbers(index) {
      let whole = values[index].roundedToNearest
      guard abs(values[index] - whole) <= 1e-6 else { return nil }
      result[index] = whole
    }
    return result
  }
}
