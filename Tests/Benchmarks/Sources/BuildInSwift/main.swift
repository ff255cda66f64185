// SPDX-License-Identifier: GPL-3.0-or-later

// Builds a program of 1,000,000 nonzeros with the modelling layer and hands it to GLPK, which is told to stop at once:
// what is counted is modelling and handing over. Argument: nonzeros a row. Its twin is BuildInC.

import LinearPrograms

/// Never inlined, so that a profile finds it.
@inline(never)
func buildModel(width: Int) -> LinearProgram {
  let nonzeros = 1_000_000
  let rows = nonzeros / width
  let columns = 50_000

  var program = LinearProgram()
  program.reserve(variables: columns, constraints: rows, nonzeros: nonzeros)
  let variables = (0..<columns).map { _ in program.addVariable(in: 0...10) }
  for row in 1...rows {
    var sum = LinearExpression()
    sum.reserveTerms(width)
    for term in 0..<width {
      sum += Double(term + 1) * variables[(row &* 40_503 &+ term &* 7919) % columns]
    }
    program.add(sum <= 1000)
  }
  var goal = LinearExpression()
  goal.reserveTerms(columns)
  for variable in variables { goal += 1 * variable }
  program.goal = .minimize(goal)
  return program
}

let width = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 20
print(buildModel(width: width).solve(limits: Limits(iterations: 1)).solution == nil)
