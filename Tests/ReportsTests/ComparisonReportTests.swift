// SPDX-License-Identifier: GPL-3.0-or-later

import Documents
import Foundation
import Staffing
import Testing

@testable import Reports

@Suite("Comparisons as text, CSV and JSON")
struct ComparisonReportTests {
  /// The scenario to start from, and the same with one more weight on area.
  private func comparison(inChinese: Bool) throws -> PlanComparison {
    let before = try templatePlan(inChinese: inChinese)
    let scenario = before.scenario
    let parts = scenario.model.parts.map { part -> PolicyModel.Part in
      guard case .share(let weights) = part.rule, let last = weights.last else { return part }
      let heavier = PolicyModel.MetricWeight(metric: last.metric, weight: Quantity(2), transform: last.transform)
      return PolicyModel.Part(
        title: part.title, because: part.because, pools: part.pools, kinds: part.kinds, reference: part.reference,
        rule: .share(weights: weights.dropLast() + [heavier]))
    }
    let after = try plan(
      of: Scenario(
        title: scenario.title, levels: scenario.levels, metrics: scenario.metrics, pools: scenario.pools,
        towns: scenario.towns, model: PolicyModel(title: "heavier", parts: parts), rules: scenario.rules,
        goals: scenario.goals))
    return PlanComparison([PlanSummary(before), PlanSummary(after)])
  }

  /// To renew: ALLOT_RENEW_SNAPSHOTS=1 swift test --filter ComparisonReport, then read the difference.
  @Test("Before and after a changed weight reads as it did", arguments: Language.allCases)
  func snapshot(_ language: Language) throws {
    let comparison = try comparison(inChinese: language == .chinese)
    #expect(comparison.moves(plan: 1, pool: nil)?.taken ?? 0 > 0)
    let text = ComparisonText(comparison, names: ["before", "after"], language).text
    try expectSnapshot(text, "compare.\(language.rawValue).txt")
    if language == .english { #expect(!text.hasChinese) }
  }

  @Test("A plan read back from its JSON compares as the plan itself, to the digits that are written")
  func saved() throws {
    for folder in ["survey-35-subdistricts", "ankang"] {
      let plan = try plan(of: ScenarioFolder(path: "\(packageRoot)/Scenarios/\(folder)").read())
      let saved = try SavedPlan(json: PlanJSON(plan).text).summary
      let made = PlanSummary(plan)
      #expect(saved.title == made.title && saved.holds == made.holds)
      // Where a pool was written is not part of a plan.
      #expect(saved.pools.map { [$0.id, $0.title] } == made.pools.map { [$0.id, $0.title] })
      #expect(saved.pools.map(\.total) == made.pools.map(\.total))
      #expect(saved.towns.map(\.town) == made.towns.map(\.town))
      let comparison = PlanComparison([made, saved])
      #expect(comparison.towns.allSatisfy { $0.cells(pool: nil)[1].difference == 0 })
      for (left, right) in zip(saved.towns, made.towns) {
        for (pool, figures) in right.pools {
          let other = try #require(left.pools[pool])
          #expect(other.quotaToday == figures.quotaToday && other.staff == figures.staff)
          #expect(abs(other.need - figures.need) < 1e-6)
        }
      }
      #expect(saved.evenness.count == made.evenness.count)
      for (left, right) in zip(saved.evenness, made.evenness) {
        #expect(left.metric == right.metric && left.pool == right.pool)
        #expect(abs((left.planned?.gini ?? 0) - (right.planned?.gini ?? 0)) < 1e-6)
      }
    }
  }

  @Test("The CSV has a row a town, pool and plan, and the numbers of the JSON")
  func rows() throws {
    let comparison = try comparison(inChinese: true)
    let rows = parsedCSV(ComparisonCSV(comparison, names: ["before", "after"]).text)
    #expect(rows.first == ComparisonCSV.headings)
    #expect(rows.count == 1 + comparison.towns.count * comparison.pools.count * 2)
    let json = ComparisonJSON(comparison, names: ["before", "after"]).text
    let document = try JSONDecoder().decode(Document.self, from: Data(json.utf8))
    let numbers = document.towns.flatMap {
      $0.pools.filter { $0.pool != nil }.flatMap { $0.plans.map(\.quota_planned) }
    }
    #expect(rows.dropFirst().map { Int($0[8]) } == numbers)
  }

  @Test("Plans without a town in common, and towns of one plan alone, are said to be so", arguments: Language.allCases)
  func strangers(_ language: Language) throws {
    let one = PlanSummary(try plan(of: smallScenario([("A", 60, 5, 5), ("B", 40, 5, 5)], total: 10)))
    let two = PlanSummary(try plan(of: smallScenario([("C", 60, 5, 5)], total: 4)))
    let three = PlanSummary(try plan(of: smallScenario([("A", 60, 5, 5), ("C", 40, 5, 5)], total: 10)))
    let text = ComparisonText(PlanComparison([one, two, three]), names: ["1", "2", "3"], language).text
    #expect(text.contains(language == .english ? "no town in common" : "没有共同的镇街"))
    #expect(text.contains(language == .english ? "1 town only in C" : "1 个镇街只在 C 中") && text.contains("—"))
  }

  private struct Document: Decodable {
    struct TownRow: Decodable { let pools: [Row] }
    struct Row: Decodable {
      let pool: String?
      let plans: [Cell]
    }
    struct Cell: Decodable { let quota_planned: Int? }
    let towns: [TownRow]
  }
}
