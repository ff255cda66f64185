// SPDX-License-Identifier: GPL-3.0-or-later

import Documents
import Foundation
import Staffing
import Testing

@testable import Reports

@Suite("Saved plans, verified")
struct PlanVerificationTests {
  /// The survey's plan, made once for all that is changed in it.
  private static let survey = Result {
    try plan(of: ScenarioFolder(path: "\(packageRoot)/Scenarios/survey-35-subdistricts").read())
  }

  // Read by all tests, and changed by none.
  nonisolated(unsafe) private static let surveyDocument = Result { try document(of: survey.get()) }

  private static func document(of plan: Plan) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(PlanJSON(plan).text.utf8)) as? [String: Any])
  }

  private func survey() throws -> Plan { try Self.survey.get() }

  /// A saved plan with something changed in its JSON.
  private func tampered(
    _ plan: Plan, _ change: (inout [String: Any]) throws -> Void
  ) throws -> SavedPlan {
    try tampered(Self.document(of: plan), change)
  }

  private func tampered(
    _ document: [String: Any], _ change: (inout [String: Any]) throws -> Void
  ) throws -> SavedPlan {
    var document = document
    try change(&document)
    return try SavedPlan(json: String(decoding: JSONSerialization.data(withJSONObject: document), as: UTF8.self))
  }

  /// Changes the number at a way of keys and places in a document.
  private func add(_ amount: Double, to document: Any, _ way: ArraySlice<Any>) throws -> Any {
    guard let step = way.first else { return try #require(document as? NSNumber).doubleValue + amount }
    if let key = step as? String {
      var object = try #require(document as? [String: Any])
      object[key] = try add(amount, to: #require(object[key]), way.dropFirst())
      return object
    }
    var list = try #require(document as? [Any])
    let place = try #require(step as? Int)
    list[place] = try add(amount, to: list[place], way.dropFirst())
    return list
  }

  /// What is found where something is changed in a plan; in the survey's where none is given.
  private func findings(_ changes: [(Double, [Any])], in other: Plan? = nil) throws -> [PlanVerification.Finding] {
    let plan = try other ?? survey()
    let document = try other.map { try Self.document(of: $0) } ?? Self.surveyDocument.get()
    let saved = try tampered(document) { document in
      for (amount, way) in changes {
        document = try #require(try add(amount, to: document, way[...]) as? [String: Any])
      }
    }
    return PlanVerification(of: saved, against: plan.scenario).findings
  }

  @Test(
    "A plan as it was written holds, with its rules and figures, and is the best that fits",
    arguments: ["survey-35-subdistricts", "us-house-2020", "ankang", "qingshan"])
  func sound(folder: String) throws {
    let scenario = try ScenarioFolder(path: "\(packageRoot)/Scenarios/\(folder)").read()
    let verification = PlanVerification(of: try SavedPlan(json: PlanJSON(plan(of: scenario)).text), against: scenario)
    #expect(verification.findings.isEmpty && verification.proof == .best && verification.hasScenario)
    #expect(verification.quotas == scenario.towns.count * scenario.pools.count)
  }

  @Test("A worse plan whose certificate owns up to any gap is found out by its own prices")
  func worsePlan() throws {
    let scenario = try survey().scenario
    let town = try #require(scenario.towns.firstIndex { $0.name == "云山街道" })
    let pinned = Scenario(
      title: scenario.title, note: scenario.note, levels: scenario.levels, metrics: scenario.metrics,
      pools: scenario.pools, towns: scenario.towns, model: scenario.model,
      rules: scenario.rules
        + [Rule(.pin(.posts(40)), scope: Rule.Scope(pools: [0], towns: ["云山街道"]), reference: "scenario.yaml:99")],
      goals: scenario.goals)
    let worse = try plan(of: pinned)
    #expect(worse.quotas[town][0] == 40)
    let saved = try tampered(worse) { document in
      var certificate = try #require(document["certificate"] as? [String: Any])
      var quotas = try #require(certificate["quotas"] as? [[String: Any]])
      let line = town * scenario.pools.count
      let share = worse.needs[town, 0]
      quotas[line].merge(["least": 11, "most": 532, "last_post": log(39.5 / share), "next_post": log(40.5 / share)]) {
        $1
      }
      certificate["quotas"] = quotas
      certificate["largest_improvement"] = 100
      document["certificate"] = certificate
    }
    let verification = PlanVerification(of: saved, against: scenario)
    guard case .notTheBest(let improvement)? = verification.findings.first else {
      Issue.record("\(verification.findings.prefix(3))")
      return
    }
    #expect(verification.findings.count == 1 && improvement > 1 && improvement < 100)
    #expect(verification.proof == .within(improvement))
  }

  @Test("A quota changed by one is named, with the rule and every sum that it breaks")
  func oneQuota() throws {
    let found = try findings([(1, ["towns", 0, "pools", 0, "figures", "quota_planned"])])
    #expect(found.contains(.breach(.poolTotal(pool: "administrative", sum: 533, total: 532))))
    #expect(
      found.contains { finding in
        if case .certificate(.otherQuota(_, planned: let planned)) = finding { planned == 16 } else { false }
      })
    #expect(
      found.contains(
        .figure(.total, pool: "administrative", .quotaPlanned, found: 532, expected: 533)))
  }

  @Test("Two quotas of which one gives the other a post, in the plan and in its certificate alike, are found out")
  func swapped() throws {
    let plan = try survey()
    let first = try #require(plan.scenario.listingOrder.first)
    let second = plan.scenario.listingOrder[1]
    let pools = plan.scenario.pools.count
    let found = try findings([
      (1, ["towns", 0, "pools", 1, "figures", "quota_planned"]),
      (-1, ["towns", 1, "pools", 1, "figures", "quota_planned"]),
      (1, ["certificate", "quotas", first * pools + 1, "quota"]),
      (-1, ["certificate", "quotas", second * pools + 1, "quota"]),
    ])
    let foreign = found.filter { if case .certificate(.foreignQuota) = $0 { true } else { false } }
    #expect(foreign.count == 2)
  }

  @Test("A price that is changed no longer proves what the certificate says")
  func price() throws {
    let found = try findings([(0.01, ["certificate", "totals", 0, "price"])])
    #expect(found.count == 1)
    guard case .certificate(.improvement) = found.first else {
      Issue.record("\(found)")
      return
    }
  }

  @Test("A need's total beside its parts is held against the model, too")
  func needTotal() throws {
    let found = try findings([(1, ["towns", 0, "pools", 0, "need", "total"])])
    guard found.count == 1, case .figure(.town, pool: "administrative", .need, let stated?, let expected?) = found[0]
    else {
      Issue.record("\(found)")
      return
    }
    #expect(abs(stated - expected - 1) < 1e-9)
  }

  @Test(
    "Each figure of the table that is changed is named by itself",
    arguments: [
      "quota_today", "staff_today", "need", "change", "growth_percent", "over_quota_today", "over_quota_planned",
    ])
  func figures(field: String) throws {
    for (line, way) in [
      ("towns", ["pools", 1, "figures"] as [Any]), ("towns", ["together"]), ("groups", ["pools", 0, "figures"]),
      ("groups", ["together"]), ("pools", ["figures"]),
    ] {
      let found = try findings([(1, [line, 0] + way + [field])])
      #expect(found.count == 1, "\(line) \(way)")
      guard case .figure(_, _, let named, _, _) = found.first else {
        Issue.record("\(found)")
        continue
      }
      #expect(named.rawValue == field)
    }
  }

  @Test("Parts of needs, contract staff and evenness that are changed are each named by themselves")
  func details() throws {
    let plan = try survey()
    let town = plan.scenario.towns[try #require(plan.scenario.listingOrder.first)]
    let staff = try #require(town.contractStaff)
    #expect(
      try findings([(1, ["towns", 0, "contract_staff"])])
        == [.contractStaff(town.id, found: staff + 1, expected: staff)])
    #expect(
      try findings([(1, ["towns", 0, "pools", 0, "need", "parts", 0, "posts"])])
        == [.needPart(town.id, pool: "administrative", part: 1, found: 12, expected: 11)])
    let measures = [
      "gini", "gini_corrected", "theil_t", "theil_l", "coefficient_of_variation", "max_to_min",
    ].flatMap { [["today", $0], ["planned", $0]] }
    let parts = ["theil_t_within", "theil_t_between", "theil_l_within", "theil_l_between"].flatMap {
      [["today_by_group", $0], ["planned_by_group", $0]]
    }
    for way in [["towns"]] + measures + parts {
      let found = try findings([(way == ["towns"] ? 1 : 0.01, ["fairness", 1] + way)])
      guard found.count == 1, case .evenness("resident_population", "institutional", let evenness, _, _) = found[0]
      else {
        Issue.record("\(way): \(found)")
        continue
      }
      #expect(evenness.measure.rawValue == way.last && evenness.isPlanned == way[0].hasPrefix("planned"))
    }
  }

  @Test("A town that was dropped is told once, whether from the plan or from the scenario")
  func droppedTown() throws {
    let plan = try survey()
    var name = ""
    let saved = try tampered(plan) { document in
      var towns = try #require(document["towns"] as? [[String: Any]])
      name = try #require(towns.remove(at: 3)["town"] as? String)
      document["towns"] = towns
    }
    let found = PlanVerification(of: saved, against: plan.scenario).findings
    #expect(found.count == 1)
    guard case .missing(let town, pool: nil)? = found.first, town.name == name else {
      Issue.record("\(found)")
      return
    }
    let whole = plan.scenario
    let fewer = Scenario(
      title: whole.title, levels: whole.levels, metrics: whole.metrics, pools: whole.pools,
      towns: whole.towns.filter { $0.name != name }, model: whole.model, rules: [], goals: whole.goals)
    let verification = PlanVerification(of: try SavedPlan(json: PlanJSON(plan).text), against: fewer)
    #expect(
      VerificationText(verification, .english).text.split(separator: "\n").count { $0.contains(name) } == 1)
  }

  @Test("Against another scenario each sort of finding is told twenty times at most, and pools by their titles")
  func otherScenario() throws {
    let jinan = try ScenarioFolder(path: "\(packageRoot)/Scenarios/jinan").read()
    let verification = PlanVerification(
      of: try SavedPlan(json: PlanJSON(plan(of: jinan)).text), against: try survey().scenario)
    #expect(verification.findings.count > 90)
    for language in Language.allCases {
      let text = VerificationText(verification, language).text
      #expect(text.split(separator: "\n").count < 2 + 3 * 21)
      #expect(text.contains(language == .english ? "and 75 more" : "另有 75 处"))
      #expect(!text.contains("enforcement") && text.contains("执法编制"))
    }
    #expect(VerificationJSON(verification).text.split(separator: "\n").count > 4 * 90)
  }

  @Test("A plan of another scenario, one without a town, one with a town twice: all are refused")
  func otherTowns() throws {
    let plan = try plan(of: smallScenario([("A", 60, 5, 5), ("B", 40, 5, 5)], total: 10))
    let other = smallScenario([("A", 60, 5, 5), ("C", 40, 5, 5)], total: 10)
    let saved = try SavedPlan(json: PlanJSON(plan).text)
    let found = PlanVerification(of: saved, against: other).findings
    let (b, c) = (Town.ID(group: [], name: "B"), Town.ID(group: [], name: "C"))
    #expect(found.contains(.missing(c, pool: nil)) && found.contains(.foreign(b, pool: nil)))
    let twice = try tampered(plan) { document in
      let towns = try #require(document["towns"] as? [Any])
      document["towns"] = towns + [towns[0]]
    }
    #expect(
      PlanVerification(of: twice, against: plan.scenario).findings.contains(
        .repeated(Town.ID(group: [], name: "A"), pool: "administrative")))
    let without = try tampered(plan) { $0["groups"] = nil }
    #expect(PlanVerification(of: without, against: plan.scenario).findings.isEmpty)
    let noPools = try tampered(plan) { $0["pools"] = nil }
    #expect(
      PlanVerification(of: noPools, against: plan.scenario).findings == [.missingLine(.total, pool: "administrative")])
  }

  @Test(
    "Where other goals have a say the certificate is said to prove nothing of the best, and rules are checked still")
  func otherGoals() throws {
    let base = smallScenario([("A", 62, 4, 5), ("B", 40, 5, 5), ("C", 25, 3, nil)], total: 12)
    let scenario = Scenario(
      title: "Small", pools: base.pools, towns: base.towns, model: base.model,
      rules: [Rule(.floor(.posts(3)), reference: "scenario.yaml:9")],
      goals: [PlanningGoal(.stability), PlanningGoal(.fit(.webster, moveCost: nil))])
    let plan = try plan(of: scenario)
    let verification = PlanVerification(of: try SavedPlan(json: PlanJSON(plan).text), against: scenario)
    #expect(verification.findings.isEmpty && verification.proof == .none)
    for language in Language.allCases {
      let text = VerificationText(verification, language).text
      #expect(text.contains(language == .english ? "does not prove" : "没有证明"))
    }
    let least = try #require(plan.quotas.firstIndex { $0[0] == 3 })
    let found = try findings([(-1, ["towns", least, "pools", 0, "figures", "quota_planned"])], in: plan)
    #expect(
      found.contains(
        .breach(.townRule(scenario.towns[least].id, pool: "administrative", quota: 2, rule: "scenario.yaml:9"))))
  }

  @Test("Without a scenario the certificate alone is checked, and said to be")
  func alone() throws {
    let saved = try SavedPlan(json: PlanJSON(try survey()).text)
    let verification = PlanVerification(of: saved, against: nil)
    #expect(verification.findings.isEmpty && !verification.hasScenario)
    #expect(VerificationText(verification, .english).text.contains("inputs and rules were not"))
  }

  @Test("Every sort of finding and breach has its sentence in both languages")
  func sentences() throws {
    let scenario = smallScenario([("A", 60, 5, 5)], total: 10)
    let town = Town.ID(group: ["g"], name: "A")
    let breaches: [Breach] = [
      .poolTotal(pool: "p", sum: 1, total: 2), .negative(town, pool: "p", quota: -1),
      .townRule(town, pool: "p", quota: 1, rule: "r"),
      .groupTotal(group: ["g"], pool: "p", sum: 1, allowed: 2...3, rule: "r"),
      .townTotal(town, sum: 1, total: 2, rule: "r"), .mix(town, pool: "p", posts: 1, of: 2, rule: "r"),
      .inversion(larger: town, itsPosts: 1, smaller: town, theirs: 2, rule: "r"), .moves(taken: 2, most: 1, rule: "r"),
    ]
    var findings: [PlanVerification.Finding] = breaches.map { .breach($0) }
    findings += [
      .missing(town, pool: "p"), .foreign(town, pool: "p"), .repeated(town, pool: "p"),
      .missingLine(.total, pool: nil), .missingLine(.group(["g"]), pool: "p"),
      .missing(town, pool: nil), .foreign(town, pool: nil), .contractStaff(town, found: nil, expected: 3),
      .needPart(town, pool: "p", part: 1, found: 2, expected: 1),
      .needPart(town, pool: "p", part: 9, found: 2, expected: nil),
    ]
    findings += PlanVerification.Evenness.Measure.allCases.map {
      .evenness(metric: "area", pool: nil, .init($0, isPlanned: true), found: 1, expected: nil)
    }
    #expect(Set(findings.map(\.sort)).count == PlanVerification.Finding.Sort.allCases.count - 2)
    let more = PlanVerification.Finding.Sort.allCases.map { Words(.english).moreFindings(3, of: $0) }
    #expect(Set(more).count == more.count && more.allSatisfy { !$0.hasChinese })
    findings += PlanVerification.Field.allCases.map { .figure(.town(town), pool: "p", $0, found: nil, expected: 2) }
    let (english, chinese) = (Words(.english), Words(.chinese))
    let said = findings.map { english.verificationFinding($0, of: scenario) }
    #expect(Set(said).count == findings.count && said.allSatisfy { !$0.hasChinese })
    #expect(findings.allSatisfy { chinese.verificationFinding($0, of: scenario).hasChinese })
    for fault in [SavedPlan.Fault.notAPlan(field: "towns"), .notAPlan(field: ""), .otherFormat(2)] {
      #expect(!english.savedPlanFault(fault, file: "f").hasChinese)
      #expect(chinese.savedPlanFault(fault, file: "f").hasChinese)
    }
  }

  @Test("Numbers beyond all counts are no plan, and trap nothing")
  func hugeNumbers() throws {
    let text = PlanJSON(try plan(of: smallScenario([("A", 60, 5, 5), ("B", 40, 5, 5)], total: 10))).text
    let huge = text.replacing(#""quota_planned" : 6"#, with: #""quota_planned" : 9223372036854775807"#)
    #expect(throws: SavedPlan.Fault.notAPlan(field: "figures")) { try SavedPlan(json: huge) }
  }
}
