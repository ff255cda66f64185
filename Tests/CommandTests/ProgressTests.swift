// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestLength
import Testing

/// The program that runs another on a terminal.
private let script = "/usr/bin/script"

@Suite(
  "Progress on a terminal",
  .enabled(if: FileManager.default.isExecutableFile(atPath: script), "There is no script(1) here."))
struct ProgressTests {
  /// Runs the command on a terminal; what the terminal was sent. Results go to a file.
  private func sent(planning scenario: TemporaryFolder, seconds: Double, terminal: String) throws -> String {
    let command = try #require(BuiltCommand.path)
    let line =
      "'\(command)' plan '\(scenario.path)' --csv --output '\(scenario.path)/plan.csv' --time-limit \(seconds)"
    return try run(script, ["-q", "-e", "-c", line, "/dev/null"], ["LC_ALL": "C", "TERM": terminal], nil).output
  }

  @Test("What takes over a second says so on a terminal, and the line is gone when it is done")
  func line() throws {
    let scenario = try slowScenario(towns: 3000)
    let text = try sent(planning: scenario, seconds: 1.3, terminal: "xterm")
    #expect(text.contains("\r\u{1B}[Kplanning … 1 s"))
    let rest = try #require(text.components(separatedBy: "\r\u{1B}[K").last)
    #expect(rest.hasPrefix("The time limit was reached"))
  }

  @Test(
    "A terminal that cannot take a line back is told once, and nothing but a terminal is told",
    .enabled(if: runsLongTests, "For ALLOT_LONG_TESTS."))
  func quiet() throws {
    let scenario = try slowScenario(towns: 3000)
    let plain = try sent(planning: scenario, seconds: 3.5, terminal: "dumb")
    #expect(!plain.contains("\u{1B}") && plain.components(separatedBy: "planning …").count == 2)
    let run = try allot("plan", scenario.path, "--csv", "--time-limit", "1.5")
    #expect(run.complaints.count == 1 && !run.errors.contains("planning …"))
  }
}
