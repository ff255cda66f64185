// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Staffing
import Testing

@testable import Documents

@Suite("Towns as a table")
struct TownsTableTests {
  static let scenarios = ["survey-35-subdistricts", "us-house-2020", "ankang", "jinan", "qingshan", "shiyan"]

  /// A table as comma-separated values.
  private func csv(_ table: TownsTable) -> String {
    func quoted(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }
    let lines = table.rows.map { row in
      row.map { entry in
        switch entry {
        case .blank: ""
        case .text(let text): quoted(text)
        case .number(let quantity): quantity.description
        }
      }
    }
    return ([table.columns.map { quoted($0.heading) }] + lines).map { $0.joined(separator: ",") + "\n" }.joined()
  }

  @Test("There and back, under headings of either language, the towns are the same", arguments: scenarios)
  func thereAndBack(_ name: String) throws {
    let source = "\(packageRoot)/Scenarios/\(name)"
    let scenario = try ScenarioFolder(path: source).read()
    for inChinese in [true, false] {
      let folder = try TemporaryFolder()
      for file in try FileManager.default.contentsOfDirectory(atPath: source) {
        try folder.write(try Data(contentsOf: URL(filePath: "\(source)/\(file)")), to: file)
      }
      let yaml = try String(contentsOfFile: "\(source)/scenario.yaml", encoding: .utf8)
      try folder.write(yaml.replacing("../../Models", with: "\(packageRoot)/Models").utf8, to: "scenario.yaml")
      let towns = FileManager.default.fileExists(atPath: "\(source)/towns.csv") ? "towns.csv" : "states.csv"
      try folder.write(csv(TownsTable(scenario, inChinese: inChinese)).utf8, to: towns)
      let again = try ScenarioFolder(path: folder.path).read()
      #expect(again.towns == scenario.towns && again.metrics == scenario.metrics && again.levels == scenario.levels)
    }
  }

  @Test("Headings state units, and what no town has is left out")
  func headings() throws {
    let scenario = try ScenarioTexts().read()
    #expect(
      TownsTable(scenario, inChinese: true).columns.map(\.heading)
        == ["县", "镇街", "类别", "常住人口(人)", "行政编制核定", "行政编制在编", "事业编制核定"])
    #expect(
      TownsTable(scenario, inChinese: false).columns.map(\.heading) == [
        "county", "town", "kind", "resident_population (people)", "administrative_quota", "administrative_staff",
        "institutional_quota",
      ])
  }
}
