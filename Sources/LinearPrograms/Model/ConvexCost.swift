// SPDX-License-Identifier: GPL-3.0-or-later

/// A convex cost of a whole-number variable, given by what each unit step costs.
///
/// Between whole numbers the cost is interpolated, so the program stays linear: a variable with bounds `l` and `u` is
/// written as `l` plus one column in [0, 1] for each step, and since later steps cost no less than earlier ones an
/// optimal vertex fills them in order. Only a window of the steps becomes columns; it grows where the optimum asks for
/// it, so that a range of thousands costs a handful of columns.
///
/// ```swift
/// // Webster's method: the k-th seat costs (k − ½) / weight.
/// goal.add(ConvexCost(near: 26) { seat in (Double(seat) - 0.5) / weight }, on: seats)
/// ```
///
/// Separable convex costs by unit steps: Dantzig, *Linear Programming and Extensions* (1963), chapter 24.
public struct ConvexCost: Sendable {
  /// Where to begin looking: a guess of the optimal value. It affects the speed alone, never the result.
  public let near: Int

  /// The cost of going from `step − 1` to `step`. Must be finite and must not fall as `step` grows, over the
  /// variable's range; what is looked at is checked, and a breach fails the solve by name.
  public let ofStep: @Sendable (_ step: Int) -> Double

  /// A cost given by its unit steps.
  public init(near: Int, ofStep: @escaping @Sendable (_ step: Int) -> Double) {
    self.near = near
    self.ofStep = ofStep
  }
}
