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
    let sorted = Self.inOrder(groups)
    let order = concurrentPieces(of: groups.count, workers: workers) { [groups, heads] places in
      var (order, entries) = ([Int](), [(head: UInt64?, place: Int)]())
      for group in sorted[places] {
        entries.removeAll(keepingCapacity: true)
        for run in groups[group].runs { entries += run.lazy.map { (heads[$0], $0) } }
        entries.sort { left, right in
          // Mostly the first bytes tell.
          if let mine = left.head, let theirs = right.head, mine != theirs { return mine < theirs }
          return CanonicalText.precedes(towns[left.place].name, towns[right.place].name)
        }
        order += entries.lazy.map(\.place)
      }
      return order
    }.flatMap { $0 }
    return concurrentArray(of: order.count, workers: workers) { towns[order[$0]] }
  }

  /// The places of groups in their order. The groups are long-winded to move about, and to look at.
  private static func inOrder(_ groups: [Group]) -> [Int] {
    // Each path's texts and their first bytes side by side, as many as all paths have.
    let depth = groups.lazy.map { $0.path.count }.min() ?? 0
    let texts = groups.flatMap { $0.path.prefix(depth) }
    let heads = groups.flatMap { $0.headsOfPath.prefix(depth) }
    return groups.indices.sorted { left, right in
      for level in 0..<depth {
        guard let mine = heads[left * depth + level], let theirs = heads[right * depth + level] else { break }
        if mine != theirs { return mine < theirs }
        // Texts that begin alike may be different ones.
        if texts[left * depth + level] != texts[right * depth + level] { break }
      }
      return ID.precedes(groups[left].path, groups[right].path)
    }
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
  }
}
