// SPDX-License-Identifier: GPL-3.0-or-later

@testable import LinearPrograms

/// Blocks of two or three whole numbers with rows of their own, which totals over all blocks couple; and what the best
/// point of them costs, by dynamic programming over the totals: no prices, no simplex method.
struct CoupledSample {
  /// What is asked of the points.
  enum Aim: CaseIterable {
    /// Convex costs, no two alike.
    case generic
    /// Convex costs of small whole numbers, so that ties abound.
    case tied
    /// Whole numbers times variables.
    case counted
    /// Any point.
    case none
  }

  private(set) var program = LinearProgram()
  private(set) var blocks: [[Variable]] = []
  private var points: [[(values: [Int], cost: Double)]] = []
  private var totals: [(lower: Int, upper: Int)] = []

  init(seed: Int, blocks count: ClosedRange<Int>, _ aim: Aim, mayBeImpossible: Bool = true) {
    var random = SplitMix64(seed: seed)
    let isLarge = count.upperBound > 9
    let pools = isLarge || Int.random(in: 0..<4, using: &random) > 0 ? 2 : 3
    var goal = Goal.minimize()
    var linear = LinearExpression()
    var hidden = [Int](repeating: 0, count: pools)
    for block in 0..<Int.random(in: count, using: &random) {
      let ranges = (0..<pools).map { _ in
        let lower = Int.random(in: 0...2, using: &random)
        return lower...(lower + Int.random(in: isLarge || pools == 3 ? 1...2 : 2...5, using: &random))
      }
      let variables = ranges.map { range in
        program.addVariable(in: Double(range.lowerBound)...Double(range.upperBound), wholeNumbers: true)
      }
      let costs = ranges.map { range -> @Sendable (Int) -> Double in
        let need = Double.random(in: Double(range.lowerBound)...Double(range.upperBound + 1), using: &random) + 0.01
        let weight = Double(Int.random(in: -2...2, using: &random))
        switch aim {
        case .generic: return { (Double($0) - 0.5) / need }
        case .tied: return { Double($0) - need.rounded() }
        case .counted: return { _ in block % 2 == 0 ? weight : 0 }
        case .none: return { _ in 0 }
        }
      }
      for (variable, cost) in zip(variables, costs) {
        switch aim {
        case .generic, .tied: goal.add(ConvexCost(origin: 0, ofStep: { cost($0) }), on: variable)
        case .counted: linear.add(variable, times: cost(0))
        case .none: break
        }
      }
      // Two rows in opposite directions, as those of a share of the block's sum, that leave it some point.
      var (rows, kept): ([[Int]], [(values: [Int], cost: Double)]) = ([], [])
      while kept.isEmpty {
        rows = (0..<2).map { row in
          (0..<pools).map { pool in
            (pool == 0) == (row == 0) ? Int.random(in: 2...7, using: &random) : -Int.random(in: 1...5, using: &random)
          }
        }
        kept = Self.products(ranges).filter { values in
          rows.allSatisfy { zip($0, values).reduce(0) { $0 + $1.0 * $1.1 } >= 0 }
        }.map { values in
          let cost = values.indices.reduce(0.0) { sum, place in
            let range = ranges[place]
            return aim == .counted
              ? sum + costs[place](0) * Double(values[place])
              : sum + (range.lowerBound..<values[place]).reduce(0) { $0 + costs[place]($1 + 1) }
          }
          return (values, cost)
        }
      }
      for row in rows {
        program.add(LinearExpression(sum: zip(row, variables).map { Double($0) * $1 }) >= 0)
      }
      blocks.append(variables)
      points.append(kept)
      if let point = kept.randomElement(using: &random) { hidden = zip(hidden, point.values).map(+) }
    }
    for pool in 0..<pools {
      let miss = mayBeImpossible && Int.random(in: 0..<8, using: &random) == 0 ? 40 : 0
      let total = hidden[pool] + miss
      let sum = LinearExpression(sum: blocks.map { $0[pool] })
      switch Int.random(in: 0..<6, using: &random) {
      case 0:
        program.add(sum >= Double(total))
        totals.append((total, .max))
      case 1:
        program.add(sum <= Double(total))
        totals.append((.min, total))
      default:
        program.add(sum == Double(total))
        totals.append((total, total))
      }
    }
    program.goal = aim == .counted ? .minimize(linear) : goal
  }

  private static func products(_ ranges: [ClosedRange<Int>]) -> [[Int]] {
    ranges.reduce([[]]) { products, range in products.flatMap { values in range.map { values + [$0] } } }
  }

  /// The least cost of a point that keeps everything, counted from the lower bounds; `nil` where there is none.
  var leastCost: Double? {
    // The sums of all pools as one number.
    var sums: [Int: Double] = [0: 0]
    for block in points {
      let points = block.map { (key: $0.values.reversed().reduce(0) { $0 * 1_000 + $1 }, cost: $0.cost) }
      var next: [Int: Double] = [:]
      for (sum, cost) in sums {
        for point in points { next[sum + point.key] = min(next[sum + point.key] ?? .infinity, cost + point.cost) }
      }
      sums = next
    }
    return sums.filter { sum, _ in
      var rest = sum
      return totals.allSatisfy { total in
        defer { rest /= 1_000 }
        return rest % 1_000 >= total.lower && rest % 1_000 <= total.upper
      }
    }.values.min()
  }

  /// What a point costs, counted in the same way.
  func cost(at solution: Solution) -> Double? {
    var sum = 0.0
    for (variables, block) in zip(blocks, points) {
      guard let point = block.first(where: { $0.values == variables.map { Int(solution[$0]) } }) else { return nil }
      sum += point.cost
    }
    return sum
  }

  /// What prices make of the program; `nil` where they make nothing of it.
  func outcomeByPrices() throws -> Outcome? {
    try GLPKSession.run(monitor: nil, seconds: nil) { [program] session throws(SolverFault) in
      try GLPKPricedSolve(
        program, .none, branching: .measured, secondsLeft: { nil },
        taking: { CoupledBlocks($0, rowsTo: 3, leastBlocks: 2) }
      ).run(in: session)
    }
  }
}
