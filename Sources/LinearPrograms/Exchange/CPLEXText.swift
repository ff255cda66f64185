// SPDX-License-Identifier: GPL-3.0-or-later

extension LinearProgram {
  /// This program in the CPLEX LP format, which GLPK, HiGHS, SCIP, Gurobi and CPLEX read.
  ///
  /// Every step of a convex cost is a column of its own, between 0 and 1; the cost of the lower bounds and of
  /// constants stands with the column `constant`, which is fixed at 1. Names keep their letters and digits; any other
  /// character is written as `_` and its code point in hexadecimal and `_`, so `镇 1` is `_9547__20_1`. A row with two
  /// different bounds is written as two. Lines are in the program's own order. O(nonzeros + steps).
  ///
  /// Throws the model's faults: what no solver may be given is not written either, nor more than
  /// ``StepSegments/mostSteps`` steps.
  public func cplexText() throws(SolverFault) -> String {
    let faults = self.faults
    guard faults.isEmpty else { throw .invalidModel(faults) }
    let form = try ColumnForm(self, segments: StepSegments.all(of: self))
    return CPLEXWriter(program: self, form: form).text
  }
}

private struct CPLEXWriter {
  let program: LinearProgram
  let form: ColumnForm

  private static let termsPerLine = 6
  private static let constantName = "constant"

  var text: String {
    var lines = ["\\ \(program.name.split(whereSeparator: \.isNewline).joined(separator: " "))"]
    lines.append(program.goal.sense == .minimize ? "Minimize" : "Maximize")
    lines += broken(" goal:", goalTerms)
    lines.append("Subject To")
    for row in program.constraints.lower.indices { lines += constraint(row) }
    lines.append("Bounds")
    lines.append(" \(Self.constantName) = 1")
    for column in form.lower.indices { lines.append(bounds(column)) }
    let whole = form.lower.indices.filter { form.wholeNumbers[$0] == 1 }
    if !whole.isEmpty {
      lines.append("Generals")
      lines += whole.map { " \(name($0))" }
    }
    lines.append("End")
    return lines.joined(separator: "\n") + "\n"
  }

  private var goalTerms: [String] {
    // What every point bears alike: the constant, and the variables' share at the lower ends of their steps.
    var constant = CompensatedSum()
    constant.add(program.goal.expression.constant)
    for entry in program.goal.expression.entries where !form.base.isEmpty {
      constant.add(entry.coefficient * form.base[Int(entry.index)])
    }
    for (index, cost) in program.goal.convexCosts.sorted(by: { $0.key < $1.key }) {
      constant.add(cost.total(at: Int(form.base[index]), in: program.wholeRange(ofVariable: index)))
    }
    return [term(constant.value, Self.constantName)]
      + form.costs.indices.filter { form.costs[$0] != 0 }.map { term(form.costs[$0], name($0)) }
  }

  private func constraint(_ row: Int) -> [String] {
    var terms = (Int(form.starts[row])..<Int(form.starts[row + 1])).map {
      term(form.values[$0], name(Int(form.indices[$0])))
    }
    if terms.isEmpty { terms = [term(0, Self.constantName)] }
    let (lower, upper) = (form.rowLower[row], form.rowUpper[row])
    let label = " r\(row + 1)_\(Self.escaped(program.constraints.labels[row] ?? ""))"
    if lower == upper { return broken(label + ":", terms + ["= \(lower)"]) }
    var lines: [String] = []
    if lower > -.infinity { lines += broken(label + "_least:", terms + [">= \(lower)"]) }
    if upper < .infinity { lines += broken(label + "_most:", terms + ["<= \(upper)"]) }
    return lines
  }

  private func bounds(_ column: Int) -> String {
    let (lower, upper) = (form.lower[column], form.upper[column])
    let name = name(column)
    if lower == upper { return " \(name) = \(lower)" }
    if lower == -.infinity && upper == .infinity { return " \(name) free" }
    return " \(lower == -.infinity ? "-inf" : "\(lower)") <= \(name) <= \(upper == .infinity ? "+inf" : "\(upper)")"
  }

  private func name(_ column: Int) -> String {
    let origin = form.origins.isEmpty ? nil : form.origins[column]
    let index = origin.map { Int($0.variable) } ?? column
    let step = origin?.segment.map { "_s\($0.upperBound)".replacing("-", with: "m") } ?? ""
    return "x\(index + 1)_\(Self.escaped(program.variables.names[index] ?? ""))\(step)"
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

  /// A name in the letters that the format allows, cut to what all readers take; the place in front keeps it unique.
  private static func escaped(_ name: String) -> String {
    var text = ""
    for scalar in name.unicodeScalars {
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      text += isPlain ? String(scalar) : "_\(String(scalar.value, radix: 16))_"
      if text.count > 200 { break }
    }
    return text
  }
}
