// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import LinearPrograms

@Suite("Expressions read like algebra")
struct LinearExpressionTests {
  @Test("Terms keep their order and constants add up")
  func order() {
    var program = LinearProgram()
    let (x, y, z) = (program.addVariable("x"), program.addVariable("y"), program.addVariable("z"))
    let expression = 3 * x - 2 * y + 4 - z + x - 1
    #expect(expression.terms.map(\.variable) == [x, y, z, x])
    #expect(expression.terms.map(\.coefficient) == [3, -2, -1, 1])
    #expect(expression.constant == 3)
  }

  @Test("A factor multiplies coefficients and the constant")
  func scaling() {
    var program = LinearProgram()
    let (x, y) = (program.addVariable("x"), program.addVariable("y"))
    let expression = 2 * (x + 3 * y + 5) - (y - 1)
    #expect(expression.terms.map(\.coefficient) == [2, 6, -1])
    #expect(expression.constant == 11)
  }

  @Test("A relation with variables on both sides moves them to the left and numbers to the bounds")
  func bothSides() {
    var program = LinearProgram()
    let (x, y) = (program.addVariable("x", in: 0...10), program.addVariable("y", in: 0...10))
    program.add(2 * x + 1 <= y + 7)
    #expect(program.constraints.values.prefix(program.nonzeroCount) == [2, -1])
    #expect(program.constraints.rows.map(\.upper) == [6])
    #expect(program.constraints.rows.map(\.lower) == [-.infinity])
  }

  @Test("A variable that occurs twice in a constraint counts with the sum of its coefficients")
  func repeated() {
    var program = LinearProgram()
    let (x, y) = (program.addVariable("x", in: 0...10), program.addVariable("y", in: 0...10))
    program.add(x + y + 2 * x <= 9)
    #expect(program.constraints.indices.prefix(program.nonzeroCount) == [0, 1])
    #expect(program.constraints.values.prefix(program.nonzeroCount) == [3, 1])
    program.goal = .maximize(x + x + y)
    #expect(program.solve().solution?.goal == 9)
  }

  @Test("Adding many terms in place keeps every one of them")
  func many() {
    var program = LinearProgram()
    var sum = LinearExpression()
    for index in 0..<1000 { sum += Double(index) * program.addVariable() }
    #expect(sum.terms.map(\.coefficient) == (0..<1000).map(Double.init))
  }

  @Test("The sum of a sequence is the sum of its parts")
  func sumOfSequence() {
    var program = LinearProgram()
    let variables = (0..<5).map { _ in program.addVariable() }
    #expect(LinearExpression(sum: variables).terms.map(\.variable) == variables)
  }
}
