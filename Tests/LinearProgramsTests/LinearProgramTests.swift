// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import LinearPrograms

@Suite("A program collects its faults and is refused whole")
struct LinearProgramTests {
  @Test("NaN and infinities are refused before the solver, all at once and by name")
  func notFinite() {
    var program = LinearProgram()
    let x = program.addVariable("x", in: 0...1)
    let y = program.addVariable("y", from: .nan, to: 1)
    program.add(Double.infinity * x + 2 * y <= 3, label: "row")
    program.add(x + y <= .nan, label: "bound")
    program.goal = .minimize(Double.nan * x + 1 * y)
    let expected: [ModelFault] = [
      .variableBoundNotANumber(variable: "y"),
      .coefficientNotFinite(constraint: "row", variable: "x"),
      .boundNotANumber(constraint: "bound"),
      .goalNotFinite(variable: "x"),
    ]
    #expect(program.faults == expected)
    guard case .failed(.invalidModel(let faults)) = program.solve() else {
      Issue.record("a program with faults was solved")
      return
    }
    #expect(faults == expected)
  }

  @Test("A variable of another program is refused by name and does not trap")
  func foreign() {
    var first = LinearProgram()
    var second = LinearProgram()
    let mine = first.addVariable("mine")
    let theirs = second.addVariable("theirs")
    first.add(mine + theirs <= 1, label: "mixed")
    first.add(1 * theirs <= 1, label: "theirs alone")
    first.goal = .minimize(LinearExpression(theirs))
    #expect(
      first.faults == [
        .foreignVariable(constraint: "mixed"), .foreignVariable(constraint: "theirs alone"), .foreignVariableInGoal,
      ])
  }

  @Test("A variable added to a copy later is foreign to the original")
  func divergedCopy() {
    var original = LinearProgram()
    original.addVariable("shared")
    var copy = original
    let later = copy.addVariable("later")
    original.add(1 * later <= 1, label: "row")
    original.goal = .minimize(LinearExpression(later))
    #expect(original.faults == [.foreignVariable(constraint: "row"), .foreignVariableInGoal])
    copy.add(1 * later <= 1)
    #expect(copy.faults.isEmpty)
  }

  @Test("A copy is a program of its own")
  func copies() {
    var program = LinearProgram()
    let x = program.addVariable("x", in: 0...5)
    program.goal = .maximize(LinearExpression(x))
    var tighter = program
    tighter.add(1 * x <= 2)
    #expect(program.solve().solution?[x] == 5)
    #expect(tighter.solve().solution?[x] == 2)
  }

  @Test("A solution answers NaN for a variable of another program")
  func foreignSubscript() throws {
    var program = LinearProgram()
    program.addVariable("x", in: 0...1)
    var other = LinearProgram()
    let stranger = other.addVariable("y")
    let solution = try #require(program.solve().solution)
    #expect(solution[stranger].isNaN)
  }

  @Test("A convex cost needs a whole-number variable with finite bounds and a goal to minimise")
  func misplacedCost() {
    var program = LinearProgram()
    let x = program.addVariable("x", in: 0...4)
    let y = program.addVariable("y", from: 0, to: .infinity, wholeNumbers: true)
    var goal = Goal.minimize()
    goal.add(ConvexCost(origin: 0) { Double($0) }, on: x)
    goal.add(ConvexCost(origin: 0) { Double($0) }, on: y)
    program.goal = goal
    #expect(program.faults == [.convexCostMisplaced(variable: "x"), .convexCostMisplaced(variable: "y")])
  }

  @Test("Names that GLPK would end the process for, of any length and with any character, are only names")
  func names() throws {
    for name in [String(repeating: "镇", count: 200), "two\nlines", "\u{1}", "\0", String(repeating: "x", count: 256)] {
      var program = LinearProgram(name: name)
      let x = program.addVariable(name, in: 0...9)
      let row = program.add(2 * x <= 7, label: name)
      program.goal = .maximize(LinearExpression(x))
      #expect(program.solve().solution?.goal == 3.5)
      #expect(program.name(of: x) == name && program.label(of: row) == name)
      #expect(try LinearProgram(mps: program.mpsText()).solve().solution?.goal == 3.5)
    }
  }
}
