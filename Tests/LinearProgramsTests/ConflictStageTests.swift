// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import LinearPrograms

@Suite("Each way to find a conflict finds its own")
struct ConflictStageTests {
  private func conflict(_ program: LinearProgram) throws -> Conflict {
    let conflict = try #require(program.explainInfeasibility(limits: Limits(seconds: 10)).conflict)
    #expect(conflict.isProvenMinimal)
    #expect(conflict.limit == nil)
    return conflict
  }

  @Test("Bounds of a variable that cross")
  func crossed() throws {
    var program = LinearProgram()
    program.addVariable(in: 0...1)
    let x = program.addVariable("x", from: 2, to: 1, wholeNumbers: true)
    let conflict = try conflict(program)
    #expect(conflict.method == .invertedBounds)
    #expect(conflict.members == [.bound(x, .both)])
  }

  @Test("No whole number between two bounds")
  func noWholeNumber() throws {
    var program = LinearProgram()
    let x = program.addVariable("x", from: 0.2, to: 0.8, wholeNumbers: true)
    let conflict = try conflict(program)
    #expect(conflict.method == .invertedBounds)
    #expect(conflict.members == [.bound(x, .both), .wholeNumber(x)])
  }

  @Test("Bounds of a constraint that cross; one is enough where it has no variables")
  func crossedRow() throws {
    var program = LinearProgram()
    let x = program.addVariable("x")
    let wide = program.add(Relation(LinearExpression(x), in: 3, 2))
    #expect(try conflict(program).members == [.constraint(wide, .both)])
    var empty = LinearProgram()
    let row = empty.add(Relation(LinearExpression(), in: 3, 2))
    #expect(try conflict(empty).members == [.constraint(row, .lower)])
    var plain = LinearProgram()
    let other = plain.add(LinearExpression(1) <= 0)
    #expect(try conflict(plain).members == [.constraint(other, .upper)])
  }

  @Test("A constraint out of reach: its side, and the bounds at the ends that would help")
  func rowActivity() throws {
    var program = LinearProgram()
    let x = program.addVariable("x", in: 0...4)
    let y = program.addVariable("y", in: 1...9)
    let z = program.addVariable("z", in: 0...1)
    program.add(x + z <= 5)
    let row = program.add(2 * x - y >= 8)
    let conflict = try conflict(program)
    #expect(conflict.method == .rowActivity)
    #expect(conflict.members == [.constraint(row, .lower), .bound(x, .upper), .bound(y, .lower)])
    ConflictOracle(program: program).expectSound(conflict)
  }

  @Test("An odd sum of even numbers, also where no variable is bounded")
  func divisibility() throws {
    var program = LinearProgram()
    let x = program.addVariable("x", from: -.infinity, wholeNumbers: true)
    let y = program.addVariable("y", from: -.infinity, wholeNumbers: true)
    let row = program.add(6 * x - 4 * y == 3)
    let conflict = try conflict(program)
    #expect(conflict.method == .divisibility)
    #expect(conflict.members == [.constraint(row, .both), .wholeNumber(x), .wholeNumber(y)])
  }

  @Test("A chain of constraints, without those that have no part in it")
  func propagation() throws {
    var program = LinearProgram()
    let x = program.addVariable("x", in: 0...10)
    let y = program.addVariable("y", in: 0...10)
    let z = program.addVariable("z", in: 0...10)
    let first = program.add(x - y >= 6)
    program.add(x + z <= 20)
    let second = program.add(y - z >= 6)
    let conflict = try conflict(program)
    #expect(conflict.method == .propagation(constraints: 2))
    #expect(
      conflict.members == [
        .constraint(first, .lower), .constraint(second, .lower), .bound(x, .upper), .bound(z, .lower),
      ])
    ConflictOracle(program: program).expectSound(conflict)
  }

  @Test("A chain that needs whole numbers says so")
  func wholePropagation() throws {
    // 3x ≥ 4 makes x 2, and 2x + 2y ≤ 5 then leaves y at most 0.
    var program = LinearProgram()
    let x = program.addVariable("x", in: 0...10, wholeNumbers: true)
    let y = program.addVariable("y", in: 0...10, wholeNumbers: true)
    program.add(3 * x >= 4)
    program.add(2 * x + 2 * y <= 5)
    program.add(10 * y >= 1)
    let conflict = try conflict(program)
    #expect(conflict.method == .propagation(constraints: 3))
    #expect(conflict.members.contains(.wholeNumber(x)) && conflict.members.contains(.wholeNumber(y)))
    ConflictOracle(program: program).expectSound(conflict)
  }

  @Test("Constraints that only together exclude one another, by their multipliers")
  func elasticFilter() throws {
    var program = LinearProgram()
    let (x, y, z) = (
      program.addVariable("x", from: -.infinity), program.addVariable("y", from: -.infinity),
      program.addVariable("z", from: -.infinity)
    )
    let rows = [program.add(x + y >= 4), program.add(y + z >= 4), program.add(x + z >= 4)]
    program.add(x - y <= 100)
    let sum = program.add((x + y + z).within(-10...5))
    let conflict = try conflict(program)
    #expect(conflict.method == .elasticFilter)
    #expect(conflict.members == rows.map { .constraint($0, .lower) } + [.constraint(sum, .upper)])
    ConflictOracle(program: program).expectSound(conflict)
  }

  @Test("The deletion filter takes away what two conflicts at once need less of")
  func deletionFilter() throws {
    // Two separate conflicts: both have multipliers in the elastic program, one is enough.
    var program = LinearProgram()
    for _ in 0..<2 {
      let corners = (0..<3).map { _ in program.addVariable(from: -.infinity) }
      for place in 0..<3 { program.add(corners[place] + corners[(place + 1) % 3] >= 4) }
      program.add(LinearExpression(sum: corners) <= 5)
    }
    let conflict = try conflict(program)
    #expect(conflict.method == .deletionFilter)
    #expect(conflict.members.count == 4)
    ConflictOracle(program: program).expectSound(conflict)
  }

  @Test("A relaxation that is feasible and an integer program that is not: branch and bound")
  func branchAndBound() throws {
    // The three edges of a triangle, each used by exactly one of its ends, need halves.
    var program = LinearProgram()
    let ends = (0..<3).map { _ in program.addVariable(in: 0...1, wholeNumbers: true) }
    for place in 0..<3 { program.add(ends[place] + ends[(place + 1) % 3] == 1) }
    let conflict = try conflict(program)
    #expect(conflict.method == .branchAndBound)
    ConflictOracle(program: program).expectSound(conflict)
  }

  @Test("A feasible program has no conflict, whatever its goal")
  func feasible() {
    var program = LinearProgram()
    let x = program.addVariable("x")
    program.goal = .maximize(LinearExpression(x))
    guard case .feasible = program.explainInfeasibility() else {
      Issue.record("not feasible")
      return
    }
    guard case .feasible = LinearProgram().explainInfeasibility() else {
      Issue.record("not feasible")
      return
    }
  }

  @Test("A model with faults is refused by name")
  func faults() {
    var program = LinearProgram()
    let x = program.addVariable("x")
    program.add(.nan * x >= 1)
    guard case .failed(.invalidModel) = program.explainInfeasibility() else {
      Issue.record("not refused")
      return
    }
    guard case .failed(.invalidModel) = program.cheapestRelaxation() else {
      Issue.record("not refused")
      return
    }
  }
}
