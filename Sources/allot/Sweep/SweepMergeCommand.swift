// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Documents
import FoundationEssentials
import Reports
import Staffing

/// `allot sweep merge`: joins shards.
struct SweepMergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Join the parts that allot sweep --shard has written. 合并各份结果。",
    discussion: """
      The table and the summary are those of one run over all cases, to the byte.

      EXAMPLES:
        allot sweep merge my-county 1.csv 2.csv 3.csv --cases cases.csv
      """)

  @OptionGroup var options: SweepOptions

  @Argument(
    help: ArgumentHelp("The shards' files, in any order. 各份文件。", valueName: "shard"), completion: .file())
  var shards: [String]

  @Option(help: "Write every case's quotas to this CSV file, all or nothing. 各情形明细。", completion: .file())
  var cases: String?

  func validate() throws { try options.validate(cases: cases) }

  func run() throws {
    let words = options.language.words
    let sweep = try ReadSweep(options)
    if let cases { try sweep.check(cases, words) }
    let total = sweep.planner.cases.count
    var complaints: [String] = []
    var files: [(shard: SweepShard, file: String)] = []
    for file in shards {
      guard let shard = sweep.part.shard(of: try bytes(file, words)) else {
        complaints.append(words.shardIsForeign(file))
        continue
      }
      if files.contains(where: { $0.shard.number == shard.number || $0.shard.count != shard.count }) {
        complaints.append(words.shardDoesNotFit(file, shard))
      } else {
        files.append((shard, file))
      }
    }
    // What is missing can be told only of shards that go together.
    if complaints.isEmpty, let count = files.first?.shard.count {
      let numbers = Set(files.map(\.shard.number))
      let missing = (1...count).filter { !numbers.contains($0) }.map { "\($0)/\(count)" }
      if !missing.isEmpty { complaints.append(words.missingShards(missing)) }
    }
    var tally = sweep.emptyTally
    files.sort { $0.shard.number < $1.shard.number }
    for (shard, file) in files {
      do {
        let found = try sweep.part.read(try bytes(file, words), shard, into: &tally)
        let all = shard.cases(of: total).count
        if found.cases < all { complaints.append(words.shardIsIncomplete(file, shard, found.cases, of: all)) }
      } catch SweepPart.Fault.damaged(let line) {
        complaints.append(words.shardIsDamaged(file, line: line))
      } catch SweepPart.Fault.foreign {
        complaints.append(words.shardIsForeign(file))
      }
    }
    guard complaints.isEmpty else {
      for complaint in complaints { Console.complain(complaint) }
      throw Exit.badInput
    }
    if let cases {
      try sweep.writeTable(
        files.map { ($0.file, sweep.part.preamble($0.shard).utf8.count) }, to: cases, words)
    }
    try sweep.write(tally, options)
  }

  private func bytes(_ file: String, _ words: Words) throws -> [UInt8] {
    do {
      return [UInt8](try Data(contentsOf: URL(filePath: file)))
    } catch {
      Console.complain(words.cannotRead(file))
      throw Exit.badInput
    }
  }
}
