// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Staffing
import Testing

@Suite("Impossible scenarios and the sums that show it")
struct SumCheckTests {
  static func towns(_ count: Int, group: [String] = [], from first: Int = 0) -> [Town] {
    (first..<first + count).map { Build.town("t\($0)", [10], group: group, today: [10]) }
  }

  static func scope(_ group: [String] = [], rule: String? = nil) -> Infeasibility.Scope {
    Infeasibility.Scope(pool: "p0", group: group, rule: rule)
  }

  @Test("Floors that add up to more than the pool are named with both sums")
  func floors() {
    let scenario = Build.scenario([32], Self.towns(4), rules: [Build.rule(.floor(9), at: 14)])
    #expect(
      scenario.infeasibilities == [
        .floorsExceedTotal(
          Self.scope(), floors: 36, total: 32, includesGroups: false, byMethod: 0, rules: ["scenario.yaml:14"])
      ])
  }

  @Test("Of several floors only as many are named as clash, those of lesser priority before others")
  func smallest() {
    func reasons(_ priorities: [Int?]) -> [Infeasibility] {
      let rules = [
        Build.rule(.floor(7), scope: .init(towns: ["t0", "t1"]), at: 2, priority: priorities[0]),
        Build.rule(.floor(9), scope: .init(towns: ["t2"]), at: 3, priority: priorities[1]),
        Build.rule(.floor(20), scope: .init(towns: ["t3"]), at: 4, priority: priorities[2]),
      ]
      return Build.scenario([27], Self.towns(4), rules: rules).infeasibilities
    }
    func floors(_ sum: Int, _ rules: [String]) -> [Infeasibility] {
      [
        .floorsExceedTotal(
          Self.scope(), floors: sum, total: 27, includesGroups: false, byMethod: 0, rules: rules, overall: 43)
      ]
    }
    // 7 + 7 + 9 + 20 are too many, and so are 9 + 20 and 7 + 7 + 20.
    #expect(reasons([nil, nil, nil]) == floors(29, ["scenario.yaml:3", "scenario.yaml:4"]))
    #expect(reasons([2, 1, 1]) == floors(34, ["scenario.yaml:2", "scenario.yaml:4"]))
  }

  @Test("Caps that add up to less than the pool are named with both sums")
  func caps() {
    let scenario = Build.scenario([32], Self.towns(4), rules: [Build.rule(.cap(7), at: 14)])
    #expect(
      scenario.infeasibilities == [
        .capsBelowTotal(Self.scope(), caps: 28, total: 32, includesGroups: false, rules: ["scenario.yaml:14"])
      ])
  }

  @Test("Floors in a group are held against the group's own total")
  func groupFloors() {
    let towns = Self.towns(2, group: ["甲县"]) + Self.towns(2, group: ["乙县"], from: 2)
    let rules = [
      Build.rule(.groupTotals(level: 0, .given([["甲县"]: 17])), at: 3), Build.rule(.floor(9), at: 4),
    ]
    #expect(
      Build.scenario([60], towns, rules: rules).infeasibilities == [
        .floorsExceedTotal(
          Self.scope(["甲县"], rule: "scenario.yaml:3"), floors: 18, total: 17, includesGroups: false, byMethod: 0,
          rules: ["scenario.yaml:4"])
      ])
  }

  @Test("Groups' totals count among what a pool has to give")
  func groupsExceedPool() {
    let towns = Self.towns(1, group: ["a"]) + Self.towns(1, group: ["b"], from: 1)
    let totals = Build.rule(.groupTotals(level: 0, .given([["a"]: 20, ["b"]: 15])))
    #expect(
      Build.scenario([34], towns, rules: [totals]).infeasibilities == [
        .floorsExceedTotal(
          Self.scope(), floors: 35, total: 34, includesGroups: true, byMethod: 0, rules: ["scenario.yaml:1"])
      ])
    #expect(
      Build.scenario([36], towns, rules: [totals]).infeasibilities == [
        .capsBelowTotal(Self.scope(), caps: 35, total: 36, includesGroups: true, rules: ["scenario.yaml:1"])
      ])
  }

  @Test("A town's floor above its cap is named with the rules that set both")
  func crossed() {
    let rules = [Build.rule(.floor(9), at: 2), Build.rule(.cap(8), scope: .init(towns: ["t1"]), at: 5)]
    #expect(
      Build.scenario([32], Self.towns(3), rules: rules).infeasibilities == [
        .floorAboveCap(
          Town.ID(group: [], name: "t1"), pool: "p0", floors: [StatedBound(9, .rule(0))],
          caps: [StatedBound(8, .rule(1))])
      ])
  }

  @Test("A change limit below a floor contradicts it")
  func changeAgainstFloor() {
    let rules = [Build.rule(.floor(14), at: 2), Build.rule(.change(posts: 3, percent: nil), at: 3)]
    #expect(
      Build.scenario([14], Self.towns(1), rules: rules).infeasibilities == [
        .floorAboveCap(
          Town.ID(group: [], name: "t0"), pool: "p0", floors: [StatedBound(14, .rule(0))],
          caps: [StatedBound(13, .rule(1))])
      ])
  }

  @Test("Of several floors above several caps all are named, the tightest first, and none that is not in the way")
  func layers() {
    let rules = [
      Build.rule(.pin(14), scope: .init(towns: ["t0"])), Build.rule(.cap(13)), Build.rule(.cap(11)),
      Build.rule(.change(posts: 9, percent: nil)), Build.rule(.floor(12)), Build.rule(.floor(10)),
    ]
    #expect(
      Build.scenario([14], Self.towns(1), rules: rules).infeasibilities == [
        .floorAboveCap(
          Town.ID(group: [], name: "t0"), pool: "p0", floors: [StatedBound(14, .rule(0)), StatedBound(12, .rule(4))],
          caps: [StatedBound(11, .rule(2)), StatedBound(13, .rule(1))])
      ])
  }

  @Test("A group's conflict is told once, and not again for the pool that it lies in")
  func consequence() {
    let towns = Self.towns(2, group: ["a"]) + Self.towns(2, group: ["b"], from: 2)
    let rules = [
      Build.rule(.groupTotals(level: 0, .asToday), at: 2), Build.rule(.floor(15), scope: .init(groups: [["a"]]), at: 3),
    ]
    #expect(
      Build.scenario([40], towns, rules: rules).infeasibilities == [
        .floorsExceedTotal(
          Self.scope(["a"], rule: "scenario.yaml:2"), floors: 30, total: 20, includesGroups: false, byMethod: 0,
          rules: ["scenario.yaml:3"])
      ])
  }

  @Test("Two totals of one group are held against each other")
  func groupTwice() {
    let towns = Self.towns(2, group: ["a"]) + Self.towns(2, group: ["b"], from: 2)
    func total(_ posts: Int, at line: Int) -> Rule {
      Build.rule(.groupTotals(level: 0, .given([["a"]: .posts(posts)])), at: line)
    }
    #expect(
      Build.scenario([40], towns, rules: [total(18, at: 2), total(19, at: 3)]).infeasibilities == [
        .groupTotalsApart(
          pool: "p0", group: ["a"], least: 19, leastRule: "scenario.yaml:3", most: 18, mostRule: "scenario.yaml:2")
      ])
    let kept = Build.rule(.movesWithin(level: 0, price: nil), at: 3)
    #expect(
      Build.scenario([40], towns, rules: [total(18, at: 2), kept]).infeasibilities == [
        .groupTotalsApart(
          pool: "p0", group: ["a"], least: 20, leastRule: "scenario.yaml:3", most: 18, mostRule: "scenario.yaml:2")
      ])
  }

  @Test("A town's total beyond its caps is named with what they allow")
  func townTotal() {
    let towns = [Build.town("a", [1, 1], total: 9), Build.town("b", [1, 1])]
    let rules = [Build.rule(.townTotals(.column), at: 7), Build.rule(.cap(4), scope: .init(towns: ["a"]), at: 8)]
    #expect(
      Build.scenario([10, 10], towns, rules: rules).infeasibilities == [
        .townTotalOutOfReach(
          Town.ID(group: [], name: "a"), total: 9, least: 0, most: 8, rule: "scenario.yaml:7",
          boundRules: ["scenario.yaml:8"])
      ])
  }

  @Test("Towns' totals that do not add up to the pools' are named with both sums")
  func townTotalsOff() {
    let towns = [Build.town("a", [1, 1], total: 9), Build.town("b", [1, 1], total: 4)]
    #expect(
      Build.scenario([6, 6], towns, rules: [Build.rule(.townTotals(.column))]).infeasibilities == [
        .townTotalsOff(towns: 13, pools: 12)
      ])
  }

  @Test("Bases above the pool leave a share nothing")
  func bases() {
    let model = PolicyModel(
      title: "base and share",
      parts: [
        .init(rule: .base(posts: [.town: Quantity(11)])),
        .init(rule: .share(weights: [.init(metric: 0, weight: Quantity(1))])),
      ])
    let towns = (0..<3).map {
      Town(id: .init(group: [], name: "t\($0)"), kind: .town, metrics: [Quantity(1)], posts: [.init()])
    }
    let scenario = Scenario(
      title: "bases", metrics: [.area], pools: [Pool(id: "p0", total: 32)], towns: towns, model: model)
    #expect(scenario.infeasibilities == [.basesExceedTotal(pool: "p0", bases: 33, total: 32)])
  }

  @Test("A method that gives everyone with a need a post has no plan for a pool of fewer posts than towns")
  func guarantee() throws {
    for method in [ApportionmentMethod.adams, .huntingtonHill] {
      #expect(
        Build.scenario([3], Self.towns(4), method: method).infeasibilities == [
          .floorsExceedTotal(Self.scope(), floors: 4, total: 3, includesGroups: false, byMethod: 4, rules: [])
        ])
      let barely = Build.scenario([4], Self.towns(4), method: method)
      #expect(try barely.requirePlan().quotas == [[1], [1], [1], [1]])
    }
    #expect(try Build.scenario([3], Self.towns(4)).requirePlan().quotas == [[1], [1], [1], [0]])
  }
}
