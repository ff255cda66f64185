// SPDX-License-Identifier: GPL-3.0-or-later

/// What is asked of all towns again and again, in the order of the towns and one beside the other: towns themselves lie where
/// they were read, and to go through ten thousands of them takes longer than what is done with each.
struct TownColumns: Sendable {
  /// Neighbours on one and the same path.
  private(set) var runs: [Range<Int>] = []
  /// Today's quotas.
  let quotas: CellTable<Int?>
  /// The amounts, a column a metric.
  private(set) var amounts: [[Quantity?]]
  /// The kinds.
  let kinds: TownKinds

  /// O(towns · (pools + metrics)). Every town must have an amount a metric and an entry a pool.
  init(_ scenario: Scenario) {
    let towns = scenario.towns
    kinds = TownKinds(towns)
    var quotas = CellTable(repeating: Int?.none, towns: towns.count, pools: scenario.pools.count)
    amounts = scenario.metrics.map { _ in [] }
    for metric in amounts.indices { amounts[metric].reserveCapacity(towns.count) }
    var (start, path) = (0, towns.first?.group ?? [])
    for (index, town) in towns.enumerated() {
      let (group, posts, metrics) = (town.group, town.posts, town.metrics)
      if group != path {
        runs.append(start..<index)
        (start, path) = (index, group)
      }
      for pool in 0..<quotas.pools { quotas[index, pool] = posts[pool].quota }
      for metric in amounts.indices { amounts[metric].append(metrics[metric]) }
    }
    if start < towns.count { runs.append(start..<towns.count) }
    self.quotas = quotas
  }
}
