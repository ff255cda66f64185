// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("allot plan")
struct PlanCommandTests {
  private static let header =
    "town,kind,group,pool,quota_today,staff_today,need,quota_planned,change,growth_percent,reason"

  /// The rows of CSV output without quoted fields, by column.
  private func rows(_ text: String) -> [[String: String]] {
    let lines = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    guard let headings = lines.first else { return [] }
    return lines.dropFirst().map { line in
      Dictionary(zip(headings, line).map { (String($0), String($1)) }, uniquingKeysWith: { first, _ in first })
    }
  }

  @Test("The survey's 532 and 1,743 posts are shared out to the post, and every subdistrict keeps its 11")
  func survey() throws {
    let run = try allot("plan", CommandTests.survey, "--csv")
    #expect(run.code == 0 && run.errors.isEmpty)
    #expect(run.output.hasPrefix(Self.header + "\n"))
    let rows = rows(run.output)
    #expect(rows.count == 70)
    func planned(_ pool: String) -> [Int] {
      rows.filter { $0["pool"] == pool }.compactMap { $0["quota_planned"].flatMap { Int($0) } }
    }
    #expect(planned("administrative").reduce(0, +) == 532)
    #expect(planned("institutional").reduce(0, +) == 1743)
    #expect((planned("administrative").min() ?? 0) >= 11)
  }

  @Test("The subdistrict of 47,000 people no longer has fewer posts than that of 9,000")
  func inversion() throws {
    let rows = rows(try allot("plan", CommandTests.survey, "--csv").output)
    func together(_ town: String, _ column: String) -> Int {
      rows.filter { $0["town"] == town }.compactMap { $0[column].flatMap { Int($0) } }.reduce(0, +)
    }
    #expect(together("云山街道", "quota_today") == 66 && together("高新街道", "quota_today") == 56)
    #expect(together("高新街道", "quota_planned") > together("云山街道", "quota_planned"))
    #expect(together("中心街道", "quota_today") == 70 && together("中心街道", "staff_today") == 117)
    #expect(try allot("plan", CommandTests.survey).output.contains("+47"))
  }

