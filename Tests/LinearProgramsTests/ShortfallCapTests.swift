// SPDX-License-Identifier: GPL-3.0-or-later

import TestLength
import Testing

@testable import LinearPrograms

@Suite("A start from prices under a limit on shortfalls")
struct ShortfallCapTests {
  /// Strictly convex costs under totals of groups, with a limit on how far the variables together fall short.
  private struct Sample {
    var program = LinearProgram()
    /// The same without the limit.
    var free = LinearProgram()

    /// - Parameter groups: How many there are.
    init(seed: Int, tied: Bool, groups: ClosedRange<Int> = 1...4) {
      var random = SplitMix64(seed: seed)
      var goal = Goal.minimize()
      var cells: [(variable: Variable, target: Int)] = []
      for _ in 0..<Int.random(in: groups, using: &random) {
        var members: [Variable] = []
        for _ in 0..<Int.random(in: 2...8, using: &random) {
          let weight =
            tied ? Double(Int.random(in: 1...2, using: &random)) : Double.random(in: 0.5...30, using: &random)
          let lower = Int.random(in: 0...4, using: &random)
          let variable = program.addVariable(
            in: Double(lower)...Double(lower + Int.random(in: 0...40, using: &random)), wholeNumbers: true)
          goal.add(ConvexCost(origin: 8) { (Double($0) - 0.5) / weight }, on: variable)
          members.append(variable)
          // Some are not counted, some are short whatever is done, some never.
          if Int.random(in: 0...5, using: &random) > 0 {
            cells.append((variable, lower + Int.random(in: -2...44, using: &random)))
          }
        }
        let total = members.reduce(0) {
          $0 + Int.random(in: program.wholeRange(ofVariable: $1.index), using: &random)
        }
        program.add(LinearExpression(sum: members) == Double(total))
      }
      program.goal = goal
      free = program
      let unlimited = free.solve().solution
      let short = cells.reduce(0) { $0 + max(0, $1.target - Int(unlimited?[$1.variable] ?? 0)) }
      var taken = LinearExpression()
      for cell in cells {
        let loss = program.addVariable()
        program.add(loss + cell.variable >= Double(cell.target))
        taken += loss
      }
      program.add(taken <= Double(max(0, short - Int.random(in: -2...25, using: &random))))
    }
  }

  @Test("The start is the optimum of GLPK without one, which has next to nothing left to do")
  func optimum() throws {
    var (met, held) = (0, 0)
    let draws = everyday(120, long: 400)
    for seed in 0..<draws {
      let sample = Sample(seed: seed, tied: seed % 3 == 0)
      let cold = try GLPKSession.run(monitor: nil, seconds: nil) { session throws(SolverFault) in
        try GLPKSolve(sample.program, .none).run(in: session)
      }
      switch (cold, sample.program.solve()) {
      case (.optimal(let expected), .optimal(let solution)):
        #expect(abs(solution.goal - expected.goal) <= 1e-9 * max(1, abs(expected.goal)), "seed \(seed)")
        guard let start = PriceStart(sample.program) else { continue }
        met += 1
        // Weak duality says what no point can beat: multipliers of all rows, those that GLPK did not see among them.
        let bound = try #require(sample.program.lagrangianBound(solution.multipliers), "seed \(seed)")
        #expect(abs(bound - solution.goal) <= 1e-5 * max(1, abs(solution.goal)), "seed \(seed)")
        if case .optimal(let unlimited) = sample.free.solve(), unlimited.goal < expected.goal - 1e-9 { held += 1 }
        let iterations =
          switch solution.method {
          case .network(let count), .linearProgram(let count): count
          case .branchAndBound, .prices: Int.max
          }
        #expect(iterations <= 3, "seed \(seed): \(solution.method)")
        var point = start.values.map(Double.init)
        let cap = try #require(ShortfallCap(sample.program))
        for item in cap.items { point[item.shortfall] = max(0, Double(item.target) - point[item.variable]) }
        #expect(sample.program.check(point, tolerance: 0).violations.isEmpty, "seed \(seed)")
        #expect(abs(sample.program.goalValue(at: point) - expected.goal) <= 1e-9 * max(1, abs(expected.goal)))
      case (.infeasible, .infeasible): #expect(PriceStart(sample.program) == nil, "seed \(seed)")
      case let (cold, warm): Issue.record("seed \(seed): \(cold), \(warm)")
      }
    }
    #expect(met > draws / 2 && held > draws / 4, "\(met) starts, \(held) with the limit in the way")
  }

  @Test("Several threads come to the start of one, whether the limit is in the way or not")
  func threads() throws {
    var tied = 0
    for seed in 0..<everyday(6, long: 24) {
      let sample = Sample(seed: 20_000 + seed, tied: seed % 2 == 0, groups: 450...500)
      for program in [sample.program, sample.free] {
        let (alone, together) = (PriceStart(program), PriceStart(program, workers: 3))
        guard let alone else {
          #expect(together == nil, "seed \(seed)")
          continue
        }
        let start = try #require(together, "seed \(seed)")
        #expect(start.values == alone.values && start.implied == alone.implied, "seed \(seed)")
        let segments = StepSegments.initial(of: program, near: start.values)
        let form = try ColumnForm(program, segments: segments, without: start.implied)
        let (standings, expected) = (start.standings(for: form), alone.standings(for: form))
        #expect(standings?.rows == expected?.rows && standings?.columns == expected?.columns, "seed \(seed)")
        if expected != nil, program.constraintCount == sample.program.constraintCount { tied += 1 }
      }
    }
    #expect(tied > 0)
  }

