// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Testing

@Suite("A program can be read back")
struct ReadingTests {
  @Test("Everything that was put in comes out, in its order")
  func everything() throws {
    var program = LinearProgram()
    let x = program.addVariable("x", in: -1.5...4)
    let y = program.addVariable("y", from: 3, to: 2, wholeNumbers: true)
    let row = program.add(2 * x + y - 3 * x + 5 <= 1, label: "row")
    let free = program.add((x + 1).within(0...2))
    program.goal = .maximize(x + 2 * y - 7)
    #expect(Array(program.allVariables) == [x, y])
    #expect(Array(program.allConstraints) == [row, free])
    #expect(program.bounds(of: x) == (-1.5, 4))
    #expect(program.bounds(of: y) == (3, 2))
    #expect(!program.takesWholeNumbers(x) && program.takesWholeNumbers(y))
    #expect(program.bounds(of: row) == (-.infinity, -4))
    #expect(program.bounds(of: free) == (-1, 1))
    let terms = program.expression(of: row).terms
    #expect(terms.map(\.variable) == [x, y])
    #expect(terms.map(\.coefficient) == [-1, 1])
    #expect(program.expression(of: row).constant == 0)
    #expect(program.goal.sense == .maximize && program.goal.expression.constant == -7)
    #expect(program.goal.convexCost(of: y) == nil)
  }

  @Test("What was read can be built again, and says the same", arguments: 0..<40)
  func rebuilt(seed: Int) throws {
    let program = RandomProgram(seed: seed).program
    var copy = LinearProgram()
    for variable in program.allVariables {
      let (lower, upper) = program.bounds(of: variable)
      copy.addVariable(from: lower, to: upper, wholeNumbers: program.takesWholeNumbers(variable))
    }
    let variables = Array(copy.allVariables)
    func translated(_ expression: LinearExpression) -> LinearExpression {
      LinearExpression(sum: expression.terms.map { $0.coefficient * variables[$0.variable.index] })
        + expression.constant
    }
    for constraint in program.allConstraints {
      let (sum, (lower, upper)) = (translated(program.expression(of: constraint)), program.bounds(of: constraint))
      if lower == upper {
        copy.add(sum == lower)
      } else {
        copy.add(lower == -.infinity ? sum <= upper : upper == .infinity ? sum >= lower : sum.within(lower...upper))
      }
    }
    let sum = translated(program.goal.expression)
    var goal = program.goal.sense == .minimize ? Goal.minimize(sum) : .maximize(sum)
    for variable in program.allVariables {
      if let cost = program.goal.convexCost(of: variable) { goal.add(cost, on: variables[variable.index]) }
    }
    copy.goal = goal
    #expect(try copy.mpsText() == program.mpsText())
  }

  @Test("Another program's handles have no bounds, no terms and no whole numbers")
  func strangers() {
    var (program, other) = (LinearProgram(), LinearProgram())
    program.addVariable(in: 0...1)
    program.add(LinearExpression(0) <= 1)
    let stranger = other.addVariable(wholeNumbers: true)
    let row = other.add(stranger <= 1)
    #expect(program.bounds(of: stranger).lower.isNaN && program.bounds(of: stranger).upper.isNaN)
    #expect(program.bounds(of: row).lower.isNaN && program.bounds(of: row).upper.isNaN)
    #expect(!program.takesWholeNumbers(stranger) && program.expression(of: row).terms.isEmpty)
    #expect(!program.owns(stranger) && !program.owns(row))
    #expect(program.goal.convexCost(of: stranger) == nil)
  }
}
