// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LinearPrograms

/// Just enough of MPS to read the netlib files of the shared data: names without spaces, one goal, RHS, RANGES, BOUNDS.
enum MPSFiles {
  /// The linear programs of a folder of `../shared/data/lp`, by file name; `nil` where the shared data is absent.
  static func programs(in folder: String) -> [(name: String, program: LinearProgram)]? {
    guard let directory = sharedData?.appending(path: "lp/\(folder)"),
      let files = try? FileManager.default.contentsOfDirectory(atPath: directory.path)
    else { return nil }
    return files.filter { $0.hasSuffix(".mps") }.sorted().compactMap { file in
      (try? String(contentsOf: directory.appending(path: file), encoding: .utf8)).map { (file, read($0)) }
    }
  }

  /// `../shared/data` beside the package or, for a clone elsewhere, at `ALLOT_SHARED_DATA`.
  static var sharedData: URL? {
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let places = [
      ProcessInfo.processInfo.environment["ALLOT_SHARED_DATA"].map { URL(filePath: $0) },
      package.deletingLastPathComponent().appending(path: "shared/data"),
    ]
    return places.compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0.path) }
  }

  private struct Row {
    var kind: String
    var terms: [(column: String, value: Double)] = []
    var side = 0.0
    var range: Double?

    var bounds: (lower: Double, upper: Double) {
      switch (kind, range) {
      case ("L", let range): (range.map { side - abs($0) } ?? -.infinity, side)
      case ("G", let range): (side, range.map { side + abs($0) } ?? .infinity)
      case (_, let range?): range < 0 ? (side + range, side) : (side, side + range)
      default: (side, side)
      }
    }
  }

  private static func read(_ text: String) -> LinearProgram {
    var section = ""
    var rows: [String: Row] = [:]
    var order: [String] = []
    var columns: [String] = []
    var bounds: [String: (lower: Double, upper: Double)] = [:]
    for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("*") {
      let words = line.split(separator: " ").map(String.init)
      guard let first = words.first else { continue }
      if !line.hasPrefix(" ") {
        section = first
        continue
      }
      let isNamed = words.count % 2 == 1
      let rest = Array(words.dropFirst(isNamed ? 1 : 0))
      let pairs = stride(from: 0, to: rest.count - 1, by: 2).map { (rest[$0], Double(rest[$0 + 1]) ?? .nan) }
      switch section {
      case "ROWS":
        rows[words[1]] = Row(kind: first)
        order.append(words[1])
      case "COLUMNS":
        if columns.last != first { columns.append(first) }
        for (row, value) in pairs { rows[row]?.terms.append((first, value)) }
      case "RHS": for (row, value) in pairs { rows[row]?.side = value }
      case "RANGES": for (row, value) in pairs { rows[row]?.range = value }
      case "BOUNDS":
        let column = words.count > 3 || first == "FR" ? words[2] : words[1]
        let value = words.last.flatMap(Double.init) ?? .nan
        var bound = bounds[column] ?? (0, .infinity)
        switch first {
        case "UP": bound.upper = value
        case "LO": bound.lower = value
        case "FX": bound = (value, value)
        case "FR": bound = (-.infinity, .infinity)
        default: break
        }
        bounds[column] = bound
      default: break
      }
    }
    var program = LinearProgram()
    var variables: [String: Variable] = [:]
    for column in columns {
      let bound = bounds[column] ?? (0, .infinity)
      variables[column] = program.addVariable(column, from: bound.lower, to: bound.upper)
    }
    var isGoal = true
    for name in order {
      guard let row = rows[name] else { continue }
      var expression = LinearExpression()
      for term in row.terms { if let variable = variables[term.column] { expression += term.value * variable } }
      if row.kind == "N" {
        if isGoal { program.goal = .minimize(expression) }
        isGoal = false
      } else {
        program.add(expression.within(row.bounds.lower...row.bounds.upper), label: name)
      }
    }
    return program
  }
}
