// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@Suite("The plan table")
struct PlanTableTests {
  static func plan() throws -> Plan {
    let towns = [
      Build.town("a", [Quantity(6)], group: ["x", "1"], today: [5], staff: [7], contract: 1),
      Build.town("b", [Quantity(3)], group: ["x", "1"], today: [4], staff: [3], contract: 2),
      Build.town("c", [Quantity(2)], group: ["x", "2"], today: [nil], staff: [2], contract: 0),
      Build.town("d", [Quantity(1)], group: ["y"], today: [1], staff: [nil]),
    ]
    return try Build.scenario([12], towns).requirePlan()
  }

  @Test("Towns stand in listing order, each group's subtotal after its last town, the total last")
  func rows() throws {
    let table = PlanTable(try Self.plan())
    #expect(
      table.rows.map(\.subject) == [
        .town(0), .town(1), .subtotal(["x", "1"]), .town(2), .subtotal(["x", "2"]), .subtotal(["x"]), .town(3),
        .subtotal(["y"]), .total,
      ])
  }

  @Test("A group that all towns are in has no subtotal of its own")
  func wholeGroup() throws {
    let towns = ["a", "b"].map { Build.town($0, [1], group: ["x"]) }
    let table = PlanTable(try Build.scenario([2], towns).requirePlan())
    #expect(table.rows.map(\.subject) == [.town(0), .town(1), .total])
  }

  @Test("A sum with a blank is blank, for blank is not zero, and other sums are not touched by it")
  func blanks() throws {
    let rows = PlanTable(try Self.plan()).rows
    func row(_ subject: PlanTable.Row.Subject) throws -> PlanTable.Row {
      try #require(rows.first { $0.subject == subject })
    }
    let (inner, outer) = (try row(.subtotal(["x", "1"])), try row(.subtotal(["x"])))
    #expect(inner.pools[0].quotaToday == 9 && inner.pools[0].staff == 10 && inner.contractStaff == 3)
    #expect(outer.pools[0].quotaToday == nil && outer.pools[0].staff == 12 && outer.contractStaff == 3)
    #expect(outer.pools[0].change == nil && outer.pools[0].growth == nil && outer.pools[0].overQuotaToday == nil)
    let total = try row(.total)
    #expect(total.pools[0].staff == nil && total.contractStaff == nil && total.pools[0].overQuotaPlanned == nil)
    #expect(total.pools[0].planned == 12 && total.pools[0].need == 12)
    #expect(total.together == total.pools[0])
  }

  @Test("Over-quota is staff less quota, today's and the planned one; vacant posts are below zero")
  func overQuota() throws {
    let rows = PlanTable(try Self.plan()).rows
    #expect(rows[0].pools[0].overQuotaToday == 2 && rows[0].pools[0].overQuotaPlanned == 1)
    #expect(rows[1].pools[0].overQuotaToday == -1 && rows[1].pools[0].change == -1)
    #expect(rows[0].pools[0].growth?.numeral == "+20.0")
  }

  @Test("Subtotals of each level add up to the total, in any drawn plan")
  func sums() throws {
    let size = RandomScenario.Size(
      towns: 4...15, most: 5, pools: 1...3, mayBeImpossible: false, townTotals: true, tied: false)
    for seed in 1...30 {
      let plan = try RandomScenario.scenario(seed: seed, size).requirePlan()
      let table = PlanTable(plan)
      for row in table.rows {
        let path: [String]
        switch row.subject {
        case .town: continue
        case .subtotal(let group): path = group
        case .total: path = []
        }
        for pool in plan.scenario.pools.indices {
          let members = plan.scenario.towns.indices.filter { plan.scenario.towns[$0].group.starts(with: path) }
          #expect(row.pools[pool].planned == members.reduce(0) { $0 + plan.quotas[$1][pool] })
        }
        #expect(row.together.planned == row.pools.reduce(0) { $0 + $1.planned })
      }
    }
  }
}
