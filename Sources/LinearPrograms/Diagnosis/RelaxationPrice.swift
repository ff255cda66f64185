// SPDX-License-Identifier: GPL-3.0-or-later

/// What it costs to move a bound so that an infeasible program becomes feasible.
public struct RelaxationPrice: Sendable, Hashable {
  /// How important the bound is. A bound of higher priority is moved only by as much as no moving of lower ones can
  /// save, whatever the weights.
  public let priority: Int
  /// The cost of moving the bound by 1, in the constraint's or variable's own unit. Must be finite and above 0.
  public let weight: Double

  /// A price; by default all bounds have the same.
  public init(priority: Int = 0, weight: Double = 1) {
    self.priority = priority
    self.weight = weight
  }
}

/// What came of looking for the cheapest relaxation.
public enum RelaxationOutcome: Sendable {
  /// The program is feasible as it is.
  case notNeeded
  /// The cheapest relaxation, proved to be so within the solver's tolerances.
  case cheapest(Relaxation)
  /// A limit was reached. The relaxation makes the program feasible, but a cheaper one may exist.
  case found(Relaxation, limit: Limit)
  /// The conditions without a price are in conflict by themselves.
  case impossible
  /// A limit was reached before any relaxation was found.
  case undecided(Limit)
  /// The weight of this bound's price is not finite or not above 0.
  case weightNotPositive(Relaxation.Target)
  /// There is no answer, and the fault says why.
  case failed(SolverFault)

  /// The relaxation, where there is one to be made.
  public var relaxation: Relaxation? {
    switch self {
    case .cheapest(let relaxation), .found(let relaxation, _): relaxation
    case .notNeeded, .impossible, .undecided, .weightNotPositive, .failed: nil
    }
  }
}
