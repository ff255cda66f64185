// SPDX-License-Identifier: GPL-3.0-or-later

import TestLength
import Testing

@testable import LinearPrograms

@Suite("A start from prices")
struct PriceStartTests {
  /// Strictly convex costs under one total and totals of groups inside it, by rounding weights.
  private struct Sample {
    var program = LinearProgram()
    var variables: [Variable] = []
    var weights: [Double] = []
    var groups: [(members: Range<Int>, total: Int)] = []
    var total = 0

    init(seed: Int, tied: Bool = false, grouped: Bool = true) {
      var random = SplitMix64(seed: seed)
      let count = Int.random(in: 2...40, using: &random)
      var goal = Goal.minimize()
      for _ in 0..<count {
        let weight = tied ? Double(Int.random(in: 1...2, using: &random)) : Double.random(in: 0.5...30, using: &random)
        let lower = Int.random(in: 0...5, using: &random)
        let variable = program.addVariable(
          in: Double(lower)...Double(lower + Int.random(in: 0...60, using: &random)), wholeNumbers: true)
        goal.add(
          ConvexCost(origin: Int.random(in: 0...20, using: &random)) { (Double($0) - 0.5) / weight }, on: variable)
        variables.append(variable)
        weights.append(weight)
      }
      program.goal = goal
      var start = 0
      while grouped, start < count {
        let end = min(count, start + Int.random(in: 1...9, using: &random))
        // Some groups have no total of their own.
        if Bool.random(using: &random) { add(start..<end, &random) }
        start = end
      }
      var rest = Set(0..<count)
      for group in groups { rest.subtract(group.members) }
      total = groups.reduce(0) { $0 + $1.total } + Self.amount(program, rest.sorted(), &random)
      program.add(LinearExpression(sum: variables) == Double(total))
    }

    private mutating func add(_ members: Range<Int>, _ random: inout SplitMix64) {
      let total = Self.amount(program, Array(members), &random)
      groups.append((members, total))
      program.add(LinearExpression(sum: members.map { variables[$0] }) == Double(total))
    }

    /// An amount that some variables can add up to.
    private static func amount(_ program: LinearProgram, _ members: [Int], _ random: inout SplitMix64) -> Int {
      let ranges = members.map { program.wholeRange(ofVariable: $0) }
      return ranges.reduce(0) { $0 + Int.random(in: $1, using: &random) }
    }

    /// The goal that giving each step in turn to the cheapest one comes to, total by total.
    var greedyGoal: Double {
      var values = variables.indices.map { program.wholeRange(ofVariable: $0).lowerBound }
      var rest = Set(variables.indices)
      for group in groups {
        rest.subtract(group.members)
        fill(&values, Array(group.members), group.total)
      }
      fill(&values, rest.sorted(), total - groups.reduce(0) { $0 + $1.total })
      return program.goalValue { Double(values[$0.index]) }
    }

    private func fill(_ values: inout [Int], _ members: [Int], _ amount: Int) {
      var left = amount - members.reduce(0) { $0 + values[$1] }
      while left > 0 {
        let next = members.filter { values[$0] < program.wholeRange(ofVariable: $0).upperBound }
          .min { (Double(values[$0]) + 0.5) / weights[$0] < (Double(values[$1]) + 0.5) / weights[$1] }
        guard let next else { return }
        values[next] += 1
        left -= 1
      }
    }
  }

  @Test(
    "Where only totals rule, the start is the optimum: not one iteration, and the goal of taking the cheapest steps")
  func noIterations() throws {
    for seed in 0..<everyday(120, long: 300) {
      let sample = Sample(seed: seed, grouped: seed % 3 > 0)
      guard case .optimal(let solution) = sample.program.solve() else {
        Issue.record("seed \(seed): \(sample.program.solve())")
        continue
      }
      #expect(solution.method == .network(iterations: 0), "seed \(seed): \(solution.method)")
      let expected = sample.greedyGoal
      #expect(abs(solution.goal - expected) <= 1e-9 * max(1, abs(expected)), "seed \(seed)")
    }
  }

  @Test("The values are those of an optimum, with equal costs as well")
  func values() throws {
    for seed in 1000..<everyday(1080, long: 1200) {
      let sample = Sample(seed: seed, tied: true, grouped: seed % 2 == 0)
      let start = try #require(PriceStart(sample.program), "seed \(seed)")
      #expect(sample.program.check(start.values.map(Double.init), tolerance: 0).violations.isEmpty, "seed \(seed)")
      let goal = sample.program.goalValue { Double(start.values[$0.index]) }
      #expect(abs(goal - sample.greedyGoal) <= 1e-9 * max(1, abs(goal)), "seed \(seed)")
    }
  }

