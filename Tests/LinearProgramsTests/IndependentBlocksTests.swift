// SPDX-License-Identifier: GPL-3.0-or-later

import TestLength
import Testing

@testable import LinearPrograms

@Suite("Programs that fall apart")
struct IndependentBlocksTests {
  /// Two or three groups of whole numbers, each with a total and a row that makes vertices fractional; the groups' totals
  /// may be stated as one sum once more.
  private struct Sample {
    var program = LinearProgram()
    var variables: [Variable] = []
    var groups = 0

    init(seed: Int, convex: Bool) {
      var random = SplitMix64(seed: seed)
      groups = Int.random(in: 2...3, using: &random)
      var sum = 0
      for _ in 0..<groups {
        let members = (0..<(groups == 3 ? 2 : Int.random(in: 2...3, using: &random))).map { _ in
          program.addVariable(in: 0...Double(Int.random(in: 1...3, using: &random)), wholeNumbers: true)
        }
        let total = Int.random(in: 1...4, using: &random)
        sum += total
        program.add(LinearExpression(sum: members) == Double(total))
        let share = LinearExpression(
          sum: members.map { Double(Int.random(in: -3...4, using: &random)) * $0 })
        program.add(share >= Double(Int.random(in: -4...3, using: &random)))
        variables += members
      }
      if Bool.random(using: &random) { program.add(LinearExpression(sum: variables) == Double(sum)) }
      program.goal = convex ? Self.convex(variables, &random) : Self.linear(variables, &random)
    }

    static func linear(_ variables: [Variable], _ random: inout SplitMix64) -> Goal {
      .minimize(LinearExpression(sum: variables.map { Double(Int.random(in: -3...3, using: &random)) * $0 }) + 2)
    }

    static func convex(_ variables: [Variable], _ random: inout SplitMix64) -> Goal {
      var goal = Goal.minimize()
      for variable in variables {
        let need = Double.random(in: 0.2...4, using: &random)
        goal.add(ConvexCost(origin: Int(need)) { Double($0) - 0.5 - need }, on: variable)
      }
      return goal
    }
  }

  @Test("Parts solved by themselves make the optimum of the whole, 40 programs, or 300 where tests may be long")
  func bruteForce() throws {
    var (solved, apart) = (0, 0)
    let draws = everyday(40, long: 300)
    for seed in 0..<draws {
      let sample = Sample(seed: seed, convex: seed % 2 == 0)
      var oracle = LexicographicOracle(sample.program)
      if IndependentBlocks(sample.program) != nil { apart += 1 }
      switch sample.program.solve() {
      case .optimal(let solution):
        solved += 1
        #expect(abs(solution.goal - oracle.keepBest(sample.program.goal, losing: .none)) <= 1e-9, "seed \(seed)")
        #expect(sample.program.check(solution.values, tolerance: 0).violations.isEmpty)
      case .infeasible: #expect(oracle.isInfeasible, "seed \(seed)")
      case let other: Issue.record("seed \(seed): \(other)")
      }
    }
    #expect(solved > draws / 3 && apart > draws * 5 / 6, "\(solved) had a point, \(apart) fell apart")
  }

  @Test("Three goals in order, the first a max–min one, reach what looking at every point reaches, 30 programs, or 250")
  func goalsInOrder() {
    var solved = 0
    let draws = everyday(30, long: 250)
    for seed in 0..<draws {
      var random = SplitMix64(seed: 40_000 + seed)
      let sample = Sample(seed: 20_000 + seed, convex: true)
      let factors: [Double] = sample.variables.map { _ in [1, 0.5, 0.4, 1.5].randomElement(using: &random) ?? 1 }
      let levels: [LinearExpression] = zip(factors, sample.variables).map { $0 * $1 + 0 }
      let goals = [Sample.convex(sample.variables, &random), Sample.linear(sample.variables, &random)]
      var oracle = LexicographicOracle(sample.program)
      let result = sample.program.solve(
        inOrder: [PrioritizedGoal.maximizeLeast(of: levels, rounds: 1)] + goals.map { PrioritizedGoal.optimize($0) })
      guard case .optimal = result.outcome, result.stages.count == 3 else {
        #expect(oracle.isInfeasible, "seed \(seed): \(result.outcome)")
        continue
      }
      solved += 1
      let found = result.stages[0].levels
      let expected = oracle.keepHighest(levels, count: found.count)
      #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-9 }, "seed \(seed): \(found), \(expected)")
      for (goal, stage) in zip(goals, result.stages.dropFirst()) {
        let best = oracle.keepBest(goal, losing: .none)
        #expect(abs(stage.best - best) <= 1e-6, "seed \(seed)")
        #expect(abs(stage.final - best) <= 1e-6, "seed \(seed)")
      }
    }
    #expect(solved > draws / 3, "only \(solved) programs had a point")
  }

  @Test(
    "A total that smaller ones make up ties nothing together; one that contradicts them leaves the whole to the solver")
  func impliedTotals() throws {
    var program = LinearProgram()
    let cells = (0..<6).map { _ in program.addVariable(in: 0...9, wholeNumbers: true) }
    program.add(cells[0] + cells[1] == 7)
    program.add(cells[2] + cells[3] == 5)
    program.add(LinearExpression(sum: cells[0..<4]) == 12)
    program.add(2 * cells[4] - 3 * cells[5] >= 1)
    let blocks = try #require(IndependentBlocks(program))
    #expect(blocks.blocks.map { $0.variables } == [[0, 1], [2, 3], [4, 5]])
    #expect(blocks.blocks.map(\.rows) == [[0], [1], [3]])
    var contradicted = program
    contradicted.add(LinearExpression(sum: cells[0..<4]) == 13)
    #expect(IndependentBlocks(contradicted) == nil)
    guard case .infeasible = contradicted.solve() else { Issue.record("\(contradicted.solve())"); return }
    // A part of one variable is a part as well.
    var single = program
    single.add(LinearExpression(cells[5]) == 4)
    single.add(LinearExpression(sum: cells[0..<4]) + cells[5] == 16)
    #expect(try #require(IndependentBlocks(single)).blocks.count == 3)
    // A variable more, and the total is more than its parts.
    program.add(LinearExpression(sum: cells[0..<5]) == 14)
    #expect(IndependentBlocks(program) == nil)
  }

  @Test("A limit of time over before the first part, and a cancelled solve, end as what they are")
  func limits() {
    let sample = Sample(seed: 4, convex: true)
    guard case .undecided(_, .time) = sample.program.solve(limits: Limits(seconds: 0)) else {
      Issue.record("no time is no answer")
      return
    }
    let monitor = SolveMonitor()
    monitor.cancel()
    guard case .undecided(_, .cancelled) = sample.program.solve(monitor: monitor) else {
      Issue.record("cancelled is no answer")
      return
    }
  }
}
