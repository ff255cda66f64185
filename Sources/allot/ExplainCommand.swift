// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Documents
import LinearPrograms
import Reports
import Staffing

/// `allot explain`: why a town has this number.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say why a town has this number, and what would change it. 说明一个镇街为何是这个数。",
    discussion: """
      EXAMPLES:
        allot explain Scenarios/us-house-2020 "New York"
        allot explain my-county 城关镇 --pool administrative
        allot explain my-county 东县/城关镇 --json --output why.json
      """)

  @Argument(help: ArgumentHelp("The scenario's folder. 方案文件夹。", valueName: "scenario"), completion: .directory)
  var scenario: String

  @Argument(help: ArgumentHelp("The town, by name or by path, as county/town. 镇街的名称或路径。", valueName: "town"))
  var town: String

  @Option(help: ArgumentHelp("Only this pool; may be repeated. 只说明这一类编制。", valueName: "pool"))
  var pool: [String] = []

  @Flag(help: "Print JSON, in English, under a version number.")
  var json = false

  @Option(name: .shortAndLong, help: "Write to this file, all or nothing. 输出文件。", completion: .file())
  var output: String?

  @Option(
    help: "The most seconds that planning may take, and again the search for margins, which has 60 by default. 时限（秒）。")
  var timeLimit: Double?

  @OptionGroup var language: LanguageOption

  func validate() throws {
    if let timeLimit, !(timeLimit > 0 && timeLimit.isFinite) {
      throw ValidationError("--time-limit takes a number of seconds above 0.")
    }
  }

  func run() throws {
    let words = language.words
    let scenario = try ScenarioFolder(path: scenario, workers: Processors.count).readOrExit(words)
    let town = scenario.town(named: town)
    let pools = pool.map { scenario.pool(named: $0) }
    var complaints = [words.unclearName(self.town, town)]
    complaints += zip(pool, pools).map { words.unclearName($0, $1, isPool: true) }
    for complaint in complaints.compactMap(\.self) { Console.complain(complaint) }
    guard case .found(let place) = town, complaints.allSatisfy({ $0 == nil }) else { throw Exit.badInput }
    let chosen = pools.compactMap { if case .found(let pool) = $0 { pool } else { nil } }

    let planning = SolveMonitor(seconds: timeLimit)
    var interruption = Interruption(cancelling: planning)
    defer { interruption.end() }
    let plan = try scenario.planOrExit(words, monitor: planning)
    interruption.end()
    // The margins have their own time: without them the explanation is poorer and still true.
    let searching = SolveMonitor(seconds: timeLimit ?? 60)
    interruption = Interruption(cancelling: searching)
    let quotas = ProgressLine.shared.showing(words.searchingMargins) {
      plan.explained(town: place, pools: chosen.isEmpty ? nil : Array(Set(chosen)).sorted(), monitor: searching)
    }
    let text =
      json
      ? ExplanationJSON(quotas, of: plan).text : ExplanationText(quotas, of: plan, language.language).text
    try Destination(file: output).write(text, words)
    if planning.isCancelled || searching.isCancelled { throw Exit.interrupted }
    if plan.solving.limit != nil { throw Exit.limitReached }
  }
}
