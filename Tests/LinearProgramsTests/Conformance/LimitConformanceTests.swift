// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Testing

@Suite("Conformance: limits are reasons and not results")
struct LimitConformanceTests {
  static let programs = [
    ConformanceCase("a linear program") {
      let (x, y) = ($0.addVariable(in: 0...3), $0.addVariable())
      $0.add(x + y <= 4)
      $0.goal = .maximize(3 * x + 2 * y)
    },
    ConformanceCase("an integer program") {
      let (x, y) = ($0.addVariable(in: 0...1, wholeNumbers: true), $0.addVariable(in: 0...1, wholeNumbers: true))
      $0.add(2 * x + 2 * y <= 3)
      $0.goal = .maximize(3 * x + 5 * y)
    },
    ConformanceCase("a program with a convex cost") {
      let x = $0.addVariable(in: 0...9, wholeNumbers: true)
      var goal = Goal.minimize()
      goal.add(ConvexCost(origin: 0) { Double(2 * $0 - 7) }, on: x)
      $0.goal = goal
    },
    ConformanceCase("an infeasible program") {
      let x = $0.addVariable()
      $0.add(1 * x >= 3)
      $0.add(1 * x <= 2)
    },
    ConformanceCase("an unbounded program") {
      let x = $0.addVariable()
      $0.goal = .maximize(LinearExpression(x))
    },
  ]

  @Test("What was cancelled before it began is undecided and cancelled", arguments: ConformingSolver.all, programs)
  func cancelled(_ solver: ConformingSolver, _ example: ConformanceCase) {
    let monitor = SolveMonitor()
    monitor.cancel()
    guard case .undecided(nil, .cancelled) = solver.solve(example.program, monitor: monitor) else {
      Issue.record("\(solver.solve(example.program, monitor: monitor))")
      return
    }
    #expect(monitor.isCancelled)
  }

  @Test(
    "No seconds, fewer than none and NaN are over at once", arguments: ConformingSolver.all, programs)
  func noTime(_ solver: ConformingSolver, _ example: ConformanceCase) {
    for seconds in [0, -1, -Double.infinity, .nan, 1e-300] {
      let outcome = solver.solve(example.program, limits: Limits(seconds: seconds))
      #expect(outcome.limit == .time, "\(seconds): \(outcome)")
      let monitored = solver.solve(example.program, monitor: SolveMonitor(seconds: seconds))
      #expect(monitored.limit == .time, "\(seconds), by the monitor: \(monitored)")
    }
  }

  @Test("Of two times the shorter one counts, and an infinite one never ends", arguments: ConformingSolver.all)
  func twoTimes(_ solver: ConformingSolver) {
    let program = Self.programs[0].program
    #expect(solver.solve(program, limits: Limits(seconds: 0), monitor: SolveMonitor(seconds: 1000)).limit == .time)
    #expect(solver.solve(program, limits: Limits(seconds: 1000), monitor: SolveMonitor(seconds: 0)).limit == .time)
    let endless = solver.solve(
      program, limits: Limits(seconds: .infinity), monitor: SolveMonitor(seconds: .infinity))
    #expect(endless.solution?.goal == 11)
  }

  @Test(
    "A limit of no iterations ends the solve, or is said not to be supported", arguments: ConformingSolver.all, programs
  )
  func noIterations(_ solver: ConformingSolver, _ example: ConformanceCase) {
    for iterations in [0, -1, .min] {
      let outcome = solver.solve(example.program, limits: Limits(iterations: iterations))
      #expect(
        outcome.limit == .iterations || outcome.fault == .unsupported(.iterationLimit), "\(iterations): \(outcome)")
    }
  }

  @Test("A limit that is not reached changes nothing", arguments: ConformingSolver.all, programs)
  func generous(_ solver: ConformingSolver, _ example: ConformanceCase) {
    let limited = solver.solve(example.program, limits: Limits(seconds: 1000), monitor: SolveMonitor(seconds: 1000))
    #expect(limited.limit == nil)
    #expect("\(limited)" == "\(solver.solve(example.program))")
  }

  @Test(
    "Within a gap the answer is optimal or as near as asked, with a bound that says so", arguments: ConformingSolver.all
  )
  func gap(_ solver: ConformingSolver) throws {
    let program = Samples.knapsack
    for gap in [0, 0.05, 0.5] {
      switch solver.solve(program, limits: Limits(relativeGap: gap)) {
      case .optimal(let solution): #expect(solution.goal >= 225 * (1 - gap) - 1e-6)
      case .feasible(let solution, let bound?, .gap):
        #expect(gap > 0)
        #expect(bound >= 225 - 1e-6 && bound - solution.goal <= gap * solution.goal + 1e-6)
      case let other: Issue.record("\(gap): \(other)")
      }
    }
  }
}

extension Samples {
  /// The knapsack of values 60, 100, 120, 65 and weights 10, 20, 30, 12 with room for 50: 225 by the first two and the last.
  static var knapsack: LinearProgram {
    var program = LinearProgram()
    let items = (0..<4).map { _ in program.addVariable(in: 0...1, wholeNumbers: true) }
    program.add(LinearExpression(sum: zip([10.0, 20, 30, 12], items).map { $0 * $1 }) <= 50)
    program.goal = .maximize(LinearExpression(sum: zip([60.0, 100, 120, 65], items).map { $0 * $1 }))
    return program
  }
}
