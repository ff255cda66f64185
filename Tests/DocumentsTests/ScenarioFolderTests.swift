// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Spreadsheets
import Staffing
import Testing

@testable import Documents

@Suite("Scenario folders")
struct ScenarioFolderTests {
  @Test("The survey has its published totals, to the post")
  func survey() throws {
    let scenario = try ScenarioFolder(path: "\(packageRoot)/Scenarios/survey-35-subdistricts").read()
    #expect(scenario.towns.count == 35)
    #expect(Set(scenario.towns.map(\.group)).count == 5)
    func sum(_ pool: Int, _ figure: KeyPath<Town.Posts, Int?>) -> Int {
      scenario.towns.reduce(0) { $0 + ($1.posts[pool][keyPath: figure] ?? 0) }
    }
    #expect(sum(0, \.quota) == 532 && sum(1, \.quota) == 1743)
    #expect(sum(0, \.staff) == 480 && sum(1, \.staff) == 1965)
    #expect(scenario.towns.reduce(0) { $0 + ($1.contractStaff ?? 0) } == 1204)
    #expect(scenario.pools.map(\.total) == [532, 1743])
  }

  @Test("A folder may be named with slashes at its end, as shells complete it", arguments: ["/", "//", "/."])
  func trailingSlash(end: String) throws {
    let scenario = try ScenarioFolder(path: "\(packageRoot)/Scenarios/survey-35-subdistricts\(end)").read()
    #expect(scenario.towns.count == 35)
  }

  @Test("The House of Representatives has 50 states and 435 seats")
  func house() throws {
    let scenario = try ScenarioFolder(path: "\(packageRoot)/Scenarios/us-house-2020").read()
    #expect(scenario.towns.count == 50)
    #expect(scenario.pools.map(\.total) == [435])
    #expect(scenario.method == .huntingtonHill)
  }

  @Test("A small scenario is read as it is written")
  func small() throws {
    let scenario = try ScenarioTexts().read()
    #expect(scenario.title == "Test")
    #expect(scenario.levels == ["county"])
    #expect(scenario.metrics == [.residentPopulation])
    #expect(scenario.towns.map(\.name) == ["Ash", "Birch", "Cedar"])
    #expect(scenario.towns.map(\.kind) == [.town, .subdistrict, .township])
    #expect(scenario.towns[1].posts == [Town.Posts(quota: 10, staff: 11), Town.Posts(quota: 20, staff: nil)])
  }

  @Test("GB18030 with CR LF, as Excel saves it, is the same scenario as UTF-8 with LF")
  func otherEncoding() throws {
    let folder = try TemporaryFolder()
    let template = ScenarioTemplate(inChinese: true)
    for file in template.files { try folder.write(file.text.utf8, to: file.name) }
    let expected = try ScenarioFolder(path: folder.path).read()
    for file in template.files {
      let encoding = String.Encoding(rawValue: 0x8000_0632)  // kCFStringEncodingGB_18030_2000
      let text = file.text.replacing("\n", with: "\r\n")
      let bytes = text.data(using: encoding) ?? Data([0xEF, 0xBB, 0xBF] + Array(text.utf8))
      try folder.write(bytes, to: file.name)
    }
    let scenario = try ScenarioFolder(path: folder.path).read()
    #expect(scenario.towns == expected.towns)
    #expect(scenario.rules == expected.rules)
    #expect(scenario.title == expected.title)
  }

