// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads a prioritised goal's value off a point, always by the program that was given: narrowed bounds would move the
/// point from which convex costs are counted.
struct GoalMeasure {
  private let program: LinearProgram
  /// The parts of a max–min goal; `nil` for any other.
  private let parts: [LinearExpression]?
  private let isMinimized: Bool
  private let sign: Double

  init(_ aim: PrioritizedGoal.Aim, of program: LinearProgram) {
    var program = program
    switch aim {
    case .optimum(let goal):
      program.goal = goal
      (parts, sign, isMinimized) = (nil, 1, goal.sense == .minimize)
    case .levels(let parts, let inverted, _):
      (self.parts, sign, isMinimized) = (parts, inverted ? -1 : 1, inverted)
    }
    self.program = program
  }

  /// The goal's value; for a max–min goal the worst part's. 0 for one without parts. O(terms).
  func value(at values: [Double]) -> Double {
    guard let parts else { return program.goalValue(at: values) }
    return sign * (parts.map { $0.value(at: values) }.min() ?? 0)
  }

  /// A value that is worse by an amount.
  func worsened(_ value: Double, by amount: Double) -> Double { isMinimized ? value + amount : value - amount }

  /// How much a value is worse than another.
  func shortfall(of value: Double, from other: Double) -> Double { isMinimized ? value - other : other - value }
}

extension LinearExpression {
  /// The value where each variable has the value of its place. O(terms).
  fileprivate func value(at values: [Double]) -> Double {
    var sum = CompensatedSum()
    sum.add(constant)
    for entry in entries { sum.add(entry.coefficient * values[Int(entry.index)]) }
    return sum.value
  }
}
