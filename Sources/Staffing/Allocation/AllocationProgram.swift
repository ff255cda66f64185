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
  /// The quotas that are settled, one a town and pool; `nil` where a variable stands.
  private(set) var settled: [[Int?]]

  /// The program over the given ranges of quotas, at the given costs.
  ///
  /// - Parameters:
  ///   - ranges: the values that each quota may take, one a town and pool.
  ///   - cost: the cost of a town's quota in a pool; asked only where the range has a choice.
  init(
    _ problem: AllocationProblem, ranges: [[ClosedRange<Int>]],
    cost: (_ town: Int, _ pool: Int, _ range: ClosedRange<Int>) -> ConvexCost
  ) {
    let scenario = problem.scenario
    program = LinearProgram(name: scenario.title)
    settled = ranges.map { $0.map { $0.count == 1 ? $0.lowerBound : nil } }
    var goal = Goal.minimize()
    var variables = ranges.map { $0.map { _ in Variable?.none } }
    for (town, row) in ranges.enumerated() {
      for (pool, range) in row.enumerated() where range.count > 1 {
        let variable = program.addVariable(
          "\(scenario.towns[town].name):\(scenario.pools[pool].id)",
          from: Double(range.lowerBound), to: Double(range.upperBound), wholeNumbers: true)
        goal.add(cost(town, pool, range), on: variable)
        variables[town][pool] = variable
        cells.append(Cell(town: town, pool: pool, variable: variable))
      }
    }
    program.goal = goal
    for tree in problem.trees {
      for node in tree.nodes {
        add(
          total: node.total, label: Self.label(scenario, tree.pool, node),
          of: node.towns.lazy.map { (variables[$0][tree.pool], ranges[$0][tree.pool].lowerBound) })
      }
    }
    for fixed in problem.townTotals {
      add(
        total: fixed.total, label: scenario.towns[fixed.town].name,
        of: zip(variables[fixed.town], ranges[fixed.town]).lazy.map { ($0, $1.lowerBound) })
    }
  }

  private mutating func add(total: Int, label: String, of quotas: some Sequence<(Variable?, Int)>) {
    program.addConstraint(in: Double(total)...Double(total), label: label) { sum in
      for (variable, settled) in quotas {
        if let variable { sum += variable } else { sum.add(Double(settled)) }
      }
    }
  }

  private static func label(_ scenario: Scenario, _ pool: Int, _ node: TotalsTree.Node) -> String {
    ([scenario.pools[pool].id] + node.group).joined(separator: "/")
  }

  /// The goal at a whole plan.
  func goalValue(at quotas: [[Int]]) -> Double {
    program.goalValue { variable in
      let cell = cells[variable.index]
      return Double(quotas[cell.town][cell.pool])
    }
  }

  /// The whole plan at a solution of the program.
  func quotas(at solution: Solution) -> [[Int]] {
    var quotas = settled.map { $0.map { $0 ?? 0 } }
    for cell in cells { quotas[cell.town][cell.pool] = Int(solution[cell.variable]) }
    return quotas
  }
}
