// SPDX-License-Identifier: GPL-3.0-or-later

import TestLength
import Testing

@testable import LinearPrograms

@Suite("Prices for totals over sums that stand in an order")
struct OrderedSolveTests {
  @Test("What they lead to is the optimum by branch and bound", arguments: OrderedSample.Aim.allCases)
  func agreement(_ aim: OrderedSample.Aim) throws {
    var solved = 0
    let draws = everyday(10, long: 300)
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

  /// A row: the coefficients of the first variables, and what their sum is at least.
  struct Row: Sendable {
    let coefficients: [Double]
    let least: Double
  }

  static let orders: [[Row]] = [
    [
      Row(coefficients: [1, -1, 0], least: 1), Row(coefficients: [0, 1, -1], least: -2),
      Row(coefficients: [1, 0, -1], least: -1),
    ],
    [Row(coefficients: [1, 1, -1], least: 0), Row(coefficients: [0, 0, 1, -1], least: 3)],
  ]

  static let others: [[Row]] = [
    // The way around the third says −1.
    [
      Row(coefficients: [1, -1, 0], least: 1), Row(coefficients: [0, 1, -1], least: -2),
      Row(coefficients: [1, 0, -1], least: 0),
    ],
    // A ring.
    [Row(coefficients: [1, -1], least: 0), Row(coefficients: [-1, 1], least: 0)],
    // The first variable counts in two sums.
    [Row(coefficients: [1, 1, -1], least: 0), Row(coefficients: [1, 0, 0, -1], least: 0)],
    // No sum.
    [Row(coefficients: [2, -1], least: 0)],
    // No order.
    [Row(coefficients: [1], least: 3)],
  ]

  /// The order of rows over thirty variables under a total.
  private func sums(_ rows: [Row]) -> OrderedSums? {
    var program = LinearProgram()
    let variables = (0..<30).map { _ in program.addVariable(in: 0...9, wholeNumbers: true) }
    program.add(LinearExpression(sum: variables.map { 1 * $0 }) == 70)
    for row in rows {
      let sum = LinearExpression(sum: zip(row.coefficients, variables).filter { $0.0 != 0 }.map { $0.0 * $0.1 })
      program.add(sum >= row.least)
    }
    return OrderedSums(program, leastVariables: 4)
  }

  @Test("Differences of sums that fit together are seen", arguments: Self.orders)
  func seen(rows: [Row]) { #expect(sums(rows) != nil) }

  @Test("Contradictions, rings and foreign rows are left to branch and bound", arguments: Self.others)
  func foreign(rows: [Row]) { #expect(sums(rows) == nil) }
}
