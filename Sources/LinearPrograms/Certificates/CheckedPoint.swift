// SPDX-License-Identifier: GPL-3.0-or-later

/// The point of a certificate without layout faults, held against bounds, rows and windows in exact arithmetic.
struct CheckedPoint {
  /// What does not hold, in the order of variables and rows.
  private(set) var refusals: [CertificateRefusal] = []
  /// The largest amount by which the point breaks a bound or row.
  private(set) var largestViolation = Dyadic.zero
  /// The goal's value; meaningless where the point leaves the window of a convex cost.
  private(set) var goal = Dyadic.zero

  /// Whether the point keeps every bound and row without any tolerance.
  var isExact: Bool { largestViolation.isZero }

  /// O(size).
  init(_ certificate: Certificate) {
    checkVariables(certificate)
    checkRows(certificate)
    addUpGoal(certificate)
  }

  private mutating func checkVariables(_ certificate: Certificate) {
    let (bounds, tolerance) = (certificate.program.variables, Dyadic(certificate.tolerance))
    for (variable, value) in certificate.point.enumerated() {
      // Comparing two doubles is exact; only what is broken needs the amount.
      if value < bounds.lower[variable], let excess = excess(Dyadic(bounds.lower[variable]) - Dyadic(value), tolerance)
      {
        refusals.append(
          .boundBroken(variable: variable, .lower, found: value, expected: bounds.lower[variable], excess: excess))
      }
      if value > bounds.upper[variable], let excess = excess(Dyadic(value) - Dyadic(bounds.upper[variable]), tolerance)
      {
        refusals.append(
          .boundBroken(variable: variable, .upper, found: value, expected: bounds.upper[variable], excess: excess))
      }
    }
    for variable in certificate.program.wholeNumbers {
      let value = certificate.point[variable]
      if value != value.rounded() { refusals.append(.notWhole(variable: variable, found: value)) }
    }
  }

  private mutating func checkRows(_ certificate: Certificate) {
    let (program, tolerance) = (certificate.program, Dyadic(certificate.tolerance))
    let point = certificate.point.map(Dyadic.init(_:))
    for row in program.rows.lower.indices {
      var activity = Dyadic.zero
      for entry in program.starts[row]..<program.starts[row + 1] {
        activity += Dyadic(program.entries.coefficients[entry]) * point[program.entries.variables[entry]]
      }
      let (lower, upper) = (program.rows.lower[row], program.rows.upper[row])
      if lower > -.infinity, let excess = excess(Dyadic(lower) - activity, tolerance) {
        refusals.append(
          .rowBroken(row: row, .lower, found: activity.rounded(.down), expected: lower, excess: excess))
      }
      if upper < .infinity, let excess = excess(activity - Dyadic(upper), tolerance) {
        refusals.append(.rowBroken(row: row, .upper, found: activity.rounded(.up), expected: upper, excess: excess))
      }
    }
  }

  /// Takes note of a violation; its amount, rounded up, where that is beyond the tolerance.
  private mutating func excess(_ amount: Dyadic, _ tolerance: Dyadic) -> Double? {
    guard amount.signum > 0 else { return nil }
    if amount > largestViolation { largestViolation = amount }
    return amount > tolerance ? amount.rounded(.up) : nil
  }

  private mutating func addUpGoal(_ certificate: Certificate) {
    let (program, costs) = (certificate.program, certificate.program.convexCosts)
    goal = Dyadic(program.constant)
    for (variable, cost) in zip(program.costs.variables, program.costs.coefficients) {
      goal += Dyadic(cost) * Dyadic(certificate.point[variable])
    }
    for (number, variable) in costs.variables.enumerated() {
      let steps = costs.starts[number]..<costs.starts[number + 1]
      let origin = costs.origins[number]
      let value = certificate.point[variable]
      let distance = value - Double(origin)
      guard distance >= 0, distance <= Double(steps.count) else {
        refusals.append(
          .outsideWindow(variable: variable, found: value, window: origin...(origin + steps.count)))
        continue
      }
      goal += Dyadic(costs.values[number])
      for step in costs.steps[steps].prefix(Int(distance)) { goal += Dyadic(step) }
    }
  }
}
