// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LinearPrograms
import Staffing
import TestLength
import Testing

@Suite("The exported program in another solver")
struct AllocationProgramTests {
  static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Oracles/objectives.py")

  static func run(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : ""
  }

  /// Whether Python is here, and HiGHS or glpsol for it.
  static var hasOracle: Bool {
    let answer = try? run(["python3", "-c", "import highspy; print('yes')"])
    if answer == "yes\n" { return true }
    let both = try? run(["sh", "-c", "command -v glpsol && command -v python3 && echo yes"])
    return both?.hasSuffix("yes\n") == true
  }

  @Test(
    "Solved elsewhere, the exported programs of drawn scenarios have the misfit that the plan states",
    .enabled(if: hasOracle, "neither highspy nor glpsol is on this machine"))
  func objectives() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "allot-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let size = RandomScenario.Size(
      towns: 4...everyday(8, long: 30), most: 7, pools: 1...3, mayBeImpossible: false, townTotals: true, tied: false)
    var stated: [String: Double] = [:]
    let draws = everyday(40, long: 200)
    for seed in 1...draws {
      let scenario = RandomScenario.scenario(seed: seed, size)
      let plan = try scenario.requirePlan()
      guard case .program(let program) = scenario.linearProgram else {
        Issue.record("seed \(seed): no program")
        continue
      }
      #expect(plan.solving.variables == program.variableCount && plan.solving.constraints == program.constraintCount)
      stated["\(seed)"] = plan.solving.misfit
      try program.cplexText().write(
        to: folder.appending(path: "\(seed).lp"), atomically: false, encoding: .utf8)
    }
    let answers = try Self.run(["python3", Self.script.path, folder.path]).split(whereSeparator: \.isNewline)
      .filter { $0.hasPrefix("> ") }
    #expect(answers.count == draws)
    for answer in answers {
      let words = Array(answer.split(separator: " ").dropFirst())
      let mine = try #require(stated[String(words[0])])
      let theirs = try #require(Double(words[1]), "\(answer)")
      #expect(abs(mine - theirs) <= 1e-6 * max(1, abs(mine)), "seed \(words[0]): \(mine) here, \(theirs) there")
    }
  }

  @Test("A quota that its bounds settle is no variable, and the program is called as the scenario")
  func settled() throws {
    let towns = [Build.town("a", [5]), Build.town("b", [5]), Build.town("c", [0])]
    let rules = [Build.rule(.floor(3), scope: .init(towns: ["a"])), Build.rule(.cap(3), scope: .init(towns: ["a"]))]
    let scenario = Build.scenario([10], towns, rules: rules)
    guard case .program(let program) = scenario.linearProgram else { throw NoPlan() }
    #expect(program.name == "test")
    #expect(program.variableCount == 1 && program.constraintCount == 1)
    #expect(try scenario.requirePlan().quotas() == ["a": 3, "b": 7, "c": 0])
  }

  @Test("Where every quota is settled there is still a plan, with no misfit to state")
  func allSettled() throws {
    let scenario = Build.scenario([4], [Build.town("a", [5])], rules: [Build.rule(.floor(4))])
    let plan = try scenario.requirePlan()
    #expect(plan.quotas == [[4]] && plan.solving.misfit == 0 && plan.solving.variables == 0)
  }
}
