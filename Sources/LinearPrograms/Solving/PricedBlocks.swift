// SPDX-License-Identifier: GPL-3.0-or-later

/// The blocks of ``CoupledBlocks`` at prices of the couplings: the best point of each, found exactly, and all points that
/// are not far from it.
///
/// A place's *free* value takes every step that costs less than it is worth at the prices. What a point of a block
/// loses is how much worse than the free values it is: the sum over its places of what the steps between cost more than
/// they are worth, or less. Losses are sums of numbers that are not negative, so that small differences between points stand
/// out whatever the size of the goal.
struct PricedBlocks: PricedParts {
  /// A point of a block, by its places in their order.
  struct Point {
    let values: [Int]
    /// What it loses beyond the block's best point.
    let excess: Double
  }

  /// Why blocks do not come to other prices.
  enum Stop: Error {
    /// Some block has no point, so that the whole has none.
    case noPoint
    /// Looking for the points takes too long, or the time is over.
    case tooLong
  }

  let blocks: CoupledBlocks
  let costs: StepCosts
  /// The values from which the bound is counted.
  private let origin: [Int]
  private(set) var prices: [Double]
  private(set) var worths: [Double]
  private(set) var free: [Int]
  /// The best points.
  private(set) var values: [Int]
  /// What the best point of each block loses.
  private(set) var losses: [Double]
  /// Whether each block has had a point yet.
  private var isKnown: [Bool]
  /// How far the sums of the best points are from the couplings: the side that the price is paid for, less the sum.
  private(set) var residuals: [Int] = []
  /// The bound on the goal at these prices, but for a constant.
  private(set) var bound = -Double.infinity
  /// What the origin's values, and variables without a choice, add up to in each coupling.
  private let sumsAtOrigin: [Int]

  /// After how many blocks the clock is looked at.
  static let blocksBetweenLooks = 32

  /// - Parameter guesses: a value in its range for each place.
  init(_ blocks: CoupledBlocks, _ costs: StepCosts, from guesses: [Int]) {
    (self.blocks, self.costs, origin) = (blocks, costs, guesses)
    (free, values) = (guesses, guesses)
    prices = blocks.couplings.map { _ in 0 }
    worths = guesses.map { _ in 0 }
    losses = [Double](repeating: 0, count: blocks.count)
    isKnown = [Bool](repeating: false, count: blocks.count)
    var sums = blocks.settled
    for place in guesses.indices {
      for coupling in sums.indices {
        sums[coupling] += blocks.coefficients[place * sums.count + coupling] * guesses[place]
      }
    }
    sumsAtOrigin = sums
  }

  /// Goes to other prices.
  ///
  /// The bound of Lagrangian relaxation (Geoffrion, *Mathematical Programming Study* 2, 1974): the least that goal less
  /// price times sum comes to over all points of the blocks, plus price times what the couplings ask.
  mutating func move(to prices: [Double], hasToStop: () -> Bool) throws(Stop) {
    self.prices = prices
    let count = prices.count
    var search = BlockSearch()
    var total = CompensatedSum()
    var sums = blocks.settled
    for block in 0..<blocks.count {
      if block % Self.blocksBetweenLooks == 0, hasToStop() { throw .tooLong }
      let places = blocks.places(of: block)
      for place in places {
        var worth = 0.0
        for coupling in 0..<count { worth += prices[coupling] * Double(blocks.coefficients[place * count + coupling]) }
        worths[place] = worth
        total.add(settle(place, from: origin[place], at: worth))
      }
      var loss = 0.0
      if search.keeps(free, blocks, block) {
        for place in places { values[place] = free[place] }
      } else {
        let known = isKnown[block] ? search.loss(of: values, places, self) : .infinity
        let best = try search.best(self, block, below: known)
        if let point = best.point { for (place, value) in zip(places, point) { values[place] = value } }
        loss = best.loss
      }
      isKnown[block] = true
      losses[block] = loss
      total.add(loss)
      for place in places {
        for coupling in 0..<count { sums[coupling] += blocks.coefficients[place * count + coupling] * values[place] }
      }
    }
    residuals = []
    for (place, coupling) in blocks.couplings.enumerated() {
      total.add(prices[place] * Double(coupling.end - sumsAtOrigin[place]))
      residuals.append(coupling.end - sums[place])
    }
    bound = total.value
  }

  /// Sets a place's free value, looked for from where it was. Returns what it comes to beside the origin's.
  private mutating func settle(_ place: Int, from origin: Int, at worth: Double) -> Double {
    let value = costs.free(place, from: free[place], at: worth, in: blocks.lower[place]...blocks.upper[place])
    free[place] = value
    return value > origin
      ? costs.excess(place, from: origin, to: value, over: worth)
      : -costs.excess(place, from: value, to: origin, over: worth)
  }

  /// All points of a block that lose no more than `slack` beyond its best, the best among them; `nil` where looking for
  /// them takes too long.
  ///
  /// - Parameter mostValues: how many values may be looked at.
  func points(of block: Int, within slack: Double, mostValues: Int = BlockSearch.mostValues) -> [Point]? {
    var search = BlockSearch()
    let places = blocks.places(of: block)
    if losses[block] == 0, places.allSatisfy({ stepBeyond($0) > slack }) {
      return [Point(values: Array(values[places]), excess: 0)]
    }
    return search.all(self, block, upTo: losses[block] + slack, mostValues: mostValues)?.map {
      Point(values: $0.values, excess: max(0, $0.loss - losses[block]))
    }
  }

  /// The values of a place in all points of its block that lose no more than `slack` beyond the best one: as far as the place
  /// alone says it, so maybe more. O(log range · steps of different costs).
  func range(of place: Int, in block: Int, within slack: Double) -> ClosedRange<Int> {
    costs.range(
      of: place, around: free[place], at: worths[place], losing: losses[block] + slack,
      in: blocks.lower[place]...blocks.upper[place])
  }

  /// What a point that keeps the couplings loses beyond the bound. O(places · steps of different costs).
  func gap(of point: [Int]) -> Double {
    let search = BlockSearch()
    var gap = CompensatedSum()
    for block in 0..<blocks.count {
      gap.add(max(0, search.loss(of: point, blocks.places(of: block), self) - losses[block]))
    }
    var sums = blocks.settled
    for (place, value) in point.enumerated() {
      for coupling in sums.indices { sums[coupling] += blocks.coefficients[place * sums.count + coupling] * value }
    }
    for (coupling, price) in prices.enumerated() {
      // What misses a bound of a one-sided coupling loses besides.
      gap.add(max(0, -price * Double(blocks.couplings[coupling].end - sums[coupling])))
    }
    return gap.value
  }

  /// What the nearest other value of a place loses.
  private func stepBeyond(_ place: Int) -> Double {
    let value = free[place]
    let up = value < blocks.upper[place] ? costs(place, value + 1) - worths[place] : .infinity
    let down = value > blocks.lower[place] ? worths[place] - costs(place, value) : .infinity
    return min(up, down)
  }
}
