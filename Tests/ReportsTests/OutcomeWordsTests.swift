// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LinearPrograms
import Testing

@testable import Reports
@testable import Staffing

@Suite("Outcomes in words")
struct OutcomeWordsTests {
  private static let scenario = smallScenario(
    [("Ash", 1, 1, 1)], total: 532,
    rules: [
      Rule(.floor(5), reference: "scenario.yaml:5"), Rule(.townTotals(.column), reference: "scenario.yaml:7"),
      Rule(
        .moves(most: 3), because: "no upheaval", priority: 2, reference: "scenario.yaml:11"),
      Rule(.mix(pool: 0, from: Quantity(20), to: Quantity("35.5")), reference: "scenario.yaml:15"),
    ])
  private static let town = Town.ID(group: ["East"], name: "Ash")
  private static let pool = Infeasibility.Scope(pool: "administrative", group: [], rule: nil)
  private static let group = Infeasibility.Scope(pool: "administrative", group: ["East"], rule: "scenario.yaml:9")

  private static let infeasibilities: [Infeasibility] = [
    .floorsExceedTotal(pool, floors: 560, total: 532, includesGroups: false, byMethod: 0, rules: []),
    .floorsExceedTotal(group, floors: 60, total: 50, includesGroups: true, byMethod: 0, rules: ["scenario.yaml:5"]),
    .capsBelowTotal(pool, caps: 500, total: 532, includesGroups: false, rules: ["scenario.yaml:5"]),
    .capsBelowTotal(group, caps: 40, total: 50, includesGroups: true, rules: []),
    .floorAboveCap(town, pool: "administrative", floor: 5, cap: 3, floorRule: "a:1", capRule: nil),
    .townTotalOutOfReach(town, total: 90, least: 10, most: 80, rule: "a:1"),
    .townTotalsOff(towns: 2000, pools: 2275), .basesExceedTotal(pool: "administrative", bases: 560.5, total: 532),

    .yearlyTotalOutOfReach(pool: "administrative", year: 2, total: 30, least: 19, most: 23, rule: "a:9"),
    .totalsConflict(rules: ["a:1", "a:2"]), .conditionsConflict(conflict), .conditionsConflict(bare),
    .conditionsConflict(crossing), .wayOut(way),
  ]

  private static let towns = (1...6).map { Town.ID(group: ["East"], name: "Elm\($0)") }

  /// Every sort of condition, and every sort of move.
  private static let conflict: ConditionConflict = {
    let conditions: [PlanCondition] = [
      .total(pool, .exactly, posts: 532), .total(group, .atLeast, posts: 50),
      .townTotal(town, .atMost, posts: 40, rule: 1), .floor(town, pool: "administrative", posts: 5, .rule(0)),
      .floor(town, pool: "administrative", posts: 1, .method), .cap(town, pool: "administrative", posts: 0, .noNeed),
    ]
    let moves = zip(conditions, [531, 49, 41, 4]).map {
      ConditionConflict.Remedy.Move(condition: $0, posts: $1, rules: [0])
    }
    let caps = towns.map { PlanCondition.cap($0, pool: "administrative", posts: 3, .rule(0)) }
    let rise = caps.map { ConditionConflict.Remedy.Move(condition: $0, posts: 8, rules: [0, 1]) }
    return ConditionConflict(
      conditions: conditions + caps, isProvenSmallest: true, remedy: .init(moves: moves + rise, isProvenLeast: true))
  }()

  private static let bare = ConditionConflict(
    conditions: [.townTotal(town, .atLeast, posts: 40, rule: 1), .townTotal(town, .atMost, posts: 39, rule: 1)],
    isProvenSmallest: false, remedy: nil)

  /// Conditions of rules that cross totals.
  private static let crossing = ConditionConflict(
    conditions: [
      .mix(town, .atLeast, rule: 3), .mix(town, .atMost, rule: 3),
      .noInversion(larger: towns[0], smaller: towns[1], rule: 0), .moves(most: 3, rule: 2),
    ], isProvenSmallest: true, remedy: way)

  private static let way = ConditionConflict.Remedy(
    moves: [.init(condition: .moves(most: 3, rule: 2), posts: 4, rules: [2])], isProvenLeast: true)

