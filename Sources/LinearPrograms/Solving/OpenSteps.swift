// SPDX-License-Identifier: GPL-3.0-or-later

/// Which of the two steps next to a value cost so nearly the price that the solver is to decide on them: of the others,
/// the cheaper ones are taken and the dearer ones are not.
struct OpenSteps: OptionSet, Sendable {
  let rawValue: UInt8

  /// The step to the value.
  static let last = OpenSteps(rawValue: 1)
  /// The step from the value.
  static let next = OpenSteps(rawValue: 2)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// - Parameters:
  ///   - last: What the step to the value costs.
  ///   - next: What the step from the value costs.
  ///   - reach: How far from the price costs may be.
  init(last: Double, next: Double, price: Double, within reach: Double) {
    self = []
    if last >= price - reach { insert(.last) }
    if next <= price + reach { insert(.next) }
  }
}
