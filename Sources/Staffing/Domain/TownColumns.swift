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
  private(set) var kinds = TownKinds()
  /// Whether every town has an amount a metric, an entry a pool, and no deeper path than there are levels. Where one has not,
  /// what is here means nothing.
  private(set) var areInShape = true
  /// Whether no figure is negative or beyond ``Scenario/largestCount``.
  private(set) var areInRange = true
  /// Whether some town has people who are seconded or stationed.
  private(set) var haveLedgers = false
  /// Whether no two towns are one and the same.
  private(set) var areDifferent = true

  /// O(towns · (pools + metrics)).
  init(_ scenario: Scenario) {
    let towns = scenario.towns
    let (pools, metrics, levels) = (scenario.pools.count, scenario.metrics.count, scenario.levels.count)
    var quotas = CellTable(repeating: Int?.none, towns: towns.count, pools: scenario.pools.count)
    amounts = scenario.metrics.map { _ in [] }
    for metric in amounts.indices { amounts[metric].reserveCapacity(towns.count) }
    var (start, path, name) = (0, towns.first?.group ?? [], "")
    for (index, town) in towns.enumerated() {
      guard town.hasShape(metrics: metrics, pools: pools, levels: levels) else {
        areInShape = false
        break
      }
      if !town.isInRange { areInRange = false }
      let (group, posts, figures) = (town.group, town.posts, town.metrics)
      if group != path {
        runs.append(start..<index)
        (start, path) = (index, group)
      } else if index > 0, town.name == name {
        areDifferent = false
      }
      name = town.name
      kinds.add(town.kind)
      for pool in 0..<pools {
        quotas[index, pool] = posts[pool].quota
        if posts[pool].isInLedgers { haveLedgers = true }
      }
      for metric in 0..<metrics { amounts[metric].append(figures[metric]) }
    }
    if start < towns.count { runs.append(start..<towns.count) }
    self.quotas = quotas
  }
}
