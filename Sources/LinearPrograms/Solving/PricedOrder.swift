// SPDX-License-Identifier: GPL-3.0-or-later

/// The sums of ``OrderedSums`` at prices of the couplings: the best point that keeps their order, found exactly.
///
/// Each group's cost of its level is convex: its variables' cheapest steps come first. To be best in order is then a
/// question for each level by itself, which groups are above it: those of a closed set, all larger ones included, whose
/// steps across the level cost least. That is a least cut (Picard, *Management Science* 22, 1976), and as the sets of
/// lower levels contain those of higher ones, half of the levels need only be looked at for half of the groups (Hochbaum
/// and Queyranne, *SIAM Journal on Discrete Mathematics* 16, 2003). Costs are rounded to whole numbers for it, finer than
/// any tolerance.
struct PricedOrder: PricedParts {
  let sums: OrderedSums
  let costs: StepCosts
  /// The values from which the bound is counted.
  private let origin: [Int]
  /// What they add up to in each coupling.
  private let sumsAtOrigin: [Int]
  private(set) var prices: [Double]
  /// What one more unit of each place is worth for the couplings.
  private(set) var worths: [Double]
  /// The best values without an order.
  private var free: [Int]
  private(set) var values: [Int]
  private(set) var levels: [Int]
  private(set) var residuals: [Int] = []
  private(set) var bound = -Double.infinity
  /// By what costs were multiplied to become whole; infinite where no step was looked at.
  private var scale = Double.infinity

  var blocks: CoupledBlocks { sums.blocks }

  /// The most steps of groups that are written out.
  private static let mostSteps = 1 << 22

  /// - Parameter guesses: a value in its range for each place.
  init(_ sums: OrderedSums, _ costs: StepCosts, from guesses: [Int]) {
    (self.sums, self.costs, origin) = (sums, costs, guesses)
    (free, values) = (guesses, guesses)
    levels = sums.lowest
    prices = sums.blocks.couplings.map { _ in 0 }
    worths = guesses.map { _ in 0 }
    sumsAtOrigin = sums.blocks.activities(at: guesses)
  }

  mutating func move(to prices: [Double], hasToStop: () -> Bool) throws(PricedBlocks.Stop) {
    self.prices = prices
    for place in free.indices {
      worths[place] = blocks.worth(of: place, at: prices)
      free[place] = costs.free(
        place, from: free[place], at: worths[place], in: blocks.lower[place]...blocks.upper[place])
    }
    values = free
    var steps = Steps(count: sums.groups.count)
    let ranges = levelRanges()
    for group in sums.groups.indices {
      walk(group, to: ranges[group].lowerBound)
      steps.begin(group, at: ranges[group].lowerBound)
      // The values stay at the lowest level until it is known how far they go.
      let atLowest = sums.groups[group].map { values[$0] }
      for _ in ranges[group].dropFirst() {
        guard let next = next(in: group) else { throw .noPoint }
        steps.append(next.place, next.cost)
        values[next.place] += 1
      }
      for (place, value) in zip(sums.groups[group], atLowest) { values[place] = value }
      guard steps.count <= Self.mostSteps else { throw .tooLong }
    }
    scale = steps.round(nodes: sums.groups.count)
    var cut = LevelCut(sums, ranges, steps)
    guard let found = cut.run(hasToStop: hasToStop) else { throw .tooLong }
    levels = found
    for group in sums.groups.indices {
      for step in steps.places(of: group, upTo: levels[group]) { values[Int(step)] += 1 }
    }
    count()
  }

  /// Between which levels each group's best one is: no lower than without an order, but for larger groups that ask for less,
  /// and no higher, but for smaller groups that ask for more.
  private func levelRanges() -> [ClosedRange<Int>] {
    var low = sums.groups.indices.map { group in
      let level = sums.groups[group].reduce(sums.shifts[group]) { $0 + free[$1] }
      return min(max(level, sums.lowest[group]), sums.highest[group])
    }
    var high = low
    for group in sums.ascending { for other in sums.larger[group] { high[other] = max(high[other], high[group]) } }
    for group in sums.ascending.reversed() {
      for other in sums.larger[group] { low[group] = min(low[group], low[other]) }
    }
    return zip(low, high).map { $0...$1 }
  }

