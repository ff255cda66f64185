// SPDX-License-Identifier: GPL-3.0-or-later

/// One part of a max–min goal that is a multiple of one whole-number variable: `factor · variable + constant`.
///
/// Its places count the variable's values from the worst for the part, 0, to the best, ``top``.
struct LevelPart: Sendable {
  private let variable: Variable
  /// What one more unit of its variable adds to its value.
  let factor: Double
  /// Its value where the variable is 0.
  let constant: Double
  private let range: ClosedRange<Int>

  /// `nil` unless the expression is a multiple of one whole-number variable of the program between finite bounds.
  init?(_ expression: LinearExpression, of program: ObjectIdentifier, _ variables: borrowing VariableTable) {
    guard !expression.mixesPrograms, expression.program == program, expression.constant.isFinite,
      expression.entries.count == 1, let entry = expression.entries.first, Int(entry.index) < variables.count,
      entry.coefficient != 0, entry.coefficient.isFinite
    else { return nil }
    let index = Int(entry.index)
    guard variables.takesWholeNumbers(index),
      abs(variables.lower[index]) <= 0x1p52, abs(variables.upper[index]) <= 0x1p52
    else { return nil }
    variable = Variable(program: program, index: index)
    factor = entry.coefficient
    constant = expression.constant
    range = variables.wholeRange(index)
  }

  /// The best place.
  var top: Int { range.upperBound - range.lowerBound }

  /// The value at a place.
  func value(at place: Int) -> Double { factor * Double(variableValue(at: place)) + constant }

  /// The place of its variable in the program.
  var variableIndex: Int { variable.index }

  /// The place in a solution.
  func place(of solution: Solution) -> Int { place(ofValue: solution[variable]) }

  /// The place where the variable has a value, which must be in its range.
  func place(ofValue value: Double) -> Int {
    let whole = Int(value)
    return factor > 0 ? whole - range.lowerBound : range.upperBound - whole
  }

  /// The first place at a level or above, but for rounding; beyond the top if there is none. O(log places).
  func place(reaching level: Double) -> Int {
    let least = level - LevelFloors.tolerance(at: level)
    return firstPlace(near: least) { $0 >= least }
  }

  /// The first place whose value is at most `amount` less than at a given one.
  func place(_ place: Int, lessBy amount: Double) -> Int {
    guard amount > 0, place <= top else { return place }
    return min(place, self.place(reaching: value(at: place) - amount))
  }

  /// The first place whose value passes a test that all later ones pass too; beyond the top if none does. O(log places).
  func firstPlace(where passes: (Double) -> Bool) -> Int {
    var (low, high) = (0, top + 1)
    while low < high {
      let middle = low + (high - low) / 2
      if passes(value(at: middle)) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The same, looked for around the place where the value would be this level: O(1) where it is there.
  func firstPlace(near level: Double, where passes: (Double) -> Bool) -> Int {
    let whole = ((level - constant) / factor).roundedToNearest
    // Also where that is not a number.
    guard abs(whole) <= 0x1p53 else { return firstPlace(where: passes) }
    let guess = factor > 0 ? Int(whole) - range.lowerBound : range.upperBound - Int(whole)
    let (low, high) = (min(max(0, guess - 1), top + 1), min(max(0, guess + 2), top + 1))
    guard low == 0 || !passes(value(at: low - 1)), high == top + 1 || passes(value(at: high)) else {
      return firstPlace(where: passes)
    }
    var place = low
    while place < high, !passes(value(at: place)) { place += 1 }
    return place
  }

  /// The place as an expression.
  var placeExpression: LinearExpression {
    factor > 0 ? variable - Double(range.lowerBound) : Double(range.upperBound) - variable
  }

  /// Narrows the variable's bounds in a program to some places.
  func bound(_ program: inout LinearProgram, from least: Int, to most: Int) {
    let range = range(from: least, to: most)
    let (lower, upper) = (program.variables.lower[variable.index], program.variables.upper[variable.index])
    program.variables.setBounds(
      of: variable.index, lower: max(lower, Double(range.lowerBound)), upper: min(upper, Double(range.upperBound)))
  }

  /// The variable's values between two places.
  func range(from least: Int, to most: Int) -> ClosedRange<Int> {
    let (one, other) = (variableValue(at: least), variableValue(at: max(least, most)))
    return min(one, other)...max(one, other)
  }

  private func variableValue(at place: Int) -> Int {
    factor > 0 ? range.lowerBound + place : range.upperBound - place
  }
}
