// SPDX-License-Identifier: GPL-3.0-or-later

import TestLength
import Testing

@testable import LinearPrograms

@Suite("Branch and bound: settings, gap and bound")
struct BranchingTests {
  @Test("Every setting finds the optimum that trying every point finds")
  func settings() {
    let settings: [BranchSettings] =
      [
        .measured, BranchSettings(cuts: []), BranchSettings(cuts: Set(BranchSettings.Cut.allCases)),
        BranchSettings(presolves: true), BranchSettings(beginsWithRoundedPoint: false, usesFeasibilityPump: true),
      ] + BranchSettings.VariableChoice.allCases.map { BranchSettings(variableChoice: $0) }
      + BranchSettings.NodeChoice.allCases.map { BranchSettings(nodeChoice: $0) }
    for seed in 1...everyday(8, long: 20) {
      let sample = SmallProgram(seed: seed)
      for settings in settings {
        let outcome = sample.program.solve(with: GLPKSolver(branching: settings))
        switch (outcome, sample.optimum) {
        case (.optimal(let solution), let optimum?):
          #expect(abs(solution.goal - optimum) < 1e-6, "seed \(seed), \(settings)")
          #expect(outcome.gap == 0)
        case (.infeasible, nil): #expect(outcome.gap == nil)
        default: Issue.record("seed \(seed), \(settings): \(outcome), not \(String(describing: sample.optimum))")
        }
      }
    }
  }

  @Test("A stop at a gap keeps the gap, and its bound holds for the optimum, constants included")
  func gapLimit() {
    var stops = 0
    for seed in 1...everyday(40, long: 80) {
      let sample = SmallProgram(seed: seed)
      let outcome = sample.program.solve(limits: Limits(relativeGap: 0.3))
      guard case .feasible(let solution, let bound?, .gap) = outcome, let optimum = sample.optimum else { continue }
      stops += 1
      let sign = sample.program.goal.sense == .minimize ? 1.0 : -1.0
      #expect(sign * bound <= sign * optimum + 1e-6, "seed \(seed)")
      #expect(sign * optimum <= sign * solution.goal + 1e-6, "seed \(seed)")
      #expect(outcome.gap == abs(solution.goal - bound) / (abs(solution.goal) + .ulpOfOne))
      #expect(outcome.gap.map { $0 <= 0.3 } == true, "seed \(seed)")
    }
    #expect(stops > 0)
  }

  @Test("The bound of a search with convex costs is one on the whole goal")
  func convexBound() throws {
    var program = LinearProgram()
    let x = program.addVariable("x", in: 10...20, wholeNumbers: true)
    let y = program.addVariable("y", in: 10...20, wholeNumbers: true)
    program.add(3 * x + 5 * y >= 101)
    var goal = Goal.minimize(LinearExpression(500))
    for variable in [x, y] { goal.add(ConvexCost(origin: 0) { Double($0) }, on: variable) }
    program.goal = goal
    func cost(_ value: Int) -> Int { (11..<(value + 1)).reduce(0, +) }
    var best = Int.max
    for x in 10...20 {
      for y in 10...20 where 3 * x + 5 * y >= 101 { best = min(best, cost(x) + cost(y)) }
    }
    let monitor = SolveMonitor()
    let solution = try #require(program.solve(monitor: monitor).solution)
    #expect(solution.goal == Double(500 + best))
    let progress = monitor.progress
    if solution.wasBranched {
      #expect(progress.best.map { abs($0 - solution.goal) < 1e-6 } == true)
      #expect(progress.bound.map { abs($0 - solution.goal) < 1e-6 } == true)
      #expect(progress.gap.map { $0 < 1e-9 } == true)
    }
  }

  @Test("A gap needs a point and a bound")
  func noGap() {
    #expect(SolveMonitor().progress.gap == nil)
    #expect(Outcome.undecided(bound: 3, limit: .time).gap == nil)
    #expect(relativeGap(best: 8, bound: 6) == 0.25)
    #expect(relativeGap(best: -8, bound: -10) == 0.25)
    #expect(relativeGap(best: 8, bound: nil) == nil)
  }

  @Test("A variable that is all but whole is branched where rounding it breaks a row", arguments: [1e5, 3e5, 1e6])
  func allButWhole(bigM: Double) {
    var program = LinearProgram()
    let amount = program.addVariable(from: 1)
    let isUsed = program.addVariable(in: 0...1, wholeNumbers: true)
    program.add(amount - bigM * isUsed <= 0)
    program.goal = .minimize(amount + isUsed)
    guard case .optimal(let solution) = program.solve() else {
      Issue.record("\(program.solve())")
      return
    }
    #expect(solution[isUsed] == 1)
    #expect(solution.goal == 2)
  }
}
