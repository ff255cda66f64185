// SPDX-License-Identifier: GPL-3.0-or-later

/// What multipliers prove of the goal by weak duality, in exact arithmetic.
///
/// When minimising, with multipliers yᵢ of rows lᵢ ≤ aᵢx ≤ uᵢ and reduced costs d = c − yA, no feasible point has a goal
/// below Σ yᵢ·(lᵢ where yᵢ > 0, uᵢ where yᵢ < 0) + Σ min over the range of xⱼ of (dⱼxⱼ + its convex cost). That holds for any
/// multipliers: rounding errors in them cost a little of the bound and nothing of its truth (Neumaier and Shcherbina,
/// "Safe bounds in linear and mixed-integer linear programming", Mathematical Programming 99, 2004).
///
/// A variable whose reduced cost, often by a rounding error, asks for a bound that it does not have gets one that is
/// derived from the rows; see ``DerivedBounds``. Maximising is minimising the negative.
struct DualBound {
  /// The bound; `nil` where the multipliers prove none.
  private(set) var value: Dyadic?
  /// Why there is no bound.
  private(set) var refusals: [CertificateRefusal] = []
  /// The variables whose bounds were derived.
  private(set) var derived: [Int] = []
  /// The variables that are held within the certificate's reach, for want of any bound.
  private(set) var assumed: [Int] = []

  /// The sum so far, of the minimisation.
  private var sum: Dyadic
  private let sign: Double
  private let certificate: Certificate

  /// - Parameters:
  ///   - certificate: A certificate without layout faults.
  ///   - multipliers: One a row, finite.
  ///   - goal: The exact goal of the certificate's point.
  init(_ certificate: Certificate, multipliers: [Double], goal: Dyadic) {
    self.certificate = certificate
    sign = certificate.program.maximize ? -1 : 1
    sum = Dyadic(sign * certificate.program.constant)
    addRows(multipliers)
    guard refusals.isEmpty else { return }
    addVariables(reducedCosts: reducedCosts(multipliers), goal: goal)
    guard refusals.isEmpty else { return }
    value = certificate.program.maximize ? -sum : sum
  }

  private mutating func addRows(_ multipliers: [Double]) {
    for (row, multiplier) in multipliers.enumerated() where multiplier != 0 {
      let isLower = sign * multiplier > 0
      let bound = isLower ? certificate.program.rows.lower[row] : certificate.program.rows.upper[row]
      guard bound.isFinite else {
        refusals.append(.multiplierWithoutBound(row: row, isLower ? .lower : .upper, found: multiplier))
        continue
      }
      sum += Dyadic(sign * multiplier) * Dyadic(bound)
    }
  }

  private func reducedCosts(_ multipliers: [Double]) -> [Dyadic] {
    let program = certificate.program
    var reduced = [Dyadic](repeating: .zero, count: certificate.point.count)
    for (variable, cost) in zip(program.costs.variables, program.costs.coefficients) {
      reduced[variable] += Dyadic(sign * cost)
    }
    for row in multipliers.indices where multipliers[row] != 0 {
      let multiplier = Dyadic(-sign * multipliers[row])
      for entry in program.starts[row]..<program.starts[row + 1] {
        reduced[program.entries.variables[entry]] += multiplier * Dyadic(program.entries.coefficients[entry])
      }
    }
    return reduced
  }

  private mutating func addVariables(reducedCosts: [Dyadic], goal: Dyadic) {
    let bounds = certificate.program.variables
    var isWhole = [Bool](repeating: false, count: reducedCosts.count)
    var isConvex = isWhole
    for variable in certificate.program.wholeNumbers { isWhole[variable] = true }
    for variable in certificate.program.convexCosts.variables { isConvex[variable] = true }
    var open: [Int] = []
    for variable in reducedCosts.indices where !isConvex[variable] && !reducedCosts[variable].isZero {
      var bound = reducedCosts[variable].signum > 0 ? bounds.lower[variable] : bounds.upper[variable]
      if isWhole[variable] { bound.round(reducedCosts[variable].signum > 0 ? .up : .down) }
      if bound.isFinite {
        sum += reducedCosts[variable] * Dyadic(bound)
      } else {
        open.append(variable)
      }
    }
    addConvexCosts(reducedCosts)
    if !open.isEmpty { addOpen(open, reducedCosts, goal: goal) }
  }

  /// The least of d·x + cost of x, by the steps of the window that pay. Convexity speaks for the steps outside: below
  /// the window none costs more than its first, above it none less than its last. Where even those would pay, all of them
  /// together save at most their number times what the outermost known one does.
  private mutating func addConvexCosts(_ reducedCosts: [Dyadic]) {
    let (program, costs) = (certificate.program, certificate.program.convexCosts)
    for (number, variable) in costs.variables.enumerated() {
      let steps = costs.steps[costs.starts[number]..<costs.starts[number + 1]]
      let origin = costs.origins[number]
      let reduced = reducedCosts[variable]
      sum += reduced * Dyadic(origin) + Dyadic(costs.values[number])
      for step in steps {
        let change = reduced + Dyadic(step)
        // Steps do not fall: once one does not pay, none does.
        guard change.signum < 0 else { break }
        sum += change
      }
      guard let first = steps.first, let last = steps.last else { continue }
      let below = Double(origin) - program.variables.lower[variable].rounded(.up)
      let above = program.variables.upper[variable].rounded(.down) - Double(origin + steps.count)
      let down = reduced + Dyadic(first)
      let up = reduced + Dyadic(last)
      if below > 0, down.signum > 0 { sum -= down * Dyadic(below) }
      if above > 0, up.signum < 0 { sum += up * Dyadic(above) }
    }
  }

  /// The variables whose reduced costs ask for a bound that they do not have. Derived bounds hold for every feasible
  /// point whose goal is no worse than the certificate's; so the bound holds for all, as long as it is not better than
  /// that goal.
  private mutating func addOpen(_ open: [Int], _ reducedCosts: [Dyadic], goal: Dyadic) {
    let most = certificate.program.maximize ? -goal : goal
    let bounds = DerivedBounds(certificate.program, goalAtMost: most.rounded(.up), sign: sign)
    for variable in open {
      let isLower = reducedCosts[variable].signum > 0
      var bound = isLower ? bounds.lower[variable] : bounds.upper[variable]
      if bound.isFinite {
        derived.append(variable)
      } else if let reach = certificate.reach {
        // What is proved within the reach says nothing of a point beyond it.
        let excess = Dyadic(abs(certificate.point[variable])) - Dyadic(reach)
        guard excess.signum <= 0 else {
          let value = certificate.point[variable]
          let side = value < 0 ? CertificateRefusal.Side.lower : .upper
          refusals.append(
            .boundBroken(
              variable: variable, side, found: value, expected: value < 0 ? -reach : reach, excess: excess.rounded(.up))
          )
          continue
        }
        bound = isLower ? -reach : reach
        assumed.append(variable)
      } else {
        let found = sign * reducedCosts[variable].rounded(isLower ? .up : .down)
        refusals.append(.reducedCostWithoutBound(variable: variable, isLower ? .lower : .upper, found: found))
        continue
      }
      sum += reducedCosts[variable] * Dyadic(bound)
    }
    if sum > most { sum = most }
  }
}
