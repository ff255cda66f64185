// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@testable import Documents

@Suite("What a part of a policy model must not say")
struct PartFaultTests {
  @Test("What is listed twice in a part is named: an activity, a class of an index, a project of a town")
  func listedTwice() throws {
    let time = "working_time: {days: 250, hours: 8}"
    let workload =
      "  - workload: {\(time), activities: [{activity: a, volume: cases, hours: 1}, {activity: a, volume: 3, hours: 2}]}"
    #expect(try PartTexts(workload).problems() == [.scenario(.part("model.yaml:3", .listedTwice("a")))])
    let projects = PartTexts(
      "  - projects: scenario",
      more: """
        projects:
          - {name: metro, town: Birch, posts: 4, until: 2027-12-31}
          - {name: metro, town: Elm, posts: 4, until: 2027-12-31}
          - {name: metro, town: Birch, posts: 4, until: 2028-12-31}

        """)
    #expect(try projects.problems() == [.scenario(.part("model.yaml:3", .listedTwice("metro")))])
  }

  @Test("A number is refused for what is wrong with it: too large, or not written out; an unknown pool once")
  func numbers() throws {
    #expect(
      try PartTexts("  - base: 1000000000000").problems() == [
        .outOfRange("1000000000000", least: "0", most: "1000000000")
      ])
    #expect(try PartTexts("  - base: 1e5").problems() == [.wrongValue("1e5", expected: .number)])
    let pools = try PartTexts("  - base: 10\n    pools: [administrativ]").problems()
    #expect(pools.count == 1)
  }

  @Test("A control character in a text is refused, in YAML by its place and in a table by its line")
  func controlCharacters() throws {
    #expect(try PartTexts("  - base: 10\n    because: \"a\\e[31mb\"").problems() == [.controlCharacter(0x1B)])
    var texts = PartTexts("  - base: 10")
    texts.towns = texts.towns.replacing("Birch", with: "Bi\u{7}rch")
    let faults = try texts.faults()
    #expect(faults == [DocumentFault(.controlCharacter(7), at: Position(file: "towns.csv", line: 3))])
  }
}
