// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@Suite("Missing figures and new towns")
struct MetricGapsTests {
  private static let share = PolicyModel.Part(rule: .share(weights: [.init(metric: 0, weight: Quantity(1))]))

  private static func towns(_ entries: [(String, String?, Town.Kind, String)]) -> [Town] {
    entries.map { Parts.town($0.0, [$0.1, "1", "1"], kind: $0.2, group: ["city", $0.3]) }
  }

  @Test("Without a rule a missing figure is a fault; by the rule it is the mean of its kind in its group")
  func mean() {
    let towns = Self.towns([
      ("a", "1000", .town, "east"), ("b", "2000", .town, "east"), ("c", nil, .town, "east"),
      ("d", "9000", .subdistrict, "east"), ("e", "5000", .town, "west"),
    ])
    let missing = ScenarioFault.missing(towns[2].id, figure: .metric("resident_population"))
    #expect(Parts.scenario(towns, [Self.share]).faults == [missing])
    let scenario = Parts.scenario(towns, [Self.share], total: 37, missing: .meanOfKindInGroup)
    #expect(Parts.needs(scenario) == ["a": 2, "b": 4, "c": 3, "d": 18, "e": 10])
    #expect(
      NeedTable(scenario).notes == [.filled(town: 2, metric: 0, mean: 1500, group: ["city", "east"], towns: 2)])
  }

  @Test("Where the group has none of the kind, the group above it has the say, and then all towns")
  func widening() {
    let towns =
      Self.towns([
        ("a", "1000", .town, "west"), ("b", nil, .town, "east"), ("c", "7000", .subdistrict, "east"),
        ("d", nil, .township, "east"),
      ]) + [Parts.town("e", ["4000", "1", "1"], kind: .township, group: ["other", "north"])]
    let scenario = Parts.scenario(towns, [Self.share], total: 17, missing: .meanOfKindInGroup)
    #expect(Parts.needs(scenario) == ["a": 1, "b": 1, "c": 7, "d": 4, "e": 4])
    let notes = NeedTable(scenario).notes
    #expect(notes.contains(.filled(town: 0, metric: 0, mean: 1000, group: ["city"], towns: 1)))
    #expect(notes.contains { if case .filled(_, 0, 4000, [], 1) = $0 { true } else { false } })
  }

  @Test("A mean of nobody stays a fault")
  func nobody() {
    let towns = Self.towns([("a", nil, .town, "east"), ("b", "1", .subdistrict, "east")])
    let scenario = Parts.scenario(towns, [Self.share], missing: .meanOfKindInGroup)
    #expect(scenario.faults == [.missing(towns[0].id, figure: .metric("resident_population"))])
  }

  @Test("Thirds are kept as thirds: three towns and the town of their mean share without a rounding error")
  func thirds() {
    let towns = Self.towns([
      ("a", "1", .town, "east"), ("b", "1", .town, "east"), ("c", "2", .town, "east"), ("d", nil, .town, "east"),
    ])
    // 1 + 1 + 2 + 4/3 = 16/3.
    #expect(
      Parts.needs(Parts.scenario(towns, [Self.share], total: 16, missing: .meanOfKindInGroup))
        == ["a": 3, "b": 3, "c": 6, "d": 4])
  }

  @Test("A new town has no history: limits on change do not bind it, and totals of today count it as zero")
  func newTown() throws {
    let towns = [
      Parts.town("a", ["1000", "1", "1"], quota: 10, staff: 9), Parts.town("b", ["1000", "1", "1"], quota: 10),
      Parts.town("new", ["2000", "1", "1"]),
    ]
    let rules = [
      Build.rule(.change(posts: 2, percent: nil)),
      Build.rule(.townTotals(.asToday), scope: .init(towns: ["a", "new"])),
    ]
    let missing = ScenarioFault.missingForRule(towns[2].id, figure: .quota(pool: "p"), rule: rules[0].reference)
    #expect(Parts.scenario(towns, [Self.share], total: 30, rules: rules).faults.contains(missing))
    let scenario = Parts.scenario(towns, [Self.share], total: 30, rules: rules, newTowns: .noHistory)
    #expect(scenario.faults.isEmpty)
    let plan = try scenario.requirePlan()
    #expect(plan.quotas() == ["a": 10, "b": 8, "new": 12])
    #expect(plan.needs.notes == [.newTown(town: 2)])
  }

  @Test("A town with staff but no quota is no new town: the blank stays a fault")
  func notNew() {
    let towns = [Parts.town("a", ["1", "1", "1"], staff: 3)]
    let rule = Build.rule(.change(posts: 2, percent: nil))
    #expect(!Parts.scenario(towns, [Self.share], rules: [rule], newTowns: .noHistory).faults.isEmpty)
  }
}
