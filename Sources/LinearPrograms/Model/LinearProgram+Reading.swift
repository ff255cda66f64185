// SPDX-License-Identifier: GPL-3.0-or-later

// What a solver of another module reads a program by:
//
//   for variable in program.allVariables {
//     let (lower, upper) = program.bounds(of: variable)
//     let isWhole = program.takesWholeNumbers(variable)
//   }
//   for constraint in program.allConstraints {
//     let (lower, upper) = program.bounds(of: constraint)
//     for term in program.expression(of: constraint).terms { … }
//   }
//   program.goal.sense, program.goal.expression, program.goal.convexCost(of: variable)

extension LinearProgram {
  /// Every variable, in the order in which they were added. O(1).
  public var allVariables: some RandomAccessCollection<Variable> {
    (0..<variableCount).lazy.map { [id] in Variable(program: id, index: $0) }
  }

  /// Every constraint, in the order in which they were added. O(1).
  public var allConstraints: some RandomAccessCollection<Constraint> {
    (0..<constraintCount).lazy.map { [id] in Constraint(program: id, index: $0) }
  }

  /// Whether the handle belongs to this program.
  public func owns(_ constraint: Constraint) -> Bool {
    constraint.program == id && constraint.index < constraintCount
  }

  /// A variable's least and greatest value as they were given: infinities mean none, the lower may be above the upper,
  /// and those of a whole-number variable may be fractions. NaN for another program's variable. O(1).
  public func bounds(of variable: Variable) -> (lower: Double, upper: Double) {
    guard owns(variable) else { return (.nan, .nan) }
    return (variables.lower[variable.index], variables.upper[variable.index])
  }

  /// Between what a constraint's ``expression(of:)`` must lie: infinities mean no bound, and the lower may be above the
  /// upper. What the constraint said of constants is in them. NaN for another program's constraint. O(1).
  public func bounds(of constraint: Constraint) -> (lower: Double, upper: Double) {
    guard owns(constraint) else { return (.nan, .nan) }
    return (constraints.rows[constraint.index].lower, constraints.rows[constraint.index].upper)
  }

  /// Whether a variable takes whole numbers only; `false` for another program's variable. O(1).
  public func takesWholeNumbers(_ variable: Variable) -> Bool {
    owns(variable) && variables.takesWholeNumbers(variable.index)
  }

  /// The sum that a constraint bounds: each variable once, no constant. Empty for another program's constraint.
  /// O(terms).
  public func expression(of constraint: Constraint) -> LinearExpression {
    var expression = LinearExpression()
    guard owns(constraint) else { return expression }
    let entries = constraints.entries(of: constraint.index)
    expression.reserveTerms(entries.count)
    for position in entries {
      let variable = Variable(program: id, index: Int(constraints.indices[position]))
      expression.add(variable, times: constraints.values[position])
    }
    return expression
  }
}

extension Goal {
  /// The convex cost of a variable, which counts beside its coefficient in ``expression``; `nil` for most. O(1).
  public func convexCost(of variable: Variable) -> ConvexCost? {
    owners.contains(variable.program) ? convexCosts[variable.index] : nil
  }
}
