// SPDX-License-Identifier: GPL-3.0-or-later

internal import BigInt

/// A policy model applied to a scenario, in one arithmetic.
struct NeedFormula<Number: NeedArithmetic> {
  private let scenario: Scenario
  /// Σ over all towns, for each metric that some share uses.
  private let sums: [Int: Number]
  /// What the bases and given needs leave of each pool's total; may be negative.
  let rest: [Number]

  /// O(towns · (metrics + parts · pools)). The scenario must have no ``Scenario/faults``.
  init(_ scenario: Scenario) {
    self.scenario = scenario
    var sums: [Int: Number] = [:]
    for part in scenario.model.parts {
      guard case .share(let weights) = part.rule else { continue }
      for weight in weights where sums[weight.metric] == nil {
        sums[weight.metric] = Number.sum(
          scenario.towns.lazy.map { Number($0.metrics[weight.metric] ?? .zero) })
      }
    }
    self.sums = sums
    // In fractions whatever the arithmetic: of bases that use a pool up, a rounding error must not be left to share.
    rest = scenario.pools.indices.map { Number(Self.exactRest(scenario, pool: $0)) }
  }

  private static func exactRest(_ scenario: Scenario, pool: Int) -> Rational {
    var rest = Quantity(scenario.pools[pool].total).finest
    for part in scenario.model.parts where part.covers(pool: pool) {
      switch part.rule {
      case .base(let posts):
        for (kind, base) in posts { rest -= base.finest * BigInt(scenario.towns.count { $0.kind == kind }) }
      case .given:
        for town in scenario.towns { rest -= (town.givenNeeds[pool] ?? .zero).finest }
      case .share: continue
      }
    }
    return Rational(rest, Quantity(1).finest)
  }

  /// What each part of the model adds to a town's need, in the model's order. O(parts · metrics).
  func parts(of town: Town, pool: Int) -> [Number] {
    scenario.model.parts.map { part in
      guard part.covers(pool: pool) else { return .zero }
      if let posts = Self.fixed(part.rule, town, pool: pool) { return posts }
      guard case .share(let weights) = part.rule else { return .zero }
      let total = Number.sum(weights.map { Number($0.weight) })
      let share = Number.sum(
        weights.map { weight in
          Number(weight.weight) * Number(town.metrics[weight.metric] ?? .zero) / (sums[weight.metric] ?? .zero)
        })
      return rest[pool] * share / total
    }
  }

  /// A town's need. O(parts · metrics).
  func need(of town: Town, pool: Int) -> Number {
    Number.sum(parts(of: town, pool: pool))
  }

  /// What a part that does not depend on other towns gives; `nil` for a share.
  private static func fixed(_ rule: PolicyModel.Part.Rule, _ town: Town, pool: Int) -> Number? {
    switch rule {
    case .base(let posts): Number(posts[town.kind] ?? .zero)
    case .given: Number(town.givenNeeds[pool] ?? .zero)
    case .share: nil
    }
  }
}
