// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import LinearPrograms

@Suite("Programs in the CPLEX LP format")
struct CPLEXTextTests {
  @Test("The text is the program, line for line")
  func golden() throws {
    var program = LinearProgram(name: "two\nlines")
    let x = program.addVariable("镇 1", in: 0...4)
    let y = program.addVariable("y", from: -.infinity, to: 3, wholeNumbers: true)
    program.add(x - 2 * y <= 6, label: "a")
    program.add((x + y).within(1...2), label: "b b")
    program.goal = .maximize(3 * x - y + 10)
    #expect(
      try program.cplexText() == """
        \\ two lines
        Maximize
         ~goal: + 10.0 ~constant + 3.0 %E9%95%87%201 - 1.0 y
        Subject To
         a: + 1.0 %E9%95%87%201 - 2.0 y <= 6.0
         b%20b~least: + 1.0 %E9%95%87%201 + 1.0 y >= 1.0
         b%20b~most: + 1.0 %E9%95%87%201 + 1.0 y <= 2.0
        Bounds
         ~constant = 1
         0.0 <= %E9%95%87%201 <= 4.0
         -inf <= y <= 3.0
        Generals
         y
        End

        """)
  }

  @Test("The steps of a convex cost are columns")
  func steps() throws {
    var program = LinearProgram()
    let x = program.addVariable("x", from: 2, to: 4, wholeNumbers: true)
    var goal = Goal.minimize()
    goal.add(ConvexCost(origin: 2) { Double($0 * $0) }, on: x)
    program.goal = goal
    program.add(1 * x >= 3, label: "r")
    let text = try program.cplexText()
    #expect(text.contains("+ 9.0 x~s3 + 16.0 x~s4"))
    #expect(text.contains("r: + 1.0 x~s3 + 1.0 x~s4 >= 1.0"))
  }

  @Test("A program with faults is not written")
  func faults() {
    var program = LinearProgram()
    program.addVariable("x", from: .nan, to: 1)
    #expect(throws: SolverFault.self) { try program.cplexText() }
  }
}
