// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Testing

@Suite("Conformance: programs without an optimum")
struct VerdictConformanceTests {
  static let empty = [
    ConformanceCase("two constraints exclude one another") {
      let x = $0.addVariable()
      $0.add(1 * x >= 3)
      $0.add(1 * x <= 2)
    },
    ConformanceCase("no two of three constraints do, but all three") {
      let (x, y) = ($0.addVariable(in: 0...10), $0.addVariable(in: 0...10))
      $0.add(x + 2 * y >= 9)
      $0.add(2 * x + y >= 9)
      $0.add(x + y <= 5)
      $0.goal = .minimize(x + y)
    },
    ConformanceCase("the bounds of variables leave a constraint no room") {
      let (x, y) = ($0.addVariable(in: 0...2), $0.addVariable(in: 0...2))
      $0.add(x + y >= 5)
    },
    ConformanceCase("equalities contradict one another") {
      let (x, y) = ($0.addVariable(from: -.infinity), $0.addVariable(from: -.infinity))
      $0.add(x + y == 1)
      $0.add(2 * x + 2 * y == 3)
    },
    ConformanceCase("a variable's bounds are crossed") {
      let x = $0.addVariable(from: 2, to: 1)
      $0.goal = .minimize(LinearExpression(x))
    },
    ConformanceCase("a constraint whose terms cancel out does not hold") {
      let x = $0.addVariable()
      $0.add((x - x).within(1...2))
    },
    ConformanceCase("a constraint without variables does not hold") {
      $0.add(LinearExpression(3) <= 2)
    },
    ConformanceCase("the goal would be unbounded if there were a point") {
      let (x, y) = ($0.addVariable(), $0.addVariable(in: 0...1))
      $0.add(y >= 2)
      $0.goal = .maximize(x + y)
    },
    ConformanceCase("there is no whole number between the bounds") {
      $0.addVariable(from: 0.2, to: 0.8, wholeNumbers: true)
    },
    ConformanceCase("there are points but none of whole numbers: parity") {
      let (x, y) = ($0.addVariable(in: 0...4, wholeNumbers: true), $0.addVariable(in: 0...4, wholeNumbers: true))
      $0.add(2 * x + 2 * y == 5)
      $0.goal = .minimize(x + y)
    },
    ConformanceCase("there are points but none of whole numbers: a narrow strip") {
      let (x, y) = ($0.addVariable(in: 0...3, wholeNumbers: true), $0.addVariable(in: 0...3, wholeNumbers: true))
      $0.add((3 * x - 3 * y).within(1...2))
      $0.goal = .maximize(LinearExpression(x))
    },
    ConformanceCase("a convex cost does not make an impossible total possible") {
      let x = $0.addVariable(in: 0...3, wholeNumbers: true)
      $0.add(1 * x == 4)
      var goal = Goal.minimize()
      goal.add(ConvexCost(origin: 1) { Double($0) }, on: x)
      $0.goal = goal
    },
  ]

  static let endless = [
    ConformanceCase("without constraints") {
      let x = $0.addVariable()
      $0.goal = .maximize(LinearExpression(x))
    },
    ConformanceCase("along a ray of the constraints") {
      let (x, y) = ($0.addVariable(), $0.addVariable())
      $0.add((x - y).within(-1...1))
      $0.goal = .maximize(x + y)
    },
    ConformanceCase("downwards") {
      let x = $0.addVariable(from: -.infinity, to: 4)
      $0.goal = .minimize(x + 1)
    },
    ConformanceCase("along a line") {
      let (x, y) = ($0.addVariable(from: -.infinity), $0.addVariable(from: -.infinity))
      $0.add(x + y == 1)
      $0.goal = .minimize(x - y)
    },
    ConformanceCase("in whole numbers") {
      let (x, y) = ($0.addVariable(wholeNumbers: true), $0.addVariable(wholeNumbers: true))
      $0.add(x - y <= 1)
      $0.goal = .maximize(x + y)
    },
    ConformanceCase("beside a convex cost") {
      let (x, y) = ($0.addVariable(in: 0...3, wholeNumbers: true), $0.addVariable())
      $0.add(x - y <= 1)
      var goal = Goal.minimize(-y)
      goal.add(ConvexCost(origin: 0) { Double($0) }, on: x)
      $0.goal = goal
    },
  ]

  @Test("A program without a point is infeasible", arguments: ConformingSolver.all, empty)
  func infeasible(_ solver: ConformingSolver, _ example: ConformanceCase) {
    let outcome = solver.solve(example.program)
    #expect(outcome.isInfeasible, "\(outcome)")
  }

  @Test("A program whose goal has no end is unbounded", arguments: ConformingSolver.all, endless)
  func unbounded(_ solver: ConformingSolver, _ example: ConformanceCase) {
    let outcome = solver.solve(example.program)
    #expect(outcome.isUnbounded, "\(outcome)")
  }
}
