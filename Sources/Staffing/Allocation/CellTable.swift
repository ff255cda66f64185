// SPDX-License-Identifier: GPL-3.0-or-later

/// One entry for each town and pool, in one array, town by town: rows of their own would take a piece of memory each for
/// ten thousands of towns. A table may be of some towns only, which keep their places.
struct CellTable<Entry> {
  private(set) var entries: [Entry]
  /// The places of the towns.
  private(set) var towns: Range<Int>
  /// How many pools there are.
  let pools: Int

  /// The same entry everywhere.
  init(repeating entry: Entry, towns: Int, pools: Int) {
    entries = Array(repeating: entry, count: towns * pools)
    self.towns = 0..<towns
    self.pools = pools
  }

  /// Entries town by town. O(towns · pools).
  init(towns: Int, pools: Int, _ entry: (_ town: Int, _ pool: Int) -> Entry) {
    self.init(towns: 0..<towns, pools: pools, entry)
  }

  /// Entries of some towns, town by town. O(towns · pools).
  init(towns: Range<Int>, pools: Int, _ entry: (_ town: Int, _ pool: Int) -> Entry) {
    (self.towns, self.pools) = (towns, pools)
    entries = []
    entries.reserveCapacity(towns.count * pools)
    for town in towns {
      for pool in 0..<pools { entries.append(entry(town, pool)) }
    }
  }

  /// No entries yet, with room for those of so many towns.
  init(firstTown: Int, pools: Int, expectedTowns: Int) {
    (towns, self.pools) = (firstTown..<firstTown, pools)
    entries = []
    entries.reserveCapacity(expectedTowns * pools)
  }

  private init(_ entries: [Entry], towns: Range<Int>, pools: Int) {
    (self.entries, self.towns, self.pools) = (entries, towns, pools)
  }

  private func place(_ town: Int, _ pool: Int) -> Int { (town - towns.lowerBound) * pools + pool }

  /// The entry of a town in a pool, by the places of both. O(1).
  subscript(town: Int, pool: Int) -> Entry {
    get { entries[place(town, pool)] }
    _modify { yield &entries[place(town, pool)] }
  }

  /// A town's entries, one a pool. O(1).
  subscript(row town: Int) -> ArraySlice<Entry> { entries[place(town, 0)..<place(town + 1, 0)] }

  /// The same table with other entries. O(towns · pools).
  func map<Other>(_ other: (Entry) -> Other) -> CellTable<Other> {
    CellTable<Other>(entries.map(other), towns: towns, pools: pools)
  }

  /// Adds the row of the town that follows. O(pools).
  mutating func append(_ entry: (_ pool: Int) -> Entry) {
    for pool in 0..<pools { entries.append(entry(pool)) }
    towns = towns.lowerBound..<towns.upperBound + 1
  }

  /// Adds the rows of the towns that follow. O(towns · pools).
  mutating func append(_ next: CellTable) {
    entries += next.entries
    towns = towns.lowerBound..<next.towns.upperBound
  }

  /// A row a town. O(towns · pools).
  func rows<Other>(_ other: (Entry) -> Other) -> [[Other]] { towns.map { self[row: $0].map(other) } }

  /// Takes over what a table of a part says of it. O(towns · pools of the part).
  mutating func replace(_ part: AllocationPart, by other: CellTable) {
    for town in part.towns {
      for pool in part.pools { self[town, pool] = other[town, pool] }
    }
  }
}

extension CellTable: Sendable where Entry: Sendable {}
