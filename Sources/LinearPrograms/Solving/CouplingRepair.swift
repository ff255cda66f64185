// SPDX-License-Identifier: GPL-3.0-or-later

/// Makes the best points of priced blocks keep the couplings, by taking other points of some blocks that lose as little as
/// possible: greedily as long as much is missing, then by dynamic programming over what is missing.
///
/// Finds nothing where it finds nothing: no proof of anything. The same blocks give the same result.
struct CouplingRepair {
  /// Another point of a block.
  private struct Exchange {
    let block: Int
    let values: [Int]
    let change: [Int]
    let excess: Double
  }

  private let blocks: PricedBlocks
  private let couplings: [CoupledBlocks.Coupling]
  /// The sums that are reached without an exchange.
  private var missing: [Int]
  private var exchanges: [Exchange] = []

  private static let mostExchanges = 600
  /// The most values of one block that are looked at.
  private static let mostValues = 400
  private static let (wished, enough) = (60, 200)
  private static let mostStates = 40_000
  /// What dynamic programming may go beyond what is missing, and how much may be missing for it to begin.
  private static let (margin, mostMissing) = (4, 6)

  init(_ blocks: PricedBlocks) {
    self.blocks = blocks
    couplings = blocks.blocks.couplings
    missing = blocks.residuals
  }

  /// The values of all places in a point that keeps the couplings, and what it loses beyond the bound; `nil` where none was
  /// found in time.
  ///
  /// - Parameter spacing: a guess of how far one step's cost is from the next dearer one's.
  mutating func run(spacing: Double, hasToStop: () -> Bool) -> (values: [Int], gap: Double)? {
    guard let first = settledAlready() else {
      var slack = spacing * Double(Self.wished)
      for _ in 0..<40 {
        guard let found = exchanges(within: slack, hasToStop: hasToStop) else { return nil }
        exchanges = found
        if exchanges.count >= min(Self.enough, blocks.values.count) || exchanges.count >= 2 * reachable { break }
        slack *= 4
      }
      exchanges.sort { ($0.excess, $0.block) < ($1.excess, $1.block) }
      return repaired(hasToStop: hasToStop)
    }
    return first
  }

  /// How many exchanges are likely to be needed.
  private var reachable: Int { missing.reduce(Self.enough) { $0 + $1.magnitude.clamped } }

  private func settledAlready() -> (values: [Int], gap: Double)? {
    guard isKept(missing) else { return nil }
    return (blocks.values, gap(of: missing, excess: 0))
  }

  private func isKept(_ missing: [Int]) -> Bool {
    zip(couplings, missing).allSatisfy { $0.isKept(by: $0.end - $1) }
  }

  /// What a point that misses a bound of a one-sided coupling by so much loses besides.
  private func gap(of missing: [Int], excess: Double) -> Double {
    zip(blocks.prices, missing).reduce(excess) { $0 + max(0, -$1.0 * Double($1.1)) }
  }

  private func exchanges(within slack: Double, hasToStop: () -> Bool) -> [Exchange]? {
    let (coupled, count) = (blocks.blocks, couplings.count)
    var found: [Exchange] = []
    var leftAlone = 0
    for block in 0..<coupled.count {
      if block % PricedBlocks.blocksBetweenLooks == 0, hasToStop() { return nil }
      guard let points = blocks.points(of: block, within: slack, mostValues: Self.mostValues) else {
        // Blocks with more points than can be looked at are left alone; with many of those no exchange stands out.
        leftAlone += 1
        guard leftAlone <= coupled.count / 8 else { return nil }
        continue
      }
      guard points.count > 1 else { continue }
      let places = coupled.places(of: block)
      for point in points {
        var change = [Int](repeating: 0, count: count)
        for (place, value) in zip(places, point.values) where value != blocks.values[place] {
          for coupling in 0..<count {
            change[coupling] += coupled.coefficients[place * count + coupling] * (value - blocks.values[place])
          }
        }
        guard change.contains(where: { $0 != 0 }) else { continue }
        found.append(Exchange(block: block, values: point.values, change: change, excess: point.excess))
      }
    }
    return found
  }

  private mutating func repaired(hasToStop: () -> Bool) -> (values: [Int], gap: Double)? {
    var values = blocks.values
    var excess = 0.0
    var isTaken = Set<Int>()
    func take(_ exchange: Exchange) {
      for (place, value) in zip(blocks.blocks.places(of: exchange.block), exchange.values) { values[place] = value }
      excess += exchange.excess
      isTaken.insert(exchange.block)
    }
    func size(_ missing: [Int]) -> Int { missing.reduce(0) { $0 + abs($1) } }
    // As long as much is missing, whatever brings it down.
    for exchange in exchanges where size(missing) > Self.mostMissing && !isTaken.contains(exchange.block) {
      let after = zip(missing, exchange.change).map { $0 - $1 }
      guard size(after) < size(missing) else { continue }
      missing = after
      take(exchange)
    }
    guard size(missing) <= 2 * Self.mostMissing else { return nil }
    let left = Array(exchanges.lazy.filter { !isTaken.contains($0.block) }.prefix(Self.mostExchanges))
    guard let chosen = combination(left, hasToStop: hasToStop) else { return nil }
    for exchange in chosen {
      missing = zip(missing, exchange.change).map { $0 - $1 }
      take(exchange)
    }
    return isKept(missing) ? (values, gap(of: missing, excess: excess)) : nil
  }

