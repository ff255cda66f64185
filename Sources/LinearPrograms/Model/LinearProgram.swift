// SPDX-License-Identifier: GPL-3.0-or-later

/// A linear program, or an integer program where some variables take whole numbers.
///
/// ```swift
/// var diet = LinearProgram(name: "diet")
/// let bread = diet.addVariable("bread", in: 0...10)
/// let milk = diet.addVariable("milk", in: 0...10)
/// diet.add(4 * bread + 8 * milk >= 30, label: "protein")
/// diet.goal = .minimize(2 * bread + 3.5 * milk)
/// if case .optimal(let solution) = diet.solve() { print(solution[bread], solution.goal) }
/// ```
///
/// A value: a copy is a program of its own with the same variables, and handles from before the copying are good for both.
/// A variable or constraint that is added to one of them later belongs to that one; but a handle says no more than the
/// family of copies and a place in the order. In a copy that has nothing at this place it is a fault; in one that was
/// given something else there, it stands for that, unnoticed. So add to one copy only, or keep their handles apart.
///
/// Everything stays in the order in which it was
/// added, so the same calls give the same program, the same file and the same answer. Nothing here traps on bad
/// numbers or foreign handles: they are collected in ``faults``, and a program with faults is refused by every solver.
///
/// Memory is 12 bytes a nonzero and about 50 a variable or constraint.
public struct LinearProgram: Sendable {
  /// What the program is called in exported files.
  public let name: String

  /// What is to be done best. The default asks for any feasible point.
  public var goal = Goal.minimize()

  @usableFromInline let identity = ProgramIdentity()
  @inlinable var id: ObjectIdentifier { ObjectIdentifier(identity) }

  @usableFromInline var variables = VariableTable()
  @usableFromInline var constraints = ConstraintTable()

  private var recordedFaults: [ModelFault] = []

  /// A program without variables.
  public init(name: String = "") {
    self.name = name
  }

  /// How many variables there are.
  public var variableCount: Int { variables.count }
  /// How many constraints there are.
  public var constraintCount: Int { constraints.count }
  /// How many coefficients of constraints are stored.
  public var nonzeroCount: Int { constraints.nonzeroCount }

  /// Makes room, so that adding does not move memory.
  public mutating func reserve(variables: Int = 0, constraints: Int = 0, nonzeros: Int = 0) {
    self.variables.reserve(variables)
    self.constraints.reserve(constraints, nonzeros: nonzeros)
  }

  /// Adds a variable with a least and a greatest value; infinities mean none. O(1) amortised.
  ///
  /// - Parameters:
  ///   - name: What it is called in messages and files; need not be unique. Empty for none.
  ///   - lower: Least value, −∞ for none. A lower bound above the upper one is a program without solution.
  ///   - upper: Greatest value, +∞ for none.
  ///   - wholeNumbers: Whether it takes whole numbers only.
  @inlinable
  @discardableResult
  public mutating func addVariable(
    _ name: String = "", from lower: Double = 0, to upper: Double = .infinity, wholeNumbers: Bool = false
  ) -> Variable {
    if !name.isEmpty { variables.nameNext(name) }
    return appendVariable(from: lower, to: upper, wholeNumbers: wholeNumbers)
  }

  @usableFromInline
  mutating func appendVariable(from lower: Double, to upper: Double, wholeNumbers: Bool) -> Variable {
    let variable = Variable(program: id, index: variables.count)
    variables.append(lower: lower, upper: upper, wholeNumbers: wholeNumbers)
    if _slowPath(!(lower < .infinity) || !(upper > -.infinity)) {
      recordedFaults.append(.variableBoundNotANumber(variable: name(of: variable.index)))
    }
    return variable
  }

  /// Names the variables that are given no name of their own, whether they are there already or are added later. The
  /// names are asked for where something has to be said of a variable, or a file written: of ten thousands of variables
  /// most are never called by name.
  ///
  /// - Parameter name: What the variable of a place is called; `nil` for none. Always the same for the same place.
  public mutating func nameVariables(_ name: @escaping @Sendable (_ index: Int) -> String?) { variables.naming = name }

