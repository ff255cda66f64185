// SPDX-License-Identifier: GPL-3.0-or-later

import Documents
import Foundation
import Testing

@testable import Reports
@testable import Staffing

/// Where there is a browser and what drives it, and the long tests run.
private enum Browser {
  static let python = "\(packageRoot)/.build/oracles/bin/python"

  static let isThere: Bool = {
    guard ProcessInfo.processInfo.environment["ALLOT_LONG_TESTS"] != nil,
      FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium")
    else { return false }
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
}
