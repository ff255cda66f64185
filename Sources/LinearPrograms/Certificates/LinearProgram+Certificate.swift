// SPDX-License-Identifier: GPL-3.0-or-later

extension LinearProgram {
  /// A certificate of what came of solving this program, to be checked by ``CertificateChecker``.
  ///
  /// A point that the linear program gave is certified as optimal with the bound that its multipliers prove in exact
  /// arithmetic; the gap says how far rounding left them from one another. One that branch and bound found carries the
  /// solver's bound, labelled so. Where nothing finite can be proved, the certificate claims that the point keeps all
  /// constraints, and no more.
  ///
  /// - Parameters:
  ///   - outcome: What ``solve(with:limits:monitor:)`` answered for this program, unchanged since.
  ///   - wholeConvexCosts: Whether convex costs are written over the whole range of their variables, so that nothing of
  ///     them has to be trusted, and not just around the point. Their steps then make the size.
  /// - Complexity: O(nonzeros + convex steps) exact operations, twice where the multipliers were rounded.
  public func certificate(
    for outcome: Outcome, wholeConvexCosts: Bool = false
  ) throws(CertificateFault) -> Certificate {
    switch outcome {
    case .optimal(let solution):
      if !solution.wasBranched {
        return try certificate(of: solution, multipliers: solution.multipliers, bound: nil, wholeConvexCosts)
      }
      return try certificate(of: solution, multipliers: nil, bound: solution.goal, wholeConvexCosts)
    case .feasible(let solution, let bound, _):
      return try certificate(of: solution, multipliers: nil, bound: bound, wholeConvexCosts)
    case .infeasible, .unbounded, .undecided, .failed:
      throw .noPoint
    }
  }

  private func certificate(
    of solution: Solution, multipliers: [Double]?, bound: Double?, _ wholeConvexCosts: Bool
  ) throws(CertificateFault) -> Certificate {
    let faults = faults
    guard faults.isEmpty else { throw .invalidModel(faults) }
    let isOwn = solution.program == id && solution.values.count == variableCount
    guard isOwn, multipliers == nil || multipliers?.count == constraintCount else { throw .foreignSolution }

    if wholeConvexCosts {
      do { _ = try StepSegments.all(of: self) } catch { throw .tooManySteps }
    }
    let certified = certified(around: solution.values, multipliers, wholeConvexCosts)
    if let multipliers { return try Certificate(of: certified, at: solution.values, multipliers: multipliers) }
    return try Certificate(of: certified, at: solution.values, bound: bound)
  }

  private func certified(
    around point: [Double], _ multipliers: [Double]?, _ wholeConvexCosts: Bool
  ) -> Certificate.Program {
    let starts = [0] + constraints.rows.map { Int($0.end) }
    let entries = Certificate.Terms(
      variables: constraints.indices.prefix(nonzeroCount).map { Int($0) },
      coefficients: Array(constraints.values.prefix(nonzeroCount)))
    return Certificate.Program(
      maximize: goal.sense == .maximize, constant: goal.expression.constant,
      costs: Certificate.Terms(
        variables: goal.expression.entries.map { Int($0.index) },
        coefficients: goal.expression.entries.map(\.coefficient)),
      variables: Certificate.Bounds(lower: variables.lower, upper: variables.upper),
      wholeNumbers: (0..<variableCount).filter(variables.takesWholeNumbers),
      convexCosts: convexCosts(around: point, multipliers, wholeConvexCosts),
      rows: Certificate.Bounds(lower: constraints.rows.map(\.lower), upper: constraints.rows.map(\.upper)),
      starts: starts, entries: entries)
  }

  /// The steps next to the point, and as many further ones as the multipliers cannot tell from a tie: a bound is the
  /// sharper the more clearly the outermost steps do or don't pay.
  private func convexCosts(
    around point: [Double], _ multipliers: [Double]?, _ wholeConvexCosts: Bool
  ) -> Certificate.ConvexCosts {
    let prices = goal.convexCosts.isEmpty ? [] : prices(multipliers)
    var result = Certificate.ConvexCosts()
    for (index, cost) in goal.convexCosts.sorted(by: { $0.key < $1.key }) {
      let range = wholeRange(ofVariable: index)
      let value = min(max(Int(point[index]), range.lowerBound), range.upperBound)
      var from = wholeConvexCosts ? range.lowerBound : max(range.lowerBound, value - 1)
      var to = wholeConvexCosts ? range.upperBound : min(range.upperBound, value + 1)
      if let price = prices[index] {
        while from > max(range.lowerBound, value - Self.widestTie), cost.ofStep(from + 1) + price > 0 { from -= 1 }
        while to < min(range.upperBound, value + Self.widestTie), cost.ofStep(to) + price < 0 { to += 1 }
      }
      result.append(
        variable: index, origin: from, value: cost.total(at: from, in: range),
        steps: (from..<to).map { cost.ofStep($0 + 1) })
    }
    return result
  }

  /// How far from the point a window goes to get beyond a tie.
  private static let widestTie = 64

  /// What one unit more of each variable costs besides its convex cost, at the multipliers' prices of the rows.
  private func prices(_ multipliers: [Double]?) -> [Double?] {
    guard let multipliers else { return [Double?](repeating: nil, count: variableCount) }
    var prices = [Double](repeating: 0, count: variableCount)
    for entry in goal.expression.entries { prices[Int(entry.index)] += entry.coefficient }
    for row in 0..<constraintCount {
      for position in constraints.entries(of: row) {
        prices[Int(constraints.indices[position])] -= multipliers[row] * constraints.values[position]
      }
    }
    return prices
  }
}
