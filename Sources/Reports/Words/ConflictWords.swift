// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

extension Words {
  /// The conditions that cannot all be kept, whether each is needed, and the least relaxation, as one sentence.
  func conflict(_ conflict: ConditionConflict, of scenario: Scenario) -> String {
    let conditions = ConditionGroup.groups(of: conflict.conditions).map { words($0, scenario) }
    let needed =
      conflict.isProvenSmallest
      ? say("（缺其一即可满足其余）", " (without any one of these the others can be kept)")
      : say("（也许其中几项已相互矛盾）", " (perhaps fewer of these clash already)")
    return say("以下各项不能同时满足：", "these cannot all be kept: ")
      + conditions.joined(separator: say("；", "; ")) + needed + remedy(conflict.remedy, scenario) + say("。", ".")
  }

  private func remedy(_ remedy: ConditionConflict.Remedy?, _ scenario: Scenario) -> String {
    guard let remedy else { return "" }
    return say("；", "; ") + moves(remedy, scenario)
  }

  // MARK: Conditions

  private func words(_ group: ConditionGroup, _ scenario: Scenario) -> String {
    let posts = number(group.posts)
    switch group.kind {
    case .total(let scope, let side):
      let name = name(scope, scenario)
      return say("\(name)\(sign(side)) \(posts)", "\(name) has \(sign(side))\(posts)")
        + cited(references(scope, scenario), of: scenario)
    case .townTotals(let side, let rule):
      return say(
        "\(names(group, scenario))各类编制\(sum(group))\(sign(side)) \(posts)",
        "\(names(group, scenario)) \(has(group)) \(sign(side))\(posts)\(sum(group)) over all pools")
        + cited([scenario.rules[rule].reference], of: scenario)
    case .floors(let pool, let cause), .caps(let pool, let cause):
      let side: PlanCondition.Side = if case .floors = group.kind { .atLeast } else { .atMost }
      let text = say(
        "\(names(group, scenario))的\(title(pool, scenario))\(sum(group))\(sign(side)) \(posts)",
        "\(names(group, scenario)) \(has(group)) \(sign(side))\(posts)\(sum(group)) in \(title(pool, scenario))")
      return text + because(cause, scenario)
    case .mixes(let side, let rule):
      guard case .mix(let pool, let from, let to) = scenario.rules[rule].requirement else { return "" }
      let (title, percent) = (title(scenario.pools[pool].id, scenario), "\((side == .atMost ? to : from) ?? .zero) %")
      return say(
        "\(names(group, scenario))的\(title)占其编制\(sign(side)) \(percent)",
        "\(title) has \(sign(side))\(percent) of the posts of \(names(group, scenario))")
        + cited([scenario.rules[rule].reference], of: scenario)
    case .noInversions(let rule):
      return noInversions(group.pairs, scenario) + cited([scenario.rules[rule].reference], of: scenario)
    case .moves(let rule):
      return say("调减名额不多于 \(posts)", "at most \(posts) posts are moved")
        + cited([scenario.rules[rule].reference], of: scenario)
    }
  }

  private func noInversions(_ pairs: [(larger: Town.ID, smaller: Town.ID)], _ scenario: Scenario) -> String {
    let names = pairs.prefix(Self.shownTowns).map { (name($0.larger, scenario), name($0.smaller, scenario)) }
    if let (larger, smaller) = names.first, pairs.count == 1 {
      return say("\(larger)不少于\(smaller)", "\(larger) has no fewer posts than \(smaller)")
    }
    let rest = pairs.count - names.count
    let texts = names.map { "\($0) ≥ \($1)" }
    return say(
      "\(pairs.count) 对镇街中较大者不少于较小者：\(list(texts))" + (rest > 0 ? "等" : ""),
      "of \(pairs.count) pairs the larger town has no fewer posts: \(rest > 0 ? texts.joined(separator: ", ") : list(texts))"
        + (rest > 0 ? " and \(number(rest)) more" : ""))
  }

  /// The reason and the priority that a rule itself gives.
  private func said(_ rule: Rule) -> String {
    [rule.because, rule.priority.map { say("优先级 \($0)", "priority \($0)") }].compactMap(\.self)
      .joined(separator: say("，", ", "))
  }

