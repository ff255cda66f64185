// SPDX-License-Identifier: GPL-3.0-or-later

extension LinearProgram {
  /// The program of an MPS file, in free or fixed format.
  ///
  /// A text whose every line makes sense in free format is read as that, any other as fixed format; where neither
  /// succeeds, the faults of the better fitting one are thrown, all at once. Lines with `*` in front, blank lines and
  /// what follows `ENDATA` are passed over. What the formats leave open is decided as follows.
  ///
  /// - The first `N` row is the goal, others are constraints without bounds.
  /// - The goal's constant is the *negative* of its right-hand side (CPLEX, Gurobi, HiGHS; GLPK reads the opposite). A
  ///   column `~constant` that is fixed at 1 and stands in the goal alone is a constant, too: so ``mpsText(goal:)``
  ///   writes it.
  /// - A range `r` makes `[b − |r|, b]` of an `L` row, `[b, b + |r|]` of a `G` row, and of an `E` row the one or the
  ///   other by the sign of `r`. On an `N` row it means nothing. A row that ``mpsText(goal:)`` wrote as two, `~least`
  ///   and `~most`, is one again.
  /// - Columns are ≥ 0. A whole-number column between markers without any bound is 0 or 1 (MPSX, GLPK, HiGHS); with a
  ///   lower bound alone it has no upper one.
  /// - A negative upper bound without a lower one makes the lower one −∞ (CPLEX, Gurobi); GLPK and HiGHS keep 0
  ///   and call the program infeasible.
  /// - Bounds of 1e20 and beyond are none.
  /// - A second set of right-hand sides, ranges or bounds is a fault, and so is a second value in one place. SOS,
  ///   quadratic and semi-continuous parts are refused by name.
  ///
  /// O(length).
  ///
  /// - Parameters:
  ///   - text: The file, with any line ends.
  ///   - names: What its names stand for; `nil` keeps them as they are in the file.
  public init(mps text: String, names: ExchangeNames? = nil) throws(MPSRefusal) {
    let lines = MPSLine.all(of: text)
    var reader = MPSReader(lines, layout: .free)
    if !reader.faults.isEmpty {
      let fixed = MPSReader(lines, layout: .fixed)
      let isBetter = fixed.faults.count < reader.faults.count
      if isBetter { reader = fixed }
      if !reader.faults.isEmpty { throw MPSRefusal(faults: reader.faults, isFixedFormat: isBetter) }
    }
    self.init(reader, names: names)
  }

  private init(_ reader: MPSReader, names: ExchangeNames?) {
    self.init(name: names == nil ? reader.name : ExchangeNames.unescaped(reader.name))
    reserve(variables: reader.columns.count, constraints: reader.rows.count)
    let constant = reader.constantColumn
    var goal = LinearExpression(reader.goalRow.flatMap { reader.rows[$0].rightHandSide }.map { 0 - $0 } ?? 0)
    var variables: [Variable?] = []
    for (index, column) in reader.columns.enumerated() {
      guard index != constant else {
        goal.add(column.cost ?? 0)
        variables.append(nil)
        continue
      }
      let (lower, upper) = column.bounds
      let variable = addVariable(
        names?.variable(column.name) ?? column.name, from: lower, to: upper, wholeNumbers: column.takesWholeNumbers)
      variables.append(variable)
      if let cost = column.cost, cost != 0 { goal.add(variable, times: cost) }
    }
    self.goal = reader.sense == .minimize ? .minimize(goal) : .maximize(goal)
    for row in reader.constraints {
      var expression = LinearExpression()
      expression.reserveTerms(row.terms.count)
      for term in row.terms { if let variable = variables[term.column] { expression.add(variable, times: term.value) } }
      let (lower, upper) = row.bounds
      add(Relation(expression, in: lower, upper), label: names?.constraint(row.name) ?? row.name)
    }
  }
}

extension MPSReader {
  /// The column that bears the goal's constant, where there is one.
  fileprivate var constantColumn: Int? {
    columns.firstIndex { $0.name == ExchangeForm.constantName && $0.lower == 1 && $0.upper == 1 }
      .flatMap { index in rows.contains { row in row.terms.contains { $0.column == index } } ? nil : index }
  }
}

extension MPSReader {
  /// One row of the file, or the two into which an export had to part one.
  fileprivate struct Constraint {
    var name: String
    var bounds: (lower: Double, upper: Double)
    let terms: [(column: Int, value: Double)]
  }

  /// The rows but the goal; a `~least` and a `~most` row of the same name and terms, one after the other, are one.
  fileprivate var constraints: [Constraint] {
    var result: [Constraint] = []
    for (index, row) in rows.enumerated() where index != goalRow {
      let constraint = Constraint(name: row.name, bounds: row.bounds, terms: row.terms)
      if row.type == "L", row.name.hasSuffix(Self.mostSuffix), let last = result.last,
        last.name == row.name.dropLast(Self.mostSuffix.count) + Self.leastSuffix, last.bounds.upper == .infinity,
        row.bounds.lower == -.infinity, last.terms.elementsEqual(row.terms, by: ==)
      {
        result[result.count - 1].name = String(row.name.dropLast(Self.mostSuffix.count))
        result[result.count - 1].bounds.upper = row.bounds.upper
      } else {
        result.append(constraint)
      }
    }
    return result
  }

  private static let (leastSuffix, mostSuffix) = (ExchangeForm.Row.leastSuffix, ExchangeForm.Row.mostSuffix)
}

extension MPSReader.Column {
  fileprivate var bounds: (lower: Double, upper: Double) {
    if isMarked && lower == nil && upper == nil { return (0, 1) }
    let upper = upper ?? .infinity
    return (lower ?? (upper < 0 ? -.infinity : 0), upper)
  }
}

extension MPSReader.Row {
  fileprivate var bounds: (lower: Double, upper: Double) {
    let side = rightHandSide ?? 0
    switch type {
    case "L": return (range.map { side - abs($0) } ?? -.infinity, side)
    case "G": return (side, range.map { side + abs($0) } ?? .infinity)
    case "E":
      let range = range ?? 0
      return range < 0 ? (side + range, side) : (side, side + range)
    default: return (-.infinity, .infinity)
    }
  }
}
