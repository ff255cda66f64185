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
  private static let (wished, enough) = (60, 200)
  private static let mostStates = 4_000
  /// What dynamic programming may go beyond what is missing, and how much may be missing for it to begin.
  private static let (margin, mostMissing) = (4, 6)

  init(_ blocks: PricedBlocks) {
    self.blocks = blocks
    couplings = blocks.blocks.couplings
    missing = blocks.residuals
  }

  /// The values of all places in a point that keeps the couplings, and what it loses beyond the bound; `nil` where none was
  /// found.
  ///
  /// - Parameter spacing: a guess of how far one step's cost is from the next dearer one's.
  mutating func run(spacing: Double) -> (values: [Int], gap: Double)? {
    guard let first = settledAlready() else {
      var slack = spacing * Double(Self.wished)
      for _ in 0..<40 {
        guard let found = exchanges(within: slack) else { return nil }
        exchanges = found
        if exchanges.count >= min(Self.enough, blocks.values.count) || exchanges.count >= 2 * reachable { break }
        slack *= 4
      }
      exchanges.sort { ($0.excess, $0.block) < ($1.excess, $1.block) }
      return repaired()
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

  private func exchanges(within slack: Double) -> [Exchange]? {
    let (coupled, count) = (blocks.blocks, couplings.count)
    var found: [Exchange] = []
    for block in 0..<coupled.count {
      guard let points = blocks.points(of: block, within: slack) else { return nil }
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

  private mutating func repaired() -> (values: [Int], gap: Double)? {
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
    guard
      let chosen = combination(
        exchanges.lazy.filter { !isTaken.contains($0.block) }.prefix(Self.mostExchanges).map { $0 })
    else { return nil }
    for exchange in chosen {
      missing = zip(missing, exchange.change).map { $0 - $1 }
      take(exchange)
    }
    return isKept(missing) ? (values, gap(of: missing, excess: excess)) : nil
  }

  /// The cheapest exchanges, at most one a block, that add up to what is missing.
  private func combination(_ exchanges: [Exchange]) -> [Exchange]? {
    let low = missing.map { min(0, $0) - Self.margin }
    let sides = missing.map { abs($0) + 2 * Self.margin + 1 }
    let states = sides.reduce(1, *)
    guard states <= Self.mostStates else { return nil }
    func state(_ sums: [Int]) -> Int? {
      var index = 0
      for place in sums.indices {
        let offset = sums[place] - low[place]
        guard offset >= 0, offset < sides[place] else { return nil }
        index = index * sides[place] + offset
      }
      return index
    }
    func sums(_ state: Int) -> [Int] {
      var (rest, sums) = (state, low)
      for place in sides.indices.reversed() {
        sums[place] += rest % sides[place]
        rest /= sides[place]
      }
      return sums
    }
    guard let begin = state(missing.map { _ in 0 }) else { return nil }
    let all = (0..<states).map(sums)
    var costs = [Double](repeating: .infinity, count: states)
    costs[begin] = 0
    let groups = Dictionary(grouping: exchanges, by: \.block).sorted { $0.key < $1.key }.map(\.value)
    // Which exchange of a group led to a state; none where the group was left alone.
    var choices: [[Int8]] = []
    for group in groups {
      var (next, choice) = (costs, [Int8](repeating: -1, count: states))
      for (number, exchange) in group.prefix(100).enumerated() {
        for from in 0..<states where costs[from].isFinite {
          guard let to = state(zip(all[from], exchange.change).map { $0 + $1 }) else { continue }
          if costs[from] + exchange.excess < next[to] {
            next[to] = costs[from] + exchange.excess
            choice[to] = Int8(truncatingIfNeeded: number)
          }
        }
      }
      costs = next
      choices.append(choice)
    }
    var ends = all.indices.filter { costs[$0].isFinite }
    ends = ends.filter { end in isKept(zip(missing, all[end]).map { $0 - $1 }) }
    func total(_ end: Int) -> Double { gap(of: zip(missing, all[end]).map { $0 - $1 }, excess: costs[end]) }
    guard var end = ends.min(by: { total($0) < total($1) }) else { return nil }
    var chosen: [Exchange] = []
    for (group, choice) in zip(groups, choices).reversed() where choice[end] >= 0 {
      let exchange = group[Int(choice[end])]
      chosen.append(exchange)
      guard let before = state(zip(all[end], exchange.change).map { $0 - $1 }) else { return nil }
      end = before
    }
    return chosen
  }
}

extension UInt {
  fileprivate var clamped: Int { Int(Swift.min(self, 1 << 40)) }
}
