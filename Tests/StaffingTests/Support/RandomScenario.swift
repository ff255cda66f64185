// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing

/// Scenarios drawn from a seed: groups one to three deep, one to three pools, every kind of rule, every method.
struct RandomScenario {
  /// How large the scenarios may be, and whether they may be impossible.
  struct Size {
    var towns: ClosedRange<Int>
    var most: Int
    var pools: ClosedRange<Int>
    var mayBeImpossible: Bool
    var townTotals: Bool
    /// Needs are small whole numbers, so that ties abound.
    var tied: Bool
  }

  private var random: SplitMix64
  private let size: Size
  private let method: ApportionmentMethod

  static func scenario(seed: Int, _ size: Size) -> Scenario {
    let methods = ApportionmentMethod.allCases
    var draw = RandomScenario(
      random: SplitMix64(seed: seed), size: size,
      method: methods[((seed % methods.count) + methods.count) % methods.count])
    return draw.scenario()
  }

  private mutating func scenario() -> Scenario {
    let depth = random.int(1...3)
    let pools = random.int(size.pools)
    let usesShare = !size.tied && random.chance(50)
    let twoWay = size.townTotals && pools > 1 && random.chance(60)
    let metrics = [Metric.residentPopulation, .area]
    var hidden: [[Int]] = []
    let count = random.int(size.towns)
    var towns: [Town] = (0..<count).map { index in
      let group = (0..<random.int(0...depth)).map { "g\($0)\(random.int(0...1))" }
      let quotas = (0..<pools).map { _ in random.int(1...size.most) }
      hidden.append(quotas)
      return Town(
        id: Town.ID(group: group, name: "\(random.int(100...999))-\(index)"),
        kind: random.chance(50) ? .town : .subdistrict,
        metrics: [Quantity(random.int(1...90_000)), Quantity("\(random.int(1...300)).\(random.int(0...9))")],
        posts: quotas.map { Town.Posts(quota: max(0, $0 + random.int(-2...2)), staff: nil) },
        givenNeeds: quotas.map { given(near: $0) }, fixedTotal: twoWay && random.chance(80) ? quotas.reduce(0, +) : nil)
    }
    if size.mayBeImpossible && random.chance(30) { hidden[0][0] += random.int(0...2) }
    let totals = (0..<pools).map { pool in hidden.reduce(0) { $0 + $1[pool] } }
    let rules = rules(hidden, towns, depth, twoWay)
    towns.shuffle(using: &random)
    return Scenario(
      title: "drawn", levels: (0..<depth).map { "level\($0)" }, metrics: metrics,
      pools: totals.enumerated().map { Pool(id: "p\($0)", total: $1) }, towns: towns,
      model: usesShare ? model(totals, count) : Build.given, rules: rules,
      goals: [PlanningGoal(.fit(method, moveCost: nil))])
  }

  private mutating func given(near quota: Int) -> Quantity {
    if size.tied { return Quantity(random.chance(8) && !method.guaranteesOnePost ? 0 : random.int(1...4)) }
    // Zero needs leave no more than the floor, so a plan for a hidden one would not be sure.
    if size.mayBeImpossible && random.chance(10) { return .zero }
    return Quantity(significand: Int64(quota * 10 + random.int(1...30)), exponent: -1) ?? Quantity(1)
  }

  private mutating func model(_ totals: [Int], _ towns: Int) -> PolicyModel {
    let base = totals.min().map { $0 / (2 * towns) } ?? 0
    let weights = [
      PolicyModel.MetricWeight(metric: 0, weight: Quantity(random.int(1...5))),
      PolicyModel.MetricWeight(metric: 1, weight: Quantity(random.int(1...5))),
    ]
    return PolicyModel(
      title: "drawn",
      parts: [
        .init(rule: .base(posts: [.town: Quantity(base)])), .init(rule: .share(weights: weights)),
      ])
  }

  private mutating func rules(_ hidden: [[Int]], _ towns: [Town], _ depth: Int, _ twoWay: Bool) -> [Rule] {
    var rules: [Rule] = []
    for (index, town) in towns.enumerated() {
      for pool in town.posts.indices {
        let scope = Rule.Scope(pools: [pool], towns: [town.name])
        let slip = size.mayBeImpossible && random.chance(6) ? 1 : 0
        let quota = hidden[index][pool]
        if random.chance(25) {
          rules.append(
            Build.rule(.floor(.posts(max(0, quota - random.int(0...3)) + slip)), scope: scope, at: rules.count))
        }
        if random.chance(20) {
          rules.append(
            Build.rule(.cap(.posts(max(0, quota + random.int(0...3) - slip))), scope: scope, at: rules.count))
        }
        if random.chance(20) {
          // Today's quota is at most two posts off the hidden one.
          let percent = random.chance(40) ? Quantity(1000) : nil
          if percent == nil || town.posts[pool].quota ?? 0 > 0 {
            rules.append(Build.rule(.change(posts: 2, percent: percent), scope: scope, at: rules.count))
          }
        }
      }
    }
    for level in 0..<depth where random.chance(40) {
      for pool in hidden[0].indices where random.chance(70) {
        var totals: [[String]: Int] = [:]
        for (town, quotas) in zip(towns, hidden) where town.group.count > level {
          totals[Array(town.group[0...level]), default: 0] += quotas[pool]
        }
        if random.chance(30), let one = totals.keys.min(by: { $0.lexicographicallyPrecedes($1) }) { totals[one] = nil }
        if totals.isEmpty { continue }
        let scope = Rule.Scope(pools: [pool])
        rules.append(
          Build.rule(.groupTotals(level: level, .given(totals.mapValues { .posts($0) })), scope: scope, at: rules.count)
        )
      }
    }
    if twoWay { rules.append(Build.rule(.townTotals(.column), at: rules.count)) }
    return rules
  }
}
