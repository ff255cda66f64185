// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

extension Words {
  /// What stands before the sentences on one of several inputs.
  public func about(_ name: String) -> String { say("\(name)：", "\(name):") }

  // MARK: Totals

  var comparisonTitle: String { say("方案对比", "Plans side by side") }

  var totalsHeading: String { say("总额（单位：名）", "Totals (unit: posts)") }

  /// The headings of the table of totals: pool, today, then each plan with growth and difference.
  func totalsHeadings(_ labels: [String]) -> [String] {
    [say("编制", "pool"), say("现核定", "today")]
      + labels.enumerated().flatMap { place, label in
        [label, say("增幅%", "growth %")] + (place == 0 ? [] : [difference(label, labels)])
      }
  }

  /// The headings of a pool's table: town, today, then each plan with its difference and rank.
  func comparisonHeadings(_ labels: [String]) -> [String] {
    [say("镇街", "town"), say("现核定", "today")]
      + labels.enumerated().flatMap { place, label in
        [label] + (place == 0 ? [] : [difference(label, labels)]) + [say("位次", "rank")]
      }
  }

  private func difference(_ label: String, _ labels: [String]) -> String { "\(label)−\(labels.first ?? "")" }

  /// A rank, and the places won or lost: `3 ▲2`.
  func rank(_ cell: PlanComparison.Cell) -> String {
    guard let rank = cell.rank else { return "—" }
    guard let gain = cell.rankGain, gain != 0 else { return number(rank) }
    return "\(number(rank)) \(gain > 0 ? "▲" : "▼")\(number(Int(gain.magnitude)))"
  }

  // MARK: What text and workbook have in common

  /// The pools by name on screen, with all together last where there are several.
  func pools(of comparison: PlanComparison) -> [(name: String, id: String?)] {
    comparison.pools.map { (pool($0), $0.id) } + (comparison.pools.count > 1 ? [(together, nil)] : [])
  }

  /// Which letter stands for which plan, a line a plan.
  func legend(of comparison: PlanComparison, names: [String]) -> [String] {
    comparison.plans.enumerated().map { place, plan in
      let name = place < names.count ? names[place] : ""
      return "\(comparison.labels[place])  \(name)\(say("：", ": "))\(plan.title)"
    }
  }

  /// What changes hands between the first plan and each other, and between whom.
  func moveLines(_ comparison: PlanComparison) -> [String] {
    let labels = comparison.labels
    return comparison.plans.indices.dropFirst().flatMap { place in
      pools(of: comparison).flatMap { name, pool -> [String] in
        guard let moves = comparison.moves(plan: place, pool: pool) else { return [] }
        return [self.moves(moves, from: labels[0], to: labels[place], pool: name)]
          + [true, false].compactMap { gaining in
            let movers = comparison.movers(plan: place, pool: pool, gaining: gaining)
            let named = movers.map { (comparison.distinctName($0.town), $0.difference) }
            return movers.isEmpty ? nil : "  " + self.movers(named, gaining: gaining)
          }
      }
    }
  }

  // MARK: Moves

  var movesHeading: String { say("名额变动", "Posts that change hands") }

  func moves(_ moves: PlanComparison.Moves, from first: String, to other: String, pool: String) -> String {
    var only: [String] = []
    if moves.onlyInFirst > 0 {
      only.append(
        say("\(number(moves.onlyInFirst)) 个镇街只在 \(first) 中", "\(count(moves.onlyInFirst, "town")) only in \(first)"))
    }
    if moves.onlyInOther > 0 {
      only.append(
        say("\(number(moves.onlyInOther)) 个镇街只在 \(other) 中", "\(count(moves.onlyInOther, "town")) only in \(other)"))
    }
    let rest = only.isEmpty ? "" : say("；", "; ") + only.joined(separator: say("，", ", "))
    let head = say("\(first) → \(other)，\(pool)：", "\(first) → \(other), \(pool): ")
    guard moves.shared > 0 else {
      return head + say("没有共同的镇街", "they have no town in common") + rest + period
    }
    guard moves.taken + moves.given > 0 else { return head + say("没有变动", "none") + rest + period }
    return head
      + say(
        "\(number(moves.losers)) 个镇街共减 \(number(moves.taken)) 名，\(number(moves.winners)) 个镇街共增 \(number(moves.given)) 名",
        "\(count(moves.losers, "town")) \(moves.losers == 1 ? "loses" : "lose") \(number(moves.taken)), "
          + "\(count(moves.winners, "town")) \(moves.winners == 1 ? "gains" : "gain") \(number(moves.given))") + rest
      + period
  }

