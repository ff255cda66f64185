// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms

extension Samples {
  /// A seeded linear program that has an optimum: `x` feasible by construction, boxes on most variables, and rows of all
  /// kinds. Every third is degenerate, with rows that all pass through one vertex; variables may be free.
  static func linear(seed: Int, wholeNumbers: Bool = false) -> LinearProgram {
    var random = SplitMix64(seed: seed)
    var program = LinearProgram(name: "linear \(seed)")
    let count = Int.random(in: 2...8, using: &random)
    let inner = (0..<count).map { _ in Double(Int.random(in: 0...6, using: &random)) }
    let variables = inner.map { value in
      let lower = value - Double(Int.random(in: 0...4, using: &random))
      let upper = seed % 3 == 0 ? value : value + Double(Int.random(in: 0...5, using: &random))
      return program.addVariable(from: lower, to: upper, wholeNumbers: wholeNumbers)
    }
    var activities: [LinearExpression] = []
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let coefficients = inner.map { _ in Double(Int.random(in: -40...40, using: &random)) / 10 }
      let sum = LinearExpression(sum: zip(coefficients, variables).map { $0 * $1 })
      let value = zip(coefficients, inner).reduce(0) { $0 + $1.0 * $1.1 }
      activities.append(sum)
      switch Int.random(in: 0...3, using: &random) {
      case 0: program.add(sum <= value + Double(Int.random(in: 0...3, using: &random)))
      case 1: program.add(sum >= value - Double(Int.random(in: 0...3, using: &random)))
      case 2: program.add(sum.within((value - 1)...(value + 1)))
      default: program.add(sum.within((value - 0.25)...(value + 0.25)))
      }
    }
    // A free variable that a row holds in its place.
    if seed % 2 == 0, let first = activities.first {
      let free = program.addVariable("free", from: -.infinity, to: .infinity)
      program.add(first - 0.3 * free == 1)
      activities[0] = first + 0.1 * free
    }
    var goal = LinearExpression(sum: variables.map { Double(Int.random(in: -50...50, using: &random)) / 7 * $0 })
    if let first = activities.first { goal += first }
    program.goal = seed % 5 < 2 ? .maximize(goal) : .minimize(goal)
    return program
  }

  /// Transport from sources to sinks at whole costs, or at costs that are not whole.
  static func transport(seed: Int, wholeCosts: Bool = true, size: Int = 5) -> LinearProgram {
    var random = SplitMix64(seed: seed)
    var program = LinearProgram(name: "transport \(seed)")
    let demand = (0..<size).map { _ in Int.random(in: 1...9, using: &random) }
    let supply = (0..<size).map { index in index == 0 ? demand.reduce(0, +) : Int.random(in: 0...9, using: &random) }
    var goal = LinearExpression()
    var flows: [[Variable]] = []
    for source in 0..<size {
      flows.append(
        (0..<size).map { _ in
          program.addVariable(from: 0, to: Double(supply[source]), wholeNumbers: true)
        })
      for flow in flows[source] {
        let cost = Int.random(in: 1...99, using: &random)
        goal += (wholeCosts ? Double(cost) : Double(cost) / 7) * flow
      }
      program.add(LinearExpression(sum: flows[source]) <= Double(supply[source]))
    }
    for sink in 0..<size {
      program.add(LinearExpression(sum: flows.map { $0[sink] }) == Double(demand[sink]))
    }
    program.goal = .minimize(goal)
    return program
  }

  /// Shares `total` out by a divisor method, one variable a weight, at least `least` each.
  static func apportionment(
    weights: [Double], total: Int, least: Int = 0, step: @escaping @Sendable (Int) -> Double = { Double($0) - 0.5 }
  ) -> LinearProgram {
    var program = LinearProgram(name: "apportionment")
    let whole = weights.reduce(0, +)
    var goal = Goal.minimize()
    let seats = weights.map { weight in
      let variable = program.addVariable(from: Double(least), to: Double(total), wholeNumbers: true)
      let guess = Int((weight / whole * Double(total)).rounded())
      goal.add(ConvexCost(origin: guess) { step($0) / weight }, on: variable)
      return variable
    }
    program.goal = goal
    program.add(LinearExpression(sum: seats) == Double(total))
    return program
  }
}
