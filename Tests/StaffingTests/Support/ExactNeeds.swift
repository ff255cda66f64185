// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing

/// Needs and limits read off a scenario once more, by the words of the documentation and not by the module's code.
struct ExactNeeds {
  /// One a town and pool.
  let needs: [[Fraction]]
  /// The same in proportion to each pool's total.
  let shares: [[Fraction]]

  init(_ scenario: Scenario) {
    let needs = scenario.towns.map { town in
      scenario.pools.indices.map { Self.need(scenario, town, $0) }
    }
    self.needs = needs
    shares = scenario.towns.indices.map { town in
      scenario.pools.indices.map { pool in
        let sum = needs.reduce(Fraction.zero) { $0 + $1[pool] }
        return sum > .zero ? needs[town][pool] * Fraction(scenario.pools[pool].total) / sum : .zero
      }
    }
  }

  private static func need(_ scenario: Scenario, _ town: Town, _ pool: Int) -> Fraction {
    var need = fixed(scenario, town, pool)
    for part in scenario.model.parts where part.covers(pool: pool) {
      guard case .share(let weights) = part.rule else { continue }
      let rest = scenario.towns.reduce(Fraction(scenario.pools[pool].total)) { $0 - fixed(scenario, $1, pool) }
      let all = weights.reduce(Fraction.zero) { $0 + Fraction($1.weight) }
      for weight in weights {
        let sum = scenario.towns.reduce(Fraction.zero) { $0 + Fraction($1.metrics[weight.metric] ?? .zero) }
        need = need + rest * Fraction(weight.weight) / all * Fraction(town.metrics[weight.metric] ?? .zero) / sum
      }
    }
    return need
  }

  /// Bases and given needs.
  private static func fixed(_ scenario: Scenario, _ town: Town, _ pool: Int) -> Fraction {
    scenario.model.parts.filter { $0.covers(pool: pool) }.reduce(Fraction.zero) { sum, part in
      switch part.rule {
      case .base(let posts): sum + Fraction(posts[town.kind] ?? .zero)
      case .given: sum + Fraction(town.givenNeeds[pool] ?? .zero)
      default: sum
      }
    }
  }

  /// The least and the most that rules, method and need allow a town; the least may be above the most.
  func limits(_ scenario: Scenario, town index: Int, pool: Int) -> (least: Int, most: Int) {
    let town = scenario.towns[index]
    var (least, most) = (0, scenario.pools[pool].total)
    for rule in scenario.rules where rule.scope.covers(town) && rule.scope.covers(pool: pool) {
      switch rule.requirement {
      case .floor(.posts(let posts)): least = max(least, posts)
      case .cap(.posts(let posts)): most = min(most, posts)
      case .change(let posts, let percent):
        guard let today = town.posts[pool].quota else { continue }
        for candidate in 0...(2 * today + scenario.pools[pool].total) {
          let moved = abs(candidate - today)
          let tooMany = posts.map { moved > $0 } ?? false
          let tooMuch = percent.map { Fraction(moved * 100) > Fraction($0) * Fraction(today) } ?? false
          if tooMany || tooMuch {
            if candidate < today { least = max(least, candidate + 1) }
            if candidate > today {
              most = min(most, candidate - 1)
              break
            }
          }
        }
      case .groupTotals, .townTotals: continue
      default: preconditionFailure("a rule that this oracle does not know")
      }
    }
    if needs[index][pool] <= .zero {
      most = min(most, least)
    } else if scenario.method.guaranteesOnePost {
      least = max(least, 1)
    }
    return (least, most)
  }
}
