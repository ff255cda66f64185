// SPDX-License-Identifier: GPL-3.0-or-later

@testable import LinearPrograms

/// Sums of one or two whole numbers that stand in the order of two drawn measures, under totals over all of them.
struct OrderedSample {
  enum Aim: CaseIterable {
    /// Convex costs, no two alike.
    case generic
    /// Convex costs of small whole numbers, so that ties abound.
    case tied
    /// Gains in proportion to the variables, to be made large.
    case linear
  }

  private(set) var program = LinearProgram()
  /// Where the search for prices begins, and how far it may go, is not what is tested with these.
  let prices: [Double]

  init(seed: Int, _ aim: Aim) {
    var random = SplitMix64(seed: seed)
    let count = Int.random(in: 27...32, using: &random)
    let measures = (0..<count).map { _ in
      (Int.random(in: 0..<40, using: &random), Int.random(in: 0..<40, using: &random))
    }
    var goal = aim == .linear ? Goal.maximize(LinearExpression()) : Goal.minimize()
    var gains = LinearExpression()
    var groups: [[Variable]] = []
    var hidden = [0, 0]
    for measure in measures {
      // A third has needs that go against the order.
      let size = Int.random(in: 0..<3, using: &random) == 0 ? 40 : measure.0 + measure.1
      var variables: [Variable] = []
      for pool in 0..<2 {
        let need = 1 + Double(size) / 12 + Double.random(in: 0...4, using: &random)
        let isSettled = Int.random(in: 0..<8, using: &random) == 0
        let lower = isSettled ? 3 : Int.random(in: 0...1, using: &random)
        let variable = program.addVariable(
          in: Double(lower)...Double(isSettled ? 3 : lower + 12), wholeNumbers: true)
        variables.append(variable)
        hidden[pool] += isSettled ? 3 : 5
        switch aim {
        case .generic: goal.add(ConvexCost(origin: 2) { (Double($0) - 0.5) / need }, on: variable)
        case .tied: goal.add(ConvexCost(origin: 2) { Double($0) - need.rounded() }, on: variable)
        case .linear: gains.add(variable, times: Double(Int.random(in: 1...9, using: &random)))
        }
      }
      groups.append(variables)
    }
    program.goal = aim == .linear ? .maximize(gains) : goal
    for smaller in groups.indices {
      for larger in groups.indices where smaller != larger {
        let (one, other) = (measures[larger], measures[smaller])
        guard one.0 >= other.0, one.1 >= other.1, one != other, Int.random(in: 0..<2, using: &random) == 0 else {
          continue
        }
        let difference = LinearExpression(sum: groups[larger].map { 1 * $0 } + groups[smaller].map { -1 * $0 })
        // The same in two ways.
        if Int.random(in: 0..<2, using: &random) == 0 {
          program.add(difference >= 0)
        } else {
          program.add(-1 * difference <= 0)
        }
      }
    }
    for group in groups where Int.random(in: 0..<9, using: &random) == 0 {
      let sum = LinearExpression(sum: group.map { 1 * $0 })
      if Int.random(in: 0..<2, using: &random) == 0 { program.add(sum >= 8) } else { program.add(sum <= 12) }
    }
    for pool in 0..<2 {
      let sum = LinearExpression(sum: groups.map { 1 * $0[pool] })
      let total = Double(hidden[pool] + Int.random(in: -20...20, using: &random))
      switch Int.random(in: 0..<6, using: &random) {
      case 0: program.add(sum >= total)
      case 1: program.add(sum <= total)
      default: program.add(sum == total)
      }
    }
    prices = (0..<2).map { _ in Double.random(in: -0.4...0.8, using: &random) }
  }

  /// The sums and their order; `nil` where they are not seen.
  var sums: OrderedSums? { OrderedSums(program, leastVariables: 4) }

  /// What prices make of the program; `nil` where they make nothing of it.
  func outcomeByPrices() throws -> Outcome? {
    try GLPKSession.run(monitor: nil, seconds: nil) { [program] session throws(SolverFault) in
      try GLPKOrderedSolve(program, .none, branching: .measured, leastVariables: 4).run(in: session)
    }
  }
}
