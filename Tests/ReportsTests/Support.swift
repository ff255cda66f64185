// SPDX-License-Identifier: GPL-3.0-or-later

import Documents
import Foundation
import Staffing
import Testing

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

/// The plan of the scenario that `allot new` writes.
func templatePlan(inChinese: Bool) throws -> Plan {
  let folder = try TemporaryFolder()
  for file in ScenarioTemplate(inChinese: inChinese).files { try folder.write(file.text.utf8, to: file.name) }
  return try plan(of: ScenarioFolder(path: folder.path).read())
}

/// The plan of a scenario that has one.
func plan(of scenario: Scenario) throws -> Plan {
  let outcome = scenario.plan()
  guard case .plan(let plan) = outcome else {
    throw NoPlan(outcome: "\(outcome)")
  }
  return plan
}

private struct NoPlan: Error {
  let outcome: String
}

/// A scenario of one pool, shared out by given needs.
func smallScenario(
  _ towns: [(name: String, need: Int, quota: Int?, staff: Int?)], total: Int, group: [String] = [],
  rules: [Rule] = []
) -> Scenario {
  Scenario(
    title: "Small", levels: group.indices.map { "level\($0)" }, pools: [Pool(id: "administrative", total: total)],
    towns: towns.map { town in
      Town(
        id: Town.ID(group: group, name: town.name), kind: .town, metrics: [],
        posts: [Town.Posts(quota: town.quota, staff: town.staff)], givenNeeds: [Quantity(town.need)])
    }, model: PolicyModel(title: "Given", parts: [PolicyModel.Part(rule: .given)]), rules: rules)
}

/// The rows of comma-separated values, read without regard to how they were written.
func parsedCSV(_ text: String) -> [[String]] {
  var rows: [[String]] = []
  var row: [String] = []
  var field = ""
  var isQuoted = false
  var characters = Array(text.unicodeScalars)[...]
  while let scalar = characters.popFirst() {
    if isQuoted {
      if scalar != "\"" {
        field.unicodeScalars.append(scalar)
      } else if characters.first == "\"" {
        field += "\""
        characters.removeFirst()
      } else {
        isQuoted = false
      }
    } else if scalar == "\"" {
      isQuoted = true
    } else if scalar == "," {
      row.append(field)
      field = ""
    } else if scalar == "\n" {
      rows.append(row + [field])
      (row, field) = ([], "")
    } else {
      field.unicodeScalars.append(scalar)
    }
  }
  return rows
}

extension String {
  /// Whether there is a Chinese character or a full-width form in the text.
  var hasChinese: Bool {
    unicodeScalars.contains { (0x2E80...0x9FFF).contains($0.value) || (0xFF00...0xFFEF).contains($0.value) }
  }

  /// The text without what stands in quotes.
  var withoutQuotations: String {
    replacing(/“[^”]*”/, with: "")
  }
}
