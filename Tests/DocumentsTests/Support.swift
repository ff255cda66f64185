// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Staffing
import Testing

@testable import Documents

/// A folder that goes away with its last reference.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "allot-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
    try Data(bytes).write(to: URL(filePath: "\(path)/\(name)"))
  }
}

/// The top of the package.
let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().path

/// A scenario as texts, small and sound until a test changes a part of it.
struct ScenarioTexts {
  var head = """
    title: Test
    towns: towns.csv
    model: model.yaml
    pools:
      administrative: 30
      institutional: 60

    """
  /// What follows the head in `scenario.yaml`, from line 7 on.
  var more = ""
  var model: String? = """
    title: By population
    parts:
      - share: {resident_population: 1}

    """
  var towns: String? = """
    county,town,kind,resident_population (people),administrative_quota,administrative_staff,institutional_quota
    East,Ash,town,1000,10,9,20
    East,Birch,subdistrict,2000,10,11,20
    West,Cedar,township,3000,10,10,20

    """

  func read() throws -> Scenario {
    let folder = try TemporaryFolder()
    try folder.write((head + more).utf8, to: "scenario.yaml")
    if let model { try folder.write(model.utf8, to: "model.yaml") }
    if let towns { try folder.write(towns.utf8, to: "towns.csv") }
    return try ScenarioFolder(path: folder.path).read()
  }

  /// All faults; none for a scenario that can be read.
  func faults() throws -> [DocumentFault] {
    do {
      _ = try read()
      return []
    } catch let error as DocumentFaults {
      return error.faults
    }
  }

  /// The faults without their places.
  func problems() throws -> [DocumentFault.Problem] { try faults().map(\.problem) }
}

/// A table with the faults of reading it.
func table(_ text: String) -> (table: CSVTable, faults: [DocumentFault]) {
  let faults = FaultCollector()
  let table = CSVTable(Array(text.utf8), file: "t.csv", faults: faults)
  return (table, faults.faults)
}

extension CSVTable {
  /// The texts of a row.
  func texts(_ row: Row) -> [String] { (0..<row.count).map { text(row, $0) } }
  /// The texts of all rows below the headings.
  var texts: [[String]] { rows.map { texts($0) } }
}
