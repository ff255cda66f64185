// SPDX-License-Identifier: GPL-3.0-or-later

/// The total of a pool and the totals of groups within it, one inside the other.
///
/// Towns are kept by group and name, so a group at any level is a range of towns, and two ranges are either nested or
/// apart. That is what keeps the linear program's vertices whole.
struct TotalsTree: Sendable {
  /// One total.
  struct Node: Sendable {
    /// The towns it counts, by their places in the scenario.
    let towns: Range<Int>
    /// The posts they have together: one number, but for a share of a group or a group that no post may leave.
    let total: ClosedRange<Int>
    /// The group's path; empty for the whole pool.
    let group: [String]
    /// The rule that set it, by its place; `nil` for the pool's own.
    let rule: Int?
  }

  let pool: Int
  /// The towns that it is about.
  let towns: Range<Int>
  /// The totals, each before those inside it.
  let nodes: [Node]
  /// The place of each among the totals of the whole pool.
  let places: [Int]

  /// The totals of a pool, of another total where one is given. O(towns · rules + nodes · log nodes).
  init(_ scenario: Scenario, pool: Int, total: Int? = nil) {
    self.pool = pool
    towns = scenario.towns.indices
    let poolTotal = total ?? scenario.pools[pool].total
    var nodes = [Node(towns: scenario.towns.indices, total: poolTotal...poolTotal, group: [], rule: nil)]
    for (place, rule) in scenario.rules.enumerated() where rule.scope.covers(pool: pool) {
      guard let level = rule.groupLevel else { continue }
      for towns in scenario.groups(atLevel: level) {
        let group = Array(scenario.towns[towns.lowerBound].group.prefix(level + 1))
        if let total = scenario.total(of: group, towns, pool: pool, having: poolTotal, by: rule) {
          nodes.append(Node(towns: towns, total: total, group: group, rule: place))
        }
      }
    }
    // Stable: of two totals of the same towns, the rule written first is the outer one.
    self.nodes = nodes.enumerated().sorted { left, right in
      let (a, b) = (left.element.towns, right.element.towns)
      if a.lowerBound != b.lowerBound { return a.lowerBound < b.lowerBound }
      if a.upperBound != b.upperBound { return a.upperBound > b.upperBound }
      return left.offset < right.offset
    }.map(\.element)
    places = Array(nodes.indices)
  }

  /// Settles each quota that is the only one open in a total which is one number: it is what the others leave. What does not
  /// fit into a range is left as it is. O(towns + nodes).
  func settleLast(of ranges: inout CellTable<ClosedRange<Int>>) {
    guard nodes.allSatisfy({ $0.total.lowerBound == $0.total.upperBound }) else { return }
    // What each total leaves to the towns that count in none inside it.
    var rest = nodes.map(\.total.lowerBound)
    var around: [Int] = []
    for (place, node) in nodes.enumerated() {
      while let last = around.last, nodes[last].towns.upperBound <= node.towns.lowerBound { around.removeLast() }
      if let outer = around.last { rest[outer] -= node.total.lowerBound }
      around.append(place)
    }
    var open = [(count: Int, town: Int)](repeating: (0, 0), count: nodes.count)
    for (town, place) in zip(towns, innermost()) {
      let range = ranges[town, pool]
      rest[place] -= range.lowerBound
      if range.count > 1 { open[place] = (open[place].count + 1, town) }
    }
    for (place, last) in open.enumerated() where last.count == 1 {
      let range = ranges[last.town, pool]
      guard rest[place] >= 0, rest[place] < range.count else { continue }
      ranges[last.town, pool] = (range.lowerBound + rest[place])...(range.lowerBound + rest[place])
    }
  }

  /// The innermost total that counts each of the towns, by its place in `nodes`. O(towns + nodes).
  func innermost() -> [Int] {
    var innermost = [Int](repeating: 0, count: towns.count)
    for (place, node) in nodes.enumerated() {
      for town in node.towns { innermost[town - towns.lowerBound] = place }
    }
    return innermost
  }

  // MARK: Parts

  private init(_ whole: TotalsTree, _ towns: Range<Int>, _ places: [Int]) {
    (pool, self.towns, self.places) = (whole.pool, towns, places)
    nodes = places.map { whole.nodes[$0] }
  }

  /// The totals in parts that have nothing to do with one another, which have all towns between them: where totals inside
  /// another one share it out among all its towns, it says nothing more, and is left out. Neighbours are taken together
  /// until they have so many towns. O(nodes · depth).
  func parts(ofTowns least: Int) -> [TotalsTree] {
    var parts: [TotalsTree] = []
    var (begin, taken) = (towns.lowerBound, [Int]())
    var place = 0
    while place < nodes.count {
      let inside = inside(place)
      guard !isImplied(place, by: inside.direct) else {
        place += 1
        continue
      }
      taken += place..<inside.end
      let end = nodes[place].towns.upperBound
      place = inside.end
      if end - begin >= least || place == nodes.count {
        parts.append(TotalsTree(self, begin..<end, taken))
        (begin, taken) = (end, [])
      }
    }
    return parts
  }

  /// The totals just inside one, and the place behind all that are inside it.
  private func inside(_ place: Int) -> (direct: [Int], end: Int) {
    var (direct, end) = ([Int](), place + 1)
    var covered = nodes[place].towns.lowerBound
    while end < nodes.count, nodes[end].towns.upperBound <= nodes[place].towns.upperBound {
      if nodes[end].towns.lowerBound >= covered {
        direct.append(end)
        covered = nodes[end].towns.upperBound
      }
      end += 1
    }
    return (direct, end)
  }

  /// Whether a total is what those just inside it add up to, and these have all its towns.
  private func isImplied(_ place: Int, by direct: [Int]) -> Bool {
    let node = nodes[place]
    guard !direct.isEmpty, node.total.lowerBound == node.total.upperBound else { return false }
    var (left, covered) = (node.total.lowerBound, node.towns.lowerBound)
    for inner in direct {
      let inner = nodes[inner]
      guard inner.total.lowerBound == inner.total.upperBound, inner.towns.lowerBound == covered else { return false }
      (left, covered) = (left - inner.total.lowerBound, inner.towns.upperBound)
    }
    return left == 0 && covered == node.towns.upperBound
  }
}

extension Rule {
  /// The level of the groups whose totals this rule sets; `nil` for other rules, and for soft ones.
  fileprivate var groupLevel: Int? {
    switch requirement {
    case .groupTotals(let level, _), .movesWithin(let level, nil): level
    default: nil
    }
  }
}

extension Scenario {
  /// What a rule lets a group have of a pool; `nil` where it says nothing of the group.
  fileprivate func total(
    of group: [String], _ towns: Range<Int>, pool: Int, having poolTotal: Int, by rule: Rule
  ) -> ClosedRange<Int>? {
    if case .groupTotals(_, .given(let given)) = rule.requirement { return given[group]?.range(of: poolTotal) }
    guard rule.scope.covers(group: group) else { return nil }
    let quotas = columns.quotas
    let today = towns.reduce(0) { $0 + (quotas[$1, pool] ?? 0) }
    if case .movesWithin = rule.requirement { return today...max(today, poolTotal) }
    return today...today
  }

  /// The groups at a level of the hierarchy, each a range of towns; towns whose path ends above it are in none.
  /// O(paths · depth) at the first time for any level.
  func groups(atLevel level: Int) -> [Range<Int>] {
    let groups = columns.groups(of: towns)
    return groups.indices.contains(level) ? groups[level] : []
  }
}