  /// Rules by their places in files, each with the reason and the priority that it gives.
  func cited(_ rules: [String], of scenario: Scenario) -> String {
    cited(
      rules.map { reference in
        let said = scenario.rules.first { $0.reference == reference }.map(said) ?? ""
        return said.isEmpty ? reference : reference + say("：", ": ") + said
      })
  }

  private func sign(_ side: PlanCondition.Side) -> String {
    switch side {
    case .atLeast: say("不少于", "at least ")
    case .atMost: say("不多于", "at most ")
    case .exactly: say("恰为", "")
    }
  }

  private func sum(_ group: ConditionGroup) -> String {
    group.towns.count > 1 ? say("合计", " together") : ""
  }

  private func has(_ group: ConditionGroup) -> String { group.towns.count > 1 ? "have" : "has" }

  private func because(_ cause: BoundCause, _ scenario: Scenario) -> String {
    switch cause {
    case .rule(let place): cited([scenario.rules[place].reference], of: scenario)
    case .method: say("（\(method(scenario.method))）", " (\(method(scenario.method)))")
    case .noNeed: say("（没有需求）", " (for want of need)")
    case .pool: ""
    }
  }

  private func names(_ group: ConditionGroup, _ scenario: Scenario) -> String {
    let shown = 4
    let names = group.towns.prefix(shown).map { name($0, scenario) }
    let rest = group.towns.count - shown
    return rest > 0
      ? say("\(list(names))等 \(group.towns.count) 处", "\(names.joined(separator: ", ")) and \(count(rest, "other"))")
      : list(names)
  }

  func name(_ town: Town.ID, _ scenario: Scenario) -> String {
    let isShared = scenario.towns.count { $0.name == town.name } > 1
    return isShared ? (town.group + [town.name]).joined(separator: "/") : town.name
  }
}

/// Conditions of one sort that follow one another, told together.
private struct ConditionGroup {
  enum Kind: Hashable {
    case total(Infeasibility.Scope, PlanCondition.Side)
    case townTotals(PlanCondition.Side, rule: Int)
    case floors(pool: String, BoundCause)
    case caps(pool: String, BoundCause)
    case mixes(PlanCondition.Side, rule: Int)
    case noInversions(rule: Int)
    case moves(rule: Int)
  }

  let kind: Kind
  private(set) var towns: [Town.ID]
  /// What they state, added up.
  private(set) var posts: Int
  /// The pairs of towns, the larger first.
  private(set) var pairs: [(larger: Town.ID, smaller: Town.ID)] = []

  private init(_ condition: PlanCondition) {
    switch condition {
    case .total(let scope, let side, let posts): (kind, towns, self.posts) = (.total(scope, side), [], posts)
    case .townTotal(let town, let side, let posts, let rule):
      (kind, towns, self.posts) = (.townTotals(side, rule: rule), [town], posts)
    case .floor(let town, let pool, let posts, let cause):
      (kind, towns, self.posts) = (.floors(pool: pool, cause), [town], posts)
    case .cap(let town, let pool, let posts, let cause):
      (kind, towns, self.posts) = (.caps(pool: pool, cause), [town], posts)
    case .mix(let town, let side, let rule): (kind, towns, posts) = (.mixes(side, rule: rule), [town], 0)
    case .mixOfAll(let side, let rule): (kind, towns, posts) = (.mixes(side, rule: rule), [], 0)
    case .noInversion(let larger, let smaller, let rule):
      (kind, towns, posts, pairs) = (.noInversions(rule: rule), [], 0, [(larger, smaller)])
    case .moves(let most, let rule): (kind, towns, posts) = (.moves(rule: rule), [], most)
    }
  }

  /// The groups, each where the first of its conditions stands.
  static func groups(of conditions: [PlanCondition]) -> [ConditionGroup] {
    var groups: [ConditionGroup] = []
    var places: [Kind: Int] = [:]
    for condition in conditions {
      let one = ConditionGroup(condition)
      if let place = places[one.kind] {
        groups[place].towns += one.towns
        groups[place].posts += one.posts
        groups[place].pairs += one.pairs
      } else {
        places[one.kind] = groups.count
        groups.append(one)
      }
    }
    return groups
  }
}
