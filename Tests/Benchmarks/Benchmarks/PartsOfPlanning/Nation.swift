// SPDX-License-Identifier: GPL-3.0-or-later

import Documents
import Foundation
import LinearPrograms
import Staffing

/// The invented nation of `allot new --demo national`, and what planning it comes to: each worked out when it is first
/// asked for, which is before anything is measured.
enum Totals: String, CaseIterable {
  case nation
  case county

  var scenario: Scenario { self == .nation ? Self.national : Self.byCounty }
  var needs: NeedTable { self == .nation ? Self.nationalNeeds : Self.needsByCounty }
  var program: LinearProgram { self == .nation ? Self.nationalProgram : Self.programByCounty }
  var plan: Plan { self == .nation ? Self.nationalPlan : Self.planByCounty }
  var certificate: PlanCertificate { self == .nation ? Self.nationalCertificate : Self.certificateByCounty }

  private static let national = read(.nation)
  private static let byCounty = read(.county)
  private static let nationalNeeds = NeedTable(national)
  private static let needsByCounty = NeedTable(byCounty)
  private static let nationalProgram = program(national)
  private static let programByCounty = program(byCounty)
  private static let nationalPlan = plan(national)
  private static let planByCounty = plan(byCounty)
  private static let nationalCertificate = nationalPlan.certificate
  private static let certificateByCounty = planByCounty.certificate

  private static func read(_ totals: Totals) -> Scenario {
    let folder = NationFolder(totals)
    folder.write()
    defer { folder.remove() }
    return folder.read()
  }

  static func program(_ scenario: Scenario) -> LinearProgram {
    guard case .program(let program) = scenario.linearProgram else { fatalError("the nation's sums are impossible") }
    return program
  }

  static func plan(_ scenario: Scenario) -> Plan {
    guard case .plan(let plan) = scenario.plan() else { fatalError("the nation has no plan") }
    return plan
  }
}

/// The nation's files, in a folder of this process from when they are written until they are removed.
struct NationFolder: Sendable {
  private let totals: Totals
  private let path: String

  init(_ totals: Totals) {
    self.totals = totals
    let name = "nation-\(totals)-\(ProcessInfo.processInfo.processIdentifier)"
    path = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
  }

  func write() {
    remove()
    do {
      let template = ScenarioTemplate.national(inChinese: false)
      try template.write(to: path)
      guard totals == .county, let scenario = template.files.first(where: { $0.name == ScenarioFolder.scenarioFile })
      else { return }
      // The counties' totals stand in a comment, to be switched on.
      let switchedOn = scenario.text
        .replacing("# - total: today", with: "  - total: today")
        .replacing("#   within: county", with: "    within: county")
      try switchedOn.write(toFile: "\(path)/\(scenario.name)", atomically: true, encoding: .utf8)
    } catch {
      fatalError("the nation cannot be written: \(error)")
    }
  }

  func read() -> Scenario {
    do {
      return try ScenarioFolder(path: path).read()
    } catch {
      fatalError("the nation cannot be read: \(error)")
    }
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
