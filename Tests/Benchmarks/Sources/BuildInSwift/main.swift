// SPDX-License-Identifier: GPL-3.0-or-later

// Builds a program of 1,000,000 nonzeros with the modelling layer and hands it to GLPK, which is told to stop at once:
// what is counted is modelling and handing over. Arguments: nonzeros a row; "expressions" to make each row from an
// expression of its own. Its twin is BuildInC.

import LinearPrograms

/// Never inlined, so that a profile finds it.
@inline(never)
func buildModel(width: Int, _ addRows: (inout LinearProgram, [Variable], Int) -> Void) -> LinearProgram {
  let columns = 50_000
  var program = LinearProgram()
  program.reserve(variables: columns, constraints: 1_000_000 / width, nonzeros: 1_000_000)
  let variables = (0..<columns).map { _ in program.addVariable(in: 0...10) }
  addRows(&program, variables, width)
  var goal = LinearExpression()
  goal.reserveTerms(columns)
  for variable in variables { goal += 1 * variable }
  program.goal = .minimize(goal)
  return program
}

/// Rows that are written in place.
func writeRows(_ program: inout LinearProgram, _ variables: [Variable], _ width: Int) {
  for row in 1...(1_000_000 / width) {
    program.addConstraint(to: 1000) { sum in
      for term in 0..<width {
        sum += Double(term + 1) * variables[(row &* 40_503 &+ term &* 7919) % 50_000]
      }
    }
  }
}

/// Rows that are expressions first.
func addExpressions(_ program: inout LinearProgram, _ variables: [Variable], _ width: Int) {
  for row in 1...(1_000_000 / width) {
    var sum = LinearExpression()
    sum.reserveTerms(width)
    for term in 0..<width {
      sum += Double(term + 1) * variables[(row &* 40_503 &+ term &* 7919) % 50_000]
    }
    program.add(sum <= 1000)
  }
}

let arguments = CommandLine.arguments.dropFirst()
let width = arguments.first.flatMap { Int($0) } ?? 20
let program = buildModel(width: width, arguments.contains("expressions") ? addExpressions : writeRows)
print(program.solve(limits: Limits(iterations: 1)).solution == nil)
