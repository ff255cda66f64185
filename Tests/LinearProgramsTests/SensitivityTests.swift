// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization
import Testing

@testable import LinearPrograms

@Suite("Shadow prices, reduced costs and their ranges")
struct SensitivityTests {
  /// A bounded random program that is feasible at a point of its own, with the right-hand sides given a nudge.
  private func program(
    seed: Int, nudged: Int? = nil, by amount: Double = 0
  ) -> (LinearProgram, [Constraint], [Variable]) {
    var random = SplitMix64(seed: seed)
    var program = LinearProgram()
    let count = Int.random(in: 2...6, using: &random)
    let variables = (0..<count).map { _ in program.addVariable(in: 0...Double.random(in: 3...9, using: &random)) }
    let inside = variables.map { _ in Double.random(in: 0.5...2.5, using: &random) }
    var constraints: [Constraint] = []
    for row in 0..<Int.random(in: 2...5, using: &random) {
      let coefficients = variables.map { _ in Double.random(in: -3...5, using: &random) }
      let value = zip(coefficients, inside).map(*).reduce(0, +)
      let bound = value + Double.random(in: 0.1...3, using: &random) + (row == nudged ? amount : 0)
      constraints.append(program.add(LinearExpression(sum: zip(coefficients, variables).map { $0 * $1 }) <= bound))
    }
    let costs = LinearExpression(sum: variables.map { Double.random(in: -4...4, using: &random) * $0 })
    program.goal = seed.isMultiple(of: 2) ? .minimize(costs) : .maximize(costs)
    return (program, constraints, variables)
  }

  @Test("A shadow price is the difference of two optima, over the whole of its range", arguments: 0..<200)
  func finiteDifferences(seed: Int) throws {
    let (base, constraints, _) = program(seed: seed)
    let sensitivity = try base.sensitivity()
    for (row, constraint) in constraints.enumerated() {
      let price = try #require(sensitivity.shadowPrice(of: constraint))
      let range = try #require(sensitivity.boundRange(of: constraint))
      let bound = base.constraints.rows[row].upper
      for end in [range.lowerBound, range.upperBound] where end.isFinite && price != 0 {
        // Just inside the end of the range.
        let amount = (end - bound) * 0.999
        let moved = try #require(program(seed: seed, nudged: row, by: amount).0.solve().solution)
        #expect(abs(moved.goal - sensitivity.solution.goal - price * amount) < 1e-6 * (1 + abs(price * amount)))
      }
      if price == 0 {
        let roomier = try #require(program(seed: seed, nudged: row, by: 1).0.solve().solution)
        #expect(abs(roomier.goal - sensitivity.solution.goal) < 1e-7)
      }
    }
  }

  @Test("Beyond its range a shadow price promises too much", arguments: 0..<60)
  func beyond(seed: Int) throws {
    let (base, constraints, _) = program(seed: seed)
    let sensitivity = try base.sensitivity()
    for (row, constraint) in constraints.enumerated() {
      let price = try #require(sensitivity.shadowPrice(of: constraint))
      let end = try #require(sensitivity.boundRange(of: constraint)).upperBound
      guard price != 0, end.isFinite else { continue }
      let amount = end - base.constraints.rows[row].upper + 1
      let moved = try #require(program(seed: seed, nudged: row, by: amount).0.solve().solution)
      // The goal of a linear program is concave or convex in a bound: the tangent is never worse than the curve.
      let promised = sensitivity.solution.goal + price * amount
      #expect(base.goal.sense == .minimize ? moved.goal >= promised - 1e-7 : moved.goal <= promised + 1e-7)
    }
  }

  @Test("A cost may move within its range without moving the optimum", arguments: 0..<100)
  func costs(seed: Int) throws {
    let (base, _, variables) = program(seed: seed)
    let sensitivity = try base.sensitivity()
    for variable in variables {
      let range = try #require(sensitivity.costRange(of: variable))
      let cost = base.goal.expression.terms[variable.index].coefficient
      #expect(range.lowerBound <= cost + 1e-9 && cost <= range.upperBound + 1e-9)
      for end in [max(range.lowerBound, cost - 5), min(range.upperBound, cost + 5)] {
        var changed = base
        let change = (end - cost) * 0.999
        let expression = base.goal.expression + change * variable
        changed.goal = base.goal.sense == .minimize ? .minimize(expression) : .maximize(expression)
        let solution = try #require(changed.solve().solution)
        let before = sensitivity.solution.goal + change * sensitivity.solution[variable]
        #expect(abs(solution.goal - before) < 1e-6 * (1 + abs(before)))
      }
    }
  }

