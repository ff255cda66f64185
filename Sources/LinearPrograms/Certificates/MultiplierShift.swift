// SPDX-License-Identifier: GPL-3.0-or-later

/// Moves multipliers a little way inside, so that rounding errors no longer ask for bounds that variables don't have.
///
/// A variable without upper bound needs a reduced cost of at least zero, and most that are positive at the optimum have
/// one of exactly zero, or after rounding of a hair less: nothing is proved then. But where the sum of these variables
/// is bounded, by the rows and by the goal being no worse than it is, the multipliers z of that bound have reduced costs
/// that are clearly positive for them, and y − εz is as good as y but for ε. Compare the shift of Steffy and Wolter, "Valid
/// linear programming bounds for exact mixed-integer programming", INFORMS Journal on Computing 25 (2013).
struct MultiplierShift {
  private let program: Certificate.Program
  private let goal: Double
  private let sign: Double

  /// How often the shift is tried: each may bring out variables that the one before did not look at.
  static let mostRounds = 4

  init(_ certificate: Certificate) {
    program = certificate.program
    goal = certificate.goal
    sign = program.maximize ? -1 : 1
  }

  /// The multipliers moved away from these refusals of theirs; `nil` where the variables' sum has no bound, or where
  /// one of them is free, so that no sign is right for it. Costs the solution of a linear program.
  func shifted(_ multipliers: [Double], awayFrom refusals: [CertificateRefusal]) -> [Double]? {
    var direction = [Double](repeating: 0, count: program.variables.lower.count)
    var depth = 0.0
    for refusal in refusals {
      guard case .reducedCostWithoutBound(let variable, let side, let found) = refusal else { return nil }
      direction[variable] = side == .upper ? 1 : -1
      depth = max(depth, abs(found))
    }
    guard let (rays, ofGoal) = multipliersOfSum(direction) else { return nil }
    let step = 2 * depth
    let scale = 1 + step * ofGoal
    return zip(multipliers, rays).map { (sign * $0 - step * $1) / scale * sign }
  }

  /// The multipliers of the greatest sum of variables in this direction: those of the rows, and that of the goal.
  private func multipliersOfSum(_ direction: [Double]) -> (rows: [Double], goal: Double)? {
    var model = LinearProgram()
    let variables = zip(program.variables.lower, program.variables.upper).map { model.addVariable(from: $0, to: $1) }
    for row in program.rows.lower.indices {
      var expression = LinearExpression()
      for entry in program.starts[row]..<program.starts[row + 1] {
        expression += program.entries.coefficients[entry] * variables[program.entries.variables[entry]]
      }
      let (lower, upper) = (program.rows.lower[row], program.rows.upper[row])
      model.add(expression.within(lower...upper))
    }
    // Room to move: any limit proves something, and a tight one would leave the solver a sliver to search.
    let hasGoal = program.convexCosts.variables.isEmpty
    if hasGoal {
      var cost = LinearExpression(sign * program.constant)
      for (variable, coefficient) in zip(program.costs.variables, program.costs.coefficients) {
        cost += sign * coefficient * variables[variable]
      }
      model.add(cost <= sign * goal + 1 + abs(goal))
    }
    var sum = LinearExpression()
    for (variable, weight) in zip(variables, direction) where weight != 0 { sum += weight * variable }
    model.goal = .maximize(sum)
    guard case .optimal(let solution) = model.solve(), solution.multipliers.count == model.constraintCount else {
      return nil
    }
    let rows = program.rows.lower.count
    return (Array(solution.multipliers.prefix(rows)), hasGoal ? max(0, solution.multipliers.last ?? 0) : 0)
  }
}
