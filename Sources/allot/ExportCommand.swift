// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Documents
import LinearPrograms
import Reports
import Staffing

/// `allot export`: the linear program of a scenario, for another solver.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the linear program that the plan comes from, in CPLEX LP format. 导出线性规划。",
    discussion: """
      EXAMPLES:
        allot export my-county --output my-county.lp
        glpsol --lp my-county.lp
      """)

  @Argument(help: ArgumentHelp("The scenario's folder. 方案文件夹。", valueName: "scenario"), completion: .directory)
  var scenario: String

  @Option(name: .shortAndLong, help: "Write to this file, all or nothing. 输出文件。", completion: .file())
  var output: String?

  @OptionGroup var language: LanguageOption

  func run() throws {
    let words = language.words
    let scenario = try ScenarioFolder(path: scenario, workers: Processors.count).readOrExit(words)
    switch scenario.linearProgram {
    case .program(let program):
      do {
        try Destination(file: output).write(program.cplexText(), words)
      } catch SolverFault.invalidModel(let faults) where faults.contains(where: \.isSize) {
        Console.complain(words.tooLargeToExport)
        throw Exit.limitReached
      } catch let fault as SolverFault {
        Console.complain(words.planningFault(.solver(fault)))
        throw Exit.internalError
      }
    case .infeasible(let reasons):
      Console.complain(words.noPlan)
      for sentence in words.infeasibilities(reasons, of: scenario) { Console.complain(sentence) }
      throw Exit.infeasible
    }
  }
}
