// SPDX-License-Identifier: GPL-3.0-or-later

/// Which point of a frontier: the best plan by a goal of all that take at most so many posts from towns which have them
/// today.
public struct FrontierPlace: Codable, Hashable, Sendable {
  /// The goal that is weighed against stability.
  public enum Aim: String, Codable, CaseIterable, Sendable {
    /// Quotas as near to the needs as the scenario's method measures it 适配: misfit, to be small.
    case fit
    /// The worst-covered town as well off as can be 公平: its coverage, to be large.
    case fairness
    /// The soft rules' prices 软约束, to be low.
    case prices
  }

  /// The goal.
  public let aim: Aim
  /// The posts that may be moved, 0 or more.
  public let mostMoves: Int

  /// A point.
  public init(_ aim: Aim, mostMoves: Int) {
    self.aim = aim
    self.mostMoves = mostMoves
  }

  private enum CodingKeys: String, CodingKey {
    case aim
    case mostMoves = "most_moves"
  }
}

extension Scenario {
  /// What the rule that a point of a frontier adds is cited as.
  public static let frontierReference = "frontier"

  /// The scenario whose plan is this point of the frontier: with a limit on posts moved beside its own rules, and with the
  /// goal, then stability, in the place of its own goals. What these leave open goes to fit; soft rules that are not the
  /// goal come last. The plan is made at once and not over years.
  public func at(_ place: FrontierPlace) -> Scenario {
    let most = min(max(0, place.mostMoves), Self.largestCount)
    return with(
      rules: rules + [Rule(.moves(most: most), reference: Self.frontierReference)],
      goals: [goal(place.aim), PlanningGoal(.stability)] + lastGoals(after: place.aim))
  }

  /// The scenario in which as few posts are moved as can be.
  func mostStable(_ aim: FrontierPlace.Aim) -> Scenario {
    with(goals: [PlanningGoal(.stability), goal(aim)] + lastGoals(after: aim))
  }

  private func goal(_ aim: FrontierPlace.Aim) -> PlanningGoal {
    switch aim {
    case .fit: PlanningGoal(.fit(method, moveCost: nil))
    case .fairness: PlanningGoal(.fairness(rounds: 1))
    case .prices: PlanningGoal(.prices)
    }
  }

  private func lastGoals(after aim: FrontierPlace.Aim) -> [PlanningGoal] {
    let fit = aim == .fit ? [] : [goal(.fit)]
    return rules.contains(where: \.isSoft) && aim != .prices ? fit + [goal(.prices)] : fit
  }
}
