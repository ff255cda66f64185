// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import LinearPrograms

@Suite("Whole numbers without bounds")
struct UnlimitedWholeNumberTests {
  /// What can be proved of each of these is proved in no time; the limit is there to tell from a search without end.
  private static let limits = Limits(seconds: 10)

  private static func sum(_ coefficients: [Double], _ variables: [Variable]) -> LinearExpression {
    LinearExpression(sum: zip(coefficients, variables).map { $0 * $1 })
  }

  @Test("A goal in billionths over variables that may grow together without end", arguments: [1e-9, 1, 1e5])
  func growsTogether(unit: Double) {
    var program = LinearProgram()
    let bounds = [(-2.0, Double.infinity), (0, .infinity), (-2, 2), (0, .infinity), (0, 3)]
    let x = bounds.map { program.addVariable(from: $0, to: $1, wholeNumbers: true) }
    program.add(Self.sum([2, 4, 1, -2, 0], x) >= -2)
    program.add(Self.sum([-2, 0, 0, 3, 4], x) >= -2)
    program.add(Self.sum([2, 0, 2, -2, 1], x) <= 7)
    program.goal = .maximize(Self.sum([2, 0, 3, -2, -1].map { $0 * unit }, x) + 2 * unit)
    guard case .optimal(let solution) = program.solve(limits: Self.limits) else {
      Issue.record("\(program.solve(limits: Self.limits))")
      return
    }
    #expect(abs(solution.goal - 10 * unit) <= 1e-6 * unit)
  }

  @Test("A free variable that an equation ties to others", arguments: [1e-9, 1])
  func tied(unit: Double) {
    var program = LinearProgram()
    let bounds = [
      (-Double.infinity, 4.5), (-.infinity, .infinity), (-2.5, .infinity), (-.infinity, 4), (-.infinity, 3),
    ]
    let x = bounds.map { program.addVariable(from: $0, to: $1, wholeNumbers: true) }
    program.add(Self.sum([-2, 0, -1, 1, -1], x) >= 2)
    program.add(Self.sum([-2, -2, -2, 2, 4], x).within(7...10))
    program.add(Self.sum([-2, 2, -2, -2, 0], x) <= 5)
    program.goal = .maximize(Self.sum([-1, 3, -1, 2, -2].map { $0 * unit }, x) + 4 * unit)
    guard case .optimal(let solution) = program.solve(limits: Self.limits) else {
      Issue.record("\(program.solve(limits: Self.limits))")
      return
    }
    #expect(abs(solution.goal - 24 * unit) <= 1e-6 * unit)
  }

  @Test("Two free variables that are bounded by nothing but one another")
  func parity() {
    var program = LinearProgram()
    let bounds = [(-2.0, 3.0), (-.infinity, .infinity), (0, .infinity), (-.infinity, .infinity), (0, 5)]
    let x = bounds.map { program.addVariable(from: $0, to: $1, wholeNumbers: true) }
    program.add(Self.sum([-1, -2, 1, 2, -1], x) == 2)
    program.add(Self.sum([3, 0, -1, 0, 4], x) >= 5)
    program.add(Self.sum([-1, -2, 3, -2, 0], x) >= 6)
    program.goal = .maximize(Self.sum([1, -1, -1, 1, -1].map { $0 * 1e5 }, x) + 4e5)
    let outcome = program.solve(limits: Self.limits)
    guard case .optimal = outcome else {
      Issue.record("\(outcome)")
      return
    }
  }

  @Test("Bounds that follow from the rows: no two of these are whole together")
  func infeasible() {
    var program = LinearProgram()
    let x = program.addVariable(from: -.infinity, wholeNumbers: true)
    let y = program.addVariable(from: 0, wholeNumbers: true)
    program.add(2 * x - 2 * y == 1)
    program.add(x + y <= 1000)
    guard case .infeasible = program.solve(limits: Self.limits) else {
      Issue.record("\(program.solve(limits: Self.limits))")
      return
    }
  }
}
