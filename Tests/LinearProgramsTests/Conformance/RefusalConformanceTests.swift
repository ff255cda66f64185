// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Testing

@Suite("Conformance: what a solver refuses")
struct RefusalConformanceTests {
  private static let stranger: Variable = {
    var other = LinearProgram()
    return other.addVariable("stranger")
  }()

  /// Programs with faults; `x` is a sound variable of each.
  static let unsound = [
    ConformanceCase("a coefficient is NaN") { $0.add(Double.nan * $0.addVariable() <= 1) },
    ConformanceCase("a coefficient is infinite") { $0.add(Double.infinity * $0.addVariable() <= 1) },
    ConformanceCase("a constraint's bound is NaN") { $0.add(1 * $0.addVariable() <= .nan) },
    ConformanceCase("a constraint must be at most minus infinity") { $0.add(1 * $0.addVariable() <= -.infinity) },
    ConformanceCase("a constraint's constant is NaN") { $0.add($0.addVariable() + .nan <= 1) },
    ConformanceCase("a variable's bound is NaN") { $0.addVariable(from: .nan, to: 1) },
    ConformanceCase("a variable must be at least infinity") { $0.addVariable(from: .infinity) },
    ConformanceCase("a goal's coefficient is NaN") { $0.goal = .minimize(.nan * $0.addVariable() + 0) },
    ConformanceCase("a goal's constant is infinite") { $0.goal = .minimize($0.addVariable() + .infinity) },
    ConformanceCase("a constraint has another program's variable") { $0.add($0.addVariable() + stranger <= 1) },
    ConformanceCase("a goal has another program's variable") { $0.goal = .maximize(LinearExpression(stranger)) },
    ConformanceCase("a convex cost is another program's variable's") {
      var goal = Goal.minimize()
      goal.add(ConvexCost(origin: 0) { Double($0) }, on: stranger)
      $0.goal = goal
    },
    ConformanceCase("a convex cost is to be made large") {
      var goal = Goal.maximize(LinearExpression())
      goal.add(ConvexCost(origin: 0) { Double($0) }, on: $0.addVariable(in: 0...3, wholeNumbers: true))
      $0.goal = goal
    },
    ConformanceCase("a convex cost is of a variable that takes fractions") {
      var goal = Goal.minimize()
      goal.add(ConvexCost(origin: 0) { Double($0) }, on: $0.addVariable(in: 0...3))
      $0.goal = goal
    },
    ConformanceCase("a convex cost is of a variable without an upper bound") {
      var goal = Goal.minimize()
      goal.add(ConvexCost(origin: 0) { Double($0) }, on: $0.addVariable(wholeNumbers: true))
      $0.goal = goal
    },
    ConformanceCase("a convex cost is of a variable whose bounds are NaN") {
      var goal = Goal.minimize()
      goal.add(ConvexCost(origin: 0) { Double($0) }, on: $0.addVariable(from: .nan, to: .nan, wholeNumbers: true))
      $0.goal = goal
    },
  ]

  @Test("A program with faults comes back with all of them", arguments: ConformingSolver.all, unsound)
  func faults(_ solver: ConformingSolver, _ example: ConformanceCase) {
    #expect(!example.program.faults.isEmpty)
    #expect(solver.solve(example.program).fault == .invalidModel(example.program.faults))
    // No limit comes before it.
    let monitor = SolveMonitor()
    monitor.cancel()
    #expect(
      solver.solve(example.program, limits: Limits(seconds: 0), monitor: monitor).fault
        == .invalidModel(example.program.faults))
  }

  @Test("A program with faults has no goal to compute", arguments: unsound)
  func noGoal(_ example: ConformanceCase) {
    #expect(example.program.goalValue { _ in 0 }.isNaN)
    #expect(throws: SolverFault.invalidModel(example.program.faults)) {
      try example.program.solution(method: .linearProgram(iterations: 0)) { _ in 0 }
    }
  }

  @Test("A convex cost that falls, or is not finite, is refused by name and step", arguments: ConformingSolver.all)
  func notConvex(_ solver: ConformingSolver) {
    let costs: [(step: Int, ofStep: @Sendable (Int) -> Double)] = [
      (2, { -Double($0) }), (3, { $0 == 3 ? .nan : 1 }), (1, { $0 == 1 ? -.infinity : 1 }), (3, { $0 == 3 ? 0 : 1 }),
    ]
    for cost in costs {
      var program = LinearProgram()
      let x = program.addVariable("x", in: 0...3, wholeNumbers: true)
      var goal = Goal.minimize()
      goal.add(ConvexCost(origin: 1, ofStep: cost.ofStep), on: x)
      program.goal = goal
      #expect(
        solver.solve(program).fault == .invalidModel([.costNotConvex(variable: "x", step: cost.step)]))
    }
  }

  @Test("What a solver cannot do it says, and nothing else", arguments: ConformingSolver.all)
  func unsupported(_ solver: ConformingSolver) {
    var program = LinearProgram()
    let x = program.addVariable(in: 0...3)
    program.goal = .maximize(LinearExpression(x))
    // One iteration is enough here, so that either all is well or the limit is not to be had.
    let outcome = solver.solve(program, limits: Limits(iterations: 1000))
    if let fault = outcome.fault {
      #expect(fault == .unsupported(.iterationLimit))
    } else {
      #expect(outcome.solution?.goal == 3)
    }
  }
}