  @Test("Most steps are not handed to the solver, and of their variables is said what the multipliers say")
  func windows() throws {
    var (open, variables) = (0, 0)
    for seed in 3000..<everyday(3120, long: 3300) {
      let sample = Sample(seed: seed, tied: seed % 4 == 0, grouped: seed % 2 == 0)
      let start = try #require(PriceStart(sample.program), "seed \(seed)")
      if seed % 4 > 0 {
        open += start.windows(of: sample.program).count { $0.bounds.count > 1 }
        variables += sample.variables.count
      }
      let solution = try #require(sample.program.solve().solution, "seed \(seed)")
      let expected = try sample.program.solution(
        method: solution.method, multiplier: { solution.multiplier(of: $0) ?? .nan }, at: { solution[$0] })
      for variable in sample.variables {
        let (margin, other) = (solution.margin(of: variable), expected.margin(of: variable))
        #expect(margin?.optimalRange == other?.optimalRange, "seed \(seed), \(variable.index)")
        #expect(abs((margin?.worth ?? 0) - (other?.worth ?? 0)) <= 1e-9, "seed \(seed), \(variable.index)")
      }
    }
    #expect(open > 0 && open < variables / 2, "\(open) of \(variables)")
  }

  @Test("A window that leaves out a step which should be taken, or given up, is seen to")
  func hiding() {
    let cost = ConvexCost(origin: 3) { Double($0) }
    func hides(_ open: OpenSteps, worth: Double) -> Bool {
      StepSegments(variable: 0, window: 5, open, of: 0...9, costOfStep: cost.ofStep).hides(
        cost, worth: worth, tolerance: 1e-6)
    }
    #expect(!hides([], worth: 5.5) && hides([], worth: 4.5) && hides([], worth: 6.5))
    #expect(hides([], worth: 5) && hides([], worth: 6))
    #expect(!hides(.last, worth: 4.5) && hides(.last, worth: 3.5) && hides(.last, worth: 6.5))
    #expect(!hides(.next, worth: 6.5) && hides(.next, worth: 7.5) && hides(.next, worth: 4.5))
    // At an end of the range there is nothing to leave out.
    #expect(
      !StepSegments(variable: 0, window: 9, [], of: 0...9, costOfStep: cost.ofStep).hides(
        cost, worth: 99, tolerance: 1e-6))
  }

  @Test("There is none where totals cross, nothing fixes a sum, or a row of another kind has a say")
  func none() throws {
    var program = LinearProgram()
    let cells = (0..<4).map { _ in program.addVariable(in: 0...9, wholeNumbers: true) }
    var goal = Goal.minimize()
    for cell in cells { goal.add(ConvexCost(origin: 2) { Double($0 * $0) }, on: cell) }
    program.goal = goal
    #expect(PriceStart(program) == nil)
    program.add(cells[0] + cells[1] == 7)
    program.add(cells[2] + cells[3] == 5)
    #expect(try #require(PriceStart(program)).values == [4, 3, 3, 2])
    program.add(cells[0] + cells[2] <= 5)
    #expect(PriceStart(program) == nil)
    #expect(program.solve().solution.map { solution in cells.map { solution[$0] } } == [3, 4, 2, 3])
    program.add(cells[0] + cells[2] == 5)
    #expect(PriceStart(program) == nil)
  }

  @Test("A total that cannot be, or costs that are no numbers, give no start, and the solver its own answer")
  func impossible() {
    var program = LinearProgram()
    let cells = (0..<3).map { _ in program.addVariable(in: 0...9, wholeNumbers: true) }
    var goal = Goal.minimize()
    for cell in cells { goal.add(ConvexCost(origin: 2) { Double($0) }, on: cell) }
    program.goal = goal
    program.add(LinearExpression(sum: cells) == 28)
    #expect(PriceStart(program) == nil)
    guard case .infeasible = program.solve() else { Issue.record("\(program.solve())"); return }
    var wrong = LinearProgram()
    let cell = wrong.addVariable(in: 0...9, wholeNumbers: true)
    var nan = Goal.minimize()
    nan.add(ConvexCost(origin: 2) { _ in .nan }, on: cell)
    wrong.goal = nan
    wrong.add(LinearExpression(cell) == 5)
    guard case .failed(.invalidModel) = wrong.solve() else { Issue.record("\(wrong.solve())"); return }
  }

  @Test("Costs next to the values that are no numbers, or fall, are a fault of the model as they are without a start")
  func unsoundCosts() {
    for wrong in [Double.nan, .infinity, 0.5] {
      var program = LinearProgram()
      let cells = (0..<3).map { _ in program.addVariable(in: 0...9, wholeNumbers: true) }
      var goal = Goal.minimize()
      for (place, cell) in cells.enumerated() {
        goal.add(ConvexCost(origin: 2) { $0 > 2 ? wrong : Double($0) + 0.3 * Double(place) }, on: cell)
      }
      program.goal = goal
      program.add(LinearExpression(sum: cells) == 6)
      guard case .failed(.invalidModel(let faults)) = program.solve() else {
        Issue.record("\(wrong): \(program.solve())")
        continue
      }
      #expect(faults.allSatisfy { if case .costNotConvex(_, step: 3) = $0 { true } else { false } }, "\(faults)")
    }
  }
}
