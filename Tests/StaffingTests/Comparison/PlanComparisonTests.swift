// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@Suite("Plans side by side")
struct PlanComparisonTests {
  private func summary(_ quotas: [(name: String, pools: [String: Int])]) -> PlanSummary {
    let pools = Set(quotas.flatMap { $0.pools.keys }).sorted()
    return PlanSummary(
      title: "t",
      pools: pools.map { pool in Pool(id: pool, total: quotas.reduce(0) { $0 + ($1.pools[pool] ?? 0) }) },
      towns: quotas.map { name, pools in
        PlanSummary.TownLine(
          town: Town.ID(group: ["g"], name: name),
          pools: pools.mapValues { Figures(quotaToday: 10, staff: nil, need: 0, planned: $0) })
      })
  }

  @Test("Differences, ranks and the places won are against the first plan; equal quotas have the same rank")
  func ranks() {
    let comparison = PlanComparison([
      summary([("a", ["p": 9]), ("b", ["p": 7]), ("c", ["p": 7]), ("d", ["p": 1])]),
      summary([("a", ["p": 5]), ("b", ["p": 8]), ("c", ["p": 7]), ("d", ["p": 4])]),
    ])
    let cells = comparison.towns.map { $0.cells(pool: "p") }
    #expect(cells.map { $0[0].rank } == [1, 2, 2, 4] && cells.map { $0[1].rank } == [3, 1, 2, 4])
    #expect(cells.map { $0[1].rankGain } == [-2, 1, 0, 0] && cells.map { $0[1].difference } == [-4, 1, 0, 3])
    #expect(cells.allSatisfy { $0[0].difference == nil && $0[0].rankGain == nil })
    let moves = comparison.moves(plan: 1, pool: "p")
    #expect(moves?.taken == 4 && moves?.losers == 1 && moves?.given == 4 && moves?.winners == 2)
    #expect(comparison.movers(plan: 1, pool: "p", gaining: true).map(\.town.name) == ["d", "b"])
    #expect(comparison.movers(plan: 1, pool: "p", gaining: false, most: 1).map(\.difference) == [-4])
    #expect(comparison.totals(pool: "p").map { $0.figures?.planned } == [24, 24])
    #expect(comparison.totals(pool: "p")[1].figures?.change == -16)
  }

  @Test("Towns and pools that only one plan has are there for that one, and blank is not zero")
  func others() {
    let comparison = PlanComparison([
      summary([("a", ["p": 3, "q": 4]), ("b", ["p": 2, "q": 1])]),
      summary([("b", ["q": 5, "r": 6]), ("z", ["r": 1])]),
    ])
    #expect(comparison.pools.map(\.id) == ["p", "q", "r"] && comparison.towns.map(\.town.name) == ["a", "b", "z"])
    let byTown = Dictionary(uniqueKeysWithValues: comparison.towns.map { ($0.town.name, $0) })
    #expect(byTown["a"]?.cells(pool: "q").map { $0.figures?.planned } == [4, nil])
    #expect(byTown["b"]?.cells(pool: "q")[1].difference == 4)
    #expect(byTown["z"]?.cells(pool: "r").map { $0.figures?.planned } == [nil, 1])
    #expect(byTown["z"]?.cells(pool: "r")[1].difference == nil && byTown["z"]?.cells(pool: "r")[1].rankGain == nil)
    #expect(comparison.totals(pool: "r").map { $0.figures?.planned } == [nil, 7])
    #expect(comparison.totals(pool: "r")[1].difference == nil)
    let moves = comparison.moves(plan: 1, pool: nil)
    #expect(moves?.shared == 1 && moves?.onlyInFirst == 1 && moves?.onlyInOther == 1 && moves?.given == 8)
  }

  @Test("A plan's summary has the numbers of its table, and the rules that hold its quotas")
  func summaries() throws {
    let towns = [
      Build.town("a", [1], group: ["e"], today: [2]), Build.town("b", [30], group: ["e"], today: [9]),
      Build.town("c", [9], group: ["w"], today: [4]),
    ]
    let rules = [
      Build.rule(.floor(.posts(3)), scope: .init(towns: ["a"]), at: 7),
      Build.rule(.groupTotals(level: 0, .given([["e"]: 11])), at: 8),
    ]
    let plan = try Build.scenario([15], towns, rules: rules).requirePlan()
    let summary = PlanSummary(plan)
    #expect(summary.towns.map { $0.pools["p0"]?.planned } == [3, 8, 4])
    #expect(summary.towns.map(\.together.change) == [1, -1, 0])
    #expect(summary.holds.map(\.rule) == ["scenario.yaml:7", "scenario.yaml:8"])
    #expect(summary.holds.map(\.up) == [1, 0] && summary.holds.map(\.within) == [0, 1])
  }
}
