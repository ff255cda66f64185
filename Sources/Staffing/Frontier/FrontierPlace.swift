// SPDX-License-Identifier: GPL-3.0-or-later

/// Which point of a frontier: the best plan by a goal of all that lose no more of the other goal than so much.
public struct FrontierPlace: Hashable, Sendable {
  /// The goal that is made as good as can be.
  public enum Aim: String, Codable, CaseIterable, Sendable {
    /// Quotas as near to the needs as the scenario's method measures it 适配: misfit, to be small.
    case fit
    /// The worst-covered town as well off as can be 公平: its coverage, to be large.
    case fairness
    /// The soft rules' prices 软约束, to be low.
    case prices
  }

  /// How far the other goal may give way.
  public enum Level: Hashable, Sendable {
    /// So many posts may be taken from towns that have them today, 0 or more.
    case moves(most: Int)
    /// The worst-covered town has at least this part of its share.
    case coverage(least: Quantity)
    /// Soft rules cost at most this together.
    case price(most: Quantity)
  }

  /// The goal.
  public let aim: Aim
  /// How far the other goal may give way.
  public let level: Level

  /// A point; `nil` where the two are one goal, or stand in the order in which they are not weighed.
  public init?(_ aim: Aim, _ level: Level) {
    switch (aim, level) {
    case (_, .moves), (.fit, _), (.prices, .coverage): (self.aim, self.level) = (aim, level)
    case (.fairness, .coverage), (.fairness, .price), (.prices, .price): return nil
    }
  }

  /// A point of a goal against posts moved.
  public init(_ aim: Aim, mostMoves: Int) { (self.aim, level) = (aim, .moves(most: mostMoves)) }

  /// Both goals.
  var goals: FrontierGoals {
    switch (aim, level) {
    case (_, .moves): FrontierGoals(aim)
    case (.prices, _): .pricesAgainstFairness
    case (_, .coverage): .fitAgainstFairness
    case (_, .price): .fitAgainstPrices
    }
  }
}

extension FrontierPlace: Codable {
  private enum CodingKeys: String, CodingKey {
    case aim
    case mostMoves = "most_moves"
    case leastCoverage = "least_coverage"
    case mostPrice = "most_price"
  }

  /// Reads a point; decimal numbers stand as text, with all their digits.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func quantity(_ key: CodingKeys) throws -> Quantity? {
      guard let text = try container.decodeIfPresent(String.self, forKey: key) else { return nil }
      guard let quantity = Quantity(text) else {
        throw DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: "no decimal number")
      }
      return quantity
    }
    let aim = try container.decode(Aim.self, forKey: .aim)
    let (coverage, price) = (try quantity(.leastCoverage), try quantity(.mostPrice))
    // One of them alone says how far the other goal gives way.
    let level: Level
    switch (coverage, price) {
    case (nil, nil): level = .moves(most: try container.decode(Int.self, forKey: .mostMoves))
    case (let coverage?, nil) where !container.contains(.mostMoves): level = .coverage(least: coverage)
    case (nil, let price?) where !container.contains(.mostMoves): level = .price(most: price)
    default: throw DecodingError.dataCorruptedError(forKey: .aim, in: container, debugDescription: "three goals")
    }
    guard let place = FrontierPlace(aim, level) else {
      throw DecodingError.dataCorruptedError(forKey: .aim, in: container, debugDescription: "no pair of goals")
    }
    self = place
  }

  /// Writes a point.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(aim, forKey: .aim)
    switch level {
    case .moves(let most): try container.encode(most, forKey: .mostMoves)
    case .coverage(let least): try container.encode(least.description, forKey: .leastCoverage)
    case .price(let most): try container.encode(most.description, forKey: .mostPrice)
    }
  }
}

extension Scenario {
  /// What the rule that a point of a frontier adds is cited as.
  public static let frontierReference = "frontier"

  /// The scenario whose plan is this point of the frontier: with a limit on what the other goal may lose beside its own
  /// rules, and with the two goals in the place of its own. What these leave open goes to fit; soft rules that are not
  /// one of the two come last. The plan is made at once and not over years.
  public func at(_ place: FrontierPlace) -> Scenario {
    let (aim, against) = (goal(place.aim), goal(place.goals.against))
    return with(
      rules: rules + [rule(keeping: place.level)],
      goals: [aim, against] + lastGoals(after: place.goals))
  }

  /// The scenario in which the goal that gives way is as good as can be.
  func beforeGivingWay(_ goals: FrontierGoals) -> Scenario {
    with(goals: [goal(goals.against), goal(goals.aim)] + lastGoals(after: goals))
  }

  /// The scenario in which as few posts move as can be where one goal has given way no further than to a level.
  func fewestMoves(keeping level: FrontierPlace.Level) -> Scenario {
    let prices = rules.contains(where: \.isSoft) ? [goal(FrontierPlace.Aim.prices)] : []
    return with(rules: rules + [rule(keeping: level)], goals: [goal(FrontierGoals.Against.stability)] + prices)
  }

  private func rule(keeping level: FrontierPlace.Level) -> Rule {
    let requirement: Rule.Requirement =
      switch level {
      case .moves(let most): .moves(most: min(max(0, most), Self.largestCount))
      case .coverage(let least): .coverage(least: least.isNegative ? .zero : least)
      case .price(let most): .price(most: most.isNegative ? .zero : most)
      }
    return Rule(requirement, reference: Self.frontierReference)
  }

  private func goal(_ aim: FrontierPlace.Aim) -> PlanningGoal {
    switch aim {
    case .fit: PlanningGoal(.fit(method, moveCost: nil))
    case .fairness: PlanningGoal(.fairness(rounds: 1))
    case .prices: PlanningGoal(.prices)
    }
  }

  private func goal(_ against: FrontierGoals.Against) -> PlanningGoal {
    switch against {
    case .stability: PlanningGoal(.stability)
    case .fairness: goal(FrontierPlace.Aim.fairness)
    case .prices: goal(FrontierPlace.Aim.prices)
    }
  }

  private func lastGoals(after goals: FrontierGoals) -> [PlanningGoal] {
    let fit = goals.aim == .fit ? [] : [goal(FrontierPlace.Aim.fit)]
    return rules.contains(where: \.isSoft) && !goals.weighPrices ? fit + [goal(FrontierPlace.Aim.prices)] : fit
  }
}
