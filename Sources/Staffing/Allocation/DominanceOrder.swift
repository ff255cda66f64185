// SPDX-License-Identifier: GPL-3.0-or-later

/// Which towns are at least as large as which on every one of some metrics, and larger on one.
struct DominanceOrder {
  private let towns: [Int]
  /// The amounts of each of them, in an exact order: the rank of each amount among all, by metric.
  let ranks: [[Int]]

  /// O(towns · log towns · metrics). Towns without a figure must not be asked for.
  init(_ all: [Town], _ concerned: [Int], by metrics: [Int]) {
    towns = concerned
    var ranks = concerned.map { _ in [Int]() }
    for metric in metrics {
      let amounts = concerned.map { (all[$0].metrics[metric] ?? .zero).finest }
      let sorted = Set(amounts).sorted()
      let rank = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
      for place in concerned.indices { ranks[place].append(rank[amounts[place]] ?? 0) }
    }
    self.ranks = ranks
  }

  /// Whether a town dominates another, both by their places among those that the order is of.
  func dominates(_ left: Int, _ right: Int) -> Bool {
    var isLarger = false
    for (mine, theirs) in zip(ranks[left], ranks[right]) {
      if mine < theirs { return false }
      if mine > theirs { isLarger = true }
    }
    return isLarger
  }

  /// All pairs of towns of which the first dominates the second, by the smaller town, then the larger.
  /// O(towns² · metrics).
  var pairs: [(larger: Int, smaller: Int)] {
    towns.indices.flatMap { smaller in
      towns.indices.filter { dominates($0, smaller) }.map { (towns[$0], towns[smaller]) }
    }
  }

  /// The pairs of towns, the larger first, between which there is no third: from them all others follow. By the smaller
  /// town, then the larger. By one or two metrics O((towns + pairs) · log towns), by more O(towns² · metrics) where few
  /// towns are comparable and more where chains are long.
  var coveringPairs: [(larger: Int, smaller: Int)] {
    let pairs =
      ranks.allSatisfy { $0.count <= 2 }
      ? CoveringSweep(ranks.map { ($0.first ?? 0, $0.count > 1 ? $0[1] : 0) }).pairs : pairsWithoutThird
    return pairs.map { (towns[$0.larger], towns[$0.smaller]) }
      .sorted { ($0.smaller, $0.larger) < ($1.smaller, $1.larger) }
  }

  /// The same by the towns' places, by any number of metrics: every pair of towns is looked at.
  private var pairsWithoutThird: [(larger: Int, smaller: Int)] {
    // From the small to the large, so that what is nearest comes first.
    let sums = ranks.map { $0.reduce(0, +) }
    let order = towns.indices.sorted { (sums[$0], $0) < (sums[$1], $1) }
    // Side by side in this order.
    let width = ranks.first?.count ?? 0
    let sorted = order.flatMap { ranks[$0] }
    func dominates(_ left: Int, _ right: Int) -> Bool {
      var isLarger = false
      for metric in 0..<width {
        let (mine, theirs) = (sorted[left * width + metric], sorted[right * width + metric])
        if mine < theirs { return false }
        if mine > theirs { isLarger = true }
      }
      return isLarger
    }
    var pairs: [(larger: Int, smaller: Int)] = []
    var nearest: [Int] = []
    for smaller in order.indices {
      nearest.removeAll(keepingCapacity: true)
      for larger in (smaller + 1)..<max(smaller + 1, order.count)
      where dominates(larger, smaller) && !nearest.contains(where: { dominates(larger, $0) }) {
        nearest.append(larger)
      }
      pairs += nearest.map { (order[$0], order[smaller]) }
    }
    return pairs
  }
}
