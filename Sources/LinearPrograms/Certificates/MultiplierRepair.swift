// SPDX-License-Identifier: GPL-3.0-or-later

/// Multipliers as a floating-point solver leaves them, made to prove as much as they can.
///
/// Nothing here has to be right for a certificate to be sound: whatever multipliers come out, the bound is what
/// ``DualBound`` proves by them.
struct MultiplierRepair {
  private let certificate: Certificate
  private let goal: Dyadic
  private let sign: Double

  /// - Parameters:
  ///   - certificate: A certificate without layout faults; its claim doesn't matter.
  ///   - goal: The exact goal of its point.
  init(_ certificate: Certificate, goal: Dyadic) {
    self.certificate = certificate
    self.goal = goal
    sign = certificate.program.maximize ? -1 : 1
  }

  /// Sets the claim with the smallest gap that these multipliers or their repairs prove, and the reach where one has to
  /// be assumed; leaves the certificate alone where they prove nothing.
  static func settle(_ certificate: inout Certificate, by multipliers: [Double], goal: Dyadic) {
    if let claim = MultiplierRepair(certificate, goal: goal).bestClaim(from: multipliers) {
      certificate.claim = claim
      return
    }
    var bounded = certificate
    let farthest = certificate.point.reduce(1) { max($0, abs($1)) }
    bounded.reach = farthest * reachBeyondPoint
    let repair = MultiplierRepair(bounded, goal: goal)
    if bounded.reach?.isFinite == true, let best = repair.prove(repair.withoutLostCauses(multipliers)).best {
      bounded.claim = best.claim
      certificate = bounded
    }
  }

  /// A reach that has to be assumed is this often the largest value at the point: far enough to be of no interest, near
  /// enough for rounding errors to stay small.
  private static let reachBeyondPoint = 1000.0

  /// The claim with the smallest gap that these multipliers or their repairs prove; `nil` where they prove none.
  private func bestClaim(from multipliers: [Double]) -> Certificate.Claim? {
    let plain = prove(withoutLostCauses(multipliers))
    if plain.best?.gap == 0 { return plain.best?.claim }
    let short = prove(snapped(multipliers))
    let better = [plain.best, short.best].compactMap { $0 }.min { $0.gap < $1.gap }
    if let better { return better.claim }
    for bits in [52, 44, 36, 28] {
      if let claim = shifted(onGrid(multipliers, bits: bits), bits: bits) { return claim }
    }
    return nil
  }

  /// The claim that multipliers on a grid prove once they are moved inside.
  private func shifted(_ multipliers: [Double], bits: Int) -> Certificate.Claim? {
    let shift = MultiplierShift(certificate)
    var multipliers = withoutLostCauses(multipliers)
    var refusals: [CertificateRefusal] = []
    for _ in 0...MultiplierShift.mostRounds {
      let attempt = prove(multipliers)
      if let best = attempt.best { return best.claim }
      refusals += attempt.refusals
      guard let moved = shift.shifted(multipliers, awayFrom: refusals) else { return nil }
      multipliers = withoutLostCauses(onGrid(moved, bits: bits))
    }
    return nil
  }

  /// The multipliers in whole multiples of one power of two, so many bits below the largest of them. A difference of
  /// two that should be equal is then exactly zero, and so is the reduced cost of a variable that only adds and subtracts.
  private func onGrid(_ multipliers: [Double], bits: Int) -> [Double] {
    let largest = multipliers.reduce(0) { max($0, abs($1)) }
    guard largest > 0, largest.isFinite else { return multipliers }
    let unit = Double(sign: .plus, exponent: Int(largest.exponent) - bits, significand: 1)
    guard unit.isNormal else { return multipliers }
    return multipliers.map { ($0 / unit).rounded() * unit }
  }

  /// What these multipliers prove, the bound rounded to its own side and the gap rounded up; or why they don't.
  private func prove(
    _ multipliers: [Double]
  ) -> (best: (claim: Certificate.Claim, gap: Double)?, refusals: [CertificateRefusal]) {
    guard multipliers.allSatisfy(\.isFinite) else { return (nil, []) }
    let dual = DualBound(certificate, multipliers: multipliers, goal: goal)
    guard let proven = dual.value else { return (nil, dual.refusals) }
    let bound = proven.rounded(sign > 0 ? .down : .up)
    let distance = sign > 0 ? goal - Dyadic(bound) : Dyadic(bound) - goal
    let gap = max(0, distance.rounded(.up))
    guard bound.isFinite, gap.isFinite else { return (nil, []) }
    return ((.optimal(multipliers: multipliers, bound: bound, gap: gap), gap), [])
  }

  /// Without those that stand for a bound which their row does not have: rounding errors, of either sign.
  private func withoutLostCauses(_ multipliers: [Double]) -> [Double] {
    multipliers.enumerated().map { row, multiplier in
      let isLower = sign * multiplier > 0
      let bound = isLower ? certificate.program.rows.lower[row] : certificate.program.rows.upper[row]
      return bound.isFinite && multiplier != 0 ? multiplier : 0
    }
  }

  /// With those rounded that are a rounding error away from a short binary fraction. Where costs are whole numbers the
  /// multipliers of a network are too, and then nothing is left of the gap.
  private func snapped(_ multipliers: [Double]) -> [Double] {
    withoutLostCauses(
      multipliers.map { multiplier in
        let short = (multiplier * 0x1p16).rounded() * 0x1p-16
        return abs(short - multiplier) <= 1e-9 * max(1, abs(multiplier)) ? short : multiplier
      })
  }
}
