// SPDX-License-Identifier: GPL-3.0-or-later

import TestLength
import Testing

@testable import LinearPrograms

@Suite("Goals in order of priority")
struct LexicographicTests {
  /// Whole numbers in up to five small ranges under random constraints.
  private static func program(_ random: inout SplitMix64) -> (LinearProgram, [Variable]) {
    var program = LinearProgram()
    let variables = (0..<Int.random(in: 2...5, using: &random)).map { _ in
      let lower = Int.random(in: -1...2, using: &random)
      return program.addVariable(
        from: Double(lower), to: Double(lower + Int.random(in: 1...3, using: &random)), wholeNumbers: true)
    }
    if Bool.random(using: &random) {
      // A total, as of posts: a network.
      let total = variables.reduce(0) { $0 + Int(program.variables.lower[$1.index]) } + variables.count
      program.add(LinearExpression(sum: variables) == Double(total))
    } else {
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let sum = LinearExpression(
          sum: variables.map { Double(Int.random(in: -2...4, using: &random)) * $0 })
        program.add(sum <= Double(Int.random(in: 2...12, using: &random)))
      }
    }
    return (program, variables)
  }

  private static func linear(_ variables: [Variable], _ random: inout SplitMix64) -> Goal {
    // Few different coefficients, so that goals leave something to the ones after them.
    let sum = LinearExpression(sum: variables.map { Double(Int.random(in: -1...2, using: &random)) * $0 })
    return Bool.random(using: &random) ? .minimize(sum + 1) : .maximize(sum)
  }

  private static func convex(_ variables: [Variable], _ random: inout SplitMix64) -> Goal {
    var goal = Goal.minimize()
    for variable in variables {
      let center = Double.random(in: 0...3, using: &random).rounded()
      goal.add(ConvexCost(origin: Int(center)) { 2 * (Double($0) - center) - 1 }, on: variable)
    }
    return goal
  }

  @Test("A budget asks nothing of a relaxation whose goal could not be counted: its point is within it")
  func budgetWithoutRelaxation() throws {
    var program = LinearProgram()
    let variable = program.addVariable(in: 0...9, wholeNumbers: true)
    program.goal.add(ConvexCost(origin: 0) { Double($0) }, on: variable)
    var point = Solution(
      program: program.id, values: [4], goal: 10, method: .branchAndBound(nodes: 1), largestViolation: 0)
    var margins = MarginTable()
    margins[0] = Solution.Margin(worth: 0, optimalRange: 0...0)
    for goal in [Double.nan, 0] {
      point.root = Solution.Root(goal: goal, margins: margins)
      let budget = try GoalBudget(program.goal, of: program, best: 10, worst: 10, near: point, isOptimum: false)
      var narrowed = program
      budget.add(to: &narrowed)
      narrowed.goal = .maximize(LinearExpression(variable))
      #expect(narrowed.solve().solution?[variable] == 4)
    }
  }

  @Test("A point beyond a bound by a rounding error has the goal's value at the bound")
  func withinBounds() {
    var program = LinearProgram()
    let variables = (0..<2).map { _ in program.addVariable(in: 0...9, wholeNumbers: true) }
    for variable in variables { program.goal.add(ConvexCost(origin: 0) { Double($0) }, on: variable) }
    let beyond = [-1e-12, 9.000001]
    #expect(program.goalValue(at: beyond).isNaN)
    #expect(program.withinBounds(beyond) == [0, 9] && program.goalValue(at: program.withinBounds(beyond)) == 45)
  }

  @Test("A goal that a limit left unproved, of more steps than can be written out, ends the search with its point")
  func unprovedAndWide() {
    var program = LinearProgram()
    let variables = (0..<2).map { _ in program.addVariable(from: 0, to: 8_000_000, wholeNumbers: true) }
    program.add(variables[0] + variables[1] == 9_000_000)
    var fit = Goal.minimize()
    for variable in variables { fit.add(ConvexCost(origin: 4_000_000) { Double($0) }, on: variable) }
    let values = [4_500_000.0, 4_500_000]
    let point = Solution(
      program: program.id, values: values, goal: 0, method: .branchAndBound(nodes: 1), largestViolation: 0)
    let goals = [PrioritizedGoal.optimize(fit), .optimize(.minimize(LinearExpression(variables[0])))]
    var solves = 0
    let found = LexicographicSolve(program, goals, .none) { _, _ in
      solves += 1
      return .feasible(point, bound: nil, limit: .time)
    }.run()
    guard case .feasible(let solution, _, .time) = found.outcome else {
      Issue.record("not a point with its limit: \(found.outcome)")
      return
    }
    #expect(solution.values == values && solves == 1 && found.stages.count == 1)
  }

  @Test("Three goals reach what looking at every point reaches", arguments: [0.0, 1.0])
  func bruteForce(absolute: Double) {
    var solved = 0
    let draws = everyday(160, long: 400)
    for seed in 0..<draws {
      var random = SplitMix64(seed: seed)
      let (program, variables) = Self.program(&random)
      let degradation = Degradation(absolute: absolute)
      let goals = [
        Self.linear(variables, &random),
        seed % 2 == 0 ? Self.convex(variables, &random) : Self.linear(variables, &random),
        Self.linear(variables, &random),
      ]
      var oracle = LexicographicOracle(program)
      let result = program.solve(inOrder: goals.map { .optimize($0, mayLose: degradation) })
      guard !oracle.isInfeasible else {
        guard case .infeasible = result.outcome else { Issue.record("seed \(seed): \(result.outcome)"); continue }
        continue
      }
      guard case .optimal(let solution) = result.outcome, result.stages.count == 3 else {
        Issue.record("seed \(seed): \(result.outcome)")
        continue
      }
      solved += 1
      for (goal, stage) in zip(goals, result.stages) {
        let best = oracle.keepBest(goal, losing: degradation)
        #expect(abs(stage.best - best) <= 1e-6, "seed \(seed)")
        let loss = goal.sense == .minimize ? stage.final - best : best - stage.final
        #expect(loss <= absolute + 1e-6, "seed \(seed)")
      }
      #expect(abs(solution.goal - (result.stages.last?.best ?? .nan)) <= 1e-9)
    }
    #expect(solved > draws / 2, "only \(solved) programs had a point")
  }

  @Test("Max–min rounds, then a goal among what they leave: as by looking at every point")
  func bruteForceLevels() {
    var solved = 0
    let draws = everyday(160, long: 400)
    for seed in 0..<draws {
      var random = SplitMix64(seed: 1000 + seed)
      let (program, variables) = Self.program(&random)
      // Equal weights and weights of which one is a multiple of another make ties.
      let parts = variables.map { variable in
        [1, 0.5, 2, 1.5, -1].randomElement(using: &random).map { $0 * variable + 0 } ?? LinearExpression()
      }
      let rounds = seed % 3 == 0 ? 1 : variables.count
      let goal = Self.linear(variables, &random)
      var oracle = LexicographicOracle(program)
      let result = program.solve(inOrder: [.maximizeLeast(of: parts, rounds: rounds), .optimize(goal)])
      guard !oracle.isInfeasible else {
        guard case .infeasible = result.outcome else { Issue.record("seed \(seed): \(result.outcome)"); continue }
        continue
      }
      guard case .optimal = result.outcome, result.stages.count == 2 else {
        Issue.record("seed \(seed): \(result.outcome)")
        continue
      }
      solved += 1
      // One round settles all parts that stay at its level.
      let levels = result.stages[0].levels
      #expect(levels.count >= rounds)
      let expected = oracle.keepHighest(parts, count: levels.count)
      #expect(zip(levels, expected).allSatisfy { abs($0 - $1) <= 1e-9 }, "seed \(seed): \(levels), \(expected)")
      #expect(abs(result.stages[1].best - oracle.keepBest(goal, losing: .none)) <= 1e-6, "seed \(seed)")
    }
    #expect(solved > draws / 2, "only \(solved) programs had a point")
  }

  @Test("Parts of several variables: the same by sums of the least, 150 programs")
  func bruteForceSums() {
    var solved = 0
    for seed in 0..<150 {
      var random = SplitMix64(seed: 5000 + seed)
      let (program, variables) = Self.program(&random)
      let parts = (0..<3).map { _ in
        LinearExpression(sum: variables.map { Double(Int.random(in: 0...2, using: &random)) * $0 }) + 1
      }
      let inverted = seed % 2 == 0
      var oracle = LexicographicOracle(program)
      let result = program.solve(
        inOrder: [inverted ? .minimizeGreatest(of: parts) : .maximizeLeast(of: parts)])
      guard case .optimal = result.outcome, let stage = result.stages.first else {
        #expect(oracle.isInfeasible, "seed \(seed)")
        continue
      }
      solved += 1
      let expected = oracle.keepHighest(inverted ? parts.map { -1 * $0 } : parts, count: 3)
      let levels = inverted ? stage.levels.map { -$0 } : stage.levels
      #expect(zip(levels, expected).allSatisfy { abs($0 - $1) <= 1e-6 }, "seed \(seed): \(levels), \(expected)")
    }
    #expect(solved > 75, "only \(solved) programs had a point")
  }

  @Test("Max–min over divisible amounts is the filling of vessels with water")
  func waterFilling() {
    // Demands 1, 3, 5 and 9 on a supply of 14: 1, 3, 5, 5.
    var program = LinearProgram()
    let demands = [1.0, 3, 5, 9]
    let amounts = demands.map { program.addVariable(in: 0...$0) }
    program.add(LinearExpression(sum: amounts) <= 14)
    let result = program.solve(inOrder: [.maximizeLeast(of: amounts.map { LinearExpression($0) })])
    let levels = result.stages.first?.levels ?? []
    #expect(levels.count == 4)
    #expect(zip(levels, [1, 3, 5, 5]).allSatisfy { abs($0 - $1) <= 1e-6 })
  }

  @Test("Levels that may lose something let a later goal gain by so much, and no more")
  func degradedLevels() {
    // 12 posts on needs of 4 and 8: coverage 1 and 1. Losing a quarter of it, the second may have 6, and no less.
    var program = LinearProgram()
    let (small, large) = (
      program.addVariable(in: 0...12, wholeNumbers: true), program.addVariable(in: 0...12, wholeNumbers: true)
    )
    program.add(small + large == 12)
    let coverages = [0.25 * small + 0, 0.125 * large + 0]
    func solve(losing degradation: Degradation, towards goal: Goal) -> [Double] {
      let result = program.solve(
        inOrder: [.maximizeLeast(of: coverages, mayLose: degradation), .optimize(goal)])
      #expect(result.stages.first?.best == 1)
      #expect(result.stages.first?.final ?? 0 >= 1 - degradation.amount(at: 1))
      return result.outcome.solution.map { [$0[small], $0[large]] } ?? []
    }
    #expect(solve(losing: .none, towards: .maximize(small + 0)) == [4, 8])
    #expect(solve(losing: Degradation(relative: 0.25), towards: .maximize(small + 0)) == [6, 6])
    #expect(solve(losing: Degradation(absolute: 0.25), towards: .minimize(small + 0)) == [3, 9])
  }

  @Test("A network stays one through three goals and rounds without ties: nothing is branched")
  func networksStayNetworks() {
    for seed in 0..<20 {
      var random = SplitMix64(seed: 9000 + seed)
      var program = LinearProgram()
      let needs = (0..<40).map { _ in Double.random(in: 4...40, using: &random) }
      let posts = needs.map { need in
        program.addVariable(
          in: (need * 0.7).rounded(.down)...(need * 1.4).rounded(.up), wholeNumbers: true)
      }
      for county in 0..<5 {
        let members = county * 8..<(county + 1) * 8
        program.add(LinearExpression(sum: posts[members]) == needs[members].reduce(0, +).rounded())
      }
      var fit = Goal.minimize()
      for (post, need) in zip(posts, needs) {
        fit.add(ConvexCost(origin: Int(need)) { (Double($0) - 0.5) / need }, on: post)
      }
      let coverages = zip(posts, needs).map { (1 / $1) * $0 + 0 }
      let result = program.solve(inOrder: [
        .maximizeLeast(of: coverages, rounds: 5, named: "fairness"), .optimize(fit, named: "fit"),
        .optimize(.minimize(LinearExpression(sum: posts.prefix(7))), named: "stability"),
      ])
      guard case .optimal = result.outcome else { Issue.record("seed \(seed): \(result.outcome)"); continue }
      #expect(result.stages.map(\.name) == ["fairness", "fit", "stability"])
      #expect(result.stages.allSatisfy { !$0.solution.wasBranched }, "seed \(seed)")
      #expect(result.stages.allSatisfy { abs($0.final - $0.best) <= 1e-6 }, "seed \(seed)")
    }
  }

  @Test("A cancelled solve is undecided and has no stages; foreign variables are named")
  func edges() {
    var program = LinearProgram()
    let x = program.addVariable(in: 0...4)
    let monitor = SolveMonitor()
    monitor.cancel()
    let stopped = program.solve(inOrder: [.optimize(.maximize(x + 0)), .optimize(.minimize(x + 0))], monitor: monitor)
    guard case .undecided(_, .cancelled) = stopped.outcome else { Issue.record("\(stopped.outcome)"); return }
    #expect(stopped.stages.isEmpty)

    var other = LinearProgram()
    let foreign = other.addVariable(in: 0...1)
    guard case .failed(.invalidModel(let faults)) = program.solve(inOrder: [.maximizeLeast(of: [foreign + 0])]).outcome
    else { Issue.record("a foreign variable was taken"); return }
    #expect(faults == [.foreignVariableInGoal])
  }

  @Test("An unbounded second goal is called so, with the first goal's stage")
  func unbounded() {
    var program = LinearProgram()
    let x = program.addVariable(in: 0...4)
    let y = program.addVariable()
    let result = program.solve(inOrder: [.optimize(.maximize(x + 0)), .optimize(.maximize(y + 0))])
    guard case .unbounded = result.outcome else { Issue.record("\(result.outcome)"); return }
    #expect(result.stages.map(\.best) == [4])
  }

  @Test("Without goals the limits hold all the same")
  func noGoalsNoTime() {
    var program = LinearProgram()
    program.addVariable(in: 0...1)
    guard case .undecided(_, .time) = program.solve(inOrder: [], limits: Limits(seconds: 0)).outcome else {
      Issue.record("A limit of no seconds was passed over.")
      return
    }
  }

  @Test("A goal that its optimal face holds needs no steps written out, however wide its ties")
  func wideTies() {
    var program = LinearProgram()
    let variables = (0..<3).map { _ in program.addVariable(in: 0...1e9, wholeNumbers: true) }
    program.add(LinearExpression(sum: variables) == 30_000_100)
    var goal = Goal.minimize()
    for variable in variables { goal.add(ConvexCost(origin: 10_000_000) { $0 > 10_000_000 ? 1 : -1 }, on: variable) }
    let result = program.solve(inOrder: [.optimize(goal), .optimize(.maximize(1 * variables[0] + 0))])
    guard case .optimal(let solution) = result.outcome else {
      Issue.record("\(result.outcome)")
      return
    }
    #expect(solution[variables[0]] == 10_000_100)
    #expect(result.stages[0].final == 100)
  }
}
