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
/// goal.add(ConvexCost(origin: 26) { seat in (Double(seat) - 0.5) / weight }, on: seats)
/// ```
///
/// Separable convex costs by unit steps: Dantzig, *Linear Programming and Extensions* (1963), chapter 24.
public struct ConvexCost: Sendable {
  /// The value at which the cost counts as zero, and where looking for the optimum begins: best a guess of it. The
  /// variable's nearer bound stands for an origin outside its range. Another origin shifts the goal by a constant and
  /// changes no solution.
  public let origin: Int

  /// The cost of going from `step − 1` to `step`. Must be finite and must not fall as `step` grows, over the
  /// variable's range; what is looked at is checked, and a breach fails the solve by name.
  public let ofStep: @Sendable (_ step: Int) -> Double

  /// A cost given by its unit steps.
  public init(origin: Int, ofStep: @escaping @Sendable (_ step: Int) -> Double) {
    self.origin = origin
    self.ofStep = ofStep
  }

  /// The cost of going from the origin to `value`: Σ of the steps between them, negative for steps back.
  /// O(distance).
  func total(at value: Int, in range: ClosedRange<Int>) -> Double {
    let start = min(max(origin, range.lowerBound), range.upperBound)
    var sum = CompensatedSum()
    if value > start { for step in (start + 1)...value { sum.add(ofStep(step)) } }
    if value < start { for step in (value + 1)...start { sum.add(-ofStep(step)) } }
    return sum.value
  }

  /// The same at any value: between whole numbers it is interpolated, and beyond the range there is none, so NaN.
  func total(at value: Double, in range: ClosedRange<Int>) -> Double {
    guard value >= Double(range.lowerBound), value <= Double(range.upperBound) else { return .nan }
    let whole = Int(value.rounded(.down))
    let part = value - Double(whole)
    return total(at: whole, in: range) + (part > 0 ? part * ofStep(whole + 1) : 0)
  }
}
