// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@testable import Documents

/// What rules ask, each as it is written and each fault at its place.
@Suite("What rules ask")
struct RuleRequirementTests {
  /// The rules of a scenario whose towns have areas, retirements and today's figures.
  private static func texts(_ rules: String) -> ScenarioTexts {
    var texts = ScenarioTexts()
    texts.towns = """
      county,town,kind,resident_population (people),area (km²),administrative_quota,administrative_staff,\
      administrative_retirements,institutional_quota
      East,Ash,town,1000,5,10,9,1,20
      East,Birch,subdistrict,2000,6,10,11,0,20
      West,Cedar,township,3000,7,10,10,2,20

      """
    texts.more = "rules:\n" + rules
    return texts
  }

  private static func requirement(_ text: String) throws -> Rule.Requirement? {
    try texts(text).read().rules.first?.requirement
  }

  @Test(
    "Posts are a number or a figure that towns have",
    arguments: [("11", PostAmount.posts(11)), ("quota", .quotaToday), ("staff", .staffToday)])
  func amounts(text: String, amount: PostAmount) throws {
    for (key, requirement) in [("floor", Rule.Requirement.floor(amount)), ("cap", .cap(amount)), ("pin", .pin(amount))]
    {
      #expect(try Self.requirement("  - \(key): \(text)\n    pools: [administrative]\n") == requirement)
    }
  }

  @Test("Attrition alone: no fewer than today's staff less those who retire")
  func attrition() throws {
    let text = "  - floor: staff_after_retirements\n    pools: [administrative]\n"
    #expect(try Self.requirement(text) == .floor(.staffAfterRetirements))
  }

  @Test("A formula is a base and rates of metrics, in their own units")
  func formula() throws {
    let text = "  - floor: {base: 5, resident_population: {posts: 1, per: 10000}, area: {posts: 0.5, per: 20}}\n"
    let expected = PostAmount.formula(
      base: Quantity(5),
      rates: [
        .init(metric: 0, posts: Quantity(1), per: Quantity(10000)),
        .init(metric: 1, posts: Quantity("0.5") ?? .zero, per: Quantity(20)),
      ])
    #expect(try Self.requirement(text) == .floor(expected))
  }

