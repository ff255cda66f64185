// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@Suite("The command explain")
struct ExplainCommandTests {
  @Test("New York was 89 people short of Minnesota's eighth seat, and Minnesota 26 people ahead")
  func seats() throws {
    let newYork = try allot("explain", house, "New York")
    #expect(newYork.code == 0 && newYork.errors.isEmpty)
    #expect(newYork.output.contains("▲ 89 more people and it would have 27 (Minnesota 8 → 7)."))
    #expect(newYork.output.contains("Huntington–Hill") && newYork.output.contains("say 762,996 people"))
    let minnesota = try allot("explain", house, "Minnesota", "--language", "zh")
    #expect(minnesota.output.contains("▼ 减少 26 人，即为 7 名（New York 26 → 27）"))
  }

  @Test("A pool can be chosen; a path means the same as a name; JSON has the margins as numerals")
  func choices() throws {
    let path = try allot("explain", survey, "乙县/云山街道", "--pool", "institutional", "--json")
    let name = try allot("explain", survey, "云山街道", "--pool", "institutional", "--json")
    #expect(path.code == 0 && path.output == name.output)
    #expect(path.output.contains("\"pool\" : \"institutional\"") && path.output.contains("\"by\" : \"1830\""))
    #expect(!path.output.contains("\"pool\" : \"administrative\",\n      \"quota_planned\""))
  }

  @Test("An unknown town or pool is bad input, with the nearest name")
  func names() throws {
    let run = try allot("explain", survey, "云山街", "--pool", "institutionl")
    #expect(run.code == 2 && run.output.isEmpty)
    #expect(run.errors.contains("did you mean “云山街道”?") && run.errors.contains("did you mean “institutional”?"))
  }

  @Test("A scenario without a plan ends with 3 and its sentence")
  func infeasible() throws {
    let folder = try changedSurvey("scenario.yaml", "floor: 11", "floor: 20")
    let run = try allot("explain", folder.path, "云山街道")
    #expect(run.code == 3 && run.output.isEmpty && run.errors.contains("700"))
  }
}
