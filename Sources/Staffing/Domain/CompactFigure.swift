// SPDX-License-Identifier: GPL-3.0-or-later

/// A whole number that may not be known, in half the room of an optional one: towns come by the ten thousand, and what is
/// kept of each should be near to the next.
struct CompactFigure: Hashable, Sendable {
  private let number: Int

  /// A figure. The least number of all stands for none, and is taken for the one above it, which is as far out of range.
  init(_ figure: Int?) { number = figure.map { max($0, .min + 1) } ?? .min }

  /// The figure; `nil` where it is not known.
  var value: Int? { number == .min ? nil : number }
}
