// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestLength
import Testing

@Suite("allot export")
struct ExportCommandTests {
  @Test("The program is written in CPLEX LP format, to standard output or a file")
  func written() throws {
    let scenario = everyday(house, long: survey)
    let run = try allot("export", scenario)
    #expect(run.code == 0 && run.errors.isEmpty)
    for section in ["Minimize", "Subject To", "Bounds", "End\n"] { #expect(run.output.contains(section)) }
    let folder = try TemporaryFolder()
    let toFile = try allot("export", scenario, "--output", "program.lp", in: folder.path)
    #expect(toFile.code == 0 && toFile.output.isEmpty)
    #expect(try folder.text(of: "program.lp") == run.output)
  }

  private static let glpsol = "/usr/bin/glpsol"

  @Test(
    "Another solver reads it and finds the misfit that the plan states",
    .enabled(if: FileManager.default.isExecutableFile(atPath: glpsol), "glpsol is not installed."))
  func otherSolver() throws {
    let folder = try TemporaryFolder()
    _ = try allot("new", "county", in: folder.path)
    _ = try allot("export", "county", "-o", "county.lp", in: folder.path)
    let solved = try run(Self.glpsol, ["--lp", "county.lp", "-w", "solution.txt"], [:], folder.path)
    #expect(solved.code == 0, "\(solved.output)")
    let line = try #require(
      try folder.text(of: "solution.txt").split(separator: "\n").first { $0.hasPrefix("c Objective:") })
    let objective = try #require(line.split(separator: " ").compactMap { Double($0) }.first)
    let json = try allot("plan", "county", "--json", in: folder.path).output
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let misfit = try #require((object?["solving"] as? [String: Any])?["misfit"] as? Double)
    #expect(abs(objective - misfit) < 1e-6 * max(1, abs(misfit)))
  }

  @Test("What cannot be is told as by plan, and nothing is written")
  func infeasible() throws {
    let folder = try changedSurvey("scenario.yaml", "floor: 11", "floor: 16")
    let run = try allot("export", folder.path, "-o", "\(folder.path)/out.lp")
    #expect(run.code == 3 && run.output.isEmpty)
    #expect(run.errors.contains("560"))
    #expect(try !folder.contents.contains("out.lp"))
    #expect(try allot("export", "no-such-folder").code == 2)
  }
}
