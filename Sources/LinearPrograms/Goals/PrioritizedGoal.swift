// SPDX-License-Identifier: GPL-3.0-or-later

/// One of several goals that are reached in order: each as well as the ones before it leave room for.
///
/// ```swift
/// let outcome = program.solve(inOrder: [
///   .maximizeLeast(of: coverages, named: "fairness"),
///   .optimize(.minimize(cost), named: "fit", mayLose: Degradation(relative: 0.01)),
///   .optimize(.minimize(moved), named: "stability"),
/// ])
/// ```
public struct PrioritizedGoal: Sendable {
  enum Aim: Sendable {
    case optimum(Goal)
    /// The least part as large as possible, then the next; `inverted` where the parts are the negatives of what the
    /// caller gave.
    case levels(parts: [LinearExpression], inverted: Bool, rounds: Int?)
  }

  /// What the goal is called in the outcome; need not be unique.
  public let name: String

  /// How much of this goal later ones may give up.
  public let degradation: Degradation

  /// How large a part of the time that is left this goal may take, in proportion to the shares of the goals after it.
  /// Time that it does not need is theirs. Not positive counts as 0: such a goal has only what none after it claims.
  public let share: Double

  let aim: Aim

  private init(_ name: String, _ aim: Aim, _ degradation: Degradation, _ share: Double) {
    self.name = name
    self.aim = aim
    self.degradation = degradation
    self.share = share > 0 && share.isFinite ? share : 0
  }

  /// A goal of a program's own kind: an expression, or convex costs, to be made small or large.
  public static func optimize(
    _ goal: Goal, named name: String = "", mayLose degradation: Degradation = .none, share: Double = 1
  ) -> PrioritizedGoal {
    PrioritizedGoal(name, .optimum(goal), degradation, share)
  }

  /// The least of several expressions as large as possible, then the second least, and so on (lexicographic max–min).
  ///
  /// Where each expression is a multiple of one whole-number variable between finite bounds, the levels are found among
  /// the values that the expressions can take and are kept as bounds of the variables, so that a network stays one
  /// (levels as rows would leave it, and their linear program has levels that no whole numbers reach). Elsewhere the
  /// k-th round makes the sum of the k least expressions as large as possible, by k auxiliary sums that are linear for
  /// any program (Ogryczak and Śliwiński, *European Journal of Operational Research* 148, 2003).
  ///
  /// - Parameters:
  ///   - parts: What to compare, in one unit. Values within 1e-12 of one another, relative to their size, are equal.
  ///   - rounds: The most levels that are found, the worst first; `nil` for all, and at least 1. For levels as bounds,
  ///     a level is a value, at which as few parts as possible are left; elsewhere it is one part's. What is above the
  ///     last is left to later goals.
  /// - Complexity: a solve a level at the least; for levels as bounds, times log(range of values / least difference).
  public static func maximizeLeast(
    of parts: [LinearExpression], rounds: Int? = nil, named name: String = "",
    mayLose degradation: Degradation = .none, share: Double = 1
  ) -> PrioritizedGoal {
    PrioritizedGoal(name, .levels(parts: parts, inverted: false, rounds: rounds), degradation, share)
  }

  /// The least of several variables or terms as large as possible; see the one for expressions.
  public static func maximizeLeast(
    of parts: [some LinearConvertible], rounds: Int? = nil, named name: String = "",
    mayLose degradation: Degradation = .none, share: Double = 1
  ) -> PrioritizedGoal {
    maximizeLeast(of: parts.map(\.asExpression), rounds: rounds, named: name, mayLose: degradation, share: share)
  }

  /// The greatest of several expressions as small as possible, then the second greatest, and so on; in all else as
  /// ``maximizeLeast(of:rounds:named:mayLose:share:)``.
  public static func minimizeGreatest(
    of parts: [LinearExpression], rounds: Int? = nil, named name: String = "",
    mayLose degradation: Degradation = .none, share: Double = 1
  ) -> PrioritizedGoal {
    PrioritizedGoal(name, .levels(parts: parts.map { -1 * $0 }, inverted: true, rounds: rounds), degradation, share)
  }

  /// The greatest of several variables or terms as small as possible; see the one for expressions.
  public static func minimizeGreatest(
    of parts: [some LinearConvertible], rounds: Int? = nil, named name: String = "",
    mayLose degradation: Degradation = .none, share: Double = 1
  ) -> PrioritizedGoal {
    minimizeGreatest(of: parts.map(\.asExpression), rounds: rounds, named: name, mayLose: degradation, share: share)
  }
}

/// How much worse than its best value a goal may become for the sake of later ones: the larger of two amounts.
public struct Degradation: Hashable, Sendable {
  /// An amount in the goal's own unit.
  public let absolute: Double
  /// A part of the absolute value of the goal's best value: 0.01 for one percent.
  public let relative: Double

  /// An allowance; negative amounts and such as are not finite count as 0.
  public init(absolute: Double = 0, relative: Double = 0) {
    self.absolute = absolute.isFinite ? max(0, absolute) : 0
    self.relative = relative.isFinite ? max(0, relative) : 0
  }

  /// Nothing may be given up.
  public static var none: Degradation { Degradation() }

  /// The amount at a goal's best value.
  func amount(at best: Double) -> Double { max(absolute, relative * abs(best)) }
}
