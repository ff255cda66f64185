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

  /// Reads a scenario and its sweep, or says all that is wrong with either and ends with exit code 2.
  init(_ options: SweepOptions) throws {
    let words = options.language.words
    let folder = ScenarioFolder(path: options.scenario)
    let (scenario, sources) = try folder.readWithSourcesOrExit(words)
    let file = options.sweep.map { SweepFile(path: $0) } ?? SweepFile(in: folder)
    let (sweep, source): (Sweep, SourceFile)
    do {
      (sweep, source) = try file.read(for: scenario)
    } catch {
      for fault in error.faults { Console.complain(words.fault(fault)) }
      Console.complain(words.faultCount(error.faults.count))
      throw Exit.badInput
    }
    self.sources = sources + [source]
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
    let target = URL(filePath: path).resolvingSymlinksInPath().path
    do {
      let unfinished = try PartFile(path: target + ".new")
      guard unfinished.cut(to: 0), unfinished.append(Array(csv.headingLine.utf8)) else {
        throw CocoaError(.fileWriteUnknown)
      }
      for (file, start) in rows {
        let bytes = try Data(contentsOf: URL(filePath: file), options: .mappedIfSafe)
        for place in stride(from: start, to: bytes.count, by: 1 << 20) {
          let chunk = [UInt8](
            bytes[(bytes.startIndex + place)..<(bytes.startIndex + min(place + 1 << 20, bytes.count))])
          guard unfinished.append(chunk) else { throw CocoaError(.fileWriteUnknown) }
        }
      }
      guard unfinished.move(to: target) else { throw CocoaError(.fileWriteUnknown) }
    } catch {
      Console.complain(words.cannotWrite(path))
      throw Exit.badInput
    }
  }
}
