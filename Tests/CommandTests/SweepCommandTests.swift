// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestLength
import Testing

@Suite("allot sweep")
struct SweepCommandTests {
  private static let cases = everyday(12, long: 30)

  private static let file = """
    parameters:
      weight: {weight: resident_population, from: 0.2, to: 0.6}
      total: {total: institutional, from: 1700, to: 1800}
      leaders: {floor: administrative, values: [10, 11, 16]}
      growth: {growth: resident_population, from: -5, to: 10}
    design: {latin_hypercube: {cases: \(cases), seed: 5}}

    """

  /// The survey with a sweep beside it.
  private func swept(_ text: String = file) throws -> TemporaryFolder {
    let folder = try changedSurvey("scenario.yaml", "title:", "title:")
    try folder.write(text, to: "sweep.yaml")
    return folder
  }

  private func records(_ text: String) -> [[String: String]] {
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { fields in
      Dictionary(zip(lines[0], fields), uniquingKeysWith: { first, _ in first })
    }
  }

  @Test("The rows of a case are those of a separate plan of the scenario with its numbers written in")
  func separatePlans() throws {
    let folder = try swept()
    let table = "\(folder.path)/cases.csv"
    #expect(try allot("sweep", folder.path, "--cases", table).code == 0)
    let rows = records(try folder.text(of: "cases.csv"))
    let cases = Dictionary(grouping: rows) { $0["case"] ?? "" }
    #expect(cases.count == Self.cases && rows.count == Self.cases * 70)
    var (plans, infeasible) = (0, 0)
    let (scenario, model, towns) = try (
      folder.text(of: "scenario.yaml"), folder.text(of: "four-factor.yaml"), folder.text(of: "towns.csv")
    )
    for number in 1...everyday(8, long: 30) {
      let own = try #require(cases["\(number)"])
      let first = try #require(own.first)
      let changed = try TemporaryFolder()
      func value(_ name: String) throws -> String { try #require(first[name]) }
      try changed.write(
        scenario.replacing("institutional: 1743", with: "institutional: \(try value("total"))")
          .replacing("- floor: 11\n", with: "- floor: \(try value("leaders"))\n"), to: "scenario.yaml")
      try changed.write(
        model.replacing("resident_population: 0.4", with: "resident_population: \(try value("weight"))"),
        to: "four-factor.yaml")
      // People as whole numbers, grown in decimal arithmetic that is not Allot's.
      let growth = try #require(Decimal(string: try value("growth")))
      let grown = towns.split(separator: "\n").enumerated().map { place, line -> String in
        var fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        if place == 0 {
          fields[4] = "常住人口(人)"
        } else if let thousands = Decimal(string: fields[4]) {
          var (exact, rounded) = (thousands * 100 * (100 + growth), Decimal())
          NSDecimalRound(&rounded, &exact, 0, .plain)
          fields[4] = "\(rounded)"
        }
        return fields.joined(separator: ",")
      }
      try changed.write(grown.joined(separator: "\n") + "\n", to: "towns.csv")
      let run = try allot("plan", changed.path, "--csv")
      guard first["outcome"] == "plan" else {
        #expect(first["outcome"] == "infeasible" && run.code == 3, "\(run.errors)")
        #expect(own.allSatisfy { $0["quota_planned"] == "" && $0["need"] == "" })
        infeasible += 1
        continue
      }
      plans += 1
      #expect(run.code == 0, "\(run.errors)")
      let names = [
        "town", "kind", "group", "pool", "quota_today", "need", "quota_planned", "change", "growth_percent",
      ]
      func fields(_ rows: [[String: String]]) -> [[String?]] { rows.map { row in names.map { row[$0] } } }
      #expect(fields(records(run.output)) == fields(own), "case \(number)")
    }
    #expect(plans > 2 && infeasible > 0)
  }

  @Test("The table and the summary are the same whatever the number of workers, and nothing else is left")
  func workers() throws {
    let folder = try swept()
    let runs = try ["1", "2", "5"].map { workers in
      try allot("sweep", folder.path, "--cases", "\(folder.path)/\(workers).csv", "--workers", workers)
    }
    #expect(runs.allSatisfy { $0.code == 0 && $0.errors.isEmpty && $0.output == runs[0].output })
    let tables = try ["1", "2", "5"].map { try folder.text(of: "\($0).csv") }
    #expect(tables[0] == tables[1] && tables[0] == tables[2])
    #expect(try folder.contents.allSatisfy { !$0.contains(".part") && !$0.contains(".new") })
    #expect(try allot("sweep", folder.path).output == runs[0].output)
  }

  @Test("Shards merged are the whole: table, summary and JSON")
  func shards() throws {
    let folder = try swept()
    let whole = try allot("sweep", folder.path, "--cases", "\(folder.path)/whole.csv", "--json")
    let files = (1...4).map { "\(folder.path)/shard\($0)" }
    for (place, file) in files.enumerated() {
      let run = try allot("sweep", folder.path, "--cases", file, "--shard", "\(place + 1)/4")
      #expect(run.code == 0 && run.output.isEmpty && run.errors.isEmpty)
    }
    let joined = "\(folder.path)/joined.csv"
    let merged = try allot(
      "sweep", "merge", folder.path, files[2], files[0], files[3], files[1], "--cases", joined, "--json")
    #expect(merged.code == 0 && merged.output == whole.output && !whole.output.isEmpty)
    #expect(try folder.text(of: "joined.csv") == folder.text(of: "whole.csv"))

    let missing = try allot("sweep", "merge", folder.path, files[0], files[3])
    #expect(missing.code == 2 && missing.errors.contains("Missing: shards 2/4 and 3/4"))
    let twice = try allot("sweep", "merge", folder.path, files[0], files[0])
    #expect(twice.code == 2 && twice.errors.contains("shard 1/4 is there already"))
    let text = try folder.text(of: "shard2")
    try folder.write(text.split(separator: "\n").dropLast().joined(separator: "\n") + "\n", to: "shard2")
    let incomplete = try allot("sweep", "merge", folder.path, files[0], files[1], files[2], files[3])
    #expect(
      incomplete.code == 2 && incomplete.errors.contains("shard 2/4 has \(everyday("2 of 3", long: "7 of 8")) cases"))
    try folder.write(text.replacing(",plan,", with: ",plum,"), to: "shard2")
    let damaged = try allot("sweep", "merge", folder.path, files[0], files[1], files[2], files[3])
    #expect(damaged.code == 2 && damaged.errors.contains("not as it was written; plan this shard again"))
    // The scenario is another now.
    try folder.write(folder.text(of: "towns.csv").replacing("2.84", with: "2.85"), to: "towns.csv")
    let foreign = try allot("sweep", "merge", folder.path, files[0])
    #expect(foreign.code == 2 && foreign.errors.contains("no shard of this scenario"))
  }

