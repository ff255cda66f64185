// SPDX-License-Identifier: GPL-3.0-or-later

import TestLength
import Testing

@testable import LinearPrograms

@Suite("A bound by totals alone")
struct TotalsBoundTests {
  /// Strictly convex costs under totals that lie apart, and rows that cross them.
  private func program(_ random: inout SplitMix64, crossed: Bool) -> LinearProgram {
    var program = LinearProgram()
    var goal = Goal.minimize()
    let variables = (0..<Int.random(in: 4...20, using: &random)).map { _ in
      let weight = Double.random(in: 0.5...30, using: &random)
      let variable = program.addVariable(in: 0...60, wholeNumbers: true)
      goal.add(ConvexCost(origin: 0) { (Double($0) - 0.5) / weight }, on: variable)
      return variable
    }
    program.goal = goal
    let half = variables.count / 2
    for members in [variables[..<half], variables[half...]] {
      let total = Double(Int.random(in: 5...60, using: &random))
      program.add(members.reduce(into: LinearExpression()) { $0 += $1 } == total)
    }
    if crossed {
      for place in 1..<variables.count {
        program.add(1 * variables[place - 1] - 1 * variables[place] >= Double(-Int.random(in: 0...3, using: &random)))
      }
    }
    return program
  }

  @Test("It is the optimum where totals are all there is, and never beyond it", arguments: 0..<everyday(20, long: 40))
  func bound(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let plain = program(&random, crossed: false)
    let (bound, best) = try (#require(plain.boundByTotals()), #require(plain.solve().solution).goal)
    #expect(bound <= best && bound >= best - 1e-6 * max(1, abs(best)))
    let crossed = program(&random, crossed: true)
    guard let solution = crossed.solve().solution else { return }
    #expect(try #require(crossed.boundByTotals()) <= solution.goal)
  }

  @Test("Without totals there is none")
  func none() {
    var program = LinearProgram()
    let x = program.addVariable(in: 0...3, wholeNumbers: true)
    program.add(1 * x <= 2)
    #expect(program.boundByTotals() == nil)
  }
}
