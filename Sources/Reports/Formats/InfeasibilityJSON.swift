// SPDX-License-Identifier: GPL-3.0-or-later

internal import FoundationEssentials
public import Staffing

/// Why there is no plan, as JSON for other programs; in English whatever the language.
///
/// Under the version number of ``PlanJSON``: `plan` is `null`, and `infeasible` lists the reasons, each with its `kind`
/// and a sentence, and a conflict with its conditions and the least relaxation.
public struct InfeasibilityJSON: Sendable {
  private let reasons: [Infeasibility]
  private let scenario: Scenario

  /// The JSON of the reasons why a scenario has no plan.
  public init(_ reasons: [Infeasibility], of scenario: Scenario) {
    self.reasons = reasons
    self.scenario = scenario
  }

  /// The document, with sorted keys and a line end; the same reasons give the same bytes.
  public var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let document = Document(
      title: scenario.title, infeasible: reasons.map { ReasonRow($0, scenario) })
    // Strings and whole numbers alone: encoding these cannot fail.
    let data = (try? encoder.encode(document)) ?? Data()
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private struct Document: Encodable {
    let title: String
    let infeasible: [ReasonRow]

    private enum CodingKeys: CodingKey { case format, title, plan, infeasible }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(PlanJSON.format, forKey: .format)
      try container.encode(title, forKey: .title)
      try container.encodeNil(forKey: .plan)
      try container.encode(infeasible, forKey: .infeasible)
    }
  }

  private struct ReasonRow: Encodable {
    let kind: String
    let text: String
    var conditions: [ConditionRow]?
    var proven_smallest: Bool?
    var least_relaxation: RelaxationRow?

    init(_ reason: Infeasibility, _ scenario: Scenario) {
      text = Words(.english).infeasibility(reason, of: scenario)
      switch reason {
      case .floorsExceedTotal: kind = "floors_exceed_total"
      case .capsBelowTotal: kind = "caps_below_total"
      case .floorAboveCap: kind = "floor_above_cap"
      case .groupTotalsApart: kind = "group_totals_apart"
      case .townTotalOutOfReach: kind = "town_total_out_of_reach"
      case .townTotalsOff: kind = "town_totals_off"
      case .basesExceedTotal: kind = "bases_exceed_total"
      case .totalsConflict: kind = "totals_conflict"
      case .wayOut(let remedy):
        kind = "way_out"
        least_relaxation = RelaxationRow(remedy, scenario)
      case .yearlyTotalOutOfReach: kind = "yearly_total_out_of_reach"
      case .conditionsConflict(let conflict):
        kind = "conditions_conflict"
        conditions = conflict.conditions.map { ConditionRow($0, scenario) }
        proven_smallest = conflict.isProvenSmallest
        least_relaxation = conflict.remedy.map { RelaxationRow($0, scenario) }
      }
    }
  }

  private struct ConditionRow: Encodable {
    let kind: String
    var pool: String?
    let group: [String]
    var town: String?
    /// The town that is to have no more, in a condition against inversion.
    var smaller_town: String?
    let side: String
    /// `null` where the condition states no number of posts.
    let posts: Int?
    /// What a rule on the mix states.
    var percent: String?
    /// What set it: `rule`, `method`, `no_need` or `pool`.
    let set_by: String
    var rule: String?

    init(_ condition: PlanCondition, _ scenario: Scenario) {
      switch condition {
      case .total(let scope, let side, let posts):
        (kind, pool, group, self.side, self.posts) = ("total", scope.pool, scope.group, side.rawValue, posts)
        (set_by, rule) = (scope.rule == nil ? "pool" : "rule", scope.rule)
      case .townTotal(let town, let side, let posts, let rule):
        (kind, group, self.town, self.side, self.posts) = ("town_total", town.group, town.name, side.rawValue, posts)
        (set_by, self.rule) = ("rule", scenario.rules[rule].reference)
      case .floor(let town, let pool, let posts, let cause):
        (kind, self.pool, group, self.town, self.posts) = ("floor", pool, town.group, town.name, posts)
        side = PlanCondition.Side.atLeast.rawValue
        (set_by, rule) = Self.cause(cause, scenario)
      case .cap(let town, let pool, let posts, let cause):
        (kind, self.pool, group, self.town, self.posts) = ("cap", pool, town.group, town.name, posts)
        side = PlanCondition.Side.atMost.rawValue
        (set_by, rule) = Self.cause(cause, scenario)
      case .mix(let town, let side, let rule):
        (kind, group, self.town, self.side, posts) = ("mix", town.group, town.name, side.rawValue, nil)
        (set_by, self.rule) = ("rule", scenario.rules[rule].reference)
        percent = Self.percent(side, scenario.rules[rule])
      case .mixOfAll(let side, let rule):
        (kind, group, self.side, posts) = ("mix", [], side.rawValue, nil)
        (set_by, self.rule) = ("rule", scenario.rules[rule].reference)
        percent = Self.percent(side, scenario.rules[rule])
      case .noInversion(let larger, let smaller, let rule):
        (kind, group, town, side, posts) = (
          "no_inversion", larger.group, larger.name, PlanCondition.Side.atLeast.rawValue, nil
        )
        smaller_town = (smaller.group + [smaller.name]).joined(separator: "/")
        (set_by, self.rule) = ("rule", scenario.rules[rule].reference)
      case .moves(let most, let rule):
        (kind, group, side, posts) = ("moves", [], PlanCondition.Side.atMost.rawValue, most)
        (set_by, self.rule) = ("rule", scenario.rules[rule].reference)
      }
    }

    private static func percent(_ side: PlanCondition.Side, _ rule: Rule) -> String? {
      guard case .mix(_, let from, let to) = rule.requirement else { return nil }
      return (side == .atMost ? to : from).map { "\($0)" }
    }

    private static func cause(_ cause: BoundCause, _ scenario: Scenario) -> (String, String?) {
      switch cause {
      case .rule(let place): ("rule", scenario.rules[place].reference)
      case .method: ("method", nil)
      case .noNeed: ("no_need", nil)
      case .pool: ("pool", nil)
      }
    }
  }

  private struct RelaxationRow: Encodable {
    struct Move: Encodable {
      let condition: ConditionRow
      /// Left out for the mix and for pairs of towns.
      let posts_instead: Int?
      /// For the mix: what the rule would have to state, for all its towns.
      let percent_instead: String?
      /// For a pair of towns: how many posts fewer than the smaller the larger one may have.
      let fewer_allowed: Int?
      let rules: [String]
    }
    let proven_least: Bool
    let moves: [Move]

    init(_ remedy: ConditionConflict.Remedy, _ scenario: Scenario) {
      proven_least = remedy.isProvenLeast
      moves = remedy.moves.map { move in
        let (isMix, isPair) =
          switch move.condition {
          case .mix, .mixOfAll: (true, false)
          case .noInversion: (false, true)
          case .total, .townTotal, .floor, .cap, .moves: (false, false)
          }
        return Move(
          condition: ConditionRow(move.condition, scenario), posts_instead: isMix || isPair ? nil : move.posts,
          percent_instead: move.percent.map { "\($0)" }, fewer_allowed: isPair ? move.posts : nil,
          rules: move.rules.map { scenario.rules[$0].reference })
      }
    }
  }
}
