// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Staffing
import Testing

@testable import Documents

@Suite("Rules and goals in README")
struct ReadmeRulesTests {
  /// The YAML block that begins with a key.
  private func block(_ key: String) throws -> String {
    let text = try String(contentsOfFile: "\(packageRoot)/README.md", encoding: .utf8)
    let blocks = text.split(separator: "```yaml\n").dropFirst().compactMap { $0.split(separator: "```").first }
    return String(try #require(blocks.first { $0.hasPrefix(key + ":\n") }))
  }

  @Test("Everything that it shows can be read, each kind of rule and goal once at least")
  func examples() throws {
    var texts = ScenarioTexts()
    texts.towns = """
      县,镇街,常住人口(人),管辖范围(km²),行政编制核定,事业编制核定,total_quota
      东县,城关镇,1000,5,10,20,30
      西县,河口镇,2000,6,20,40,60

      """
    texts.more = try block("rules") + block("goals")
    let scenario = try texts.read()
    #expect(scenario.goals.count == 4)
    let kinds = Set(scenario.rules.map { "\($0.requirement)".prefix { $0 != "(" } })
    #expect(kinds.count == 10, "\(kinds)")
    #expect(scenario.rules.count { if case .movesWithin(_, .some) = $0.requirement { true } else { false } } == 1)
  }
}
