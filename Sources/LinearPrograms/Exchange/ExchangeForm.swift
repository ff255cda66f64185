// SPDX-License-Identifier: GPL-3.0-or-later

/// A program as files of any format say it: named columns with bounds in order, named rows, and a constant.
///
/// A column whose bounds are crossed makes a program without solution, which readers take in different ways (an error,
/// a lower bound dropped). It is written with its lower bound alone and a row for the upper one: infeasible to all.
struct ExchangeForm {
  /// A row of the file.
  struct Row {
    /// What is added to the name of a row's half. No name of a program ends in it.
    static let (leastSuffix, mostSuffix) = ("~least", "~most")

    let name: String
    /// The entries in the form's arrays; empty where `column` stands for them.
    let entries: Range<Int>
    /// The one column of a row that stands for its upper bound.
    let column: Int?
    var lower: Double
    var upper: Double

    /// The row as one for its lower and one for its upper side, as every reader understands it.
    var halves: [Row] {
      var halves: [Row] = []
      if lower > -.infinity { halves.append(Row(copy: self, suffix: Self.leastSuffix, lower, .infinity)) }
      if upper < .infinity { halves.append(Row(copy: self, suffix: Self.mostSuffix, -.infinity, upper)) }
      return halves
    }

    init(_ name: String, entries: Range<Int>, column: Int?, _ lower: Double, _ upper: Double) {
      (self.name, self.entries, self.column, self.lower, self.upper) = (name, entries, column, lower, upper)
    }

    private init(copy row: Row, suffix: String, _ lower: Double, _ upper: Double) {
      self.init(row.name + suffix, entries: row.entries, column: row.column, lower, upper)
    }
  }

  /// The goal's name in files. No variable or constraint can have it, nor ``constantName``.
  static let goalName = "~goal"
  /// The column that is fixed at 1 and bears the goal's constant: the one way in which all readers agree on its sign.
  static let constantName = "~constant"

  let columns: ColumnForm
  let columnNames: [String]
  let rows: [Row]
  /// What every point bears alike.
  let constant: Double

  /// O(nonzeros + steps). Throws the model's faults, and where there are more than ``StepSegments/mostSteps`` steps.
  init(_ program: LinearProgram) throws(SolverFault) {
    let faults = program.faults
    guard faults.isEmpty else { throw .invalidModel(faults) }
    let columns = try ColumnForm(program, segments: StepSegments.all(of: program))
    let names = ExportedNames(program)
    self.columns = columns
    let columnNames = Self.columnNames(columns, names.variables)
    self.columnNames = columnNames
    var rows = columns.rows.indices.map { row in
      Row(
        names.constraints[row], entries: columns.entries(of: row), column: nil,
        columns.rows[row].lower, columns.rows[row].upper)
    }
    for column in columns.lower.indices where columns.lower[column] > columns.upper[column] {
      rows.append(
        Row("~\(columnNames[column])~most", entries: 0..<0, column: column, -.infinity, columns.upper[column]))
    }
    // A convex cost's variable is its lower bound and steps from there, none where its bounds are crossed: the upper
    // bound is a row without columns.
    for index in program.goal.convexCosts.keys {
      let (lower, upper) = (program.variables.lower[index].rounded(.up), program.variables.upper[index].rounded(.down))
      guard lower > upper else { continue }
      rows.append(Row("~\(names.variables[index])~most", entries: 0..<0, column: nil, -.infinity, upper - lower))
    }
    self.rows = rows
    constant = Self.constant(program, columns)
  }

  /// A column's bounds, the upper one dropped where they are crossed and a row stands for it.
  func bounds(of column: Int) -> (lower: Double, upper: Double) {
    let (lower, upper) = (columns.lower[column], columns.upper[column])
    return (lower, lower > upper ? .infinity : upper)
  }

  /// A row's columns and coefficients, in their order.
  func terms(of row: Row) -> [(column: Int, value: Double)] {
    if let column = row.column { return [(column, 1)] }
    return row.entries.map { (Int(columns.indices[$0]), columns.values[$0]) }
  }

  private static func columnNames(_ columns: ColumnForm, _ variables: [String]) -> [String] {
    guard !columns.base.isEmpty else { return variables }
    return columns.origins.map { origin in
      let name = variables[Int(origin.variable)]
      // A minus would end the name in an LP file.
      return origin.segment.map(\.upperBound).map { "\(name)~s\($0 < 0 ? "m" : "")\($0.magnitude)" } ?? name
    }
  }

  /// The goal's constant, and what variables with convex costs bear at the lower ends of their steps.
  private static func constant(_ program: LinearProgram, _ columns: ColumnForm) -> Double {
    var sum = CompensatedSum()
    sum.add(program.goal.expression.constant)
    for entry in program.goal.expression.entries where !columns.base.isEmpty {
      sum.add(entry.coefficient * columns.base[Int(entry.index)])
    }
    for (index, cost) in program.goal.convexCosts {
      guard index < columns.base.count else { continue }
      sum.add(cost.total(at: Int(columns.base[index]), in: program.wholeRange(ofVariable: index)))
    }
    return sum.value
  }
}