  /// Adds up the bound, and what the couplings miss.
  private mutating func count() {
    var total = CompensatedSum()
    for place in values.indices {
      let (from, to) = (origin[place], values[place])
      total.add(
        to > from
          ? costs.excess(place, from: from, to: to, over: worths[place])
          : -costs.excess(place, from: to, to: from, over: worths[place]))
    }
    let activities = blocks.activities(at: values)
    residuals = []
    for (place, coupling) in blocks.couplings.enumerated() {
      total.add(prices[place] * Double(coupling.end - sumsAtOrigin[place]))
      residuals.append(coupling.end - activities[place])
    }
    bound = total.value
  }

  // MARK: Steps of a group

  /// The cheapest next step in a group, and what it costs more than it is worth.
  private func next(in group: Int) -> (place: Int, cost: Double)? {
    var best: (place: Int, cost: Double)?
    for place in sums.groups[group] where values[place] < blocks.upper[place] {
      let cost = costs(place, values[place] + 1) - worths[place]
      if best.map({ cost < $0.cost }) ?? true { best = (place, cost) }
    }
    return best
  }

  /// The dearest step that a group has taken, and what it costs more than it is worth.
  private func last(in group: Int) -> (place: Int, cost: Double)? {
    var best: (place: Int, cost: Double)?
    for place in sums.groups[group] where values[place] > blocks.lower[place] {
      let cost = costs(place, values[place]) - worths[place]
      if best.map({ cost > $0.cost }) ?? true { best = (place, cost) }
    }
    return best
  }

  /// Takes a group's best values to a level.
  private mutating func walk(_ group: Int, to level: Int) {
    var at = sums.groups[group].reduce(sums.shifts[group]) { $0 + values[$1] }
    while at > level, let last = last(in: group) {
      values[last.place] -= 1
      at -= 1
    }
    while at < level, let next = next(in: group) {
      values[next.place] += 1
      at += 1
    }
  }

  /// What costs up to the largest are multiplied by, so that those of all nodes can be added up as whole numbers.
  fileprivate static func scale(of largest: Double, nodes: Int) -> Double {
    (0x1p58 / Double(max(1, nodes)) / largest).binade
  }

  // MARK: Prices of the order

  /// What the couplings, the order and bounds of sums are worth at the best point.
  struct Multipliers {
    /// One a row of the program, as for a cost to be made small.
    var rows: [Double]
    /// What one more unit of each place is worth in all.
    var worths: [Double]
  }