  @Test("Where the time is over at once, the bound is that of the start's prices")
  func stopped() throws {
    var held = 0
    for seed in 0..<120 {
      let sample = Sample(seed: 9_000 + seed, tied: seed % 3 == 0)
      guard let prices = PriceStart(sample.program), let optimum = sample.program.solve().solution else { continue }
      let outcome = try GLPKSession.run(monitor: nil, seconds: 1e-9) { session throws(SolverFault) in
        var solve = GLPKSolve(sample.program, .none, prices: prices)
        return try solve.solve(in: session)
      }
      let bound: Double? =
        switch outcome {
        case .feasible(_, let bound, _), .undecided(let bound, _): bound
        default: nil
        }
      guard case .optimal(let free) = sample.free.solve(), free.goal < optimum.goal - 1e-9 else { continue }
      held += 1
      #expect(abs(try #require(bound, "seed \(seed): \(outcome)") - optimum.goal) <= 1e-3 * max(1, abs(optimum.goal)))
    }
    #expect(held > 20, "\(held) with the limit in the way")
  }

  @Test("Such a program's rows are what its matrix says, and a later goal gets what it gets without a start")
  func later() throws {
    var (met, held) = (0, 0)
    let draws = everyday(80, long: 400)
    for seed in 0..<draws {
      let sample = Sample(seed: 5_000 + seed, tied: seed % 3 == 0)
      guard PriceStart(sample.program) != nil else { continue }
      #expect(
        NetworkMatrix.makesVerticesWhole(sample.program)
          == NetworkMatrix.makesVerticesWhole(sample.program, isOfTotals: true), "seed \(seed)")
      var random = SplitMix64(seed: seed)
      let counted = sample.program.allVariables.filter { sample.program.takesWholeNumbers($0) }
      let direction = LinearExpression(sum: counted.map { Double(Int.random(in: -9...9, using: &random)) * $0 })
      let goals = [
        PrioritizedGoal.optimize(sample.program.goal), .optimize(.maximize(direction)),
      ]
      // A row that fixes nothing leaves GLPK to itself.
      var cold = sample.program
      cold.add(LinearExpression(sum: counted) <= 1e6)
      let (warm, plain) = (sample.program.solve(inOrder: goals), cold.solve(inOrder: goals))
      guard case .optimal = warm.outcome, case .optimal = plain.outcome else {
        Issue.record("seed \(seed): \(warm.outcome), \(plain.outcome)")
        continue
      }
      met += 1
      for (one, other) in zip(warm.stages, plain.stages) {
        #expect(abs(one.final - other.final) <= 1e-9 * max(1, abs(other.final)), "seed \(seed)")
      }
      // Where no two steps cost the same, the first goal leaves nothing open: nor what variables fall short by, where the
      // limit has a price.
      let isLimited =
        if case .optimal(let free) = sample.free.solve(), let first = warm.stages.first {
          free.goal < first.final - 1e-9
        } else { false }
      guard seed % 3 != 0, isLimited, let optima = warm.optima else { continue }
      held += 1
      let open = (0..<optima.variableCount).filter { optima.fixedValue(ofVariable: $0) == nil }
      #expect(open.isEmpty, "seed \(seed): \(open)")
    }
    #expect(met > draws / 3 && held > draws / 6, "\(met) programs, \(held) with the limit in the way")
  }

  @Test("A goal of single costs under fixed totals starts at its optimum as well, largest or smallest")
  func linear() {
    for seed in 0..<everyday(80, long: 200) {
      var random = SplitMix64(seed: 700 + seed)
      var program = LinearProgram()
      var sum = LinearExpression()
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let members = (0..<Int.random(in: 2...7, using: &random)).map { _ in
          program.addVariable(
            from: Double(Int.random(in: -3...2, using: &random)), to: Double(Int.random(in: 2...9, using: &random)),
            wholeNumbers: true)
        }
        let total = members.reduce(0) {
          $0 + Int.random(in: program.wholeRange(ofVariable: $1.index), using: &random)
        }
        program.add(LinearExpression(sum: members) == Double(total))
        for member in members { sum.add(member, times: Double(Int.random(in: -4...4, using: &random))) }
      }
      program.goal = seed % 2 == 0 ? .minimize(sum) : .maximize(sum)
      var cold = LinearProgram?.some(program)
      // A row that fixes nothing leaves GLPK to itself.
      cold?.add(sum <= 1e6)
      guard case .optimal(let solution) = program.solve(), case .optimal(let expected)? = cold?.solve() else {
        Issue.record("seed \(seed): \(program.solve())")
        continue
      }
      #expect(abs(solution.goal - expected.goal) <= 1e-9, "seed \(seed)")
      #expect(solution.method == .network(iterations: 0), "seed \(seed): \(solution.method)")
    }
  }
}
