// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestLength
import Testing

@Suite("Rules of the survey that contradict one another")
struct ConflictingRulesTests {
  /// The survey with these rules before its own.
  private func changed(_ rules: String, institutional: Int = 1743) throws -> TemporaryFolder {
    try copy(of: "survey-35-subdistricts") { text in
      text.replacing("rules:\n", with: "rules:\n\(rules)").replacing(
        "institutional: 1743 ", with: "institutional: \(institutional) ")
    }
  }

  /// What the command says of it in both languages; it ends with 3 and no plan.
  private func complaints(_ rules: String, institutional: Int = 1743) throws -> (chinese: [String], english: [String]) {
    let folder = try changed(rules, institutional: institutional)
    return try (complaints(of: folder, "zh"), complaints(of: folder, "en"))
  }

  private func complaints(of folder: TemporaryFolder, _ language: String) throws -> [String] {
    let run = try allot("plan", folder.path, "--language", language)
    #expect(run.isExit && run.code == 3 && run.output.isEmpty)
    return Array(run.complaints.dropFirst())
  }

  @Test("Floors over a total: both sums, the rule with its line and reason, and by how much")
  func floorsOverTotal() throws {
    let told = try complaints("  - floor: 16\n    pools: [administrative]\n    because: 每个街道 16 名\n")
    #expect(
      told.chinese == [
        "保底数合计 560，行政编制只有 532（scenario.yaml:16：每个街道 16 名、scenario.yaml:12）；多出 28 名。",
        "最小的放宽（已证明）：降低行政编制保底：东湖街道、学府街道、望湖街道、梧桐街道、滨江街道等 28 处由 16 改为 15（scenario.yaml:16）（全部见 --json）。",
      ])
    #expect(
      told.english == [
        "floors add up to 560, the administrative pool has 532 (scenario.yaml:16: 每个街道 16 名 and scenario.yaml:12); "
          + "28 too many.",
        "the least way out (proved): lower the floor in the administrative pool of 东湖街道, 学府街道, 望湖街道, 梧桐街道, "
          + "滨江街道 and 23 others from 16 to 15 (scenario.yaml:16) (all of them: --json).",
      ])
  }

  @Test("A pin above a cap: both rules with their lines and reasons, and how either could give way")
  func pinAboveCap() throws {
    let rules = """
        - cap: 60
          pools: [institutional]
          because: 单个街道不超过 60 名
        - pin: 66
          pools: [institutional]
          towns: [中心街道]
          because: 消化期内不动

      """
    let told = try complaints(rules)
    // Of two rules without a number the one written last gives way.
    #expect(
      told.chinese == [
        "中心街道的事业编制：指定名额 66（scenario.yaml:19：消化期内不动）高于封顶 60（scenario.yaml:16：单个街道不超过 60 名）。",
        "最小的放宽（已证明）：降低事业编制指定名额：中心街道由 66 改为 60（scenario.yaml:19）。",
      ])
    #expect(
      told.english[0]
        == "中心街道, the institutional pool: the pinned number of 66 (scenario.yaml:19: 消化期内不动) is above the cap of 60 "
        + "(scenario.yaml:16: 单个街道不超过 60 名).")
    // Whose priority says so gives way, in words as in JSON.
    let ranked = rules.replacing("不超过 60 名", with: "不超过 60 名\n    priority: 2").replacing(
      "消化期内不动", with: "消化期内不动\n    priority: 1")
    #expect(
      try complaints(ranked).english[1]
        == "the least way out (proved): raise the cap in the institutional pool of 中心街道 from 60 to 66 (scenario.yaml:16)."
    )
    let folder = try changed(ranked)
    let json = try allot("plan", folder.path, "--json")
    #expect(json.code == 3)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let reasons = try #require(object["infeasible"] as? [[String: Any]])
    let way = try #require(reasons.first { $0["kind"] as? String == "way_out" }?["least_relaxation"] as? [String: Any])
    let moves = try #require(way["moves"] as? [[String: Any]])
    #expect(moves.count == 1 && moves[0]["posts_instead"] as? Int == 66)
    #expect(moves[0]["rules"] as? [String] == ["scenario.yaml:16"] && way["proven_least"] as? Bool == true)
  }

  @Test("A rule on the mix that cannot be kept: the percent that could, and with it there is a plan")
  func mix() throws {
    let rules = "  - mix: {pool: administrative, from: 40}\n"
    let told = try complaints(rules)
    #expect(told.english.count == 1)
    #expect(
      told.english[0].hasSuffix(
        "let the share of the administrative pool be down to 23.3 % instead of 40 % (scenario.yaml:16)."))
    let mended = try changed(rules.replacing("40", with: "23.3"))
    // A mix so tight may take long to be solved; what was promised is that nothing is in the way.
    #expect(try [0, 4].contains(allot("plan", mended.path, "--time-limit", everyday("1", long: "5")).code))
    // 532 of 2,275 are 23.38 %.
    let short = try changed(rules.replacing("40", with: "23.4"))
    #expect(try allot("plan", short.path).code == 3)
  }

  @Test("A group's floors over its total of today: told once, and one way out")
  func group() throws {
    let told = try complaints(
      """
        - total: today
          within: county
        - floor: 50
          groups: [甲县]
          pools: [institutional]

      """)
    #expect(told.english.count == 2)
    #expect(
      told.english[0]
        == "floors add up to 350, the institutional pool in 甲县 has 329 (scenario.yaml:18 and scenario.yaml:16); "
        + "21 too many.")
    #expect(told.english[1].contains("from 50 to 47 (scenario.yaml:18)"), "\(told.english[1])")
  }

  @Test("Attrition only, with a total below the staff that stays: 1,701 against 1,600")
  func attritionOnly() throws {
    let rules = """
        - floor: staff_after_retirements
          because: 只退不减
        - floor: 20
          pools: [institutional]

      """
    let told = try complaints(rules, institutional: 1600)
    // The other floor could be kept, and is not blamed.
    #expect(told.chinese[0] == "保底数合计 1,701，事业编制只有 1,600（scenario.yaml:16：只退不减、scenario.yaml:13）；多出 101 名。")
    #expect(told.chinese[1].hasSuffix("等 35 处，合计 101 名（scenario.yaml:16）（全部见 --json）。"), "\(told.chinese[1])")
    // With 101 posts more, and with no fewer, there is a plan as well.
    let mended = try changed(rules, institutional: 1701)
    #expect(try allot("plan", mended.path).code == 0)
    #expect(try complaints(rules, institutional: 1700).chinese.count == 2)
  }

  @Test("Sums that go together but not all at once: the few that clash, with their lines, and the least relaxation")
  func crossing() throws {
    let folder = try changed(
      """
        - town_total: today
        - mix: {pool: administrative, from: 25}
          because: 结构

      """)
    let chinese = try complaints(of: folder, "zh")
    #expect(chinese.count == 1)
    #expect(chinese[0].hasPrefix("以下各项不能同时满足：") && chinese[0].contains("scenario.yaml:17：结构"))
    #expect(chinese[0].contains("放宽"))
    // To find them takes seconds.
    if runsLongTests {
      let english = try complaints(of: folder, "en")
      #expect(english.count == 1 && english[0].contains("way out"))
    }
  }
}
