// SPDX-License-Identifier: GPL-3.0-or-later

/// What a plan breaks of a soft rule, and what that costs.
public struct SoftRuleBreach: Hashable, Sendable {
  /// What is broken.
  public enum Subject: Hashable, Sendable {
    /// The larger town has fewer posts than the smaller, by their places.
    case inversion(larger: Int, smaller: Int)
    /// Posts of a pool, by its place, leave a group.
    case leavingGroup(pool: Int, group: [String])
  }

  /// The rule, by its place in the scenario.
  public let rule: Int
  /// What is broken.
  public let subject: Subject
  /// How many posts are too few, above zero.
  public let posts: Int
  /// What the rule says that costs.
  public let price: Double
}

extension Plan {
  /// What the plan breaks of the soft rules, in their order; empty where it keeps them all, or there are none.
  /// O(rules · towns · pools), and O(towns² · metrics) at worst for rules against inversion.
  public var softRuleBreaches: [SoftRuleBreach] {
    guard hasSoftRules else { return [] }
    return scenario.ruleRows.compactMap { row in
      // Coefficients of soft rows are ones, so what is short is whole.
      guard let price = row.price, let posts = Int(exactly: row.shortfall(at: quotas)), posts > 0 else { return nil }
      let subject: SoftRuleBreach.Subject
      switch row.subject {
      case .mix: return nil
      case .noInversion(let larger, let smaller): subject = .inversion(larger: larger, smaller: smaller)
      case .movesWithin(let pool, let towns):
        guard case .movesWithin(let level, _) = scenario.rules[row.rule].requirement else { return nil }
        subject = .leavingGroup(pool: pool, group: Array(scenario.towns[towns.lowerBound].group.prefix(level + 1)))
      }
      return SoftRuleBreach(rule: row.rule, subject: subject, posts: posts, price: price * Double(posts))
    }
  }

  /// Whether a scenario has soft rules.
  public var hasSoftRules: Bool {
    scenario.rules.contains { rule in
      switch rule.requirement {
      case .noInversion(_, .some), .movesWithin(_, .some): true
      default: false
      }
    }
  }
}
