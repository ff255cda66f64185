// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@testable import Documents

@Suite("Policy models")
struct ModelReaderTests {
  private func problems(_ parts: String) throws -> [DocumentFault.Problem] {
    var texts = ScenarioTexts()
    texts.model = "title: Test\nparts:\n" + parts
    return try texts.problems()
  }

  @Test("A model written out in the scenario is the same as one in a file")
  func inline() throws {
    var texts = ScenarioTexts()
    let fromFile = try texts.read().model
    texts.head = texts.head.replacing(
      "model: model.yaml",
      with: "model:\n  title: By population\n  parts:\n    - share: {resident_population: 1}")
    texts.model = nil
    let inline = try texts.read().model
    #expect(inline.title == fromFile.title && inline.parts.map(\.rule) == fromFile.parts.map(\.rule))
  }

  @Test("A base may be one number for every kind, or one a kind")
  func base() throws {
    var texts = ScenarioTexts()
    texts.model = "title: T\nparts:\n  - base: 5\n    pools: [institutional]\n  - base: {town: 2.5, township: 3}\n"
    let parts = try texts.read().model.parts
    #expect(parts.map(\.pools) == [[1], nil])
    let half = try #require(Quantity("2.5"))
    #expect(
      parts.map(\.rule) == [
        .base(posts: [.town: Quantity(5), .subdistrict: Quantity(5), .township: Quantity(5)]),
        .base(posts: [.town: half, .township: Quantity(3)]),
      ])
  }

  @Test("Needs may be given as columns")
  func given() throws {
    var texts = ScenarioTexts()
    texts.model = "title: T\nparts:\n  - given: columns\n"
    texts.towns = "town,administrative_need,事业编制应配数\nAsh,1.25,3\nBirch,2,4\n"
    let scenario = try texts.read()
    #expect(scenario.towns.map { $0.givenNeeds.map { $0?.description } } == [["1.25", "3"], ["2", "4"]])
    #expect(scenario.model.parts.map(\.rule) == [.given])
  }

  @Test("A given need that is not there is one fault a column, or one a blank cell")
  func givenMissing() throws {
    var texts = ScenarioTexts()
    texts.model = "title: T\nparts:\n  - given: columns\n"
    texts.towns = "town,administrative_need\nAsh,1.25\nBirch,\n"
    #expect(
      try texts.faults() == [
        DocumentFault(
          .missingHeading(expected: "institutional_need / 事业编制应配"), at: Position(file: "towns.csv", line: 1)),
        DocumentFault(
          .blank, at: Position(file: "towns.csv", line: 3, column: 2, field: "administrative_need")),
      ])
  }

  @Test("A metric that is not there is named with the nearest, and its place in the model")
  func unknownMetric() throws {
    var texts = ScenarioTexts()
    texts.model = "title: T\nparts:\n  - share:\n      resident_popluation: 1\n"
    let fault = try #require(try texts.faults().first)
    #expect(fault.position.file == "model.yaml")
    #expect(fault.position.line == 4)
    #expect(fault.position.field == "parts[1].share.resident_popluation")
    guard case .unknownName("resident_popluation", of: .metric, nearest: "resident_population", _) = fault.problem
    else {
      Issue.record("\(fault.problem)")
      return
    }
  }

  @Test("A metric without a column is a heading that is missing, with its unit")
  func metricWithoutColumn() throws {
    #expect(
      try problems("  - share: {resident_population: 1, area: 2}\n") == [.missingHeading(expected: "area / 管辖范围 (km²)")]
    )
  }

  @Test(
    "Weights are above zero", arguments: ["0", "-1", "heavy"])
  func weights(_ weight: String) throws {
    #expect(
      try problems("  - share: {resident_population: \(weight)}\n") == [
        .wrongValue(weight, expected: .positiveNumber)
      ])
  }

  @Test("A part is a base, a share or given, and one of them alone")
  func oneOf() throws {
    let keys = DocumentFault.Problem.needsOneOf(ModelReader.rules)
    #expect(try problems("  - base: 5\n    share: {resident_population: 1}\n") == [keys])
    #expect(try problems("  - because: nothing\n") == [keys])
  }

  @Test("Kinds and pools of a part are among those there are")
  func unknownNames() throws {
    let found = try problems("  - base: {twon: 5}\n    pools: [instituional]\n")
    #expect(
      found.contains(
        .unknownName("twon", of: .kind, nearest: "town", accepted: ["town", "subdistrict", "township"])))
    #expect(
      found.contains(
        .unknownName(
          "instituional", of: .pool, nearest: "institutional", accepted: ["administrative", "institutional"])))
  }

  @Test("Every pool has a part, and one share at most")
  func coverage() throws {
    #expect(
      try problems("  - share: {resident_population: 1}\n    pools: [administrative]\n") == [
        .scenario(.poolWithoutNeed("institutional"))
      ])
    #expect(
      try problems("  - share: {resident_population: 1}\n  - share: {resident_population: 2}\n") == [
        .scenario(.sharedTwice(pool: "administrative")), .scenario(.sharedTwice(pool: "institutional")),
      ])
  }

  @Test("Nothing can be shared by a metric that is zero everywhere")
  func zeroMetric() throws {
    var texts = ScenarioTexts()
    texts.towns = "town,resident_population (people)\nAsh,0\nBirch,0\n"
    #expect(try texts.problems() == [.scenario(.nothingToShareBy(metric: "resident_population"))])
  }

  @Test("A model's faults are told even where the towns file is not there")
  func withoutTowns() throws {
    var texts = ScenarioTexts()
    texts.towns = nil
    texts.model = "title: T\nparts:\n  - bass: 3\n"
    #expect(Set(try texts.faults().map(\.position.file)) == ["towns.csv", "model.yaml"])
  }
}
