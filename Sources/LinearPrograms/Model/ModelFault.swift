// SPDX-License-Identifier: GPL-3.0-or-later

/// Something in a model that no solver may be given. A program collects all of them and is refused as a whole.
public enum ModelFault: Error, Hashable, Sendable {
  /// A coefficient of this variable in this constraint is NaN or infinite.
  case coefficientNotFinite(constraint: String, variable: String)
  /// A constraint's bound is NaN, or an infinity of the wrong side, or its constant is not finite.
  case boundNotANumber(constraint: String)
  /// A variable's bound is NaN, or an infinity of the wrong side.
  case variableBoundNotANumber(variable: String)
  /// A coefficient or the constant of the goal is NaN or infinite.
  case goalNotFinite(variable: String?)
  /// A variable of another program occurs in this constraint.
  case foreignVariable(constraint: String)
  /// A variable of another program occurs in the goal.
  case foreignVariableInGoal
  /// The bounds of another program's variable or constraint were to be changed here.
  case foreignBounds
  /// A convex cost needs a whole-number variable with finite bounds in a goal to be minimised.
  case convexCostMisplaced(variable: String)
  /// A convex cost is not finite at this step, or falls there.
  case costNotConvex(variable: String, step: Int)
  /// The closed form of a convex cost contradicts what the steps up to this one cost.
  case costTotalWrong(variable: String, step: Int)
  /// The convex costs have so many unit steps, too many to write out, as a file or branch and bound needs them, or to count
  /// one by one from the origins to a point, which a closed form spares.
  case tooManySteps(Int)
  /// More variables or constraints than a 32-bit index can count.
  case tooLarge

  /// Whether the model is only too large, and nothing in it wrong.
  public var isSize: Bool {
    switch self {
    case .tooManySteps, .tooLarge: true
    default: false
    }
  }
}
