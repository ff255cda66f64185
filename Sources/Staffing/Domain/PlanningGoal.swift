// SPDX-License-Identifier: GPL-3.0-or-later

/// One thing that a plan should do best 目标. A scenario lists its goals in order of priority: each is reached as well as
/// the ones before it leave room for.
public struct PlanningGoal: Hashable, Sendable {
  /// What is to be done best.
  public enum Aim: Hashable, Sendable {
    /// The worst-covered town as well off as can be, then the next 公平: coverage is quota over share, of each town in
    /// each pool. The most rounds; `nil` for all.
    case fairness(rounds: Int?)
    /// Quotas as near to the needs as the method measures it 适配. `moveCost` is what a post taken from a town costs in
    /// the method's own measure, the logarithm of posts per need: at 0.05 a post leaves a town only where that brings
    /// quotas some 5 percent nearer to their needs; `nil` for nothing.
    case fit(ApportionmentMethod, moveCost: Quantity?)
    /// As few posts as can be taken from towns that have them today 稳定.
    case stability
    /// The soft rules' prices as low as can be 软约束.
    case prices
  }

  /// What is to be done best.
  public let aim: Aim
  /// How much worse than its best the goal may become where later ones are the better for it: the larger of an amount in
  /// its own unit (coverage for fairness, posts for stability) …
  public let mayLose: Quantity
  /// … and percents of its best value.
  public let mayLosePercent: Quantity
  /// Where the goal was written, as `scenario.yaml:30`.
  public let reference: String

  /// A goal.
  public init(
    _ aim: Aim, mayLose: Quantity = .zero, mayLosePercent: Quantity = .zero, reference: String = ""
  ) {
    self.aim = aim
    self.mayLose = mayLose
    self.mayLosePercent = mayLosePercent
    self.reference = reference
  }
}
