// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@testable import Documents

@Suite("What would have no effect is a fault and never passed over")
struct IneffectiveTests {
  private static let towns = """
    city,county,town,kind,resident_population (people),administrative_quota,institutional_quota
    North,East,Ash,town,1000,10,20
    North,West,Birch,town,2000,20,40

    """

  private func problems(
    rules: String = "", towns: String = towns, model: String? = nil
  ) throws -> [DocumentFault.Problem] {
    var texts = ScenarioTexts()
    texts.towns = towns
    texts.model = model ?? "title: T\nparts:\n  - share: {resident_population: 1}\n"
    texts.more = rules.isEmpty ? "" : "rules:\n" + rules
    return try texts.problems()
  }

  @Test("Fixed totals of towns need their column, with a figure in it")
  func townTotals() throws {
    #expect(try problems(rules: "  - town_total: column\n") == [.missingHeading(expected: "total_quota / 编制总数")])
  }

  @Test("A total held within cities cannot be narrowed to a county")
  func deeperGroup() throws {
    let found = try problems(rules: "  - total: today\n    within: city\n    groups: [East]\n")
    #expect(found.contains { if case .scenario(.emptyScope) = $0 { true } else { false } })
  }

  @Test("One group's total is stated once, by name or by path")
  func statedTwice() throws {
    let rules = "  - total: {East: 12, North/East: 13}\n    within: county\n    pools: [administrative]\n"
    #expect(try problems(rules: rules) == [.duplicateName("North/East", of: .group)])
  }

  @Test("A part of a model for no pool is refused")
  func noPool() throws {
    let model = "title: T\nparts:\n  - share: {resident_population: 1}\n  - base: 1\n    pools: []\n"
    #expect(try problems(model: model) == [.wrongValue("[…]", expected: .someItems)])
  }

  @Test("A model that tells kinds apart needs the column of kinds")
  func kinds() throws {
    let model = "title: T\nparts:\n  - base: {subdistrict: 2}\n  - share: {resident_population: 1}\n"
    let towns = Self.towns.replacing(",kind", with: "").replacing(",town,1", with: ",1").replacing(
      ",town,2", with: ",2")
    #expect(try problems(towns: towns, model: model) == [.missingHeading(expected: "kind / 类别")])
    #expect(try problems(model: model).isEmpty)
  }

  @Test("A base for a kind of the scenario's own needs the column of kinds as well")
  func ownKinds() throws {
    var texts = ScenarioTexts()
    texts.more = "kinds: [farm]\n"
    texts.model = "title: T\nparts:\n  - base: {farm: 2}\n  - share: {resident_population: 1}\n"
    texts.towns = Self.towns.replacing(",kind", with: "").replacing(",town,1", with: ",1").replacing(
      ",town,2", with: ",2")
    #expect(try texts.problems() == [.missingHeading(expected: "kind / 类别")])
  }

  @Test("A kind that is known already is not declared again")
  func standardKind() throws {
    var texts = ScenarioTexts()
    texts.more = "kinds: [town, state, state]\n"
    texts.model = "title: T\nparts:\n  - base: 1\n  - share: {resident_population: 1}\n"
    #expect(try texts.problems() == [.duplicateName("town", of: .kind), .duplicateName("state", of: .kind)])
  }

  @Test("A count in other units than posts or people is refused, not read as if it were one")
  func countUnits() throws {
    let towns = Self.towns.replacing("administrative_quota", with: "administrative_quota (100 posts)")
    #expect(try problems(towns: towns) == [.unknownUnit("100 posts", accepted: MeasuringUnit.ofCounts)])
    #expect(try problems(towns: Self.towns.replacing("administrative_quota", with: "行政编制核定（名）")).isEmpty)
  }
}
