// SPDX-License-Identifier: GPL-3.0-or-later

import Documents
import Staffing
import Testing

@testable import Reports

@Suite("Mismatches as text")
struct MismatchReportTests {
  /// To renew: ALLOT_RENEW_SNAPSHOTS=1 swift test --filter MismatchReport, then read the difference.
  @Test("What is out of line in the survey reads as it did", arguments: Language.allCases)
  func snapshot(_ language: Language) throws {
    let scenario = try ScenarioFolder(path: "\(packageRoot)/Scenarios/survey-35-subdistricts").read()
    let output = try #require(scenario.metrics.firstIndex { $0.id == Metric.economicOutput.id })
    let text = MismatchText(scenario.mismatches(outputs: [output]), language, isComplete: false).text
    try expectSnapshot(text, "flag.\(language.rawValue).txt")
  }

  @Test("What the file says of itself holds: a flag beside its remedy, so many of a sort, none of the slightest")
  func lines() throws {
    let scenario = try ScenarioFolder(path: "\(packageRoot)/Scenarios/survey-35-subdistricts").read()
    let survey = scenario.mismatches(fewestMovesWithin: nil)
    let brief = MismatchText(survey, .english, isComplete: false).text.split(separator: "\n")
    let whole = MismatchText(survey, .english).text.split(separator: "\n")
    #expect(whole.count { $0.hasPrefix("[") } == survey.mismatches.count)
    #expect(whole.count { $0.hasPrefix("  → ") } == survey.mismatches.count)
    #expect(!brief.contains { $0.hasPrefix("[notice]") })
    #expect(
      brief.split { !$0.hasPrefix("[") && !$0.hasPrefix("  → ") }.allSatisfy { $0.count <= 2 * MismatchText.mostFlags })
  }
}