  @Test("Files that are not there are faults of their own names")
  func missingFiles() throws {
    #expect(throws: DocumentFaults.self) { try ScenarioFolder(path: "no/such/folder").read() }
    var texts = ScenarioTexts()
    texts.towns = nil
    texts.model = nil
    #expect(
      Set(try texts.faults()) == [
        DocumentFault(.notFound, at: Position(file: "towns.csv")),
        DocumentFault(.notFound, at: Position(file: "model.yaml")),
      ])
  }

  @Test("A workbook in place of YAML is named as one; in place of a table it is read as one, so far as it can be")
  func workbook() throws {
    let folder = try TemporaryFolder()
    try folder.write(ScenarioTexts().head.utf8, to: "scenario.yaml")
    try folder.write([0x50, 0x4B, 0x03, 0x04, 0x00], to: "model.yaml")
    try folder.write([0x50, 0x4B, 0x03, 0x04, 0x00], to: "towns.csv")
    do {
      _ = try ScenarioFolder(path: folder.path).read()
      Issue.record("A workbook was read as a table.")
    } catch {
      #expect(
        error.faults == [
          DocumentFault(.binary(kind: "xlsx"), at: Position(file: "model.yaml")),
          DocumentFault(.workbook(.damaged(part: nil)), at: Position(file: "towns.csv")),
        ])
    }
  }

  @Test("A scenario says what it is called, who its towns are, what is shared and by which model")
  func requiredKeys() throws {
    var texts = ScenarioTexts()
    texts.head = "note: nothing else\n"
    #expect(
      Set(try texts.problems()) == [
        .missingKey("title"), .missingKey("towns"), .missingKey("pools"), .missingKey("model"),
      ])
  }

  @Test("Names of pools and metrics are letters, digits, _ and -")
  func names() throws {
    var texts = ScenarioTexts()
    texts.head = texts.head.replacing("institutional: 60", with: "事业: 60")
    texts.more = "metrics:\n  a b: {measures: people}\n"
    #expect(Set(try texts.problems()).isSuperset(of: [.badName("事业"), .badName("a b")]))
  }

  @Test("A scenario may declare metrics of its own, and find them under its own headings")
  func customMetrics() throws {
    var texts = ScenarioTexts()
    texts.more = "metrics:\n  cases: {heading: 信访件数, measures: number}\n  floating: {measures: people}\n"
    texts.model = "title: T\nparts:\n  - share: {cases: 1, floating: 2}\n"
    texts.towns = "town,信访件数,floating (万人)\nAsh,12,1.5\n"
    let scenario = try texts.read()
    #expect(scenario.metrics.map(\.id) == ["cases", "floating"])
    #expect(scenario.towns[0].metrics.map { $0?.description } == ["12", "15000"])
  }

  @Test("A declared heading may be copied from the table with its unit")
  func declaredUnit() throws {
    var texts = ScenarioTexts()
    texts.more = "metrics:\n  floating: {heading: 流动人口(万人), measures: people}\n"
    texts.model = "title: T\nparts:\n  - share: {floating: 2}\n"
    texts.towns = "town,流动人口(万人)\nAsh,1.5\n"
    #expect(try texts.read().towns[0].metrics.map { $0?.description } == ["15000"])
    texts.towns = "town,流动人口（人）\nAsh,15000\n"
    #expect(try texts.read().towns[0].metrics.map { $0?.description } == ["15000"])
  }

  @Test("A metric says what it measures, and is not one that is known already")
  func metricFaults() throws {
    var texts = ScenarioTexts()
    texts.more = "metrics:\n  cases: {measures: weight}\n  area: {measures: area}\n  x: {}\n"
    let found = try texts.problems()
    #expect(found.contains(.duplicateName("area", of: .metric)))
    #expect(found.contains(.missingKey("measures")))
    #expect(
      found.contains(
        .unknownName(
          "weight", of: .dimension, nearest: nil, accepted: ["people", "area", "money", "years", "number"])))
  }

  @Test("A goal is a method by its name", arguments: ["webster", "huntington-hill", "adams", "jefferson", "hamilton"])
  func methods(_ name: String) throws {
    var texts = ScenarioTexts()
    texts.more = "goals:\n  - fit: \(name)\n"
    #expect(try texts.read().method.rawValue == name)
    texts.more = "goals:\n  - fit: \(name)x\n"
    guard case .unknownName(_, of: .method, nearest: name, _) = try texts.problems().first else {
      Issue.record("\(name)x passed")
      return
    }
  }

  @Test("Levels and kinds of a scenario's own are read")
  func levelsAndKinds() throws {
    var texts = ScenarioTexts()
    texts.more = "levels: [state, 片区]\nkinds: [hamlet]\n"
    texts.towns = "state,片区,town,kind,resident_population (people)\nN,一,Ash,hamlet,5\n"
    let scenario = try texts.read()
    #expect(scenario.levels == ["state", "片区"])
    #expect(scenario.towns[0].group == ["N", "一"])
    #expect(scenario.towns[0].kind.rawValue == "hamlet")
  }

  @Test("The order of the rows is of no matter to what is read")
  func shuffled() throws {
    var texts = ScenarioTexts()
    let expected = try texts.read().towns
    let lines = (texts.towns ?? "").split(separator: "\n")
    texts.towns = ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n")
    #expect(try texts.read().towns == expected)
  }
}
