// SPDX-License-Identifier: GPL-3.0-or-later

import Documents
import Foundation
import TestLength
import Testing

@testable import Reports
@testable import Staffing

/// Where there is a browser and what drives it, and the long tests run.
private enum Browser {
  static let python = "\(packageRoot)/.build/oracles/bin/python"

  static let isThere: Bool = {
    guard runsLongTests, FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium") else { return false }
    return (try? run(python, ["-c", "import playwright, axe_playwright_python"]))?.code == 0
  }()

  static func run(_ program: String, _ arguments: [String]) throws -> (code: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}

@Suite("The page in a browser", .enabled(if: Browser.isThere), .serialized)
struct BrowserTests {
  @Test(
    "On wide and narrow screens, light and dark, and on paper nothing overlaps or is cut, and axe finds no violation",
    arguments: ["survey-35-subdistricts", "ankang", "us-house-2020", "jinan"], Language.allCases)
  func looks(scenario: String, language: Language) throws {
    let folder = try TemporaryFolder()
    let (read, sources) = try ScenarioFolder(path: "\(packageRoot)/Scenarios/\(scenario)").readWithSources()
    let page = PlanPageTests.page(try plan(of: read), language, sources: sources, date: "2026-03-01")
    try folder.write(page.utf8, to: "\(scenario).\(language.rawValue).html")
    let look = "\(packageRoot)/Tests/ReportsTests/Browser/look.py"
    // On the largest page axe takes minutes; it has the same elements as the others.
    let sheets = scenario == "survey-35-subdistricts" ? ["--sheets=12"] : []
    let scope = ["--pdf"] + sheets + (scenario == "jinan" ? ["--layout"] : [])
    let found = try Browser.run(
      Browser.python, [look] + scope + ["\(folder.path)/\(scenario).\(language.rawValue).html"])
    #expect(found.code == 0 && found.output.isEmpty, "\(found.output)")
  }

  @Test(
    "A sweep's page stands on screens and on paper as the plan's does", arguments: ["survey-35-subdistricts", "jinan"],
    Language.allCases)
  func sweepLooks(scenario: String, language: Language) throws {
    let source = ScenarioFolder(path: "\(packageRoot)/Scenarios/\(scenario)")
    let (read, sources) = try source.readWithSources()
    let sweep: Sweep
    if scenario == "jinan" {
      // More towns than a chart has lines, and a parameter that does nothing.
      let total = SweepParameter(
        name: "total", subject: .total(pool: 0),
        values: .range(Quantity(read.pools[0].total - 40), Quantity(read.pools[0].total)))
      let same = SweepParameter(
        name: "a_parameter_of_a_long_name", subject: .total(pool: 1), values: .listed([Quantity(read.pools[1].total)]))
      sweep = Sweep(parameters: [total, same], design: .monteCarlo(cases: 6, seed: 1))
    } else {
      sweep = try SweepFile(in: source).read(for: read).sweep
    }
    let planner = SweepPlanner(read, sweep)
    var tally = SweepTally(towns: read.towns.count, pools: read.pools.count)
    for number in planner.cases.indices {
      if case .plan(let quotas, _) = planner.result(of: number) {
        tally.add(case: number, quotas: quotas.flatMap(\.self))
      } else {
        tally.add(isInfeasible: true)
      }
    }
    #expect(!tally.planned.isEmpty)
    let provenance = Provenance(version: "1.0", sources: sources, date: "2026-03-01")
    let page = SweepPage(SweepSummary(planner, tally), language, solver: "GLPK 5.0", provenance: provenance)
    let folder = try TemporaryFolder()
    let file = "sweep-\(scenario).\(language.rawValue).html"
    try folder.write(page.text.utf8, to: file)
    let look = "\(packageRoot)/Tests/ReportsTests/Browser/look.py"
    let found = try Browser.run(Browser.python, [look, "--pdf", "\(folder.path)/\(file)"])
    #expect(found.code == 0 && found.output.isEmpty, "\(found.output)")
  }
}
