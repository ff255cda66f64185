// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@testable import Documents

@Suite("Towns files")
struct TownsReaderTests {
  private func faults(_ towns: String, more: String = "") throws -> [DocumentFault] {
    var texts = ScenarioTexts()
    texts.towns = towns
    texts.more = more
    return try texts.faults()
  }

  @Test("Eight different faults of a towns file are told all at once, each with its place")
  func eightFaults() throws {
    let found = try faults(
      """
      county,town,kind,resident_population (people),area,administrative_quota,administrative_staf
      East,Ash,town,1000,10,9,5
      East,Birch,vilage,2000,10,9,5
      East,Cedar,town,many,10,9,5
      East,Elm,town,4000,10,9999999999,5
      East,Fir,town,5000
      ,Holly,town,6000,10,9,5
      East,Ash,town,7000,10,9,5
      East,合计,,31000,60,54,30

      """)
    func place(_ line: Int, _ column: Int? = nil, _ field: String? = nil) -> Position {
      Position(file: "towns.csv", line: line, column: column, field: field)
    }
    let kinds = ["镇", "街道", "乡", "town", "subdistrict", "township"]
    #expect(
      found == [
        DocumentFault(
          .missingUnit("area", accepted: MeasuringUnit.accepted(for: .area)), at: place(1, 5, "area")),
        DocumentFault(
          .unknownHeading(
            "administrative_staf", nearest: "administrative_staff", .init(more: 0, toIgnore: ["administrative_staf"])),
          at: place(1, 7, "administrative_staf")),
        DocumentFault(
          .unknownKind("vilage", nearest: nil, accepted: kinds, moreRows: [], declared: ["vilage"]),
          at: place(3, 3, "kind")),
        DocumentFault(.notANumber("many", expected: .decimal), at: place(4, 4, "resident_population (people)")),
        DocumentFault(
          .outOfRange("9999999999", least: "0", most: "1000000000"), at: place(5, 6, "administrative_quota")),
        DocumentFault(.raggedRow(found: 4, expected: 7), at: place(6)),
        DocumentFault(.blank, at: place(7, 1, "county")),
        DocumentFault(.duplicateTown("Ash", firstLine: 2), at: place(8, 2, "town")),
        DocumentFault(.totalRow("合计"), at: place(9, 2, "town")),
      ])
  }

  @Test("Faults of several cells of one row are told together")
  func oneRow() throws {
    #expect(try faults("town,kind,resident_population (people)\n,hamlet,-5\n").map(\.position.column) == [1, 2, 3])
  }

  @Test("The same file under Chinese and under English headings is the same scenario")
  func bothLanguages() throws {
    var texts = ScenarioTexts()
    let english = try texts.read()
    texts.towns = """
      县（市、区）,镇街,类别,常住人口（万人）,行政编制核定,行政编制在编,事业编制核定数
      East,Ash,镇,0.1,10,9,20
      East,Birch,街道,0.2,10,11,20
      West,Cedar,乡,0.3,10,10,20

      """
    #expect(try texts.read().towns == english.towns)
  }

  @Test("Blank is not zero: a figure that is not there stays unknown")
  func blank() throws {
    var texts = ScenarioTexts()
    texts.towns = "town,resident_population (people),administrative_quota,contract_staff\nAsh,1000,,0\n"
    let town = try #require(try texts.read().towns.first)
    #expect(town.posts.map(\.quota) == [nil, nil])
    #expect(town.contractStaff == 0)
  }

  @Test("A figure that the policy model needs is not taken for zero where it is blank")
  func blankMetric() throws {
    #expect(
      try faults("town,resident_population (people)\nAsh,1000\nBirch,\n") == [
        DocumentFault(
          .blank, at: Position(file: "towns.csv", line: 3, column: 2, field: "resident_population (people)"))
      ])
  }

  @Test("Commas that a spreadsheet leaves at the ends of rows are passed over, a missing cell is not")
  func trailingCommas() throws {
    #expect(try faults("town,resident_population (people),,\nAsh,1000,,\nBirch,2000,,,,\n").isEmpty)
    #expect(
      try faults("town,resident_population (people)\nAsh\n").map(\.problem) == [.raggedRow(found: 1, expected: 2)])
    #expect(
      try faults("town,resident_population (people)\nAsh,1,2\n").map(\.problem) == [.raggedRow(found: 3, expected: 2)])
  }

  @Test("A column without a heading that has figures is a fault")
  func headless() throws {
    #expect(try faults("town,resident_population (people),\nAsh,1000,5\n").map(\.position.column) == [3])
  }

  @Test("Two headings for one thing are a fault, whatever their languages and units")
  func duplicateHeadings() throws {
    #expect(
      try faults("town,resident_population (people),常住人口(万人)\nAsh,1000,0.1\n").map(\.problem) == [
        .duplicateHeading("常住人口(万人)", firstColumn: 2)
      ])
  }

  @Test("Columns that the scenario says to ignore are passed over, with or without their units")
  func ignored() throws {
    let towns = "town,备注,书记电话(手机),resident_population (people)\nAsh,x,y,1000\n"
    #expect(try faults(towns).count == 2)
    #expect(try faults(towns, more: "ignore_columns: [备注, 书记电话]\n").isEmpty)
  }

  @Test("Of many unknown columns the first are told, those that may be slips, and what would pass over all of them")
  func manyUnknown() throws {
    let names = (1...20).map { "备注\($0)" } + ["tonw"]
    let towns =
      "town,resident_population (people),\(names.joined(separator: ","))\nAsh,1000\(String(repeating: ",", count: 21))\n"
    let found = try faults(towns, more: "ignore_columns: [备注7]\n").map(\.problem)
    let ignorable = ["备注7"] + names.filter { $0 != "备注7" }
    #expect(
      found == (1...5).map { .unknownHeading("备注\($0)", nearest: nil) } + [
        .unknownHeading("tonw", nearest: "town", .init(more: 14, toIgnore: ignorable))
      ])
  }

  @Test("A kind that nobody has heard of is told once, with the rows that have it")
  func unknownKinds() throws {
    let rows = (1...4).map { "T\($0),\($0 == 2 ? "twon" : "hamlet"),1000\n" }.joined()
    let found = try faults("town,kind,resident_population (people)\n" + rows, more: "kinds: [borough]\n")
    let kinds = ["镇", "街道", "乡", "town", "subdistrict", "township", "borough"]
    #expect(
      found.map(\.problem) == [
        .unknownKind("hamlet", nearest: nil, accepted: kinds, moreRows: [4, 5], declared: ["borough", "hamlet"]),
        .unknownKind("twon", nearest: "town", accepted: kinds, moreRows: [], declared: []),
      ])
  }

  @Test("Names that are indented below another are an outline and no towns, which is told at its first row and alone")
  func outline() throws {
    let head = "town,resident_population (people)\n"
    for blank in [" ", "\u{3000}"] {
      let towns = head + "East,31\n\(blank)Ash,10\n\(blank)Birch,20\nWest,x\n\(blank)Ash,10\n"
      #expect(
        try faults(towns) == [
          DocumentFault(
            .indentedNames(above: "East", below: "Ash"),
            at: Position(file: "towns.csv", line: 2, column: 1, field: "town"))
        ])
    }
    // One blank too many is a slip of the hand, and blanks before all names are nothing.
    #expect(try faults(head + "Ash,10\n Birch,20\nCedar,30\n").isEmpty)
    #expect(try faults(head + " Ash,10\n Birch,20\n Cedar,30\n").isEmpty)
  }

  @Test("A row of units below the headings is read, as units in the headings are")
  func unitRow() throws {
    var texts = ScenarioTexts()
    let expected = try texts.read()
    texts.towns = """
      county,town,kind,resident_population,administrative_quota,administrative_staff,institutional_quota
      ,单位,,（千人）,名,—,人
      East,Ash,town,1,10,9,20
      East,Birch,subdistrict,2,10,11,20
      West,Cedar,township,3,10,10,20

      """
    let found = try texts.read()
    #expect(found.towns == expected.towns && found.metrics == expected.metrics)
  }

  @Test("A unit that the row below the headings has wrong is told at its cell, one that contradicts its heading there")
  func wrongUnitRow() throws {
    func problems(_ units: String) throws -> [DocumentFault] {
      try faults("town,resident_population (people),area,administrative_quota\n\(units)\nAsh,1000,3,5\n")
    }
    #expect(try problems(",人,km²,名").map(\.problem) == [.conflictingUnits(heading: "people", row: "人")])
    let found = try problems(",people,万元,名")
    #expect(found.map(\.problem) == [.unknownUnit("万元", accepted: MeasuringUnit.accepted(for: .area))])
    #expect(found.first?.position.line == 2 && found.first?.position.column == 3)
    #expect(
      try problems(",people,km²,万人").map(\.problem) == [.unknownUnit("万人", accepted: MeasuringUnit.ofCounts)])
  }

  @Test(
    "A row that adds up others is named as such",
    arguments: ["合计", "总计", "小计", "Total", "subtotal", "合 计", "总　计", "东县小计", "全县合计"])
  func totalRows(_ name: String) throws {
    #expect(
      try faults("town,resident_population (people)\nAsh,1000\n\(name),1000\n").map(\.problem) == [.totalRow(name)])
  }

  @Test("Towns of the same name in different counties are different towns")
  func sameName() throws {
    #expect(try faults("county,town,resident_population (people)\nEast,Ash,1\nWest,Ash,2\n").isEmpty)
  }

  @Test("Every kind of office that a Chinese county has is known", arguments: ["镇", "街道", "乡", "民族乡", "苏木", "Town"])
  func kinds(_ kind: String) throws {
    #expect(try faults("town,kind,resident_population (people)\nAsh,\(kind),1\n").isEmpty)
  }

  @Test("A towns file needs a column of towns, and a town")
  func nothing() throws {
    #expect(try faults("resident_population (people)\n5\n").map(\.problem) == [.missingHeading(expected: "town / 镇街")])
    #expect(try faults("town,resident_population (people)\n").map(\.problem) == [.noRows])
    #expect(try faults("").map(\.problem) == [.empty])
  }

  @Test("Rows without names are not called the same town")
  func nameless() throws {
    let found = try faults("town,resident_population (people)\n,1\n,2\n").map(\.problem)
    #expect(found == [.blank, .blank])
    let other = try faults("village,resident_population (people)\nAsh,1\nBirch,2\n").map(\.problem)
    #expect(!other.contains { if case .duplicateTown = $0 { true } else { false } })
  }

  @Test("A broken heading row is one fault, and no rule is blamed for it")
  func brokenHeadings() throws {
    let found = try faults(
      "\"town\"x,county\nAsh,East\n",
      more: "rules:\n  - floor: 1\n    towns: [Ash]\n  - total: today\n    within: county\n")
    #expect(found.map(\.problem) == [.textAfterQuote])
  }

  @Test("Faults are in the order of their lines, whoever found them")
  func order() throws {
    let lines = try faults("town,resident_population\nAsh,many\nBirch,\"2\"x\nCedar,few\n").map(\.position.line)
    #expect(lines == [1, 2, 3, 4])
  }

  @Test("Headings separated by semicolons or tabs are named for what they are, once", arguments: [";", "\t"])
  func separators(_ separator: String) throws {
    let towns = "town,kind\nAsh,town\n".replacing(",", with: separator)
    let problems = try faults(towns).map(\.problem)
    #expect(problems.contains(.wrongSeparator(separator == ";" ? ";" : "TAB")))
    #expect(!problems.contains { if case .unknownHeading = $0 { true } else { false } })
  }
}
