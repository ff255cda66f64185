// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// What sets the least and the most, as the scenario's own rules call it.
extension Words {
  /// What a rule that sets the least or the most of a quota is called.
  func bound(_ rule: Rule, isCap: Bool) -> String {
    switch rule.requirement {
    case .pin: say("指定名额", "pinned number")
    case .change: isCap ? say("增幅上限", "limit on growth") : say("减幅下限", "limit on decrease")
    case .coverage: say("覆盖率下限", "least coverage")
    default: isCap ? say("封顶", "cap") : say("保底", "floor")
    }
  }

  /// What stands on one side of a sum, all of it that these rules set: floors, pinned numbers, totals of groups …
  func summands(_ rules: [String], isCap: Bool, _ scenario: Scenario) -> String {
    var nouns: [String] = []
    for rule in rules.compactMap({ rule($0, scenario) }) {
      let noun = summand(rule, isCap: isCap)
      if !nouns.contains(noun) { nouns.append(noun) }
    }
    return nouns.isEmpty ? isCap ? say("封顶数", "caps") : say("保底数", "floors") : list(nouns)
  }

  private func summand(_ rule: Rule, isCap: Bool) -> String {
    switch rule.requirement {
    case .pin: say("指定名额", "pinned numbers")
    case .change: isCap ? say("增幅上限", "limits on growth") : say("减幅下限", "limits on decrease")
    case .groupTotals(_, .asToday): say("分组现有总额", "today's totals of groups")
    case .groupTotals(_, .given(let given)):
      given.values.contains { if case .percent = $0 { true } else { false } }
        ? say("分组份额", "shares of groups") : say("分组总额", "totals of groups")
    case .movesWithin: say("不得调出分组的名额", "posts that may not leave their groups")
    default: isCap ? say("封顶数", "caps") : say("保底数", "floors")
    }
  }

  /// What a rule asks of a group, with its place: `a total of 300 (scenario.yaml:12)`.
  func asked(_ posts: Int, by reference: String, _ scenario: Scenario) -> String {
    let posts = number(posts)
    let text =
      switch rule(reference, scenario)?.requirement {
      case .movesWithin: say("不少于现有的 \(posts)、不得调出", "no fewer than today's \(posts), as none may leave")
      case .groupTotals(_, .asToday): say("恰为现有的 \(posts)", "today's \(posts)")
      case .groupTotals(_, .given(let given))
      where given.values.contains { if case .percent = $0 { true } else { false } }:
        say("份额合 \(posts)", "a share of \(posts)")
      default: say("总额 \(posts)", "a total of \(posts)")
      }
    return text + cited([reference], of: scenario)
  }

  /// Towns whose floors in a pool are above their caps by the same rules.
  func crossed(
    _ towns: [Town.ID], pool: String, _ bounds: [(floors: [StatedBound], caps: [StatedBound])], _ scenario: Scenario
  )
    -> String
  {
    let names = towns.prefix(Self.shownTowns).map { name($0, scenario) }
    let rest = towns.count - names.count
    let who =
      rest > 0
      ? say("\(list(names))等 \(towns.count) 处", "\(names.joined(separator: ", ")) and \(rest) more") : list(names)
    let title = title(pool, scenario)
    let (floors, caps) = (
      stated(bounds.map(\.floors), isCap: false, scenario), stated(bounds.map(\.caps), isCap: true, scenario)
    )
    let verb = (bounds.first?.floors.count ?? 0) > 1 ? "are" : "is"
    return say("\(who)的\(title)：\(floors)高于\(caps)", "\(who), \(title): \(floors) \(verb) above \(caps)") + period
  }

  /// The rules of one side, each with what it asks: the same for all towns, or from the least to the most.
  private func stated(_ towns: [[StatedBound]], isCap: Bool, _ scenario: Scenario) -> String {
    let rules = (towns.first ?? []).map { bound in
      let posts = towns.flatMap { $0.filter { $0.cause == bound.cause }.map(\.posts) }
      let (least, most) = (posts.min() ?? bound.posts, posts.max() ?? bound.posts)
      let range =
        least == most ? number(least) : say("\(number(least)) 至 \(number(most))", "\(number(least)) to \(number(most))")
      switch bound.cause {
      case .rule(let place):
        let rule = scenario.rules[place]
        let noun = self.bound(rule, isCap: isCap)
        return say("\(noun) \(range)", "the \(noun) of \(range)") + cited([rule.reference], of: scenario)
      case .method:
        return say("\(method(scenario.method))保底的 \(range) 名", "the \(range) that \(method(scenario.method)) gives")
      case .noNeed: return say("没有需求时的 \(range)", "the \(range) for want of need")
      case .pool: return say("总额 \(range)", "the pool's total of \(range)")
      }
    }
    return list(rules)
  }

  /// How many towns, or pairs of them, are named before the rest is only counted.
  static var shownTowns: Int { 5 }
}
