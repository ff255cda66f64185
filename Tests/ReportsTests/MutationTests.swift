// SPDX-License-Identifier: GPL-3.0-or-later

import Documents
import Foundation
import LinearPrograms
import Staffing
import TestLength
import Testing
import WorkbookSamples

@testable import Reports

@Suite("Damaged files")
struct MutationTests {
  /// How many damaged scenarios there are.
  private static let count = everyday(120, long: 10_000)
  private static let parts = 4

  /// The survey, both templates and a scenario of every kind of part.
  private static func bases() throws -> [ScenarioFiles] {
    func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: path))) }
    let folder = "\(packageRoot)/Scenarios/survey-35-subdistricts"
    let scenario = String(decoding: try bytes("\(folder)/scenario.yaml"), as: UTF8.self)
    let survey: ScenarioFiles = [
      ("scenario.yaml", Array(scenario.replacing("../../Models/four-factor", with: "model").utf8)),
      ("towns.csv", try bytes("\(folder)/towns.csv")),
      ("model.yaml", try bytes("\(packageRoot)/Models/four-factor.yaml")),
    ]
    return [survey, EveryPart.files]
      + [true, false].map { ScenarioTemplate(inChinese: $0).files.map { ($0.name, Array($0.text.utf8)) } }
  }

  /// What came of the damaged scenarios, for a look at whether enough of them still were plans.
  private struct Tally {
    var plans = 0
    var infeasible = 0
    var faults = 0
  }

  @Test("No damage to a file crashes anything, and no plan that comes of it breaks a rule", arguments: 0..<parts)
  func damaged(_ part: Int) throws {
    let bases = try Self.bases()
    let folder = try TemporaryFolder()
    var tally = Tally()
    for seed in stride(from: part, to: Self.count, by: Self.parts) {
      var mutator = Mutator(seed: UInt64(seed))
      let files = mutator.mutated(bases[seed / Self.parts % bases.count])
      for file in files { try folder.write(file.bytes, to: file.name) }
      do {
        let scenario = try ScenarioFolder(path: folder.path).read()
        judge(scenario.plan(limits: Limits(seconds: 20)), of: scenario, seed, &tally)
      } catch {
        tally.faults += 1
        #expect(!error.faults.isEmpty, "seed \(seed)")
        for fault in error.faults {
          #expect(!Words(.chinese).fault(fault).isEmpty && !Words(.english).fault(fault).isEmpty, "seed \(seed)")
        }
      }
    }
    // Damage that is always noticed at the door would test the reader alone.
    #expect(tally.plans > Self.count / Self.parts / 8 && tally.faults > Self.count / Self.parts / 8, "\(tally)")
  }

  @Test("No damage to a workbook of towns crashes anything, however deep it lies", arguments: 0..<parts)
  func damagedWorkbooks(_ part: Int) throws {
    let rows = [
      ["county", "town", "kind", "resident_population (people)", "a_quota", "a_staff"],
      ["East", "Ash", "town", "1000", "10", "9"], ["East", "Elm", "街道", "２０００", "10", "11"],
      ["West", "Oak", "township", "|<f>1500*2</f><v>3000</v>", "10", "10"],
    ]
    let workbook = SampleWorkbook(cells: rows, after: "<mergeCells><mergeCell ref=\"H1:I2\"/></mergeCells>")
    let folder = try TemporaryFolder()
    let scenario =
      "title: t\npools: {a: 33}\ntowns: towns.xlsx\nmodel: {title: m, parts: [{share: {resident_population: 1}}]}\n"
    try folder.write(scenario.utf8, to: "scenario.yaml")
    var tally = Tally()
    for seed in stride(from: part, to: Self.count, by: Self.parts) {
      var mutator = Mutator(seed: UInt64(seed))
      // The parts are damaged and packed anew, so that the archive stays sound.
      let parts = mutator.mutated(workbook.parts.map { ($0.name, $0.bytes) })
      try folder.write(StoredArchive(parts.map { ($0.name, $0.bytes) }).bytes, to: "towns.xlsx")
      do {
        let scenario = try ScenarioFolder(path: folder.path).read()
        judge(scenario.plan(limits: Limits(seconds: 20)), of: scenario, seed, &tally)
      } catch {
        tally.faults += 1
        for fault in error.faults {
          #expect(!Words(.chinese).fault(fault).isEmpty && !Words(.english).fault(fault).isEmpty, "seed \(seed)")
        }
      }
    }
    #expect(tally.plans > Self.count / Self.parts / 50 && tally.faults > Self.count / Self.parts / 8, "\(tally)")
  }

  private func judge(_ outcome: PlanningOutcome, of scenario: Scenario, _ seed: Int, _ tally: inout Tally) {
    switch outcome {
    case .plan(let plan):
      tally.plans += 1
      let (flaws, breaches) = (flaws(of: plan), plan.breaches)
      #expect(flaws.isEmpty && breaches.isEmpty && plan.yearlyBreaches.isEmpty, "seed \(seed)")
      let rows = parsedCSV(PlanCSV(plan).text)
      #expect(rows.allSatisfy { $0.count == 11 }, "seed \(seed)")
      let sum = rows.dropFirst().reduce(0) { $0 + (Int($1[7]) ?? 0) }
      #expect(sum == scenario.pools.map(\.total).reduce(0, +), "seed \(seed)")
      #expect(!PlanText(plan, .chinese).text.isEmpty && PlanJSON(plan).text.count > 2, "seed \(seed)")
    case .infeasible(let reasons):
      tally.infeasible += 1
      #expect(!reasons.isEmpty, "seed \(seed)")
      for reason in reasons { #expect(!Words(.english).infeasibility(reason, of: scenario).isEmpty, "seed \(seed)") }
    case .stopped, .failed: Issue.record("seed \(seed): \(outcome)")
    }
  }
}
