// SPDX-License-Identifier: GPL-3.0-or-later

extension LinearProgram {
  /// This program in the CPLEX LP format, which GLPK, HiGHS, SCIP, Gurobi and CPLEX read.
  ///
  /// Every step of a convex cost is a column of its own, between 0 and 1; the cost of the lower bounds and of constants
  /// stands with the column `~constant`, which is fixed at 1. Names are escaped; ``exchangeNames`` says what they stand
  /// for. A row with two different bounds is written as two, `~least` and `~most`: GLPK does not read `1 <= x <= 2` as a
  /// row. One without bounds is left out. Lines are in the program's own order. O(nonzeros + steps).
  ///
  /// Throws the model's faults: what no solver may be given is not written either, nor more than 10 million steps.
  public func cplexText() throws(SolverFault) -> String {
    try CPLEXWriter(program: self, form: ExchangeForm(self)).text
  }
}

private struct CPLEXWriter {
  let program: LinearProgram
  let form: ExchangeForm

  private static let termsPerLine = 6

  var text: String {
    var lines = ["\\ \(program.name.split(whereSeparator: \.isNewline).joined(separator: " "))"]
    lines.append(program.goal.sense == .minimize ? "Minimize" : "Maximize")
    lines += broken(" \(ExchangeForm.goalName):", goalTerms)
    lines.append("Subject To")
    let constraints = form.rows.flatMap { constraint($0) }
    // GLPK wants at least one row.
    lines += constraints.isEmpty ? [" ~none: + 0 \(ExchangeForm.constantName) = 0"] : constraints
    lines.append("Bounds")
    lines.append(" \(ExchangeForm.constantName) = 1")
    for column in form.columnNames.indices { lines.append(bounds(column)) }
    let whole = form.columnNames.indices.filter { form.columns.wholeNumbers[$0] == 1 }
    if !whole.isEmpty {
      lines.append("Generals")
      lines += whole.map { " \(form.columnNames[$0])" }
    }
    lines.append("End")
    return lines.joined(separator: "\n") + "\n"
  }

  private var goalTerms: [String] {
    let costs = form.columns.costs
    return [term(form.constant, ExchangeForm.constantName)]
      + costs.indices.filter { costs[$0] != 0 }.map { term(costs[$0], form.columnNames[$0]) }
  }

  private func constraint(_ row: ExchangeForm.Row) -> [String] {
    var terms = form.terms(of: row).map { term($0.value, form.columnNames[$0.column]) }
    if terms.isEmpty { terms = [term(0, ExchangeForm.constantName)] }
    let (lower, upper) = (row.lower, row.upper)
    if lower == upper { return broken(" \(row.name):", terms + ["= \(lower)"]) }
    if lower > -.infinity && upper < .infinity { return row.halves.flatMap { constraint($0) } }
    if lower > -.infinity { return broken(" \(row.name):", terms + [">= \(lower)"]) }
    if upper < .infinity { return broken(" \(row.name):", terms + ["<= \(upper)"]) }
    return []
  }

  private func bounds(_ column: Int) -> String {
    let (lower, upper) = form.bounds(of: column)
    let name = form.columnNames[column]
    if lower == upper { return " \(name) = \(lower)" }
    if lower == -.infinity && upper == .infinity { return " \(name) free" }
    return " \(lower == -.infinity ? "-inf" : "\(lower)") <= \(name) <= \(upper == .infinity ? "+inf" : "\(upper)")"
  }

  private func term(_ coefficient: Double, _ name: String) -> String {
    "\(coefficient < 0 ? "-" : "+") \(abs(coefficient)) \(name)"
  }

  private func broken(_ label: String, _ terms: [String]) -> [String] {
    stride(from: 0, to: terms.count, by: Self.termsPerLine).map { start in
      (start == 0 ? label : "  ") + " "
        + terms[start..<min(start + Self.termsPerLine, terms.count)].joined(separator: " ")
    }
  }
}
