// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import LinearPrograms

@Suite("Convex costs by unit steps")
struct ConvexCostTests {
  /// Shares out `total` by Webster's method over weights, with windows that begin at `near`.
  private func webster(_ weights: [Double], total: Int, near: Int) throws -> [Int] {
    var program = LinearProgram()
    var goal = Goal.minimize()
    let seats = weights.map { weight in
      let variable = program.addVariable(from: 0, to: Double(total), wholeNumbers: true)
      goal.add(ConvexCost(origin: near) { (Double($0) - 0.5) / weight }, on: variable)
      return variable
    }
    program.goal = goal
    program.add(LinearExpression(sum: seats) == Double(total))
    let solution = try #require(program.solve().solution)
    guard case .network = solution.method else {
      Issue.record("not seen to be a network")
      return []
    }
    return seats.map { Int(solution[$0]) }
  }

  @Test("A window that begins far from the optimum ends at it", arguments: [0, 3, 17, 500, 1000, -40, 99_999])
  func windows(near: Int) throws {
    // Exact shares 500, 300, 150, 50: every divisor method gives them.
    #expect(try webster([50, 30, 15, 5], total: 1000, near: near) == [500, 300, 150, 50])
  }

  @Test("A range of a million steps is solved by a handful of columns")
  func longRange() throws {
    #expect(try webster([3, 2, 1], total: 1_200_000, near: 400_000) == [600_000, 400_000, 200_000])
  }

  @Test("The optimal range is wide where a step is tied, and one value where it is not")
  func ranges() throws {
    var program = LinearProgram()
    var goal = Goal.minimize()
    let seats = [1.0, 1.0, 3.0].map { weight in
      let variable = program.addVariable(from: 0, to: 9, wholeNumbers: true)
      goal.add(ConvexCost(origin: 1) { (Double($0) - 0.5) / weight }, on: variable)
      return variable
    }
    program.goal = goal
    // Four seats to 1 : 1 : 3: the third goes to the large one, the fourth is tied between the small two … or none.
    program.add(LinearExpression(sum: seats) == 3)
    let solution = try #require(program.solve().solution)
    let ranges = try seats.map { try #require(solution.margin(of: $0)).optimalRange }
    // Signposts 0.5, 0.5 and 1/6, 1/2, 5/6: a tie of three for the second and third seat.
    #expect(ranges == [0...1, 0...1, 1...2])
  }

  @Test("A cost that falls is refused by name and step")
  func notConvex() {
    var program = LinearProgram()
    let x = program.addVariable("x", from: 0, to: 3, wholeNumbers: true)
    var goal = Goal.minimize()
    goal.add(ConvexCost(origin: 0) { -Double($0) }, on: x)
    program.goal = goal
    guard case .failed(.invalidModel(let faults)) = program.solve() else {
      Issue.record("accepted")
      return
    }
    #expect(faults == [.costNotConvex(variable: "x", step: 2)])
  }

  @Test("The goal counts convex and linear costs together")
  func together() throws {
    // (x − 3)² from 0 … 9, and 2x beside it: least at x = 2, where 1 + 4 = 5, less the 9 at zero.
    var program = LinearProgram()
    let x = program.addVariable("x", from: 0, to: 9, wholeNumbers: true)
    var goal = Goal.minimize(LinearExpression(2 * x))
    goal.add(ConvexCost(origin: 0) { Double(2 * $0 - 1 - 6) }, on: x)
    program.goal = goal
    let solution = try #require(program.solve().solution)
    #expect(solution[x] == 2)
    #expect(solution.goal == 5 - 9)
  }

  @Test("Seats by Webster's method, however large the weights", arguments: [1e-6, 1, 1e6, 1e8, 1e9, 1e11, 1e14])
  func scaleOfWeights(unit: Double) {
    let weights = [1.1, 2.3, 3.7, 4.9, 6.1].map { $0 * unit }
    var program = LinearProgram()
    let seats = weights.map { _ in program.addVariable(in: 0...200, wholeNumbers: true) }
    program.add(LinearExpression(sum: seats) == 100)
    var goal = Goal.minimize()
    for (weight, seats) in zip(weights, seats) {
      goal.add(ConvexCost(origin: 20) { (Double($0) - 0.5) / weight }, on: seats)
    }
    program.goal = goal
    guard let solution = program.solve(limits: Limits(seconds: 5)).solution else {
      Issue.record("\(program.solve(limits: Limits(seconds: 5)))")
      return
    }
    #expect(seats.map { solution[$0] } == [6, 13, 20, 27, 34])
    // A later goal gives up nothing of it.
    let result = program.solve(
      inOrder: [.optimize(goal), .optimize(.maximize(1 * seats[0] + 0))], limits: Limits(seconds: 5))
    #expect(result.outcome.solution.map { solution in seats.map { solution[$0] } } == [6, 13, 20, 27, 34])
  }
}
