// SPDX-License-Identifier: GPL-3.0-or-later

/// The sums that must go together before a solver is asked.
struct SumCheck {
  let scenario: Scenario
  let needs: NeedTable
  let bounds: CellTable<CellBounds>
  let trees: [TotalsTree]
  let townTotals: [TownTotal]

  /// Everything that cannot be, in the order of pools, groups and towns; empty where each sum is possible by itself.
  /// O(towns · pools · depth).
  var conflicts: [Infeasibility] {
    var conflicts: [Infeasibility] = []
    for (index, pool) in scenario.pools.enumerated() where needs.rest[index] < 0 && hasShare(index) {
      conflicts.append(
        .basesExceedTotal(pool: pool.id, bases: Double(pool.total) - needs.rest[index], total: pool.total))
    }
    conflicts += crossedBounds
    // A sum over crossed bounds would blame the wrong rule.
    guard conflicts.isEmpty else { return conflicts }
    conflicts += trees.flatMap(conflicts(in:))
    conflicts += townTotalConflicts
    return conflicts
  }

  private func hasShare(_ pool: Int) -> Bool {
    scenario.model.parts.contains { part in
      if case .share = part.rule { return part.covers(pool: pool) }
      return false
    }
  }

  private var crossedBounds: [Infeasibility] {
    var conflicts: [Infeasibility] = []
    for town in bounds.towns {
      for (pool, cell) in bounds[row: town].enumerated() where cell.lower > cell.upper {
        let stated = scenario.statedBounds(town: town, pool: pool)
        var floors = stated.floors.filter { $0.posts > cell.upper }
        var caps = stated.caps.filter { $0.posts < cell.lower }
        // What no rule set takes part as well, nor one that depends on other towns.
        if !floors.contains(where: { $0.cause == cell.lowerCause }) {
          floors.append(StatedBound(cell.lower, cell.lowerCause))
        }
        if cell.upperCause.rule == nil { caps.append(StatedBound(cell.upper, cell.upperCause)) }
        conflicts.append(
          .floorAboveCap(
            scenario.towns[town].id, pool: scenario.pools[pool].id, floors: floors.stablySorted { $0.posts > $1.posts },
            caps: caps.stablySorted { $0.posts < $1.posts }))
      }
    }
    return conflicts
  }

  /// What lies directly inside one total: towns, and the totals of groups that close before it does.
  private struct Opening {
    let node: TotalsTree.Node
    var least = 0
    var most = 0
    var includesGroups = false
    var next: Int
    var byMethod = 0
    var floorRules = RulePlaces()
    var capRules = RulePlaces()
    /// Another total of the same towns inside it.
    var sameGroup: TotalsTree.Node?
  }

  /// Rules by their places: mostly none or one, for which a set would be much ado about ten thousands of totals.
  private struct RulePlaces {
    private var first: Int?
    private var more: Set<Int> = []

    init(_ place: Int? = nil) { first = place }

    var all: Set<Int> { first.map { more.union([$0]) } ?? [] }

    mutating func insert(_ place: Int) {
      if first == nil { first = place }
      if first != place { more.insert(place) }
    }

    mutating func formUnion(_ other: RulePlaces) {
      if let place = other.first { insert(place) }
      for place in other.more { insert(place) }
    }
  }

  private func conflicts(in tree: TotalsTree) -> [Infeasibility] {
    var conflicts: [Infeasibility] = []
    var open: [Opening] = []
    func close() {
      guard var last = open.popLast() else { return }
      count(upTo: last.node.towns.upperBound, &last, pool: tree.pool, bounds)
      conflicts += judge(last, pool: tree.pool)
      guard !open.isEmpty else { return }
      let parent = open.count - 1
      let total = last.node.total
      // What lies inside may narrow a total that is a range; where it clashes with it, that has been told.
      open[parent].least += min(max(total.lowerBound, last.least), total.upperBound)
      open[parent].most += max(min(total.upperBound, last.most), total.lowerBound)
      open[parent].includesGroups = true
      if last.node.towns == open[parent].node.towns { open[parent].sameGroup = last.node }
      open[parent].next = last.node.towns.upperBound
      let rule = RulePlaces(last.node.rule)
      open[parent].floorRules.formUnion(last.least > total.lowerBound ? last.floorRules : rule)
      open[parent].capRules.formUnion(last.most < total.upperBound ? last.capRules : rule)
    }
    for node in tree.nodes {
      while let last = open.last, last.node.towns.upperBound <= node.towns.lowerBound { close() }
      if !open.isEmpty { count(upTo: node.towns.lowerBound, &open[open.count - 1], pool: tree.pool, bounds) }
      open.append(Opening(node: node, next: node.towns.lowerBound))
    }
    while !open.isEmpty { close() }
    return conflicts
  }

  private func count(upTo end: Int, _ opening: inout Opening, pool: Int, _ bounds: CellTable<CellBounds>) {
    guard opening.next < end else { return }
    for town in opening.next..<end {
      let cell = bounds[town, pool]
      opening.least += cell.lower
      // A town's cap is never more than the total it is counted in.
      opening.most += min(cell.upper, opening.node.total.upperBound)
      if case .rule(let place) = cell.lowerCause { opening.floorRules.insert(place) }
      if cell.lowerCause == .method { opening.byMethod += 1 }
      if case .rule(let place) = cell.upperCause { opening.capRules.insert(place) }
    }
    opening.next = end
  }

