// SPDX-License-Identifier: GPL-3.0-or-later

extension Solution {
  /// What prices leave of a program: for each variable the values that it can have in any point whose goal is as good, and
  /// what tells such points apart.
  struct Narrowing: Sendable {
    /// A range a variable; `nil` for those that were not looked at.
    private var ranges: [ClosedRange<Int>?]
    /// For variables that have a choice, what steps cost more than they are worth, magnified so that the gap is about 1.
    /// Among points that keep the couplings the sum is the goal, but for a constant and a positive factor.
    private var costs: [(variable: Int, cost: ConvexCost)] = []
    /// Within what two values of the goal are not told apart.
    let rounding: Double

    /// All that the bounds of a program leave.
    private init(of program: LinearProgram) {
      rounding = 1e-9 * program.goal.unit(in: program)
      ranges = (0..<program.variableCount).map {
        program.hasCountableRange(ofVariable: $0) ? program.wholeRange(ofVariable: $0) : nil
      }
    }

    /// What points as good as one that is known lose at most: the sums that losses are get rounded by far less than what is
    /// added here.
    private func slack(for gap: Double) -> Double { gap * (1 + 1e-9) + 2 * rounding }

    /// `nil` where the time is over.
    ///
    /// - Parameters:
    ///   - priced: the blocks at the prices that prove the bound.
    ///   - gap: what a point that is known loses beyond the bound.
    ///   - program: the program of the blocks.
    /// - Complexity: O(variables + points within the gap).
    init?(_ priced: PricedBlocks, gap: Double, of program: LinearProgram, hasToStop: () -> Bool) {
      let blocks = priced.blocks
      self.init(of: program)
      let slack = slack(for: gap)
      var open: [(place: Int, range: ClosedRange<Int>, worth: Double)] = []
      var largest = 0.0
      for block in 0..<blocks.count {
        if block % PricedBlocks.blocksBetweenLooks == 0, hasToStop() { return nil }
        let points = priced.points(of: block, within: slack)
        for (offset, place) in blocks.places(of: block).enumerated() {
          // Where points are too many to be looked at, each place is by itself.
          let range =
            points.flatMap { points in
              let values = points.lazy.map { $0.values[offset] }
              return values.min().flatMap { low in values.max().map { low...$0 } }
            } ?? priced.range(of: place, in: block, within: slack)
          let (low, high) = (range.lowerBound, range.upperBound)
          ranges[blocks.variables[place]] = low...high
          guard low < high else { continue }
          let worth = blocks.worthInFixed(place, at: priced.prices)
          // What costs nothing tells no points apart.
          guard priced.costs(place, low + 1) != worth || priced.costs(place, high) != worth else { continue }
          largest = max(largest, abs(priced.costs(place, low + 1) - worth), abs(priced.costs(place, high) - worth))
          open.append((place, low...high, worth))
        }
      }
      // Steps of a block with rows may cost much more, or less, than they are worth.
      magnify(open, by: max(gap, rounding, 1e-6 * largest), priced.costs, blocks)
    }

    /// - Parameters:
    ///   - order: the sums in order, at the prices that prove the bound.
    ///   - worths: what one more unit of each place is worth for all rows.
    ///   - gap: what a point that is known loses beyond the bound.
    ///   - program: the program of the sums.
    init(_ order: PricedOrder, worths: [Double], gap: Double, of program: LinearProgram) {
      let (blocks, costs) = (order.blocks, order.costs)
      self.init(of: program)
      let slack = slack(for: gap)
      var open: [(place: Int, range: ClosedRange<Int>, worth: Double)] = []
      var largest = 0.0
      for place in worths.indices {
        let bounds = blocks.lower[place]...blocks.upper[place]
        let free = costs.free(place, from: order.values[place], at: worths[place], in: bounds)
        let range = costs.range(of: place, around: free, at: worths[place], losing: slack, in: bounds)
        ranges[blocks.variables[place]] = range
        guard range.count > 1 else { continue }
        let worth = blocks.worthInFixed(place, at: order.prices)
        let ends = (costs(place, range.lowerBound + 1) - worth, costs(place, range.upperBound) - worth)
        guard ends.0 != 0 || ends.1 != 0 else { continue }
        largest = max(largest, abs(ends.0), abs(ends.1))
        open.append((place, range, worth))
      }
      magnify(open, by: max(gap, rounding, 1e-6 * largest), costs, blocks)
    }

    /// Takes up what steps cost more than they are worth, in units.
    private mutating func magnify(
      _ open: [(place: Int, range: ClosedRange<Int>, worth: Double)], by unit: Double, _ costs: StepCosts,
      _ blocks: CoupledBlocks
    ) {
      for (place, range, worth) in open {
        self.costs.append(
          (blocks.variables[place], ConvexCost(origin: range.lowerBound) { (costs(place, $0) - worth) / unit }))
      }
    }

    /// Narrows the bounds of a program that has the same first variables. O(variables).
    func narrow(_ program: inout LinearProgram) {
      for (index, range) in ranges.enumerated() {
        guard let range else { continue }
        program.variables.setBounds(
          of: index, lower: max(program.variables.lower[index], Double(range.lowerBound)),
          upper: min(program.variables.upper[index], Double(range.upperBound)))
      }
    }

    /// What tells the points apart, as a goal of a program that has the same first variables.
    func goal(in program: LinearProgram) -> Goal {
      var goal = Goal.minimize()
      for (index, cost) in costs { goal.add(cost, on: Variable(program: program.id, index: index)) }
      return goal
    }

    /// The same for the first variables of a program alone; `nil` where others have a choice that counts.
    func within(_ count: Int) -> Narrowing? {
      guard costs.allSatisfy({ $0.variable < count }) else { return nil }
      var first = self
      first.ranges = Array(ranges.prefix(count))
      return first
    }

    /// The same in a program of which this one's is a part, by the places of its variables there.
    func placed(_ places: [Int], among count: Int) -> Narrowing {
      var placed = self
      placed.ranges = Array(repeating: nil, count: count)
      for (local, variable) in places.enumerated() { placed.ranges[variable] = ranges[local] }
      placed.costs = costs.map { (places[$0.variable], $0.cost) }
      return placed
    }
  }
}

extension CoupledBlocks {
  /// What one more unit of a place is worth for the couplings that fix a sum: as every point has this sum, taking it off
  /// the costs changes no order.
  fileprivate func worthInFixed(_ place: Int, at prices: [Double]) -> Double {
    couplings.indices.reduce(0) { worth, coupling in
      guard couplings[coupling].lower == couplings[coupling].upper else { return worth }
      return worth + prices[coupling] * Double(coefficients[place * couplings.count + coupling])
    }
  }
}
