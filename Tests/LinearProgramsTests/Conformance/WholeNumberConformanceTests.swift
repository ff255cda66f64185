// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Testing

@Suite("Conformance: whole numbers and convex costs")
struct WholeNumberConformanceTests {
  static let cases = [
    ConformanceCase("half of each would be best, and is not whole", goal: 5, point: [0, 1]) {
      let (x, y) = ($0.addVariable(in: 0...1, wholeNumbers: true), $0.addVariable(in: 0...1, wholeNumbers: true))
      $0.add(2 * x + 2 * y <= 3)
      $0.goal = .maximize(3 * x + 5 * y)
    },
    ConformanceCase("the relaxation rounded down would be worse", goal: 4.2, point: [2, 1]) {
      // Without whole numbers: 4.75 of x alone.
      let (x, y) = ($0.addVariable(wholeNumbers: true), $0.addVariable(wholeNumbers: true))
      $0.add(x + 2.5 * y <= 4.75)
      $0.goal = .maximize(x + 2.2 * y)
    },
    ConformanceCase("fractional bounds are drawn in to whole numbers", goal: 4, point: [1, 3]) {
      let (x, y) = ($0.addVariable(in: 0.5...9, wholeNumbers: true), $0.addVariable(in: 0...3.9, wholeNumbers: true))
      $0.goal = .minimize(x - y + 6)
    },
    ConformanceCase("negative fractional bounds are drawn in as well", goal: -2, point: [-2]) {
      let x = $0.addVariable(in: -2.5 ... -0.5, wholeNumbers: true)
      $0.goal = .minimize(LinearExpression(x))
    },
    ConformanceCase("whole and other variables stand beside one another", goal: 7.5, point: [3, 1.5]) {
      let (x, y) = ($0.addVariable(in: 0...3.5, wholeNumbers: true), $0.addVariable())
      $0.add(x + 2 * y <= 6)
      $0.goal = .maximize(2 * x + y)
    },
    ConformanceCase("the knapsack of four", goal: 225, point: [1, 1, 0, 1]) {
      let (a, b) = ($0.addVariable(in: 0...1, wholeNumbers: true), $0.addVariable(in: 0...1, wholeNumbers: true))
      let (c, d) = ($0.addVariable(in: 0...1, wholeNumbers: true), $0.addVariable(in: 0...1, wholeNumbers: true))
      $0.add(10 * a + 20 * b + 30 * c + 12 * d <= 50)
      $0.goal = .maximize(60 * a + 100 * b + 120 * c + 65 * d)
    },
    ConformanceCase("whole-number variables need no upper bound", goal: 3, point: [1, 2]) {
      let (x, y) = ($0.addVariable(wholeNumbers: true), $0.addVariable(wholeNumbers: true))
      $0.add(3 * x + 2 * y == 7)
      $0.goal = .minimize(x + y)
    },
    ConformanceCase("a convex cost and a linear one add up", goal: -4, point: [2]) {
      // (x − 3)² less its 9 at zero, and 2x.
      let x = $0.addVariable(in: 0...9, wholeNumbers: true)
      var goal = Goal.minimize(2 * x + 0)
      goal.add(ConvexCost(origin: 0) { Double(2 * $0 - 7) }, on: x)
      $0.goal = goal
    },
    ConformanceCase("a convex cost counts from its origin", goal: -5, point: [2]) {
      // (x − 3)² + 2x less the (5 − 3)² = 4 at the origin; 1 + 4 − 4 = 1, and a constant of −6.
      let x = $0.addVariable(in: 0...9, wholeNumbers: true)
      var goal = Goal.minimize(2 * x - 6)
      goal.add(ConvexCost(origin: 5) { Double(2 * $0 - 7) }, on: x)
      $0.goal = goal
    },
    ConformanceCase("an origin beyond the bounds is the nearer bound", goal: 3, point: [4]) {
      let x = $0.addVariable(in: 2...6, wholeNumbers: true)
      $0.add(x >= 4)
      var goal = Goal.minimize()
      goal.add(ConvexCost(origin: -8) { Double($0) - 2 }, on: x)
      $0.goal = goal
    },
    ConformanceCase("a kink does not leak into fractions", goal: 2.5, point: [1, 1]) {
      // (1, ¾) would do at a cost of 2, on the line between two whole numbers.
      let (x, y) = ($0.addVariable(in: 0...4, wholeNumbers: true), $0.addVariable(in: 0...4, wholeNumbers: true))
      $0.add(2 * x + 4 * y >= 5)
      var goal = Goal.minimize()
      goal.add(ConvexCost(origin: 0) { Double($0) - 0.5 }, on: x)
      goal.add(ConvexCost(origin: 0) { 2 * Double($0) }, on: y)
      $0.goal = goal
    },
    ConformanceCase("steps of one cost are a straight line", goal: 6, point: [0, 3]) {
      let (x, y) = ($0.addVariable(in: 0...9, wholeNumbers: true), $0.addVariable(in: 0...3, wholeNumbers: true))
      $0.add(x + y >= 3)
      var goal = Goal.minimize(2 * y + 0)
      goal.add(ConvexCost(origin: 0) { _ in 3 }, on: x)
      $0.goal = goal
    },
    ConformanceCase("a fixed variable's convex cost is that of its value", goal: 0, point: [3, 0]) {
      let (x, y) = ($0.addVariable(in: 3...3, wholeNumbers: true), $0.addVariable(in: 0...1))
      var goal = Goal.minimize(LinearExpression(y))
      goal.add(ConvexCost(origin: 0) { Double($0) }, on: x)
      $0.goal = goal
    },
    // Signposts ½, 1½, 2½ over 7, 4, 1: the greatest five of 14, 4.67, 2.8, 8, 2.67, 2.
    ConformanceCase("Webster's method shares five seats by 7 : 4 : 1", goal: .nan, point: [3, 2, 0]) {
      var goal = Goal.minimize()
      var sum = LinearExpression()
      for weight in [7.0, 4, 1] {
        let seats = $0.addVariable(in: 0...5, wholeNumbers: true)
        goal.add(ConvexCost(origin: 2) { (Double($0) - 0.5) / weight }, on: seats)
        sum += seats
      }
      $0.add(sum == 5)
      $0.goal = goal
    },
  ]

  @Test("The best whole-number point is found, exactly whole", arguments: ConformingSolver.all, cases)
  func optimum(_ solver: ConformingSolver, _ example: ConformanceCase) throws {
    let program = example.program
    let solution = try solver.solve(program).requireOptimal()
    if !example.goal.isNaN { #expect(abs(solution.goal - example.goal) <= 1e-9 * max(1, abs(example.goal))) }
    for (variable, value) in zip(program.allVariables, example.point) {
      if program.takesWholeNumbers(variable) {
        #expect(solution[variable] == value, "variable \(variable.index)")
      } else {
        #expect(abs(solution[variable] - value) <= 1e-9, "variable \(variable.index)")
      }
    }
    #expect(solution.goal == program.goalValue { solution[$0] })
  }

  @Test(
    "What was branched has no multipliers, and what was not has prices that hold", arguments: ConformingSolver.all,
    cases)
  func multipliers(_ solver: ConformingSolver, _ example: ConformanceCase) throws {
    let solution = try solver.solve(example.program).requireOptimal()
    if solution.wasBranched {
      for constraint in example.program.allConstraints { #expect(solution.multiplier(of: constraint) == nil) }
      for variable in example.program.allVariables { #expect(solution.margin(of: variable) == nil) }
    } else {
      try MultiplierCheck(program: example.program, solution: solution).expectSound()
    }
  }
}
