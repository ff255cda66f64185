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

  @Flag(help: "Exit with 1 where something is flagged. 发现错配时以 1 退出。")
  var check = false

  @Flag(help: "Print JSON, in English, under a version number.")
  var json = false

  @Option(name: .shortAndLong, help: "Write to this file, all or nothing. 输出文件。", completion: .file())
  var output: String?

  @OptionGroup var language: LanguageOption

  func run() throws {
    let words = language.words
    let scenario = try ScenarioFolder(path: scenario).readOrExit(words)
    let places = compare.map { name in scenario.metrics.firstIndex { $0.id == name } }
    for (name, place) in zip(compare, places) where place == nil {
      Console.complain(words.unknownMetric(name, among: scenario.metrics.map(\.id)))
    }
    guard !places.contains(nil) else { throw Exit.badInput }
    let survey = scenario.mismatches(
      comparing: compare.isEmpty ? nil : places.compactMap(\.self), fewestMovesWithin: Limits(seconds: 10))
    let text = json ? MismatchJSON(survey).text : MismatchText(survey, language.language).text
    try Destination(file: output).write(text, words)
    if check && !survey.mismatches.isEmpty { throw Exit.answerIsNo }
  }
}
