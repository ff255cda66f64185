// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// What rules ask, and of whom.
extension Words {
  /// A metric's name as the beginning of a title. A name that the scenario declares stays as it is there.
  func titleOf(_ metric: Metric) -> String {
    let name = self.metric(metric)
    return name == metric.id ? name : name.prefix(1).uppercased() + name.dropFirst()
  }

  /// What a kind of town is called.
  func kindName(_ kind: Town.Kind) -> String {
    switch kind {
    case .town: say("镇", "towns")
    case .subdistrict: say("街道", "subdistricts")
    case .township: say("乡", "townships")
    default: kind.rawValue
    }
  }

  /// What a level of the hierarchy is called.
  func levelName(_ level: Int, of scenario: Scenario) -> String {
    guard scenario.levels.indices.contains(level) else { return "" }
    return switch scenario.levels[level] {
    case "province": say("省", "province")
    case "city": say("市", "city")
    case "county": say("县（市、区）", "county")
    case let own: own
    }
  }

  /// What a rule asks, as one phrase.
  func requirement(_ rule: Rule, of scenario: Scenario) -> String {
    switch rule.requirement {
    case .floor(let amount): return say("不少于\(posts(amount, scenario))", "At least \(posts(amount, scenario))")
    case .cap(let amount): return say("不多于\(posts(amount, scenario))", "At most \(posts(amount, scenario))")
    case .pin(let amount): return say("恰为\(posts(amount, scenario))", "Exactly \(posts(amount, scenario))")
    case .change(let most, let percent):
      let limits = [
        most.map { say(" \(number($0)) 名", count($0, "post")) }, percent.map { say(" \($0) %", "\($0) %") },
      ]
      .compactMap(\.self)
      return say(
        "与现核定相比，增减不超过\(limits.joined(separator: "，也不超过"))",
        "Within \(limits.joined(separator: " and ")) of today's quota")
    case .groupTotals(let level, .asToday):
      return say(
        "各\(levelName(level, of: scenario))总额与现核定相同", "Each \(levelName(level, of: scenario)) keeps today's total")
    case .groupTotals(_, .given(let totals)):
      let entries = totals.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { path, total in
        switch total {
        case .posts(let posts): "\(path.joined(separator: "/")) \(number(posts))"
        case .percent(let percent): "\(path.joined(separator: "/")) \(percent) %"
        }
      }
      return say("给定总额：\(list(entries))", "Stated totals: \(list(entries))")
    case .townTotals(.asToday):
      return say("各镇街各类编制合计与现核定相同", "Each town keeps today's total over all pools")
    case .townTotals(.column):
      return say("各镇街各类编制合计为给定的编制总数", "Each town has its stated total over all pools")
    case .mix(let place, let from, let to):
      let name = pool(scenario.pools[place])
      return switch (from, to) {
      case (let from?, let to?):
        say("\(name)占镇街编制的 \(from) % 到 \(to) %", "\(name) is \(from) % to \(to) % of a town's posts")
      case (let from?, nil): say("\(name)不少于镇街编制的 \(from) %", "\(name) is at least \(from) % of a town's posts")
      case (_, let to): say("\(name)不多于镇街编制的 \(to ?? .zero) %", "\(name) is at most \(to ?? .zero) % of a town's posts")
      }
    case .noInversion(let metrics, let price):
      let names = list(metrics.map { metric(scenario.metrics[$0]) })
      return say(
        "不倒挂：\(names)都不小的镇街，编制不得更少", "No inversion: a town at least as large by \(names) has no fewer posts")
        + soft(price)
    case .moves(let most):
      return say("调减名额合计不超过 \(number(most)) 名", "At most \(count(most, "post")) taken from towns that have them today")
    case .movesWithin(let level, let price):
      return say(
        "编制不出\(levelName(level, of: scenario))", "No post leaves its \(levelName(level, of: scenario))") + soft(price)
    case .coverage(let least):
      let percent = "\(least.scaled(byPowerOfTen: 2) ?? .zero) %"
      return say("各镇街至少得到其份额的 \(percent)", "Each town has at least \(percent) of its share")
    case .price(let most): return say("软约束代价合计不超过 \(most)", "Soft rules cost at most \(most) together")
    }
  }

  private func soft(_ price: Quantity?) -> String {
    price.map { say("（可突破，每名计价 \($0)）", " (soft: \($0) a post)") } ?? ""
  }

  private func posts(_ amount: PostAmount, _ scenario: Scenario) -> String {
    switch amount {
    case .posts(let posts): return say(" \(number(posts)) 名", count(posts, "post"))
    case .quotaToday: return say("现核定", "today's quota")
    case .staffToday: return say("在编", "the staff in post")
    case .staffAfterRetirements: return say("在编减预计退休", "the staff in post less retirements")
    case .formula(let base, let rates):
      let terms = rates.map { rate in
        let name = metric(scenario.metrics[rate.metric])
        return say("\(name)每 \(rate.per) 计 \(rate.posts) 名", "\(rate.posts) for each \(rate.per) of \(name)")
      }
      return say(" \(base) 名，另按", "\(base) posts and ") + list(terms)
    }
  }

  /// Whom a rule is for, as one phrase.
  func scope(_ scope: Rule.Scope, of scenario: Scenario) -> String {
    var parts: [String] = []
    if let pools = scope.pools { parts.append(list(pools.map { pool(scenario.pools[$0]) })) }
    if let kinds = scope.kinds {
      parts.append(list(kinds.map(\.rawValue).sorted().map { kindName(.init(rawValue: $0)) }))
    }
    if let groups = scope.groups { parts.append(list(groups.map { $0.joined(separator: "/") }.sorted())) }
    if let towns = scope.towns { parts.append(list(towns.sorted())) }
    return parts.isEmpty ? say("全部镇街和类别", "All towns and pools") : parts.joined(separator: say("；", "; "))
  }
}