  private func judge(_ opening: Opening, pool: Int) -> [Infeasibility] {
    let node = opening.node
    if let twice = opening.sameGroup, let inner = twice.rule, let outer = node.rule {
      let (least, most) = (
        max(node.total.lowerBound, twice.total.lowerBound), min(node.total.upperBound, twice.total.upperBound)
      )
      if least > most {
        let isInner = least == twice.total.lowerBound
        let (leastRule, mostRule) = isInner ? (inner, outer) : (outer, inner)
        return [
          .groupTotalsApart(
            pool: scenario.pools[pool].id, group: node.group, least: least,
            leastRule: scenario.rules[leastRule].reference, most: most, mostRule: scenario.rules[mostRule].reference)
        ]
      }
    }
    let scope = Infeasibility.Scope(
      pool: scenario.pools[pool].id, group: node.group, rule: node.rule.map { scenario.rules[$0].reference })
    if opening.least > node.total.upperBound {
      let few = smallest(opening, opening.floorRules.all, pool: pool) { $0.least > node.total.upperBound }
      return [
        .floorsExceedTotal(
          scope, floors: few.least, total: node.total.upperBound, includesGroups: few.includesGroups,
          byMethod: few.byMethod, rules: references(few.floorRules.all),
          overall: few.least < opening.least ? opening.least : nil)
      ]
    }
    if opening.most < node.total.lowerBound {
      let few = smallest(opening, opening.capRules.all, pool: pool) { $0.most < node.total.lowerBound }
      return [
        .capsBelowTotal(
          scope, caps: few.most, total: node.total.lowerBound, includesGroups: few.includesGroups,
          rules: references(few.capRules.all), overall: few.most > opening.most ? opening.most : nil)
      ]
    }
    return []
  }

  /// The sums of towns under as few of these rules as still clash with the total: without any one more they would not.
  /// Those of lesser priority are left out last, for they are what may give way. O(rules · towns · pools · rules).
  private func smallest(
    _ opening: Opening, _ rules: Set<Int>, pool: Int, _ clashes: (Opening) -> Bool
  ) -> Opening {
    // Totals of groups inside take part as they are.
    guard rules.count > 1, !opening.includesGroups else { return opening }
    var (smallest, kept) = (opening, rules)
    let order = rules.sorted { left, right in
      let (mine, theirs) = (scenario.rules[left].priority ?? .max, scenario.rules[right].priority ?? .max)
      return mine != theirs ? mine < theirs : left < right
    }
    for rule in order {
      let others = kept.subtracting([rule])
      let bounds = scenario.cellBounds(needs, keeping: others)
      var opening = Opening(node: opening.node, next: opening.node.towns.lowerBound)
      count(upTo: opening.node.towns.upperBound, &opening, pool: pool, bounds)
      if clashes(opening) { (smallest, kept) = (opening, others) }
    }
    return smallest
  }

  private var townTotalConflicts: [Infeasibility] {
    var conflicts: [Infeasibility] = []
    for fixed in townTotals {
      let row = bounds[row: fixed.town]
      let least = row.reduce(0) { $0 + $1.lower }
      let most = row.reduce(0) { $0 + $1.upper }
      if !(least...most).contains(fixed.total) {
        let causes = row.map { fixed.total < least ? $0.lowerCause : $0.upperCause }
        conflicts.append(
          .townTotalOutOfReach(
            scenario.towns[fixed.town].id, total: fixed.total, least: least, most: most,
            rule: scenario.rules[fixed.rule].reference, boundRules: references(Set(causes.compactMap(\.rule)))))
      }
    }
    if Set(townTotals.map(\.town)).count == scenario.towns.count,
      townTotals.count == scenario.towns.count
    {
      let towns = townTotals.reduce(0) { $0 + $1.total }
      let pools = scenario.pools.reduce(0) { $0 + $1.total }
      if towns != pools { conflicts.append(.townTotalsOff(towns: towns, pools: pools)) }
    }
    return conflicts
  }

  private func references(_ places: Set<Int>) -> [String] {
    places.sorted().map { scenario.rules[$0].reference }
  }
}

extension Array {
  /// Sorted, with what is equal left in its order.
  fileprivate func stablySorted(by precedes: (Element, Element) -> Bool) -> [Element] {
    enumerated().sorted { left, right in
      if precedes(left.element, right.element) { return true }
      return !precedes(right.element, left.element) && left.offset < right.offset
    }.map(\.element)
  }
}

/// A town's fixed total over all pools.
struct TownTotal: Sendable {
  let town: Int
  let total: Int
  let rule: Int
}

extension Scenario {
  /// The fixed totals of towns, in the order of rules and towns. O(towns · rules).
  var townTotals: [TownTotal] {
    var totals: [TownTotal] = []
    for (place, rule) in rules.enumerated() {
      guard case .townTotals(let source) = rule.requirement else { continue }
      for (index, town) in towns.enumerated() where rule.scope.covers(town) {
        switch source {
        case .column:
          if let total = town.fixedTotal { totals.append(TownTotal(town: index, total: total, rule: place)) }
        case .asToday:
          if isFreeOfHistory(town) { continue }
          let total = town.posts.reduce(0) { $0 + ($1.quota ?? 0) }
          totals.append(TownTotal(town: index, total: total, rule: place))
        }
      }
    }
    return totals
  }
}