  @Test("The page is the same from one run and from shards merged, and is not for a shard")
  func page() throws {
    let folder = try swept()
    for language in everyday(["zh"], long: ["zh", "en"]) {
      let whole = "\(folder.path)/whole.\(language).html"
      let run = try allot("sweep", folder.path, "--html", whole, "--date", "2026-03-01", "--language", language)
      #expect(run.code == 0 && run.errors.isEmpty)
      #expect(run.output == (try allot("sweep", folder.path, "--language", language).output))
      let files = (1...2).map { "\(folder.path)/\(language)\($0)" }
      for (place, file) in files.enumerated() {
        #expect(try allot("sweep", folder.path, "--cases", file, "--shard", "\(place + 1)/2").code == 0)
      }
      let joined = "\(folder.path)/joined.\(language).html"
      let merged = try allot(
        "sweep", "merge", folder.path, files[1], files[0], "--html", joined, "--date", "2026-03-01", "--language",
        language)
      #expect(merged.code == 0)
      let text = try folder.text(of: "whole.\(language).html")
      #expect(try folder.text(of: "joined.\(language).html") == text)
      #expect(text.hasPrefix("<!DOCTYPE html>") && text.contains("2026-03-01"))
      // Wherever the folder stands, the page is the same.
      #expect(text.contains("sweep.yaml") && !text.contains(folder.path))
    }
    let shard = try allot(
      "sweep", folder.path, "--cases", "\(folder.path)/s", "--shard", "1/2", "--html", "\(folder.path)/s.html")
    #expect(shard.code == 64 && shard.errors.contains("--html"))
    #expect(try allot("sweep", folder.path, "--date", "2026-03-01").code == 64)
    let same = try allot("sweep", folder.path, "--html", "\(folder.path)/x", "--output", "\(folder.path)/x")
    #expect(same.code == 64)
    #expect(try !folder.contents.contains("x"))
    let towns = try folder.text(of: "towns.csv")
    #expect(try allot("sweep", folder.path, "--html", "\(folder.path)/towns.csv").code == 2)
    #expect(try folder.text(of: "towns.csv") == towns)
  }

