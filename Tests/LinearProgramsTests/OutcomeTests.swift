// SPDX-License-Identifier: GPL-3.0-or-later

import TestLength
import Testing

@testable import LinearPrograms

@Suite("Each outcome carries what there is")
struct OutcomeTests {
  @Test("The diet of the documentation has its optimum")
  func optimal() throws {
    var diet = LinearProgram(name: "diet")
    let bread = diet.addVariable("bread", in: 0...10)
    let milk = diet.addVariable("milk", in: 0...10)
    diet.add(4 * bread + 8 * milk >= 30, label: "protein")
    diet.goal = .minimize(2 * bread + 3.5 * milk)
    guard case .optimal(let solution) = diet.solve() else {
      Issue.record("not optimal")
      return
    }
    #expect(abs(solution.goal - 13.125) < 1e-9)
    #expect(abs(solution[milk] - 3.75) < 1e-9)
  }

  @Test("A maximum is a maximum, and the goal's constant counts")
  func maximum() {
    var program = LinearProgram()
    let x = program.addVariable("x", in: 0...4)
    let y = program.addVariable("y", in: 0...4)
    program.add(x + y <= 5)
    program.goal = .maximize(2 * x + y + 100)
    #expect(program.solve().solution?.goal == 109)
  }

  @Test("Constraints that exclude one another are infeasible")
  func infeasible() {
    var program = LinearProgram()
    let x = program.addVariable("x")
    program.add(1 * x >= 3)
    program.add(1 * x <= 2)
    guard case .infeasible = program.solve() else {
      Issue.record("not infeasible")
      return
    }
  }

  @Test("Crossed bounds are infeasible, and so is a whole number between 0.2 and 0.8")
  func crossed() {
    for (lower, upper, whole) in [(2.0, 1.0, false), (0.2, 0.8, true)] {
      var program = LinearProgram()
      program.addVariable("x", from: lower, to: upper, wholeNumbers: whole)
      guard case .infeasible = program.solve() else {
        Issue.record("not infeasible")
        return
      }
    }
  }

  @Test("A goal without a limit is unbounded")
  func unbounded() {
    var program = LinearProgram()
    let x = program.addVariable("x")
    let y = program.addVariable("y")
    program.add(x - y <= 1)
    program.goal = .maximize(x + y)
    guard case .unbounded = program.solve() else {
      Issue.record("not unbounded")
      return
    }
  }

  @Test("A program without variables or constraints has the optimum of its constant")
  func empty() {
    var program = LinearProgram()
    program.goal = .minimize(LinearExpression(7))
    #expect(program.solve().solution?.goal == 7)
  }

  @Test("A whole-number optimum is proved by branch and bound, and says so")
  func branched() throws {
    // Half of each would be best: 3x + 5y at 2x + 2y ≤ 3.
    var program = LinearProgram()
    let x = program.addVariable("x", in: 0...1, wholeNumbers: true)
    let y = program.addVariable("y", in: 0...1, wholeNumbers: true)
    program.add(2 * x + 2 * y <= 3)
    program.goal = .maximize(3 * x + 5 * y)
    guard case .optimal(let solution) = program.solve() else {
      Issue.record("not optimal")
      return
    }
    #expect(solution.goal == 5)
    guard case .branchAndBound = solution.method else {
      Issue.record("said to be whole by itself")
      return
    }
  }

  @Test("A relaxation that is whole already is not branched")
  func wholeRelaxation() throws {
    var program = LinearProgram()
    let x = program.addVariable("x", in: 0...7, wholeNumbers: true)
    program.goal = .maximize(LinearExpression(x))
    let solution = try #require(program.solve().solution)
    if case .branchAndBound = solution.method { Issue.record("branched") }
  }

  @Test("A hard integer program returns at its deadline with the best point and a bound")
  func deadline() throws {
    let program = Samples.marketSplit(seed: 5, rows: 5, columns: 40)
    let clock = ContinuousClock()
    let begin = clock.now
    let outcome = program.solve(limits: Limits(seconds: everyday(0.5, long: 1)))
    // Other tests run beside this one: the promise of 0.2 s is measured alone.
    #expect(clock.now - begin < .seconds(30))
    guard case .feasible(let solution, let bound?, .time) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(bound <= solution.goal + 1e-6)
  }

  @Test("A limit on nodes ends a solve at the same point every time")
  func nodes() {
    let program = Samples.marketSplit(seed: 5, rows: 5, columns: 40)
    let ends = (0..<2).map { _ -> [Double] in
      guard case .feasible(let solution, let bound?, .iterations) = program.solve(limits: Limits(nodes: 60)) else {
        Issue.record("no point, or another end")
        return []
      }
      return [solution.goal, bound]
    }
    #expect(ends[0] == ends[1])
    guard case .undecided(_, .iterations) = program.solve(limits: Limits(nodes: 0)) else {
      Issue.record("no nodes are none")
      return
    }
  }

  @Test("Cancelling from another thread ends a solve with what it has")
  func cancelled() async throws {
    let program = Samples.marketSplit(seed: 6, rows: 5, columns: 40)
    let monitor = SolveMonitor()
    async let outcome = Task.detached { program.solve(limits: Limits(seconds: 20), monitor: monitor) }.value
    try await Task.sleep(for: .milliseconds(300))
    monitor.cancel()
    switch await outcome {
    case .feasible(_, _, .cancelled), .undecided(_, .cancelled): break
    case let other: Issue.record("\(other)")
    }
  }

  @Test("A solve from within a solve's thread is independent of it")
  func sequential() {
    for _ in 0..<3 {
      var program = LinearProgram()
      let x = program.addVariable("x", in: 0...1)
      program.goal = .maximize(LinearExpression(x))
      #expect(program.solve().solution?.goal == 1)
    }
  }

  @Test("Small costs are costs: prices and points scale with the unit of the goal", arguments: [1e-12, 1e-9, 1, 1e9])
  func smallCosts(unit: Double) {
    var program = LinearProgram()
    let x = program.addVariable(in: 0...1e6)
    let y = program.addVariable(in: 0...1e6)
    let room = program.add(x + y <= 1.5e6)
    program.goal = .maximize(unit * x + 2 * unit * y + unit)
    guard case .optimal(let solution) = program.solve() else {
      Issue.record("\(program.solve())")
      return
    }
    #expect([solution[x], solution[y]] == [5e5, 1e6])
    #expect(abs(solution.goal / unit - 2_500_001) < 1e-3)
    #expect(solution.multiplier(of: room).map { abs($0 / unit - 1) < 1e-9 } == true)
  }
}
