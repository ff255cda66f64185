// SPDX-License-Identifier: GPL-3.0-or-later

/// Which way something goes: told by shape and colour together, so that either will do.
public enum Trend: Hashable, Sendable {
  /// More than before.
  case up
  /// Less than before.
  case down
  /// As before.
  case same

  /// The way of a change.
  public init(_ change: Double) { self = change > 0 ? .up : change < 0 ? .down : .same }

  /// The sign that stands before a number: ▲, ▼, or nothing.
  public var sign: String {
    switch self {
    case .up: "▲"
    case .down: "▼"
    case .same: ""
    }
  }

  /// The class that gives it its colour.
  public var style: String {
    switch self {
    case .up: "up"
    case .down: "down"
    case .same: "same"
    }
  }
}
