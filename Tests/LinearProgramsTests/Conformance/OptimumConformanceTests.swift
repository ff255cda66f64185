// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Testing

@Suite("Conformance: linear programs with an optimum")
struct OptimumConformanceTests {
  static let cases = [
    ConformanceCase("the goal is made small by default", goal: 13.125, point: [0, 3.75]) {
      let (bread, milk) = ($0.addVariable(in: 0...10), $0.addVariable(in: 0...10))
      $0.add(4 * bread + 8 * milk >= 30)
      $0.goal = .minimize(2 * bread + 3.5 * milk)
    },
    ConformanceCase("a goal can be made large", goal: 11, point: [3, 1]) {
      let (x, y) = ($0.addVariable(in: 0...3), $0.addVariable())
      $0.add(x + y <= 4)
      $0.add(x + 3 * y <= 6)
      $0.goal = .maximize(3 * x + 2 * y)
    },
    ConformanceCase("the goal's constant counts", goal: 109, point: [4, 1]) {
      let (x, y) = ($0.addVariable(in: 0...4), $0.addVariable(in: 0...4))
      $0.add(x + y <= 5)
      $0.goal = .maximize(2 * x + y + 100)
    },
    ConformanceCase("a constraint's constant moves to its bound", goal: 3, point: [3]) {
      let x = $0.addVariable()
      $0.add(x + 7 >= 10)
      $0.goal = .minimize(LinearExpression(x))
    },
    ConformanceCase("both sides of a constraint may hold variables and constants", goal: 4, point: [4, 1]) {
      let (x, y) = ($0.addVariable(), $0.addVariable(in: 1...1))
      $0.add(x - 2 >= 3 - y)
      $0.goal = .minimize(LinearExpression(x))
    },
    ConformanceCase("a variable that occurs several times counts with the sum", goal: 2, point: [2]) {
      let x = $0.addVariable()
      $0.add(x + x + 3 * x >= 10)
      $0.goal = .minimize(2 * x - x)
    },
    ConformanceCase("a coefficient of zero is none", goal: 1, point: [0, 1]) {
      let (x, y) = ($0.addVariable(in: 0...1), $0.addVariable(in: 0...1))
      $0.add(2 * x - 2 * x + y >= 1)
      $0.goal = .minimize(x + y)
    },
    ConformanceCase("a program without variables has its constant", goal: 7) {
      $0.goal = .minimize(LinearExpression(7))
    },
    ConformanceCase("a program without a goal has the goal zero", goal: 0) {
      let x = $0.addVariable(in: 0...9)
      $0.add(x >= 3)
    },
    ConformanceCase("a constraint without variables that holds says nothing", goal: 0, point: [0]) {
      let x = $0.addVariable()
      $0.add(LinearExpression(1) <= 2)
      $0.goal = .minimize(LinearExpression(x))
    },
    ConformanceCase("without constraints every variable goes to its better bound", goal: -4, point: [-3, 1, 2]) {
      let (x, y, z) = ($0.addVariable(in: -3...5), $0.addVariable(in: -1...1), $0.addVariable(in: 2...2))
      $0.goal = .minimize(x - 3 * y + z)
    },
    ConformanceCase("a row without bounds binds nothing", goal: 5, point: [5]) {
      let x = $0.addVariable(in: 0...5)
      $0.add(1 * x <= .infinity)
      $0.add(1 * x >= -.infinity)
      $0.goal = .maximize(LinearExpression(x))
    },
    ConformanceCase("a range binds on its lower side", goal: 2, point: [2]) {
      let x = $0.addVariable()
      $0.add((2 * x).within(4...6))
      $0.goal = .minimize(LinearExpression(x))
    },
    ConformanceCase("a range binds on its upper side", goal: 3, point: [3]) {
      let x = $0.addVariable()
      $0.add((2 * x).within(4...6))
      $0.goal = .maximize(LinearExpression(x))
    },
    ConformanceCase("equalities alone can leave one point", goal: 8, point: [3, 2]) {
      let (x, y) = ($0.addVariable(), $0.addVariable())
      $0.add(x + y == 5)
      $0.add(x - y == 1)
      $0.goal = .minimize(2 * x + y)
    },
    ConformanceCase("an equality that follows from others does no harm", goal: 5, point: [3, 2]) {
      let (x, y) = ($0.addVariable(), $0.addVariable())
      $0.add(x + y == 5)
      $0.add(x - y == 1)
      $0.add(2 * x == 6)
      $0.goal = .maximize(x + y)
    },
    ConformanceCase("a fixed variable keeps its value", goal: 4.5, point: [2.5, 2]) {
      let (x, y) = ($0.addVariable(in: 2.5...2.5), $0.addVariable())
      $0.add(y >= 2)
      $0.goal = .minimize(x + y)
    },
    ConformanceCase("bounds may both be negative", goal: -7, point: [-7]) {
      let x = $0.addVariable(in: -7 ... -2)
      $0.goal = .minimize(LinearExpression(x))
    },
    ConformanceCase("a variable without lower bound can fall below zero", goal: -4, point: [-4]) {
      let x = $0.addVariable(from: -.infinity, to: 3)
      $0.add(x >= -4)
      $0.goal = .minimize(LinearExpression(x))
    },
    ConformanceCase("a free variable is found on either side of zero", goal: -1.5, point: [-1.5, 2.5]) {
      let (x, y) = ($0.addVariable(from: -.infinity), $0.addVariable(from: -.infinity))
      $0.add(x + y == 1)
      $0.add(y - x <= 4)
      $0.goal = .minimize(LinearExpression(x))
    },
    ConformanceCase("a polyhedron without vertices still has its optimum", goal: 3) {
      let (x, y) = ($0.addVariable(from: -.infinity), $0.addVariable(from: -.infinity))
      $0.add(x + y >= 3)
      $0.goal = .minimize(x + y)
    },
    ConformanceCase("an unbounded polyhedron can have a bounded goal", goal: 2, point: [2, 0]) {
      let (x, y) = ($0.addVariable(), $0.addVariable())
      $0.add(x - y >= 2)
      $0.goal = .minimize(x + y)
    },
    ConformanceCase("more constraints than needed may meet in the optimum", goal: 2, point: [1, 1]) {
      let (x, y) = ($0.addVariable(), $0.addVariable())
      for factor in [1.0, 2, 3] {
        $0.add(factor * x + y <= factor + 1)
        $0.add(x + factor * y <= factor + 1)
      }
      $0.goal = .maximize(x + y)
    },
    // Beale's example, on which Dantzig's rule turns in circles (Naval Research Logistics Quarterly 2, 1955).
    ConformanceCase("the example that cycles comes to an end", goal: -0.05, point: [0.04, 0, 1, 0]) {
      let (a, b, c, d) = ($0.addVariable(), $0.addVariable(), $0.addVariable(), $0.addVariable())
      $0.add(0.25 * a - 60 * b - 0.04 * c + 9 * d <= 0)
      $0.add(0.5 * a - 90 * b - 0.02 * c + 3 * d <= 0)
      $0.add(c <= 1)
      $0.goal = .minimize(-0.75 * a + 150 * b - 0.02 * c + 6 * d)
    },
    ConformanceCase("of several optima any will do", goal: 4) {
      let (x, y) = ($0.addVariable(), $0.addVariable())
      $0.add(x + y <= 4)
      $0.goal = .maximize(x + y)
    },
    ConformanceCase("numbers of very different size stand beside one another", goal: 1_000_000, point: [1_000_000, 0]) {
      let (x, y) = ($0.addVariable(), $0.addVariable())
      $0.add(0.001 * x + 1000 * y >= 1000)
      $0.goal = .minimize(x + 10_000_000 * y)
    },
  ]

