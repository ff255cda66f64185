// SPDX-License-Identifier: GPL-3.0-or-later

/// How far a value is off a middle, in seven bands that a table's cells are tinted by. The number always stands in the
/// cell, with ▲ or ▼ from the second band on, so that the tint is never alone in saying so.
public struct HeatBand: Hashable, Sendable {
  /// −3 to 3; zero is the middle.
  public let level: Int

  /// The band of a value.
  ///
  /// - Parameters:
  ///   - value: the value; what is not finite stands in the middle.
  ///   - middle: the middle of the bands.
  ///   - limits: how far off the middle the first, second and third band begin, ascending.
  public init(_ value: Double, around middle: Double, limits: [Double]) {
    let distance = value.isFinite ? value - middle : 0
    let reached = limits.prefix(3).count { abs(distance) >= $0 }
    level = distance < 0 ? -reached : reached
  }

  /// The class that gives the cell its tint: `heat-3` to `heat3`.
  public var style: String { "heat\(level)" }

  /// ▲ or ▼ from the second band on.
  public var sign: String { abs(level) < 2 ? "" : level > 0 ? "▲" : "▼" }
}
