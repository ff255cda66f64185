// SPDX-License-Identifier: GPL-3.0-or-later

/// How an MPS file says what is to be done best.
public enum MPSGoalForm: Sendable, Hashable {
  /// As it is: a goal to be maximised has an `OBJSENSE` section, which HiGHS, CPLEX, Gurobi and SCIP read. GLPK 5.0
  /// stops at it.
  case stated
  /// As one to be minimised: a goal to be maximised is written with its sign changed, for readers without `OBJSENSE`.
  /// The optimum that they report has its sign changed, too.
  case minimized
}

extension LinearProgram {
  /// This program in the free MPS format, which every solver reads; GLPK with `glpsol --freemps`.
  ///
  /// Names are escaped; ``exchangeNames`` says what they stand for. Columns are in the variables' order, each with its
  /// rows in the constraints' order; every step of a convex cost is a column between 0 and 1. Constants stand with the
  /// column `~constant`, which is fixed at 1: on the right-hand side of the goal GLPK and HiGHS read opposite signs. A
  /// row with two bounds has a range, or is written as two where no range gives exactly both bounds. Whole-number
  /// columns always have both bounds, since readers differ in what they take for granted. O(nonzeros + steps).
  ///
  /// Throws the model's faults: what no solver may be given is not written either, nor more than 10 million steps.
  public func mpsText(goal form: MPSGoalForm = .stated) throws(SolverFault) -> String {
    try MPSWriter(self, form).text()
  }
}

private struct MPSWriter {
  /// A row with the section entries that give it its bounds.
  private struct Line {
    let row: ExchangeForm.Row
    let type: Character
    var rightHandSide = 0.0
    var range: Double?
  }

  private let program: LinearProgram
  private let form: ExchangeForm
  private let goalForm: MPSGoalForm
  private let lines: [Line]

  init(_ program: LinearProgram, _ goalForm: MPSGoalForm) throws(SolverFault) {
    self.program = program
    self.goalForm = goalForm
    form = try ExchangeForm(program)
    lines = form.rows.flatMap(Self.lines)
  }

  /// Sets are named with a `~`: HiGHS takes the first name of a bound for its column's where there is such a column.
  func text() -> String {
    var text = "NAME \(NameEscape.escaped(program.name).text)\n"
    let isMaximized = program.goal.sense == .maximize
    if isMaximized && goalForm == .stated { text += "OBJSENSE\n    MAX\n" }
    text += "ROWS\n N \(ExchangeForm.goalName)\n"
    for line in lines { text += " \(line.type) \(line.row.name)\n" }
    text += "COLUMNS\n"
    addColumns(to: &text, sign: isMaximized && goalForm == .minimized ? -1 : 1)
    text += "RHS\n"
    for line in lines where line.rightHandSide != 0 { text += " ~rhs \(line.row.name) \(line.rightHandSide)\n" }
    if lines.contains(where: { $0.range != nil }) {
      text += "RANGES\n"
      for line in lines { if let range = line.range { text += " ~rng \(line.row.name) \(range)\n" } }
    }
    text += "BOUNDS\n"
    for column in form.columnNames.indices { addBounds(of: column, to: &text) }
    if form.constant != 0 { text += " FX ~bnd \(ExchangeForm.constantName) 1\n" }
    return text + "ENDATA\n"
  }

  private func addColumns(to text: inout String, sign: Double) {
    var entries = [[(line: Int, value: Double)]](repeating: [], count: form.columnNames.count)
    for (index, line) in lines.enumerated() {
      for term in form.terms(of: line.row) { entries[term.column].append((index, term.value)) }
    }
    var isMarked = false
    func mark(_ whole: Bool) {
      guard whole != isMarked else { return }
      text += " ~marker 'MARKER' '\(whole ? "INTORG" : "INTEND")'\n"
      isMarked = whole
    }
    for (column, name) in form.columnNames.enumerated() {
      mark(form.columns.wholeNumbers[column] == 1)
      let cost = form.columns.costs[column]
      // A column is known by its entries: one without any still has to occur.
      if cost != 0 || entries[column].isEmpty { text += " \(name) \(ExchangeForm.goalName) \(cost * sign)\n" }
      for entry in entries[column] { text += " \(name) \(lines[entry.line].row.name) \(entry.value)\n" }
    }
    mark(false)
    if form.constant != 0 {
      text += " \(ExchangeForm.constantName) \(ExchangeForm.goalName) \(form.constant * sign)\n"
    }
  }

  private func addBounds(of column: Int, to text: inout String) {
    let (lower, upper) = form.bounds(of: column)
    let name = form.columnNames[column]
    let isWhole = form.columns.wholeNumbers[column] == 1
    if lower == upper {
      text += " FX ~bnd \(name) \(lower)\n"
    } else if isWhole && lower == 0 && upper == 1 {
      text += " BV ~bnd \(name)\n"
    } else if lower == -.infinity && upper == .infinity {
      text += " FR ~bnd \(name)\n"
    } else {
      if lower == -.infinity {
        text += " MI ~bnd \(name)\n"
      } else if lower != 0 || isWhole {
        text += " LO ~bnd \(name) \(lower)\n"
      }
      if upper < .infinity {
        text += " UP ~bnd \(name) \(upper)\n"
      } else if isWhole {
        text += " PL ~bnd \(name)\n"
      }
    }
  }

  private static func lines(of row: ExchangeForm.Row) -> [Line] {
    let (lower, upper) = (row.lower, row.upper)
    if lower == upper { return [Line(row: row, type: "E", rightHandSide: lower)] }
    if upper == .infinity && lower == -.infinity { return [Line(row: row, type: "N")] }
    if upper == .infinity { return [Line(row: row, type: "G", rightHandSide: lower)] }
    if lower == -.infinity { return [Line(row: row, type: "L", rightHandSide: upper)] }
    // A reader adds the range to the one bound or takes it from the other: that must give back every digit.
    let width = upper - lower
    if width > 0 {
      for range in [width, width.nextUp, width.nextDown] {
        if lower + range == upper { return [Line(row: row, type: "G", rightHandSide: lower, range: range)] }
        if upper - range == lower { return [Line(row: row, type: "L", rightHandSide: upper, range: range)] }
      }
    }
    return row.halves.flatMap(lines)
  }
}
