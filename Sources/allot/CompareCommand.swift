// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Documents
import FoundationEssentials
import LinearPrograms
import Reports
import Staffing

/// `allot compare`: plans side by side.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Lay scenarios or saved plans side by side. 方案对比。",
    discussion: """
      EXAMPLES:
        allot compare my-county my-county-with-floors
        allot compare last-year.json my-county --csv --output changes.csv
        allot compare before.json my-county --xlsx changes.xlsx
      """)

  @Argument(
    help: ArgumentHelp(
      "Two or more scenario folders, or plans that allot plan --json has written; the first is what the others are compared to. 方案文件夹或保存的方案。",
      valueName: "plan"), completion: .file())
  var plans: [String]

  @Flag(help: "Print JSON, in English, under a version number.")
  var json = false

  @Flag(help: "Print CSV, in English, one row a town, pool and plan.")
  var csv = false

  @Option(name: .shortAndLong, help: "Write to this file, all or nothing. 输出文件。", completion: .file())
  var output: String?

  @Option(
    help: "Write an Excel workbook to this file as well, all or nothing. 另存 Excel 工作簿。", completion: .file())
  var xlsx: String?

  @Option(help: "The most seconds that solving each scenario may take. 每个方案的求解时限（秒）。")
  var timeLimit: Double?

  @OptionGroup var language: LanguageOption

  func validate() throws {
    guard plans.count > 1 else { throw ValidationError("Give at least two plans to compare.") }
    if json && csv { throw ValidationError("Choose one of --json and --csv.") }
    if let timeLimit, !(timeLimit > 0 && timeLimit.isFinite) {
      throw ValidationError("--time-limit takes a number of seconds above 0.")
    }
  }

  func run() throws {
    let words = language.words
    // All are read before any is solved, so that what is wrong is known at once.
    let inputs = try plans.map { path -> Input in
      var isFolder = false
      if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder {
        return .saved(try SavedPlan.readOrExit(path, words))
      }
      return .scenario(try ScenarioFolder(path: path, workers: Processors.count).readOrExit(words))
    }
    var summaries: [PlanSummary] = []
    var limit: Limit?
    for (path, input) in zip(plans, inputs) {
      switch input {
      case .saved(let plan): summaries.append(plan.summary)
      case .scenario(let scenario):
        let monitor = SolveMonitor(seconds: timeLimit)
        let interruption = Interruption(cancelling: monitor)
        defer { interruption.end() }
        let plan = try scenario.planOrExit(words, monitor: monitor, named: path)
        limit = plan.solving.limit ?? limit
        summaries.append(PlanSummary(plan))
      }
    }
    let comparison = PlanComparison(summaries)
    if let xlsx {
      let workbook = ComparisonWorkbook(comparison, names: plans, language.language)
      try Destination(file: xlsx).write(workbook.bytes, words)
    }
    let text =
      json
      ? ComparisonJSON(comparison, names: plans).text
      : csv
        ? ComparisonCSV(comparison, names: plans).text
        : ComparisonText(comparison, names: plans, language.language).text
    try Destination(file: output).write(text, words)
    if let limit { throw limit == .cancelled ? Exit.interrupted : Exit.limitReached }
  }

  private enum Input {
    case saved(SavedPlan)
    case scenario(Scenario)
  }
}
