// SPDX-License-Identifier: GPL-3.0-or-later

extension LinearProgram {
  /// A bound on the goal of every feasible point by those rows alone that fix plain totals, at the prices at which the
  /// cheapest steps fill these: what other rows ask makes no point better. `nil` where there are no such totals, or they
  /// cross. Any prices would give a bound, see ``lagrangianBound(_:)``; these give the best for such rows where they do not
  /// lie inside each other. O(nonzeros + variables · log range).
  func boundByTotals() -> Double? {
    let rows = (0..<constraints.count).filter { FixedTotals.amount(of: $0, self) != nil }
    guard !rows.isEmpty else { return nil }
    let totals = keeping(rows: rows)
    guard let prices = PriceStart(totals)?.multipliers(in: totals) else { return nil }
    var multipliers = [Double](repeating: 0, count: constraints.count)
    for (place, row) in rows.enumerated() { multipliers[row] = prices[place] }
    return lagrangianBound(multipliers)
  }
}

extension PriceStart {
  /// What the last step of each total costs, one a row, less what the larger totals around it cost. O(nonzeros).
  fileprivate func multipliers(in program: LinearProgram) -> [Double] {
    let constraints = program.constraints
    var multipliers = [Double](repeating: 0, count: constraints.count)
    var priceOfVariable = [Double](repeating: 0, count: program.variableCount)
    func size(_ row: Int) -> Int { constraints.entries(of: row).count }
    for row in (0..<constraints.count).sorted(by: { (size($1), $0) < (size($0), $1) }) {
      guard let step = marginalStep(ofRow: row) else { continue }
      let linear = program.goal.expression.entries.reduce(0) {
        Int($1.index) == step.variable ? $0 + $1.coefficient : $0
      }
      let cost = (program.goal.convexCosts[step.variable]?.ofStep(step.number) ?? 0) + linear
      multipliers[row] = cost - priceOfVariable[step.variable]
      for position in constraints.entries(of: row) {
        priceOfVariable[Int(constraints.indices[position])] += multipliers[row]
      }
    }
    return multipliers
  }
}
