// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("allot plan: causes, fairness and rules")
struct ReviewCommandTests {
  private static let quotas = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]

  /// Ten towns of one person each, whose quotas are pinned to today's.
  private static func pinned() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      title: The literature's figures
      towns: towns.csv
      model: {title: Given, parts: [given: columns]}
      pools: {administrative: \(quotas.reduce(0, +))}
      rules:
        - pin: quota

      """, to: "scenario.yaml")
    let rows = quotas.enumerated().map { "t\($0),1,\($1),\($1)" }
    try folder.write(
      (["town,resident_population (people),administrative_quota,administrative_need"] + rows).joined(separator: "\n"),
      to: "towns.csv")
    return folder
  }

  @Test("The fairness figures of the literature come out, to the printed digits")
  func literature() throws {
    let folder = try Self.pinned()
    let run = try allot("plan", folder.path, "--json")
    #expect(run.code == 0, "\(run.errors)")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let row = try #require((object["fairness"] as? [[String: Any]])?.first)
    for time in ["today", "planned"] {
      let measures = try #require(row[time] as? [String: Double])
      #expect(measures["gini"] == 0.462091 && measures["gini_corrected"] == 0.513435)
      #expect(measures["theil_t"] == 0.362341 && measures["theil_l"] == 0.433595)
      #expect(measures["coefficient_of_variation"] == 0.966559)
    }
    let text = try allot("plan", folder.path, "--fairness").output
    for figure in ["0.462091", "0.513435", "0.362341", "0.433595", "0.966559"] { #expect(text.contains(figure)) }
    #expect(try !allot("plan", folder.path).output.contains("0.462091"))
  }

  @Test("Causes are shown where they are asked for, in the table and in JSON, and CSV has none")
  func causes() throws {
    let folder = try changedSurvey("scenario.yaml", "floor: 11", "floor: 14")
    let text = try allot("plan", folder.path, "--causes")
    #expect(text.code == 0 && text.output.contains("from need to plan") && text.output.contains("floors"))
    let json = try allot("plan", survey, "--causes", "--json").output
    #expect(json.contains("\"cause\" : \"rounding\""))
    #expect(try !allot("plan", survey, "--json").output.contains("\"cause\""))
    for flag in ["--causes", "--fairness"] { #expect(try allot("plan", survey, "--csv", flag).code == 64) }
  }

  @Test(
    "Rules in a copy of the survey are kept, and shuffled rows give the same bytes",
    arguments: [
      "  - no_inversion: [resident_population, area]\n", "  - moves: 150\n",
      "  - mix: {pool: administrative, from: 15, to: 40}\n", "  - moves: {within: county}\n",
      "  - cap: {base: 40, resident_population: {posts: 1, per: 1000}}\n    pools: [institutional]\n",
      "  - total: {甲县: 22%}\n    within: county\n    pools: [administrative]\n",
    ])
  func rules(rule: String) throws {
    let folder = try changedSurvey("scenario.yaml", "rules:\n", "rules:\n" + rule)
    let before = try allot("plan", folder.path, "--json", "--causes")
    #expect(before.code == 0, "\(rule): \(before.errors)")
    let lines = try folder.text(of: "towns.csv").split(separator: "\n")
    try folder.write(([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n"), to: "towns.csv")
    #expect(try allot("plan", folder.path, "--json", "--causes").output == before.output)
  }

  @Test("Goals in a copy of the survey are told with their values")
  func goals() throws {
    let goals = "\n  - fairness: 2\n  - stability: posts_moved\n    may_lose_percent: 20\n  - fit: webster"
    let folder = try changedSurvey("scenario.yaml", "\n  - fit: webster", goals)
    let run = try allot("plan", folder.path)
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.contains("Goal 1, fairness") && run.output.contains("Goal 3, fit (misfit by Webster's method)"))
  }

  @Test("Contradictory rules end with code 3, their lines and reasons, and the way out")
  func contradiction() throws {
    let folder = try changedSurvey("scenario.yaml", "floor: 11", "floor: 16")
    let run = try allot("plan", folder.path)
    #expect(
      run.code == 3 && run.errors.contains("scenario.yaml:") && run.errors.contains("the least way out (proved): "))
    let json = try allot("plan", folder.path, "--json").output
    #expect(json.contains("\"kind\" : \"way_out\"") && json.contains("\"proven_least\" : true"))
  }
}
