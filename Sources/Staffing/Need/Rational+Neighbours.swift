// SPDX-License-Identifier: GPL-3.0-or-later

internal import BigInt

/// The fractions next to one, among those of small denominators: what whole numbers up to so many can tell apart.
extension Rational {
  /// The least fraction that is not below this one, which is from 0 to 1, among those with denominators up to `most`.
  func leastAbove(denominatorsTo most: Int) -> Rational { neighbours(denominatorsTo: most).above }

  /// The greatest fraction that is not above this one, which is from 0 to 1, among those with denominators up to `most`.
  func greatestBelow(denominatorsTo most: Int) -> Rational { neighbours(denominatorsTo: most).below }

  /// Denominators that are kept whatever the limit, and the largest limit that is searched for.
  private static let (alwaysKept, mostSteps) = (BigInt(1000), 1_000_000)

  /// Down the Stern–Brocot tree (Graham, Knuth, Patashnik, *Concrete Mathematics*, 4.5). O(most) steps at worst.
  private func neighbours(denominatorsTo most: Int) -> (below: Rational, above: Rational) {
    let own = reduced
    let limit = BigInt(min(max(1, most), Self.mostSteps))
    guard own.denominator > max(limit, Self.alwaysKept) else { return (own, own) }
    var (below, above) = (Rational.zero, Rational.one)
    while below.denominator + above.denominator <= limit {
      let middle = Rational(below.numerator + above.numerator, below.denominator + above.denominator)
      if middle == own { return (middle, middle) }
      if middle < own { below = middle } else { above = middle }
    }
    return (below, above)
  }
}
