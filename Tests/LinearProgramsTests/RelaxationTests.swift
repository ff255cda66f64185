// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import LinearPrograms

@Suite("The cheapest relaxation is feasible, costs what it says, and is the cheapest")
struct RelaxationTests {
  @Test("The cheaper of two constraints is moved, and to where it has to be")
  func weights() throws {
    var program = LinearProgram()
    let x = program.addVariable("x")
    let least = program.add(1 * x >= 5)
    let most = program.add(1 * x <= 2)
    let outcome = program.cheapestRelaxation { RelaxationPrice(weight: $0 == least ? 3 : 1) }
    guard case .cheapest(let relaxation) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    let move = try #require(relaxation.moves.first)
    #expect(relaxation.moves.count == 1)
    #expect(move.target == .constraint(most) && move.side == .upper && move.from == 2 && abs(move.to - 5) < 1e-9)
    #expect(abs(relaxation.costs[0].total - 3) < 1e-9)
    #expect(program.relaxed(by: relaxation).solve().solution != nil)
  }

  @Test("A higher priority is not moved where lower ones suffice, however dear these are")
  func priorities() throws {
    var program = LinearProgram()
    let x = program.addVariable("x")
    let y = program.addVariable("y", in: 0...4)
    let important = program.add(x + y >= 10)
    let minor = program.add(1 * x <= 3)
    let outcome = program.cheapestRelaxation {
      $0 == important ? RelaxationPrice(priority: 2, weight: 1) : RelaxationPrice(priority: 1, weight: 1_000)
    }
    let relaxation = try #require(outcome.relaxation)
    #expect(relaxation.moves.map(\.target) == [.constraint(minor)])
    #expect(relaxation.costs.map(\.priority) == [2, 1])
    #expect(relaxation.costs[0].total == 0 && abs(relaxation.costs[1].total - 3_000) < 1e-6)
  }

  @Test("Where lower ones do not suffice, the higher moves as little as it must")
  func higherToo() throws {
    var program = LinearProgram()
    let x = program.addVariable("x")
    let fixed = program.add(1 * x <= 3)
    let important = program.add(1 * x >= 5)
    let minor = program.add(1 * x >= 9)
    let outcome = program.cheapestRelaxation {
      $0 == fixed ? nil : RelaxationPrice(priority: $0 == important ? 1 : 0)
    }
    let relaxation = try #require(outcome.relaxation)
    #expect(relaxation.moves.map(\.target) == [.constraint(important), .constraint(minor)])
    #expect(relaxation.costs.map(\.total).elementsEqual([2, 6]) { abs($0 - $1) < 1e-6 })
    #expect(program.relaxed(by: relaxation).solve().solution != nil)
  }

