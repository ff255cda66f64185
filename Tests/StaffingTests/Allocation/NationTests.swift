// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Staffing
import TestLength
import Testing

@Suite(
  "China's townships", .enabled(if: NationalScenario.isThere && runsLongTests, "no ../shared/data, or ALLOT_LONG_TESTS")
)
struct NationTests {
  @Test("All 41,352 are there, each county with the residents of its census")
  func hierarchy() throws {
    let scenario = try NationalScenario.make()
    #expect(scenario.towns.count == 41_352 && scenario.faults.isEmpty)
    #expect(Set(scenario.towns.map { $0.group[0] }).count == 31)
    let dongcheng = scenario.towns.filter { $0.group.last == "东城区" && $0.group[0] == "北京市" }
    #expect(dongcheng.reduce(0) { $0 + ($1.metrics[0]?.doubleValue ?? 0) } == 708_829)
    #expect(try NationalScenario.make().towns == scenario.towns)
    #expect(try NationalScenario.make(seed: 1).towns != scenario.towns)
  }

  @Test("A plan with totals at every level is proved", arguments: [nil, "county"])
  func plans(_ level: String?) throws {
    let scenario = try NationalScenario.make(totals: level.map { .today(within: $0) } ?? .national)
    let plan = try scenario.requirePlan()
    #expect(plan.breaches.isEmpty && plan.certificate.refusals(against: scenario).isEmpty)
    #expect((plan.certificate.largestImprovement ?? .infinity) < 1e-9)
  }
}
