// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing

/// Needs and limits read off a scenario once more, by the words of the documentation and not by the module's code.
struct ExactNeeds {
  /// One a town and pool.
  let needs: [[Fraction]]
  /// The same in proportion to each pool's total.
  let shares: [[Fraction]]

  init(_ scenario: Scenario) {
    let columns = scenario.pools.indices.map { Self.needs(scenario, $0) }
    let sums = columns.map { $0.reduce(.zero, +) }
    let needs = scenario.towns.indices.map { town in columns.map { $0[town] } }
    self.needs = needs
    shares = scenario.towns.indices.map { town in
      scenario.pools.indices.map { pool in
        let sum = sums[pool]
        return sum > .zero ? needs[town][pool] * Fraction(scenario.pools[pool].total) / sum : .zero
      }
    }
  }

  /// All towns' needs of one pool.
  private static func needs(_ scenario: Scenario, _ pool: Int) -> [Fraction] {
    let fixed = scenario.towns.map { self.fixed(scenario, $0, pool) }
    let rest = fixed.reduce(Fraction(scenario.pools[pool].total), -)
    var needs = fixed
    for part in scenario.model.parts where part.covers(pool: pool) {
      guard case .share(let weights) = part.rule else { continue }
      let all = weights.reduce(Fraction.zero) { $0 + Fraction($1.weight) }
      for weight in weights {
        let amounts = scenario.towns.map { Fraction($0.metrics[weight.metric] ?? .zero) }
        let ofEach = rest * Fraction(weight.weight) / all / amounts.reduce(.zero, +)
        for (town, amount) in amounts.enumerated() { needs[town] = needs[town] + ofEach * amount }
      }
    }
    return needs
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
