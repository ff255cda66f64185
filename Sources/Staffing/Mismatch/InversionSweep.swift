// SPDX-License-Identifier: GPL-3.0-or-later

/// For each of many towns, how many larger ones have fewer posts, and which of them comes first in an order of their
/// own: counted while sweeping from the largest town to the smallest, without looking at every pair.
///
/// By one metric a town's larger ones are those swept before it, kept in a Fenwick tree by their posts (Fenwick,
/// *Software: Practice and Experience* 24, 1994). By two, the sweep is halved again and again, and the larger half is
/// swept by the second metric beside the smaller one (Bentley, *Communications of the ACM* 23, 1980).
struct InversionSweep {
  /// One town.
  struct Entry {
    /// Its rank on each of one or two metrics.
    let ranks: [Int]
    /// Its posts.
    let posts: Int
    /// Its place in the order in which the first is looked for; no two towns have the same.
    let order: Int
  }

  /// What stands against one town.
  struct Answer: Equatable {
    /// The number of towns at least as large on each metric, larger on one, with fewer posts.
    var count = 0
    /// The least ``InversionSweep/Entry/order`` among them; `Int.max` where there are none.
    var first = Int.max

    fileprivate mutating func add(_ other: Answer) { (count, first) = (count + other.count, min(first, other.first)) }
  }

  /// One answer for each entry, in their order.
  private(set) var answers: [Answer]

  private let entries: [Entry]
  /// The entries' posts, ranked.
  private let posts: [Int]
  private var tree: [Answer]
  /// The entries from the largest to the smallest by the first metric, then the second, in runs that are alike on both.
  private let runs: [[Int]]

  /// Counts. O(n log n) by one metric, O(n log² n) by two; there must be one or two.
  init(_ entries: [Entry]) {
    self.entries = entries
    let values = Set(entries.map(\.posts)).sorted()
    let ranks = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, $0) })
    posts = entries.map { ranks[$0.posts] ?? 0 }
    tree = Array(repeating: Answer(), count: values.count + 1)
    answers = Array(repeating: Answer(), count: entries.count)
    let sorted = entries.indices.sorted { entries[$1].ranks.lexicographicallyPrecedes(entries[$0].ranks) }
    var runs: [[Int]] = []
    for entry in sorted {
      if let last = runs.last?.last, entries[last].ranks == entries[entry].ranks {
        runs[runs.count - 1].append(entry)
      } else {
        runs.append([entry])
      }
    }
    self.runs = runs
    if entries.first?.ranks.count == 1 { sweep() } else { sweep(runs.indices) }
  }

  private mutating func sweep() {
    for run in runs {
      for entry in run { ask(for: entry) }
      for entry in run { insert(entry) }
    }
  }

  /// What the larger half of some runs says of the smaller, after each half by itself.
  private mutating func sweep(_ range: Range<Int>) {
    guard range.count > 1 else { return }
    let middle = range.lowerBound + range.count / 2
    sweep(range.lowerBound..<middle)
    sweep(middle..<range.upperBound)
    func descending(_ range: Range<Int>) -> [Int] {
      runs[range].joined().sorted { entries[$0].ranks[1] > entries[$1].ranks[1] }
    }
    let larger = descending(range.lowerBound..<middle)
    var next = 0
    for smaller in descending(middle..<range.upperBound) {
      while next < larger.count, entries[larger[next]].ranks[1] >= entries[smaller].ranks[1] {
        insert(larger[next])
        next += 1
      }
      ask(for: smaller)
    }
    for entry in larger[..<next] { remove(entry) }
  }

  private mutating func insert(_ entry: Int) {
    var node = posts[entry] + 1
    while node < tree.count {
      tree[node].add(Answer(count: 1, first: entries[entry].order))
      node += node & -node
    }
  }

  /// Empties every node that an entry is in; to be done for all of them together.
  private mutating func remove(_ entry: Int) {
    var node = posts[entry] + 1
    while node < tree.count {
      tree[node] = Answer()
      node += node & -node
    }
  }

  /// Adds what has fewer posts than an entry, of all that was inserted.
  private mutating func ask(for entry: Int) {
    var node = posts[entry]
    while node > 0 {
      answers[entry].add(tree[node])
      node -= node & -node
    }
  }
}
