// SPDX-License-Identifier: GPL-3.0-or-later

/// The points whose goal is as good as a linear program's optimum, written as bounds.
///
/// By complementary slackness a point is optimal exactly if each variable with a reduced cost stays at its bound, each
/// constraint with a multiplier stays active, and each convex cost is filled as its worth says. Bounds keep a network a
/// network and add no row, where "goal ≤ optimum" as a row makes whole numbers fractional.
struct OptimalFace: Sendable {
  private var variables: [(index: Int, lower: Double, upper: Double)] = []
  private var rows: [(index: Int, value: Double)] = []

  /// `nil` where the solution carries no multipliers, as after branch and bound. O(nonzeros).
  ///
  /// Reduced costs and multipliers nearer to zero than 1e-7 of the largest cost leave their variable or row free: so
  /// the face may be wider than the truth by that much, and is never narrower.
  init?(of program: LinearProgram, at solution: Solution) {
    guard !solution.wasBranched, solution.multipliers.count == program.constraintCount else { return nil }
    let isMaximized = program.goal.sense == .maximize
    var reducedCosts = [Double](repeating: 0, count: program.variableCount)
    for entry in program.goal.expression.entries { reducedCosts[Int(entry.index)] += entry.coefficient }
    let scale = reducedCosts.reduce(0) { max($0, abs($1)) }
    let constraints = program.constraints
    for (row, multiplier) in solution.multipliers.enumerated() where multiplier != 0 {
      var largest = 0.0
      for position in constraints.entries(of: row) {
        reducedCosts[Int(constraints.indices[position])] -= multiplier * constraints.values[position]
        largest = max(largest, abs(constraints.values[position]))
      }
      // What matters is what the multiplier does to costs.
      guard abs(multiplier) * largest > Self.tolerance * scale.orOne else { continue }
      let bound = (multiplier > 0) == isMaximized ? constraints.rows[row].upper : constraints.rows[row].lower
      if bound.isFinite { rows.append((row, bound)) }
    }
    for (index, reducedCost) in reducedCosts.enumerated() {
      if let margin = solution.margins[index] {
        let range = margin.optimalRange
        variables.append((index, Double(range.lowerBound), Double(range.upperBound)))
      } else if program.goal.convexCosts[index] == nil, abs(reducedCost) > Self.tolerance * scale.orOne {
        let isLow = (reducedCost > 0) != isMaximized
        let bound = isLow ? program.variables.lower[index] : program.variables.upper[index]
        if bound.isFinite { variables.append((index, bound, bound)) }
      }
    }
  }

  /// The face of a part of a program, in the places that its variables and constraints have in the whole.
  func placed(variables places: [Int], rows rowPlaces: [Int]) -> OptimalFace {
    var face = self
    face.variables = variables.map { (places[$0.index], $0.lower, $0.upper) }
    face.rows = rows.map { (rowPlaces[$0.index], $0.value) }
    return face
  }

  private static let tolerance = 1e-7

  /// Narrows a program that has the same first variables and constraints to the face. Where a limit ties shortfalls to its
  /// variables, it is narrowed to what active constraints leave each of them as well: where some have no choice, others
  /// have none either. Elsewhere that would only move bounds away from the basis that the next goal begins from.
  /// O(nonzeros).
  func narrow(_ program: inout LinearProgram) {
    let hasShortfalls = ShortfallCap(program) != nil
    for (index, lower, upper) in variables {
      program.variables.setBounds(
        of: index, lower: max(lower, program.variables.lower[index]), upper: min(upper, program.variables.upper[index]))
    }
    for (row, value) in rows { program.constraints.setBounds(of: row, lower: value, upper: value) }
    guard hasShortfalls else { return }
    for _ in 0..<Self.mostRounds {
      var isNarrowed = false
      for (row, _) in rows { isNarrowed = program.tighten(byActive: row) || isNarrowed }
      guard isNarrowed else { break }
    }
  }

  /// How often active constraints are gone through: totals, what is tied to their variables, and totals once more.
  private static let mostRounds = 3
}

extension LinearProgram {
  /// Narrows the whole-number variables of an equation to what the others leave them, and fixes the one variable whose
  /// others are fixed. Where nothing is left, nothing is said: a solver then says so. O(entries). Returns whether
  /// something was narrowed.
  fileprivate mutating func tighten(byActive row: Int) -> Bool {
    var isNarrowed = false
    guard hasChoice(row), tightenWholeBounds(by: row, &isNarrowed) else { return isNarrowed }
    return fixLastVariable(ofActive: row) || isNarrowed
  }

  private func hasChoice(_ row: Int) -> Bool {
    constraints.entries(of: row).contains { fixedValue(ofVariable: Int(constraints.indices[$0])) == nil }
  }

  private mutating func fixLastVariable(ofActive row: Int) -> Bool {
    var (open, rest) = (Int?.none, CompensatedSum())
    rest.add(constraints.rows[row].lower)
    for position in constraints.entries(of: row) where constraints.values[position] != 0 {
      let variable = Int(constraints.indices[position])
      if let value = fixedValue(ofVariable: variable) {
        rest.add(-constraints.values[position] * value)
      } else {
        guard open == nil else { return false }
        open = position
      }
    }
    guard let open else { return false }
    let (variable, value) = (Int(constraints.indices[open]), rest.value / constraints.values[open])
    guard value >= variables.lower[variable], value <= variables.upper[variable],
      !variables.takesWholeNumbers(variable) || value == value.rounded()
    else { return false }
    variables.setBounds(of: variable, lower: value, upper: value)
    return true
  }
}

extension Double {
  /// The number itself, or 1 for zero: a scale to measure by.
  fileprivate var orOne: Double { self > 0 ? self : 1 }
}
