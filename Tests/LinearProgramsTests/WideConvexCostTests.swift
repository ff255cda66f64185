// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import LinearPrograms

@Suite("Convex costs over ranges of a billion")
struct WideConvexCostTests {
  /// Half of five billion shared out to five variables, each counted from 0.
  private func program(_ cost: (Double) -> ConvexCost) -> (LinearProgram, [Variable]) {
    var program = LinearProgram()
    var goal = Goal.minimize()
    let shares = (1...5).map { weight in
      let variable = program.addVariable("share \(weight)", in: 0...1e9, wholeNumbers: true)
      goal.add(cost(Double(weight)), on: variable)
      return variable
    }
    program.goal = goal
    program.add(LinearExpression(sum: shares) == 2.5e9)
    return (program, shares)
  }

  @Test("A point that is too far from the origins to count is a fault of size, and not a solve without end")
  func tooFar() {
    let (program, _) = program { weight in ConvexCost(origin: 0) { Double($0) / weight } }
    guard case .failed(.invalidModel(let faults)) = program.solve(limits: Limits(seconds: 5)) else {
      Issue.record("no fault")
      return
    }
    #expect(faults == [.tooManySteps(2_500_000_000)])
    #expect(program.goalValue { _ in 5e8 }.isNaN)
  }

  @Test("A closed form counts nothing, however far the point is")
  func closedForm() throws {
    // Σ k / w up to n is n (n + 1) / 2 / w.
    let (program, shares) = program { weight in
      ConvexCost(
        origin: 0, ofStep: { Double($0) / weight }, total: { Double($0) * (Double($0) + 1) / 2 / weight })
    }
    guard case .optimal(let solution) = program.solve(limits: Limits(seconds: 60)) else {
      Issue.record("\(program.solve(limits: Limits(seconds: 60)))")
      return
    }
    let values = shares.map { solution[$0] }
    #expect(values.reduce(0, +) == 2.5e9)
    let expected = zip(1..., values).reduce(0) { $0 + $1.1 * ($1.1 + 1) / 2 / Double($1.0) }
    #expect(abs(solution.goal - expected) <= 1e-12 * expected)
    // No unit moved from one to another makes it cheaper.
    for (taker, more) in zip(1..., values) where more < 1e9 {
      for (giver, less) in zip(1..., values) where giver != taker && less > 0 {
        #expect((more + 1) / Double(taker) >= less / Double(giver) - 1e-6)
      }
    }
  }

  @Test("A closed form gives the sums that counting gives", arguments: [-40, -3, 0, 7, 60])
  func sameSums(origin: Int) {
    let center = 5.0
    let steps = ConvexCost(origin: origin) { 2 * (Double($0) - center) - 1 }
    let closed = ConvexCost(
      origin: origin, ofStep: { 2 * (Double($0) - center) - 1 },
      total: { (Double($0) - center) * (Double($0) - center) + 100 })
    for value in -30...50 {
      #expect(closed.total(at: value, in: -30...50) == steps.total(at: value, in: -30...50))
      let between = Double(value) - 0.25
      var (one, other) = (1000, 1000)
      let sums = (
        closed.total(at: between, in: -30...50, left: &one), steps.total(at: between, in: -30...50, left: &other)
      )
      #expect(sums.0 == sums.1 || value == -30)
    }
    #expect(closed.stepAgainstClosedForm(in: -30...50) == nil)
  }

  @Test(
    "A closed form that contradicts the steps is a fault by name",
    arguments: [(0, "another slope"), (1, "a jump in the middle"), (2, "not a number")])
  func contradiction(kind: Int, name: String) {
    var program = LinearProgram()
    let x = program.addVariable("x", in: 0...1000, wholeNumbers: true)
    var goal = Goal.minimize()
    let wrong: @Sendable (Int) -> Double = { value in
      let right = Double(value) * Double(value + 1) / 2
      switch kind {
      case 0: return right * 1.001
      case 1: return right + (value > 333 ? 50_000 : 0)
      default: return .nan
      }
    }
    goal.add(ConvexCost(origin: 0, ofStep: { Double($0) }, total: wrong), on: x)
    program.goal = goal
    guard case .costTotalWrong("x", _)? = program.faults.first else {
      Issue.record("\(name): \(program.faults)")
      return
    }
  }

  @Test("Rounding in a closed form by logarithms of factorials is no contradiction")
  func logarithms() {
    // Steps of log k, as of a two-way apportionment.
    let cost = ConvexCost(origin: 3, ofStep: { log(Double($0)) }, total: { lgamma(Double($0) + 1) })
    for top in [3, 100, 100_000, 1_000_000_000] { #expect(cost.stepAgainstClosedForm(in: 1...top) == nil) }
  }

  @Test("Ties over a whole range are held by their face, and where a row is needed, as one step")
  func wideTies() {
    var program = LinearProgram()
    let (x, y) = (
      program.addVariable(in: 0...1e9, wholeNumbers: true), program.addVariable(in: 0...1e9, wholeNumbers: true)
    )
    program.add(x + y == 3)
    var goal = Goal.minimize()
    for variable in [x, y] { goal.add(ConvexCost(origin: 0) { _ in 1 }, on: variable) }
    let held = program.solve(inOrder: [.optimize(goal), .optimize(.maximize(1 * x + 0))])
    #expect(held.outcome.solution.map { [$0[x], $0[y]] } == [3, 0])
    let losing = program.solve(
      inOrder: [.optimize(goal, mayLose: Degradation(absolute: 1)), .optimize(.maximize(1 * x + 0))])
    #expect(losing.outcome.solution.map { [$0[x], $0[y]] } == [3, 0])
  }
}
