// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestLength
import Testing

@testable import LinearPrograms

/// The public linear programs that lie beside the package, with what is published of them.
enum LPLibrary {
  struct Entry: Sendable, CustomTestStringConvertible {
    let file: String
    let folder: String
    let rows: Int
    let columns: Int
    let nonzeros: Int
    let status: String
    let objective: Double?

    var testDescription: String { file }
  }

  static let absence: Comment = "../shared/data/lp is not there: the public problems are not tested"

  static let netlib = entries(of: "netlib_optimal.csv", folder: "netlib/", statusField: 4)
  static let infeasible = entries(of: "infeasible_expected.csv", folder: "", statusField: 5)
  static var all: [Entry] { netlib + infeasible }
  /// Some of each size every day, and all of them where the long tests run.
  static var sampled: [Entry] {
    everyday(all.enumerated().filter { $0.offset.isMultiple(of: 3) }.map(\.element), long: all)
  }
  static var isPresent: Bool { !all.isEmpty }

  static func text(of entry: Entry) throws -> String {
    try String(contentsOf: folder.appending(path: entry.folder + entry.file), encoding: .utf8)
  }

  /// The program of a file in the library, as `infeasible/box1.mps`.
  static func program(_ path: String) throws -> LinearProgram {
    try LinearProgram(mps: String(contentsOf: folder.appending(path: path), encoding: .utf8))
  }

  /// The real data beside the package; it may not be there.
  static let sharedData = URL(filePath: #filePath).appending(path: "../../../../shared/data").standardized

  private static let folder = sharedData.appending(path: "lp")

  private static func entries(of table: String, folder: String, statusField: Int) -> [Entry] {
    guard let text = try? String(contentsOf: Self.folder.appending(path: table), encoding: .utf8) else { return [] }
    return text.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard fields.count > statusField + 1,
        let rows = Int(fields[statusField - 3]), let columns = Int(fields[statusField - 2]),
        let nonzeros = Int(fields[statusField - 1])
      else { return nil }
      return Entry(
        file: fields[0], folder: folder, rows: rows, columns: columns, nonzeros: nonzeros,
        status: fields[statusField], objective: Double(fields[statusField + 1]))
    }
  }
}

/// All that a program says, to be compared: rows in the order of their columns, as files have them.
struct ProgramContents: Equatable {
  let name: String
  let isMaximized: Bool
  let constant: Double
  let costs: [Int32: Double]
  let names: [String]
  let bounds: [[Double]]
  let labels: [String]
  let rowBounds: [[Double]]
  let rows: [[Int32: Double]]

  init(_ program: LinearProgram) {
    name = program.name
    isMaximized = program.goal.sense == .maximize
    constant = program.goal.expression.constant
    costs = Dictionary(program.goal.expression.entries.map { ($0.index, $0.coefficient) }, uniquingKeysWith: +)
    let (variables, constraints) = (program.variables, program.constraints)
    names = (0..<variables.count).map { variables.name($0) ?? "" }
    bounds = (0..<variables.count).map {
      [variables.lower[$0], variables.upper[$0], variables.takesWholeNumbers($0) ? 1 : 0]
    }
    labels = (0..<constraints.count).map { constraints.label($0) ?? "" }
    rowBounds = (0..<constraints.count).map { [constraints.rows[$0].lower, constraints.rows[$0].upper] }
    rows = (0..<constraints.count).map { row in
      Dictionary(
        constraints.entries(of: row).map { (constraints.indices[$0], constraints.values[$0]) }, uniquingKeysWith: +)
    }
  }
}
