// SPDX-License-Identifier: GPL-3.0-or-later

/// The search for the cheapest relaxation: the elastic program, solved once a priority.
///
/// Each priced bound gets a variable for its violation. The violations of the highest priority are made cheap first,
/// and their cost is then held while the next are (elastic programming: Brown and Graves, 1975; lexicographic as in goal
/// programming).
struct RelaxationSearch {
  /// The violation of one bound.
  private struct Elastic {
    let bound: Condition
    let price: RelaxationPrice
    let violation: Variable
  }

  private let program: LinearProgram
  private let prices: BoundPrices
  private let limits: Limits
  private var elastic = LinearProgram()
  private var elastics: [Elastic] = []

  /// Costs and moves nearer to zero than this, relative to the numbers they come from, count as zero: ten times what the
  /// solver may be off by.
  private static let tolerance = 1e-6

  init(_ program: LinearProgram, _ prices: BoundPrices, _ limits: Limits) {
    self.program = program
    self.prices = prices
    self.limits = Limits(iterations: limits.iterations)
    addVariables()
    addRows()
  }

  mutating func run(in session: borrowing GLPKSession) throws(SolverFault) -> RelaxationOutcome {
    var best: [Double]?
    for priority in prices.priorities {
      let stage = elastics.filter { $0.price.priority == priority }
      var cost = LinearExpression()
      for elastic in stage { cost.add(elastic.violation, times: elastic.price.weight) }
      elastic.goal = .minimize(cost)
      if let limit = session.limitReached { return stopped(with: best, limit) }
      switch try GLPKSolve(elastic, limits).run(in: session) {
      case .optimal(let solution):
        best = solution.values
        hold(stage, cost, at: solution.goal)
      case .feasible(let solution, _, let limit): return stopped(with: solution.values, limit)
      case .undecided(_, let limit): return stopped(with: best, limit)
      // Held costs leave the last point feasible, but perhaps only just.
      case .infeasible where best == nil: return .impossible
      case .infeasible, .unbounded:
        throw session.numericalTrouble("A relaxation that any point keeps was left without an optimum.")
      case .failed(let fault): throw fault
      }
    }
    // Without any price there was nothing to solve so far.
    guard let best else {
      switch try Subsystem(of: program, keeping: program.conditions).judge(in: session, limits) {
      case .feasible: return .notNeeded
      case .infeasible: return .impossible
      case .unknown(let limit?): return .undecided(limit)
      case .unknown(nil): throw session.numericalTrouble("It was left open whether the program is feasible.")
      }
    }
    let relaxation = relaxation(at: best)
    return relaxation.moves.isEmpty ? .notNeeded : .cheapest(relaxation)
  }

  private func stopped(with point: [Double]?, _ limit: Limit) -> RelaxationOutcome {
    guard let point else { return .undecided(limit) }
    let relaxation = relaxation(at: point)
    return relaxation.moves.isEmpty ? .notNeeded : .found(relaxation, limit: limit)
  }

  /// Keeps the cost of a stage from rising in later ones. Where it is zero, each violation is.
  private mutating func hold(_ stage: [Elastic], _ cost: LinearExpression, at value: Double) {
    let scale = stage.reduce(1) { max($0, $1.price.weight) }
    guard value > Self.tolerance * scale else {
      for one in stage { elastic.variables.setBounds(of: one.violation.index, lower: 0, upper: 0) }
      return
    }
    elastic.add(cost <= value + 1e-9 * max(scale, value))
  }

  // MARK: The elastic program

  private mutating func addVariables() {
    for index in 0..<program.variableCount {
      let isPriced = prices.variables[index] != nil
      elastic.variables.append(
        lower: isPriced ? -.infinity : program.variables.lower[index],
        upper: isPriced ? .infinity : program.variables.upper[index],
        wholeNumbers: program.variables.takesWholeNumbers(index))
    }
  }

  private mutating func addRows() {
    for row in 0..<program.constraintCount {
      let entries = program.constraints.entries(of: row).map {
        LinearExpression.Entry(index: program.constraints.indices[$0], coefficient: program.constraints.values[$0])
      }
      let (lower, upper) = (program.constraints.rows[row].lower, program.constraints.rows[row].upper)
      add(entries, lower, upper, price: prices.rows[row], sides: (.row(row, .lower), .row(row, .upper)))
    }
    for index in 0..<program.variableCount {
      guard let price = prices.variables[index] else { continue }
      let entries = [LinearExpression.Entry(index: Int32(truncatingIfNeeded: index), coefficient: 1)]
      let (lower, upper) = (program.variables.lower[index], program.variables.upper[index])
      add(entries, lower, upper, price: price, sides: (.bound(index, .lower), .bound(index, .upper)))
    }
  }

  /// Adds a row for each side that can be moved: they may be crossed, and a moved side must not move the other.
  private mutating func add(
    _ entries: [LinearExpression.Entry], _ lower: Double, _ upper: Double, price: RelaxationPrice?,
    sides: (lower: Condition, upper: Condition)
  ) {
    guard let price else {
      append(entries, lower, upper)
      return
    }
    if lower.isFinite { append(entries + [violation(of: sides.lower, price, sign: 1)], lower, .infinity) }
    if upper.isFinite { append(entries + [violation(of: sides.upper, price, sign: -1)], -.infinity, upper) }
  }

  private mutating func append(_ entries: [LinearExpression.Entry], _ lower: Double, _ upper: Double) {
    _ = elastic.constraints.append(entries, lower: lower, upper: upper, width: elastic.variableCount)
  }

  private mutating func violation(
    of bound: Condition, _ price: RelaxationPrice, sign: Double
  ) -> LinearExpression.Entry {
    let violation = elastic.addVariable()
    elastics.append(Elastic(bound: bound, price: price, violation: violation))
    return LinearExpression.Entry(index: Int32(truncatingIfNeeded: violation.index), coefficient: sign)
  }

  // MARK: The answer

  /// The moves that make room for a point: each bound that it breaks goes to where the point is.
  private func relaxation(at point: [Double]) -> Relaxation {
    let moves = elastics.sorted { $0.bound < $1.bound }.compactMap { move($0, at: point) }
    let costs = prices.priorities.map { priority in
      var total = CompensatedSum()
      for move in moves where move.price.priority == priority { total.add(move.cost) }
      return Relaxation.Cost(priority: priority, total: total.value)
    }
    return Relaxation(
      moves: moves, costs: costs, values: Array(point.prefix(program.variableCount)), program: program.id)
  }

  private func move(_ elastic: Elastic, at point: [Double]) -> Relaxation.Move? {
    let isLower = elastic.bound.side == .lower
    let (target, from, value): (Relaxation.Target, Double, Double)
    switch elastic.bound {
    case .row(let row, _):
      target = .constraint(Constraint(program: program.id, index: row))
      from = isLower ? program.constraints.rows[row].lower : program.constraints.rows[row].upper
      value = program.activity(of: row, at: point).sum
    case .bound(let index, _), .whole(let index):
      target = .variable(Variable(program: program.id, index: index))
      from = isLower ? program.variables.lower[index] : program.variables.upper[index]
      value = point[index]
    }
    guard program.excess(of: elastic.bound, at: point) > Self.tolerance else { return nil }
    return Relaxation.Move(
      target: target, side: isLower ? .lower : .upper, from: from, to: value, price: elastic.price)
  }
}
