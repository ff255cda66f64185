// SPDX-License-Identifier: GPL-3.0-or-later

/// A line of a certificate that does not hold. Variables and rows are counted from 0.
///
/// Amounts are exact where a double can hold them; differences are rounded away from zero, so that none reads as 0.
public enum CertificateRefusal: Error, Hashable, Sendable {
  /// An array or number of a certificate.
  public enum Field: String, Sendable {
    /// ``Certificate/Program/constant``
    case constant
    /// Variables of ``Certificate/Program/costs``
    case costVariables
    /// Coefficients of ``Certificate/Program/costs``
    case costs
    /// ``Certificate/Program/variables``, lower
    case lower
    /// ``Certificate/Program/variables``, upper
    case upper
    /// ``Certificate/Program/wholeNumbers``
    case wholeNumbers
    /// Variables of ``Certificate/Program/convexCosts``
    case convexVariables
    /// ``Certificate/ConvexCosts/origins``
    case convexOrigins
    /// ``Certificate/ConvexCosts/values``
    case convexValues
    /// ``Certificate/ConvexCosts/starts``
    case convexStarts
    /// ``Certificate/ConvexCosts/steps``
    case convexSteps
    /// ``Certificate/Program/rows``, lower
    case rowLower
    /// ``Certificate/Program/rows``, upper
    case rowUpper
    /// ``Certificate/Program/starts``
    case rowStarts
    /// Variables of ``Certificate/Program/entries``
    case entryVariables
    /// Coefficients of ``Certificate/Program/entries``
    case entries
    /// ``Certificate/point``
    case point
    /// ``Certificate/tolerance``
    case tolerance
    /// ``Certificate/goal``
    case goal
    /// ``Certificate/reach``
    case reach
    /// Multipliers of ``Certificate/Claim/optimal(multipliers:bound:gap:)``
    case multipliers
    /// Bound of a claim
    case bound
    /// Gap of a claim
    case gap
  }

  /// Which of two bounds.
  public enum Side: String, Sendable {
    /// The least value.
    case lower
    /// The greatest value.
    case upper
  }

  /// The layout is not one that this checker knows.
  case format(found: String)
  /// An array has another length than what it belongs to.
  case count(Field, found: Int, expected: Int)
  /// A number is NaN, or infinite where it may not be, or negative where it may not be.
  case badNumber(Field, index: Int, found: Double)
  /// An index is out of range, or not greater than the one before where the order is ascending.
  case badIndex(Field, index: Int, found: Int)
  /// A variable has no value between its bounds.
  case noValue(variable: Int, lower: Double, upper: Double)
  /// A row has no value between its bounds.
  case noActivity(row: Int, lower: Double, upper: Double)
  /// A variable with a convex cost takes other than whole numbers, or has an infinite bound, or its window leaves the
  /// bounds, or has no step where the bounds have some.
  case badWindow(variable: Int, from: Int, steps: Int)
  /// A convex cost falls.
  case costFalls(variable: Int, step: Int, found: Double, expectedAtLeast: Double)
  /// A whole-number variable is not whole.
  case notWhole(variable: Int, found: Double)
  /// A variable is beyond a bound by more than the tolerance.
  case boundBroken(variable: Int, Side, found: Double, expected: Double, excess: Double)
  /// A row is beyond a bound by more than the tolerance.
  case rowBroken(row: Int, Side, found: Double, expected: Double, excess: Double)
  /// The point is outside the window of a convex cost.
  case outsideWindow(variable: Int, found: Double, window: ClosedRange<Int>)
  /// The goal is not the value at the point.
  case goal(found: Double, expected: Double)
  /// A multiplier stands for a bound that the row does not have: it proves nothing.
  case multiplierWithoutBound(row: Int, Side, found: Double)
  /// A variable without bound on the side where the multipliers would have it: they prove nothing.
  case reducedCostWithoutBound(variable: Int, Side, found: Double)
  /// The multipliers prove less than the bound that is claimed.
  case bound(found: Double, proven: Double, excess: Double)
  /// The goal and the bound that is claimed are further apart than the gap that is claimed.
  case gap(found: Double, expectedAtLeast: Double)
}