  @Test("A part of any length goes on to the same file: as a kill or a full disk may leave it")
  func resumed() throws {
    let folder = try swept()
    let table = "\(folder.path)/cases.csv"
    let shard = try allot("sweep", folder.path, "--cases", "\(folder.path)/s", "--shard", "1/1")
    let whole = try allot("sweep", folder.path, "--cases", table)
    #expect(shard.code == 0 && whole.code == 0)
    // A shard of all cases is what a part file holds at its end.
    let (part, expected) = try (Data(folder.text(of: "s").utf8), folder.text(of: "cases.csv"))
    let (short, long) = ([0, 10, 90, 120, 300], [part.count / 3, part.count / 2, part.count - 1, part.count])
    for length in everyday([0, 120, part.count / 3, part.count - 1, part.count], long: short + long) {
      try part.prefix(length).write(to: URL(filePath: table + ".part"))
      try FileManager.default.removeItem(atPath: table)
      let run = try allot("sweep", folder.path, "--cases", table)
      #expect(run.code == 0 && run.output == whole.output, "\(run.errors)")
      #expect(run.errors.contains("going on from there") == (length > part.count / 4))
      #expect(try folder.text(of: "cases.csv") == expected)
    }
  }

  @Test("A part of another sweep, or one that was changed, is refused; --restart begins anew")
  func foreign() throws {
    let folder = try swept()
    let table = "\(folder.path)/cases.csv"
    _ = try allot("sweep", folder.path, "--cases", "\(folder.path)/cases.csv.part", "--shard", "1/1")
    try folder.write(folder.text(of: "cases.csv.part").replacing("1,plan", with: "1,plain"), to: "cases.csv.part")
    let damaged = try allot("sweep", folder.path, "--cases", table)
    #expect(damaged.code == 2 && damaged.errors.contains("not as it was written"))
    try folder.write(Self.file.replacing("seed: 5", with: "seed: 6"), to: "sweep.yaml")
    let run = try allot("sweep", folder.path, "--cases", table, "--language", "zh")
    #expect(run.code == 2 && run.errors.contains("不属于这个方案") && run.errors.contains("--restart"))
    #expect(try !folder.contents.contains("cases.csv"))
    #expect(try allot("sweep", folder.path, "--cases", table, "--restart").code == 0)
    #expect(try folder.contents.contains("cases.csv") && !folder.contents.contains("cases.csv.part"))
  }

