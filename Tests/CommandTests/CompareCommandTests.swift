// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@Suite("The commands compare and verify")
struct CompareCommandTests {
  @Test(
    "The survey before and after a changed floor: posts that move, in both languages, and from a saved plan as well")
  func beforeAndAfter() throws {
    let changed = try changedSurvey("scenario.yaml", "floor: 11", "floor: 15")
    let english = try allot("compare", survey, changed.path)
    #expect(english.code == 0 && english.errors.isEmpty)
    #expect(english.output.contains("A → B, Administrative quota: ") && english.output.contains("B−A"))
    #expect(english.output.contains("B  scenario.yaml:16") && english.output.contains("holds up"))
    let chinese = try allot("compare", survey, changed.path, "--language", "zh")
    #expect(chinese.output.contains("方案对比") && chinese.output.contains("起作用的约束"))
    let folder = try TemporaryFolder()
    let saved = "\(folder.path)/before.json"
    #expect(try allot("plan", survey, "--json", "--output", saved).code == 0)
    let again = try allot("compare", saved, changed.path)
    #expect(again.output == english.output.replacing(survey, with: saved))
    let csv = try allot("compare", saved, changed.path, "--csv")
    #expect(csv.code == 0 && csv.output.hasPrefix("town,group,pool,plan,"))
  }

  @Test("One plan is no comparison; what cannot be read or planned is named")
  func faults() throws {
    #expect(try allot("compare", survey).code == 64)
    #expect(try allot("compare", survey, "nowhere").code == 2)
    let impossible = try changedSurvey("scenario.yaml", "floor: 11", "floor: 20")
    let run = try allot("compare", survey, impossible.path)
    #expect(run.code == 3 && run.output.isEmpty && run.errors.contains("\(impossible.path):"))
  }

  @Test("A saved plan verifies against its scenario, and not against another or when it was changed")
  func verify() throws {
    let folder = try TemporaryFolder()
    let saved = "\(folder.path)/plan.json"
    #expect(try allot("plan", survey, "--json", "--output", saved).code == 0)
    let sound = try allot("verify", saved, survey)
    #expect(sound.code == 0 && sound.output.contains("no plan fits the needs better"))
    let alone = try allot("verify", saved, "--language", "zh")
    #expect(alone.code == 0 && alone.output.contains("未给出方案文件夹"))
    let other = try changedSurvey("scenario.yaml", "floor: 11", "floor: 15")
    let changed = try allot("verify", saved, other.path)
    #expect(changed.code == 1 && changed.output.contains("breaks a rule") && changed.errors.isEmpty)
    let json = try allot("verify", saved, other.path, "--json")
    #expect(json.code == 1 && json.output.contains("\"holds\" : false"))
    let noPlan = try allot("verify", "\(survey)/towns.csv")
    #expect(noPlan.code == 2 && noPlan.errors.contains("towns.csv"))
  }
}