  /// Finds what the rows are worth: along links between equal levels, what one group would have less flows to another that
  /// would have more, until each is content with its level. Any numbers prove a bound; these prove the point's own.
  /// `nil` where it has to stop before. O(links) as a rule.
  func multipliers(rows: Int, hasToStop: () -> Bool) -> Multipliers? {
    var result = Multipliers(rows: [Double](repeating: 0, count: rows), worths: worths)
    for (place, price) in prices.enumerated() { result.rows[sums.couplingRows[place]] = price }
    let count = sums.groups.count
    let (source, sink, first, end) = (count, count + 1, count + 2, count + 3)
    var flow = MaximumFlow(nodes: count + 4)
    // Between what its last step and its next one cost, a group is content with its level.
    let ends = sums.groups.indices.map { group -> (last: Double, next: Double) in
      let (floor, cap) = (sums.floors[group], sums.caps[group])
      return (
        floor?.level == levels[group] ? -.infinity : last(in: group)?.cost ?? -.infinity,
        cap?.level == levels[group] ? .infinity : next(in: group)?.cost ?? .infinity
      )
    }
    // Levels that bounds ask for may cost more than all steps that cuts told apart.
    let largest = ends.reduce(0.0) { max($0, $1.last, -$1.next) }
    let scale = min(scale, largest > 0 ? Self.scale(of: largest, nodes: count) : 1)
    func whole(_ cost: Double) -> Int {
      let scaled = (cost * scale).rounded()
      let most = MaximumFlow.unlimited
      return scaled.magnitude < Double(most) ? Int(scaled) : scaled < 0 ? -most : most
    }
    let contents = ends.map { whole($0.last)...max(whole($0.last), whole($0.next)) }
    var (absorbed, given) = (0, 0)
    for group in sums.groups.indices where !(sums.larger[group].isEmpty && sums.smaller[group].isEmpty) {
      let content = contents[group]
      let (least, atMost) = (max(0, content.lowerBound), max(0, content.upperBound))
      if least > 0 { flow.addArc(from: group, to: end, capacity: least) }
      if atMost > least { flow.addArc(from: group, to: sink, capacity: atMost - least) }
      absorbed += least
      let (leastGiven, mostGiven) = (max(0, -content.upperBound), max(0, -content.lowerBound))
      if leastGiven > 0 { flow.addArc(from: first, to: group, capacity: leastGiven) }
      if mostGiven > leastGiven { flow.addArc(from: source, to: group, capacity: mostGiven - leastGiven) }
      given += leastGiven
    }
    flow.addArc(from: first, to: sink, capacity: absorbed)
    flow.addArc(from: source, to: end, capacity: given)
    flow.addArc(from: sink, to: source, capacity: MaximumFlow.unlimited)
    var arcs: [(link: OrderedSums.Link, arc: Int)] = []
    for link in sums.links where levels[link.smaller] == levels[link.larger] {
      arcs.append((link, flow.addArc(from: link.smaller, to: link.larger, capacity: MaximumFlow.unlimited)))
    }
    guard flow.send(from: first, to: end, hasToStop: hasToStop) != nil else { return nil }
    var ofGroups = [Double](repeating: 0, count: count)
    for (link, arc) in arcs {
      let worth = Double(flow.flow(through: arc)) / scale
      result.rows[link.row] += link.isLower ? worth : -worth
      ofGroups[link.larger] += worth
      ofGroups[link.smaller] -= worth
    }
    for group in sums.groups.indices {
      // A bound of the sum takes what its variables cannot be content with.
      if let floor = sums.floors[group], floor.level == levels[group], let last = last(in: group) {
        let missing = max(0, last.cost - ofGroups[group])
        result.rows[floor.row] += floor.sign * missing
        ofGroups[group] += missing
      }
      if let cap = sums.caps[group], cap.level == levels[group], let next = next(in: group) {
        let excess = max(0, ofGroups[group] - next.cost)
        result.rows[cap.row] -= cap.sign * excess
        ofGroups[group] -= excess
      }
      for place in sums.groups[group] { result.worths[place] += ofGroups[group] }
    }
    return result
  }
}

extension CoupledBlocks {
  /// What one more unit of a place is worth at prices of the couplings. O(couplings).
  func worth(of place: Int, at prices: [Double]) -> Double {
    var worth = 0.0
    for coupling in prices.indices { worth += prices[coupling] * Double(coefficients[place * prices.count + coupling]) }
    return worth
  }

  /// What values of all places add up to in each coupling. O(places · couplings).
  func activities(at values: [Int]) -> [Int] {
    var sums = settled
    for place in values.indices {
      for coupling in sums.indices { sums[coupling] += coefficients[place * sums.count + coupling] * values[place] }
    }
    return sums
  }
}

/// The steps of groups between two levels each, one group after the other.
private struct Steps {
  /// Where each group's steps begin, and one more at the end.
  private var starts: [Int] = []
  private var lowest: [Int] = []
  /// The place of each step.
  private var places: [Int32] = []
  private var costs: [Double] = []
  private var whole: [Int] = []

  var count: Int { places.count }

  init(count: Int) {
    starts.reserveCapacity(count + 1)
    lowest.reserveCapacity(count)
  }

  /// Begins the steps of the next group.
  mutating func begin(_ group: Int, at level: Int) {
    starts.append(places.count)
    lowest.append(level)
  }

  mutating func append(_ place: Int, _ cost: Double) {
    places.append(Int32(truncatingIfNeeded: place))
    costs.append(cost)
  }

