// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Documents
import LinearPrograms
import Reports
import Staffing

/// `allot plan`: from a scenario to a plan.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Print the plan beside today's staffing. 计算分配方案，与现状对照。",
    discussion: """
      EXAMPLES:
        allot plan Scenarios/survey-35-subdistricts
        allot plan my-county --language zh
        allot plan my-county --csv --output plan.csv
        allot plan my-county --json | python3 -m json.tool
        allot plan my-county --xlsx plan.xlsx   a workbook to work on and print  Excel 工作簿
        allot plan my-county --html plan.html --date 2026-03-01   a page to read, print and hand on  网页，可打印
      """)

  @Argument(help: ArgumentHelp("The scenario's folder. 方案文件夹。", valueName: "scenario"), completion: .directory)
  var scenario: String

  @Flag(help: "Print JSON, in English, under a version number.")
  var json = false

  @Flag(help: "Print CSV, in English, one row a town and pool.")
  var csv = false

  @Flag(help: "Show how needs become quotas, rule by rule; takes a plan for each sort of rule. 由应配数到方案的各步。")
  var causes = false

  @Flag(help: "Show how evenly posts stand to people and land; --json always has it. 配置公平性。")
  var fairness = false

  @Option(name: .shortAndLong, help: "Write to this file, all or nothing. 输出文件。", completion: .file())
  var output: String?

  @OptionGroup var files: PlanFiles

  @Option(help: "The most seconds that solving may take. 求解时限（秒）。")
  var timeLimit: Double?

  @OptionGroup var language: LanguageOption

  func validate() throws {
    if csv && (causes || fairness) { throw ValidationError("--csv has neither --causes nor --fairness.") }
    if let output, output == files.html || output == files.xlsx {
      throw ValidationError("--output needs another file than --html and --xlsx.")
    }
    if json && csv { throw ValidationError("Choose one of --json and --csv.") }
    if let timeLimit, !(timeLimit > 0 && timeLimit.isFinite) {
      throw ValidationError("--time-limit takes a number of seconds above 0.")
    }
  }

  func run() throws {
    let words = language.words
    let (scenario, sources) = try ScenarioFolder(path: scenario, workers: Processors.count).readWithSourcesOrExit(words)
    let monitor = SolveMonitor(seconds: timeLimit)
    let interruption = Interruption(cancelling: monitor)
    defer { interruption.end() }
    switch scenario.planShowingProgress(words, monitor: monitor) {
    case .plan(let plan):
      try write(plan, sources, monitor, words)
      // The system takes back at once what would be given back piece by piece.
      withExtendedLifetime((scenario, plan)) { Exit.done() }
    case .infeasible(let reasons):
      Console.complain(words.noPlan)
      for sentence in words.infeasibilities(reasons, of: scenario) { Console.complain(sentence) }
      // A file asked for keeps the last plan that there was.
      if json && output == nil {
        try Destination(file: nil).write(InfeasibilityJSON(reasons, of: scenario).text, words)
      }
      throw Exit.infeasible
    case .stopped(let limit, let best):
      Console.complain(words.stopped(limit, hasPlan: best != nil))
      if let best { try write(best, sources, monitor, words) }
      throw limit == .cancelled ? Exit.interrupted : Exit.limitReached
    case .failed(let fault):
      Console.complain(words.planningFault(fault))
      throw fault.exit
    }
  }

  /// Writes the files that were asked for beside the result, and then the result.
  private func write(_ plan: Plan, _ sources: [SourceFile], _ monitor: SolveMonitor, _ words: Words) throws {
    let causes =
      causes || files.needCauses
      ? ProgressLine.shared.showing({ words.planning(seconds: $0, monitor.progress) }) { plan.causes(monitor: monitor) }
      : nil
    try files.write(plan, causes, sources, language)
    let destination = Destination(file: output)
    guard csv else { return try destination.write(report(plan, self.causes ? causes : nil), words) }
    try destination.write(words) { take in
      for piece in PlanCSV(plan).pieces(workers: Processors.count) { try take(piece) }
    }
  }

  private func report(_ plan: Plan, _ causes: QuotaCauses?) -> String {
    if json { return PlanJSON(plan, causes: causes).text }
    return PlanText(plan, language.language, causes: causes, fairness: fairness ? FairnessTable(plan) : nil).text
  }
}
