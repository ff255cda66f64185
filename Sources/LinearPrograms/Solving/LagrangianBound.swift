// SPDX-License-Identifier: GPL-3.0-or-later

extension LinearProgram {
  /// A bound on the goal of every feasible point, from any multipliers of the constraints: one that the simplex method
  /// leaves when it is stopped will do. `nil` where a variable's reduced cost asks for a bound that it does not have.
  ///
  /// By weak duality, as in ``DualBound``, which is exact and slower: here rounding errors are made up for by lowering the
  /// bound by a billionth of the sum's terms. Multipliers for which a constraint has no bound count as 0.
  /// O(nonzeros + steps counted from the origins of convex costs); `nil` where these are too many.
  func lagrangianBound(_ multipliers: [Double]) -> Double? {
    let sign = goal.sense == .minimize ? 1.0 : -1.0
    var sum = CompensatedSum()
    var size = 0.0
    func add(_ term: Double) {
      sum.add(term)
      size += abs(term)
    }
    add(sign * goal.expression.constant)
    var reduced = [Double](repeating: 0, count: variables.count)
    for entry in goal.expression.entries { reduced[Int(entry.index)] += sign * entry.coefficient }
    for row in 0..<constraints.count {
      let multiplier = sign * multipliers[row]
      let bound = multiplier > 0 ? constraints.rows[row].lower : constraints.rows[row].upper
      guard multiplier != 0, bound.isFinite else { continue }
      add(multiplier * bound)
      for position in constraints.entries(of: row) {
        reduced[Int(constraints.indices[position])] -= multiplier * constraints.values[position]
      }
    }
    var left = ConvexCost.mostCountedSteps
    for index in reduced.indices {
      if let cost = goal.convexCosts[index] {
        add(leastCost(ofVariable: index, cost, reducedCost: reduced[index], left: &left))
      } else if reduced[index] != 0 {
        var bound = reduced[index] > 0 ? variables.lower[index] : variables.upper[index]
        if variables.takesWholeNumbers(index) { bound = bound.rounded(reduced[index] > 0 ? .up : .down) }
        guard bound.isFinite else { return nil }
        add(reduced[index] * bound)
      }
    }
    let bound = sum.value - 1e-9 * size
    return bound.isFinite ? sign * bound : nil
  }

  /// The least of reduced cost · x + convex cost of x: steps are taken as long as they pay, since none costs less than
  /// the one before.
  private func leastCost(
    ofVariable index: Int, _ cost: ConvexCost, reducedCost: Double, left: inout Int
  ) -> Double {
    let range = wholeRange(ofVariable: index)
    let value = cost.steps(in: range) { $0 + reducedCost < 0 }
    return reducedCost * Double(value) + cost.total(at: value, in: range, left: &left)
  }
}
