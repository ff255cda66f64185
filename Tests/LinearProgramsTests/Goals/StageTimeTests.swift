// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import LinearPrograms

@Suite("Time shared out among goals")
struct StageTimeTests {
  @Test("A stage has its share of what is left; the last has all of it")
  func shares() throws {
    let time = StageTime(Limits(seconds: 800), shares: [1, 2, 1])
    let seconds = try (0..<3).map { try #require(time.limits(ofStage: $0)?.seconds) }
    // A minute of grace for a machine that is busy.
    #expect((185...200).contains(seconds[0]))
    #expect((490...534).contains(seconds[1]))
    #expect((740...800).contains(seconds[2]))
  }

  @Test("Without a limit there is none; other limits are passed on")
  func none() {
    let time = StageTime(Limits(iterations: 7), shares: [1, 1])
    #expect(time.limits(ofStage: 1) == Limits(iterations: 7))
  }

  @Test("A goal whose time is over leaves the point of the goals before it")
  func over() throws {
    // Thirty knapsacks over the same sixty items: far too many to prove in the time.
    var program = LinearProgram()
    let items = (0..<60).map { _ in program.addVariable(in: 0...1, wholeNumbers: true) }
    for row in 0..<30 {
      let weights = items.indices.map { Double(1 + (7 * $0 * (row + 3) + $0 * $0) % 101) }
      program.add(LinearExpression(sum: zip(weights, items).map { $0 * $1 }) <= weights.reduce(0, +) / 2)
    }
    let values = items.indices.map { Double(50 + (11 * $0 * $0) % 97) }
    let hard = Goal.maximize(LinearExpression(sum: zip(values, items).map { $0 * $1 }))
    let result = program.solve(
      inOrder: [.optimize(.maximize(items[0] + 0), named: "first"), .optimize(hard, named: "hard")],
      limits: Limits(seconds: 0.4))
    guard case .feasible(let solution, let bound, .time) = result.outcome else {
      Issue.record("\(result.outcome)")
      return
    }
    #expect(result.stages.first?.best == 1)
    #expect(result.stages.first?.limit == nil)
    #expect(solution[items[0]] == 1)
    if result.stages.count == 2 {
      #expect(result.stages[1].limit == .time)
      #expect((bound ?? .infinity) >= solution.goal - 1e-6)
    }
  }
}
