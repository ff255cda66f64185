// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Documents
import LinearPrograms
import Reports
import Staffing

/// `allot flag`: what is out of line in today's staffing.
struct FlagCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flag",
    abstract: "Name what is out of line in today's staffing. 检查现有编制的错配。",
    discussion: """
      EXAMPLES:
        allot flag my-county
        allot flag my-county --compare resident_population --compare area
        allot flag my-county --within county
        allot flag my-county --achieves economic_output --all
        allot flag my-county --check > flags.txt || echo "flags were found"
      """)

  @Argument(help: ArgumentHelp("The scenario's folder. 方案文件夹。", valueName: "scenario"), completion: .directory)
  var scenario: String

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A metric on which a town must be at least as large to have no fewer posts; may be repeated. 倒挂比较的指标。",
      valueName: "metric"))
  var compare: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A metric of what towns achieve, for their efficiency (DEA); may be repeated. 效率分析的产出指标。", valueName: "metric"))
  var achieves: [String] = []

  @Option(
    help: ArgumentHelp(
      "A level of the hierarchy within whose groups towns are compared. 只在同组内比较的层级。", valueName: "level"))
  var within: String?

  @Flag(help: "List every flag, however many there are and however slight. 列出全部错配。")
  var all = false

  @Flag(help: "Exit with 1 where something is flagged. 发现错配时以 1 退出。")
  var check = false

  @Flag(help: "Print JSON, in English, under a version number.")
  var json = false

  @Option(name: .shortAndLong, help: "Write to this file, all or nothing. 输出文件。", completion: .file())
  var output: String?

  @OptionGroup var language: LanguageOption

  /// Branches before seconds, so that a slow machine says the same as a quick one.
  private static let limitsOfMoves = Limits(seconds: 60, nodes: 1_000)

  func run() throws {
    let words = language.words
    let scenario = try ScenarioFolder(path: scenario, workers: Processors.count).readOrExit(words)
    let known = scenario.metrics.map(\.id)
    let unknown = (compare + achieves).filter { !known.contains($0) }
    for name in unknown { Console.complain(words.unknownMetric(name, among: known)) }
    let level = within.flatMap { name in scenario.levels.firstIndex(of: name) }
    if let within, level == nil { Console.complain(words.unknownLevel(within, among: scenario.levels)) }
    guard unknown.isEmpty, within == nil || level != nil else { throw Exit.badInput }
    let survey = ProgressLine.shared.showing(words.lookingForMismatches) {
      scenario.mismatches(
        comparing: compare.isEmpty ? nil : compare.compactMap(known.firstIndex), within: level,
        outputs: achieves.compactMap(known.firstIndex), fewestMovesWithin: Self.limitsOfMoves)
    }
    let text = json ? MismatchJSON(survey).text : MismatchText(survey, language.language, isComplete: all).text
    try Destination(file: output).write(text, words)
    if check && !survey.mismatches.isEmpty { throw Exit.answerIsNo }
  }
}
