// SPDX-License-Identifier: GPL-3.0-or-later

// Bounds that change, and how far a point is from them:
//
//   program.setBounds(of: posts, from: 3, to: 8)
//   program.setBounds(of: budget, to: 1200)
//   if let solution = program.solve().solution { print(program.slack(of: budget, at: solution).upper) }

extension LinearProgram {
  /// Replaces a variable's least and greatest value. O(1) but where they are or were no bounds.
  ///
  /// What ``addVariable(_:from:to:wholeNumbers:)`` refuses is refused here: it is a fault until other bounds replace it.
  /// Another program's variable is a fault, ``ModelFault/foreignBounds``.
  ///
  /// - Parameters:
  ///   - variable: One of this program's.
  ///   - lower: Least value, −∞ for none. A lower bound above the upper one is a program without solution.
  ///   - upper: Greatest value, +∞ for none.
  public mutating func setBounds(of variable: Variable, from lower: Double, to upper: Double) {
    guard owns(variable) else { return record(.foreignBounds) }
    let old = bounds(of: variable)
    variables.setBounds(of: variable.index, lower: lower, upper: upper)
    replace(
      .variableBoundNotANumber(variable: name(of: variable.index)), was: !areBounds(old.lower, old.upper),
      is: !areBounds(lower, upper))
  }

  /// Replaces what a constraint's ``expression(of:)`` must lie between, which has no constant: `x + 2 <= 5` is one of `x`
  /// to 3. O(1) but where they are or were no bounds.
  ///
  /// - Parameters:
  ///   - constraint: One of this program's; another's is a fault, ``ModelFault/foreignBounds``.
  ///   - lower: The least value of the sum, −∞ for none.
  ///   - upper: The greatest value of the sum, +∞ for none.
  public mutating func setBounds(
    of constraint: Constraint, from lower: Double = -.infinity, to upper: Double = .infinity
  ) {
    guard owns(constraint) else { return record(.foreignBounds) }
    let old = bounds(of: constraint)
    constraints.setBounds(of: constraint.index, lower: lower, upper: upper)
    replace(
      .boundNotANumber(constraint: label(of: constraint.index)), was: !areBounds(old.lower, old.upper),
      is: !areBounds(lower, upper))
  }

  private func areBounds(_ lower: Double, _ upper: Double) -> Bool { lower < .infinity && upper > -.infinity }

  /// What a constraint's ``expression(of:)`` adds up to in a solution; NaN where either is another program's. O(terms).
  public func activity(of constraint: Constraint, at solution: Solution) -> Double {
    owns(constraint) && solution.program == id ? solution[expression(of: constraint)] : .nan
  }

  /// How far a constraint's sum is above its lower and below its upper bound in a solution: 0 where the bound is reached,
  /// below 0 by a rounding error at the most, +∞ where there is no bound. NaN where either is another program's. O(terms).
  public func slack(of constraint: Constraint, at solution: Solution) -> (lower: Double, upper: Double) {
    let activity = activity(of: constraint, at: solution)
    let bounds = bounds(of: constraint)
    return (activity - bounds.lower, bounds.upper - activity)
  }
}