  /// The cheapest exchanges, at most one a block, that add up to what is missing.
  private func combination(_ exchanges: [Exchange], hasToStop: () -> Bool) -> [Exchange]? {
    guard let sums = SumTable(reaching: missing, margin: Self.margin, most: Self.mostStates) else { return nil }
    var costs = [Double](repeating: .infinity, count: sums.count)
    costs[sums.begin] = 0
    let groups = Dictionary(grouping: exchanges, by: \.block).sorted { $0.key < $1.key }.map(\.value)
    // Which exchange of a group led to a sum; none where the group was left alone.
    var choices: [[Int8]] = []
    for group in groups {
      guard !hasToStop() else { return nil }
      var (next, choice) = (costs, [Int8](repeating: -1, count: sums.count))
      for (number, exchange) in group.prefix(100).enumerated() {
        guard let change = sums.offset(of: exchange.change) else { continue }
        for from in costs.indices where costs[from] < .infinity && sums.allows(exchange.change, from: from) {
          let cost = costs[from] + exchange.excess
          guard cost < next[from + change] else { continue }
          next[from + change] = cost
          choice[from + change] = Int8(truncatingIfNeeded: number)
        }
      }
      costs = next
      choices.append(choice)
    }
    func rest(_ end: Int) -> [Int] { missing.indices.map { missing[$0] - sums[end, $0] } }
    let ends = costs.indices.filter { costs[$0].isFinite && isKept(rest($0)) }
    func total(_ end: Int) -> Double { gap(of: rest(end), excess: costs[end]) }
    guard var end = ends.min(by: { total($0) < total($1) }) else { return nil }
    var chosen: [Exchange] = []
    for (group, choice) in zip(groups, choices).reversed() where choice[end] >= 0 {
      let exchange = group[Int(choice[end])]
      chosen.append(exchange)
      guard let change = sums.offset(of: exchange.change) else { return nil }
      end -= change
    }
    return chosen
  }
}

/// The sums that dynamic programming looks at, one number each: a box around what is missing, one side a coupling.
private struct SumTable {
  let count: Int
  /// The place of no sum at all.
  let begin: Int
  private let low: [Int]
  private let sides: [Int]
  private let strides: [Int]
  /// The sums at all places, counted from the lowest: one a coupling.
  private let offsets: [Int32]

  /// `nil` where sums would be more than so many.
  init?(reaching missing: [Int], margin: Int, most: Int) {
    let low = missing.map { min(0, $0) - margin }
    let sides = missing.map { abs($0) + 2 * margin + 1 }
    var count = 1
    for side in sides {
      guard side <= most, count <= most / side else { return nil }
      count *= side
    }
    var strides = sides
    var stride = 1
    for place in sides.indices.reversed() {
      strides[place] = stride
      stride *= sides[place]
    }
    var offsets: [Int32] = []
    offsets.reserveCapacity(count * sides.count)
    for place in 0..<count {
      for side in sides.indices {
        offsets.append(Int32(truncatingIfNeeded: place / strides[side] % sides[side]))
      }
    }
    (self.count, self.low, self.sides, self.strides, self.offsets) = (count, low, sides, strides, offsets)
    begin = zip(low, strides).reduce(0) { $0 - $1.0 * $1.1 }
  }

  /// The sum at a place in a coupling.
  subscript(_ place: Int, _ coupling: Int) -> Int { low[coupling] + Int(offsets[place * sides.count + coupling]) }

  /// How far a change leads; `nil` where it leads out of the box from everywhere. O(couplings).
  func offset(of change: [Int]) -> Int? {
    var offset = 0
    for (side, step) in change.enumerated() {
      guard step.magnitude < sides[side].magnitude else { return nil }
      offset += step * strides[side]
    }
    return offset
  }

  /// Whether a change leads from a place to another in the box. O(couplings).
  func allows(_ change: [Int], from place: Int) -> Bool {
    for (side, step) in change.enumerated() {
      let sum = Int(offsets[place * sides.count + side]) + step
      if sum < 0 || sum >= sides[side] { return false }
    }
    return true
  }
}

extension UInt {
  fileprivate var clamped: Int { Int(Swift.min(self, 1 << 40)) }
}
