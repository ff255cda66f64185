// SPDX-License-Identifier: GPL-3.0-or-later

/// A growth in percent with one decimal, rounded half away from zero in whole numbers.
public struct Growth: Hashable, Sendable {
  /// Tenths of a percent: 1,038 is +103.8 %.
  public let tenths: Int

  /// The growth from one count to another; `nil` from zero or an unknown count, whose growth has no percentage,
  /// and for counts too large to work with.
  public init?(from before: Int?, to after: Int) {
    guard let before, before > 0 else { return nil }
    let (change, beyond) = after.subtractingReportingOverflow(before)
    let (scaled, overflow) = change.multipliedReportingOverflow(by: 1000)
    guard !beyond, !overflow else { return nil }
    let (whole, rest) = scaled.quotientAndRemainder(dividingBy: before)
    let roundsUp = rest.magnitude >= before.magnitude - rest.magnitude
    tenths = whole + (roundsUp ? rest.signum() : 0)
  }

  /// The percentage with its sign, one decimal and no percent sign: `+103.8`, `-4.0`, `0.0`.
  public var numeral: String {
    let magnitude = tenths.magnitude
    let sign = tenths > 0 ? "+" : tenths < 0 ? "-" : ""
    return "\(sign)\(magnitude / 10).\(magnitude % 10)"
  }
}