  func movers(_ movers: [(name: String, difference: Int)], gaining: Bool) -> String {
    let names = movers.map { "\($0.name) \(signed($0.difference))" }.joined(separator: say("，", ", "))
    return gaining ? say("▲ 增加最多：\(names)", "▲ most gained: \(names)") : say("▼ 减少最多：\(names)", "▼ most lost: \(names)")
  }

  // MARK: Fairness and rules

  var evennessHeading: String { say("配置公平性（越小越均衡）", "Evenness (the less, the more even)") }

  /// The headings of the measures, after the metric and pool.
  var evennessHeadings: [String] {
    switch language {
    case .chinese: ["指标", "编制", "", "基尼", "泰尔T", "泰尔L", "变异系数"]
    case .english: ["metric", "posts", "", "Gini", "Theil-T", "Theil-L", "CV"]
    }
  }

  func metricNamed(_ id: String) -> String {
    metric(Metric.standard.first { $0.id == id } ?? Metric(id: id, dimension: .number))
  }

  /// Today's evenness and each plan's, by metric and pool.
  func evennessLines(
    of comparison: PlanComparison, _ labels: [String]
  ) -> [(metric: String, pool: String, plan: String, values: [Double?])] {
    var keys: [[String?]] = []
    for entry in comparison.plans.flatMap(\.evenness) where !keys.contains([entry.metric, entry.pool]) {
      keys.append([entry.metric, entry.pool])
    }
    return keys.flatMap { key in
      let name = comparison.pools.first { $0.id == key[1] }.map(pool) ?? together
      let entries = comparison.plans.map { plan in plan.evenness.first { [$0.metric, $0.pool] == key } }
      let today = entries.compactMap { $0 }.first?.today
      return ([(self.today, today)] + zip(labels, entries.map { $0?.planned })).map { label, measures in
        (
          metricNamed(key[0] ?? ""), name, label,
          [measures?.gini, measures?.theilT, measures?.theilL, measures?.coefficientOfVariation]
        )
      }
    }
  }

  /// The rules that bind in each plan, or that none does.
  func holdLines(of comparison: PlanComparison, _ labels: [String]) -> [(plan: String, text: String)] {
    zip(labels, comparison.plans).flatMap { label, plan in
      plan.holds.isEmpty ? [(label, noHolds)] : plan.holds.map { (label, hold($0)) }
    }
  }

  var holdsHeading: String { say("起作用的约束", "Rules that bind") }

  func hold(_ hold: PlanSummary.Hold) -> String {
    var effects: [String] = []
    if hold.up > 0 { effects.append(say("托底 \(number(hold.up)) 处", "holds up \(count(hold.up, "quota"))")) }
    if hold.down > 0 { effects.append(say("压低 \(number(hold.down)) 处", "holds down \(count(hold.down, "quota"))")) }
    if hold.within > 0 {
      effects.append(say("在其总额内分配 \(number(hold.within)) 处", "sets the total of \(count(hold.within, "quota"))"))
    }
    let because = hold.because.map { say("（\($0)）", " (\($0))") } ?? ""
    return "\(hold.rule)\(because)\(say("：", ": "))\(effects.joined(separator: say("，", ", ")))"
  }

  var noHolds: String { say("没有约束起作用", "no rule binds") }

  var comparisonFootnote: String {
    say(
      "位次按方案名额从多到少，▲▼为相对第一个方案的升降。“—”：该方案没有这一项，或不适用。",
      "rank: by planned posts, the most first, with ▲▼ against the first plan. “—”: not in that plan, or not applicable."
    )
  }
}
