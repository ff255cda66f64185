// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Documents
import LinearPrograms
import Reports
import Staffing

/// `allot frontier`: what one goal costs in another.
struct FrontierCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "frontier",
    abstract: "Print what a goal costs in another, such as posts moved, point by point. 两个目标的权衡曲线。",
    discussion: """
      EXAMPLES:
        allot frontier my-county
        allot frontier my-county --goals fairness,stability --points 200 --csv
        allot frontier my-county --goals fairness,fit
        allot frontier my-county --html frontier.html
        allot frontier my-county --save knee knee.json --save 3 third.json   plans to go on with  保存所选方案
        allot verify knee.json my-county
      """)

  @Argument(help: ArgumentHelp("The scenario's folder. 方案文件夹。", valueName: "scenario"), completion: .directory)
  var scenario: String

  @Option(
    help: ArgumentHelp(
      "Any two of fit, fairness, prices and stability. 适配、公平、软约束、稳定中的任意两个目标。", valueName: "goals"),
    transform: Self.goals)
  var goals = FrontierGoals(.fit)

  @Option(
    help: "How many points at even steps, and the knee beside them; all there are where that is no more. 列出的点数。")
  var points = 25

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Save the plan at a point, by its number or knee, as plan --json writes it. 保存某一点的方案（序号或 knee）。",
      valueName: "point> <file"))
  var save: [String] = []

  @Flag(help: "Print JSON, in English, under a version number.")
  var json = false

  @Flag(help: "Print CSV, in English, one row a point.")
  var csv = false

  @Option(name: .shortAndLong, help: "Write to this file, all or nothing. 输出文件。", completion: .file())
  var output: String?

  @Option(
    help: "Write a page with a chart to this file as well, all or nothing. 另存网页（含图）。", completion: .file())
  var html: String?

  @Option(help: "The date to state on the page, as you want it to read. 网页中注明的日期。")
  var date: String?

  @Option(help: "The most seconds that all of it may take. 求解时限（秒）。")
  var timeLimit: Double?

  @OptionGroup var language: LanguageOption

  /// More points than anyone will read; each takes a plan.
  private static let mostPoints = 1_000_000

  private static func goals(_ argument: String) throws -> FrontierGoals {
    // In either order, with blanks or without.
    let names = argument.split(separator: ",", omittingEmptySubsequences: false).map { $0.filter { $0 != " " } }
    guard names.count == 2, let goals = FrontierGoals(names[0], names[1]) else {
      let pairs = FrontierGoals.all.map { $0.names.joined(separator: ",") }
      throw ValidationError(
        "“\(argument)” is no pair of goals. Write \(pairs.dropLast().joined(separator: ", ")) or \(pairs.last ?? ""), in "
          + "either order.")
    }
    return goals
  }

  func validate() throws {
    if json && csv { throw ValidationError("Choose one of --json and --csv.") }
    if !(2...Self.mostPoints).contains(points) {
      throw ValidationError("--points takes a whole number from 2 to \(Self.mostPoints).")
    }
    if !save.count.isMultiple(of: 2) {
      throw ValidationError("--save takes a point and a file each: --save 3 plan.json. Write the scenario before it.")
    }
    if date != nil && html == nil { throw ValidationError("--date takes effect with --html.") }
    if let timeLimit, !(timeLimit > 0 && timeLimit.isFinite) {
      throw ValidationError("--time-limit takes a number of seconds above 0.")
    }
  }

  func run() throws {
    let words = language.words
    let (scenario, sources) = try ScenarioFolder(path: scenario, workers: Processors.count).readWithSourcesOrExit(words)
    if goals.weighPrices && !scenario.rules.contains(where: \.isSoft) {
      Console.complain(words.noSoftRules)
      throw Exit.badInput
    }
    let monitor = SolveMonitor(seconds: timeLimit)
    let interruption = Interruption(cancelling: monitor)
    defer { interruption.end() }
    let outcome = ProgressLine.shared.showing({ words.searchingFrontier(seconds: $0) }) {
      scenario.frontier(weighing: goals, points: points, monitor: monitor)
    }
    switch outcome {
    case .frontier(let frontier):
      try write(frontier, sources, words)
      guard let limit = frontier.limit else { return }
      Console.complain(words.frontierStopped(hasPoints: true))
      throw limit == .cancelled ? Exit.interrupted : Exit.limitReached
    case .infeasible(let reasons):
      Console.complain(words.noPlan)
      for sentence in words.infeasibilities(reasons, of: scenario) { Console.complain(sentence) }
      // A file asked for keeps the last frontier that there was.
      if json && output == nil {
        try Destination(file: nil).write(InfeasibilityJSON(reasons, of: scenario).text, words)
      }
      throw Exit.infeasible
    case .stopped(let limit):
      Console.complain(words.frontierStopped(hasPoints: false))
      throw limit == .cancelled ? Exit.interrupted : Exit.limitReached
    case .failed(let fault):
      Console.complain(words.planningFault(fault))
      throw fault.exit
    }
  }

  private func write(_ frontier: Frontier, _ sources: [SourceFile], _ words: Words) throws {
    // What is not there is told before anything is written.
    let chosen = try stride(from: 0, to: save.count - 1, by: 2).map { place in
      guard let point = point(save[place], of: frontier) else {
        Console.complain(words.noSuchPoint(save[place], of: frontier))
        throw Exit.badInput
      }
      return (point, save[place + 1])
    }
    for (point, file) in chosen {
      let text = PlanJSON(point.plan, frontier: point.place).text
      try Destination(file: file).write(text, words)
    }
    if let html {
      let provenance = Provenance(version: Allot.release, sources: sources, date: date)
      try Destination(file: html).write(
        FrontierPage(frontier, language.language, provenance: provenance).text, words)
    }
    let text =
      json
      ? FrontierJSON(frontier).text
      : csv ? FrontierCSV(frontier).text : FrontierText(frontier, language.language).text
    try Destination(file: output).write(text, words)
  }

  private func point(_ name: String, of frontier: Frontier) -> Frontier.Point? {
    if name == "knee" { return frontier.knee.map { frontier.points[$0] } }
    guard let number = Int(name), frontier.points.indices.contains(number - 1) else { return nil }
    return frontier.points[number - 1]
  }
}
