// SPDX-License-Identifier: GPL-3.0-or-later

import Documents
import Foundation
import Staffing
import Testing

@testable import Reports

@Suite("A plan as JSON")
struct PlanJSONTests {
  private struct Document: Decodable {
    struct Figures: Decodable, Equatable {
      let quota_today: Int?
      let staff_today: Int?
      let need: Double
      let quota_planned: Int
      let change: Int?
      let growth_percent: Double?
    }
    struct Pool: Decodable {
      let pool: String
      let figures: Figures
      let reason: String?
    }
    struct Town: Decodable {
      let town: String
      let kind: String
      let group: [String]
      let contract_staff: Int?
      let pools: [Pool]
      let together: Figures
    }
    struct Group: Decodable {
      let group: [String]
      let pools: [Pool]
      let together: Figures
    }
    struct Solving: Decodable {
      let solver: String
      let how: String
      let branch_and_bound_nodes: Int
    }
    let format: Int
    let title: String
    let method: String
    let pools: [Pool]
    let towns: [Town]
    let groups: [Group]
    let solving: Solving
  }

  private func document(_ plan: Plan) throws -> Document {
    try JSONDecoder().decode(Document.self, from: Data(PlanJSON(plan).text.utf8))
  }

  @Test("It stands under format 1 and says how it was solved")
  func head() throws {
    let plan = try templatePlan(inChinese: false)
    let document = try document(plan)
    #expect(document.format == 1)
    #expect(document.method == "webster")
    #expect(document.solving.how == "network linear program" && document.solving.branch_and_bound_nodes == 0)
    #expect(document.solving.solver.hasPrefix("GLPK"))
  }

  @Test(
    "Its certificate comes back and holds against the scenario", arguments: ["survey-35-subdistricts", "us-house-2020"])
  func certificate(folder: String) throws {
    let scenario = try ScenarioFolder(path: "\(packageRoot)/Scenarios/\(folder)").read()
    let plan = try plan(of: scenario)
    let saved = try SavedPlan(json: PlanJSON(plan).text)
    #expect(saved.certificate == plan.certificate)
    #expect(saved.certificate.largestImprovement == 0)
    #expect(saved.refusals(against: scenario).isEmpty)
  }

  @Test("A quota changed beside its certificate is refused by name")
  func changedQuota() throws {
    let scenario = smallScenario([("A", 60, 5, 5), ("B", 40, 5, 5)], total: 10)
    let text = PlanJSON(try plan(of: scenario)).text
    let changed = text.replacing(#""quota_planned" : 6"#, with: #""quota_planned" : 7"#)
    let refusals = try SavedPlan(json: changed).refusals(against: scenario)
    guard case .otherQuota(let line, planned: 7) = refusals.first else {
      Issue.record("\(refusals)")
      return
    }
    #expect(refusals.count == 1 && line.town == "A" && line.quota == 6)
    let shifted = text.replacing(#""quota" : 6"#, with: #""quota" : 7"#)
    #expect(try SavedPlan(json: shifted).refusals(against: scenario).isEmpty == false)
  }

  @Test("It has the numbers of the CSV, row by row")
  func sameAsCSV() throws {
    let plan = try templatePlan(inChinese: true)
    let rows = try document(plan).towns.flatMap { town in
      town.pools.map { pool -> [String] in
        let figures = pool.figures
        return [
          town.town, town.kind, town.group.joined(separator: "/"), pool.pool, figures.quota_today.map { "\($0)" } ?? "",
          figures.staff_today.map { "\($0)" } ?? "", DecimalNumeral.fixed(figures.need, decimals: 6),
          "\(figures.quota_planned)", figures.change.map { "\($0)" } ?? "",
          figures.growth_percent.map { "\($0)" } ?? "", pool.reason ?? "",
        ]
      }
    }
    #expect(rows == Array(parsedCSV(PlanCSV(plan).text).dropFirst()))
  }

  @Test("Its totals are the sums of its towns, for each group and for all")
  func totals() throws {
    let document = try document(try templatePlan(inChinese: false))
    func sum(_ towns: [Document.Town], _ pool: Int, _ figure: (Document.Figures) -> Int?) -> Int {
      towns.reduce(0) { $0 + (figure($1.pools[pool].figures) ?? 0) }
    }
    for pool in document.pools.indices {
      let figures = document.pools[pool].figures
      #expect(figures.quota_planned == sum(document.towns, pool) { $0.quota_planned })
      #expect(figures.quota_today == sum(document.towns, pool) { $0.quota_today })
      #expect(figures.staff_today == sum(document.towns, pool) { $0.staff_today })
    }
    #expect(document.groups.map(\.group) == [["East"], ["West"]])
    for group in document.groups {
      let towns = document.towns.filter { $0.group == group.group }
      #expect(group.together.quota_planned == towns.reduce(0) { $0 + $1.together.quota_planned })
    }
  }

  @Test("What is not known is null or absent, never zero")
  func unknown() throws {
    let document = try document(try plan(of: smallScenario([("A", 10, nil, nil), ("B", 10, 0, 3)], total: 20)))
    #expect(document.towns[0].pools[0].figures.quota_today == nil)
    #expect(document.towns[0].pools[0].figures.change == nil)
    #expect(document.towns[1].pools[0].figures.growth_percent == nil)
    #expect(document.pools[0].figures.quota_today == nil)
  }

  @Test("The same plan gives the same bytes")
  func stable() throws {
    #expect(PlanJSON(try templatePlan(inChinese: true)).text == PlanJSON(try templatePlan(inChinese: true)).text)
  }
}