  @Test("The optimum is found", arguments: ConformingSolver.all, cases)
  func optimum(_ solver: ConformingSolver, _ example: ConformanceCase) throws {
    let solution = try solver.solve(example.program).requireOptimal()
    #expect(abs(solution.goal - example.goal) <= 1e-9 * max(1, abs(example.goal)))
    for (variable, value) in zip(example.program.allVariables, example.point) {
      #expect(abs(solution[variable] - value) <= 1e-9 * max(1, abs(value)), "variable \(variable.index)")
    }
    #expect(!solution.wasBranched)
  }

  @Test(
    "The point keeps every bound and constraint, and the goal is the point's own", arguments: ConformingSolver.all,
    cases)
  func feasible(_ solver: ConformingSolver, _ example: ConformanceCase) throws {
    let program = example.program
    let solution = try solver.solve(program).requireOptimal()
    for variable in program.allVariables {
      let (lower, upper) = program.bounds(of: variable)
      #expect(solution[variable] >= lower - 1e-6 && solution[variable] <= upper + 1e-6)
    }
    for constraint in program.allConstraints {
      let (lower, upper) = program.bounds(of: constraint)
      let terms = program.expression(of: constraint).terms
      let activity = terms.reduce(0) { $0 + $1.coefficient * solution[$1.variable] }
      #expect(activity >= lower - 1e-6 && activity <= upper + 1e-6)
    }
    let terms = program.goal.expression.terms
    let goal = terms.reduce(program.goal.expression.constant) { $0 + $1.coefficient * solution[$1.variable] }
    #expect(abs(solution.goal - goal) <= 1e-12 * max(1, abs(goal)))
    #expect(solution.goal == program.goalValue { solution[$0] })
  }

  @Test("Multipliers have the sign of the side that binds, and price the goal", arguments: ConformingSolver.all, cases)
  func multipliers(_ solver: ConformingSolver, _ example: ConformanceCase) throws {
    let solution = try solver.solve(example.program).requireOptimal()
    try MultiplierCheck(program: example.program, solution: solution).expectSound()
  }
}
