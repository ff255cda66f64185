// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import LinearPrograms

@Suite("Prices for totals over sums that stand in an order")
struct OrderedSolveTests {
  @Test("What they lead to is the optimum by branch and bound", arguments: OrderedSample.Aim.allCases)
  func agreement(_ aim: OrderedSample.Aim) throws {
    var solved = 0
    let draws = runsLongTests ? 300 : 25
    for seed in 0..<draws {
      let program = OrderedSample(seed: seed, aim).program
      guard let outcome = try OrderedSample(seed: seed, aim).outcomeByPrices() else { continue }
      guard case .optimal(let solution) = outcome else {
        Issue.record("seed \(seed): \(outcome)")
        continue
      }
      solved += 1
      guard case .optimal(let best) = GLPKSolver(pricesCouplings: false).solve(program) else {
        Issue.record("seed \(seed): no optimum without prices")
        continue
      }
      #expect(abs(solution.goal - best.goal) <= 1e-9 * max(1, abs(best.goal)), "seed \(seed)")
      #expect(program.check(solution.values, tolerance: 0).violations.isEmpty, "seed \(seed)")
    }
    // With gains in proportion alone, what is best at prices is mostly at an end, and far from the totals.
    #expect(solved > draws / (aim == .linear ? 10 : 2), "\(solved)")
  }

  @Test("At any prices the multipliers of the order prove what the least cuts found", arguments: 0..<40)
  func duality(seed: Int) throws {
    let sample = OrderedSample(seed: 500 + seed, seed % 2 == 0 ? .generic : .tied)
    let program = sample.program
    guard let sums = sample.sums else { return }
    let start = PricedStart(program, sums.blocks)
    var order = PricedOrder(sums, try #require(start.costs), from: start.guesses)
    let prices = zip(sample.prices, sums.blocks.couplings).map { price, coupling in
      min(max(price, coupling.prices.lowerBound), coupling.prices.upperBound)
    }
    try order.move(to: prices, hasToStop: { false })
    var values = program.variables.lower
    for (place, variable) in sums.blocks.variables.enumerated() { values[variable] = Double(order.values[place]) }
    // The point keeps all but the totals.
    let broken = program.check(values, tolerance: 0).violations
    #expect(broken.count <= 2)
    var value = program.goalValue(at: values)
    for (price, residual) in zip(prices, order.residuals) { value += price * Double(residual) }
    let multipliers = try #require(order.multipliers(rows: program.constraintCount, hasToStop: { false }))
    let bound = try #require(program.lagrangianBound(multipliers.rows))
    #expect(bound <= value && bound >= value - 1e-6, "\(bound), \(value)")
  }

  @Test("Differences that contradict each other, rings and foreign rows are left to branch and bound")
  func foreign() {
    func sums(_ rows: (_ x: [Variable]) -> [Constraint]) -> OrderedSums? {
      var program = LinearProgram()
      let variables = (0..<30).map { _ in program.addVariable(in: 0...9, wholeNumbers: true) }
      program.add(LinearExpression(sum: variables.map { 1 * $0 }) == 70)
      for row in rows(variables) { program.add(row) }
      return OrderedSums(program, leastVariables: 4)
    }
    #expect(sums { [$0[0] - $0[1] >= 1, $0[1] - $0[2] >= -2, $0[0] - $0[2] >= -1] } != nil)
    #expect(sums { [$0[0] - $0[1] >= 1, $0[1] - $0[2] >= -2, $0[0] - $0[2] >= 0] } == nil)
    #expect(sums { [$0[0] - $0[1] >= 0, $0[1] - $0[0] >= 0] } == nil)
    #expect(sums { [$0[0] + $0[1] - $0[2] >= 0, $0[0] - $0[3] >= 0] } == nil)
    #expect(sums { [2 * $0[0] - $0[1] >= 0] } == nil)
    #expect(sums { [1 * $0[0] >= 3] } == nil)
  }
}
