// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Documents
import FoundationEssentials
import LinearPrograms
import Reports
import Staffing

/// A sweep that was read, ready to be planned.
struct ReadSweep {
  let planner: SweepPlanner
  let csv: SweepCSV
  let part: SweepPart
  private let sources: [SourceFile]
  /// The files that were read, as they lie on the disk.
  private let inputs: Set<String>

  /// Reads a scenario and its sweep, or says all that is wrong with either and ends with exit code 2.
  init(_ options: SweepOptions) throws {
    let words = options.language.words
    let folder = ScenarioFolder(path: options.scenario, workers: Processors.count)
    let (scenario, sources) = try folder.readWithSourcesOrExit(words)
    let file = options.sweep.map { SweepFile(path: $0) } ?? SweepFile(in: folder)
    let (sweep, source): (Sweep, SourceFile)
    do {
      (sweep, source) = try file.read(for: scenario)
    } catch {
      for fault in error.faults { Console.complain(words.fault(fault)) }
      Console.complain(words.faultCount(error.faults.count))
      let isMissing = error.faults.contains { $0.problem == .notFound }
      if isMissing, options.sweep == nil { Console.complain(words.howToSweep) }
      throw Exit.badInput
    }
    self.sources = sources + [source]
    let paths = sources.map { $0.name.hasPrefix("/") ? $0.name : "\(options.scenario)/\($0.name)" } + [file.path]
    inputs = Set(paths.map { URL(filePath: $0).resolvingSymlinksInPath().path })
    planner = SweepPlanner(scenario, sweep)
    csv = SweepCSV(planner)
    part = SweepPart(
      csv, identity: SweepIdentity(scenario: sources, sweep: source, version: Allot.release))
  }

  var emptyTally: SweepTally {
    SweepTally(towns: planner.scenario.towns.count, pools: planner.scenario.pools.count)
  }

  /// Writes what all cases come to.
  func write(_ tally: SweepTally, _ options: SweepOptions) throws {
    let summary = SweepSummary(planner, tally)
    if let html = options.html {
      let page = SweepPage(
        summary, options.language.language, solver: GLPKSolver().name,
        provenance: Provenance(version: Allot.release, sources: sources, date: options.date))
      try Destination(file: html).write(page.text, options.language.words)
    }
    let text = options.json ? SweepJSON(summary).text : SweepText(summary, options.language.language).text
    try Destination(file: options.output).write(text, options.language.words)
  }

  /// Writes a table of all cases, all or nothing: the line of headings, and then the rows of some files that begin with
  /// other lines, one after another. Ends with exit code 2 where it cannot be written.
  func writeTable(_ rows: [(file: String, from: Int)], to path: String, _ words: Words) throws {
    try Destination(file: path).write(words) { take in
      try take(Array(csv.headingLine.utf8))
      for (file, start) in rows { try Self.handOn(file, from: start, to: take) }
    }
  }

  /// Hands on a file's bytes from a place on, in pieces.
  static func handOn(_ file: String, from start: Int, to take: ([UInt8]) throws -> Void) throws {
    let bytes = try Data(contentsOf: URL(filePath: file), options: .mappedIfSafe)
    for place in stride(from: start, to: bytes.count, by: 1 << 20) {
      let end = min(place + 1 << 20, bytes.count)
      try take([UInt8](bytes[(bytes.startIndex + place)..<(bytes.startIndex + end)]))
    }
  }

  /// Says so, and ends with exit code 2, where a table or page cannot or must not be written: over a folder, or over what
  /// the sweep is read from.
  func check(_ file: String, _ words: Words) throws {
    try Destination(file: file).refuseFolder(words)
    guard inputs.contains(URL(filePath: file).resolvingSymlinksInPath().path) else { return }
    Console.complain(words.isReadFrom(file))
    throw Exit.badInput
  }
}
