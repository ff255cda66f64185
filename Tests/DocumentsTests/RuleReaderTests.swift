// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@testable import Documents

@Suite("Rules")
struct RuleReaderTests {
  private func rules(_ text: String) throws -> [Rule] {
    var texts = ScenarioTexts()
    texts.more = "rules:\n" + text
    return try texts.read().rules
  }

  private func problems(_ text: String) throws -> [DocumentFault.Problem] {
    var texts = ScenarioTexts()
    texts.more = "rules:\n" + text
    return try texts.problems()
  }

  @Test("Kinds have their Chinese names in rules as in the towns file")
  func chineseKinds() throws {
    let rules = try rules("  - floor: 3\n    kinds: [镇, 乡]\n")
    #expect(rules.first?.scope.kinds == [.town, .township])
  }

  @Test("Each kind of rule is read, and knows its line and why it is there")
  func kinds() throws {
    var texts = ScenarioTexts()
    var lines = try #require(texts.towns).split(separator: "\n").map(String.init)
    for index in lines.indices { lines[index] += index == 0 ? ",total_quota" : index == 1 ? ",30" : "," }
    texts.towns = lines.joined(separator: "\n")
    texts.more = """
      rules:
        - floor: 3
          because: leadership posts
        - cap: 20
        - change: {posts: 4}
        - change: {percent: 12.5, posts: 2}
        - total: today
          within: county
        - total: {East: 20, West: 10}
          within: county
          pools: [administrative]
        - town_total: today
        - town_total: column

      """
    let rules = try texts.read().rules
    let percent = try #require(Quantity("12.5"))
    #expect(
      rules.map(\.requirement) == [
        .floor(3), .cap(20), .change(posts: 4, percent: nil), .change(posts: 2, percent: percent),
        .groupTotals(level: 0, .asToday), .groupTotals(level: 0, .given([["East"]: 20, ["West"]: 10])),
        .townTotals(.asToday), .townTotals(.column),
      ])
    #expect(rules.first?.because == "leadership posts")
    #expect(rules.map(\.reference).prefix(3) == ["scenario.yaml:8", "scenario.yaml:10", "scenario.yaml:11"])
  }

  @Test("A rule may be narrowed to pools, kinds, groups and towns")
  func scopes() throws {
    let scope = try rules(
      "  - floor: 3\n    pools: [institutional]\n    kinds: [town, township]\n    groups: [East]\n    towns: [Ash]\n"
    ).first?.scope
    #expect(scope == Rule.Scope(pools: [1], kinds: [.town, .township], groups: [["East"]], towns: ["Ash"]))
  }

  @Test("A group may be named by its whole path, or by its own name where only one has it")
  func paths() throws {
    var texts = ScenarioTexts()
    texts.towns = """
      city,county,town,resident_population (people)
      North,East,Ash,1
      South,East,Birch,2
      South,West,Cedar,3

      """
    texts.more = "rules:\n  - floor: 1\n    groups: [North/East, West, South]\n"
    #expect(
      try texts.read().rules.first?.scope.groups == [["North", "East"], ["South", "West"], ["South"]])
    texts.more = "rules:\n  - floor: 1\n    groups: [East]\n"
    #expect(
      try texts.problems() == [.ambiguousName("East", of: .group, paths: ["North/East", "South/East"])])
    texts.more = "rules:\n  - total: {East: 3}\n    within: county\n"
    #expect(
      try texts.problems() == [.ambiguousName("East", of: .group, paths: ["North/East", "South/East"])])
  }

  @Test("Every name in a rule is among those there are, and the nearest is proposed")
  func unknownNames() throws {
    let found = try problems(
      """
        - floor: 1
          pools: [adminstrative]
          kinds: [townshp]
          groups: [Eastt]
          towns: [Ahs]
        - total: {Wst: 3}
          within: county
        - total: today
          within: conty

      """
    ).map { problem in
      if case .unknownName(let name, let kind, let nearest, _) = problem {
        "\(kind) \(name) \(nearest ?? "?")"
      } else {
        "\(problem)"
      }
    }
    #expect(
      found == [
        "pool adminstrative administrative", "kind townshp township", "group Eastt East", "town Ahs Ash",
        "group Wst West", "level conty county",
      ])
  }

  @Test("A rule asks for one thing", arguments: ["  - floor: 3\n    cap: 5\n", "  - because: no reason\n"])
  func oneOf(_ text: String) throws {
    #expect(
      try problems(text) == [
        .needsOneOf(["floor", "cap", "pin", "change", "total", "town_total", "mix", "no_inversion", "moves"])
      ])
  }

  @Test("A group total says within which level, and no other rule does")
  func within() throws {
    #expect(try problems("  - total: today\n") == [.missingKey("within")])
    guard case .unknownKey("within", _, _) = try problems("  - floor: 3\n    within: county\n").first else {
      Issue.record("within passed with a floor")
      return
    }
  }

  @Test(
    "A narrowing that a rule cannot keep is a fault rather than passed over",
    arguments: [
      ("kinds", "  - total: today\n    within: county\n    kinds: [town]\n"),
      ("towns", "  - total: today\n    within: county\n    towns: [Ash]\n"),
      ("groups", "  - total: {East: 20}\n    within: county\n    groups: [East]\n"),
      ("pools", "  - town_total: today\n    pools: [administrative]\n"),
    ])
  func uselessScope(_ key: String, _ text: String) throws {
    guard case .unknownKey(key, _, _) = try problems(text).first else {
      Issue.record("\(key) passed")
      return
    }
  }

  @Test("A rule for no pool, kind or town is a fault", arguments: ["pools", "kinds", "groups", "towns"])
  func emptyScope(_ key: String) throws {
    #expect(
      try problems("  - floor: 3\n    \(key): []\n") == [.scenario(.emptyScope(rule: "scenario.yaml:8"))])
  }

  @Test("A change is within posts, percent or both, and never neither")
  func change() throws {
    #expect(try !problems("  - change: {}\n").isEmpty)
    #expect(try problems("  - change: 5\n") == [.wrongValue("5", expected: .mapping)])
  }

  @Test("Totals are today, or a mapping, or a column; nothing else")
  func totals() throws {
    #expect(
      try problems("  - total: yesterday\n    within: county\n") == [.wrongValue("yesterday", expected: .groupTotals)])
    #expect(try problems("  - town_total: 30\n") == [.wrongValue("30", expected: .townTotals)])
  }

  @Test("A rule by today's quota needs today's quota, and blank is not zero")
  func today() throws {
    var texts = ScenarioTexts()
    texts.towns = texts.towns?.replacing("Ash,town,1000,10,9,20", with: "Ash,town,1000,,9,20")
    texts.more = "rules:\n  - change: {posts: 3}\n    pools: [administrative]\n"
    #expect(
      try texts.faults() == [
        DocumentFault(
          .blank, at: Position(file: "towns.csv", line: 2, column: 5, field: "administrative_quota"))
      ])
  }

  @Test("A town whose row has a fault is not called unknown in the rules too")
  func noFaultOutOfAFault() throws {
    var texts = ScenarioTexts()
    texts.towns = texts.towns?.replacing("Cedar,township,3000", with: "Cedar,township,many")
    texts.more = "rules:\n  - floor: 1\n    towns: [Cedar]\n  - cap: 20\n    groups: [West]\n"
    #expect(try texts.problems() == [.notANumber("many", expected: .decimal)])
  }

  @Test("A scenario whose rules are all commented out has none")
  func commentedOut() throws {
    #expect(try rules("#  - floor: 3\n").isEmpty)
  }
}
