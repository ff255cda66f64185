// SPDX-License-Identifier: GPL-3.0-or-later

/// The two goals of a frontier: the one that is made as good as can be, and the one that gives way for it, step by step.
public struct FrontierGoals: Hashable, Sendable {
  /// The goal that gives way.
  public enum Against: String, CaseIterable, Sendable {
    /// Few posts taken from towns that have them today 稳定: more and more of them may be.
    case stability
    /// The worst-covered town as well off as can be 公平: its coverage may be lower and lower.
    case fairness
    /// Soft rules kept 软约束: their price may be higher and higher.
    case prices
  }

  /// The goal that is made as good as can be.
  public let aim: FrontierPlace.Aim
  /// The goal that gives way for it.
  public let against: Against

  /// Any of the goals against stability.
  public init(_ aim: FrontierPlace.Aim) { (self.aim, against) = (aim, .stability) }

  private init(_ aim: FrontierPlace.Aim, against: Against) { (self.aim, self.against) = (aim, against) }

  /// Fit against fairness: misfit by the worst coverage.
  public static let fitAgainstFairness = FrontierGoals(.fit, against: .fairness)
  /// Fit against soft rules: misfit by their price.
  public static let fitAgainstPrices = FrontierGoals(.fit, against: .prices)
  /// Soft rules against fairness: their price by the worst coverage.
  public static let pricesAgainstFairness = FrontierGoals(.prices, against: .fairness)

  /// Every pair of goals, once.
  public static let all = [
    FrontierGoals(.fit), FrontierGoals(.fairness), FrontierGoals(.prices), fitAgainstFairness, fitAgainstPrices,
    pricesAgainstFairness,
  ]

  /// The pair of these two names, in either order, as `fit` and `stability`; `nil` where they are no two goals.
  public init?(_ one: String, _ other: String) {
    let names = Set([one, other])
    guard let pair = Self.all.first(where: { Set($0.names) == names }) else { return nil }
    self = pair
  }

  /// What files call the two, the goal that gives way last.
  public var names: [String] { [aim.rawValue, against.rawValue] }

  /// Whether soft rules are one of the two.
  public var weighPrices: Bool { aim == .prices || against == .prices }
}
