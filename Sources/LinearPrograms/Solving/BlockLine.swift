// SPDX-License-Identifier: GPL-3.0-or-later

/// What the last two places of a block lose at least, by the value of the first of the two, where all others stand: as if the
/// second took fractions.
///
/// Rows leave the second place an interval whose ends are straight lines, so that this loss is convex: its lowest value is
/// found by halving, however far it is, and a whole number beside it is never far. Steps that all cost the same would
/// take as many values one by one.
struct BlockLine {
  private let priced: PricedBlocks
  private let first: Int
  /// The rows as `lower ≤ a · first + b · second ≤ upper`.
  private let rows: [(a: Int, b: Int, lower: Int, upper: Int)]

  /// `nil` where a row of neither place is not kept. O(places · rows).
  init?(_ priced: PricedBlocks, _ block: Int, _ trial: [Int]) {
    self.priced = priced
    let place = trial.count - 2
    first = priced.blocks.starts[block] + place
    var rows: [(a: Int, b: Int, lower: Int, upper: Int)] = []
    for row in priced.blocks.rows[block] {
      var sum = 0
      for offset in 0..<place { sum += row.coefficients[offset] * trial[offset] }
      let (a, b) = (row.coefficients[place], row.coefficients[place + 1])
      if a == 0, b == 0 {
        guard row.lower - sum <= 0, row.upper - sum >= 0 else { return nil }
      } else {
        rows.append((a, b, row.lower - sum, row.upper - sum))
      }
    }
    self.rows = rows
  }

  /// What the rows leave of the second place; crossed by as much as they contradict one another.
  private func interval(at value: Int) -> (low: Double, high: Double) {
    var (low, high) = (Double(priced.blocks.lower[first + 1]), Double(priced.blocks.upper[first + 1]))
    for row in rows {
      let (least, most) = (Double(row.lower - row.a * value), Double(row.upper - row.a * value))
      if row.b == 0 {
        // No value of the second place helps.
        high -= max(0, least, -most)
      } else {
        let ends = row.b > 0 ? (least, most) : (most, least)
        low = max(low, ends.0 / Double(row.b))
        high = min(high, ends.1 / Double(row.b))
      }
    }
    return (low, high)
  }

  /// The least loss of both at a value of the first place; `nil` where the rows leave the second none.
  /// O(steps of different costs).
  func loss(at value: Int) -> Double? {
    guard value >= priced.blocks.lower[first], value <= priced.blocks.upper[first] else { return nil }
    return Walk(self, at: value).loss
  }

  /// A value of the first place at which the loss is least; `nil` where there is none. Looked for in longer and longer
  /// strides from the free value. O(log distance · steps of different costs).
  var lowest: Int? {
    let (lower, upper) = (priced.blocks.lower[first], priced.blocks.upper[first])
    let start = min(max(priced.free[first], lower), upper)
    let isUp = start < upper && isLower(start + 1, than: start)
    let (way, most) = isUp ? (1, upper - start) : (-1, start - lower)
    /// Whether the way goes on beyond a distance.
    func goesOn(_ distance: Int) -> Bool {
      distance < most && isLower(start + way * (distance + 1), than: start + way * distance)
    }
    var (low, stride) = (0, 1)
    while goesOn(low), goesOn(low + stride) {
      low += stride
      stride = min(2 * stride, most - low)
    }
    // Beyond `low + stride` it does not go on.
    var high = goesOn(low) ? low + stride : low
    while low < high {
      let middle = low + (high - low) / 2
      if goesOn(middle) { low = middle + 1 } else { high = middle }
    }
    return loss(at: start + way * low) == nil ? nil : start + way * low
  }

  /// Whether a value loses less than another, or where one of them is none, comes nearer to one.
  private func isLower(_ one: Int, than other: Int) -> Bool {
    if let loss = loss(at: one), let otherLoss = self.loss(at: other) { return loss < otherLoss }
    let (interval, otherInterval) = (interval(at: one), interval(at: other))
    return max(0, interval.low - interval.high) < max(0, otherInterval.low - otherInterval.high)
  }
}

extension BlockLine {
  /// Goes along the line value by value, so that losses need not be added up anew.
  struct Walk {
    private let line: BlockLine
    /// Where the first place stands, and what it loses.
    private(set) var value: Int
    private var valueLoss: Double
    /// A value of the second place, and what that loses.
    private var second: Int
    private var secondLoss = 0.0
    /// What the two lose at least; `nil` where the rows leave the second none.
    private(set) var loss: Double?

    /// Begins at a value, which must be in the first place's range. O(steps of different costs).
    init(_ line: BlockLine, at value: Int) {
      self.line = line
      self.value = value
      valueLoss = BlockSearch.loss(line.priced, line.first, value)
      second = line.priced.free[line.first + 1]
      look()
    }

    /// Goes one value up or down; beyond the range there is no loss. O(1) as a rule.
    mutating func go(_ way: Int) {
      let next = value + way
      guard next >= line.priced.blocks.lower[line.first], next <= line.priced.blocks.upper[line.first] else {
        loss = nil
        return
      }
      valueLoss += line.excess(line.first, from: value, to: next)
      value = next
      look()
    }

    /// What both lose with a whole value of the second place.
    func loss(with other: Int) -> Double {
      max(0, valueLoss) + max(0, secondLoss + line.excess(line.first + 1, from: second, to: other))
    }

    private mutating func look() {
      let (low, high) = line.interval(at: value)
      guard low <= high else {
        loss = nil
        return
      }
      let free = Double(line.priced.free[line.first + 1])
      let best = min(max(free, low), high)
      // Towards the free value, so that what is lost is whole steps and a part of the next.
      let near = Int(best > free ? best.rounded(.down) : best.rounded(.up))
      secondLoss += line.excess(line.first + 1, from: second, to: near)
      second = near
      let part = best - Double(near)
      let step = part > 0 ? near + 1 : near
      let rest = part == 0 ? 0 : part * (line.priced.costs(line.first + 1, step) - line.priced.worths[line.first + 1])
      loss = max(0, valueLoss) + max(0, secondLoss) + max(0, rest)
    }
  }

  /// By how much more a value of a place loses than another.
  private func excess(_ place: Int, from: Int, to: Int) -> Double {
    to >= from
      ? priced.costs.excess(place, from: from, to: to, over: priced.worths[place])
      : -priced.costs.excess(place, from: to, to: from, over: priced.worths[place])
  }
}
