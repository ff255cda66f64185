// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Staffing
import Testing

@Suite("Breaches of a plan's years")
struct YearlyBreachTests {
  private static let rule = PhaseInRule(years: 2, change: .init(posts: 2), retirements: .eachYear)

  private static func plan() throws -> Plan {
    let posts = [
      Town.Posts(quota: 10, staff: 12, retirements: 1), Town.Posts(quota: 10, staff: 9, retirements: 0),
    ]
    let towns = zip(["a", "b"], zip(posts, [7, 13])).map { name, rest in
      Town(
        id: Town.ID(group: [], name: name), kind: .town, metrics: [], posts: [rest.0],
        givenNeeds: [Quantity(rest.1)])
    }
    return try Scenario(
      title: "years", pools: [Pool(id: "p0", total: 20)], towns: towns, model: Build.given, phaseIn: rule
    ).requirePlan()
  }

  private static func changed(_ quotas: [[Int]]? = nil, staff: [[Int]]? = nil) throws -> [YearlyBreach] {
    var plan = try plan()
    let phaseIn = try #require(plan.phaseIn)
    plan.phaseIn = PhaseIn(
      years: 2, quotas: quotas.map { $0.map { $0.map { [$0] } } } ?? phaseIn.quotas,
      staff: staff.map { $0.map { $0.map { [$0] } } } ?? phaseIn.staff, totals: phaseIn.totals,
      isMonotone: phaseIn.isMonotone, targets: phaseIn.targets)
    return plan.yearlyBreaches
  }

  private static let a = Town.ID(group: [], name: "a")
  private static let b = Town.ID(group: [], name: "b")

  @Test("Sound years have none")
  func sound() throws {
    let plan = try Self.plan()
    #expect(
      plan.phaseIn?.quotas == [[[8], [12]], [[7], [13]]] && plan.phaseIn?.staff == [[[11], [9]], [[10], [9]]])
    #expect(plan.yearlyBreaches.isEmpty && plan.breaches.isEmpty)
  }

  @Test("A year that does not add up")
  func total() throws {
    #expect(
      try Self.changed([[8, 11], [7, 13]]) == [.total(pool: "p0", year: 1, sum: 19, total: 20)])
  }

  @Test("A change of more than two posts")
  func change() throws {
    #expect(
      try Self.changed([[7, 13], [7, 13]]) == [
        .change(Self.a, pool: "p0", year: 1, change: -3), .change(Self.b, pool: "p0", year: 1, change: 3),
      ])
  }

  @Test("A move away from the plan and back")
  func away() throws {
    #expect(
      try Self.changed([[11, 9], [9, 11]]).contains(.away(Self.a, pool: "p0", year: 1)))
  }

  @Test("More retirements than are expected, fewer, and staff below its quota")
  func staff() throws {
    #expect(try Self.changed(staff: [[10, 9], [9, 9]]).contains(.staff(Self.a, pool: "p0", year: 1)))
    #expect(try Self.changed(staff: [[12, 9], [11, 9]]).contains(.staff(Self.a, pool: "p0", year: 1)))
    #expect(try Self.changed(staff: [[11, 9], [10, 8]]).contains(.staff(Self.b, pool: "p0", year: 2)))
  }
}