  /// Labels the constraints that are given no label of their own, as ``nameVariables(_:)`` does variables.
  ///
  /// - Parameter label: What the constraint of a place is called; `nil` for none. Always the same for the same place.
  public mutating func labelConstraints(_ label: @escaping @Sendable (_ index: Int) -> String?) {
    constraints.labelling = label
  }

  /// Adds a variable that lies in a range. O(1) amortised.
  @inlinable
  @discardableResult
  public mutating func addVariable(
    _ name: String = "", in range: ClosedRange<Double>, wholeNumbers: Bool = false
  ) -> Variable {
    addVariable(name, from: range.lowerBound, to: range.upperBound, wholeNumbers: wholeNumbers)
  }

  /// Adds a constraint. O(terms).
  ///
  /// Coefficients of the same variable are added up; the expression's constant moves to the bounds.
  ///
  /// - Parameters:
  ///   - relation: What must hold, as in `x + 2 * y <= 4`.
  ///   - label: What it is called in messages and files; need not be unique. Empty for none.
  @discardableResult
  public mutating func add(_ relation: Relation, label: String = "") -> Constraint {
    let expression = relation.expression
    let isOwn = !expression.mixesPrograms && (expression.program == nil || expression.program == id)
    let written =
      isOwn
      ? constraints.write(expression.entries)
      : ConstraintRow.Written(end: constraints.nonzeroCount, foreignBits: -1)
    if !label.isEmpty { constraints.labelNext(label) }
    return append(written, from: relation.lower - expression.number, to: relation.upper - expression.number)
  }

  /// Adds a constraint whose sum is written in place: the fastest way for large programs. O(terms).
  ///
  /// ```swift
  /// program.addConstraint(to: budget, label: "budget") { sum in
  ///   for (item, price) in zip(items, prices) { sum += price * item }
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - lower: The least value of the sum, −∞ for none.
  ///   - upper: The greatest value of the sum, +∞ for none.
  ///   - label: What it is called in messages and files; need not be unique. Empty for none.
  ///   - write: Adds the terms to an empty sum. What it throws is passed on, and no constraint is added then.
  @inlinable
  @discardableResult
  public mutating func addConstraint<Failure: Error>(
    from lower: Double = -.infinity, to upper: Double = .infinity, label: String = "",
    _ write: (_ sum: inout ConstraintRow) throws(Failure) -> Void
  ) throws(Failure) -> Constraint {
    let written = try constraints.writeRow(of: id, write)
    if !label.isEmpty { constraints.labelNext(label) }
    return append(written, from: lower - written.number, to: upper - written.number)
  }

  /// Adds a constraint whose sum lies in a range and is written in place. O(terms).
  @inlinable
  @discardableResult
  public mutating func addConstraint<Failure: Error>(
    in range: ClosedRange<Double>, label: String = "",
    _ write: (_ sum: inout ConstraintRow) throws(Failure) -> Void
  ) throws(Failure) -> Constraint {
    try addConstraint(from: range.lowerBound, to: range.upperBound, label: label, write)
  }

  /// Makes a constraint of what was written behind the last one. The bounds are those of the sum without its numbers.
  @usableFromInline
  mutating func append(
    _ written: ConstraintRow.Written, from lower: Double, to upper: Double
  ) -> Constraint {
    let row = constraints.count
    let isPlain =
      lower < .infinity && upper > -.infinity
      && constraints.appendPlain(written, lower: lower, upper: upper, width: variables.count)
    if _slowPath(!isPlain) { appendWithFaults(written.end, written.foreignBits, from: lower, to: upper) }
    return Constraint(program: id, index: row)
  }

