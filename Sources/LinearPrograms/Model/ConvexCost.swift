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
/// The goal's value is a sum over the steps between the origin and a point, and is counted step by step: no formula
/// gives a sum of any steps to the last digit. Beyond ``mostCountedSteps`` of a program together, a point has no value and
/// the solve fails as ``ModelFault/tooManySteps(_:)``. A variable that goes so far needs an origin near its optimum, or
/// a cost with a closed form, which takes no counting: ``init(origin:ofStep:total:)``.
///
/// Separable convex costs by unit steps: Dantzig, *Linear Programming and Extensions* (1963), chapter 24.
public struct ConvexCost: Sendable {
  /// The most steps that are counted one by one for a goal's value, of all convex costs together: 10 million, which take
  /// about a tenth of a second.
  public static let mostCountedSteps = 10_000_000

  /// The value at which the cost counts as zero, and where looking for the optimum begins: best a guess of it. The
  /// variable's nearer bound stands for an origin outside its range. Another origin shifts the goal by a constant and
  /// changes no solution.
  public let origin: Int

  /// What each step costs, but for the reduction.
  private let shape: @Sendable (_ step: Int) -> Double
  /// How much less than in the shape every step costs.
  private let reduction: Double

  /// What all steps up to a value cost, but for a constant; `nil` where they have to be counted.
  let closedForm: (@Sendable (_ value: Int) -> Double)?

  /// The cost of going from `step − 1` to `step`. Must be finite and must not fall as `step` grows, over the
  /// variable's range; what is looked at is checked, and a breach fails the solve by name.
  @inline(__always)
  public func ofStep(_ step: Int) -> Double { shape(step) - reduction }

  /// A cost given by its unit steps.
  ///
  /// Costs of many variables that differ by a constant alone are best given one shape: it is then held once.
  ///
  /// ```swift
  /// // log(k − ½) − log weight, Webster's method as well.
  /// let signposts: @Sendable (Int) -> Double = { log(Double($0) - 0.5) }
  /// goal.add(ConvexCost(origin: 26, ofStep: signposts, reducedBy: log(weight)), on: seats)
  /// ```
  ///
  /// - Parameters:
  ///   - origin: The value at which the cost counts as zero.
  ///   - ofStep: The cost of going from `step − 1` to `step`.
  ///   - reduction: How much less than that every step costs.
  public init(origin: Int, ofStep: @escaping @Sendable (_ step: Int) -> Double, reducedBy reduction: Double = 0) {
    self.origin = origin
    shape = ofStep
    self.reduction = reduction
    closedForm = nil
  }

  /// A cost given by its unit steps and by their sum.
  ///
  /// ```swift
  /// // The k-th seat costs (k − ½) / weight, and k seats k² / 2 / weight.
  /// ConvexCost(origin: 26, ofStep: { (Double($0) - 0.5) / weight }, total: { Double($0 * $0) / 2 / weight })
  /// ```
  ///
  /// - Parameters:
  ///   - origin: The value at which the cost counts as zero.
  ///   - ofStep: The cost of going from `step − 1` to `step`.
  ///   - total: What all steps up to a value cost: `total(k) − total(k − 1)` is what step `k` does. A constant in it does
  ///     not matter. Where it contradicts `ofStep` at one of the places that are looked at, or between two of them, the
  ///     program has a fault, ``ModelFault/costTotalWrong(variable:step:)``.
  public init(
    origin: Int, ofStep: @escaping @Sendable (_ step: Int) -> Double,
    total: @escaping @Sendable (_ value: Int) -> Double
  ) {
    self.origin = origin
    shape = ofStep
    reduction = 0
    closedForm = total
  }
}

// MARK: - Totals

extension ConvexCost {
  /// The value from which a variable with these bounds is counted.
  private func start(in range: ClosedRange<Int>) -> Int {
    min(max(origin, range.lowerBound), range.upperBound)
  }

  /// How many steps have to be counted for the total at a value: none where there is a closed form. O(1).
  func countedSteps(to value: Int, in range: ClosedRange<Int>) -> Int {
    closedForm == nil ? abs(value - start(in: range)) : 0
  }

  /// The cost of going from the origin to `value`: Σ of the steps between them, negative for steps back. NaN where
  /// more steps than `left` would have to be counted; those that are, are taken off it. O(distance), O(1) by a closed form.
  func total(at value: Int, in range: ClosedRange<Int>, left: inout Int) -> Double {
    let start = start(in: range)
    if let closedForm { return value == start ? 0 : closedForm(value) - closedForm(start) }
    guard abs(value - start) <= left else { return .nan }
    left -= abs(value - start)
    var sum = CompensatedSum()
    if value > start { for step in (start + 1)...value { sum.add(ofStep(step)) } }
    if value < start { for step in (value + 1)...start { sum.add(-ofStep(step)) } }
    return sum.value
  }

  /// The same at any value: between whole numbers it is interpolated, and beyond the range there is none, so NaN.
  func total(at value: Double, in range: ClosedRange<Int>, left: inout Int) -> Double {
    guard value >= Double(range.lowerBound), value <= Double(range.upperBound) else { return .nan }
    let whole = Int(value.rounded(.down))
    let part = value - Double(whole)
    return total(at: whole, in: range, left: &left) + (part > 0 ? part * ofStep(whole + 1) : 0)
  }

  /// The cost of going from the origin to `value`, however far that is.
  func total(at value: Int, in range: ClosedRange<Int>) -> Double {
    var left = Int.max
    return total(at: value, in: range, left: &left)
  }
}

// MARK: - The closed form, held against the steps

extension ConvexCost {
  /// A step that the closed form contradicts; `nil` where none was found, or there is no closed form.
  ///
  /// At the ends of the range, its quarters and the origin the form must rise by what the step there costs. Between two
  /// such places it must rise by no less than the first step there for each, and no more than the last: that is what
  /// convexity says of any sum of steps. O(1).
  func stepAgainstClosedForm(in range: ClosedRange<Int>) -> Int? {
    guard let closedForm, range.count > 1 else { return nil }
    let quarter = range.count / 4
    let start = start(in: range)
    let places = Set((0...3).map { range.lowerBound + 1 + $0 * quarter } + [start, start + 1, range.upperBound])
      .filter { $0 > range.lowerBound && $0 <= range.upperBound }.sorted()
    var previous = range.lowerBound
    for place in places {
      let (from, to) = (closedForm(previous), closedForm(place))
      let (first, last) = (ofStep(previous + 1), ofStep(place))
      // Steps that are not finite, or fall, are another fault.
      guard first.isFinite, last.isFinite, first <= last else { return nil }
      let count = Double(place - previous)
      let rounding = Self.closeness * count * max(abs(first), abs(last)) + Self.roundingOfTotals * (abs(from) + abs(to))
      guard to - from >= count * first - rounding, to - from <= count * last + rounding else { return place }
      let rise = to - closedForm(place - 1)
      guard abs(rise - last) <= Self.closeness * abs(last) + 2 * Self.roundingOfTotals * abs(to) else { return place }
      previous = place
    }
    return nil
  }

  /// How near a closed form has to come to the steps, relative to them.
  private static let closeness = 1e-9
  /// How much rounding a closed form may suffer, relative to its value: logarithms of factorials lose some bits.
  private static let roundingOfTotals = 0x1p-44
}
