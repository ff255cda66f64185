// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Staffing
import Testing

@Suite("Floors, caps and change limits")
struct CellBoundsTests {
  @Test(
    "A percentage of today's quota is rounded down to whole posts, exactly",
    arguments: [
      (quota: 19, percent: "10", most: 1), (20, "10", 2), (29, "10", 2), (1000, "0.1", 1), (999, "0.1", 0),
      (7, "14.2857142857142857", 0), (7, "14.28571428571428572", 1), (3, "33.3", 0), (3, "33.4", 1), (0, "50", 0),
    ])
  func percent(quota: Int, percent: String, most: Int) throws {
    let limit = try #require(Quantity(percent))
    #expect(Rule.largestChange(posts: nil, percent: limit, of: quota) == most)
  }

  @Test("Of posts and percent the tighter limit holds")
  func both() {
    #expect(Rule.largestChange(posts: 3, percent: Quantity(10), of: 50) == 3)
    #expect(Rule.largestChange(posts: 7, percent: Quantity(10), of: 50) == 5)
    #expect(Rule.largestChange(posts: nil, percent: nil, of: 50) == nil)
  }

  @Test("A change limit keeps quotas near today's, and never asks for fewer than none")
  func change() throws {
    let towns = [
      Build.town("a", [1], today: [10]), Build.town("b", [1000], today: [10]), Build.town("c", [1], today: [1]),
    ]
    let rules = [Build.rule(.change(posts: 3, percent: nil))]
    let plan = try Build.scenario([21], towns, rules: rules).requirePlan()
    #expect(plan.quotas() == ["a": 7, "b": 13, "c": 1])
    #expect(plan.reason(town: 1, pool: 0) == .heldDown(.rule(0)))
    #expect(plan.reason(town: 0, pool: 0) == .heldUp(.rule(0)))
  }

  @Test("A percentage beyond all bounds limits nothing")
  func hugePercentage() throws {
    let towns = [Build.town("a", [1], today: [1_000_000_000]), Build.town("b", [2], today: [7])]
    let percent = try #require(Quantity(significand: 1, exponent: 18))
    let rules = [Build.rule(.change(posts: nil, percent: percent))]
    #expect(try Build.scenario([9], towns, rules: rules).requirePlan().quotas() == ["a": 3, "b": 6])
  }

  @Test("A cap of zero leaves a town nothing, and the others share")
  func capZero() throws {
    let towns = [Build.town("a", [5]), Build.town("b", [5]), Build.town("c", [10])]
    let rules = [Build.rule(.cap(0), scope: .init(towns: ["a"]))]
    let plan = try Build.scenario([9], towns, rules: rules).requirePlan()
    #expect(plan.quotas() == ["a": 0, "b": 3, "c": 6])
    #expect(plan.reason(town: 0, pool: 0) == .heldDown(.rule(0)))
  }

  @Test("Without a need a town has its floor and no more", arguments: ApportionmentMethod.allCases)
  func noNeed(method: ApportionmentMethod) throws {
    let towns = [Build.town("a", [0]), Build.town("b", [0]), Build.town("c", [10])]
    let rules = [Build.rule(.floor(2), scope: .init(towns: ["a"]))]
    let plan = try Build.scenario([9], towns, rules: rules, method: method).requirePlan()
    #expect(plan.quotas() == ["a": 2, "b": 0, "c": 7])
  }

  @Test("Needs of nothing but zero leave a pool unshared, and the sums say so")
  func nothingNeeded() {
    #expect(
      Build.scenario([9], [Build.town("a", [0])]).infeasibilities == [
        .capsBelowTotal(
          .init(pool: "p0", group: [], rule: nil), caps: 0, total: 9, includesGroups: false, rules: [])
      ])
  }

  @Test("Floors far above the shares are held, and what is left is shared by need")
  func floorsFarAway() throws {
    let towns = (0..<20).map { Build.town("t\($0)", [$0 == 0 ? 1_000_000 : 1]) }
    let rules = [Build.rule(.floor(500), scope: .init(towns: Set((1..<20).map { "t\($0)" })))]
    let plan = try Build.scenario([9600], towns, rules: rules).requirePlan()
    #expect(plan.quotas.map { $0[0] } == [100] + Array(repeating: 500, count: 19))
  }
}
