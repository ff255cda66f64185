// SPDX-License-Identifier: GPL-3.0-or-later

import BigInt
import LinearPrograms

/// A solver for small programs that tries everything, in exact arithmetic: every vertex of a linear program, and of every
/// choice of whole numbers the vertices of what is left.
///
/// It knows of `LinearPrograms` only what is public, and so shows what another solver has to do. It has no duals to
/// offer, and no iterations to count.
struct ExhaustiveSolver: LinearProgramSolver {
  var name: String { "exhaustive search" }

  func solve(_ program: LinearProgram, limits: Limits, monitor: SolveMonitor?) -> Outcome {
    let faults = program.faults
    guard faults.isEmpty else { return .failed(.invalidModel(faults)) }
    guard limits.iterations == nil else { return .failed(.unsupported(.iterationLimit)) }
    do {
      return try ExhaustiveSearch(program, SolveClock(limits: limits, monitor: monitor)).outcome()
    } catch {
      switch error {
      case .limit(let limit): return .undecided(bound: nil, limit: limit)
      case .fault(let fault): return .failed(fault)
      }
    }
  }
}

/// Why a search gave no answer.
private enum Interruption: Error {
  case limit(Limit)
  case fault(SolverFault)
}

/// One search through one program.
private struct ExhaustiveSearch {
  private let program: LinearProgram
  private let clock: SolveClock
  private let relaxation: Polyhedron
  private let isInOrder: Bool
  /// The linear coefficients of the goal, to be made small.
  private let costs: [Double]

  init(_ program: LinearProgram, _ clock: SolveClock) {
    self.program = program
    self.clock = clock
    var relaxation = Polyhedron(dimension: program.variableCount)
    var isInOrder = true
    for variable in program.allVariables {
      let (lower, upper) = program.ends(of: variable)
      isInOrder = isInOrder && lower <= upper
      relaxation.add(program.row(LinearExpression(variable)), from: lower, to: upper)
    }
    for constraint in program.allConstraints {
      let (lower, upper) = program.bounds(of: constraint)
      isInOrder = isInOrder && lower <= upper
      relaxation.add(program.row(program.expression(of: constraint)), from: lower, to: upper)
    }
    self.relaxation = relaxation
    self.isInOrder = isInOrder
    let row = program.row(program.goal.expression)
    costs = program.goal.sense == .minimize ? row : row.map { -$0 }
  }

  func outcome() throws(Interruption) -> Outcome {
    guard isInOrder else { return .infeasible }
    let tables = try costTables()
    if let limit = clock.limitReached { throw .limit(limit) }
    guard try best(of: relaxation, { _ in Fraction(0) }) != nil else { return .infeasible }
    if isUnbounded(costs) { return .unbounded }
    var best: (goal: Fraction, point: [Fraction])?
    var choice: [Variable: Int] = [:]
    let whole = program.allVariables.filter { program.takesWholeNumbers($0) }
    try search(whole[...], &choice, tables, &best)
    guard let best else { return .infeasible }
    do {
      return .optimal(
        try program.solution(
          method: whole.isEmpty ? .linearProgram(iterations: 0) : .branchAndBound(nodes: 0)
        ) { best.point[$0.index].double })
    } catch {
      throw .fault(error)
    }
  }

  /// Goes through all choices of the variables named, and keeps the best point of all.
  private func search(
    _ whole: ArraySlice<Variable>, _ choice: inout [Variable: Int], _ tables: [Variable: [Int: Fraction]],
    _ best: inout (goal: Fraction, point: [Fraction])?
  ) throws(Interruption) {
    guard let variable = whole.first else {
      var chosen = relaxation
      var convex = Fraction(0)
      for (variable, value) in choice {
        chosen.add(program.row(LinearExpression(variable)), from: Double(value), to: Double(value))
        if let cost = tables[variable]?[value] { convex = convex + cost }
      }
      let found = try self.best(of: chosen) { linear($0) + convex }
      if let found, best.map({ found.goal < $0.goal }) ?? true { best = found }
      return
    }
    for value in try range(of: variable) {
      choice[variable] = value
      try search(whole.dropFirst(), &choice, tables, &best)
    }
    choice[variable] = nil
  }

