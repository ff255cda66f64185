// SPDX-License-Identifier: GPL-3.0-or-later

/// Looks through the points of one small block, place by place, the nearest to the free values first: as losses grow with
/// the distance, a branch ends where it loses too much. The last place is not searched but worked out, from what the
/// rows leave of it.
struct BlockSearch {
  /// The most values that are looked at for one block.
  private static let mostValues = 2_000

  private var trial: [Int] = []
  private var best: [Int]?
  private var found: [(values: [Int], loss: Double)] = []
  private var limit = 0.0
  private var collects = false
  private var left = 0

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

  /// The least loss of a block's points below `known`, and the point; no point where none loses less. `nil` where
  /// there is none at all, or looking for it takes too long.
  mutating func best(
    _ priced: PricedBlocks, _ block: Int, below known: Double
  ) -> (point: [Int]?, loss: Double)? {
    begin(priced, block, known, collects: false)
    descend(priced, block, 0, 0)
    guard left > 0, best != nil || known.isFinite else { return nil }
    return (best, limit)
  }

  /// All points of a block that lose no more than `most`; `nil` where looking for them takes too long.
  mutating func all(_ priced: PricedBlocks, _ block: Int, upTo most: Double) -> [(values: [Int], loss: Double)]? {
    begin(priced, block, most, collects: true)
    descend(priced, block, 0, 0)
    return left > 0 ? found : nil
  }

  private mutating func begin(_ priced: PricedBlocks, _ block: Int, _ limit: Double, collects: Bool) {
    trial = Array(priced.free[priced.blocks.places(of: block)])
    (best, found) = (nil, [])
    (self.limit, self.collects, left) = (limit, collects, Self.mostValues)
  }

  private func isWithin(_ loss: Double) -> Bool { collects ? loss <= limit : loss < limit }

  private mutating func descend(_ priced: PricedBlocks, _ block: Int, _ depth: Int, _ partial: Double) {
    let place = priced.blocks.starts[block] + depth
    let isLast = depth + 1 == trial.count
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

  /// What a value of a place loses. O(distance from the free value).
  private static func loss(_ priced: PricedBlocks, _ place: Int, _ value: Int) -> Double {
    let (free, worth) = (priced.free[place], priced.worths[place])
    var sum = 0.0
    if value > free { for step in (free + 1)...value { sum += priced.costs(place, step) - worth } }
    if value < free { for step in (value + 1)...free { sum += worth - priced.costs(place, step) } }
    return sum
  }

  /// What moving by one adds to the loss.
  private static func change(_ priced: PricedBlocks, _ place: Int, from: Int, to: Int) -> Double {
    to > from
      ? priced.costs(place, to) - priced.worths[place] : priced.worths[place] - priced.costs(place, from)
  }
}
