// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// What would mend a scenario that has no plan.
extension Words {
  /// What to change, all of it together, and whether less would do; without a mark at the end.
  func moves(_ remedy: ConditionConflict.Remedy, _ scenario: Scenario) -> String {
    let groups = MoveGroup.groups(of: remedy.moves)
    let isShortened = groups.contains { $0.moves.count > Self.shownTowns }
    let moves = groups.map { words($0, scenario) }
    return
      (remedy.isProvenLeast
      ? say("最小的放宽（已证明）：", "the least way out (proved): ")
      : say("一种放宽（未证明为最小）：", "a way out (not proved to be the least): "))
      + moves.joined(separator: say("；", "; "))
      + (isShortened ? say("（全部见 --json）", " (all of them: --json)") : "")
  }

  private func words(_ group: MoveGroup, _ scenario: Scenario) -> String {
    guard let first = group.moves.first else { return "" }
    let rules = cited(first.rules.map { scenario.rules[$0].reference })
    let (before, after) = (number(group.stated(first)), number(first.posts))
    switch group.kind {
    case .total(let scope):
      let name = name(scope, scenario)
      if let place = first.rules.first, case .movesWithin = scenario.rules[place].requirement {
        let leaving = number(group.stated(first) - first.posts)
        return say("允许\(name)调出 \(leaving) 名", "let \(leaving) posts leave \(name)") + rules
      }
      let pool = scope.group.isEmpty ? scenario.pools.first { $0.id == scope.pool }?.reference : nil
      return say("\(name)由 \(before) 改为 \(after)", "give \(name) \(after) instead of \(before)")
        + (first.rules.isEmpty ? cited([pool].compactMap(\.self)) : rules)
    case .townTotals:
      let towns = towns(group, scenario)
      return say("编制总数：\(towns)", "fix the total over all pools of \(towns)") + rules
    case .bounds(let pool, let rule, let isCap):
      let (noun, pool) = (bound(scenario.rules[rule], isCap: isCap), title(pool, scenario))
      let change =
        isCap
        ? say("提高\(pool)\(noun)", "raise the \(noun) in \(pool)")
        : say("降低\(pool)\(noun)", "lower the \(noun) in \(pool)")
      return say("\(change)：\(towns(group, scenario))", "\(change) of \(towns(group, scenario))") + rules
    case .mix(let side, let rule):
      guard case .mix(let pool, let from, let to) = scenario.rules[rule].requirement else { return "" }
      let (title, isCap) = (title(scenario.pools[pool].id, scenario), side == .atMost)
      let (before, after) = ("\((isCap ? to : from) ?? .zero) %", "\(first.percent ?? .zero) %")
      return say(
        "\(title)占比\(isCap ? "上限" : "下限")由 \(before) 改为 \(after)",
        "let the share of \(title) be \(isCap ? "up" : "down") to \(after) instead of \(before)") + rules
    case .pairs:
      let pairs = group.moves.prefix(Self.shownTowns).map { pair($0, scenario) }
      let rest = group.moves.count - pairs.count
      return say(
        "允许较大者更少：\(list(pairs))" + (rest > 0 ? "，另有 \(number(rest)) 对" : ""),
        "although at least as large, let \(rest > 0 ? pairs.joined(separator: ", ") : list(pairs))"
          + (rest > 0 ? " and \(number(rest)) more pairs" : "")) + rules
    case .moves:
      return say("调减名额上限由 \(before) 升至 \(after)", "let \(after) posts be moved instead of \(before)") + rules
    }
  }

  private func pair(_ move: ConditionConflict.Remedy.Move, _ scenario: Scenario) -> String {
    guard case .noInversion(let one, let other, _) = move.condition else { return "" }
    let (larger, smaller, posts) = (name(one, scenario), name(other, scenario), number(move.posts))
    return say("\(larger)比\(smaller)少 \(posts) 名", "\(larger) have \(posts) fewer than \(smaller)")
  }

  /// `A, B and C from 16 to 15`, or where they differ `A from 16 to 15 and B from 14 to 12, 3 together`.
  private func towns(_ group: MoveGroup, _ scenario: Scenario) -> String {
    func inWords(_ move: ConditionConflict.Remedy.Move) -> String {
      let (before, after) = (number(group.stated(move)), number(move.posts))
      return say("由 \(before) 改为 \(after)", "from \(before) to \(after)")
    }
    let changes = group.moves.map(inWords)
    let isSame = Set(changes).count == 1
    let named = zip(group.moves, changes).prefix(Self.shownTowns).map { move, change in
      let name = group.town(move).map { self.name($0, scenario) } ?? ""
      return isSame ? name : say("\(name)\(change)", "\(name) \(change)")
    }
    let rest = group.moves.count - named.count
    let all =
      rest > 0
      ? say(
        "\(list(named))\(isSame ? "" : "，")等 \(group.moves.count) 处",
        "\(named.joined(separator: ", ")) and \(count(rest, "other"))")
      : list(named)
    if isSame { return say("\(all)\(changes[0])", "\(all) \(changes[0])") }
    let posts = number(group.moves.reduce(0) { $0 + abs(group.stated($1) - $1.posts) })
    return say("\(all)，合计 \(posts) 名", "\(all), \(posts) together")
  }
}

/// Moves of one rule in one pool, told together.
private struct MoveGroup {
  enum Kind: Hashable {
    case total(Infeasibility.Scope)
    case townTotals(rule: Int)
    case bounds(pool: String, rule: Int, isCap: Bool)
    case mix(PlanCondition.Side, rule: Int)
    case pairs(rule: Int)
    case moves(rule: Int)
  }

  typealias Move = ConditionConflict.Remedy.Move

  let kind: Kind
  private(set) var moves: [Move]

  /// What a move's condition states now.
  func stated(_ move: Move) -> Int {
    switch move.condition {
    case .total(_, _, let posts), .townTotal(_, _, let posts, _), .floor(_, _, let posts, _), .cap(_, _, let posts, _),
      .moves(let posts, _):
      posts
    case .mix, .mixOfAll, .noInversion: 0
    }
  }

  func town(_ move: Move) -> Town.ID? {
    switch move.condition {
    case .townTotal(let town, _, _, _), .floor(let town, _, _, _), .cap(let town, _, _, _): town
    case .total, .mix, .mixOfAll, .noInversion, .moves: nil
    }
  }

  private static func kind(of move: Move) -> Kind {
    switch move.condition {
    case .total(let scope, _, _): .total(scope)
    case .townTotal(_, _, _, let rule): .townTotals(rule: rule)
    case .floor(_, let pool, _, _): .bounds(pool: pool, rule: move.rules.first ?? 0, isCap: false)
    case .cap(_, let pool, _, _): .bounds(pool: pool, rule: move.rules.first ?? 0, isCap: true)
    case .mix(_, let side, let rule), .mixOfAll(let side, let rule): .mix(side, rule: rule)
    case .noInversion(_, _, let rule): .pairs(rule: rule)
    case .moves(_, let rule): .moves(rule: rule)
    }
  }

  /// The groups, each where the first of its moves stands.
  static func groups(of moves: [Move]) -> [MoveGroup] {
    var groups: [MoveGroup] = []
    var places: [Kind: Int] = [:]
    for move in moves {
      let kind = kind(of: move)
      if let place = places[kind] {
        groups[place].moves.append(move)
      } else {
        places[kind] = groups.count
        groups.append(MoveGroup(kind: kind, moves: [move]))
      }
    }
    return groups
  }
}
