// SPDX-License-Identifier: GPL-3.0-or-later

/// What came of solving a program for several goals in order.
public struct LexicographicOutcome: Sendable {
  /// The last point and what is known of it. Optimal only where every goal in turn was proved; otherwise the first limit
  /// that was reached is named, and the point is the best that the goals led to by then. The bound is one on the last
  /// goal's value, and is `nil` where an earlier one was not proved. The solution's goal is the last goal's value.
  public let outcome: Outcome

  /// One entry for each goal that got a point, in their order.
  public let stages: [GoalStage]

  /// The program narrowed to the points that keep every goal at what later ones had to leave of it: what can still be
  /// chosen. To be solved for any further goal. `nil` where there is no point, a goal was not proved, or the goals cannot
  /// be written out as conditions.
  public internal(set) var optima: LinearProgram?

  /// The basis of the last linear program, from which ``optima`` are best solved; `nil` from a solver that keeps none.
  public internal(set) var basis: SimplexBasis?

  init(outcome: Outcome, stages: [GoalStage], optima: LinearProgram? = nil) {
    self.outcome = outcome
    self.stages = stages
    self.optima = optima
  }
}

/// What one goal came to.
public struct GoalStage: Sendable {
  /// The goal's name.
  public let name: String

  /// The goal's best value when its turn came. For a max–min goal the worst part's value.
  public let best: Double

  /// A proven bound on the goal's value, given what earlier goals hold; the best value itself where it is proved,
  /// `nil` where none is known.
  public let bound: Double?

  /// What later goals had to keep: the best value less what may be given up.
  public let held: Double

  /// The goal's value at the last point. For a max–min goal the worst part's value.
  public internal(set) var final: Double

  /// For a max–min goal the values of the parts from the worst on, one for each that was settled; otherwise empty.
  public let levels: [Double]

  /// Why the search for this goal's best value ended early; `nil` where the value is proved.
  public let limit: Limit?

  /// The point with the best value, with the margins that hold for it.
  public let solution: Solution
}
