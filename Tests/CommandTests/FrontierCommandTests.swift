// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("allot frontier")
struct FrontierCommandTests {
  private func rows(_ text: String) -> [[String: String]] {
    let lines = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    guard let headings = lines.first else { return [] }
    return lines.dropFirst().map { line in
      Dictionary(zip(headings, line).map { (String($0), String($1)) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// A Python that has HiGHS.
  private static let python: String? = {
    let own = "\(packageRoot)/.build/oracles/bin/python"
    return (try? run(own, ["-c", "import highspy"], [:], nil))?.code == 0 ? own : nil
  }()

  private static let isLong = ProcessInfo.processInfo.environment["ALLOT_LONG_TESTS"] != nil

  /// Posts may be divided in HiGHS's program, so that its optimum is a bound on all plans: a plan that reaches it is the
  /// best. The limit on moves is the program's last row.
  @Test(
    "Every point of a frontier is the optimum of HiGHS with as many moves at most",
    .enabled(if: python != nil, "highspy is not installed"), arguments: isLong ? [house, survey] : [house])
  func confirmed(_ scenario: String) throws {
    let points = rows(try allot("frontier", scenario, "--csv", "--points", "1000").output)
    #expect(points.count == (scenario == survey ? 188 : 8) && points.allSatisfy { $0["proved"] == "true" })
    let folder = try TemporaryFolder()
    for name in try FileManager.default.contentsOfDirectory(atPath: scenario) {
      try folder.write(String(contentsOfFile: "\(scenario)/\(name)", encoding: .utf8), to: name)
    }
    let text = try folder.text(of: "scenario.yaml").replacing("../../Models", with: "\(packageRoot)/Models")
    let limit = "  - moves: 0\n"
    let limited =
      text.contains("\nrules:\n") ? text.replacing("rules:\n", with: "rules:\n\(limit)") : text + "\nrules:\n\(limit)"
    try folder.write(limited, to: "scenario.yaml")
    #expect(try allot("export", ".", "-o", "program.lp", in: folder.path).code == 0)
    let script = """
      import highspy, sys
      h = highspy.Highs()
      h.setOptionValue("output_flag", False)
      h.setOptionValue("solve_relaxation", True)
      h.readModel("program.lp")
      row = h.getNumRow() - 1
      least, most = h.getLp().row_lower_[row], h.getLp().row_upper_[row]
      for moved in sys.argv[1:]:
          h.changeRowBounds(row, least, most + float(moved))
          h.run()
          print(">", h.modelStatusToString(h.getModelStatus()), repr(h.getInfo().objective_function_value))
      """
    let moves = points.compactMap { $0["posts_moved"] }
    let solved = try run(Self.python ?? "", ["-c", script] + moves, [:], folder.path)
    // HiGHS may print something of its own before it is told not to.
    let verdicts = solved.output.split(separator: "\n").filter { $0.hasPrefix("> ") }
      .map { $0.split(separator: " ").dropFirst() }
    try #require(verdicts.count == points.count, "\(solved.errors)")
    for (point, verdict) in zip(points, verdicts) {
      let (ours, theirs) = (Double(point["value"] ?? ""), verdict.last.flatMap { Double($0) })
      #expect(verdict.first == "Optimal")
      #expect(abs((ours ?? .nan) - (theirs ?? .nan)) < 1e-9 * max(1, abs(ours ?? 0)), "\(point), \(verdict)")
    }
  }

  @Test("A saved point verifies, compares, and does not if it is said to have moved fewer")
  func saved() throws {
    let folder = try TemporaryFolder()
    let run = try allot(
      "frontier", survey, "--points", "4", "--save", "knee", "knee.json", "--save", "1", "first.json", "--json",
      in: folder.path)
    #expect(run.code == 0 && run.errors.isEmpty)
    for file in ["knee.json", "first.json"] {
      let verified = try allot("verify", file, survey, in: folder.path)
      #expect(verified.code == 0, "\(verified.output)")
      #expect(verified.output.contains("a point of a frontier"))
    }
    #expect(try allot("compare", "first.json", "knee.json", in: folder.path).code == 0)
    let knee = try folder.text(of: "knee.json")
    #expect(knee.contains("\"most_moves\" : 78"))
    try folder.write(knee.replacing("\"most_moves\" : 78", with: "\"most_moves\" : 77"), to: "knee.json")
    #expect(try allot("verify", "knee.json", survey, in: folder.path).code == 1)
  }

  @Test("CSV and JSON are the same bytes in every language, and the page has the chart and its table")
  func forms() throws {
    let folder = try TemporaryFolder()
    _ = try allot("new", "county", in: folder.path)
    for format in ["--csv", "--json"] {
      let english = try allot("frontier", "county", format, "--language", "en", in: folder.path)
      #expect(english.code == 0 && english.errors.isEmpty)
      #expect(try allot("frontier", "county", format, "--language", "zh", in: folder.path).output == english.output)
    }
    let page = try allot("frontier", "county", "--html", "page.html", "--language", "zh", in: folder.path)
    #expect(page.code == 0)
    let text = try folder.text(of: "page.html")
    #expect(text.contains("<svg") && text.contains("拐点") && text.contains("<caption>"))
  }

  @Test("What cannot be is told by its exit code, and nothing is written")
  func refused() throws {
    let folder = try TemporaryFolder()
    let missing = try allot(
      "frontier", survey, "--points", "2", "--save", "9", "plan.json", "--html", "page.html", in: folder.path)
    #expect(missing.code == 2 && missing.output.isEmpty && missing.errors.contains("9"))
    #expect(try allot("frontier", survey, "--goals", "prices,stability", in: folder.path).code == 2)
    let other = try allot("frontier", survey, "--goals", "fit,fairness", in: folder.path)
    #expect(other.code == 64 && other.errors.contains("one goal is always stability"))
    // As many as a number can say.
    #expect(try allot("frontier", survey, "--points", "5000000000000000000", in: folder.path).code == 64)
    #expect(try allot("frontier", survey, "--save", "9", in: folder.path).code == 64)
    #expect(try allot("frontier", survey, "--points", "1", in: folder.path).code == 64)
    let infeasible = try changedSurvey("scenario.yaml", "floor: 11", "floor: 16")
    let none = try allot("frontier", infeasible.path, "-o", "out.txt", in: folder.path)
    #expect(none.code == 3 && none.output.isEmpty && none.errors.contains("560"))
    #expect(try folder.contents.isEmpty)
    let reasons = try allot("frontier", infeasible.path, "--json")
    #expect(reasons.code == 3 && reasons.output.contains("\"infeasible\""))
  }

  @Test("The two goals may come in either order, and what is set aside is told")
  func eitherOrder() throws {
    let plain = try allot("frontier", house, "--goals", "fit,stability")
    #expect(plain.code == 0)
    #expect(try allot("frontier", house, "--goals", "stability, fit").output == plain.output)
    let phased = try changedSurvey(
      "scenario.yaml", "\ngoals:\n", "\nphase_in: {years: 3}\ngoals:\n  - fairness: all\n")
    let run = try allot("frontier", phased.path, "--points", "2")
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.contains("not over years") && run.output.contains("own order of goals is set aside"))
    #expect(!plain.output.contains("set aside"))
  }

  @Test("Of a curve that a limit cut off no knee is told, nor that more points can be had")
  func cutOff() throws {
    let run = try allot("frontier", survey, "--points", "1000", "--time-limit", "0.3")
    #expect(run.code == 4)
    #expect(!run.output.contains("knee") && !run.output.contains("--points"))
  }
}
