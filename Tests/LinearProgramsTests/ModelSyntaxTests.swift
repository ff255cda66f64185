// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Testing

@Suite("A model is written as it is said")
struct ModelSyntaxTests {
  private static func program() -> (LinearProgram, Variable, Variable) {
    var program = LinearProgram()
    let (x, y) = (program.addVariable("x", in: 0...10), program.addVariable("y", in: 0...10))
    return (program, x, y)
  }

  @Test("Factors and divisors stand on either side of a variable, a term and a sum")
  func factors() {
    let (_, x, y) = Self.program()
    #expect((2 * (3 * x)).coefficient == 6)
    #expect((x * 2).terms.map(\.coefficient) == [2])
    #expect(((3 * x) * 2).terms.map(\.coefficient) == [6])
    #expect(((x + 3 * y + 1) * 2).terms.map(\.coefficient) == [2, 6])
    let third = (x + 3 * y + 6) / 3
    #expect(third.terms.map(\.coefficient) == [1 / 3, 1])
    #expect(third.constant == 2)
    #expect((x / 4).terms.map(\.coefficient) == [0.25])
  }

  @Test("A number may stand on the left of a relation")
  func numbersFirst() {
    let (_, x, y) = Self.program()
    let least: Relation = 3 <= x
    #expect((least.lower, least.upper) == (3, .infinity))
    let most: Relation = 3 >= x + y
    #expect((most.lower, most.upper) == (-.infinity, 3))
    let equal: Relation = 3 == x + y
    #expect((equal.lower, equal.upper) == (3, 3))
    #expect(equal.expression.terms.map(\.variable) == [x, y])
  }

  @Test("Variables and terms are goals, and parts of goals")
  func goals() {
    var (program, x, y) = Self.program()
    program.add(3 <= x)
    program.add(x + y == 8)
    program.goal = .minimize(x)
    #expect(program.solve().solution?.goal == 3)
    program.goal = .maximize(2 * x)
    #expect(program.solve().solution?.goal == 16)
    let fair = program.solve(inOrder: [.maximizeLeast(of: [x, y]), .optimize(.minimize(x))])
    #expect(fair.stages.first?.best == 4)
    let weighed = program.solve(inOrder: [.minimizeGreatest(of: [1 * x, 3 * y])])
    #expect(weighed.stages.first.map { abs($0.best - 6) < 1e-6 } == true)
  }

  @Test("A solution has the value of a variable, a term and a sum; of another program's, none")
  func values() throws {
    var (program, x, y) = Self.program()
    program.add(x + y == 8)
    program.goal = .minimize(x)
    let solution = try #require(program.solve().solution)
    #expect(solution[x + y] == 8)
    #expect(solution[2 * y + 1] == 17)
    #expect(solution[0.5 * y] == 4)
    #expect(solution[LinearExpression(3)] == 3)
    let (_, foreign, _) = Self.program()
    #expect(solution[foreign + 1].isNaN)
    #expect(solution[x + foreign].isNaN)
  }

  @Test("Bounds are changed where they are, with what the model makes of them")
  func bounds() throws {
    var (program, x, y) = Self.program()
    let total = program.add(x + y + 1 <= 9, label: "total")
    program.goal = .maximize(x + 2 * y)
    var solution = try #require(program.solve().solution)
    #expect(solution.goal == 16)
    #expect(program.activity(of: total, at: solution) == 8)
    #expect(program.slack(of: total, at: solution) == (.infinity, 0))
    program.setBounds(of: y, from: 1, to: 3)
    program.setBounds(of: total, from: 2, to: 20)
    solution = try #require(program.solve().solution)
    #expect(solution.goal == 16)
    #expect(solution[x + y] == 13)
    #expect(program.slack(of: total, at: solution) == (11, 7))
  }

  @Test("Bounds that are none are a fault until others replace them; foreign handles are one for good")
  func boundFaults() {
    var (program, x, _) = Self.program()
    let row = program.add(x <= 3, label: "row")
    program.setBounds(of: x, from: .nan, to: 1)
    program.setBounds(of: row, from: .infinity)
    #expect(program.faults == [.variableBoundNotANumber(variable: "x"), .boundNotANumber(constraint: "row")])
    program.setBounds(of: x, from: 0, to: 1)
    program.setBounds(of: row, to: 2)
    #expect(program.faults.isEmpty)
    var other = LinearProgram()
    let foreign = other.addVariable()
    let foreignRow = other.add(1 * foreign <= 1)
    program.setBounds(of: foreign, from: 0, to: 1)
    #expect(program.faults == [.foreignBounds])
    if let solution = other.solve().solution {
      #expect(program.activity(of: row, at: solution).isNaN)
      #expect(program.activity(of: foreignRow, at: solution).isNaN)
    }
    program.setBounds(of: foreignRow, to: 1)
    #expect(program.faults == [.foreignBounds, .foreignBounds])
  }

  @Test("Copies that both grow share their places, as is said of them")
  func grownCopies() {
    var (first, x, _) = Self.program()
    var second = first
    let mine = first.addVariable("mine")
    let theirs = second.addVariable("theirs")
    #expect(mine == theirs)
    first.add(x + theirs <= 1)
    #expect(first.faults.isEmpty)
    let last = second.addVariable("last")
    first.add(x + last <= 1, label: "beyond")
    #expect(first.faults == [.foreignVariable(constraint: "beyond")])
  }
}
