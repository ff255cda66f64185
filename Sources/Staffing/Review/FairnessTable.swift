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
    /// Of the plan; `nil` also where there is none.
    public let planned: Inequality?
    /// How much of today's lies within the groups of ``FairnessTable/level``, and how much between them; `nil` also where
    /// there is one group only.
    public let todayByGroup: TheilDecomposition?
    /// The same of the plan.
    public let plannedByGroup: TheilDecomposition?
  }

  /// By metric, resident population before area, each for every pool and, where there are several, all together.
  /// Metrics that no town has a figure of are left out.
  public let rows: [Row]
  /// The level whose groups are compared, the outermost of which there are several; `nil` where there is none.
  public let level: Int?

  /// Compares a plan's towns, each weighted by its metric. O(pools · towns · log towns).
  public init(_ plan: Plan) {
    self.init(plan.scenario, planned: plan.quotas)
  }

  /// Compares towns under quotas, one row a town with a quota for each pool, each weighted by its metric.
  /// O(pools · towns · log towns).
  public init(_ scenario: Scenario, quotas: [[Int]]) {
    self.init(scenario, planned: quotas)
  }

  /// Compares towns as they stand today, each weighted by its metric. O(pools · towns · log towns).
  public init(_ scenario: Scenario) {
    self.init(scenario, planned: nil)
  }

  private init(_ scenario: Scenario, planned: [[Int]]?) {
    let level = scenario.levels.indices.first { level in
      let groups = scenario.towns.lazy.map { $0.group.prefix(level + 1) }
      return groups.contains { $0 != groups.first }
    }
    self.level = level
    // Groups by number, for they are compared many times.
    var numbers: [ArraySlice<String>: Int] = [:]
    let numbered = level.map { level in
      scenario.towns.map { town in
        let group = town.group.prefix(level + 1)
        let number = numbers[group] ?? numbers.count
        numbers[group] = number
        return number
      }
    }
    let pools = scenario.pools.indices.map { Int?.some($0) } + (scenario.pools.count > 1 ? [nil] : [])
    rows = [Metric.residentPopulation, .area].flatMap { wanted -> [Row] in
      guard let metric = scenario.metrics.firstIndex(where: { $0.id == wanted.id }) else { return [] }
      let places = scenario.towns.indices.filter { (scenario.towns[$0].metrics[metric]?.significand ?? 0) > 0 }
      let amounts = places.map { scenario.towns[$0].metrics[metric]?.doubleValue ?? 0 }
      guard !places.isEmpty else { return [] }
      let groups = numbered.map { numbers in places.map { numbers[$0] } }
      return pools.map { pool in
        let counted = pool.map { [$0] } ?? Array(scenario.pools.indices)
        /// Posts for each unit of the metric, place by place; `nil` where a figure is missing.
        func densities(_ posts: (_ town: Int, _ pool: Int) -> Int?) -> [Double]? {
          let sums = places.compactMap { town in
            counted.reduce(Int?.some(0)) { sum, pool in sum.flatMap { sum in posts(town, pool).map { sum + $0 } } }
          }
          return sums.count == places.count ? zip(sums, amounts).map { Double($0) / $1 } : nil
        }
        let today = densities { scenario.towns[$0].posts[$1].quota }
        let planned = planned.flatMap { quotas in densities { quotas[$0][$1] } }
        func byGroup(_ values: [Double]?) -> TheilDecomposition? {
          values.flatMap { values in groups.flatMap { TheilDecomposition(values, weights: amounts, groups: $0) } }
        }
        return Row(
          metric: metric, pool: pool, towns: places.count,
          today: today.flatMap { Inequality($0, weights: amounts) },
          planned: planned.flatMap { Inequality($0, weights: amounts) },
          todayByGroup: byGroup(today), plannedByGroup: byGroup(planned))
      }
    }
  }
}
