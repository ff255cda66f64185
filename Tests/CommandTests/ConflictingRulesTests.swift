// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
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
    let runs = try ["zh", "en"].map { try allot("plan", folder.path, "--language", $0) }
    for run in runs { #expect(run.isExit && run.code == 3 && run.output.isEmpty) }
    return (Array(runs[0].complaints.dropFirst()), Array(runs[1].complaints.dropFirst()))
  }

  @Test("Floors over a total: both sums, the rule with its line and reason, and by how much")
  func floorsOverTotal() throws {
    let told = try complaints("  - floor: 16\n    pools: [administrative]\n    because: 每个街道 16 名\n")
    #expect(
      told.chinese == ["保底数合计 560，行政编制只有 532（scenario.yaml:16：每个街道 16 名）；最小的放宽是：保底数合计减少 28 名，或总额增加 28 名。"])
    #expect(
      told.english == [
        "floors add up to 560, the administrative pool has 532 (scenario.yaml:16: 每个街道 16 名); the least that would "
          + "mend it: 28 fewer in the floors, or 28 more in the total."
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
    #expect(
      told.chinese == [
        "中心街道的事业编制指定名额 66（scenario.yaml:19：消化期内不动），高于封顶 60（scenario.yaml:16：单个街道不超过 60 名）；"
          + "最小的放宽是：把封顶升至 66，或把指定名额降至 60。"
      ])
    #expect(
      told.english.count == 1 && told.english[0].hasSuffix("raise the cap to 66, or lower the pinned number to 60."))
    // Whose priority says so gives way.
    let ranked = rules.replacing("不超过 60 名", with: "不超过 60 名\n    priority: 2").replacing(
      "消化期内不动", with: "消化期内不动\n    priority: 1")
    #expect(try complaints(ranked).chinese[0].hasSuffix("最小的放宽是：把封顶升至 66。"))
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
    #expect(
      told.chinese == ["保底数合计 1,701，事业编制只有 1,600（scenario.yaml:16：只退不减）；最小的放宽是：保底数合计减少 101 名，或总额增加 101 名。"])
    // The way out is one: with 101 posts more, and with no fewer, there is a plan.
    let mended = try changed(rules, institutional: 1701)
    #expect(try allot("plan", mended.path).code == 0)
    #expect(try complaints(rules, institutional: 1700).chinese.count == 1)
  }

  @Test("Sums that go together but not all at once: the few that clash, with their lines, and the least relaxation")
  func crossing() throws {
    let told = try complaints(
      """
        - town_total: today
        - cap: 14
          pools: [administrative]
          because: 领导职数加三名

      """)
    #expect(told.chinese.count == 1 && told.english.count == 1)
    for place in ["scenario.yaml:17：领导职数加三名"] { #expect(told.chinese[0].contains(place), "\(told.chinese)") }
    #expect(told.chinese[0].contains("最小的放宽是"))
    #expect(told.english[0].contains("the least that would mend it"))
  }
}
