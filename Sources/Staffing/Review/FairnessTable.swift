// SPDX-License-Identifier: GPL-3.0-or-later

/// How evenly posts stand to people and to land, today and under the plan.
public struct FairnessTable: Sendable {
  /// Posts for each unit of one metric, of one pool or all together.
  public struct Row: Sendable {
    /// The metric, by its place in the scenario.
    public let metric: Int
    /// The pool, by its place; `nil` for all together.
    public let pool: Int?
    /// The towns that are compared: those with a figure above zero.
    public let towns: Int
    /// Of today's quotas; `nil` where one of those towns has none stated, or there are none at all.
    public let today: Inequality?
    /// Of the plan.
    public let planned: Inequality?
  }

  /// By metric, resident population before area, each for every pool and, where there are several, all together.
  /// Metrics that no town has a figure of are left out.
  public let rows: [Row]

  /// Compares a plan's towns, each weighted by its metric. O(pools · towns · log towns).
  public init(_ plan: Plan) {
    let scenario = plan.scenario
    let pools = scenario.pools.indices.map { Int?.some($0) } + (scenario.pools.count > 1 ? [nil] : [])
    rows = [Metric.residentPopulation, .area].flatMap { wanted -> [Row] in
      guard let metric = scenario.metrics.firstIndex(where: { $0.id == wanted.id }) else { return [] }
      let places = scenario.towns.indices.filter { (scenario.towns[$0].metrics[metric]?.significand ?? 0) > 0 }
      let amounts = places.map { scenario.towns[$0].metrics[metric]?.doubleValue ?? 0 }
      guard !places.isEmpty else { return [] }
      func inequality(_ posts: [Int?]) -> Inequality? {
        let known = posts.compactMap(\.self)
        guard known.count == amounts.count else { return nil }
        return Inequality(zip(known, amounts).map { Double($0) / $1 }, weights: amounts)
      }
      return pools.map { pool in
        let counted = pool.map { [$0] } ?? Array(scenario.pools.indices)
        return Row(
          metric: metric, pool: pool, towns: places.count,
          today: inequality(
            places.map { town in
              counted.reduce(Int?.some(0)) { sum, pool in
                sum.flatMap { sum in scenario.towns[town].posts[pool].quota.map { sum + $0 } }
              }
            }),
          planned: inequality(places.map { town in counted.reduce(0) { $0 + plan.quotas[town][$1] } }))
      }
    }
  }
}