  @Test("Bounds of variables move where they have a price, and crossed ones part")
  func bounds() throws {
    var program = LinearProgram()
    let x = program.addVariable("x", from: 3, to: 1)
    guard case .impossible = program.cheapestRelaxation() else {
      Issue.record("moved without a price")
      return
    }
    let relaxation = try #require(
      program.cheapestRelaxation(boundPrice: { _ in RelaxationPrice(weight: 2) }).relaxation)
    #expect(abs((relaxation.costs.first?.total ?? 0) - 4) < 1e-6)
    #expect(relaxation.moves.allSatisfy { $0.target == .variable(x) })
    #expect(program.relaxed(by: relaxation).solve().solution != nil)
  }

  @Test("Whole numbers stay whole: half a step is not enough")
  func whole() throws {
    var program = LinearProgram()
    let x = program.addVariable("x", in: 0...9, wholeNumbers: true)
    let odd = program.add(2 * x == 3)
    let relaxation = try #require(program.cheapestRelaxation().relaxation)
    #expect(relaxation.moves.map(\.target) == [.constraint(odd)])
    #expect(relaxation.costs.map(\.total) == [1])
    #expect(program.relaxed(by: relaxation).solve().solution != nil)
  }

  @Test("A conflict without prices cannot be mended, a feasible program needs nothing, a weight must be positive")
  func others() {
    var program = LinearProgram()
    let x = program.addVariable("x")
    let least = program.add(1 * x >= 5)
    guard case .notNeeded = program.cheapestRelaxation() else {
      Issue.record("relaxed")
      return
    }
    guard case .notNeeded = program.cheapestRelaxation(price: { _ in nil }) else {
      Issue.record("relaxed")
      return
    }
    for weight in [0, -1, .nan, .infinity] {
      let outcome = program.cheapestRelaxation { _ in RelaxationPrice(weight: weight) }
      guard case .weightNotPositive(.constraint(least)) = outcome else {
        Issue.record("weight \(weight) accepted")
        return
      }
    }
    program.add(1 * x <= 2)
    guard case .impossible = program.cheapestRelaxation(price: { _ in nil }) else {
      Issue.record("relaxed")
      return
    }
  }

  @Test("Small integer programs: as cheap as the cheapest of all points", arguments: 0..<150)
  func integer(seed: Int) throws {
    let program = SmallInteger.program(seed: 4_000 + seed)
    var random = SplitMix64(seed: seed)
    let prices = (0..<program.constraintCount).map { _ in
      RelaxationPrice(
        priority: Int.random(in: 0...1, using: &random), weight: Double(Int.random(in: 1...3, using: &random)))
    }
    let priorities = Set(prices.map(\.priority)).sorted(by: >)
    let best = SmallInteger.points(of: program).map { point in
      priorities.map { priority in
        (0..<program.constraintCount).filter { prices[$0].priority == priority }
          .reduce(0.0) { $0 + prices[$1].weight * SmallInteger.violation(program, $1, point) }
      }
    }.min { $0.lexicographicallyPrecedes($1) }
    switch program.cheapestRelaxation(limits: Limits(seconds: 10), price: { prices[$0.index] }) {
    case .notNeeded: #expect(best?.allSatisfy { $0 == 0 } == true)
    case .cheapest(let relaxation):
      let costs = relaxation.costs.map(\.total)
      #expect(best?.elementsEqual(costs) { abs($0 - $1) < 1e-6 } == true, "\(costs), not \(best ?? [])")
      expectApplied(relaxation, to: program)
    case let other: Issue.record("\(other)")
    }
  }

  @Test("Linear programs: as cheap as the cheapest choice of constraints to move", arguments: 0..<60)
  func linear(seed: Int) throws {
    let program = random(seed: 5_000 + seed)
    let count = program.constraintCount
    var best = Double.infinity
    for choice in 0..<(1 << count) {
      let outcome = cost(ofMoving: (0..<count).filter { choice >> $0 & 1 == 1 }, in: program)
      if let cost = outcome { best = min(best, cost) }
    }
    switch program.cheapestRelaxation() {
    case .notNeeded: #expect(best == 0)
    case .cheapest(let relaxation):
      #expect(abs(relaxation.costs[0].total - best) < 1e-6)
      expectApplied(relaxation, to: program)
    case let other: Issue.record("\(other)")
    }
  }

  private func expectApplied(_ relaxation: Relaxation, to program: LinearProgram) {
    let relaxed = program.relaxed(by: relaxation)
    #expect(relaxed.solve().solution != nil)
    #expect(relaxed.check(relaxation.values, tolerance: 1e-6).violations.isEmpty)
    for cost in relaxation.costs {
      let total = relaxation.moves.filter { $0.price.priority == cost.priority }
        .reduce(0) { $0 + $1.price.weight * abs($1.to - $1.from) }
      #expect(abs(total - cost.total) < 1e-9)
    }
  }

  private func random(seed: Int) -> LinearProgram {
    var random = SplitMix64(seed: seed)
    var program = LinearProgram()
    let variables = (0..<3).map { _ in program.addVariable(in: 0...5) }
    for _ in 0..<5 {
      let sum = LinearExpression(sum: variables.map { Double(Int.random(in: -4...4, using: &random)) * $0 })
      let bound = Double(Int.random(in: -9...9, using: &random))
      program.add(Bool.random(using: &random) ? sum <= bound : sum >= bound)
    }
    return program
  }

  /// The least total distance by which just these constraints have to be moved, `nil` where that does not suffice.
  private func cost(ofMoving moved: [Int], in program: LinearProgram) -> Double? {
    var result = LinearProgram()
    let variables = (0..<program.variableCount).map {
      result.addVariable(from: program.variables.lower[$0], to: program.variables.upper[$0])
    }
    var goal = LinearExpression()
    for row in 0..<program.constraintCount {
      var sum = LinearExpression(
        sum: program.constraints.entries(of: row).map {
          program.constraints.values[$0] * variables[Int(program.constraints.indices[$0])]
        })
      let isUpper = program.constraints.rows[row].upper.isFinite
      if moved.contains(row) {
        let distance = result.addVariable()
        goal += distance
        sum.add(distance, times: isUpper ? -1 : 1)
      }
      result.add(isUpper ? sum <= program.constraints.rows[row].upper : sum >= program.constraints.rows[row].lower)
    }
    result.goal = .minimize(goal)
    return result.solve().solution?.goal
  }
}
