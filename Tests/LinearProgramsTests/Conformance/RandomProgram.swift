// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Testing

/// A small program drawn by a seed: a linear one, a mixed one, one of whole numbers alone, or one with convex costs, in
/// turn. With optimum, infeasible or unbounded as it comes.
struct RandomProgram: Sendable, CustomTestStringConvertible {
  let seed: Int
  let program: LinearProgram

  var testDescription: String { "seed \(seed)" }

  init(seed: Int) {
    self.seed = seed
    var random = SplitMix64(seed: seed)
    var program = LinearProgram()
    let kind = seed % 4
    var goal = Goal.minimize()
    for place in 0..<Int.random(in: 2...3, using: &random) {
      let isWhole = kind == 2 || kind == 3 || (kind == 1 && place > 0)
      let variable = Self.addVariable(to: &program, wholeNumbers: isWhole, isBounded: kind == 3, &random)
      if kind == 3 && place < 2 { goal.add(Self.cost(&random), on: variable) }
    }
    let variables = Array(program.allVariables)
    func sum(_ range: ClosedRange<Int>) -> LinearExpression {
      LinearExpression(sum: variables.map { Double(Int.random(in: range, using: &random)) * $0 })
    }
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let (left, bound) = (sum(-3...4), Double(Int.random(in: -4...14, using: &random)) / 2)
      switch Int.random(in: 0...6, using: &random) {
      case 0: program.add(left == bound.rounded())
      case 1: program.add(left.within(bound...(bound + 3)))
      case 2, 3: program.add(left >= bound)
      default: program.add(left <= bound)
      }
    }
    let costs = sum(-5...6) + Double(Int.random(in: -3...3, using: &random))
    if kind == 3 {
      let convex = goal
      goal = .minimize(costs)
      for variable in variables {
        if let cost = convex.convexCost(of: variable) { goal.add(cost, on: variable) }
      }
    } else {
      goal = Bool.random(using: &random) ? .minimize(costs) : .maximize(costs)
    }
    program.goal = goal
    self.program = program
  }

  private static func addVariable(
    to program: inout LinearProgram, wholeNumbers: Bool, isBounded: Bool, _ random: inout SplitMix64
  ) -> Variable {
    let lower = Double(Int.random(in: -4...2, using: &random)) / 2
    let upper = lower + Double(Int.random(in: 0...8, using: &random)) / 2
    return switch isBounded ? 9 : Int.random(in: 0...6, using: &random) {
    case 0 where !wholeNumbers: program.addVariable(from: -.infinity)
    case 1 where !wholeNumbers: program.addVariable(from: -.infinity, to: upper)
    case 2: program.addVariable(from: lower, wholeNumbers: wholeNumbers)
    default: program.addVariable(from: lower, to: upper, wholeNumbers: wholeNumbers)
    }
  }

  /// A convex cost with kinks at whole numbers: its steps begin somewhere and rise by halves.
  private static func cost(_ random: inout SplitMix64) -> ConvexCost {
    let start = Double(Int.random(in: -8...2, using: &random)) / 2
    let rises = (0..<20).map { _ in Double(Int.random(in: 0...3, using: &random)) / 2 }
    let origin = Int.random(in: -3...5, using: &random)
    return ConvexCost(origin: origin) { step in
      rises.prefix(max(0, step + 8)).reduce(start, +)
    }
  }
}
