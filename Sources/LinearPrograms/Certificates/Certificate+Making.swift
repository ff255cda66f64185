// SPDX-License-Identifier: GPL-3.0-or-later

extension Certificate {
  /// A certificate that a point is optimal, as far as these multipliers prove it, wherever both came from.
  ///
  /// ```swift
  /// let certificate = try Certificate(of: program, at: point, multipliers: prices)
  /// if case .optimal(_, let bound, let gap) = certificate.claim { print(bound, gap) }
  /// ```
  ///
  /// The claim's multipliers may be repaired ones, where these prove less; it is ``Claim/feasible`` where they prove
  /// nothing. The tolerance is as large as the point needs it, and 0 for one that keeps all constraints exactly.
  ///
  /// - Parameters:
  ///   - program: The program; convex costs need a window that the point is in.
  ///   - point: One value a variable.
  ///   - multipliers: One a row, in the sense of ∂goal/∂bound.
  /// - Throws: ``CertificateFault/notCertifiable(_:)``.
  /// - Complexity: O(nonzeros + convex steps) exact operations, twice where the multipliers were rounded.
  public init(of program: Program, at point: [Double], multipliers: [Double]) throws(CertificateFault) {
    let exactGoal: Dyadic
    (self, exactGoal) = try Self.unclaimed(program, point)
    guard multipliers.count == program.rows.lower.count else {
      let count = CertificateRefusal.count(
        .multipliers, found: multipliers.count, expected: program.rows.lower.count)
      throw .notCertifiable([count])
    }
    MultiplierRepair.settle(&self, by: multipliers, goal: exactGoal)
  }

  /// A certificate with the bound that branch and bound claims; that the point keeps all constraints and no more where
  /// there is none.
  init(of program: Program, at point: [Double], bound: Double?) throws(CertificateFault) {
    (self, _) = try Self.unclaimed(program, point)
    if let bound, bound.isFinite {
      claim = .branchAndBound(bound: program.maximize ? max(bound, goal) : min(bound, goal))
    }
  }

  /// The point with its tolerance and goal, and the exact goal.
  private static func unclaimed(
    _ program: Program, _ point: [Double]
  ) throws(CertificateFault) -> (Certificate, Dyadic) {
    var certificate = Certificate(
      program: program, point: point, tolerance: .greatestFiniteMagnitude, goal: 0, claim: .feasible)
    let unfit = certificate.layoutFaults
    guard unfit.isEmpty else { throw .notCertifiable(unfit) }
    let checked = CheckedPoint(certificate)
    guard checked.refusals.isEmpty else { throw .notCertifiable(checked.refusals) }
    certificate.tolerance = checked.largestViolation.rounded(.up)
    certificate.goal = checked.goal.rounded(.toNearestOrEven)
    return (certificate, checked.goal)
  }
}

extension Solution {
  /// What one unit more on a constraint's bound adds to the goal, ∂goal/∂bound: one a constraint, in the program's
  /// order. Empty where branch and bound was needed, whose points have no multipliers. They are the solver's: good to
  /// its tolerances, and to be proved by a ``Certificate``.
  public var constraintMultipliers: [Double] { multipliers }
}
