// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import LinearPrograms

@Suite("Goals in small units are held like any other")
struct SmallUnitTests {
  private static let units = [1e-12, 1e-10, 1e-7, 1e-3, 1.0, 1e6]

  /// 2a + 2b + 2c ≥ 3 in whole numbers, so that two of them are wanted at the least.
  private static func covering() -> (LinearProgram, LinearExpression) {
    var program = LinearProgram()
    let sum = LinearExpression(sum: (0..<3).map { _ in program.addVariable(in: 0...3, wholeNumbers: true) })
    program.add(2 * sum >= 3)
    return (program, sum)
  }

  @Test("A goal that branch and bound reached is not given up for a later one", arguments: units)
  func branched(unit: Double) {
    let (program, sum) = Self.covering()
    let result = program.solve(inOrder: [.optimize(.minimize(unit * sum)), .optimize(.maximize(sum))])
    guard case .optimal(let solution) = result.outcome else {
      Issue.record("\(result.outcome)")
      return
    }
    #expect(solution.goal == 2)
    #expect(abs(result.stages[0].final - 2 * unit) <= 1e-9 * unit)
  }

  @Test("What a goal may lose it loses in its own unit", arguments: units)
  func degraded(unit: Double) {
    let (program, sum) = Self.covering()
    let result = program.solve(inOrder: [
      .optimize(.minimize(unit * sum), mayLose: Degradation(relative: 0.5)), .optimize(.maximize(sum)),
    ])
    #expect(result.outcome.solution?.goal == 3)
  }

  @Test("A convex cost too", arguments: units)
  func convex(unit: Double) {
    var program = LinearProgram()
    let x = program.addVariable(in: 0...9, wholeNumbers: true)
    let y = program.addVariable(in: 0...9, wholeNumbers: true)
    program.add(3 * x + 2 * y >= 13)
    program.add(2 * x + 3 * y >= 11)
    var goal = Goal.minimize()
    for variable in [x, y] { goal.add(ConvexCost(origin: 0) { Double(2 * $0 - 1) * unit }, on: variable) }
    let result = program.solve(inOrder: [.optimize(goal), .optimize(.maximize(x + y))])
    guard case .optimal = result.outcome, result.stages.count == 2 else {
      Issue.record("\(result.outcome)")
      return
    }
    // x = 3, y = 2: 9 + 4.
    #expect(abs(result.stages[0].final - 13 * unit) <= 1e-6 * unit)
    #expect(result.outcome.solution?.goal == 5)
  }

  @Test("Sums of which the least is made large", arguments: units)
  func levels(unit: Double) {
    var program = LinearProgram()
    let x = (0..<3).map { _ in program.addVariable(in: 0...4, wholeNumbers: true) }
    program.add(LinearExpression(sum: x) <= 5)
    let parts = [x[0] + x[1], x[1] + 2 * x[2], x[0] + x[2]].map { unit * $0 }
    let result = program.solve(inOrder: [.maximizeLeast(of: parts), .optimize(.minimize(LinearExpression(sum: x)))])
    guard case .optimal = result.outcome, let stage = result.stages.first else {
      Issue.record("\(result.outcome)")
      return
    }
    let plain = program.solve(inOrder: [.maximizeLeast(of: parts.map { (1 / unit) * $0 })]).stages.first
    #expect(stage.levels.count == 3)
    #expect(zip(stage.levels, plain?.levels ?? []).allSatisfy { abs($0 - $1 * unit) <= 1e-6 * unit })
    #expect(abs(stage.final - stage.best) <= 1e-6 * unit)
  }
}
