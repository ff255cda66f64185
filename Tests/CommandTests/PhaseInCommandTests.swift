// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("allot plan over years")
struct PhaseInCommandTests {
  /// The survey with its commented lines on years switched on, and retirements of about a tenth of staff where its
  /// table has none.
  private static func phasedSurvey() throws -> TemporaryFolder {
    let folder = try changedSurvey("scenario.yaml", "# phase_in:", "# phase_in:")
    let lines = try folder.text(of: "scenario.yaml").split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0.hasPrefix("# phase_in:") })
    let switchedOn = lines[start...].prefix { $0.hasPrefix("# ") }
    let years = switchedOn.map { $0.dropFirst(2) }
    try folder.write(
      (lines[..<start] + years + lines[switchedOn.endIndex...]).joined(separator: "\n"), to: "scenario.yaml")
    let table = try folder.text(of: "towns.csv")
    guard !table.contains("行政编制预计退休") else { return folder }
    let rows = table.split(separator: "\n").enumerated().map { place, line -> String in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      func tenth(_ column: Int) -> String { "\((Int(fields[column]) ?? 0) / 10)" }
      return place == 0 ? "\(line),行政编制预计退休,事业编制预计退休" : "\(line),\(tenth(9)),\(tenth(11))"
    }
    try folder.write(rows.joined(separator: "\n"), to: "towns.csv")
    return folder
  }

  @Test(
    "Uncommenting the survey's lines gives three years, and says when the 117-strong subdistrict is within its quota")
  func survey() throws {
    let folder = try Self.phasedSurvey()
    let run = try allot("plan", folder.path, "--language", "zh")
    #expect(run.code == 0 && run.errors.isEmpty)
    #expect(run.output.contains("分年到位：事业编制，3 年") && run.output.contains("第3年"))
    #expect(run.output.contains(/超编镇街达编年份：.*中心街道/))
    #expect(try allot("plan", folder.path, "--language", "en").output.contains("Phase-in over 3 years"))
  }

  @Test("The years in JSON keep their totals and limits, and the plan's own table stays as it is")
  func json() throws {
    let folder = try Self.phasedSurvey()
    let output = try allot("plan", folder.path, "--json").output
    let object = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    let years = try #require(object["phase_in"] as? [String: Any])
    let towns = try #require(years["towns"] as? [[String: Any]])
    let planned = try #require(object["towns"] as? [[String: Any]])
    var sums: [String: [Int]] = [:]
    for (town, before) in zip(towns, planned) {
      let pools = try #require(town["pools"] as? [[String: Any]])
      let today = try #require(before["pools"] as? [[String: Any]])
      for (pool, figures) in zip(pools, today) {
        let quotas = try #require(pool["quotas"] as? [Int])
        let start = try #require((figures["figures"] as? [String: Any])?["quota_today"] as? Int)
        for (left, right) in zip([start] + quotas, quotas) { #expect(abs(left - right) <= min(8, start / 5)) }
        let name = try #require(pool["pool"] as? String)
        sums[name] = zip(sums[name] ?? [0, 0, 0], quotas).map(+)
      }
    }
    #expect(sums == ["administrative": [532, 532, 532], "institutional": [1743, 1743, 1743]])
    #expect(try allot("plan", folder.path, "--csv").output == allot("plan", CommandTests.survey, "--csv").output)
  }

  @Test("Yearly totals that the limits do not allow end with 3, and the sums that could be")
  func outOfReach() throws {
    let folder = try changedSurvey(
      "scenario.yaml", "# phase_in:\n",
      "phase_in: {years: 2, change: {posts: 1}, totals: {administrative: [600, 532]}}\n")
    let run = try allot("plan", folder.path)
    #expect(run.code == 3 && run.output.isEmpty)
    #expect(run.errors.contains("year 1: the administrative pool is to have 600"))
    #expect(run.errors.contains("allow 497 to 567"))
    let json = try allot("plan", folder.path, "--json").output
    #expect(json.contains("\"yearly_total_out_of_reach\""))
  }
}
