// SPDX-License-Identifier: GPL-3.0-or-later

/// One thing that is asked of a plan: a side of a total, or a floor or cap of one quota.
public enum PlanCondition: Hashable, Sendable {
  /// Which side of a total takes part.
  public enum Side: String, Hashable, Sendable {
    /// No fewer than so many.
    case atLeast = "at_least"
    /// No more than so many.
    case atMost = "at_most"
    /// Neither fewer nor more.
    case exactly = "exactly"
  }

  /// The total of a pool, or of a group within it.
  case total(Infeasibility.Scope, Side, posts: Int)
  /// A town's fixed total over all pools, with the rule that fixes it by its place.
  case townTotal(Town.ID, Side, posts: Int, rule: Int)
  /// The least that a town may have of a pool, with what set it.
  case floor(Town.ID, pool: String, posts: Int, BoundCause)
  /// The most that a town may have of a pool, with what set it.
  case cap(Town.ID, pool: String, posts: Int, BoundCause)
  /// The least, or the most, percent of a town's posts that a pool may have, by the rule at this place.
  case mix(Town.ID, Side, rule: Int)
  /// The same percent for all towns of the rule.
  case mixOfAll(Side, rule: Int)
  /// That one town has no fewer posts than another, by the rule at this place.
  case noInversion(larger: Town.ID, smaller: Town.ID, rule: Int)
  /// The most posts that may be moved, by the rule at this place.
  case moves(most: Int, rule: Int)
}

/// What is asked of a plan and cannot all be kept at once, each of it possible by itself.
public struct ConditionConflict: Hashable, Sendable {
  /// The conditions: totals of pools and groups, totals of towns, then floors and caps. That no quota is below zero goes
  /// without saying, and may take part.
  public let conditions: [PlanCondition]
  /// Whether it is proved that each condition is needed: without any one of them the others can all be kept. Another
  /// conflict may be elsewhere in the scenario.
  public let isProvenSmallest: Bool
  /// What would mend this conflict and all others; `nil` where nothing that may be moved does, or a limit was reached.
  public let remedy: Remedy?

  /// A least relaxation of the rules that makes a plan possible.
  public struct Remedy: Hashable, Sendable {
    /// One condition made milder.
    public struct Move: Hashable, Sendable {
      /// The condition as it is.
      public let condition: PlanCondition
      /// The posts that it would have to state; for a pair of towns, how many fewer the larger one would have. 0 for a mix.
      public let posts: Int
      /// For a mix the percent that the rule would have to state.
      public let percent: Quantity?
      /// The rule to be changed, by its place; none for a pool's own total.
      public let rules: [Int]

      /// A condition made milder.
      public init(condition: PlanCondition, posts: Int, percent: Quantity? = nil, rules: [Int]) {
        self.condition = condition
        self.posts = posts
        self.percent = percent
        self.rules = rules
      }
    }

    /// What to move: together they leave a plan. Totals of pools and groups first, then of towns, floors and caps, the
    /// mix, pairs of towns and the limits on posts moved.
    public let moves: [Move]
    /// Whether it is proved that no milder relaxation does. Rules of the larger priority number give way first, those
    /// without a number before all, and pools' totals where nothing else helps; at each priority as few posts as can be
    /// give way. What several rules of one priority could give is taken from the one written last, and spread evenly over
    /// its towns, which is not part of the proof. A percent is the mildest with one decimal that does.
    public let isProvenLeast: Bool

    /// A relaxation.
    public init(moves: [Move], isProvenLeast: Bool) {
      self.moves = moves
      self.isProvenLeast = isProvenLeast
    }
  }
}