  private func best(
    of polyhedron: Polyhedron, _ goal: ([Fraction]) -> Fraction
  ) throws(Interruption) -> (goal: Fraction, point: [Fraction])? {
    var best: (goal: Fraction, point: [Fraction])?
    var reached: Limit?
    polyhedron.forEachMinimalFace { point in
      reached = clock.limitReached
      let goal = goal(point)
      if best.map({ goal < $0.goal }) ?? true { best = (goal, point) }
      return reached == nil
    }
    if let reached { throw .limit(reached) }
    return best
  }

  private func linear(_ point: [Fraction]) -> Fraction {
    zip(costs, point).reduce(Fraction(0)) { $1.0 == 0 ? $0 : $0 + Fraction($1.0) * $1.1 }
  }

  private func isUnbounded(_ costs: [Double]) -> Bool {
    let isBoxed = program.allVariables.allSatisfy {
      let (lower, upper) = program.bounds(of: $0)
      return lower.isFinite && upper.isFinite
    }
    return !isBoxed && relaxation.falls(along: costs)
  }

  /// The whole numbers that a variable takes in any point; its own bounds, or what the constraints make of them.
  private func range(of variable: Variable) throws(Interruption) -> ClosedRange<Int> {
    let (lower, upper) = program.ends(of: variable)
    let unit = program.row(LinearExpression(variable))
    func end(_ own: Double, sign: Double) throws(Interruption) -> Int {
      if let own = Int(exactly: own) { return own }
      guard !isUnbounded(unit.map { sign * $0 }),
        let extreme = try best(of: relaxation, { Fraction(sign) * $0[variable.index] })
      else { throw .fault(.unsupported(.unlimitedWholeNumbers)) }
      return Int(sign * extreme.goal.double.rounded(.up))
    }
    let (least, most) = (try end(lower, sign: 1), try end(upper, sign: -1))
    return least...max(least, most)
  }

  /// What each value of a variable with a convex cost adds to the goal.
  private func costTables() throws(Interruption) -> [Variable: [Int: Fraction]] {
    var tables: [Variable: [Int: Fraction]] = [:]
    for variable in program.allVariables {
      guard let cost = program.goal.convexCost(of: variable) else { continue }
      let ends = program.ends(of: variable)
      let range = Int(ends.lower)...Int(ends.upper)
      let origin = min(max(cost.origin, range.lowerBound), range.upperBound)
      var (table, sum, previous) = ([range.lowerBound: Fraction(0)], Fraction(0), -Double.infinity)
      for step in range.dropFirst() {
        let marginal = cost.ofStep(step)
        guard marginal.isFinite, marginal >= previous else {
          throw .fault(
            .invalidModel([.costNotConvex(variable: program.name(of: variable) ?? "", step: step)]))
        }
        previous = marginal
        sum = sum + Fraction(marginal)
        table[step] = sum
      }
      let atOrigin = table[origin] ?? Fraction(0)
      tables[variable] = table.mapValues { $0 + -atOrigin }
    }
    return tables
  }
}

extension LinearProgram {
  /// An expression's coefficients, one a variable.
  fileprivate func row(_ expression: LinearExpression) -> [Double] {
    var row = [Double](repeating: 0, count: variableCount)
    for term in expression.terms { row[term.variable.index] += term.coefficient }
    return row
  }

  /// A variable's bounds, drawn in to whole numbers where it takes no others.
  fileprivate func ends(of variable: Variable) -> (lower: Double, upper: Double) {
    let (lower, upper) = bounds(of: variable)
    return takesWholeNumbers(variable) ? (lower.rounded(.up), upper.rounded(.down)) : (lower, upper)
  }
}
