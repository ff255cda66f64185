// SPDX-License-Identifier: GPL-3.0-or-later

import TestLength
import Testing

@testable import LinearPrograms

@Suite("A start is made by rounding and repairing")
struct RoundedStartTests {
  private func form(_ program: LinearProgram) throws -> ColumnForm {
    try ColumnForm(program, segments: StepSegments.all(of: program))
  }

  private func start(_ program: LinearProgram, near point: [Double]? = nil, stops: Bool = false) throws -> [Double]? {
    let form = try form(program)
    let zeros = [Double](repeating: 0, count: form.lower.count)
    var start = RoundedStart(form, near: point ?? zeros, reducedCosts: zeros)
    return start.repaired { stops }.map { form.variableValues(at: $0) }
  }

  @Test("What is found keeps every row, and nothing is found where there is nothing")
  func random() throws {
    var (found, feasible) = (0, 0)
    for seed in 1...everyday(48, long: 120) {
      let sample = SmallProgram(seed: seed)
      let point = try start(sample.program)
      if sample.optimum != nil { feasible += 1 }
      guard let point else { continue }
      found += 1
      #expect(sample.optimum != nil, "seed \(seed)")
      #expect(sample.program.check(point, tolerance: 1e-9).violations.isEmpty, "seed \(seed)")
    }
    // Of small programs nearly all; the rest are corners that few points keep.
    #expect(found > feasible * 9 / 10, "\(found) of \(feasible)")
  }

  /// Towns with two pools, totals of both, and a share of the first between two bounds.
  private func mixed(seed: Int) -> LinearProgram {
    var random = SplitMix64(seed: seed)
    var program = LinearProgram()
    var totals = [LinearExpression(), LinearExpression()]
    var goal = Goal.minimize()
    for _ in 0..<40 {
      let posts = (0..<2).map { _ in program.addVariable(in: 10...40, wholeNumbers: true) }
      for pool in 0..<2 {
        totals[pool] += 1 * posts[pool]
        let need = Double.random(in: 12...36, using: &random)
        goal.add(ConvexCost(origin: 20) { (Double($0) - 0.5) / need }, on: posts[pool])
      }
      program.add(0.55 * posts[0] - 0.45 * posts[1] >= 0)
      program.add(0.53 * posts[1] - 0.47 * posts[0] >= -2)
    }
    program.add(totals[0] == 931)
    program.add(totals[1] == 1007)
    program.goal = goal
    return program
  }

  @Test("Mix ratios under exact totals are repaired, however far away the beginning is")
  func mix() throws {
    for seed in 1...everyday(2, long: 10) {
      let program = mixed(seed: seed)
      let point = try #require(try start(program), "seed \(seed)")
      #expect(program.check(point, tolerance: 1e-9).violations.isEmpty)
      #expect(try start(program) == point)
    }
  }

  @Test("Variables that need not be whole are moved by fractions, and unbounded ones as far as it takes")
  func continuous() throws {
    let program = Samples.marketSplit(seed: 3, rows: 5, columns: 30)
    let point = try #require(try start(program))
    #expect(program.check(point, tolerance: 1e-9).violations.isEmpty)
  }

  @Test("Nothing is found where no column can move, or when it has to stop")
  func nothing() throws {
    var program = LinearProgram()
    let x = program.addVariable(in: 0...1, wholeNumbers: true)
    program.add(LinearExpression(x) >= 2)
    #expect(try start(program) == nil)
    program = LinearProgram()
    let variables = (0..<400).map { _ in program.addVariable(in: 0...1, wholeNumbers: true) }
    for variable in variables { program.add(LinearExpression(variable) >= 1) }
    #expect(try start(program, stops: true) == nil)
    #expect(try start(program) == [Double](repeating: 1, count: 400))
  }

  @Test("The columns of values are filled in the order of their costs, and give the values back")
  func columnsOfValues() throws {
    let program = mixed(seed: 1)
    let form = try form(program)
    let values = (0..<program.variableCount).map { Double(10 + $0 % 31) }
    let point = form.point(at: values)
    #expect(form.variableValues(at: point) == values)
    let cost = zip(point, form.costs).map { $0 * $1 }.reduce(0, +)
    #expect(abs(cost + program.goalValue(at: form.base) - program.goalValue(at: values)) < 1e-9)
  }
}

@Suite("Bounds from any multipliers")
struct LagrangianBoundTests {
  @Test("No multipliers prove more than the optimum, and the relaxation's own prove the relaxation")
  func weakDuality() {
    var random = SplitMix64(seed: 11)
    for seed in 1...everyday(40, long: 80) {
      let sample = SmallProgram(seed: seed)
      guard let optimum = sample.optimum else { continue }
      let sign = sample.program.goal.sense == .minimize ? 1.0 : -1.0
      for _ in 0..<5 {
        let multipliers = (0..<sample.program.constraintCount).map { _ in Double.random(in: -5...5, using: &random) }
        let bound = sample.program.lagrangianBound(multipliers)
        #expect(bound.map { sign * $0 <= sign * optimum } == true, "seed \(seed)")
      }
      guard case .optimal(let solution) = sample.program.solve(), !solution.wasBranched else { continue }
      let bound = sample.program.lagrangianBound(solution.multipliers)
      #expect(bound.map { abs($0 - optimum) < 1e-5 } == true, "seed \(seed)")
    }
  }

  @Test("A variable without a bound leaves nothing proved unless its reduced cost is zero")
  func unbounded() {
    var program = LinearProgram()
    let x = program.addVariable("x")
    program.add(LinearExpression(2 * x) <= 8)
    program.goal = .maximize(LinearExpression(3 * x))
    #expect(program.lagrangianBound([0]) == nil)
    #expect(program.lagrangianBound([1.5]).map { abs($0 - 12) < 1e-6 } == true)
  }

  @Test("A convex cost over a range of a billion is no walk through it", .timeLimit(.minutes(1)))
  func wideConvexCost() {
    var program = LinearProgram()
    let x = program.addVariable(in: 0...1e9, wholeNumbers: true)
    program.add(LinearExpression(x) >= 0)
    program.goal.add(ConvexCost(origin: 500_000_000) { Double($0) - 500_000_000 }, on: x)
    // At a price of 1000 the steps up to 1000 beyond the origin pay, or cost nothing.
    let bound = program.lagrangianBound([1000])
    let least = -1000.0 * 500_001_000 + 1000 * 1001 / 2
    #expect(bound.map { abs($0 - least) < 1e-6 * abs(least) } == true)
  }
}
