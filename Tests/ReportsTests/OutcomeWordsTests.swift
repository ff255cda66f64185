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
      Rule(.movesWithin(level: 0, price: nil), reference: "scenario.yaml:17"),
      Rule(.groupTotals(level: 0, .given([["East"]: .posts(18)])), reference: "scenario.yaml:19"),
      Rule(.pin(9), reference: "scenario.yaml:21"),
    ])
  private static let town = Town.ID(group: ["East"], name: "Ash")
  private static let pool = Infeasibility.Scope(pool: "administrative", group: [], rule: nil)
  private static let group = Infeasibility.Scope(pool: "administrative", group: ["East"], rule: "scenario.yaml:9")

  private static let infeasibilities: [Infeasibility] = [
    .floorsExceedTotal(pool, floors: 560, total: 532, includesGroups: false, byMethod: 0, rules: []),
    .floorsExceedTotal(group, floors: 60, total: 50, includesGroups: true, byMethod: 0, rules: ["scenario.yaml:5"]),
    .capsBelowTotal(pool, caps: 500, total: 532, includesGroups: false, rules: ["scenario.yaml:5"]),
    .capsBelowTotal(group, caps: 40, total: 50, includesGroups: true, rules: []),
    .floorAboveCap(
      town, pool: "administrative", floors: [StatedBound(5, .rule(0))],
      caps: [StatedBound(3, .pool), StatedBound(4, .noNeed)]),
    .floorAboveCap(town, pool: "administrative", floors: [StatedBound(1, .method)], caps: [StatedBound(0, .rule(0))]),
    .groupTotalsApart(
      pool: "administrative", group: ["East"], least: 19, leastRule: "scenario.yaml:17", most: 18,
      mostRule: "scenario.yaml:19"),
    .townTotalOutOfReach(town, total: 90, least: 10, most: 80, rule: "a:1", boundRules: ["scenario.yaml:5"]),
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
    let crossed: [ConditionConflict.Remedy.Move] = [
      .init(condition: .mixOfAll(.atLeast, rule: 3), posts: 0, percent: Quantity("18.5"), rules: [3]),
      .init(condition: .noInversion(larger: towns[0], smaller: towns[1], rule: 0), posts: 2, rules: [0]),
      .init(condition: .floor(town, pool: "administrative", posts: 9, .rule(6)), posts: 7, rules: [6]),
      .init(condition: .floor(towns[0], pool: "administrative", posts: 9, .rule(6)), posts: 8, rules: [6]),
      .init(
        condition: .total(
          .init(pool: "administrative", group: ["East"], rule: "scenario.yaml:17"), .atLeast, posts: 50), posts: 45,
        rules: [4]),
    ]
    let caps = towns.map { PlanCondition.cap($0, pool: "administrative", posts: 3, .rule(0)) }
    let rise = caps.map { ConditionConflict.Remedy.Move(condition: $0, posts: 8, rules: [0]) }
    return ConditionConflict(
      conditions: conditions + caps, isProvenSmallest: true,
      remedy: .init(moves: moves + crossed + rise, isProvenLeast: true))
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
        == "保底数合计 9，行政编制只有 8（scenario.yaml:11：no upheaval，优先级 2）；多出 1 名。")
    #expect(
      Words(.english).infeasibility(.wayOut(Self.way), of: Self.scenario)
        == "the least way out (proved): let 4 posts be moved instead of 3 (scenario.yaml:11).")
    let unproved = ConditionConflict.Remedy(moves: Self.way.moves, isProvenLeast: false)
    #expect(
      Words(.english).infeasibility(.wayOut(unproved), of: Self.scenario).hasPrefix(
        "a way out (not proved to be the least): "))
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
    #expect(text.contains(" (without any one of these the others can be kept); the least way out (proved): "))
    for move in [
      "raise the cap in the administrative pool of Elm1, Elm2, Elm3, Elm4, Elm5 and 1 other from 3 to 8 (scenario.yaml:5)",
      "let the share of the administrative pool be down to 18.5 % instead of 20 % (scenario.yaml:15)",
      "although at least as large, let Elm1 have 2 fewer than Elm2 (scenario.yaml:5)",
      "lower the pinned number in the administrative pool of Ash from 9 to 7 and Elm1 from 9 to 8, 3 together (scenario.yaml:21)",
      "let 5 posts leave the administrative pool in East (scenario.yaml:17)",
    ] { #expect(text.contains(move), "\(text)") }
    #expect(text.hasSuffix(" (all of them: --json)."))
    let bare = Words(.english).infeasibility(.conditionsConflict(Self.bare), of: Self.scenario)
    #expect(bare.contains("perhaps fewer"))
    #expect(!bare.contains("way out"))
  }

  @Test("Conflicts are in JSON with their conditions and the remedy, and every reason has a kind")
  func json() throws {
    let text = InfeasibilityJSON(Self.infeasibilities, of: Self.scenario).text
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["format"] as? Int == 1 && object["plan"] is NSNull)
    let reasons = try #require(object["infeasible"] as? [[String: Any]])
    #expect(reasons.count == Self.infeasibilities.count)
    #expect(Set(reasons.compactMap { $0["kind"] as? String }).count == 11)
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
    let mix = try #require(moves.first { $0["percent_instead"] != nil })
    #expect(mix["percent_instead"] as? String == "18.5" && mix["posts_instead"] == nil)
    #expect((mix["condition"] as? [String: Any])?["percent"] as? String == "20")
    #expect(moves.contains { $0["fewer_allowed"] as? Int == 2 && $0["posts_instead"] == nil })
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
        == "floors add up to 560, the administrative pool has 532; 28 too many.")
    #expect(
      Words(.chinese).infeasibility(infeasibility, of: Self.scenario)
        == "保底数合计 560，行政编制只有 532；多出 28 名。")
  }

  @Test("A rule that set a group's total is named once")
  func rules() {
    let text = Words(.english).infeasibility(Self.infeasibilities[1], of: Self.scenario)
    #expect(text.contains("(scenario.yaml:5 and scenario.yaml:9)"))
    #expect(text.contains("in East"))
  }

  @Test("What clashes is called by the file's own words, with its lines, reasons and priorities")
  func names() {
    let words = Words(.english)
    #expect(
      words.infeasibility(
        .floorAboveCap(
          Self.town, pool: "administrative", floors: [StatedBound(9, .rule(6))], caps: [StatedBound(3, .rule(0))]),
        of: Self.scenario)
        == "Ash, the administrative pool: the pinned number of 9 (scenario.yaml:21) is above the cap of 3 (scenario.yaml:5)."
    )
    #expect(
      words.infeasibility(
        .groupTotalsApart(
          pool: "administrative", group: ["East"], least: 19, leastRule: "scenario.yaml:17", most: 18,
          mostRule: "scenario.yaml:19"), of: Self.scenario)
        == "the administrative pool in East is to have no fewer than today's 19, as none may leave (scenario.yaml:17), "
        + "and a total of 18 (scenario.yaml:19).")
    let sums = Infeasibility.floorsExceedTotal(
      Self.pool, floors: 9, total: 8, includesGroups: true, byMethod: 0,
      rules: ["scenario.yaml:19", "scenario.yaml:21"],
      overall: 12)
    #expect(
      words.infeasibility(sums, of: Self.scenario)
        == "totals of groups and pinned numbers add up to 9, the administrative pool has 8 (scenario.yaml:19 and "
        + "scenario.yaml:21); 1 too many, with all other rules 12, which is 4 too many.")
  }

  @Test("Towns whose floors are above their caps by the same rules are told together, the first five by name")
  func crossings() {
    let reasons = Self.towns.enumerated().map { index, town in
      Infeasibility.floorAboveCap(
        town, pool: "administrative", floors: [StatedBound(9 + index, .rule(0))], caps: [StatedBound(3, .rule(6))])
    }
    let told = Words(.english).infeasibilities(reasons + [.wayOut(Self.way)], of: Self.scenario)
    #expect(told.count == 2 && told[1].hasPrefix("the least way out"))
    #expect(
      told[0]
        == "Elm1, Elm2, Elm3, Elm4, Elm5 and 1 more, the administrative pool: the floor of 9 to 14 (scenario.yaml:5) "
        + "is above the pinned number of 3 (scenario.yaml:21).")
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
        .solver(.threadBusy), .solver(.invalidModel([])), .solver(.invalidModel([.tooManySteps(20_000_000)])),
        .solver(.unsoundPoint([])),
      ] + SolverFeature.allCases.map { .solver(.unsupported($0)) }
    for fault in faults {
      #expect(Words(.chinese).planningFault(fault).hasChinese)
      #expect(!Words(.english).planningFault(fault).hasChinese)
    }
  }
}
