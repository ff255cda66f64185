// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@Suite("Two ledgers")
struct LedgerTableTests {
  private static func scenario(
    _ towns: [(name: String, group: String, posts: [Town.Posts])], totals: [Int], needs: [Int]? = nil,
    temporaryStaff: Int? = nil
  ) -> Scenario {
    Scenario(
      title: "ledgers", levels: ["county"], pools: totals.enumerated().map { Pool(id: "p\($0)", total: $1) },
      towns: towns.enumerated().map { place, town in
        Town(
          id: Town.ID(group: [town.group], name: town.name), kind: .town, metrics: [], posts: town.posts,
          givenNeeds: town.posts.map { _ in Quantity(needs?[place] ?? 10) })
      }, model: Build.given, temporaryStaff: temporaryStaff)
  }

  @Test("Qingshan's 24 seconded people are counted where they work and where they are paid, and the sums reconcile")
  func reconciled() throws {
    let scenario = Self.scenario(
      [
        ("a", "x", [.init(quota: 30, staff: 40, secondedOut: 24, secondedIn: 0)]),
        ("b", "x", [.init(quota: 20, staff: 10, secondedOut: 0, secondedIn: 14)]),
        ("c", "y", [.init(quota: 20, staff: 12, secondedOut: 0, secondedIn: 10)]),
      ], totals: [60])
    let table = try #require(LedgerTable(try scenario.requirePlan()))
    #expect(table.rows.map(\.subject) == [.town(0), .town(1), .subtotal(["x"]), .town(2), .subtotal(["y"]), .total])
    #expect(table.rows.map { $0.pools[0].staff } == [40, 10, 50, 12, 12, 62])
    #expect(table.rows.map { $0.pools[0].atWork } == [16, 24, 40, 22, 22, 62])
    #expect(table.rows.map { $0.pools[0].difference } == [-24, 14, -10, 10, 10, 0])
    #expect(table.rows[0].pools[0].overQuotaByBooks == 20 && table.rows[0].pools[0].overQuotaByWork == -4)
    #expect(table.rows[1].pools[0].overQuotaByBooks == -10 && table.rows[1].pools[0].overQuotaByWork == 4)
  }

  @Test("Who is paid in one pool and works in another evens out over both")
  func acrossPools() throws {
    let scenario = Self.scenario(
      [("a", "x", [.init(staff: 10, secondedIn: 3), .init(staff: 20, secondedOut: 3, stationed: 2)])], totals: [10, 20])
    #expect(scenario.faults.isEmpty)
    let row = try #require(LedgerTable(try scenario.requirePlan())?.rows.first)
    #expect(row.pools.map(\.atWork) == [13, 19] && row.together.atWork == 32 && row.together.difference == 2)
  }

  @Test("A figure that nobody has is not counted; one that some have is missing in the others")
  func missing() throws {
    let table = try #require(
      LedgerTable(
        try Self.scenario(
          [("a", "x", [.init(staff: 9, secondedOut: 1)]), ("b", "x", [.init(staff: 9)])], totals: [18]
        ).requirePlan()))
    #expect(table.rows.map { $0.pools[0].atWork } == [8, nil, nil])
    #expect(table.rows[0].pools[0].stationed == 0)
    #expect(LedgerTable(try Self.scenario([("a", "x", [.init(staff: 9)])], totals: [18]).requirePlan()) == nil)
  }

  @Test("Nobody is seconded who is not there, and nobody comes from nowhere")
  func faults() {
    let a = Town.ID(group: ["x"], name: "a")
    #expect(
      Self.scenario([("a", "x", [.init(staff: 3, secondedOut: 4, secondedIn: 5)])], totals: [1]).faults == [
        .ledger(.moreOutThanStaff(a, pool: "p0", out: 4, staff: 3)), .ledger(.moreInThanOut(secondedIn: 5, out: 4)),
      ])
    // Where one town's figure is missing, it may be they.
    #expect(
      Self.scenario(
        [("a", "x", [.init(staff: 3, secondedOut: 1, secondedIn: 5)]), ("b", "x", [.init(staff: 30)])], totals: [1]
      ).faults.isEmpty)
    #expect(
      Self.scenario([("a", "x", [.init(staff: 3, stationed: -1)])], totals: [1]).faults == [
        .figureOutOfRange(a, figure: .stationed(pool: "p0"))
      ])
  }
}
