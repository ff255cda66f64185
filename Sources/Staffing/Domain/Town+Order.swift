// SPDX-License-Identifier: GPL-3.0-or-later

internal import Concurrency

extension Town {
  /// Towns by their ``id``. O(towns · log towns), with little more than a look at each where the towns of a group come
  /// together.
  ///
  /// - Parameter workers: How many threads may be at work at once; the order is the same whatever their number.
  static func inOrder(_ towns: [Town], workers: Int = 1) -> [Town] {
    let pieces = concurrentPieces(of: towns.count, workers: workers) { SortingKeys(towns, of: $0) }
    var heads: [UInt64?] = []
    heads.reserveCapacity(towns.count)
    var groups: [Group] = []
    var groupOfPath: [[String]: Int] = [:]
    for piece in pieces {
      heads += piece.heads
      for run in piece.runs {
        let path = towns[run.lowerBound].group
        let known = groups.last?.path == path ? groups.count - 1 : groupOfPath[path]
        if let known {
          groups[known].runs.append(run)
        } else {
          groupOfPath[path] = groups.count
          groups.append(Group(path: path, headsOfPath: path.map(CanonicalText.head), runs: [run]))
        }
      }
    }
    var ordered: [Town] = []
    ordered.reserveCapacity(towns.count)
    var entries: [(head: UInt64?, place: Int)] = []
    // The groups are long-winded to move about, their places are not.
    for group in groups.indices.sorted(by: { Group.precedes(groups[$0], groups[$1]) }) {
      entries.removeAll(keepingCapacity: true)
      for run in groups[group].runs { entries += run.lazy.map { (heads[$0], $0) } }
      entries.sort { left, right in
        // Mostly the first bytes tell.
        if let mine = left.head, let theirs = right.head, mine != theirs { return mine < theirs }
        return CanonicalText.precedes(towns[left.place].name, towns[right.place].name)
      }
      for entry in entries { ordered.append(towns[entry.place]) }
    }
    return ordered
  }

  /// What some towns are put in order by, as far as it lies in themselves.
  private struct SortingKeys: Sendable {
    /// The first bytes of their names.
    var heads: [UInt64?] = []
    /// Neighbours of one group.
    var runs: [Range<Int>] = []

    init(_ towns: [Town], of places: Range<Int>) {
      heads.reserveCapacity(places.count)
      var (start, path) = (places.lowerBound, places.isEmpty ? [] : towns[places.lowerBound].group)
      for place in places {
        let town = towns[place]
        heads.append(CanonicalText.head(town.name))
        let group = town.group
        guard group != path else { continue }
        runs.append(start..<place)
        (start, path) = (place, group)
      }
      if start < places.upperBound { runs.append(start..<places.upperBound) }
    }
  }

  /// The towns of one group, wherever they stand.
  private struct Group {
    let path: [String]
    let headsOfPath: [UInt64?]
    var runs: [Range<Int>]

    static func precedes(_ left: Group, _ right: Group) -> Bool {
      for depth in 0..<min(left.path.count, right.path.count) {
        guard let mine = left.headsOfPath[depth], let theirs = right.headsOfPath[depth] else { break }
        if mine != theirs { return mine < theirs }
        if left.path[depth] != right.path[depth] { break }
      }
      return ID.precedes(left.path, right.path)
    }
  }
}
