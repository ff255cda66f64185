// SPDX-License-Identifier: GPL-3.0-or-later

import TestLength
import Testing

@testable import LinearPrograms

@Suite("Prices for the rows that couple blocks")
struct PricedSolveTests {
  @Test(
    "What prices prove is the optimum by dynamic programming, programs of each kind",
    arguments: CoupledSample.Aim.allCases)
  func agreement(_ aim: CoupledSample.Aim) throws {
    var (solved, impossible) = (0, 0)
    let draws = everyday(30, long: 500)
    for seed in 0..<draws {
      let sample = CoupledSample(seed: seed, blocks: 4...8, aim)
      let best = sample.leastCost
      switch try sample.outcomeByPrices() {
      case .optimal(let solution):
        solved += 1
        let cost = try #require(sample.cost(at: solution), "seed \(seed)")
        #expect(abs(cost - (best ?? .nan)) <= 1e-9, "seed \(seed): \(cost), \(String(describing: best))")
        #expect(sample.program.check(solution.values, tolerance: 0).violations.isEmpty, "seed \(seed)")
      case .infeasible:
        impossible += 1
        #expect(best == nil, "seed \(seed)")
      case nil: break
      case let other: Issue.record("seed \(seed): \(String(describing: other))")
      }
    }
    #expect(solved > draws / 3 && impossible > draws / 20, "\(solved) solved, \(impossible) impossible")
  }

