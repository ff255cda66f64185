// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Documents
import Reports

/// `allot check`: reads a scenario and says all that is wrong with it; solves nothing.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read a scenario and name every fault, with its place; solve nothing. 检查方案文件，列出全部错误。",
    discussion: """
      EXAMPLES:
        allot check my-county
        allot check my-county && allot plan my-county
      """)

  @Argument(help: ArgumentHelp("The scenario's folder. 方案文件夹。", valueName: "scenario"), completion: .directory)
  var scenario: String

  @OptionGroup var language: LanguageOption

  func run() throws {
    let words = language.words
    let scenario = try ScenarioFolder(path: scenario, workers: Processors.count).readOrExit(words)
    // Silence is a program's "all well"; a person at a terminal may be told.
    if Console.errorIsTerminal { Console.complain(words.checked(scenario)) }
  }
}
