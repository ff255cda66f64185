// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("allot check")
struct CheckCommandTests {
  @Test("A sound scenario is checked in silence, and nothing is solved", arguments: [survey, house])
  func sound(_ scenario: String) throws {
    let run = try allot("check", scenario)
    #expect(run.code == 0 && run.output.isEmpty)
    #expect(run.complaints.isEmpty)
  }

  @Test("A towns file with eight different faults has all eight told, each with its place, and ends with 2")
  func eightFaults() throws {
    let folder = try TemporaryFolder()
    _ = try allot("new", folder.path)
    try folder.write(
      """
      county,town,kind,resident_population (people),area,economic_output (yuan),work_intensity,administrative_quote,institutional_quota
      East,Ash,town,1000,10,9,5,1,20
      East,Birch,vilage,2000,10,9,5,1,20
      East,Cedar,town,many,10,9,5,1,20
      East,Elm,town,4000,10,9,5,1
      ,Holly,town,6000,10,9,5,1,20
      East,Ash,town,7000,10,9,5,1,20
      East,合计,,31000,60,54,30,1,20

      """, to: "towns.csv")
    for command in ["check", "plan"] {
      let run = try allot(command, folder.path)
      #expect(run.isExit && run.code == 2 && run.output.isEmpty)
      let places = run.complaints.dropLast().map { $0.prefix { $0 != " " } }
      #expect(
        places == [
          "towns.csv:1:5:", "towns.csv:1:8:", "towns.csv:3:3:", "towns.csv:4:4:", "towns.csv:5:", "towns.csv:6:1:",
          "towns.csv:7:2:", "towns.csv:8:2:",
        ])
      #expect(run.complaints.last == "8 faults; nothing was calculated.")
    }
  }

  @Test("Places are the same in both languages")
  func bothLanguages() throws {
    let folder = try changedSurvey("towns.csv", "3.85", "三万八")
    let english = try allot("check", folder.path)
    let chinese = try allot("check", folder.path, "--language", "zh")
    #expect(english.code == 2 && chinese.code == 2)
    #expect(english.errors.hasPrefix("towns.csv:17:5: 常住人口(万人): “三万八” is not"))
    #expect(chinese.errors.hasPrefix("towns.csv:17:5：常住人口(万人)：“三万八”不是"))
  }

  @Test("What is checked and sound but impossible is left to the plan")
  func infeasible() throws {
    let folder = try changedSurvey("scenario.yaml", "floor: 11", "floor: 16")
    #expect(try allot("check", folder.path).code == 0)
  }

  @Test("A file in place of a folder, and a folder without a scenario, end with 2")
  func noScenario() throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "file")
    for path in [folder.path, "\(folder.path)/file"] {
      let run = try allot("check", path)
      #expect(run.isExit && run.code == 2 && run.output.isEmpty)
      #expect(run.errors.contains("scenario.yaml"))
    }
  }
}