  @Test("The House of 2020 has the official seats, with no branch and bound")
  func houseOf2020() throws {
    let seats = Dictionary(
      rows(try allot("plan", CommandTests.house, "--csv").output).map { ($0["town"] ?? "", $0["quota_planned"] ?? "") },
      uniquingKeysWith: { first, _ in first })
    #expect(seats.count == 50)
    #expect(
      ["New York", "Ohio", "Montana", "Rhode Island", "California", "Texas"].map { seats[$0] } == [
        "26", "15", "2", "2", "52", "38",
      ])
    #expect(seats.values.compactMap { Int($0) }.reduce(0, +) == 435)
    #expect(try allot("plan", CommandTests.house).output.contains("no branch and bound"))
  }

  @Test("JSON can be read, and has the totals under format 1")
  func json() throws {
    let run = try allot("plan", CommandTests.survey, "--json", "--language", "zh")
    #expect(run.code == 0 && run.errors.isEmpty)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(object["format"] as? Int == 1)
    #expect((object["towns"] as? [Any])?.count == 35)
    let pools = try #require(object["pools"] as? [[String: Any]])
    #expect(pools.compactMap { ($0["figures"] as? [String: Any])?["quota_planned"] as? Int } == [532, 1743])
  }

  @Test("CSV and JSON are the same bytes in every language")
  func contract() throws {
    for format in ["--csv", "--json"] {
      let english = try allot("plan", CommandTests.survey, format, "--language", "en").output
      #expect(try allot("plan", CommandTests.survey, format, "--language", "zh").output == english)
    }
  }

  @Test("Shuffled rows give the same plan, byte for byte")
  func shuffled() throws {
    let folder = try changedSurvey("towns.csv", "序号", "序号")
    let before = try allot("plan", folder.path)
    let lines = try folder.text(of: "towns.csv").split(separator: "\n")
    try folder.write(([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n"), to: "towns.csv")
    #expect(try allot("plan", folder.path).output == before.output)
    #expect(before.code == 0)
  }

  @Test("A result goes to the file asked for, whole, and nowhere else")
  func output() throws {
    let folder = try TemporaryFolder()
    try folder.write("what was there", to: "plan.csv")
    let run = try allot("plan", CommandTests.house, "--csv", "--output", "plan.csv", in: folder.path)
    #expect(run.code == 0 && run.output.isEmpty && run.errors.isEmpty)
    #expect(try folder.text(of: "plan.csv") == allot("plan", CommandTests.house, "--csv").output)
    #expect(try folder.contents == ["plan.csv"])
  }

  @Test("Where there is no plan, the file asked for stays as it was")
  func nothingHalfWritten() throws {
    let folder = try TemporaryFolder()
    try folder.write("what was there", to: "plan.csv")
    let infeasible = try changedSurvey("scenario.yaml", "floor: 11", "floor: 16")
    for (scenario, code) in [(infeasible.path, Int32(3)), ("no-such-folder", 2)] {
      let run = try allot("plan", scenario, "--csv", "-o", "plan.csv", in: folder.path)
      #expect(run.code == code)
      #expect(try folder.text(of: "plan.csv") == "what was there")
      #expect(try folder.contents == ["plan.csv"])
    }
  }

  @Test("A file that cannot be written is told, and leaves nothing behind")
  func unwritable() throws {
    let folder = try TemporaryFolder()
    for file in [".", "none/plan.csv"] {
      let run = try allot("plan", CommandTests.house, "-o", file, in: folder.path)
      #expect(run.isExit && run.code == 2 && run.output.isEmpty)
      #expect(run.errors.contains(file))
      #expect(try folder.contents.isEmpty)
    }
  }

  @Test(
    "A full disk under standard output is told, not passed over",
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "There is no /dev/full here."))
  func fullDisk() throws {
    let command = try #require(BuiltCommand.path)
    let run = try run("/bin/sh", ["-c", "\"$0\" plan \"$1\" > /dev/full", command, CommandTests.house], [:], nil)
    #expect(run.code == 70)
    #expect(!run.errors.isEmpty)
  }

  @Test("Floors that do not fit end with 3 and two plain sentences: the sums, and the way out")
  func infeasible() throws {
    let folder = try changedSurvey("scenario.yaml", "floor: 11", "floor: 16")
    let run = try allot("plan", folder.path)
    #expect(run.isExit && run.code == 3 && run.output.isEmpty)
    #expect(run.errors.contains("floors add up to 560, the administrative pool has 532"))
    #expect(run.complaints.count == 3)
    let chinese = try allot("plan", folder.path, "--language", "zh")
    #expect(chinese.code == 3 && chinese.errors.contains("保底数合计 560，行政编制只有 532"))
  }

  @Test("Two-way totals that clash end with 3, the few conditions and what would mend them, in text and JSON")
  func conflict() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      title: Clash
      pools: {a: 6, b: 4}
      towns: towns.csv
      model:
        title: given
        parts: [{given: columns}]
      rules:
        - town_total: column
        - cap: 2
          pools: [a]
          towns: [Ash, Elm]
      """, to: "scenario.yaml")
    try folder.write("town,a_need,b_need,total_quota\nAsh,3,1,4\nElm,2,2,4\nOak,1,1,2\n", to: "towns.csv")
    #expect(try allot("plan", folder.path).code == 0)
    // Ash and Elm may take four of the six in a, and Oak one.
    try folder.write("town,a_need,b_need,total_quota\nAsh,3,1,4\nElm,2,2,5\nOak,1,1,1\n", to: "towns.csv")
    let run = try allot("plan", folder.path)
    #expect(run.isExit && run.code == 3 && run.output.isEmpty)
    #expect(run.complaints.count == 2)
    #expect(run.complaints[1].contains("scenario.yaml:8") && run.complaints[1].contains("scenario.yaml:9"))
    #expect(run.complaints[1].contains("the least way out (proved): raise the cap in the a pool of Ash from 2 to 3"))
    let json = try allot("plan", folder.path, "--json")
    #expect(json.code == 3)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect((object["infeasible"] as? [[String: Any]])?.first?["kind"] as? String == "conditions_conflict")
    let chinese = try allot("plan", folder.path, "--language", "zh")
    #expect(chinese.code == 3 && chinese.errors.contains("最小的放宽（已证明）"))
  }

  @Test(
    "An interrupt ends the planning with 130 and a sentence, and without a plan that is not one",
    .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status"), "There is no /proc here."))
  func interrupt() throws {
    let (scenario, streams) = (try slowScenario(towns: 3000), try TemporaryFolder())
    try streams.write("", to: "1")
    try streams.write("", to: "2")
    let process = Process()
    process.executableURL = URL(filePath: try #require(BuiltCommand.path))
    process.arguments = ["plan", scenario.path, "--csv", "--language", "en"]
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: streams.path + "/1"))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: streams.path + "/2"))
    try process.run()
    let status = "/proc/\(process.processIdentifier)/status"
    // The solve listens for the interrupt once the usual meaning of it is off.
    func listens() throws -> Bool {
      let lines = try String(contentsOfFile: status, encoding: .utf8).split(separator: "\n")
      let mask = lines.first { $0.hasPrefix("SigCgt:") }?.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) }
      return (mask ?? 0) & (1 << UInt64(SIGINT - 1)) != 0
    }
    let patience = Date(timeIntervalSinceNow: 60)
    while process.isRunning, Date() < patience, try !listens() { Thread.sleep(forTimeInterval: 0.02) }
    try #require(process.isRunning, "The plan was found too soon to be interrupted.")
    kill(process.processIdentifier, SIGINT)
    while process.isRunning, Date() < patience { Thread.sleep(forTimeInterval: 0.02) }
    if process.isRunning {
      Issue.record("The interrupt was not heard within a minute.")
      process.terminate()
    }
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 130)
    let (output, errors) = (try streams.text(of: "1"), try streams.text(of: "2"))
    #expect(errors.hasPrefix("Interrupted") && errors.split(separator: "\n").count == 1)
    #expect(output.isEmpty == errors.contains("before a plan was found"))
  }

  @Test("More posts than can be told apart one by one are a limit, told in words, and no internal error")
  func tooManyPosts() throws {
    let folder = try TemporaryFolder()
    let towns = [
      (78, 50), (114, 150), (55, 50), (92, 100), (131, 150), (61, 100), (88, 100), (120, 100), (49, 50), (131, 150),
    ]
    let rows = towns.enumerated().map { "C\($0.offset % 3),T\($0.offset),\($0.element.0)000000,\($0.element.1)000000" }
    try folder.write(
      "county,town,administrative_quota,administrative_need\n" + rows.joined(separator: "\n") + "\n", to: "towns.csv")
    try folder.write(
      """
      title: huge
      towns: towns.csv
      pools: {administrative: 919000000}
      model: {title: given, parts: [given: columns]}
      rules:
        - change: {posts: 18616950}
        - moves: 28870328
      goals:
        - fairness: 2
        - fit: adams
          move_cost: 0.2
        - stability: posts_moved
          may_lose: 0.05
      """, to: "scenario.yaml")
    let run = try allot("plan", folder.path, "--json", "--time-limit", "20")
    #expect([0, 4].contains(run.code), "\(run.code) \(run.errors)")
    #expect(run.code == 0 || run.errors.contains("Too many posts") || run.errors.contains("time limit"))
    // Never half a document.
    #expect(run.output.isEmpty || (try? JSONSerialization.jsonObject(with: Data(run.output.utf8))) != nil)
  }

  @Test("At a time limit the code is 4, and what is printed says whether it is the best plan so far")
  func timeLimit() throws {
    let scenario = try slowScenario(towns: 3000)
    let run = try allot("plan", scenario.path, "--csv", "--time-limit", "0.5")
    #expect(run.isExit && run.code == 4)
    #expect(run.errors.hasPrefix("The time limit was reached") && run.complaints.count == 1)
    #expect(run.output.isEmpty == run.errors.contains("before a plan was found"))
  }

  @Test("A folder that is not there ends with 2 and its name, not with a crash")
  func missingFolder() throws {
    let run = try allot("plan", "no/such/folder")
    #expect(run.isExit && run.code == 2 && run.output.isEmpty)
    #expect(run.complaints.first == "no/such/folder: no such file or folder")
  }

  @Test("Each county keeps its total where the scenario says so")
  func countyTotals() throws {
    let folder = try changedSurvey(
      "scenario.yaml", "#   - total: today\n#     within: county",
      "  - total: today\n    within: county")
    let run = try allot("plan", folder.path, "--csv")
    #expect(run.code == 0, "\(run.errors)")
    let groups = Dictionary(grouping: rows(run.output)) { "\($0["group"] ?? "") \($0["pool"] ?? "")" }
    #expect(groups.count == 10)
    for (name, rows) in groups {
      let changes = rows.compactMap { $0["change"].flatMap { Int($0) } }
      #expect(changes.count == rows.count && changes.reduce(0, +) == 0, "\(name)")
    }
  }

  @Test("The House of 2020 has the official seats in all fifty states")
  func officialSeats() throws {
    // U.S. Census Bureau, 2020 Census Apportionment Results, table 1: the states in the order of the alphabet.
    let official =
      "7 1 9 4 52 8 5 1 28 14 2 2 17 9 4 4 6 6 2 8 9 13 8 4 8 2 3 4 2 12 3 26 14 1 15 5 6 17 2 7 1 9 38 4 1 11 10 2 8 1"
    let run = try allot("plan", house, "--csv")
    let planned = run.output.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)[7]
    }
    #expect(planned.joined(separator: " ") == official)
  }

  @Test("A link is followed, a pipe is written to, and a file keeps its permissions")
  func unusualDestinations() throws {
    let folder = try TemporaryFolder()
    let (file, link) = (folder.path + "/plan.csv", folder.path + "/link.csv")
    try folder.write("old", to: "plan.csv")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
    #expect(try allot("plan", house, "--csv", "--output", link).code == 0)
    #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("town,"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == file)
    #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o640)
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    let reader = open(pipe, O_RDWR | O_NONBLOCK)
    defer { close(reader) }
    #expect(try allot("plan", house, "--csv", "--output", pipe).code == 0)
    var bytes = [UInt8](repeating: 0, count: 5)
    #expect(read(reader, &bytes, 5) == 5 && String(decoding: bytes, as: UTF8.self) == "town,")
  }
}