  @Test("Shares of groups are percent of the pool, with either percent sign", arguments: ["25%", "25％"])
  func shares(_ text: String) throws {
    #expect(
      try Self.requirement("  - total: {East: \(text), West: 12}\n    within: county\n    pools: [administrative]\n")
        == .groupTotals(level: 0, .given([["East"]: .percent(Quantity(25)), ["West"]: .posts(12)])))
  }

  @Test("Mix, inversion and moves, hard and soft")
  func crossing() throws {
    let cases: [(String, Rule.Requirement)] = [
      ("mix: {pool: administrative, from: 20, to: 35.5}", .mix(pool: 0, from: Quantity(20), to: Quantity("35.5"))),
      ("mix: {pool: institutional, to: 80}", .mix(pool: 1, from: nil, to: Quantity(80))),
      ("no_inversion: [resident_population, area]", .noInversion(metrics: [0, 1], price: nil)),
      ("no_inversion: {metrics: [area], price: 2.5}", .noInversion(metrics: [1], price: Quantity("2.5"))),
      ("moves: 12", .moves(most: 12)), ("moves: {within: county}", .movesWithin(level: 0, price: nil)),
      ("moves: {within: county, price: 3}", .movesWithin(level: 0, price: Quantity(3))),
    ]
    for (text, requirement) in cases { #expect(try Self.requirement("  - \(text)\n") == requirement, "\(text)") }
  }

  @Test("A rule's priority and reason come with it")
  func priority() throws {
    let rule = try Self.texts("  - moves: 12\n    priority: 3\n    because: no upheaval\n").read().rules.first
    #expect(rule?.priority == 3 && rule?.because == "no upheaval" && rule?.reference == "scenario.yaml:8")
  }

  @Test(
    "What cannot be is named, with what was expected",
    arguments: [
      ("floor: few", DocumentFault.Problem.wrongValue("few", expected: .postAmount)),
      ("floor: {}", .wrongValue("{…}", expected: .postAmount)),
      ("floor: -1", .wrongValue("-1", expected: .wholeNumber)),
      ("floor: {area: {posts: 1}}", .missingKey("per")), ("floor: {area: {per: 1}}", .missingKey("posts")),
      ("floor: {area: {posts: 1, per: 0}}", .wrongValue("0", expected: .positiveNumber)),
      ("mix: {pool: administrative}", .needsSomeOf(["from", "to"])), ("mix: {from: 20}", .missingKey("pool")),
      ("mix: 20", .wrongValue("20", expected: .mapping)),
      ("mix: {pool: administrative, from: 101}", .outOfRange("101", least: "0", most: "100")),
      ("mix: {pool: administrative, from: 40, to: 30}", .outOfRange("30", least: "40", most: "100")),
      ("no_inversion: area", .wrongValue("area", expected: .list)),
      ("no_inversion: []", .wrongValue("[…]", expected: .list)),
      ("no_inversion: {price: 2}", .missingKey("metrics")),
      ("no_inversion: {metrics: [area], price: 0}", .wrongValue("0", expected: .positiveNumber)),
      ("no_inversion: [area, area]", .duplicateName("area", of: .metric)),
      ("moves: some", .wrongValue("some", expected: .wholeNumber)), ("moves: {price: 2}", .missingKey("within")),
    ])
  func faults(text: String, problem: DocumentFault.Problem) throws {
    let faults = try Self.texts("  - \(text)\n").faults()
    #expect(faults.map(\.problem).contains(problem), "\(text): \(faults)")
    #expect(faults.allSatisfy { $0.position.file == "scenario.yaml" && $0.position.line == 8 }, "\(text): \(faults)")
  }

  @Test("A percentage of a group is from 0% to 100%", arguments: ["101%", "-1%", "x%"])
  func percent(_ text: String) throws {
    #expect(
      try Self.texts("  - total: {East: \(text)}\n    within: county\n").problems() == [
        .wrongValue(text, expected: .percent)
      ])
  }

  @Test("Names in rules are among those there are, and the nearest is proposed")
  func names() throws {
    let found = try Self.texts(
      """
        - floor: {aera: {posts: 1, per: 2}}
        - no_inversion: [aera]
        - mix: {pool: institutionl, from: 5}
        - moves: {within: conty}

      """
    ).problems().map { problem in
      if case .unknownName(let name, let kind, let nearest, _) = problem {
        "\(kind) \(name) \(nearest ?? "?")"
      } else {
        "\(problem)"
      }
    }
    #expect(
      found == ["metric aera area", "metric aera area", "pool institutionl institutional", "level conty county"])
  }

  @Test(
    "A narrowing that a rule cannot keep is a fault rather than passed over",
    arguments: [
      ("pools", "mix: {pool: administrative, from: 5}", "[administrative]"),
      ("kinds", "moves: {within: county}", "[town]"), ("towns", "moves: {within: county}", "[Ash]"),
      ("within", "no_inversion: [area]", "county"),
    ])
  func uselessScope(key: String, rule: String, value: String) throws {
    guard case .unknownKey(key, _, _) = try Self.texts("  - \(rule)\n    \(key): \(value)\n").problems().first else {
      Issue.record("\(key) passed")
      return
    }
  }

  @Test("A rule of retirements needs the column, and a formula a figure in each town")
  func figures() throws {
    var texts = Self.texts("  - floor: staff_after_retirements\n    pools: [institutional]\n")
    #expect(
      try texts.problems() == [
        .missingHeading(expected: "institutional_staff / 事业编制在编"),
        .missingHeading(expected: "institutional_retirements / 事业编制预计退休"),
      ])
    texts = Self.texts("  - floor: {area: {posts: 1, per: 1}}\n")
    texts.towns = texts.towns?.replacing("2000,6,", with: "2000,,")
    #expect(
      try texts.faults() == [
        DocumentFault(.blank, at: Position(file: "towns.csv", line: 3, column: 5, field: "area (km²)"))
      ])
  }
}
