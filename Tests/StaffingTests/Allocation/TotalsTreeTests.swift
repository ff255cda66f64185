// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Staffing
import Testing

@Suite("Group totals")
struct TotalsTreeTests {
  static let towns = [
    Build.town("a", [9], group: ["x", "1"], today: [4]), Build.town("b", [1], group: ["x", "1"], today: [4]),
    Build.town("c", [1], group: ["x", "2"], today: [3]), Build.town("d", [5], group: ["y"], today: [5]),
    Build.town("e", [5], group: [], today: [4]),
  ]

  @Test("Totals within a level are held to the post, however far from the needs")
  func oneLevel() throws {
    let rules = [Build.rule(.groupTotals(level: 0, .asToday))]
    let plan = try Build.scenario([20], Self.towns, rules: rules).requirePlan()
    #expect(plan.quotas() == ["a": 9, "b": 1, "c": 1, "d": 5, "e": 4])
  }

  @Test("Totals of two levels nest")
  func twoLevels() throws {
    let rules = [
      Build.rule(.groupTotals(level: 0, .asToday)), Build.rule(.groupTotals(level: 1, .given([["x", "2"]: 4])), at: 2),
    ]
    let plan = try Build.scenario([20], Self.towns, rules: rules).requirePlan()
    #expect(plan.quotas() == ["a": 6, "b": 1, "c": 4, "d": 5, "e": 4])
    #expect(plan.solving.constraints == 4)
  }

  @Test("Groups without a total are free, and towns outside all groups share with them")
  func free() throws {
    let rules = [Build.rule(.groupTotals(level: 0, .given([["y"]: 1])))]
    let plan = try Build.scenario([17], Self.towns, rules: rules).requirePlan()
    #expect(plan.quotas() == ["a": 9, "b": 1, "c": 1, "d": 1, "e": 5])
  }

  @Test("Two different totals of the same group are a conflict")
  func twice() {
    let rules = [
      Build.rule(.groupTotals(level: 0, .given([["y"]: 5]))),
      Build.rule(.groupTotals(level: 0, .given([["y"]: 6])), at: 2),
    ]
    #expect(!Build.scenario([20], Self.towns, rules: rules).infeasibilities.isEmpty)
  }

  @Test("A total before those inside it: the tree lists the pool, then groups from the outside in")
  func order() {
    let rules = [
      Build.rule(.groupTotals(level: 1, .asToday)), Build.rule(.groupTotals(level: 0, .asToday), at: 2),
    ]
    let tree = TotalsTree(Build.scenario([20], Self.towns, rules: rules), pool: 0)
    #expect(tree.nodes.map(\.group) == [[], ["x"], ["x", "1"], ["x", "2"], ["y"]])
    #expect(tree.nodes.map(\.total.lowerBound) == [20, 11, 8, 3, 5])
    #expect(tree.innermost() == [0, 2, 2, 3, 4])
  }

  @Test("A rule for some groups fixes those and leaves the others")
  func scoped() {
    let rules = [Build.rule(.groupTotals(level: 0, .asToday), scope: .init(groups: [["y"]]))]
    let tree = TotalsTree(Build.scenario([20], Self.towns, rules: rules), pool: 0)
    #expect(tree.nodes.map(\.group) == [[], ["y"]])
  }

  @Test("Groups that share out all of a total are parts of their own, and the total says no more")
  func parts() {
    let rules = [
      Build.rule(.groupTotals(level: 0, .given([["x"]: 11, ["y"]: 5]))),
      Build.rule(.groupTotals(level: 1, .asToday), at: 2),
    ]
    let towns = Array(Self.towns.dropLast())
    let tree = TotalsTree(Build.scenario([16], towns, rules: rules), pool: 0)
    let parts = tree.parts(ofTowns: 1)
    #expect(parts.map { $0.nodes.map(\.group) } == [[["x", "1"]], [["x", "2"]], [["y"]]])
    #expect(parts.map(\.towns) == [0..<2, 2..<3, 3..<4])
    #expect(parts.map(\.places) == [[2], [3], [4]])
    #expect(parts.last?.innermost() == [0])
    // Two towns at the least, or all that are left.
    #expect(tree.parts(ofTowns: 2).map(\.towns) == [0..<2, 2..<4])
    // A town outside all groups ties them together.
    #expect(TotalsTree(Build.scenario([20], Self.towns, rules: rules), pool: 0).parts(ofTowns: 1).count == 1)
  }
}