  /// Makes a constraint of what may have faults. Out of line, so that what has none is made without a detour.
  @inline(never)
  private mutating func appendWithFaults(_ end: Int, _ foreignBits: Int, from lower: Double, to upper: Double) {
    let row = constraints.count
    let soundness = constraints.append(
      ConstraintRow.Written(end: end, foreignBits: foreignBits), lower: lower, upper: upper, width: variables.count)
    if soundness != .sound || !(lower < .infinity) || !(upper > -.infinity) {
      recordFaults(ofConstraint: row, soundness)
    }
  }

  /// Everything in this program that no solver may be given, in the order in which it was added; empty for a sound one.
  /// O(terms of the goal).
  public var faults: [ModelFault] {
    var faults = recordedFaults
    if variables.count > Int(Int32.max) || constraints.count >= Int(Int32.max) { faults.append(.tooLarge) }
    faults += goalFaults
    return faults
  }

  /// Takes note of a fault.
  mutating func record(_ fault: ModelFault) { recordedFaults.append(fault) }

  /// Takes note of a fault, or strikes the note of it out, where it comes or goes.
  mutating func replace(_ fault: ModelFault, was: Bool, is present: Bool) {
    if present && !was { recordedFaults.append(fault) }
    if was && !present, let place = recordedFaults.firstIndex(of: fault) { recordedFaults.remove(at: place) }
  }

  private var goalFaults: [ModelFault] {
    guard goal.belongs(to: id, variables: variables.count) else { return [.foreignVariableInGoal] }
    var faults: [ModelFault] = []
    if !goal.expression.constant.isFinite { faults.append(.goalNotFinite(variable: nil)) }
    for entry in goal.expression.entries where !entry.coefficient.isFinite {
      faults.append(.goalNotFinite(variable: name(of: Int(entry.index))))
    }
    for index in goal.convexCosts.keys {
      let fits = abs(variables.lower[index]) <= 0x1p52 && abs(variables.upper[index]) <= 0x1p52
      if goal.sense != .minimize || !variables.takesWholeNumbers(index) || !fits {
        faults.append(.convexCostMisplaced(variable: name(of: index)))
      } else if goal.convexCosts.hasClosedForm(index),
        let step = goal.convexCosts[index]?.stepAgainstClosedForm(in: wholeRange(ofVariable: index))
      {
        faults.append(.costTotalWrong(variable: name(of: index), step: step))
      }
    }
    return faults
  }

  @inline(never)
  private mutating func recordFaults(ofConstraint row: Int, _ soundness: ConstraintTable.Soundness) {
    let label = label(of: row)
    switch soundness {
    case .sound: break
    case .foreignVariable: recordedFaults.append(.foreignVariable(constraint: label))
    case .coefficientNotFinite:
      for position in constraints.entries(of: row) where !constraints.values[position].isFinite {
        let variable = name(of: Int(constraints.indices[position]))
        recordedFaults.append(.coefficientNotFinite(constraint: label, variable: variable))
      }
    }
    if !(constraints.rows[row].lower < .infinity) || !(constraints.rows[row].upper > -.infinity) {
      recordedFaults.append(.boundNotANumber(constraint: label))
    }
  }

  /// A variable's name, or `x1`, `x2` … where it was given none.
  func name(of index: Int) -> String {
    variables.name(index) ?? "x\(index + 1)"
  }

  /// A constraint's label, or `r1`, `r2` … where it was given none.
  func label(of index: Int) -> String {
    constraints.label(index) ?? "r\(index + 1)"
  }

  /// The name that a variable was given, or `x1`, `x2` … by its place; `nil` for another program's variable.
  public func name(of variable: Variable) -> String? {
    owns(variable) ? name(of: variable.index) : nil
  }

  /// The label that a constraint was given, or `r1`, `r2` … by its place; `nil` for another program's constraint.
  public func label(of constraint: Constraint) -> String? {
    constraint.program == id && constraint.index < constraints.count ? label(of: constraint.index) : nil
  }

  /// Whether the handle belongs to this program.
  public func owns(_ variable: Variable) -> Bool {
    variable.program == id && variable.index < variables.count
  }
}
