// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import LinearPrograms

@Suite("Programs in the MPS format")
struct MPSTextTests {
  private var program: LinearProgram {
    var program = LinearProgram(name: "two words")
    let x = program.addVariable("镇 1", in: 0...4)
    let y = program.addVariable("y", from: -.infinity, to: 3, wholeNumbers: true)
    let z = program.addVariable("z", from: 0, wholeNumbers: true)
    program.addVariable("unused")
    program.add(x - 2 * y <= 6, label: "a")
    program.add((x + z).within(1...3), label: "a")
    program.add(x + y == 0.5)
    program.goal = .maximize(3 * x - y + 10)
    return program
  }

  @Test("The text is the program, line for line")
  func golden() throws {
    #expect(
      try program.mpsText() == """
        NAME two%20words
        OBJSENSE
            MAX
        ROWS
         N ~goal
         L a
         G a~2
         E ~3
        COLUMNS
         %E9%95%87%201 ~goal 3.0
         %E9%95%87%201 a 1.0
         %E9%95%87%201 a~2 1.0
         %E9%95%87%201 ~3 1.0
         ~marker 'MARKER' 'INTORG'
         y ~goal -1.0
         y a -2.0
         y ~3 1.0
         z a~2 1.0
         ~marker 'MARKER' 'INTEND'
         unused ~goal 0.0
         ~constant ~goal 10.0
        RHS
         ~rhs a 6.0
         ~rhs a~2 1.0
         ~rhs ~3 0.5
        RANGES
         ~rng a~2 2.0
        BOUNDS
         UP ~bnd %E9%95%87%201 4.0
         MI ~bnd y
         UP ~bnd y 3.0
         LO ~bnd z 0.0
         PL ~bnd z
         FX ~bnd ~constant 1
        ENDATA

        """)
  }

  @Test("A goal to be maximised can be written as one to be minimised")
  func minimized() throws {
    let text = try program.mpsText(goal: .minimized)
    #expect(!text.contains("OBJSENSE"))
    #expect(text.contains(" y ~goal 1.0\n"))
    #expect(text.contains(" ~constant ~goal -10.0\n"))
    let again = try LinearProgram(mps: text)
    let goals = (try #require(program.solve().solution).goal, try #require(again.solve().solution).goal)
    #expect(abs(goals.0 + goals.1) < 1e-9)
  }

  @Test("Bounds come back to the last digit, also where no range gives both: 1,000 random rows")
  func exactRanges() throws {
    var random = SplitMix64(seed: 3)
    var program = LinearProgram()
    let x = program.addVariable("x")
    for _ in 0..<1000 {
      let size = [1e-9, 1e-3, 1, 1e3, 1e12]
      let sides = [0, 1].map { _ in
        (Double.random(in: -1000...1000, using: &random) * size[Int.random(in: 0..<5, using: &random)])
      }.sorted()
      program.add((1 * x).within(sides[0]...sides[1]))
    }
    program.add((1 * x).within(-1.7e308...1.7e308))
    let again = try LinearProgram(mps: program.mpsText(), names: program.exchangeNames)
    #expect(ProgramContents(again) == ProgramContents(program))
  }

  @Test("A program with faults is not written")
  func faults() {
    var program = LinearProgram()
    program.addVariable("x", from: .nan, to: 1)
    #expect(throws: SolverFault.self) { try program.mpsText() }
  }

  @Test("A fixed variable with a convex cost is no column, and one whose bounds are crossed is a row that cannot hold")
  func convexCostsWithoutSteps() throws {
    for (lower, upper, isFeasible) in [(3.0, 3.0, true), (3, 2, false), (0.2, 0.8, false)] {
      var program = LinearProgram()
      let x = program.addVariable("x", from: lower, to: upper, wholeNumbers: true)
      var goal = Goal.minimize(LinearExpression(2 * x))
      goal.add(ConvexCost(origin: 0) { Double($0) }, on: x)
      program.goal = goal
      let again = try LinearProgram(mps: program.mpsText(), names: program.exchangeNames)
      #expect(again.solve().solution?.goal == (isFeasible ? 6 : nil))
      #expect(program.solve().solution?.goal == (isFeasible ? 6 : nil))
    }
  }
}
