// SPDX-License-Identifier: GPL-3.0-or-later

import CGLPKSession
import TestLength
import Testing

@testable import LinearPrograms

@Suite("Large programs of totals, solved in shares")
struct TotalsSharesTests {
  /// Groups with a total each, with costs whose steps are all different; so many of a hundred variables are settled.
  private struct Sample {
    var program = LinearProgram()
    private(set) var groups: [[Variable]] = []
    private(set) var totals: [Constraint] = []

    init(seed: Int, variables: Int = 17_000, largest: Int = 900, settled: Int = 0) {
      var random = SplitMix64(seed: seed)
      var goal = Goal.minimize()
      while program.variableCount < variables {
        var members: [Variable] = []
        for _ in 0..<Int.random(in: 1...largest, using: &random) {
          let weight = Double.random(in: 0.5...30, using: &random)
          let lower = Int.random(in: 0...4, using: &random)
          let isSettled = settled > 0 && Int.random(in: 0..<100, using: &random) < settled
          let width = isSettled ? 0 : Int.random(in: 0...40, using: &random)
          let variable = program.addVariable(in: Double(lower)...Double(lower + width), wholeNumbers: true)
          goal.add(ConvexCost(origin: 8) { (Double($0) - 0.5) / weight }, on: variable)
          members.append(variable)
        }
        let total = members.reduce(0) {
          $0 + Int.random(in: program.wholeRange(ofVariable: $1.index), using: &random)
        }
        groups.append(members)
        totals.append(program.add(LinearExpression(sum: members) == Double(total)))
      }
      program.goal = goal
    }
  }

  @Test(
    "The optimum takes each total's cheapest steps, and each total's multiplier is their price",
    arguments: 0..<everyday(1, long: 3))
  func optimum(_ seed: Int) throws {
    let sample = Sample(seed: seed)
    let shares = try #require(TotalsShares(sample.program))
    #expect(shares.variables.joined().sorted() == Array(0..<sample.program.variableCount))
    #expect(shares.rows.joined().sorted() == Array(0..<sample.program.constraintCount))
    let solution = try #require(sample.program.solve().solution)
    for (members, total) in zip(sample.groups, sample.totals) {
      let price = try #require(solution.multiplier(of: total))
      for variable in members {
        let (value, range) = (Int(solution[variable]), sample.program.wholeRange(ofVariable: variable.index))
        let cost = try #require(sample.program.goal.convexCosts[variable.index])
        // No step that was taken is dearer than the price, and none that was not is cheaper.
        if value > range.lowerBound { #expect(cost.ofStep(value) <= price + 1e-9) }
        if value < range.upperBound { #expect(cost.ofStep(value + 1) >= price - 1e-9) }
        if range.count > 1 { #expect(abs(try #require(solution.margin(of: variable)).worth - price) <= 1e-9) }
      }
    }
  }

  @Test("Goals in order come to the same with one thread and with three, and to what GLPK has of the whole")
  func goalsInOrder() throws {
    // Where most have a choice, GLPK is at the whole for seconds.
    let sample = Sample(seed: 7, settled: everyday(90, long: 0))
    var random = SplitMix64(seed: 8)
    let direction = LinearExpression(
      sum: sample.program.allVariables.map { Double(Int.random(in: -9...9, using: &random)) * $0 })
    var away = Goal.minimize()
    for variable in sample.program.allVariables {
      away.add(ConvexCost(origin: 10) { $0 <= 10 ? -1 : 0 }, on: variable)
    }
    let goals = [
      PrioritizedGoal.optimize(away), .optimize(sample.program.goal), .optimize(.maximize(direction)),
    ]
    let one = GLPKSolver().solve(sample.program, inOrder: goals, limits: .none, monitor: nil)
    let three = GLPKSolver(workers: 3).solve(sample.program, inOrder: goals, limits: .none, monitor: nil)
    #expect(try #require(one.outcome.solution).values == three.outcome.solution?.values)
    #expect(one.stages.map(\.final) == three.stages.map(\.final))
    // A row that says nothing leaves GLPK the whole.
    var whole = sample.program
    whole.add(LinearExpression(sum: Array(whole.allVariables)) <= 1e9)
    #expect(TotalsShares(whole) == nil)
    let plain = GLPKSolver().solve(whole, inOrder: goals, limits: .none, monitor: nil)
    for (stage, other) in zip(one.stages, plain.stages) {
      #expect(abs(stage.final - other.final) <= 1e-9 * max(1, abs(other.final)))
    }
  }

  @Test("What the shares end with is a basis of the whole, from which GLPK has nothing left to do")
  func basis() throws {
    let sample = Sample(seed: 11)
    let shares = try #require(TotalsShares(sample.program))
    let solve = GLPKSharesSolve(
      sample.program, shares, .none, branching: .measured, keepsBasis: true, workers: 2)
    let solved = try #require(solve.run(monitor: nil))
    let values = try #require(solved.outcome.solution).values.map { Int($0) }
    let windows = StepSegments.windows(of: sample.program, around: values, open: values.map { _ in [.last, .next] })
    let form = try ColumnForm(sample.program, segments: windows)
    let standings = solved.end?.standings(for: form, of: sample.program)
    #expect(standings != nil)
    guard let standings else { return }
    try GLPKSession.run(monitor: nil, seconds: nil) { session throws(SolverFault) in
      try session.load(form, maximize: false, wholeNumbers: false)
      try session.setBasis(rows: standings.rows, columns: standings.columns)
      var options = CGLPKSimplexOptions()
      options.method = CGLPKPrimal
      options.optimality_tolerance = 1e-9
      _ = try session.solveRelaxation(options)
      #expect(session.iterations == 0)
    }
  }

  @Test("What is small, nested or in one piece is not shared out, and what has no point has none when it is")
  func notShared() {
    #expect(TotalsShares(Sample(seed: 1, variables: 2_000).program) == nil)
    #expect(TotalsShares(Sample(seed: 2, largest: 1_000_000).program) == nil)
    var nested = Sample(seed: 3)
    let first = nested.groups[0]
    nested.program.add(LinearExpression(sum: first.prefix(first.count / 2 + 1) + nested.groups[1]) == 0)
    #expect(TotalsShares(nested.program) == nil)
    var impossible = Sample(seed: 4).program
    let alone = impossible.addVariable(in: 0...3, wholeNumbers: true)
    impossible.add(LinearExpression(sum: [alone]) == 4)
    // Shared out, it is seen to be the whole's affair.
    #expect(TotalsShares(impossible) != nil)
    guard case .infeasible = impossible.solve() else {
      Issue.record("4 is beyond the bound")
      return
    }
  }
}
