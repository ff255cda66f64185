// SPDX-License-Identifier: GPL-3.0-or-later

/// The kinds that towns have, numbered: there are a few, and what differs by kind is looked up once a kind.
struct TownKinds: Sendable {
  /// The kinds, in the order in which they are met.
  private(set) var list: [Town.Kind] = []
  /// How many towns are of each.
  private(set) var towns: [Int] = []
  /// The place of each town's kind among them.
  private(set) var ofTown: [Int32] = []

  /// Adds the next town's. O(kinds).
  mutating func add(_ kind: Town.Kind) {
    // Neighbours are mostly of one kind.
    var place = ofTown.last.map(Int.init) ?? 0
    if !list.indices.contains(place) || list[place] != kind {
      place = list.firstIndex(of: kind) ?? list.count
      if place == list.count {
        list.append(kind)
        towns.append(0)
      }
    }
    towns[place] += 1
    ofTown.append(Int32(truncatingIfNeeded: place))
  }

  /// Adds those of the towns that follow. O(towns).
  mutating func append(_ next: TownKinds) {
    let places = next.list.map { kind in
      let place = list.firstIndex(of: kind) ?? list.count
      if place == list.count {
        list.append(kind)
        towns.append(0)
      }
      return Int32(truncatingIfNeeded: place)
    }
    for (place, count) in zip(places, next.towns) { towns[Int(place)] += count }
    ofTown += next.ofTown.lazy.map { places[Int($0)] }
  }
}
