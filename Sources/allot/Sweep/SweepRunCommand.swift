// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Documents
import FoundationEssentials
import LinearPrograms
import Reports
import Staffing

/// `allot sweep SCENARIO`: plans the cases.
struct SweepRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Plan the cases of a sweep; allot sweep SCENARIO does the same. 计算各情形。")

  @OptionGroup var options: SweepOptions

  @Option(
    help: "Write every case's quotas to this CSV file; a run that was stopped goes on. 各情形明细，可续算。",
    completion: .file())
  var cases: String?

  @Option(help: ArgumentHelp("Plan only one part of several, for merging later. 只算一份。", valueName: "i/n"))
  var shard: String?

  @Option(help: "How many cases are planned at once; as many as there are processors by default. 并行数。")
  var workers: Int?

  @Flag(help: "Begin anew where an earlier run was stopped. 从头开始。")
  var restart = false

  func validate() throws {
    if let workers, !(1...1024).contains(workers) { throw ValidationError("--workers takes a number from 1 to 1024.") }
    if restart && cases == nil { throw ValidationError("--restart takes effect with --cases.") }
    try options.validate(cases: cases)
    guard let shard else { return }
    if SweepShard(shard) == nil { throw ValidationError("“\(shard)” is no shard; write 2/8 for the second of eight.") }
    if cases == nil { throw ValidationError("--shard needs --cases: a shard is of use in a file.") }
    if options.json || options.output != nil || options.html != nil {
      throw ValidationError("A shard has no summary: --json, --output and --html go with allot sweep merge.")
    }
  }

  func run() throws {
    let words = options.language.words
    let sweep = try ReadSweep(options)
    let shard = shard.flatMap(SweepShard.init) ?? .whole
    let range = shard.cases(of: sweep.planner.cases.count)
    var tally = sweep.emptyTally
    for file in [cases, options.html].compactMap(\.self) { try sweep.check(file, words) }
    let kept = try cases.map { try open($0, sweep, shard, &tally, words) }
    let todo = (range.lowerBound + tally.count)..<range.upperBound

    let work = OrderedCases(
      sweep.planner, cases == nil ? nil : sweep.csv, cases: todo, after: tally,
      workers: workers ?? Processors.count)
    let interruption = Interruption(cancelling: work.monitors)
    defer { interruption.end() }
    let ending = ProgressLine.shared.showing(
      { words.sweeping(seconds: $0, work.done - range.lowerBound, of: range.count) },
      while: { work.run { rows in kept?.append(rows) ?? true } })
    tally = work.tally
    switch ending {
    case .done: break
    case .stopped:
      Console.complain(words.sweepStopped(tally.count, of: range.count, kept?.path))
      throw Exit.interrupted
    case .failed(let number, let fault):
      Console.complain(words.sweepCase(number))
      Console.complain(words.planningFault(fault))
      throw fault.exit
    case .refused:
      Console.complain(words.cannotWrite(kept?.path ?? ""))
      throw Exit.badInput
    }
    if let cases, let kept { try finish(cases, kept, sweep, words) }
    if self.shard == nil { try sweep.write(tally, options) }
  }

  /// Opens the part file, and adds what an earlier run has left there to the tally.
  private func open(
    _ file: String, _ sweep: ReadSweep, _ shard: SweepShard, _ tally: inout SweepTally, _ words: Words
  ) throws -> PartFile {
    let path = URL(filePath: file).resolvingSymlinksInPath().path + ".part"
    do {
      let kept = try PartFile(path: path)
      let bytes = restart ? [] : [UInt8](try Data(contentsOf: URL(filePath: path)))
      let contents = try sweep.part.read(bytes, shard, into: &tally)
      let preamble = contents.length == 0 ? Array(sweep.part.preamble(shard).utf8) : []
      guard kept.cut(to: contents.length), kept.append(preamble) else { throw PartFile.Fault.unwritable }
      if contents.cases > 0 {
        let all = shard.cases(of: sweep.planner.cases.count).count
        Console.complain(words.sweepGoesOn(contents.cases, of: all, path))
      }
      return kept
    } catch PartFile.Fault.busy {
      Console.complain(words.partIsBusy(path))
    } catch SweepPart.Fault.foreign {
      Console.complain(words.partIsForeign(path))
    } catch SweepPart.Fault.damaged(let line) {
      Console.complain(words.partIsDamaged(path, line: line))
    } catch {
      Console.complain(words.cannotWrite(path))
    }
    throw Exit.badInput
  }

  /// Moves what is complete into place: a shard with its first line, the whole as a table.
  private func finish(_ file: String, _ kept: PartFile, _ sweep: ReadSweep, _ words: Words) throws {
    if shard == nil {
      try sweep.writeTable([(kept.path, sweep.part.preamble(.whole).utf8.count)], to: file, words)
    } else {
      try Destination(file: file).write(words) { try ReadSweep.handOn(kept.path, from: 0, to: $0) }
    }
    kept.remove()
  }
}
