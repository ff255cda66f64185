// SPDX-License-Identifier: GPL-3.0-or-later

/// Looks through the points of one small block, place by place, the nearest to the free values first: as losses grow with
/// the distance, a branch ends where it loses too much. The last place is not searched but worked out, from what the
/// rows leave of it.
struct BlockSearch {
  /// The most values that are looked at for one block.
  static let mostValues = 2_000
  /// As many are looked at one after the other before lines are looked along.
  private static let mostNearValues = 32

  private var trial: [Int] = []
  private var best: [Int]?
  private var found: [(values: [Int], loss: Double)] = []
  private var limit = 0.0
  private var collects = false
  private var left = 0
  /// Whether the last two places are searched along a line; see ``BlockLine``.
  private var looksAlongLines = false

  /// Whether values keep the rows of a block. O(places · rows).
  func keeps(_ values: [Int], _ blocks: CoupledBlocks, _ block: Int) -> Bool {
    let start = blocks.starts[block]
    for row in blocks.rows[block] {
      var sum = 0
      for (offset, coefficient) in row.coefficients.enumerated() { sum += coefficient * values[start + offset] }
      if sum < row.lower || sum > row.upper { return false }
    }
    return true
  }

  /// What values lose.
  func loss(of values: [Int], _ places: Range<Int>, _ priced: PricedBlocks) -> Double {
    places.reduce(0) { $0 + Self.loss(priced, $1, values[$1]) }
  }

  /// The least loss of a block's points below `known`, and the point; no point where none loses less. Fails where
  /// there is none at all, or looking for it takes too long.
  mutating func best(
    _ priced: PricedBlocks, _ block: Int, below known: Double
  ) throws(PricedBlocks.Stop) -> (point: [Int]?, loss: Double) {
    begin(priced, block, known, collects: false)
    if trial.count > 1 { left = Self.mostNearValues }
    descend(priced, block, 0, 0)
    if left <= 0, trial.count > 1 {
      begin(priced, block, known, collects: false)
      looksAlongLines = true
      descend(priced, block, 0, 0)
    }
    guard left > 0 else { throw .tooLong }
    guard best != nil || known.isFinite else { throw .noPoint }
    return (best, limit)
  }

  /// All points of a block that lose no more than `most`; `nil` where looking for them takes too long.
  mutating func all(
    _ priced: PricedBlocks, _ block: Int, upTo most: Double, mostValues: Int
  ) -> [(values: [Int], loss: Double)]? {
    begin(priced, block, most, collects: true)
    left = mostValues
    descend(priced, block, 0, 0)
    return left > 0 ? found : nil
  }

  private mutating func begin(_ priced: PricedBlocks, _ block: Int, _ limit: Double, collects: Bool) {
    trial = Array(priced.free[priced.blocks.places(of: block)])
    (best, found) = (nil, [])
    (self.limit, self.collects, left) = (limit, collects, Self.mostValues)
    looksAlongLines = false
  }

  private func isWithin(_ loss: Double) -> Bool { collects ? loss <= limit : loss < limit }

  private mutating func descend(_ priced: PricedBlocks, _ block: Int, _ depth: Int, _ partial: Double) {
    let place = priced.blocks.starts[block] + depth
    let isLast = depth + 1 == trial.count
    if looksAlongLines, depth + 2 == trial.count {
      lookAlongLine(priced, block, partial)
      return
    }
    guard
      let range = isLast ? rangeOfLast(priced.blocks, block) : priced.blocks.lower[place]...priced.blocks.upper[place]
    else { return }
    let center = min(max(priced.free[place], range.lowerBound), range.upperBound)
    var (up, down) = (center, center - 1)
    var (upLoss, downLoss) = (partial + Self.loss(priced, place, center), Double.infinity)
    if down >= range.lowerBound { downLoss = partial + Self.loss(priced, place, down) }
    while left > 0, min(upLoss, downLoss).isFinite, isWithin(min(upLoss, downLoss)) {
      left -= 1
      let isUp = upLoss <= downLoss
      trial[depth] = isUp ? up : down
      if isLast {
        take(isUp ? upLoss : downLoss)
        if !collects { return }
      } else {
        descend(priced, block, depth + 1, isUp ? upLoss : downLoss)
      }
      if isUp {
        up += 1
        upLoss = up <= range.upperBound ? upLoss + Self.change(priced, place, from: up - 1, to: up) : .infinity
      } else {
        down -= 1
        downLoss =
          down >= range.lowerBound ? downLoss + Self.change(priced, place, from: down + 1, to: down) : .infinity
      }
    }
  }

  /// Searches the last two places, where the others stand, the least that rows allow first.
  private mutating func lookAlongLine(_ priced: PricedBlocks, _ block: Int, _ partial: Double) {
    guard let line = BlockLine(priced, block, trial), let start = line.lowest else { return }
    let first = trial.count - 2
    let last = priced.blocks.starts[block] + first + 1
    var (up, down) = (BlockLine.Walk(line, at: start), BlockLine.Walk(line, at: start))
    down.go(-1)
    while left > 0 {
      let (upLoss, downLoss) = (up.loss ?? .infinity, down.loss ?? .infinity)
      guard partial + min(upLoss, downLoss) < limit else { return }
      left -= 1
      let isUp = upLoss <= downLoss
      trial[first] = isUp ? up.value : down.value
      if let range = rangeOfLast(priced.blocks, block) {
        trial[first + 1] = min(max(priced.free[last], range.lowerBound), range.upperBound)
        let loss = partial + (isUp ? up : down).loss(with: trial[first + 1])
        if loss < limit { take(loss) }
      }
      if isUp { up.go(1) } else { down.go(-1) }
    }
  }

  private mutating func take(_ loss: Double) {
    if collects {
      found.append((trial, loss))
    } else {
      (best, limit) = (trial, loss)
    }
  }

  /// What the rows leave of the last place, where all others stand.
  private func rangeOfLast(_ blocks: CoupledBlocks, _ block: Int) -> ClosedRange<Int>? {
    let last = trial.count - 1
    let place = blocks.starts[block] + last
    var (low, high) = (blocks.lower[place], blocks.upper[place])
    for row in blocks.rows[block] {
      var sum = 0
      for offset in 0..<last { sum += row.coefficients[offset] * trial[offset] }
      let (least, most, coefficient) = (row.lower - sum, row.upper - sum, row.coefficients[last])
      if coefficient == 0 {
        if least > 0 || most < 0 { return nil }
      } else if coefficient > 0 {
        low = max(low, -Self.floored(-least, coefficient))
        high = min(high, Self.floored(most, coefficient))
      } else {
        low = max(low, -Self.floored(most, -coefficient))
        high = min(high, Self.floored(-least, -coefficient))
      }
    }
    return low <= high ? low...high : nil
  }

  /// ⌊a / b⌋ for b > 0.
  private static func floored(_ a: Int, _ b: Int) -> Int {
    let quotient = a / b
    return a % b < 0 ? quotient - 1 : quotient
  }

  /// What a value of a place loses. O(steps of different costs between it and the free value).
  static func loss(_ priced: PricedBlocks, _ place: Int, _ value: Int) -> Double {
    let (free, worth) = (priced.free[place], priced.worths[place])
    return value > free
      ? priced.costs.excess(place, from: free, to: value, over: worth)
      : -priced.costs.excess(place, from: value, to: free, over: worth)
  }

  /// What moving by one adds to the loss.
  private static func change(_ priced: PricedBlocks, _ place: Int, from: Int, to: Int) -> Double {
    to > from
      ? priced.costs(place, to) - priced.worths[place] : priced.worths[place] - priced.costs(place, from)
  }
}
