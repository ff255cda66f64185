// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("allot plan --html")
struct PageCommandTests {
  @Test("The page is written beside the usual result, which stays as it is; twice the same", arguments: ["zh", "en"])
  func beside(language: String) throws {
    let folder = try TemporaryFolder()
    let plain = try allot("plan", survey, "--language", language)
    let run = try allot(
      "plan", survey, "--language", language, "--html", "\(folder.path)/plan.html", "--date", "2026-03-01")
    #expect(run.code == 0 && run.output == plain.output && run.errors.isEmpty)
    #expect(try folder.contents == ["plan.html"])
    let page = try folder.text(of: "plan.html")
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(language == "zh" ? "zh-CN" : "en")\">"))
    #expect(page.contains("2026-03-01") && page.contains("Allot ") && page.contains("towns.csv"))
    _ = try allot("plan", survey, "--language", language, "--html", "\(folder.path)/2.html", "--date", "2026-03-01")
    #expect(try folder.text(of: "2.html") == page)
  }

  @Test("The page goes with JSON and CSV as well, and neither has causes that were not asked for")
  func formats() throws {
    let folder = try TemporaryFolder()
    for format in ["--json", "--csv"] {
      let run = try allot("plan", survey, format, "--html", "\(folder.path)/plan.html")
      #expect(try run.code == 0 && run.output == allot("plan", survey, format).output)
    }
  }

  @Test("A page that cannot be written ends with code 2 before anything else is, and names the file")
  func unwritable() throws {
    let folder = try TemporaryFolder()
    let run = try allot("plan", survey, "--html", "\(folder.path)/none/plan.html")
    #expect(run.code == 2 && run.output.isEmpty && run.errors.contains("none/plan.html"))
  }

  @Test("Where no plan is possible, or the input is bad, an old page stays as it was")
  func kept() throws {
    let out = try TemporaryFolder()
    try out.write("old", to: "plan.html")
    let infeasible = try changedSurvey("scenario.yaml", "floor: 11", "floor: 16")
    #expect(try allot("plan", infeasible.path, "--html", "\(out.path)/plan.html").code == 3)
    #expect(try allot("plan", "nowhere", "--html", "\(out.path)/plan.html").code == 2)
    #expect(try out.text(of: "plan.html") == "old")
  }

  @Test("Two results in one file are wrong usage, and nothing is written")
  func sameFile() throws {
    let out = try TemporaryFolder()
    #expect(try allot("plan", survey, "--html", "a", "--xlsx", "a", in: out.path).code == 64)
    #expect(try allot("plan", survey, "--json", "--output", "a", "--html", "a", in: out.path).code == 64)
    #expect(try FileManager.default.contentsOfDirectory(atPath: out.path).isEmpty)
  }

  @Test("A date without a page is wrong usage")
  func date() throws {
    let run = try allot("plan", survey, "--date", "2026-03-01")
    #expect(run.code == 64 && run.errors.contains("--html"))
  }
}