  @Test("A rule's reason and priority come back in the words of a conflict, and in those of sums")
  func reasons() {
    let text = Words(.english).infeasibility(.conditionsConflict(Self.crossing), of: Self.scenario)
    #expect(text.contains("the administrative pool has at least 20 % of the posts of Ash (scenario.yaml:15); "))
    #expect(text.contains("the administrative pool has at most 35.5 % of the posts of Ash (scenario.yaml:15); "))
    #expect(text.contains("at most 3 posts are moved (scenario.yaml:11: no upheaval, priority 2)"), "\(text)")
    let sums = Infeasibility.floorsExceedTotal(
      Self.pool, floors: 9, total: 8, includesGroups: false, byMethod: 0, rules: ["scenario.yaml:11"])
    #expect(
      Words(.chinese).infeasibility(sums, of: Self.scenario)
        == "保底数合计 9，行政编制只有 8（scenario.yaml:11：no upheaval，优先级 2）；最小的放宽是：保底数合计减少 1 名，或总额增加 1 名。")
    #expect(
      Words(.english).infeasibility(.wayOut(Self.way), of: Self.scenario)
        == "the least that would mend it: let 4 posts be moved instead of 3 (scenario.yaml:11).")
  }

  @Test("A conflict names totals, floors and caps with their places, towns of one sort together, and the remedy")
  func conflicts() {
    let text = Words(.english).infeasibility(.conditionsConflict(Self.conflict), of: Self.scenario)
    #expect(text.hasPrefix("these cannot all be kept: the administrative pool has 532; "))
    #expect(text.contains("; Ash has at least 5 in the administrative pool (scenario.yaml:5); "))
    #expect(text.contains("; Ash has at most 40 over all pools (scenario.yaml:7); "))
    #expect(
      text.contains(
        "; Elm1, Elm2, Elm3, Elm4 and 2 others have at most 18 together in the administrative pool (scenario.yaml:5)"))
    #expect(text.contains(" (without any one of these the others can be kept); the least that would mend it: "))
    #expect(
      text.contains(
        "raise the cap of Elm1 in the administrative pool from 3 to 8 (scenario.yaml:5 and scenario.yaml:7)"))
    #expect(text.hasSuffix(" and 4 more."))
    let bare = Words(.english).infeasibility(.conditionsConflict(Self.bare), of: Self.scenario)
    #expect(bare.contains("perhaps fewer"))
    #expect(!bare.contains("mend"))
  }

  @Test("Conflicts are in JSON with their conditions and the remedy, and every reason has a kind")
  func json() throws {
    let text = InfeasibilityJSON(Self.infeasibilities, of: Self.scenario).text
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["format"] as? Int == 1 && object["plan"] is NSNull)
    let reasons = try #require(object["infeasible"] as? [[String: Any]])
    #expect(reasons.count == Self.infeasibilities.count)
    #expect(Set(reasons.compactMap { $0["kind"] as? String }).count == 10)
    #expect(
      reasons.compactMap { $0["text"] as? String }
        == Self.infeasibilities.map { Words(.english).infeasibility($0, of: Self.scenario) })
    let conflict = try #require(reasons.first { $0["conditions"] != nil })
    let conditions = try #require(conflict["conditions"] as? [[String: Any]])
    #expect(conditions.count == Self.conflict.conditions.count && conflict["proven_smallest"] as? Bool == true)
    #expect(conditions[3]["kind"] as? String == "floor" && conditions[3]["rule"] as? String == "scenario.yaml:5")
    let relaxation = try #require(conflict["least_relaxation"] as? [String: Any])
    let moves = try #require(relaxation["moves"] as? [[String: Any]])
    #expect(moves.last?["posts_instead"] as? Int == 8)
  }

  @Test("Every reason why there is no plan is one sentence in both languages", arguments: infeasibilities)
  func bothLanguages(_ infeasibility: Infeasibility) {
    let chinese = Words(.chinese).infeasibility(infeasibility, of: Self.scenario)
    let english = Words(.english).infeasibility(infeasibility, of: Self.scenario)
    #expect(chinese.hasSuffix("。") && english.hasSuffix("."))
    #expect(chinese.hasChinese && !english.withoutQuotations.hasChinese)
    #expect(!english.contains("Optional") && !english.contains("  ") && !english.contains("\n"))
  }

  @Test("Floors that are too many are told with both sums, in plain words, and by how much they are")
  func sums() {
    let infeasibility = Self.infeasibilities[0]
    #expect(
      Words(.english).infeasibility(infeasibility, of: Self.scenario)
        == "floors add up to 560, the administrative pool has 532; the least that would mend it: "
        + "28 fewer in the floors, or 28 more in the total.")
    #expect(
      Words(.chinese).infeasibility(infeasibility, of: Self.scenario)
        == "保底数合计 560，行政编制只有 532；最小的放宽是：保底数合计减少 28 名，或总额增加 28 名。")
  }

  @Test("A rule that set a group's total is named once")
  func rules() {
    let text = Words(.english).infeasibility(Self.infeasibilities[1], of: Self.scenario)
    #expect(text.contains("(scenario.yaml:5 and scenario.yaml:9)"))
    #expect(text.contains("in East"))
  }

  @Test("Each rule is told with its reason, and of two that clash the one of lesser priority gives way")
  func priorities() {
    func words(_ floor: Int?, _ cap: Int?) -> String {
      let scenario = smallScenario(
        [("Ash", 1, 1, 1)], total: 9,
        rules: [
          Rule(.pin(5), because: "agreed", priority: floor, reference: "a:1"),
          Rule(.cap(3), because: "space", priority: cap, reference: "a:2"),
        ])
      return Words(.english).infeasibility(
        .floorAboveCap(Self.town, pool: "administrative", floor: 5, cap: 3, floorRule: "a:1", capRule: "a:2"),
        of: scenario)
    }
    func clash(_ floor: Int?, _ cap: Int?) -> String {
      let (floor, cap) = (floor.map { ", priority \($0)" } ?? "", cap.map { ", priority \($0)" } ?? "")
      return "Ash: the pinned number of 5 in the administrative pool (a:1: agreed\(floor)) is above the cap of 3 "
        + "(a:2: space\(cap)); the least that would mend it: "
    }
    let (raise, lower) = ("raise the cap to 5", "lower the pinned number to 3")
    for (floor, cap) in [(nil, nil), (2, 2)] as [(Int?, Int?)] {
      #expect(words(floor, cap) == clash(floor, cap) + raise + ", or " + lower + ".")
    }
    for (floor, cap) in [(1, 2), (1, nil)] as [(Int?, Int?)] {
      #expect(words(floor, cap) == clash(floor, cap) + raise + ".")
    }
    for (floor, cap) in [(3, 2), (nil, 2)] as [(Int?, Int?)] {
      #expect(words(floor, cap) == clash(floor, cap) + lower + ".")
    }
  }

  @Test("Caps are not blamed where nobody has a need")
  func noNeed() throws {
    let scenario = smallScenario([("A", 0, 5, 5), ("B", 0, 5, 5)], total: 20)
    guard case .infeasible(let reasons) = scenario.plan() else {
      Issue.record("A pool without need was shared out.")
      return
    }
    let texts = reasons.map { Words(.english).infeasibility($0, of: scenario) }
    #expect(texts.contains { $0.contains("need") }, "\(texts)")
  }

  @Test("Every limit has its own words", arguments: [Limit.time, .iterations, .gap, .cancelled])
  func limits(_ limit: Limit) {
    for hasPlan in [true, false] {
      #expect(Words(.chinese).stopped(limit, hasPlan: hasPlan).hasChinese)
      #expect(!Words(.english).stopped(limit, hasPlan: hasPlan).hasChinese)
      #expect(Words(.english).stopped(limit, hasPlan: hasPlan).contains("best plan so far") == hasPlan)
    }
  }

  @Test("Every fault of planning has words in both languages")
  func faults() {
    let faults: [PlanningFault] =
      [
        .unsoundScenario([.noTowns, .noPools]), .planBreaksRules([.negative(Self.town, pool: "a", quota: -1)]),
        .solver(.fatal(message: "m")), .solver(.refused(message: "m")), .solver(.numericalTrouble(message: "m")),
        .solver(.threadBusy), .solver(.invalidModel([])), .solver(.unsoundPoint([])),
      ] + SolverFeature.allCases.map { .solver(.unsupported($0)) }
    for fault in faults {
      #expect(Words(.chinese).planningFault(fault).hasChinese)
      #expect(!Words(.english).planningFault(fault).hasChinese)
    }
  }
}
