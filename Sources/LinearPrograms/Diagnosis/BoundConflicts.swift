// SPDX-License-Identifier: GPL-3.0-or-later

// Conflicts that bounds and single constraints show without a solver. Each is minimal by its form: without any one of
// its members something is left that can be as large or small as one likes.

extension LinearProgram {
  /// A lower bound above its upper one, or without a whole number between them. O(variables + constraints).
  var invertedBounds: Conflict? {
    for index in 0..<variables.count {
      let (lower, upper) = (variables.lower[index], variables.upper[index])
      let sides: [Condition] = [.bound(index, .lower), .bound(index, .upper)]
      if lower > upper { return Conflict(sides, by: .invertedBounds, in: self) }
      if variables.takesWholeNumbers(index), lower.rounded(.up) > upper.rounded(.down) {
        return Conflict(sides + [.whole(index)], by: .invertedBounds, in: self)
      }
    }
    for row in 0..<constraints.count where constraints.rows[row].lower > constraints.rows[row].upper {
      // Of a constraint without variables one bound is enough: 0 is on the wrong side of it.
      let isEmpty = constraints.entries(of: row).allSatisfy { constraints.values[$0] == 0 }
      let sides: [Condition] =
        !isEmpty
        ? [.row(row, .lower), .row(row, .upper)]
        : constraints.rows[row].lower > 0 ? [.row(row, .lower)] : [.row(row, .upper)]
      return Conflict(sides, by: .invertedBounds, in: self)
    }
    return nil
  }

  /// The shortest conflict of one constraint with bounds or whole numbers. O(nonzeros).
  var conflictOfOneRow: Conflict? {
    var shortest: (conditions: [Condition], method: Conflict.Method)?
    func offer(_ conditions: [Condition]?, _ method: Conflict.Method) {
      guard let conditions, conditions.count < shortest?.conditions.count ?? .max else { return }
      shortest = (conditions, method)
    }
    for row in 0..<constraints.count {
      offer(activityConflict(row, .lower), .rowActivity)
      offer(activityConflict(row, .upper), .rowActivity)
      offer(divisibilityConflict(row), .divisibility)
    }
    return shortest.map { Conflict($0.conditions, by: $0.method, in: self) }
  }

  /// Whether a constraint's sum cannot reach a bound with each variable at its better end.
  private func activityConflict(_ row: Int, _ side: Condition.Side) -> [Condition]? {
    let bound = side == .lower ? constraints.rows[row].lower : constraints.rows[row].upper
    guard bound.isFinite else { return nil }
    var conditions: [Condition] = [.row(row, side)]
    var sum = CompensatedSum()
    var scale = abs(bound)
    for position in constraints.entries(of: row) where constraints.values[position] != 0 {
      let (value, index) = (constraints.values[position], Int(constraints.indices[position]))
      let isUpper = (value > 0) == (side == .lower)
      let end = isUpper ? variables.upper[index] : variables.lower[index]
      guard end.isFinite else { return nil }
      sum.add(value * end)
      scale = max(scale, abs(value * end))
      conditions.append(.bound(index, isUpper ? .upper : .lower))
    }
    let shortfall = side == .lower ? bound - sum.value : sum.value - bound
    // What a solver would let pass is no conflict.
    return shortfall > GLPKSolver.feasibilityTolerance * max(1, scale) ? conditions : nil
  }

  /// Whether no multiple of the greatest common divisor of whole coefficients lies between a constraint's bounds.
  /// The sum of whole numbers with these coefficients takes the multiples and no other value.
  private func divisibilityConflict(_ row: Int) -> [Condition]? {
    let (lower, upper) = (constraints.rows[row].lower, constraints.rows[row].upper)
    guard lower.isFinite, upper.isFinite else { return nil }
    var divisor = 0.0
    var conditions: [Condition] = [.row(row, .lower), .row(row, .upper)]
    for position in constraints.entries(of: row) where constraints.values[position] != 0 {
      let (value, index) = (abs(constraints.values[position]), Int(constraints.indices[position]))
      // Up to 2⁵³ every whole number is a double, and so is every remainder.
      guard variables.takesWholeNumbers(index), value == value.rounded(), value <= 0x1p53 else { return nil }
      var rest = value
      while rest != 0 { (divisor, rest) = (rest, divisor.truncatingRemainder(dividingBy: rest)) }
      conditions.append(.whole(index))
    }
    guard divisor > 0 else { return nil }
    let next = (lower / divisor).rounded(.up) * divisor
    let previous = (upper / divisor).rounded(.down) * divisor
    let tolerance = GLPKSolver.feasibilityTolerance * max(1, abs(lower), abs(upper))
    // Also here, what a solver would let pass is no conflict.
    return next - upper > tolerance && lower - previous > tolerance ? conditions : nil
  }
}
