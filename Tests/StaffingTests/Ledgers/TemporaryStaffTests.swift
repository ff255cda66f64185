// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Staffing
import Testing

@Suite("Temporary staff from above")
struct TemporaryStaffTests {
  /// Towns of one pool with what they need, have on the books and have seconded out; nobody is planned more than a
  /// tenth of the need, so that all are over.
  private func plan(_ towns: [(need: Int, staff: Int, out: Int)], total: Int, people: Int) throws -> Plan {
    try Scenario(
      title: "temporary", pools: [Pool(id: "p0", total: total)],
      towns: towns.enumerated().map { place, town in
        Town(
          id: Town.ID(group: [], name: "t\(place)"), kind: .town, metrics: [],
          posts: [Town.Posts(staff: town.staff, secondedOut: town.out)], givenNeeds: [Quantity(town.need)])
      }, model: Build.given, temporaryStaff: people
    ).requirePlan()
  }

  @Test("They go where staff is over the quota and fewer work than are needed, and count in no quota")
  func who() throws {
    // Over and short by 6; over and not short; short and free to recruit.
    let plan = try plan([(10, 12, 8), (10, 14, 0), (10, 4, 0)], total: 30, people: 4)
    #expect(plan.temporaryStaff?.shares == [.init(town: 0, pool: 0, short: 6, people: 4)])
    #expect(plan.temporaryStaff?.sent == 4 && plan.quotas.map { $0[0] } == [10, 10, 10])
  }

  @Test("Nobody is sent more than is short, and what is left is left")
  func capped() throws {
    let staff = try #require(try plan([(10, 12, 8), (10, 11, 3)], total: 20, people: 20).temporaryStaff)
    #expect(staff.shares.map(\.people) == [6, 2] && staff.sent == 8 && staff.available == 20)
  }

  @Test("Where nobody is short, nobody is sent; and without a number there is nothing to say")
  func none() throws {
    #expect(try plan([(10, 10, 0)], total: 10, people: 3).temporaryStaff?.shares == [])
    #expect(try Build.scenario([5], [Build.town("a", [5])]).requirePlan().temporaryStaff == nil)
  }

  @Test("Each share is Webster's, granted one after the other, and none is above what is short")
  func webster() {
    for seed in 1...500 {
      var random = SplitMix64(seed: seed)
      let weights = (0..<random.int(1...8)).map { _ in random.int(1...12) }
      let needs = weights.map { _ in Double(random.int(1...3)) }
      let people = random.int(0...(weights.reduce(0, +) + 2))
      var shares = weights.map { _ in 0 }
      for _ in 0..<min(people, weights.reduce(0, +)) {
        let next = weights.indices.max { left, right in
          let (a, b) = (weights[left] * (2 * shares[right] + 1), weights[right] * (2 * shares[left] + 1))
          if a != b { return a < b }
          return needs[left] != needs[right] ? needs[left] < needs[right] : left > right
        }
        if let next { shares[next] += 1 }
      }
      #expect(TemporaryStaff.webster(people, over: weights, needs: needs) == shares, "seed \(seed)")
      #expect(zip(shares, weights).allSatisfy { $0 <= $1 })
    }
  }

  @Test("Numbers as large as any figure may be are shared out exactly")
  func large() {
    let most = Scenario.largestCount
    #expect(TemporaryStaff.webster(most, over: [most, most, 1], needs: [1, 2, 3]) == [most / 2, most / 2, 0])
  }
}
