// SPDX-License-Identifier: GPL-3.0-or-later

/// What the couplings of blocks leave at prices of theirs: the best point without them, and the bound that it proves.
protocol PricedParts {
  var blocks: CoupledBlocks { get }
  /// The best point, by the places of the blocks.
  var values: [Int] { get }
  /// How far the sums of the best point are from the couplings: the side that the price is paid for, less the sum.
  var residuals: [Int] { get }
  /// The bound on the goal at these prices, but for a constant.
  var bound: Double { get }

  /// Goes to other prices.
  mutating func move(to prices: [Double], hasToStop: () -> Bool) throws(PricedBlocks.Stop)
}

/// Looks for the prices of the couplings at which blocks prove the best bound.
///
/// The bound is a concave function of the prices, and what the best points miss of the couplings is its slope: each
/// prices that are tried bound it from above by a plane (Kelley, *Journal of the SIAM* 8, 1960). The next prices are those
/// where the planes leave most room, inside a box around the best ones so far that grows with success and shrinks
/// without (the box step method: Marsten, Hogan and Blankenship, *Operations Research* 23, 1975).
struct PriceSearch<Parts: PricedParts> {
  /// The blocks, at the best prices when the search has ended.
  private(set) var blocks: Parts
  private var planes: [Plane] = []
  private var best: Plane
  /// The blocks at the best prices.
  private var atBest: Parts
  /// Half the sides of the box.
  private var reach: [Double]
  /// What is not worth another try: a small part of what the bound can miss the optimum by.
  private let leastGain: Double

  private struct Plane {
    let prices: [Double]
    let bound: Double
    let slopes: [Double]

    /// By how much the plane is above a bound at prices.
    func height(at prices: [Double], above bound: Double) -> Double {
      var height = self.bound - bound
      for place in prices.indices { height += slopes[place] * (prices[place] - self.prices[place]) }
      return max(0, height)
    }
  }

  /// How many prices are tried.
  private var mostTries: Int { 150 }
  private let mostWidenings: Int

  /// - Parameters:
  ///   - prices: where to begin.
  ///   - reach: how far off each may be.
  ///   - mostWidenings: how often that may turn out to be too little.
  init(
    _ blocks: Parts, from prices: [Double], reach: [Double], mostWidenings: Int, hasToStop: () -> Bool
  ) throws(PricedBlocks.Stop) {
    self.blocks = blocks
    self.mostWidenings = mostWidenings
    let prices = zip(prices, blocks.blocks.couplings).map { max($1.prices.lowerBound, min($1.prices.upperBound, $0)) }
    try self.blocks.move(to: prices, hasToStop: hasToStop)
    self.reach = reach
    leastGain = 0.05 * (reach.max() ?? 0) / Double(max(1, blocks.values.count))
    best = Plane(prices: prices, bound: self.blocks.bound, slopes: self.blocks.residuals.map(Double.init))
    planes = [best]
    atBest = self.blocks
  }

  /// Searches, and leaves the blocks at the best prices that were found till it had to stop. Says why they prove nothing,
  /// where they do not.
  ///
  /// - Parameter solve: solves a small linear program; `nil` where it cannot.
  mutating func run<Failure: Error>(
    hasToStop: () -> Bool, _ solve: (LinearProgram) throws(Failure) -> Solution?
  ) throws(Failure) -> PricedBlocks.Stop? {
    var widenings = 0
    for _ in 0..<mostTries {
      guard !hasToStop(), best.slopes.contains(where: { $0 != 0 }), let next = try candidate(solve),
        next.gain > leastGain
      else {
        break
      }
      if let stop = move(to: next.prices, hasToStop) {
        if hasToStop() { break }
        return stop
      }
      let plane = Plane(prices: next.prices, bound: blocks.bound, slopes: blocks.residuals.map(Double.init))
      planes.append(plane)
      if plane.bound > best.bound {
        best = plane
        atBest = blocks
        if next.isAtEdge {
          // Prices that grow without end are those of a program without a point; that is not settled here.
          widenings += 1
          guard widenings <= mostWidenings else { return .tooLong }
          reach = reach.map { 2 * $0 }
        }
      } else {
        reach = reach.map { $0 / 2 }
      }
    }
    blocks = atBest
    return nil
  }

  /// The prices that were tried, but for the best, at which the best points miss the couplings least: so many of them.
  func nearest(_ count: Int) -> [[Double]] {
    let missed = planes.map { $0.slopes.reduce(0) { $0 + abs($1) } }
    let others = planes.indices.filter { planes[$0].prices != best.prices }
    return others.sorted { (missed[$0], $0) < (missed[$1], $1) }.prefix(count).map { planes[$0].prices }
  }

  private mutating func move(to prices: [Double], _ hasToStop: () -> Bool) -> PricedBlocks.Stop? {
    do {
      try blocks.move(to: prices, hasToStop: hasToStop)
      return nil
    } catch {
      return error
    }
  }

  /// The prices in the box where the planes leave most room, and how much more than the best bound that is.
  private func candidate<Failure: Error>(
    _ solve: (LinearProgram) throws(Failure) -> Solution?
  ) throws(Failure) -> (prices: [Double], gain: Double, isAtEdge: Bool)? {
    var master = LinearProgram()
    // Numbers near 1, however flat the planes are near the optimum.
    let largest = planes.reduce(0.0) { largest, plane in
      zip(plane.slopes, reach).reduce(largest) { max($0, abs($1.0 * $1.1)) }
    }
    guard largest > 0 else { return nil }
    let unit = zip(best.slopes, reach).reduce(largest * 1e-9) { max($0, abs($1.0 * $1.1)) }
    let gain = master.addVariable(from: 0, to: 1e9)
    let steps = blocks.blocks.couplings.indices.map { place in
      let allowed = blocks.blocks.couplings[place].prices
      return master.addVariable(
        from: max(-1, (allowed.lowerBound - best.prices[place]) / reach[place]),
        to: min(1, (allowed.upperBound - best.prices[place]) / reach[place]))
    }
    for plane in planes {
      let height = plane.height(at: best.prices, above: best.bound)
      let size = max(unit, zip(plane.slopes, reach).reduce(0) { max($0, abs($1.0 * $1.1)) })
      // A plane that is far above all that the box can reach has no say.
      guard height < 1e6 * size else { continue }
      var row = (unit / size) * gain + 0
      for place in steps.indices { row.add(steps[place], times: -plane.slopes[place] * reach[place] / size) }
      master.add(row <= height / size)
    }
    master.goal = .maximize(gain)
    guard let solution = try solve(master) else { return nil }
    let moves = steps.map { solution[$0] }
    let prices = steps.indices.map { place in
      let allowed = blocks.blocks.couplings[place].prices
      return min(max(best.prices[place] + reach[place] * moves[place], allowed.lowerBound), allowed.upperBound)
    }
    guard prices != best.prices else { return nil }
    return (prices, solution.goal * unit, moves.contains { abs($0) > 0.999 })
  }
}
