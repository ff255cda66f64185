// SPDX-License-Identifier: GPL-3.0-or-later

/// A program as columns and rows alone: what a solver is handed, and what is written to a file.
///
/// A variable with a convex cost becomes its lower bound, a constant, and one column for each of its segments; every
/// other variable is one column. Rows are the program's constraints with those constants taken out.
struct ColumnForm: Sendable {
  /// What a column stands for.
  struct Origin: Sendable {
    let variable: Int32
    /// The segment of the variable's convex cost; `nil` where the column is the variable itself.
    let segment: ClosedRange<Int>?
  }

  /// One a column; empty where every column is the variable of its place.
  private(set) var origins: [Origin] = []
  private(set) var lower: [Double] = []
  private(set) var upper: [Double] = []
  private(set) var costs: [Double] = []
  private(set) var wholeNumbers: [UInt8] = []
  private(set) var rows: [BoundedRow] = []
  private(set) var indices: [Int32] = []
  private(set) var values: [Double] = []
  /// The first column of each variable, and one more at the end; empty where every column is a variable.
  private(set) var firstColumn: [Int] = []
  /// The value that each variable has where all its columns are 0: 0, or its lower bound; empty where every column is
  /// a variable.
  private(set) var base: [Double] = []
  /// The row of the program that each row is; empty where every row is in its place.
  private(set) var rowPlaces: [Int] = []
  /// The limit whose shortfalls have no columns and rows of their own, where there is one.
  let shortfalls: FoldedShortfalls?

  /// O(nonzeros + columns). Throws the first step whose cost is not finite or falls.
  ///
  /// - Parameters:
  ///   - implied: Rows that others imply: they keep their places, and say nothing.
  ///   - shortfalls: A limit whose shortfalls are told by the segments.
  init(
    _ program: LinearProgram, segments: [StepSegments], without implied: Set<Int> = [],
    folding shortfalls: FoldedShortfalls? = nil
  ) throws(SolverFault) {
    self.shortfalls = shortfalls
    guard !segments.isEmpty else {
      copy(program, without: implied)
      return
    }
    try addColumns(program, segments)
    addRows(program, without: implied)
  }

  /// Every column is a variable: the program's own arrays are the form's, and nothing is copied but for whole-number
  /// variables with bounds that are not whole, and where rows are left out.
  private mutating func copy(_ program: LinearProgram, without implied: Set<Int>) {
    (lower, upper) = (program.variables.lower, program.variables.upper)
    wholeNumbers = program.variables.wholeNumbers
    if program.variables.hasWholeNumbers {
      for index in lower.indices where wholeNumbers[index] != 0 {
        (lower[index], upper[index]) = (lower[index].roundedUp, upper[index].roundedDown)
      }
    }
    costs = program.linearCosts
    guard implied.isEmpty else {
      addRows(program, without: implied)
      return
    }
    (rows, indices, values) = (program.constraints.rows, program.constraints.indices, program.constraints.values)
  }

  private mutating func addColumns(_ program: LinearProgram, _ segments: [StepSegments]) throws(SolverFault) {
    let variables = program.variables
    let linear = program.linearCosts
    firstColumn.reserveCapacity(variables.count + 1)
    base.reserveCapacity(variables.count)
    reserve(columns: variables.count + segments.reduce(0) { $0 + $1.cuts.count - 2 })
    var place = 0
    for index in 0..<variables.count {
      firstColumn.append(lower.count)
      if place < segments.count, segments[place].variable == index {
        base.append(Double(segments[place].bounds.lowerBound))
        // Most windows are of one value, and have no columns.
        if segments[place].bounds.count > 1, let cost = program.goal.convexCosts[index],
          let step = addSegments(segments[place], cost, linear: linear[index])
        {
          throw .invalidModel([.costNotConvex(variable: program.name(of: index), step: step)])
        }
        place += 1
      } else {
        base.append(0)
        if let shortfalls, shortfalls.leavesOut(variable: index) { continue }
        let whole = variables.takesWholeNumbers(index)
        addColumn(
          Origin(variable: Int32(truncatingIfNeeded: index), segment: nil), cost: linear[index],
          lower: whole ? variables.lower[index].roundedUp : variables.lower[index],
          upper: whole ? variables.upper[index].roundedDown : variables.upper[index], whole: whole)
      }
    }
    firstColumn.append(lower.count)
  }

  private mutating func reserve(columns: Int) {
    origins.reserveCapacity(columns)
    costs.reserveCapacity(columns)
    lower.reserveCapacity(columns)
    upper.reserveCapacity(columns)
    wholeNumbers.reserveCapacity(columns)
  }

