// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

@testable import LinearPrograms

/// Just enough of a reader of MPS files for the infeasible samples of these tests: names without blanks, no ranges.
enum MinimalMPS {
  struct Unread: Error {
    let line: String
  }

  /// The program in a file, or throws the line that this reader does not know.
  static func program(at url: URL) throws -> LinearProgram {
    var reader = Reader()
    for line in try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline) {
      try reader.read(String(line))
    }
    return reader.program
  }

  private struct Reader {
    var section = ""
    var goal = ""
    var rowNames: [String] = []
    var kinds: [String: String] = [:]
    var columnNames: [String] = []
    var terms: [String: [(column: String, value: Double)]] = [:]
    var rightSides: [String: Double] = [:]
    var bounds: [String: (lower: Double, upper: Double)] = [:]
    var whole: Set<String> = []
    var isWhole = false

    mutating func read(_ line: String) throws {
      if line.hasPrefix("*") { return }
      let fields = line.split(separator: " ").map(String.init)
      guard let first = fields.first else { return }
      if !line.hasPrefix(" ") {
        section = first
        return
      }
      switch section {
      case "ROWS" where fields.count == 2:
        kinds[fields[1]] = first
        if first == "N" { goal = goal.isEmpty ? fields[1] : goal } else { rowNames.append(fields[1]) }
      case "COLUMNS" where fields.contains("'MARKER'"):
        isWhole = fields.contains("'INTORG'")
      case "COLUMNS":
        if bounds[first] == nil {
          columnNames.append(first)
          bounds[first] = (0, .infinity)
          if isWhole { whole.insert(first) }
        }
        for (row, value) in try pairs(fields.dropFirst(), line) { terms[row, default: []].append((first, value)) }
      case "RHS":
        for (row, value) in try pairs(fields.dropFirst(fields.count % 2), line) {
          rightSides[row] = value
        }
      case "BOUNDS": try readBound(fields, line)
      default: throw Unread(line: line)
      }
    }

    private func pairs(_ fields: ArraySlice<String>, _ line: String) throws -> [(String, Double)] {
      let fields = Array(fields)
      return try stride(from: 0, to: fields.count, by: 2).map { place in
        guard place + 1 < fields.count, let value = Double(padded(fields[place + 1])) else { throw Unread(line: line) }
        return (fields[place], value)
      }
    }

    private mutating func readBound(_ fields: [String], _ line: String) throws {
      guard fields.count >= 3, let old = bounds[fields[2]] else { throw Unread(line: line) }
      let value = fields.count > 3 ? Double(padded(fields[3])) : nil
      switch (fields[0], value) {
      case ("UP", let value?): bounds[fields[2]] = (old.lower, value)
      case ("LO", let value?): bounds[fields[2]] = (value, old.upper)
      case ("FX", let value?): bounds[fields[2]] = (value, value)
      case ("FR", _): bounds[fields[2]] = (-.infinity, .infinity)
      case ("MI", _): bounds[fields[2]] = (-.infinity, old.upper)
      case ("BV", _):
        bounds[fields[2]] = (0, 1)
        whole.insert(fields[2])
      default: throw Unread(line: line)
      }
    }

    /// Numbers may end in a point, as in "100.".
    private func padded(_ number: String) -> String { number.hasSuffix(".") ? number + "0" : number }

    var program: LinearProgram {
      var program = LinearProgram()
      var variables: [String: Variable] = [:]
      for name in columnNames {
        let (lower, upper) = bounds[name] ?? (0, .infinity)
        variables[name] = program.addVariable(name, from: lower, to: upper, wholeNumbers: whole.contains(name))
      }
      func expression(_ row: String) -> LinearExpression {
        LinearExpression(sum: (terms[row] ?? []).compactMap { term in variables[term.column].map { term.value * $0 } })
      }
      for name in rowNames {
        let value = rightSides[name] ?? 0
        switch kinds[name] {
        case "L": program.add(expression(name) <= value, label: name)
        case "G": program.add(expression(name) >= value, label: name)
        default: program.add(expression(name) == value, label: name)
        }
      }
      program.goal = .minimize(expression(goal))
      return program
    }
  }
}
