// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestLength
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

  /// Posts may be divided in HiGHS's program, so that its optimum is a bound on all plans: a plan that reaches it is the
  /// best. The limit on moves is the program's last row.
  @Test(
    "Every point of a frontier is the optimum of HiGHS with as many moves at most",
    .enabled(if: python != nil, "highspy is not installed"), arguments: everyday([house], long: [house, survey]))
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

  /// HiGHS goes along the frontier by itself: from the best fit on, each next program asks of every town more than the
  /// worst-covered one had, until there is no plan, or every day for some points. Needs are read with six decimals, and so
  /// levels are told apart by as many; fit is the program's own goal.
  @Test(
    "The frontier of fit and fairness is the one that HiGHS finds",
    .enabled(if: python != nil, "highspy is not installed"))
  func confirmedFairness() throws {
    // A cap above all quotas, so that the program has few steps.
    let scenario = try changedSurvey(
      "scenario.yaml", "#   - no_inversion: [resident_population, work_intensity]",
      "  - cap: 110\n  - no_inversion: [resident_population, work_intensity]")
    let run = try allot("frontier", scenario.path, "--goals", "fairness,fit", "--points", "100", "--csv")
    let points = rows(run.output)
    #expect(points.count == 18 && points.allSatisfy { $0["proved"] == "true" })
    #expect(try allot("export", scenario.path, "-o", "program.lp", in: scenario.path).code == 0)
    #expect(try allot("plan", scenario.path, "--json", "-o", "plan.json", in: scenario.path).code == 0)
    let script = """
      import highspy, json, sys
      from fractions import Fraction
      from math import ceil
      from urllib.parse import unquote
      h = highspy.Highs()
      h.setOptionValue("output_flag", False)
      h.setOptionValue("mip_rel_gap", 0.0)
      h.setOptionValue("mip_abs_gap", 1e-9)
      h.readModel("program.lp")
      rows = [(t["town"], p) for t in json.load(open("plan.json"))["towns"] for p in t["pools"]]
      needs = {(town, p["pool"]): Fraction(str(p["need"]["total"])) for town, p in rows}
      pools = {pool for _, pool in needs}
      totals = {pool: sum(p["figures"]["quota_planned"] for _, p in rows if p["pool"] == pool) for pool in pools}
      sums = {pool: sum(n for (_, p), n in needs.items() if p == pool) for pool in pools}
      share = {cell: n * totals[cell[1]] / sums[cell[1]] for cell, n in needs.items()}
      steps = {}
      for column, name in enumerate(h.getLp().col_names_):
          if "~s" in name:
              town, rest = unquote(name).rsplit(":", 1)
              pool, post = rest.split("~s")
              steps.setdefault((town, pool), {})[int(post)] = column
      level = Fraction(0)
      steps_left = int(sys.argv[1])
      while steps_left and all(ceil(level * share[cell]) <= max(posts) for cell, posts in steps.items()):
          for cell, posts in steps.items():
              for post, column in posts.items():
                  h.changeColBounds(column, 1.0 if post <= ceil(level * share[cell]) else 0.0, 1.0)
          h.run()
          if h.modelStatusToString(h.getModelStatus()) != "Optimal":
              break
          x = h.getSolution().col_value
          quota = {c: min(p) - 1 + sum(round(x[j]) for j in p.values()) for c, p in steps.items()}
          worst = min(Fraction(q) / share[c] for c, q in quota.items())
          print(">", float(worst), repr(h.getInfo().objective_function_value))
          level = worst + Fraction(1, 10 ** 6)
          steps_left -= 1
      print("> end", h.modelStatusToString(h.getModelStatus()))
      """
    let confirmed = everyday(3, long: points.count)
    // At the last point of all it has to find that there is no other.
    let steps = "\(everyday(confirmed, long: confirmed + 1))"
    let solved = try CommandTests.run(Self.python ?? "", ["-c", script, steps], [:], scenario.path)
    let verdicts = solved.output.split(separator: "\n").filter { $0.hasPrefix("> ") }.map { $0.split(separator: " ") }
    #expect(
      verdicts.last?.dropFirst().joined(separator: " ") == everyday("end Optimal", long: "end Infeasible"),
      "\(solved.errors)")
    try #require(verdicts.count == confirmed + 1, "\(solved.errors)")
    for (point, verdict) in zip(points.reversed().prefix(confirmed), verdicts) {
      let (coverage, value) = (Double(point["worst_coverage"] ?? ""), Double(point["value"] ?? ""))
      #expect(abs((coverage ?? .nan) - (Double(verdict[1]) ?? .nan)) < 1e-6)
      let gap = abs((value ?? .nan) - (Double(verdict[2]) ?? .nan))
      #expect(gap < 1e-9 * max(1, abs(value ?? 0)), "\(point), \(verdict)")
    }
  }

  @Test(
    "Saved points of any two goals verify, and do not where they are said to lose less of the other",
    arguments: [
      ("fit,fairness", "least_coverage", "0.97"), ("prices,fairness", "least_coverage", "0.99"),
      ("prices,fit", "most_price", "1"),
    ])
  func savedOfAny(_ goals: String, _ field: String, _ other: String) throws {
    let price = goals.contains("prices")
    let scenario = try changedSurvey(
      "scenario.yaml", "#   - no_inversion: [resident_population, work_intensity]",
      price
        ? "  - no_inversion: {metrics: [resident_population, area], price: 2}\n  - moves: {within: county, price: 1}"
        : "  - no_inversion: [resident_population, work_intensity]")
    let reversed = goals.split(separator: ",").reversed().joined(separator: ",")
    let points = everyday("3", long: "6")
    let run = try allot(
      "frontier", scenario.path, "--goals", goals, "--points", points, "--save", "2", "two.json", "--save", "knee",
      "knee.json", "--html", "page.html", "--language", "en", in: scenario.path)
    #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    if runsLongTests {
      let again = try allot("frontier", scenario.path, "--goals", reversed, "--points", points, "--language", "en")
      #expect(again.output == run.output)
    }
    #expect(try scenario.text(of: "page.html").contains("<svg"))
    for file in ["two.json", "knee.json"] {
      let verified = try allot("verify", file, scenario.path, in: scenario.path)
      #expect(verified.code == 0, "\(verified.output)")
      #expect(verified.output.contains("a point of a frontier"))
    }
    let saved = try scenario.text(of: "knee.json")
    let place = try #require(saved.firstMatch(of: try Regex("\"\(field)\" : \"[0-9.]+\"")))
    try scenario.write(saved.replacing(saved[place.range], with: "\"\(field)\" : \"\(other)\""), to: "other.json")
    #expect(try allot("verify", "other.json", scenario.path, in: scenario.path).code == 1)
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
    #expect(try allot("frontier", survey, "--goals", "fit,prices", in: folder.path).code == 2)
    for pair in ["fit,fit", "fit", "fit,cost", "fit,fairness,stability"] {
      let other = try allot("frontier", survey, "--goals", pair, in: folder.path)
      #expect(other.code == 64)
      #expect(other.errors.contains("prices,stability, fit,fairness, fit,prices or prices,fairness"))
    }
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
