// SPDX-License-Identifier: GPL-3.0-or-later

/// A greatest flow through a network with whole-number capacities, and with it a least cut.
///
/// Level by level along shortest ways (Dinic, *Soviet Mathematics Doklady* 11, 1970).
struct MaximumFlow {
  /// More than all capacities that count add up to.
  static let unlimited = Int.max / 4

  /// The arcs out of each node, as a chain; −1 ends it.
  private var first: [Int32]
  private var next: [Int32] = []
  private var target: [Int32] = []
  /// What may still flow; an arc and its opposite stand side by side.
  private var room: [Int] = []
  private var level: [Int32]
  private var current: [Int32]

  init(nodes: Int) {
    first = [Int32](repeating: -1, count: nodes)
    level = first
    current = first
  }

  /// Adds an arc. Returns its place.
  @discardableResult
  mutating func addArc(from: Int, to: Int, capacity: Int) -> Int {
    let place = target.count
    append(from, to, capacity)
    append(to, from, 0)
    return place
  }

  private mutating func append(_ from: Int, _ to: Int, _ capacity: Int) {
    next.append(first[from])
    first[from] = Int32(truncatingIfNeeded: target.count)
    target.append(Int32(truncatingIfNeeded: to))
    room.append(capacity)
  }

  /// What flows through an arc.
  func flow(through arc: Int) -> Int { room[arc ^ 1] }

  /// Sends as much as can flow. `nil` where it has to stop before. O(nodes² · arcs) at worst.
  mutating func send(from source: Int, to sink: Int, hasToStop: () -> Bool) -> Int? {
    var sum = 0
    while findLevels(from: source, to: sink) {
      if hasToStop() { return nil }
      current = first
      while true {
        let sent = augment(from: source, to: sink)
        if sent == 0 { break }
        sum += sent
      }
    }
    return sum
  }

  /// Whether a node is on the source's side of the cut that is nearest to the source; after all was sent.
  func isOnSourceSide(_ node: Int) -> Bool { level[node] >= 0 }

  private mutating func findLevels(from source: Int, to sink: Int) -> Bool {
    for node in level.indices { level[node] = -1 }
    level[source] = 0
    var queue = [Int32(truncatingIfNeeded: source)]
    var head = 0
    while head < queue.count {
      let node = Int(queue[head])
      head += 1
      var arc = first[node]
      while arc >= 0 {
        let other = Int(target[Int(arc)])
        if room[Int(arc)] > 0, level[other] < 0 {
          level[other] = level[node] + 1
          queue.append(target[Int(arc)])
        }
        arc = next[Int(arc)]
      }
    }
    return level[sink] >= 0
  }

  /// One way along the levels; 0 where there is none.
  private mutating func augment(from source: Int, to sink: Int) -> Int {
    var way: [Int32] = []
    var node = source
    while node != sink {
      let arc = current[node]
      if arc >= 0 {
        let other = Int(target[Int(arc)])
        if room[Int(arc)] > 0, level[other] == level[node] + 1 {
          way.append(arc)
          node = other
        } else {
          current[node] = next[Int(arc)]
        }
      } else {
        // A dead end is not entered again.
        guard let back = way.popLast() else { return 0 }
        level[node] = -2
        node = Int(target[Int(back) ^ 1])
      }
    }
    let amount = way.reduce(Int.max) { min($0, room[Int($1)]) }
    for arc in way {
      room[Int(arc)] -= amount
      room[Int(arc) ^ 1] += amount
    }
    return amount
  }
}
