// SPDX-License-Identifier: GPL-3.0-or-later

/// How the optimum of a linear program answers to small changes.
///
/// ```swift
/// let sensitivity = try diet.sensitivity()
/// sensitivity.shadowPrice(of: protein)       // what one more gram of protein would cost
/// sensitivity.boundRange(of: protein)        // while the requirement is between these
/// ```
///
/// Everything is read off one optimal basis. At a degenerate vertex there are several, whose prices differ: a price is
/// then right in one direction of change alone, and its range says so by ending at the present bound.
public struct Sensitivity: Sendable {
  /// The optimum that this is about.
  public let solution: Solution

  private let shadowPrices: [Double]
  private let reducedCosts: [Double]
  private let boundRanges: [ClosedRange<Double>]
  private let costRanges: [ClosedRange<Double>]
  private let program: ObjectIdentifier

  init(
    solution: Solution, program: ObjectIdentifier, shadowPrices: [Double], reducedCosts: [Double],
    boundRanges: [ClosedRange<Double>], costRanges: [ClosedRange<Double>]
  ) {
    self.solution = solution
    self.program = program
    self.shadowPrices = shadowPrices
    self.reducedCosts = reducedCosts
    self.boundRanges = boundRanges
    self.costRanges = costRanges
  }

  /// ∂goal/∂bound of a constraint: by how much the optimal goal rises for each unit by which the active bound is
  /// raised, whether the goal is minimised or maximised. Zero where the constraint is not tight. So a price below zero
  /// says that raising the bound lowers the goal. `nil` for another program's constraint.
  public func shadowPrice(of constraint: Constraint) -> Double? {
    constraint.program == program ? value(shadowPrices, constraint.index) : nil
  }

  /// The values of the constraint's active bound between which its shadow price holds, other bounds as they are; for a
  /// constraint that is not tight, the value it has, which a bound may approach from either side at no cost.
  /// `nil` for another program's constraint.
  public func boundRange(of constraint: Constraint) -> ClosedRange<Double>? {
    constraint.program == program ? value(boundRanges, constraint.index) : nil
  }

  /// ∂goal/∂variable: by how much the goal rises for each unit by which the variable is pushed up, the others
  /// following at best. Zero for a variable between its bounds. `nil` for another program's variable.
  public func reducedCost(of variable: Variable) -> Double? {
    variable.program == program ? value(reducedCosts, variable.index) : nil
  }

  /// The values of the variable's goal coefficient between which the optimal point stays optimal, other coefficients
  /// as they are. `nil` for another program's variable.
  public func costRange(of variable: Variable) -> ClosedRange<Double>? {
    variable.program == program ? value(costRanges, variable.index) : nil
  }

  private func value<Value>(_ values: [Value], _ index: Int) -> Value? {
    values.indices.contains(index) ? values[index] : nil
  }
}

/// Why there is no sensitivity to state.
public enum SensitivityRefusal: Error, Sendable {
  /// Some variable takes whole numbers: the goal jumps, and no price is right however small the change. Solve again
  /// with the bound moved by one instead: ``LinearProgram/goalChange(moving:by:with:limits:)``.
  case integerProgram
  /// There is no optimum; the outcome says why.
  case notOptimal(Outcome)
}