  /// Makes all costs whole numbers of which as many as there are nodes can be added up. Returns by what they were
  /// multiplied, infinity where they cost nothing.
  mutating func round(nodes: Int) -> Double {
    starts.append(places.count)
    let largest = costs.reduce(0) { max($0, abs($1)) }
    guard largest > 0 else {
      whole = costs.map { _ in 0 }
      return .infinity
    }
    let scale = PricedOrder.scale(of: largest, nodes: nodes)
    whole = costs.map { Int(($0 * scale).rounded()) }
    return scale
  }

  /// What the step from a level to the one above costs.
  func cost(of group: Int, from level: Int) -> Int { whole[starts[group] + level - lowest[group]] }

  /// The places of a group's steps up to a level.
  func places(of group: Int, upTo level: Int) -> ArraySlice<Int32> {
    places[starts[group]..<(starts[group] + level - lowest[group])]
  }
}

/// Finds the levels at which steps cost least, all larger groups no lower than the smaller ones.
private struct LevelCut {
  private let sums: OrderedSums
  private let ranges: [ClosedRange<Int>]
  private let steps: Steps
  private var levels: [Int]
  /// The place of each group in the cut at hand; −1 for none.
  private var nodes: [Int32]
  /// Whether each group is above the level of the last cut that it was in.
  private var isAbove: [Bool]

  init(_ sums: OrderedSums, _ ranges: [ClosedRange<Int>], _ steps: Steps) {
    (self.sums, self.ranges, self.steps) = (sums, ranges, steps)
    levels = ranges.map(\.lowerBound)
    nodes = [Int32](repeating: -1, count: ranges.count)
    isAbove = [Bool](repeating: false, count: ranges.count)
  }

  /// The levels; `nil` where it has to stop before.
  mutating func run(hasToStop: () -> Bool) -> [Int]? {
    // Groups whose levels are still to be told apart, and between which levels.
    var open = [(groups: ranges.indices.filter { ranges[$0].count > 1 }, low: Int.min, high: Int.max)]
    while let part = open.popLast() {
      guard !hasToStop() else { return nil }
      let low = part.groups.reduce(Int.max) { min($0, max(part.low, ranges[$1].lowerBound)) }
      let high = part.groups.reduce(Int.min) { max($0, min(part.high, ranges[$1].upperBound)) }
      guard low < high else {
        for group in part.groups { levels[group] = low }
        continue
      }
      let middle = low + (high - low) / 2
      guard cut(part.groups, at: middle, hasToStop) else { return nil }
      let (above, below) = (part.groups.filter { isAbove[$0] }, part.groups.filter { !isAbove[$0] })
      if !below.isEmpty { open.append((below, part.low, middle)) }
      if !above.isEmpty { open.append((above, middle + 1, part.high)) }
    }
    return levels
  }

  /// Tells which of these groups are above a level; false where it has to stop before.
  private mutating func cut(_ groups: [Int], at level: Int, _ hasToStop: () -> Bool) -> Bool {
    let undecided = groups.filter { ranges[$0].contains(level) && ranges[$0].upperBound > level }
    var flow = MaximumFlow(nodes: undecided.count + 2)
    let (source, sink) = (undecided.count, undecided.count + 1)
    for (node, group) in undecided.enumerated() { nodes[group] = Int32(truncatingIfNeeded: node) }
    defer { for group in undecided { nodes[group] = -1 } }
    for (node, group) in undecided.enumerated() {
      let cost = steps.cost(of: group, from: level)
      if cost < 0 { flow.addArc(from: source, to: node, capacity: -cost) }
      if cost > 0 { flow.addArc(from: node, to: sink, capacity: cost) }
      for other in sums.larger[group] where nodes[other] >= 0 {
        flow.addArc(from: node, to: Int(nodes[other]), capacity: MaximumFlow.unlimited)
      }
    }
    guard flow.send(from: source, to: sink, hasToStop: hasToStop) != nil else { return false }
    for group in groups { isAbove[group] = ranges[group].lowerBound > level }
    for (node, group) in undecided.enumerated() where flow.isOnSourceSide(node) { isAbove[group] = true }
    return true
  }
}
