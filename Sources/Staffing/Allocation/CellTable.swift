// SPDX-License-Identifier: GPL-3.0-or-later

/// One entry for each town and pool, in one array, town by town: rows of their own would take a piece of memory each for
/// ten thousands of towns.
struct CellTable<Entry> {
  private(set) var entries: [Entry]
  /// How many pools there are.
  let pools: Int

  /// The same entry everywhere.
  init(repeating entry: Entry, towns: Int, pools: Int) {
    entries = Array(repeating: entry, count: towns * pools)
    self.pools = pools
  }

  /// Entries town by town. O(towns · pools).
  init(towns: Int, pools: Int, _ entry: (_ town: Int, _ pool: Int) -> Entry) {
    self.pools = pools
    entries = []
    entries.reserveCapacity(towns * pools)
    for town in 0..<towns {
      for pool in 0..<pools { entries.append(entry(town, pool)) }
    }
  }

  private init(_ entries: [Entry], pools: Int) {
    self.entries = entries
    self.pools = pools
  }

  /// The places of the towns.
  var towns: Range<Int> { 0..<(pools > 0 ? entries.count / pools : 0) }

  /// The entry of a town in a pool, by the places of both. O(1).
  subscript(town: Int, pool: Int) -> Entry {
    get { entries[town * pools + pool] }
    _modify { yield &entries[town * pools + pool] }
  }

  /// A town's entries, one a pool. O(1).
  subscript(row town: Int) -> ArraySlice<Entry> { entries[town * pools..<(town + 1) * pools] }

  /// The same table with other entries. O(towns · pools).
  func map<Other>(_ other: (Entry) -> Other) -> CellTable<Other> { CellTable<Other>(entries.map(other), pools: pools) }

  /// A row a town. O(towns · pools).
  func rows<Other>(_ other: (Entry) -> Other) -> [[Other]] { towns.map { self[row: $0].map(other) } }
}

extension CellTable: Sendable where Entry: Sendable {}