  @Test("With many blocks the solver comes to the optimum, the same each time")
  func manyBlocks() throws {
    for seed in 0..<4 {
      let sample = CoupledSample(seed: 7_000 + seed, blocks: 48...50, .generic, mayBeImpossible: false)
      let (solution, again) = try (
        #require(sample.program.solve().solution), #require(sample.program.solve().solution)
      )
      let (cost, best) = try (#require(sample.cost(at: solution)), #require(sample.leastCost))
      #expect(abs(cost - best) <= 1e-9, "seed \(seed)")
      #expect(solution.values == again.values, "seed \(seed)")
    }
  }

  @Test("What prices leave of the ranges has every optimal point")
  func narrowing() throws {
    var narrowed = 0
    let draws = everyday(14, long: 40)
    // A good point to begin with is worth nothing where no point is any good.
    let plain = GLPKSolver(branching: BranchSettings(beginsWithRoundedPoint: false), pricesCouplings: false)
    for seed in 0..<draws {
      let sample = CoupledSample(seed: 300 + seed, blocks: 4...6, seed % 2 == 0 ? .generic : .tied)
      guard let best = sample.leastCost, case .optimal(let solution) = try sample.outcomeByPrices(),
        let narrowing = solution.narrowing
      else { continue }
      narrowed += 1
      // One variable after the other is kept out of what is left to it: then no point is as good.
      var inside = sample.program
      narrowing.narrow(&inside)
      for variable in sample.blocks.joined() {
        let (old, new) = (sample.program.bounds(of: variable), inside.bounds(of: variable))
        for (low, high) in [(old.lower, new.lower - 1), (new.upper + 1, old.upper)] where low <= high {
          var outside = sample.program
          outside.setBounds(of: variable, from: low, to: high)
          guard case .optimal(let other) = outside.solve(with: plain) else { continue }
          #expect((sample.cost(at: other) ?? -.infinity) > best + 1e-10, "seed \(seed)")
        }
      }
    }
    #expect(narrowed > draws * 3 / 8, "\(narrowed)")
  }

  @Test("Goals in order reach with many coupled blocks what each of them reaches alone under those before it")
  func goalsInOrder() throws {
    for seed in 0..<3 {
      let sample = CoupledSample(seed: 900 + seed, blocks: 48...50, .generic, mayBeImpossible: false)
      var second = Goal.minimize()
      for variable in sample.blocks.joined() {
        second.add(ConvexCost(origin: 2) { $0 <= 2 ? -1 : 0 }, on: variable)
      }
      let outcome = sample.program.solve(inOrder: [
        .optimize(sample.program.goal), .optimize(second),
      ])
      guard case .optimal(let solution) = outcome.outcome else {
        Issue.record("seed \(seed): \(outcome.outcome)")
        continue
      }
      #expect(abs((sample.cost(at: solution) ?? .nan) - (sample.leastCost ?? .nan)) <= 1e-8, "seed \(seed)")
      #expect(outcome.stages.allSatisfy { $0.limit == nil } && outcome.optima != nil)
    }
  }

  @Test("A program whose blocks are few, large or not whole is left to others")
  func leftToOthers() {
    var large = LinearProgram()
    let many = (0..<80).map { _ in large.addVariable(in: 0...3, wholeNumbers: true) }
    large.add(LinearExpression(sum: many) == 100)
    for start in [0, 40] {
      for place in start..<(start + 39) { large.add(many[place] - 2 * many[place + 1] >= -1) }
    }
    #expect(CoupledBlocks(large) == nil)

    var fractional = LinearProgram()
    let pairs = (0..<400).map { _ in (0..<2).map { _ in fractional.addVariable(in: 0...3, wholeNumbers: true) } }
    fractional.add(LinearExpression(sum: pairs.map { $0[0] }) == 500)
    #expect(CoupledBlocks(fractional)?.count == 800)
    for pair in pairs { fractional.add(pair[0] - pair[1] >= 0) }
    #expect(CoupledBlocks(fractional)?.count == 400)
    fractional.add(0.5 * pairs[0][0] - pairs[0][1] >= -1)
    #expect(CoupledBlocks(fractional) == nil)
  }

  @Test("Where steps of wide ranges cost the same, prices come to the optimum of branch and bound")
  func flatCosts() throws {
    var solved = 0
    let draws = everyday(10, long: 20)
    for seed in 0..<draws {
      var random = SplitMix64(seed: 5_000 + seed)
      var program = LinearProgram()
      var goal = Goal.minimize()
      var (sums, totals) = ([LinearExpression(), LinearExpression()], [0, 0])
      for _ in 0..<12 {
        let today = [Int.random(in: 4...30, using: &random), Int.random(in: 4...30, using: &random)]
        let pair = today.map { _ in program.addVariable(in: 2...3_000, wholeNumbers: true) }
        for pool in 0..<2 {
          let own = today[pool]
          goal.add(ConvexCost(origin: own) { $0 <= own ? -1 : 0 }, on: pair[pool])
          sums[pool] += pair[pool]
          totals[pool] += own
        }
        // The first between 36 and 55 of a hundred.
        program.add(64 * pair[0] - 36 * pair[1] >= 0)
        program.add(45 * pair[0] - 55 * pair[1] <= 0)
      }
      for pool in 0..<2 { program.add(sums[pool] == Double(totals[pool])) }
      program.goal = goal
      let outcome = try GLPKSession.run(monitor: nil, seconds: nil) { [program] session throws(SolverFault) in
        try GLPKPricedSolve(
          program, .none, branching: .measured, secondsLeft: { nil },
          taking: { CoupledBlocks($0, rowsTo: 3, leastBlocks: 2) }
        ).run(in: session)
      }
      guard case .optimal(let solution)? = outcome else { continue }
      solved += 1
      #expect(program.check(solution.values, tolerance: 0).violations.isEmpty, "seed \(seed)")
      #expect(abs(solution.goal - (program.solve().solution?.goal ?? .nan)) <= 1e-9, "seed \(seed)")
    }
    #expect(solved >= draws / 2, "\(solved)")
  }

  @Test("A block without a point is proof that the whole has none")
  func blockWithoutPoint() throws {
    var program = LinearProgram()
    let pairs = (0..<4).map { _ in (0..<2).map { _ in program.addVariable(in: 0...9, wholeNumbers: true) } }
    for pair in pairs { program.add(2 * pair[0] - 3 * pair[1] >= -4) }
    // 6 of the first less 10 of the second are never 15.
    program.add(6 * pairs[0][0] - 10 * pairs[0][1] == 15)
    program.add(LinearExpression(sum: pairs.map { $0[0] }) == 12)
    program.goal = .minimize(LinearExpression(sum: pairs.map { $0[1] }))
    let outcome = try GLPKSession.run(monitor: nil, seconds: nil) { [program] session throws(SolverFault) in
      try GLPKPricedSolve(
        program, .none, branching: .measured, secondsLeft: { nil },
        taking: { CoupledBlocks($0, rowsTo: 3, leastBlocks: 2) }
      ).run(in: session)
    }
    guard case .infeasible? = outcome else {
      Issue.record("\(String(describing: outcome))")
      return
    }
  }

  @Test("Variables without a choice tie no blocks together")
  func settledVariables() throws {
    var program = LinearProgram()
    let fixed = (0..<6).map { program.addVariable(in: Double($0)...Double($0), wholeNumbers: true) }
    let (one, other) = (
      program.addVariable(in: 0...9, wholeNumbers: true), program.addVariable(in: 0...9, wholeNumbers: true)
    )
    program.add(one + fixed[3] + fixed[5] >= 10)
    program.add(other + fixed[3] + fixed[4] >= 12)
    program.add(fixed[1] + fixed[2] == 3)
    program.goal = .minimize(one + other + LinearExpression(sum: fixed))
    let blocks = try #require(IndependentBlocks(program))
    #expect(blocks.blockOfVariable[one.index] != blocks.blockOfVariable[other.index])
    #expect(blocks.blocks.reduce(0) { $0 + $1.rows.count } == 2)
    let solution = try #require(program.solve().solution)
    #expect(solution[one] == 2 && solution[other] == 5 && solution.goal == 22)
    // A row of such variables that does not hold is not lost.
    program.add(fixed[1] + fixed[2] == 4)
    guard case .infeasible = program.solve() else {
      Issue.record("A row that does not hold was left out.")
      return
    }
  }
}