  /// Adds a column a segment. Returns a step whose cost is not finite, or falls, where there is one.
  private mutating func addSegments(_ segments: StepSegments, _ cost: ConvexCost, linear: Double) -> Int? {
    var previous = -Double.infinity
    for (from, to) in segments.pieces {
      let marginal = StepSegments.slope(cost, from: from, to: to)
      guard marginal.isFinite, marginal >= previous else { return from + 1 }
      previous = marginal
      addColumn(
        Origin(variable: Int32(truncatingIfNeeded: segments.variable), segment: from...to), cost: linear + marginal,
        lower: 0, upper: Double(to - from), whole: true)
    }
    return nil
  }

  private mutating func addColumn(_ origin: Origin, cost: Double, lower: Double, upper: Double, whole: Bool) {
    origins.append(origin)
    costs.append(cost)
    self.lower.append(lower)
    self.upper.append(upper)
    wholeNumbers.append(whole ? 1 : 0)
  }

  private mutating func addRows(_ program: LinearProgram, without implied: Set<Int>) {
    let constraints = program.constraints
    let isPlain = firstColumn.isEmpty
    let count = constraints.count - (shortfalls?.cap.items.count ?? 0)
    rows.reserveCapacity(count)
    if shortfalls != nil { rowPlaces.reserveCapacity(count) }
    // Exactly as many where each variable is in one row, as it is in totals that lie apart.
    let entries =
      shortfalls == nil ? constraints.nonzeroCount + (isPlain ? 0 : max(0, lower.count - base.count)) : 2 * lower.count
    indices.reserveCapacity(entries)
    values.reserveCapacity(entries)
    for row in 0..<constraints.count {
      if let shortfalls {
        if shortfalls.leavesOut(row: row) { continue }
        rowPlaces.append(row)
        if row == shortfalls.cap.row {
          add(shortfalls.cap)
          continue
        }
      }
      if implied.contains(row) {
        endRow(lower: 0, upper: 0)
        continue
      }
      if isPlain {
        indices += constraints.indices[constraints.entries(of: row)]
        values += constraints.values[constraints.entries(of: row)]
        endRow(lower: constraints.rows[row].lower, upper: constraints.rows[row].upper)
        continue
      }
      var constant = CompensatedSum()
      for position in constraints.entries(of: row) {
        let variable = Int(constraints.indices[position])
        let value = constraints.values[position]
        constant.add(value * base[variable])
        for column in firstColumn[variable]..<firstColumn[variable + 1] {
          indices.append(Int32(truncatingIfNeeded: column))
          values.append(value)
        }
      }
      endRow(
        lower: constraints.rows[row].lower - constant.value, upper: constraints.rows[row].upper - constant.value)
    }
  }

  /// The entries so far become a row.
  private mutating func endRow(lower: Double, upper: Double) {
    rows.append(BoundedRow(lower: lower, upper: upper, end: Int64(indices.count)))
  }

  /// Adds a limit on shortfalls by what the segments below the targets leave empty.
  private mutating func add(_ cap: ShortfallCap) {
    var shortAtBase = CompensatedSum()
    for item in cap.items {
      shortAtBase.add(max(0, Double(item.target) - base[item.variable]))
      for column in firstColumn[item.variable]..<firstColumn[item.variable + 1] {
        guard let segment = origins[column].segment, segment.upperBound <= item.target else { break }
        indices.append(Int32(truncatingIfNeeded: column))
        values.append(-1)
      }
    }
    endRow(lower: -.infinity, upper: Double(cap.most) - shortAtBase.value)
  }

  /// The variables' values at a point of the columns. O(columns).
  func variableValues(at point: [Double]) -> [Double] {
    guard !base.isEmpty else { return point }
    var values = base
    for (column, origin) in origins.enumerated() { values[Int(origin.variable)] += point[column] }
    shortfalls?.complete(&values)
    return values
  }

  /// The same with whole-number variables made exactly whole; `nil` where one of them is not whole. O(columns).
  func wholeValues(at point: [Double], of program: LinearProgram) -> [Double]? {
    guard var values = program.wholeValues(variableValues(at: point)) else { return nil }
    shortfalls?.complete(&values)
    return values
  }

  /// What is known of each row, by the rows' places in the program; `rest` of those that are left out.
  func placed<Fact>(_ facts: [Fact], among count: Int, rest: Fact) -> [Fact] {
    guard !rowPlaces.isEmpty else { return facts }
    var placed = Array(repeating: rest, count: count)
    for (row, place) in rowPlaces.enumerated() { placed[place] = facts[row] }
    return placed
  }

  /// Whether every column has two finite bounds, so that the dual simplex method can begin anywhere.
  var isBoxed: Bool {
    lower.allSatisfy { $0.isFinite } && upper.allSatisfy { $0.isFinite }
  }
}

extension LinearProgram {
  /// The goal's linear coefficients, one a variable. O(variables + terms).
  var linearCosts: [Double] {
    var costs = [Double](repeating: 0, count: variables.count)
    for entry in goal.expression.entries { costs[Int(entry.index)] += entry.coefficient }
    return costs
  }
}