  @Test("A reduced cost is zero between the bounds, and its sign keeps the variable at its bound", arguments: 0..<50)
  func reducedCosts(seed: Int) throws {
    let (base, _, variables) = program(seed: seed)
    let sensitivity = try base.sensitivity()
    let sign: Double = base.goal.sense == .minimize ? 1 : -1
    for variable in variables {
      let reduced = try #require(sensitivity.reducedCost(of: variable)) * sign
      let value = sensitivity.solution[variable]
      let upper = base.variables.upper[variable.index]
      if value > 1e-7 && value < upper - 1e-7 { #expect(abs(reduced) < 1e-7) }
      if value < 1e-7 { #expect(reduced > -1e-7) }
      if value > upper - 1e-7 { #expect(reduced < 1e-7) }
    }
  }

  @Test("Integer programs are refused by name, and one more unit is answered by solving again")
  func integer() throws {
    var program = LinearProgram()
    let x = program.addVariable("x", in: 0...10, wholeNumbers: true)
    let y = program.addVariable("y", in: 0...10, wholeNumbers: true)
    let room = program.add(3 * x + 2 * y <= 7, label: "room")
    program.goal = .maximize(5 * x + 3 * y)
    #expect(throws: SensitivityRefusal.self) { try program.sensitivity() }
    // 7 holds one x and two y: 11. 8 holds two x and one y: 13.
    #expect(program.goalChange(moving: room, by: 1) == 2)
  }

  @Test("Two solves keep one time: the second has what the first left")
  func oneTime() {
    var program = LinearProgram()
    let x = program.addVariable(in: 0...4)
    let row = program.add(1 * x <= 3)
    program.goal = .maximize(x + 0)
    let solver = RecordingSolver()
    #expect(program.goalChange(moving: row, by: 1, with: solver, limits: Limits(seconds: 1000)) == 1)
    let monitors = solver.monitors.withLock { $0 }
    #expect(monitors.count == 2)
    #expect(monitors.first != nil && monitors.first == monitors.last)
  }

  @Test("Where two points are the best, all that is said is of one and the same")
  func tie() throws {
    var program = LinearProgram()
    let variables = [(1.0, 3.0), (-1, 3), (-1, 2)].map { program.addVariable(from: $0, to: $1) }
    program.add(3 * variables[0] + 3 * variables[1] + 3 * variables[2] <= 3)
    program.add(2 * variables[0] + 2 * variables[1] <= 1 - 2 * variables[2])
    let costs = [2.0, 2, 1]
    func goal(_ costs: [Double]) -> Goal {
      .maximize(LinearExpression(sum: zip(costs, variables).map { $0 * $1 }))
    }
    program.goal = goal(costs)
    let sensitivity = try program.sensitivity()
    for (place, variable) in variables.enumerated() {
      let range = try #require(sensitivity.costRange(of: variable))
      for end in [max(range.lowerBound, -9), min(range.upperBound, 9)] {
        var moved = costs
        moved[place] = end
        var other = program
        other.goal = goal(moved)
        let best = try #require(other.solve().solution)
        #expect(abs(other.goalValue { sensitivity.solution[$0] } - best.goal) < 1e-6)
      }
    }
  }
}

/// GLPK, with a note of the monitors that it was given with a time to keep.
private final class RecordingSolver: LinearProgramSolver {
  let monitors = Mutex<[ObjectIdentifier]>([])
  var name: String { "recording" }

  func solve(_ program: LinearProgram, limits: Limits, monitor: SolveMonitor?) -> Outcome {
    if let monitor, monitor.secondsLeft != nil { monitors.withLock { $0.append(ObjectIdentifier(monitor)) } }
    return GLPKSolver().solve(program, limits: limits, monitor: monitor)
  }
}
