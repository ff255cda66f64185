// SPDX-License-Identifier: GPL-3.0-or-later

internal import Concurrency

/// What is asked of all towns again and again, in the order of the towns and one beside the other: towns themselves lie where
/// they were read, and to go through ten thousands of them takes longer than what is done with each.
struct TownColumns: Sendable {
  /// Neighbours on one and the same path.
  private(set) var runs: [Range<Int>] = []
  /// Today's quotas.
  private(set) var quotas: CellTable<Int?>
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

  private var knownGroups = Deferred<[[Range<Int>]]>()

  /// The groups at each level, the largest first, each a range of the towns that these columns are of: neighbours whose
  /// paths begin alike. O(paths · depth) at the first time.
  func groups(of towns: [Town]) -> [[Range<Int>]] {
    knownGroups.value {
      var groups: [[Range<Int>]] = []
      var before: [String] = []
      for run in runs {
        let path = towns[run.lowerBound].group
        var alike = 0
        while alike < min(path.count, before.count), path[alike] == before[alike] { alike += 1 }
        while groups.count < path.count { groups.append([]) }
        for level in path.indices {
          if level < alike, let last = groups[level].last {
            groups[level][groups[level].count - 1] = last.lowerBound..<run.upperBound
          } else {
            groups[level].append(run)
          }
        }
        before = path
      }
      return groups
    }
  }

  /// O(towns · (pools + metrics)).
  ///
  /// - Parameter workers: How many threads may be at work at once.
  init(_ scenario: Scenario, workers: Int = 1) {
    let towns = scenario.towns
    var pieces = concurrentPieces(of: towns.count, workers: workers) { TownColumns(scenario, of: $0) }
    // Out of the list, so that the others are added to it and not to a copy.
    self = pieces.removeFirst()
    for next in pieces { append(next, towns) }
  }

  /// The columns of some towns.
  private init(_ scenario: Scenario, of places: Range<Int>) {
    let towns = scenario.towns
    let (pools, metrics, levels) = (scenario.pools.count, scenario.metrics.count, scenario.levels.count)
    // What follows is added to the first columns.
    let expected = places.lowerBound == 0 ? towns.count : places.count
    var quotas = CellTable<Int?>(firstTown: places.lowerBound, pools: pools, expectedTowns: expected)
    amounts = scenario.metrics.map { _ in [] }
    for metric in amounts.indices { amounts[metric].reserveCapacity(expected) }
    var (start, path, name) = (places.lowerBound, places.isEmpty ? [] : towns[places.lowerBound].group, "")
    for index in places {
      let town = towns[index]
      guard town.hasShape(metrics: metrics, pools: pools, levels: levels) else {
        areInShape = false
        for _ in index..<places.upperBound { quotas.append { _ in nil } }
        break
      }
      if !town.isInRange { areInRange = false }
      let (group, posts, figures) = (town.group, town.posts, town.metrics)
      if group != path {
        runs.append(start..<index)
        (start, path) = (index, group)
      } else if index > places.lowerBound, town.name == name {
        areDifferent = false
      }
      name = town.name
      kinds.add(town.kind)
      quotas.append { posts[$0].quota }
      for pool in 0..<pools where posts[pool].isInLedgers { haveLedgers = true }
      for metric in 0..<metrics { amounts[metric].append(figures[metric]) }
    }
    if start < places.upperBound { runs.append(start..<places.upperBound) }
    self.quotas = quotas
  }

  /// Adds the columns of the towns that follow.
  private mutating func append(_ next: TownColumns, _ towns: [Town]) {
    areInShape = areInShape && next.areInShape
    areInRange = areInRange && next.areInRange
    haveLedgers = haveLedgers || next.haveLedgers
    areDifferent = areDifferent && next.areDifferent
    var more = next.runs[...]
    if let last = runs.last, let first = more.first, towns[last.lowerBound].group == towns[first.lowerBound].group {
      if towns[first.lowerBound - 1].name == towns[first.lowerBound].name { areDifferent = false }
      runs[runs.count - 1] = last.lowerBound..<first.upperBound
      more = more.dropFirst()
    }
    runs += more
    quotas.append(next.quotas)
    for metric in amounts.indices { amounts[metric] += next.amounts[metric] }
    kinds.append(next.kinds)
  }
}
