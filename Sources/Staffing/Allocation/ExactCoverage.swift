// SPDX-License-Identifier: GPL-3.0-or-later

/// How much of its share each town has, as exact fractions 覆盖率: a town's share is its need in proportion to the pool.
struct ExactCoverage: Sendable {
  /// A row a town and an entry a pool; `nil` where there is no need, and so nothing to cover.
  private let shares: CellTable<Rational?>

  /// O(towns · pools · parts · metrics).
  init(_ needs: NeedTable) {
    let scenario = needs.basis.scenario
    let formula = NeedFormula<Rational>(needs.basis)
    let exact = CellTable(towns: scenario.towns.count, pools: scenario.pools.count) { formula.need(town: $0, pool: $1) }
    let factors = scenario.pools.indices.map { pool -> Rational? in
      let sum = Rational.sum(scenario.towns.indices.lazy.map { exact[$0, pool] })
      return sum > .zero ? (Rational(Quantity(scenario.pools[pool].total)) / sum).reduced : nil
    }
    shares = CellTable(towns: exact.towns.count, pools: exact.pools) { town, pool in
      guard let factor = factors[pool], exact[town, pool] > .zero, factor > .zero else { return nil }
      return (exact[town, pool] * factor).reduced
    }
  }

  /// The fewest posts with which a town has this part of its share; `nil` where it has none.
  func posts(town: Int, pool: Int, covering level: Quantity) -> Int? {
    shares[town, pool].map { min(Scenario.largestCount, ($0 * level.rational).roundedUp) }
  }

  /// The part of its share that a town has with so many posts; `nil` where it has no share.
  func covered(by quota: Int, town: Int, pool: Int) -> Rational? {
    shares[town, pool].map { Rational(Quantity(quota)) / $0 }
  }

  /// The least part of its share that any town has of a pool; 1 where there are no shares. O(towns · pools).
  func worst(of quotas: [[Int]]) -> Rational {
    var worst: Rational?
    for (town, row) in quotas.enumerated() {
      for (pool, quota) in row.enumerated() {
        guard let coverage = covered(by: quota, town: town, pool: pool) else { continue }
        if worst.map({ coverage < $0 }) ?? true { worst = coverage }
      }
    }
    return worst ?? .one
  }
}
