// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Testing

/// Whether multipliers prove a point to be optimal: the conditions of Karush, Kuhn and Tucker, written down once more.
struct MultiplierCheck {
  let program: LinearProgram
  let solution: Solution
  private static let tolerance = 1e-6

  /// Expects that all multipliers are there or none, that each row's and variable's price has the sign of the side that
  /// binds it, and that nothing has a price that is not tight.
  func expectSound(_ note: String = "") throws {
    let given = program.allConstraints.compactMap { solution.multiplier(of: $0) }
    #expect(given.isEmpty || given.count == program.constraintCount, "\(note): some multipliers are missing")
    guard !given.isEmpty || (program.constraintCount == 0 && !solution.wasBranched) else { return }
    var reduced = [Double](repeating: 0, count: program.variableCount)
    for term in program.goal.expression.terms { reduced[term.variable.index] += term.coefficient }
    for (constraint, multiplier) in zip(program.allConstraints, given) {
      let terms = program.expression(of: constraint).terms
      for term in terms { reduced[term.variable.index] -= multiplier * term.coefficient }
      let activity = terms.reduce(0) { $0 + $1.coefficient * solution[$1.variable] }
      expect(price: multiplier, of: activity, in: program.bounds(of: constraint), "\(note): row \(constraint.index)")
    }
    for variable in program.allVariables {
      if let margin = solution.margin(of: variable) {
        #expect(margin.optimalRange.contains(Int(solution[variable])), "\(note): variable \(variable.index)")
      }
      guard program.goal.convexCost(of: variable) == nil else { continue }
      var (lower, upper) = program.bounds(of: variable)
      if program.takesWholeNumbers(variable) { (lower, upper) = (lower.rounded(.up), upper.rounded(.down)) }
      expect(
        price: reduced[variable.index], of: solution[variable], in: (lower, upper),
        "\(note): variable \(variable.index)")
    }
  }

  private func expect(price: Double, of value: Double, in bounds: (lower: Double, upper: Double), _ note: String) {
    let worse = program.goal.sense == .minimize ? price : -price
    // What more of it makes worse is at its least, and what more of it makes better at its most.
    if worse > Self.tolerance { #expect(value <= bounds.lower + Self.tolerance, "\(note) has a price of \(price)") }
    if worse < -Self.tolerance { #expect(value >= bounds.upper - Self.tolerance, "\(note) has a price of \(price)") }
  }
}
