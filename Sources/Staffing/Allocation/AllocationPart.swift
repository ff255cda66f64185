// SPDX-License-Identifier: GPL-3.0-or-later

/// Quotas with the totals that tie them to one another: all of a scenario, or some that have nothing to do with the rest.
struct AllocationPart: Sendable {
  let pools: [Int]
  let towns: Range<Int>
  /// The totals of the pools, and of groups in them.
  let trees: [TotalsTree]
  /// The totals of towns over all pools.
  let townTotals: [TownTotal]
}

extension AllocationProblem {
  /// How many totals there are: those of pools and groups, and those of towns.
  var totalCount: Int { trees.reduce(townTotals.count) { $0 + $1.nodes.count } }

  /// The places of a part's totals among all of them, in the order of the rows of its program.
  func totals(of part: AllocationPart) -> [Int] {
    var first: [Int] = []
    var count = 0
    for tree in trees {
      first.append(count)
      count += tree.nodes.count
    }
    let ofTrees = part.trees.flatMap { tree in tree.places.map { first[tree.pool] + $0 } }
    // Towns have totals over pools only where all is one part.
    return ofTrees + (count..<count + part.townTotals.count)
  }

  /// All quotas.
  var whole: AllocationPart {
    AllocationPart(
      pools: Array(scenario.pools.indices), towns: scenario.towns.indices, trees: trees, townTotals: townTotals)
  }

  /// Parts that can be planned one without the other, as long as nothing but bounds and totals counts: pools where no town
  /// has a total over them, and in each the groups whose totals are given, some of them together. O(nodes · depth).
  var independentParts: [AllocationPart] {
    guard isNested else { return [whole] }
    return trees.flatMap { tree in
      tree.parts(ofTowns: Self.townsOfPart).map { part in
        AllocationPart(pools: [part.pool], towns: part.towns, trees: [part], townTotals: [])
      }
    }
  }

  /// So few towns that what is worked out for them stays near the processor, and so many that the parts are few.
  private static let townsOfPart = 1_000
}
