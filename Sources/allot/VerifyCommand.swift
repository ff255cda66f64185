// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Documents
import Reports
import Staffing

/// `allot verify`: a saved plan and its certificate, without the solver.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check a saved plan and its proof against its inputs, without the solver. 核验保存的方案。",
    discussion: """
      EXAMPLES:
        allot plan my-county --json --output plan.json
        allot verify plan.json my-county
        allot verify plan.json                 the proof alone  只核对自带的证明
      """)

  @Argument(
    help: ArgumentHelp("The plan that allot plan --json has written. 保存的方案。", valueName: "plan"),
    completion: .file(extensions: ["json"]))
  var plan: String

  @Argument(
    help: ArgumentHelp("The scenario's folder that it was made from. 方案文件夹。", valueName: "scenario"),
    completion: .directory)
  var scenario: String?

  @Flag(help: "Print JSON, in English, under a version number.")
  var json = false

  @Option(name: .shortAndLong, help: "Write to this file, all or nothing. 输出文件。", completion: .file())
  var output: String?

  @OptionGroup var language: LanguageOption

  func run() throws {
    let words = language.words
    let saved = try SavedPlan.readOrExit(plan, words)
    let scenario = try scenario.map { try ScenarioFolder(path: $0, workers: Processors.count).readOrExit(words) }
    let verification = PlanVerification(of: saved, against: scenario)
    let text =
      json ? VerificationJSON(verification).text : VerificationText(verification, language.language).text
    try Destination(file: output).write(text, words)
    if !verification.findings.isEmpty { throw Exit.answerIsNo }
  }
}

extension SavedPlan {
  /// Reads a saved plan, or says why it is none and ends with exit code 2.
  static func readOrExit(_ path: String, _ words: Words) throws -> SavedPlan {
    do {
      return try SavedPlan(json: TextDocument.read(path))
    } catch let fault as SavedPlan.Fault {
      Console.complain(words.savedPlanFault(fault, file: path))
    } catch let fault as DocumentFault {
      Console.complain(words.fault(fault))
    }
    throw Exit.badInput
  }
}
