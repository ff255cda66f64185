// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGLPKSession

/// One solve of a program whose parts have no row in common: part after part in one session, so that no more than one is
/// in memory.
struct GLPKBlockSolve {
  private let program: LinearProgram
  private let blocks: IndependentBlocks
  private let limits: Limits
  private let branching: BranchSettings
  private let usesPrices: Bool
  private let start: [Double]?
  private let secondsLeft: () -> Double?

  /// - Parameters:
  ///   - usesPrices: Whether a part may be solved by prices for rows that couple it.
  ///   - start: A point of the program that is known; `nil` for none.
  ///   - secondsLeft: What is left until everything has to end; `nil` for no limit.
  init(
    _ program: LinearProgram, _ blocks: IndependentBlocks, _ limits: Limits, branching: BranchSettings,
    usesPrices: Bool = true, start: [Double]? = nil, secondsLeft: @escaping () -> Double?
  ) {
    (self.program, self.blocks, self.limits) = (program, blocks, limits)
    (self.branching, self.secondsLeft) = (branching, secondsLeft)
    (self.usesPrices, self.start) = (usesPrices, start)
  }

  /// The outcome of the whole; `nil` where the parts have none that says what the whole has.
  func run(in session: borrowing GLPKSession) throws(SolverFault) -> Outcome? {
    var merged = MergedBlocks(program, blocks)
    var nodesLeft = limits.nodes
    for place in blocks.blocks.indices {
      if blocks.isSettled(place, in: program) {
        merged.addSettled(place)
        continue
      }
      let whole = blocks.program(of: place, in: program)
      // What no point has is no step to branch over; a network is whole as it is.
      var part = whole
      if !NetworkMatrix.makesVerticesWhole(part), !part.tightenWholeBounds() { return .infeasible }
      var limits = limits
      limits.nodes = nodesLeft.map { max(1, $0) }
      // One part that takes long leaves the others time to come to some point.
      if let left = secondsLeft() {
        guard left > 1e-3 else { return .undecided(bound: nil, limit: .time) }
        session.setDeadline(seconds: place == blocks.blocks.indices.last ? left : left / 2)
      }
      let start = start.map { start in blocks.blocks[place].variables.map { start[$0] } }
      var outcome = try solve(part, limits, from: start, in: session)
      if case .optimal(let solution) = outcome, !solution.wasBranched,
        part.isHeld(at: solution.values, byBoundsNarrowerThanIn: whole)
      {
        // The whole needs multipliers of its rows, where here a narrowed bound may have them.
        part = whole
        outcome = try solve(part, limits, from: start, in: session)
      }
      switch outcome {
      case .optimal(let solution): merged.add(solution, of: part, at: place, bound: solution.goal)
      case .feasible(let solution, let bound, let limit):
        merged.add(solution, of: part, at: place, bound: bound, limit)
        if limit == .cancelled { return .undecided(bound: nil, limit: limit) }
      case .infeasible: return .infeasible
      case .undecided(_, let limit): return .undecided(bound: nil, limit: limit)
      case .unbounded:
        if let left = secondsLeft() { session.setDeadline(seconds: left) }
        return nil
      case .failed(let fault): return .failed(fault)
      }
      if let nodes = nodesLeft { nodesLeft = nodes - merged.nodesOfLast }
    }
    return try merged.outcome(iterations: session.iterations)
  }
}

extension GLPKBlockSolve {
  private func solve(
    _ part: LinearProgram, _ limits: Limits, from start: [Double]?, in session: borrowing GLPKSession
  ) throws(SolverFault) -> Outcome {
    let prices = PriceStart(part)
    if usesPrices, prices == nil {
      let priced = GLPKPricedSolve(part, limits, branching: branching, secondsLeft: secondsLeft)
      if let outcome = try priced.run(in: session) { return outcome }
      let ordered = GLPKOrderedSolve(part, limits, branching: branching)
      if let outcome = try ordered.run(in: session) { return outcome }
    }
    var solve = GLPKSolve(part, limits, branching: branching, prices: prices, knowing: start)
    return try solve.solve(in: session)
  }
}

/// What the parts of a program came to, put together.
private struct MergedBlocks {
  private let program: LinearProgram
  private let blocks: IndependentBlocks
  private var values: [Double]
  private var parts: [Solution.Part] = []
  /// The sums of the parts' goals and of their bounds, as far as they have any.
  private var (goal, bound) = (CompensatedSum(), CompensatedSum())
  private var hasBound = true
  private var limit: Limit?
  private(set) var nodesOfLast = 0
  private var wasBranched: Bool { parts.contains { $0.solution.wasBranched } }

  init(_ program: LinearProgram, _ blocks: IndependentBlocks) {
    (self.program, self.blocks) = (program, blocks)
    values = [Double](repeating: 0, count: program.variableCount)
    parts.reserveCapacity(blocks.blocks.count)
  }

  mutating func add(
    _ solution: Solution, of part: LinearProgram, at place: Int, bound partBound: Double?, _ limit: Limit? = nil
  ) {
    let block = blocks.blocks[place]
    for (local, variable) in block.variables.enumerated() { values[variable] = solution.values[local] }
    parts.append(Solution.Part(block: place, program: part, solution: solution))
    goal.add(solution.goal)
    if let partBound { bound.add(partBound) } else { hasBound = false }
    self.limit = self.limit ?? limit
    nodesOfLast = solution.method.nodes
  }

  /// Takes up a block in which no variable has a choice.
  mutating func addSettled(_ place: Int) {
    for variable in blocks.blocks[place].variables { values[variable] = program.fixedValue(ofVariable: variable) ?? 0 }
  }

  func outcome(iterations: Int) throws(SolverFault) -> Outcome {
    var margins = MarginTable()
    var multipliers = [Double](repeating: 0, count: program.constraintCount)
    // The goal of each part is counted from bounds of its own, which moves it by a constant.
    var root = CompensatedSum()
    for part in parts {
      let block = blocks.blocks[part.block]
      for (local, margin) in part.solution.root?.margins ?? part.solution.margins {
        margins[block.variables[local]] = margin
      }
      root.add((part.solution.root?.goal ?? part.solution.goal) - part.solution.goal)
      for (row, multiplier) in zip(block.rows, part.solution.multipliers) { multipliers[row] = multiplier }
    }
    let wasBranched = wasBranched
    var solution = try program.checked(
      values, Solution.Method(together: parts.lazy.map(\.solution.method), iterations: iterations),
      margins: wasBranched ? MarginTable() : margins, multipliers: wasBranched ? [] : multipliers)
    let value = solution.goal
    if wasBranched {
      solution.root = Solution.Root(goal: value + root.value, margins: margins)
      solution.parts = Solution.Parts(blocks: blocks, parts: parts)
    }
    guard let limit else { return .optimal(solution) }
    return .feasible(solution, bound: hasBound ? bound.value + (value - goal.value) : nil, limit: limit)
  }
}

extension Solution {
  /// The solutions of the parts of a program that have no row in common.
  struct Parts: Sendable {
    let blocks: IndependentBlocks
    let parts: [Part]
  }

  /// One of them.
  struct Part: Sendable {
    let block: Int
    let program: LinearProgram
    let solution: Solution
  }
}
