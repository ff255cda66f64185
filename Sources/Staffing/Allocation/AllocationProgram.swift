// SPDX-License-Identifier: GPL-3.0-or-later

internal import LinearPrograms

/// The linear program of a scenario: a whole-number variable a town and pool, a row a total. The rows are the totals of
/// pools and groups, tree by tree, then those of towns.
///
/// Quotas that their bounds leave no choice are no variables. The rows of a pool are nested or apart, and a town's
/// total over its pools is a row of the other direction: two such families make a totally unimodular matrix (Edmonds,
/// 1970), so every vertex is whole and nothing needs to be branched.
struct AllocationProgram: Sendable {
  /// One quota that is to be found.
  struct Cell: Sendable {
    let town: Int
    let pool: Int
    let variable: Variable
  }

  /// The program: minimise the misfit, keep the totals.
  private(set) var program: LinearProgram
  private(set) var cells: [Cell] = []
  /// The values that each quota may take.
  let ranges: CellTable<ClosedRange<Int>>
  /// The place in `cells` of each quota that is to be found; −1 for any other.
  private let places: CellTable<Int32>

  /// The program over the given ranges of quotas, at the given costs.
  ///
  /// - Parameters:
  ///   - part: what it is about; `nil` for all. Of other pools no quota is to be found.
  ///   - ranges: the values that each quota may take, one a town of the part and pool.
  ///   - cost: the cost of a town's quota in a pool; asked only where the range has a choice.
  init(
    _ problem: AllocationProblem, part: AllocationPart? = nil, ranges: CellTable<ClosedRange<Int>>,
    cost: (_ town: Int, _ pool: Int, _ range: ClosedRange<Int>) -> ConvexCost
  ) {
    let scenario = problem.scenario
    program = LinearProgram(name: scenario.title)
    let part = part ?? problem.whole
    let pools = part.pools
    self.ranges = ranges
    var goal = Goal.minimize()
    var places = ranges.map { _ in Int32(-1) }
    let count = ranges.towns.reduce(0) { sum, town in sum + pools.count { ranges[town, $0].count > 1 } }
    cells.reserveCapacity(count)
    goal.reserve(variables: count)
    program.reserve(variables: count, constraints: part.trees.reduce(0) { $0 + $1.nodes.count }, nonzeros: count)
    for town in ranges.towns {
      for pool in pools {
        let range = ranges[town, pool]
        guard range.count > 1 else { continue }
        let variable = program.addVariable(
          from: Double(range.lowerBound), to: Double(range.upperBound), wholeNumbers: true)
        goal.add(cost(town, pool, range), on: variable)
        places[town, pool] = Int32(truncatingIfNeeded: cells.count)
        cells.append(Cell(town: town, pool: pool, variable: variable))
      }
    }
    program.goal = goal
    program.nameVariables { [cells, towns = scenario.towns, pools = scenario.pools] index in
      guard cells.indices.contains(index) else { return nil }
      return "\(towns[cells[index].town].name):\(pools[cells[index].pool].id)"
    }
    self.places = places
    for tree in part.trees {
      for node in tree.nodes { add(total: node.total, of: node.towns.lazy.map { ($0, tree.pool) }) }
    }
    for fixed in part.townTotals {
      add(total: fixed.total...fixed.total, of: pools.lazy.map { (fixed.town, $0) })
    }
    program.labelConstraints { [part] index in
      var index = index
      for tree in part.trees {
        if index < tree.nodes.count { return Self.label(scenario, tree.pool, tree.nodes[index]) }
        index -= tree.nodes.count
      }
      let townTotals = part.townTotals
      return townTotals.indices.contains(index) ? scenario.towns[townTotals[index].town].name : nil
    }
  }

  private mutating func add(total: ClosedRange<Int>, of quotas: some Sequence<(town: Int, pool: Int)>) {
    program.addConstraint(in: Double(total.lowerBound)...Double(total.upperBound)) { [cells, places, ranges] sum in
      for (town, pool) in quotas {
        let place = places[town, pool]
        if place >= 0 { sum += cells[Int(place)].variable } else { sum.add(Double(ranges[town, pool].lowerBound)) }
      }
    }
  }

