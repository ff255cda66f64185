// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Staffing
import TestLength
import Testing

@testable import Documents

@Suite("The invented nation")
struct NationalDemoTests {
  /// Taken when the nation was first drawn: it must not change with machine, compiler or language.
  private static let digests = (
    english: "681edd5ecc4842494d96b5374673eb1afa569bea998b10ceed75eafea1da31e5",
    chinese: "d6b7b971276445677268e4ce26f064c47cf9dce1b9a14afdcd7dca59287e5e05"
  )

  @Test("It is always the same bytes, with some 41,000 towns in 31 provinces")
  func sameBytes() throws {
    let files = ScenarioTemplate.national(inChinese: false).files
    #expect(files.map(\.name) == ["scenario.yaml", "towns.csv", "model.yaml"])
    #expect(SHA256.hexadecimal(files[1].bytes) == Self.digests.english)
    let rows = Self.rows(files[1].text)
    #expect((40_000...43_000).contains(rows.count))
    #expect(Set(rows.map { $0[0] }).count == 31)
    #expect(Set(rows.map { $0[4] }).count == rows.count, "codes are unique")
    // The digest of the other language takes as long again.
    if runsLongTests {
      #expect(ScenarioTemplate.national(inChinese: false).files == files)
      #expect(SHA256.hexadecimal(ScenarioTemplate.national(inChinese: true).files[1].bytes) == Self.digests.chinese)
    }
  }

  private static func rows(_ table: String) -> [[Substring]] {
    table.split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
  }

  @Test("Names aside, it has the same rows in both languages")
  func languages() {
    let tables = [false, true].map { inChinese in
      Self.rows(NationalDemo(inChinese: inChinese, provinces: everyday(3, long: 31)).townsText)
    }
    #expect(tables[0].count > 1_000)
    #expect(tables[0].map { [$0[4]] + $0[6...] } == tables[1].map { [$0[4]] + $0[6...] })
  }

  @Test(
    "It reads without a fault, keeps its totals, and has a plan whose certificate holds",
    .enabled(if: runsLongTests, "takes seconds: ALLOT_LONG_TESTS=1"), arguments: [true, false])
  func plans(_ inChinese: Bool) throws {
    let folder = try TemporaryFolder()
    try ScenarioTemplate.national(inChinese: inChinese).write(to: "\(folder.path)/nation")
    let scenario = try ScenarioFolder(path: "\(folder.path)/nation").read()
    #expect(scenario.towns.count > 40_000 && scenario.levels == ["province", "city", "county"])
    for (pool, properties) in scenario.pools.enumerated() {
      #expect(scenario.towns.reduce(0) { $0 + ($1.posts[pool].quota ?? 0) } == properties.total)
    }
    guard inChinese, case .plan(let plan) = scenario.plan() else {
      if inChinese { Issue.record("no plan") }
      return
    }
    #expect(plan.breaches.isEmpty && plan.certificate.refusals(against: scenario).isEmpty)
    #expect((plan.certificate.largestImprovement ?? .infinity) < 1e-9)
  }

  @Test("The rule in its comment works where a planner takes the comment mark away", arguments: [true, false])
  func comments(_ inChinese: Bool) throws {
    let nation = NationalDemo(inChinese: inChinese, provinces: 1)
    let folder = try TemporaryFolder()
    let lines = nation.scenarioText.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("# - ") || line.hasPrefix("#   ") ? "  " + line.dropFirst(2) : String(line)
    }
    try folder.write(lines.joined(separator: "\n").utf8, to: "scenario.yaml")
    try folder.write(nation.townsText.utf8, to: "towns.csv")
    try folder.write(nation.modelText.utf8, to: "model.yaml")
    let scenario = try ScenarioFolder(path: folder.path).read()
    #expect(scenario.rules.count == 2 && scenario.towns.count > 10)
    guard case .plan(let plan) = scenario.plan() else {
      Issue.record("no plan")
      return
    }
    #expect(plan.breaches.isEmpty)
  }

  @Test("Its numbers are drawn as they should be: normal, log-normal, even, and e to the x")
  func random() {
    for x in stride(from: -20.0, through: 20, by: 0.37) {
      #expect(abs(DemoRandom.exponential(x) / exp(x) - 1) < 1e-11)
    }
    var random = DemoRandom(seed: 1)
    let normals = (0..<20_000).map { _ in random.normal() }
    let mean = normals.reduce(0, +) / 20_000
    let variance = normals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    #expect(abs(mean) < 0.03 && abs(variance - 1) < 0.04)
    #expect(Set((0..<500).map { _ in random.whole(3...7) }) == [3, 4, 5, 6, 7])
    // The first number of Steele, Lea and Flood's generator for the seed 0 is e220a8397b1dcdaf.
    var first = DemoRandom(seed: 0)
    #expect(first.uniform() == Double(0xE220_A839_7B1D_CDAF as UInt64 >> 11) * 0x1p-53)
  }
}
