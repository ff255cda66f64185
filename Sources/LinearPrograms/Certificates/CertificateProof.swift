// SPDX-License-Identifier: GPL-3.0-or-later

/// What a certificate that was not refused has shown.
public struct CertificateProof: Sendable, Hashable {
  /// What is known of how good the point is.
  public enum Optimality: Sendable, Hashable {
    /// No point that keeps all constraints has a goal better than `bound`, which is the claim's. The point's goal is
    /// worse than the best by at most `gap`, an upper bound of the exact difference, in the goal's unit.
    ///
    /// 0 says that no point is better. Together with a ``CertificateProof/largestViolation`` of 0, the point is optimal
    /// without any tolerance; a point that breaks a row by a rounding error may also be better than the best.
    case proven(bound: Double, gap: Double)
    /// The solver claims this bound; nothing was checked but that it is not better than what it would bound.
    case claimed(bound: Double)
    /// Nothing was claimed.
    case unknown
  }

  /// What is known of how good the point is.
  public let optimality: Optimality

  /// The most by which the point breaks a bound or row, an upper bound of the exact amount; 0 says that it breaks none.
  public let largestViolation: Double

  /// The variables whose convex costs were not given over their whole range: for these the proof rests on the costs
  /// outside the window going on as they must, which no certificate shows.
  public let trustedConvexCosts: [Int]

  /// The variables without a bound of their own for which one was derived from the rows.
  public let derivedBounds: [Int]

  /// The variables without a bound of their own or from the rows: what is proved, holds for points in which none of
  /// these is further from zero than ``Certificate/reach``.
  public let assumedBounds: [Int]
}

/// What came of checking a certificate.
public enum CertificateVerdict: Sendable, Hashable {
  /// Everything holds; the proof says how much that is.
  case valid(CertificateProof)
  /// These lines do not hold; never empty.
  case refused([CertificateRefusal])

  /// The proof, where there is one.
  public var proof: CertificateProof? {
    if case .valid(let proof) = self { proof } else { nil }
  }
}
