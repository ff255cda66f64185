// SPDX-License-Identifier: GPL-3.0-or-later

/// A growth in percent with one decimal, rounded half away from zero in whole numbers.
public struct Growth: Hashable, Sendable {
  /// Tenths of a percent: 1,038 is +103.8 %.
  public let tenths: Int

  /// The growth from one count to another; `nil` from zero or an unknown count, whose growth has no percentage.
  public init?(from before: Int?, to after: Int) {
    guard let before, before > 0 else { return nil }
    let (scaled, overflow) = (after - before).multipliedReportingOverflow(by: 2000)
    guard !overflow else { return nil }
    tenths = (scaled + (scaled < 0 ? -before : before)) / (2 * before)
  }

  /// The percentage with its sign, one decimal and no percent sign: `+103.8`, `-4.0`, `0.0`.
  public var numeral: String {
    let magnitude = tenths.magnitude
    let sign = tenths > 0 ? "+" : tenths < 0 ? "-" : ""
    return "\(sign)\(magnitude / 10).\(magnitude % 10)"
  }
}
