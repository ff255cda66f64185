// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser

/// `allot sweep`: many what-ifs at once.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Plan many what-ifs: weights, totals, floors and growth. 多情形计算。",
    discussion: """
      What varies stands in sweep.yaml beside scenario.yaml:

        parameters:
          population_weight: {weight: resident_population, from: 0.2, to: 0.6}
          total: {total: institutional, values: [1700, 1743, 1800]}
          leaders: {floor: administrative, from: 9, to: 12, steps: 4}
          growth: {growth: resident_population, from: -5, to: 10}
        design: {latin_hypercube: {cases: 1000, seed: 1}}

      floor, cap and pin name a rule, by its pool or by its line as scenario.yaml:14; growth is in percent.
      design is grid, one_at_a_time, latin_hypercube or monte_carlo.

      EXAMPLES:
        allot sweep my-county                  how far each quota varies, and what with  摘要
        allot sweep my-county --cases cases.csv   a row a case, town and pool; goes on where it was stopped
        allot sweep my-county --cases 2.csv --shard 2/8   one part of eight, for a scheduler's array of jobs
        allot sweep merge my-county ?.csv --cases cases.csv
      """,
    subcommands: [SweepRunCommand.self, SweepMergeCommand.self], defaultSubcommand: SweepRunCommand.self)
}

/// The options that both ways to a sweep have.
struct SweepOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The scenario's folder. 方案文件夹。", valueName: "scenario"), completion: .directory)
  var scenario: String

  @Option(
    help: "The file that says what varies; sweep.yaml in the scenario's folder by default. 情形文件。",
    completion: .file(extensions: ["yaml"]))
  var sweep: String?

  @Flag(help: "Print JSON, in English, under a version number.")
  var json = false

  @Option(name: .shortAndLong, help: "Write the summary to this file, all or nothing. 摘要输出文件。", completion: .file())
  var output: String?

  @OptionGroup var language: LanguageOption

  /// Whether the table of cases has a file of its own.
  func validate(cases: String?) throws {
    guard let cases else { return }
    if cases.isEmpty || cases == "-" {
      throw ValidationError("--cases needs a file: a run that was stopped goes on there.")
    }
    if cases == output { throw ValidationError("--output needs another file than --cases.") }
  }
}
