// SPDX-License-Identifier: GPL-3.0-or-later

/// Checks certificates, in exact arithmetic and without the solver.
///
/// It shares no code with the solving path: it reads nothing but the certificate, and no number is rounded on the way
/// to a verdict. Any certificate gets one, however damaged; none traps.
///
/// O(nonzeros + convex steps) additions and multiplications of exact numbers, in 128 bits where numbers are short: about
/// a second for 100,000 variables. Where a bound has to be derived for a variable that has none of its own, some ten
/// passes over the rows come on top.
public struct CertificateChecker: Sendable {
  /// The checker; it has no state.
  public init() {}

  /// Whether everything that the certificate says holds, and what that amounts to.
  public func check(_ certificate: Certificate) -> CertificateVerdict {
    let faults = certificate.layoutFaults
    guard faults.isEmpty else { return .refused(faults) }

    let point = CheckedPoint(certificate)
    var refusals = point.refusals
    if refusals.isEmpty, point.goal.rounded(.toNearestOrEven) != certificate.goal {
      refusals = [.goal(found: certificate.goal, expected: point.goal.rounded(.toNearestOrEven))]
    }
    guard refusals.isEmpty else { return .refused(refusals) }

    var trusted: [Int] = []
    var derived: [Int] = []
    var assumed: [Int] = []
    let optimality: CertificateProof.Optimality
    switch certificate.claim {
    case .feasible:
      optimality = .unknown
    case .branchAndBound(let bound):
      let isBeaten = certificate.program.maximize ? bound < certificate.goal : bound > certificate.goal
      guard !isBeaten else {
        return .refused([.bound(found: bound, proven: certificate.goal, excess: abs(bound - certificate.goal))])
      }
      optimality = .claimed(bound: bound)
    case .optimal(let multipliers, let bound, let gap):
      let dual = DualBound(certificate, multipliers: multipliers, goal: point.goal)
      guard let proven = dual.value else { return .refused(dual.refusals) }
      if let refusal = refusal(of: bound, gap: gap, in: certificate, proven: proven, goal: point.goal) {
        return .refused([refusal])
      }
      let difference = certificate.program.maximize ? proven - point.goal : point.goal - proven
      trusted = certificate.partialWindows
      derived = dual.derived
      assumed = dual.assumed
      // Goals that differ do so by at least this much: what is nearer to the bound than that is the best.
      let isBest =
        point.isExact && trusted.isEmpty && assumed.isEmpty
        && certificate.smallestDifference.map { difference < $0 || $0.isZero } == true
      optimality = .proven(bound: bound, gap: isBest ? 0 : max(0, difference.rounded(.up)))
    }
    return .valid(
      CertificateProof(
        optimality: optimality, largestViolation: point.largestViolation.rounded(.up), trustedConvexCosts: trusted,
        derivedBounds: derived, assumedBounds: assumed))
  }

  private func refusal(
    of bound: Double, gap: Double, in certificate: Certificate, proven: Dyadic, goal: Dyadic
  ) -> CertificateRefusal? {
    let claimed = Dyadic(bound)
    let excess = certificate.program.maximize ? proven - claimed : claimed - proven
    if excess.signum > 0 {
      let rule = certificate.program.maximize ? FloatingPointRoundingRule.up : .down
      return .bound(found: bound, proven: proven.rounded(rule), excess: excess.rounded(.up))
    }
    let distance = certificate.program.maximize ? claimed - goal : goal - claimed
    if distance > Dyadic(gap) { return .gap(found: gap, expectedAtLeast: distance.rounded(.up)) }
    return nil
  }
}

extension Certificate {
  /// The convex costs whose window is narrower than the variable's bounds.
  var partialWindows: [Int] {
    let costs = program.convexCosts
    return costs.variables.indices.compactMap { number in
      let variable = costs.variables[number]
      let from = costs.origins[number]
      let to = from + costs.starts[number + 1] - costs.starts[number]
      let isWhole =
        program.variables.lower[variable].rounded(.up) == Double(from)
        && program.variables.upper[variable].rounded(.down) == Double(to)
      return isWhole ? nil : variable
    }
  }

  /// The number of which the difference of any two goals is a multiple, where every variable that costs anything takes
  /// whole numbers and every convex cost is given over its whole range; `nil` otherwise.
  var smallestDifference: Dyadic? {
    var isWhole = [Bool](repeating: false, count: point.count)
    for variable in program.wholeNumbers { isWhole[variable] = true }
    var divisor = Dyadic.zero
    for (variable, cost) in zip(program.costs.variables, program.costs.coefficients) where cost != 0 {
      guard isWhole[variable] else { return nil }
      divisor = divisor.greatestCommonDivisor(with: Dyadic(cost))
    }
    for step in program.convexCosts.steps { divisor = divisor.greatestCommonDivisor(with: Dyadic(step)) }
    return divisor
  }
}
