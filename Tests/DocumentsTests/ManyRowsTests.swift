// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Staffing
import Testing

@testable import Documents

/// Files of so many rows that they are read by several threads at once.
@Suite("Tables of thousands of rows")
struct ManyRowsTests {
  private static let rows = 2_600

  /// A folder whose towns are `Town 0`, `Town 1` and so on, after a change of the rows.
  private func folder(_ change: (inout [String]) -> Void = { _ in }) throws -> (folder: TemporaryFolder, towns: [UInt8])
  {
    var rows = (0..<Self.rows).map { "County \($0 / 20),Town \($0),town,\(1_000 + $0),1,1,1" }
    change(&rows)
    let texts = ScenarioTexts()
    let folder = try TemporaryFolder()
    let head = texts.head.replacing("administrative: 30", with: "administrative: 2600")
      .replacing("institutional: 60", with: "institutional: 2600")
    try folder.write(head.utf8, to: "scenario.yaml")
    try folder.write((texts.model ?? "").utf8, to: "model.yaml")
    let headings =
      "county,town,kind,resident_population (people),administrative_quota,administrative_staff,institutional_quota"
    return (folder, Array(([headings] + rows).joined(separator: "\n").utf8))
  }

  private func faults(_ folder: TemporaryFolder, workers: Int) -> [DocumentFault] {
    do {
      _ = try ScenarioFolder(path: folder.path, workers: workers).read()
      return []
    } catch {
      return error.faults
    }
  }

  @Test("The scenario is the same whatever the number of threads")
  func sameScenario() throws {
    let (folder, towns) = try folder { $0.reverse() }
    try folder.write(towns, to: "towns.csv")
    let one = try ScenarioFolder(path: folder.path, workers: 1).read()
    let three = try ScenarioFolder(path: folder.path, workers: 3).read()
    #expect(one.towns.count == Self.rows)
    #expect(one.towns == three.towns)
  }

  @Test("Towns that are there twice, however far apart, are told with the line of the first")
  func duplicates() throws {
    let (folder, towns) = try folder { rows in
      rows[2_500] = rows[7]
      rows[2_599] = rows[1_300]
    }
    try folder.write(towns, to: "towns.csv")
    let found = faults(folder, workers: 2)
    #expect(
      found.map(\.problem) == [
        .duplicateTown("Town 7", firstLine: 9), .duplicateTown("Town 1300", firstLine: 1_302),
      ])
    #expect(found.map(\.position.line) == [2_502, 2_601])
    #expect(found == faults(folder, workers: 1))
  }

  @Test("A row that is wrong is told as by one thread")
  func wrongRow() throws {
    let (folder, towns) = try folder { $0[2_000] = "County 1,Town 2000,town,many,1,1,1" }
    try folder.write(towns, to: "towns.csv")
    let found = faults(folder, workers: 2)
    #expect(found.map(\.position.line) == [2_002])
    #expect(found == faults(folder, workers: 1))
  }

  @Test("A pipe is read once, also where towns are there twice")
  func pipe() throws {
    let (folder, towns) = try folder { $0[2_500] = $0[7] }
    let path = "\(folder.path)/towns.csv"
    #expect(mkfifo(path, 0o600) == 0)
    let writer = Thread { try? FileHandle(forWritingTo: URL(filePath: path)).write(contentsOf: Data(towns)) }
    writer.start()
    #expect(faults(folder, workers: 2).map(\.problem) == [.duplicateTown("Town 7", firstLine: 9)])
  }
}
