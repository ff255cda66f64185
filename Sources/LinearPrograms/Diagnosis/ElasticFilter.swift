// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads the conflict of an infeasible linear program off the multipliers of its elastic program.
///
/// In the elastic program every constraint may be broken at a cost, and the total is made small. Its optimum is above
/// zero, and what has no multiplier there plays no part in that: the conditions with one are infeasible by themselves
/// (Farkas' lemma; the sensitivity filter of Chinneck and Dravnieks, 1991).
struct ElasticFilter {
  private let program: LinearProgram

  /// Multipliers nearer to zero than this, relative to the largest, count as zero.
  private static let tolerance = 1e-9

  init(_ program: LinearProgram) {
    self.program = program
  }

  /// The conditions with a multiplier, or `nil` where the elastic program was not solved. One linear program.
  func support(in session: borrowing GLPKSession, _ limits: Limits) throws(SolverFault) -> [Condition]? {
    if session.limitReached != nil { return nil }
    do throws(SolverFault) {
      guard case .optimal(let solution) = try GLPKSolve(elastic, limits).run(in: session),
        solution.multipliers.count == program.constraintCount
      else { return nil }
      return conditions(of: solution.multipliers)
    } catch {
      guard error.isOfTheNumbers else { throw error }
      return nil
    }
  }

  private var elastic: LinearProgram {
    var elastic = LinearProgram()
    for index in 0..<program.variableCount {
      elastic.variables.append(
        lower: program.variables.lower[index], upper: program.variables.upper[index], wholeNumbers: false)
    }
    var goal = LinearExpression()
    var entries: [[LinearExpression.Entry]] = []
    for row in 0..<program.constraintCount {
      var terms = program.constraints.entries(of: row).map {
        LinearExpression.Entry(index: program.constraints.indices[$0], coefficient: program.constraints.values[$0])
      }
      // In units of the row's largest coefficient, so that rows of different scale cost alike.
      let largest = terms.reduce(0) { max($0, abs($1.coefficient)) }
      let unit = largest > 0 ? largest : 1
      for (bound, sign) in [(program.constraints.rows[row].lower, unit), (program.constraints.rows[row].upper, -unit)]
      where bound.isFinite {
        let slack = elastic.addVariable()
        goal += slack
        terms.append(LinearExpression.Entry(index: Int32(truncatingIfNeeded: slack.index), coefficient: sign))
      }
      entries.append(terms)
    }
    for (row, terms) in entries.enumerated() {
      _ = elastic.constraints.append(
        terms, lower: program.constraints.rows[row].lower, upper: program.constraints.rows[row].upper,
        width: elastic.variableCount)
    }
    elastic.goal = .minimize(goal)
    return elastic
  }

  /// A multiplier is ∂cost/∂bound: positive where a lower bound binds, negative where an upper one does. What a
  /// variable's column adds up to is borne by its own bounds.
  private func conditions(of multipliers: [Double]) -> [Condition] {
    var result: [Condition] = []
    var reducedCosts = [Double](repeating: 0, count: program.variableCount)
    var scales = reducedCosts
    let largest = multipliers.reduce(0) { max($0, abs($1)) }
    for (row, multiplier) in multipliers.enumerated() where abs(multiplier) > Self.tolerance * largest {
      result.append(.row(row, multiplier > 0 ? .lower : .upper))
      for position in program.constraints.entries(of: row) {
        let part = multiplier * program.constraints.values[position]
        reducedCosts[Int(program.constraints.indices[position])] -= part
        scales[Int(program.constraints.indices[position])] += abs(part)
      }
    }
    for (index, cost) in reducedCosts.enumerated() where abs(cost) > Self.tolerance * scales[index] {
      // A sum that should be zero may have come out a little off it: a bound that is not there is none.
      let bound = cost > 0 ? program.variables.lower[index] : program.variables.upper[index]
      if bound.isFinite { result.append(.bound(index, cost > 0 ? .lower : .upper)) }
    }
    return result
  }
}
