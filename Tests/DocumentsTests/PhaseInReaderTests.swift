// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@testable import Documents

@Suite("Years in a scenario file")
struct PhaseInReaderTests {
  private static let towns = """
    county,town,kind,resident_population (people),administrative_quota,administrative_staff,行政编制预计退休,\
    institutional_quota,institutional_staff,institutional_retirements
    East,Ash,town,1000,10,9,1,20,20,2
    East,Birch,subdistrict,2000,10,11,0,20,22,3

    """

  private func texts(_ text: String) -> ScenarioTexts {
    var texts = ScenarioTexts()
    texts.towns = Self.towns
    texts.more = text
    return texts
  }

  @Test("All that can be stated is read, with its line")
  func all() throws {
    let rule = try texts(
      """
      phase_in:
        years: 3
        change: {posts: 4, percent: 12.5}
        retirements: each_year
        totals: {administrative: [24, 27, 30]}

      """
    ).read().phaseIn
    let percent = try #require(Quantity("12.5"))
    #expect(
      rule
        == PhaseInRule(
          years: 3, change: .init(posts: 4, percent: percent), retirements: .eachYear, totals: [0: [24, 27, 30]],
          reference: "scenario.yaml:8"))
  }

  @Test("Years alone will do, on one line or with every line commented out")
  func short() throws {
    #expect(try texts("phase_in: {years: 2}\n").read().phaseIn == PhaseInRule(years: 2, reference: "scenario.yaml:7"))
    #expect(try texts("phase_in:\n#  years: 2\n").read().phaseIn == nil)
  }

  @Test("All slips are told at once, each at its place")
  func slips() throws {
    let found = try texts(
      """
      phase_in:
        years: 31
        change: {}
        retirements: never
        totals: {police: [1], administrative: 30}
        yeers: 2

      """
    ).problems()
    #expect(
      found == [
        .outOfRange("31", least: "1", most: "30"), .needsSomeOf(["posts", "percent"]),
        .unknownName("never", of: .choice, nearest: nil, accepted: ["all_years", "each_year"]),
        .unknownName("police", of: .pool, nearest: nil, accepted: ["administrative", "institutional"]),
        .wrongValue("30", expected: .list),
        .unknownKey("yeers", nearest: "years", accepted: ["years", "change", "retirements", "totals"]),
      ])
    #expect(try texts("phase_in: {change: {posts: 1}}\n").problems() == [.missingKey("years")])
  }

  @Test("Yearly totals are as many as the years, and end at the pool's own")
  func totals() throws {
    #expect(
      try texts("phase_in: {years: 2, totals: {administrative: [30], institutional: [50, 59]}}\n").problems() == [
        .scenario(.phaseIn("", .totalsCount(pool: "administrative", found: 1, years: 2))),
        .scenario(.phaseIn("", .totalsEndElsewhere(pool: "institutional", last: 59, total: 60))),
      ])
  }

  @Test("Years need today's quotas, and retirements their columns")
  func figures() throws {
    var texts = texts("phase_in: {years: 2, retirements: all_years}\n")
    texts.towns = Self.towns.replacing("行政编制预计退休", with: "institutional_need").replacing(",11,0,", with: ",,0,")
    let found = try texts.faults()
    #expect(found.contains { $0.problem == .missingHeading(expected: "administrative_retirements / 行政编制预计退休") })
    #expect(found.contains { $0.problem == .blank && $0.position.line == 3 })
  }
}
