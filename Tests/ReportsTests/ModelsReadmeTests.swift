// SPDX-License-Identifier: GPL-3.0-or-later

import Documents
import Foundation
import Staffing
import Testing

@testable import Reports

/// The examples of Models/README.md: fenced files, and below them the needs that come of these, as a table.
struct ReadmeExample: Sendable, CustomTestStringConvertible {
  var heading: String
  var files: [String: String]
  /// The table's cells, the heading row first.
  var table: [[String]] = []
  /// What the report says beside, in Chinese.
  var notes: [String] = []

  var testDescription: String { "\(heading) (\(files["model.yaml"]?.count ?? 0))" }

  /// Reads the page from the top to the bottom: files before the first part of a model are for all examples, those
  /// under a heading for the examples under it, and a model stays until the next.
  static func all(in page: String) -> [ReadmeExample] {
    var examples: [ReadmeExample] = []
    var common: [String: String] = [:]
    var current = ReadmeExample(heading: "", files: [:])
    var fence: String?
    var body: [Substring] = []
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if let name = fence {
        guard line == "```" else {
          body.append(line)
          continue
        }
        let text = body.joined(separator: "\n") + "\n"
        switch name {
        case "yaml":
          if common.isEmpty { common = current.files }
          current.files["model.yaml"] = "title: 示例\n" + text
        case "yaml scenario": current.files["scenario.yaml", default: ""] += text
        default: current.files[String(name.split(separator: " ").last ?? "")] = text
        }
        (fence, body) = (nil, [])
      } else if line.hasPrefix("```") {
        fence = String(line.dropFirst(3))
      } else if line.hasPrefix("#") {
        current = ReadmeExample(
          heading: line.drop { $0 == "#" || $0 == " " }.description, files: common.isEmpty ? current.files : common)
      } else if line.hasPrefix("| 镇街") {
        current.table = [cells(line)]
        examples.append(current)
      } else if line.hasPrefix("|"), !line.hasPrefix("|---"), !current.table.isEmpty {
        examples[examples.count - 1].table.append(cells(line))
      } else if line.hasPrefix("> ") {
        examples[examples.count - 1].notes.append(String(line.dropFirst(2)))
      } else if line.isEmpty {
        current.table = []
      }
    }
    return examples
  }

  private static func cells(_ line: Substring) -> [String] {
    line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
  }
}

@Suite("Models/README.md")
struct ModelsReadmeTests {
  private static let examples: [ReadmeExample] = {
    let page = try? String(contentsOfFile: "\(packageRoot)/Models/README.md", encoding: .utf8)
    return page.map(ReadmeExample.all) ?? []
  }()

  @Test("Each kind of part has an example")
  func complete() throws {
    let kinds = ["base:", "share:", "projects:", "index:", "workload:", "duties:", "norm:", "given:"]
    for kind in kinds {
      #expect(Self.examples.contains { $0.files["model.yaml"]?.contains("- \(kind)") == true }, "\(kind)")
    }
    #expect(Self.examples.count >= 14)
  }

  @Test("An example's needs, part by part, and its notes are what the page says", arguments: examples)
  func figures(_ example: ReadmeExample) throws {
    let folder = try TemporaryFolder()
    for (name, text) in example.files { try folder.write(text.utf8, to: name) }
    let scenario: Scenario
    do {
      scenario = try ScenarioFolder(path: folder.path).read()
    } catch {
      Issue.record("\(error.faults.map { Words(.english).fault($0) })")
      return
    }
    let (needs, words) = (NeedTable(scenario), Words(.chinese))
    #expect(
      example.table.first == ["镇街"] + scenario.model.parts.map { words.part($0) } + ["应配数"])
    #expect(Set(example.table.dropFirst().compactMap(\.first)) == Set(scenario.towns.map(\.name)))
    for row in example.table.dropFirst() {
      let town = try #require(scenario.towns.firstIndex { $0.name == row[0] })
      let values = needs.parts(town: town, pool: 0).map(\.posts) + [needs[town, 0]]
      #expect(values.count == row.count - 1)
      for (cell, value) in zip(row.dropFirst(), values) {
        let decimals = cell.split(separator: ".").dropFirst().first?.count ?? 0
        #expect(DecimalNumeral.fixed(value, decimals: decimals) == cell, "\(row[0])")
        // A cell without decimals is not a rounded one.
        if decimals < 2 { #expect(abs(value - (Double(cell) ?? .nan)) < 1e-9, "\(row[0])") }
      }
    }
    #expect(needs.notes.map { words.needNote($0, of: scenario) } == example.notes)
    // Each example can be planned.
    #expect(try plan(of: scenario).breaches.isEmpty)
  }
}