  /// The variable of a quota; `nil` where it is settled.
  private func variable(_ town: Int, _ pool: Int) -> Variable? {
    let place = places[town, pool]
    return place >= 0 ? cells[Int(place)].variable : nil
  }

  /// The posts of a quota that has no choice; `nil` where a variable stands.
  func settled(_ town: Int, _ pool: Int) -> Int? {
    places[town, pool] >= 0 ? nil : ranges[town, pool].lowerBound
  }

  /// Adds a row for each of these, and an auxiliary variable for what a soft one is short. Returns the sum of their
  /// prices. O(terms).
  mutating func add(_ rows: [RuleRow], of scenario: Scenario) -> LinearExpression {
    var prices = LinearExpression()
    for row in rows {
      let short = row.price.map { price in
        let short = program.addVariable()
        prices.add(short, times: price)
        return short
      }
      program.addConstraint(from: row.lower, to: row.upper, label: scenario.rules[row.rule].reference) {
        [cells, places, ranges] sum in
        if let short { sum += short }
        for term in row.terms {
          let place = places[term.town, term.pool]
          if place >= 0 {
            sum += term.coefficient * cells[Int(place)].variable
          } else {
            sum.add(term.coefficient * Double(ranges[term.town, term.pool].lowerBound))
          }
        }
      }
    }
    return prices
  }

  /// Adds a limit on posts moved, with an auxiliary variable for what is taken from each quota that can fall below
  /// today's. O(quotas).
  mutating func add(_ limit: MovesLimit, of scenario: Scenario) {
    program.reserve(
      variables: program.variableCount + limit.cells.count,
      constraints: program.constraintCount + limit.cells.count + 1,
      nonzeros: program.nonzeroCount + 3 * limit.cells.count)
    var (losses, settled): ([Variable], Double) = ([], 0)
    losses.reserveCapacity(limit.cells.count)
    for (town, pool, today) in limit.cells {
      guard let variable = variable(town, pool) else {
        settled += Double(max(0, today - ranges[town, pool].lowerBound))
        continue
      }
      let loss = program.addVariable()
      program.addConstraint(from: Double(today)) { sum in
        sum += loss
        sum += variable
      }
      losses.append(loss)
    }
    program.addConstraint(to: Double(limit.most) - settled, label: scenario.rules[limit.rule].reference) { sum in
      for loss in losses { sum += loss }
    }
  }

  /// Adds a limit on what soft rules cost together, in whole coefficients: no tolerance can hide a price. O(terms).
  ///
  /// - Parameter prices: what they cost, as rows that were added before have it.
  mutating func add(_ limit: PriceLimit, on prices: LinearExpression, of scenario: Scenario) {
    let exponent = scenario.rules.reduce(limit.most.exponent) { min($0, $1.price?.exponent ?? $0) }
    let scale = Quantity(significand: 1, exponent: -exponent)?.doubleValue ?? 1
    let terms = prices.terms
    program.addConstraint(
      to: (limit.most.doubleValue * scale).rounded(), label: scenario.rules[limit.rule].reference
    ) { sum in
      for term in terms { sum += (term.coefficient * scale).rounded() * term.variable }
    }
  }

  private static func label(_ scenario: Scenario, _ pool: Int, _ node: TotalsTree.Node) -> String {
    ([scenario.pools[pool].id] + node.group).joined(separator: "/")
  }

  /// The goal at a whole plan.
  func goalValue(at quotas: [[Int]]) -> Double { goalValue { quotas[$0][$1] } }

  /// The goal where each quota is the given one.
  func goalValue(at quota: (_ town: Int, _ pool: Int) -> Int) -> Double {
    program.goalValue { variable in
      // Auxiliary variables follow, and cost nothing.
      guard variable.index < cells.count else { return 0 }
      let cell = cells[variable.index]
      return Double(quota(cell.town, cell.pool))
    }
  }

  /// The whole plan at a solution of the program.
  func quotas(at solution: Solution) -> [[Int]] { cellQuotas(at: solution).rows { $0 } }

  /// The same in one table; of pools that it is not about, what they have at the least.
  func cellQuotas(at solution: Solution) -> CellTable<Int> {
    var quotas = ranges.map(\.lowerBound)
    for cell in cells { quotas[cell.town, cell.pool] = Int(solution[cell.variable]) }
    return quotas
  }
}