  @Test("A part is held against all that can be told without planning anew")
  func tampered() throws {
    let folder = try swept()
    _ = try allot("sweep", folder.path, "--cases", "\(folder.path)/part", "--shard", "1/1")
    let lines = try folder.text(of: "part").split(separator: "\n").map(String.init)
    func isRefused(_ changed: [String]) throws -> Bool {
      try folder.write(changed.joined(separator: "\n") + "\n", to: "part")
      let run = try allot("sweep", "merge", folder.path, "\(folder.path)/part")
      return run.code == 2 && run.errors.contains("not as it was written")
    }
    #expect(try !isRefused(lines))
    let place = try #require(lines.firstIndex { $0.prefixMatch(of: /\d+,plan,/) != nil })
    let fields = lines[place].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    // A parameter, a name, today's quota, the planned one, the change, and the last two so that they agree.
    let (town, planned, change) = (6, fields.count - 3, fields.count - 2)
    for edits in [[2: "0.9"], [town: "某镇"], [town + 4: "1"], [planned: "999"], [change: "7"]] {
      var edited = fields
      for (field, text) in edits { edited[field] = text }
      var changed = lines
      changed[place] = edited.joined(separator: ",")
      #expect(try isRefused(changed), "\(edits)")
    }
    var agreeing = fields
    agreeing[planned] = String((Int(fields[planned]) ?? 0) + 1)
    agreeing[change] = String((Int(fields[change]) ?? 0) + 1)
    var changed = lines
    changed[place] = agreeing.joined(separator: ",")
    #expect(try isRefused(changed))
    changed = lines
    changed.swapAt(place, place + 2)
    #expect(try isRefused(changed))
  }

  @Test(
    "A table goes where any result goes: a pipe stays a pipe, permissions stay, and no input and no folder is touched")
  func destinations() throws {
    let folder = try swept()
    let table = "\(folder.path)/cases.csv"
    #expect(try allot("sweep", folder.path, "--cases", table).code == 0)
    let whole = try folder.text(of: "cases.csv")
    let pipe = "\(folder.path)/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    // A process of its own: a task would wait for a thread that other tests have, and the command for the task.
    let reader = Process()
    reader.executableURL = URL(filePath: "/bin/cat")
    reader.arguments = [pipe]
    try folder.write("", to: "read.csv")
    reader.standardOutput = FileHandle(forWritingAtPath: "\(folder.path)/read.csv")
    try reader.run()
    #expect(try allot("sweep", folder.path, "--cases", pipe).code == 0)
    var status = stat()
    #expect(stat(pipe, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
    #expect(chmod(table, 0o640) == 0)
    #expect(try allot("sweep", folder.path, "--cases", table).code == 0)
    #expect(stat(table, &status) == 0 && status.st_mode & 0o777 == 0o640)
    let towns = try folder.text(of: "towns.csv")
    let own = try allot("sweep", folder.path, "--cases", "\(folder.path)/towns.csv")
    #expect(own.code == 2 && own.errors.contains("read from it"))
    #expect(try folder.text(of: "towns.csv") == towns)
    #expect(try allot("sweep", folder.path, "--cases", folder.path).code == 2)
    #expect(try allot("sweep", folder.path, "--cases", "").code == 64)
    #expect(try allot("sweep", folder.path, "--cases", table, "--output", table).code == 64)
    #expect(try folder.contents.allSatisfy { !$0.contains(".part") && !$0.contains(".new") })
    reader.waitUntilExit()
    #expect(try folder.text(of: "read.csv") == whole)
  }

  @Test("Growth of what no need and no rule depends on is a fault")
  func withoutEffect() throws {
    let folder = try swept(Self.file.replacing("growth: resident_population", with: "growth: mean_age"))
    let run = try allot("sweep", folder.path)
    #expect(run.code == 2 && run.errors.contains("“mean_age” has no effect here"))
  }

  @Test("A scenario without a sweep is told how to write one")
  func missing() throws {
    let folder = try TemporaryFolder()
    _ = try allot("new", "county", in: folder.path)
    let run = try allot("sweep", "county", in: folder.path)
    #expect(run.code == 2 && run.errors.contains("allot sweep --help shows one"))
  }

  @Test("Killed at several moments and started again, it comes to the same file")
  func killed() throws {
    let folder = try swept(Self.file.replacing("cases: \(Self.cases)", with: "cases: \(everyday(120, long: 1000))"))
    let whole = try allot("sweep", folder.path, "--cases", "\(folder.path)/whole.csv")
    let command = try #require(BuiltCommand.path)
    var kills = 0
    for attempt in 1...40 {
      let process = Process()
      process.executableURL = URL(filePath: command)
      process.arguments = [
        "sweep", folder.path, "--cases", "\(folder.path)/cases.csv", "--output", "\(folder.path)/out",
      ]
      process.environment = ["LC_ALL": "C"]
      process.standardError = FileHandle.nullDevice
      process.standardInput = FileHandle.nullDevice
      try process.run()
      let deadline = Date.now + 0.1 * Double(attempt)
      while process.isRunning && Date.now < deadline { usleep(1000) }
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      process.waitUntilExit()
      if process.terminationReason == .exit {
        #expect(process.terminationStatus == 0)
        break
      }
      kills += 1
    }
    #expect(kills > 0)
    #expect(try folder.text(of: "cases.csv") == folder.text(of: "whole.csv"))
    #expect(try folder.text(of: "out") == whole.output)
  }

  @Test("An interrupt ends with 130, says how far it came, and the same command goes on")
  func interrupted() throws {
    let folder = try swept(Self.file.replacing("cases: \(Self.cases)", with: "cases: 5000"))
    let command = try #require(BuiltCommand.path)
    let process = Process()
    process.executableURL = URL(filePath: command)
    process.arguments = ["sweep", folder.path, "--cases", "\(folder.path)/cases.csv"]
    process.environment = ["LC_ALL": "C"]
    process.standardInput = FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let part = "\(folder.path)/cases.csv.part"
    while process.isRunning, (try? Data(contentsOf: URL(filePath: part)).count) ?? 0 < 20_000 { usleep(2000) }
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 130)
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(text.contains("Interrupted after") && text.contains("the same command goes on"))
  }

  @Test("The survey's own sweep has a plan for every case that its floors leave room for")
  func survey() throws {
    let run = try allot("sweep", CommandTests.survey, "--language", "zh")
    #expect(run.code == 0 && run.errors.isEmpty)
    #expect(run.output.contains("200 种情形（拉丁超立方抽样，种子 1）") && run.output.contains("人口增长：常住人口增长，-5 % 至 10 %"))
    #expect(
      try allot("sweep", CommandTests.survey, "--json").output.contains("\"most_sensitive_to\" : \"area_weight\""))
  }

  @Test("Wrong files are told with their places in both languages, and wrong options are wrong usage")
  func wrong() throws {
    let folder = try swept(Self.file.replacing("weight: resident_population", with: "weight: population"))
    let english = try allot("sweep", folder.path)
    #expect(english.code == 2 && english.output.isEmpty)
    #expect(english.errors.contains("sweep.yaml:2:20: parameters.weight.weight: there is no metric “population”"))
    let chinese = try allot("sweep", folder.path, "--language", "zh")
    #expect(chinese.code == 2 && chinese.errors.contains("sweep.yaml:2:20：parameters.weight.weight：没有指标“population”"))
    let none = try allot("sweep", house)
    #expect(none.code == 2 && none.errors.contains("sweep.yaml: no such file"))
    for arguments in [
      ["--shard", "2/1", "--cases", "x"], ["--shard", "1/2"], ["--workers", "0"], ["--restart"],
      ["--shard", "1/2", "--cases", "x", "--json"],
    ] {
      let command = try #require(BuiltCommand.path)
      let run = try run(command, ["sweep", folder.path] + arguments, ["LC_ALL": "C"], folder.path)
      #expect(run.code == 64, "\(arguments)")
    }
  }
}
