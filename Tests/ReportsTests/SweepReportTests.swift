// SPDX-License-Identifier: GPL-3.0-or-later

import Documents
import Foundation
import Staffing
import Testing

@testable import Reports

@Suite("Sweeps as text, CSV and JSON")
struct SweepReportTests {
  /// The scenario to start from, with a total, a weight, a floor and growth varied.
  private func planner(_ language: Language, design: Sweep.Design) throws -> SweepPlanner {
    let scenario = try templatePlan(inChinese: language == .chinese).scenario
    let population = try #require(scenario.metrics.firstIndex { $0.id == Metric.residentPopulation.id })
    let rule = try #require(scenario.rules.firstIndex { $0.statedPosts != nil })
    let (half, two) = (try #require(Quantity("0.25")), Quantity(1))
    let posts = try #require(scenario.rules[rule].statedPosts)
    let parameters = [
      SweepParameter(
        name: "total", subject: .total(pool: 0),
        values: .range(Quantity(scenario.pools[0].total - 10), Quantity(scenario.pools[0].total + 10))),
      SweepParameter(name: "population", subject: .weight(metric: population), values: .range(half, two)),
      SweepParameter(
        name: "floor", title: language == .chinese ? "保底" : "Floor", subject: .posts(rule: rule),
        values: .listed([posts, posts + 1, 10 * posts + 50].map { Quantity($0) })),
      SweepParameter(
        name: "growth", subject: .growth(metric: population), values: .range(Quantity(-5), Quantity(10))),
    ]
    return SweepPlanner(scenario, Sweep(title: "Sweep", parameters: parameters, design: design))
  }

  private func table(_ planner: SweepPlanner) throws -> (tally: SweepTally, rows: [UInt8]) {
    var tally = SweepTally(towns: planner.scenario.towns.count, pools: planner.scenario.pools.count)
    var rows: [UInt8] = []
    let csv = SweepCSV(planner)
    for number in planner.cases.indices {
      let result = planner.result(of: number)
      switch result {
      case .plan(let quotas, _): tally.add(case: number, quotas: quotas.flatMap(\.self))
      case .infeasible: tally.add(isInfeasible: true)
      default: tally.add(isInfeasible: false)
      }
      rows += try #require(csv.rows(of: number, result))
    }
    return (tally, rows)
  }

  /// To renew: ALLOT_RENEW_SNAPSHOTS=1 swift test --filter SweepReport, then read the difference.
  @Test("A sweep of the scenario to start from reads as it did", arguments: Language.allCases)
  func snapshot(_ language: Language) throws {
    let planner = try planner(language, design: .latinHypercube(cases: 60, seed: 1))
    let text = SweepText(SweepSummary(planner, try table(planner).tally), language).text
    try expectSnapshot(text, "sweep.\(language.rawValue).txt")
    if language == .english { #expect(!text.hasChinese) }
  }

  @Test("What a part file holds gives the tally that it was written from, however long it is")
  func part() throws {
    let planner = try planner(.english, design: .monteCarlo(cases: 12, seed: 3))
    let (tally, rows) = try table(planner)
    let folder = try TemporaryFolder()
    try folder.write("a".utf8, to: "a")
    let identity = try identity()
    let part = SweepPart(SweepCSV(planner), identity: identity)
    let bytes = Array(part.preamble(.whole).utf8) + rows
    func read(_ bytes: [UInt8]) throws -> (SweepPart.Contents, SweepTally) {
      var tally = SweepTally(towns: planner.scenario.towns.count, pools: planner.scenario.pools.count)
      return (try part.read(bytes, .whole, into: &tally), tally)
    }
    let (contents, found) = try read(bytes)
    #expect(contents.cases == 12 && contents.length == bytes.count)
    #expect(found.planned == tally.planned && found.infeasible == tally.infeasible && tally.infeasible > 0)
    #expect(
      SweepJSON(SweepSummary(planner, found)).text == SweepJSON(SweepSummary(planner, tally)).text)
    for length in stride(from: 0, through: bytes.count, by: 97) {
      let (contents, found) = try read(Array(bytes.prefix(length)))
      #expect(contents.length <= length && found.count == contents.cases && contents.cases < 12)
    }
    #expect(throws: SweepPart.Fault.damaged(line: 3 + rows.count { $0 == 10 })) { try read(bytes + Array("1".utf8)) }
    #expect(throws: SweepPart.Fault.foreign) { try read(Array("town,kind\n".utf8)) }
    #expect(part.shard(of: bytes) == .whole && part.shard(of: rows) == nil)
  }

  private func identity() throws -> SweepIdentity {
    let folder = try TemporaryFolder()
    for file in ScenarioTemplate(inChinese: false).files { try folder.write(file.text.utf8, to: file.name) }
    let sources = try ScenarioFolder(path: folder.path).readWithSources().sources
    return SweepIdentity(scenario: sources, sweep: try #require(sources.first), version: "test")
  }

  @Test("Shards follow one another and leave nothing out", arguments: [(1, 1), (10, 3), (3, 5), (1000, 7)])
  func shards(total: Int, count: Int) throws {
    let shards = try (1...count).map { try #require(SweepShard("\($0)/\(count)")) }
    #expect(shards.flatMap { $0.cases(of: total) } == Array(0..<total))
    let sizes = shards.map { $0.cases(of: total).count }
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    for text in ["0/2", "3/2", "1", "1/", "a/b", "1/2/3", "-1/2", "1/0"] { #expect(SweepShard(text) == nil) }
  }

  @Test("JSON has the parameters, the percentiles and each town's effects")
  func json() throws {
    let planner = try planner(.english, design: .oneAtATime)
    let text = SweepJSON(SweepSummary(planner, try table(planner).tally)).text
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["design"] as? String == "one_at_a_time" && object["seed"] == nil)
    #expect(object["cases"] as? Int == 1 + 5 + 5 + 3 + 5)
    let towns = try #require(object["towns"] as? [[String: Any]])
    let together = try #require(towns.first?["together"] as? [String: Any])
    #expect((together["effects"] as? [String: Double])?.keys.sorted() == ["floor", "growth", "population", "total"])
    #expect((together["quantiles"] as? [Double])?.count == SweepSummary.percentiles.count)
  }

  @Test("What is said of sweeps is in both languages")
  func words() throws {
    func all(_ words: Words) throws -> [String] {
      let shard = try #require(SweepShard("2/8"))
      return [
        words.sweeping(seconds: 3, 1200, of: 5000), words.sweepGoesOn(1, of: 2, "f"),
        words.sweepStopped(1, of: 2, "f"), words.sweepStopped(1, of: 2, nil), words.partIsForeign("f"),
        words.partIsDamaged("f", line: 3), words.partIsBusy("f"), words.shardIsForeign("f"),
        words.shardIsIncomplete("f", shard, 1, of: 2), words.shardIsDamaged("f", line: 3),
        words.shardDoesNotFit("f", shard), words.missingShards(["1/2"]), words.cannotRead("f"), words.sweepCase(0),
      ]
    }
    let (chinese, english) = (try all(Words(.chinese)), try all(Words(.english)))
    #expect(zip(chinese, english).allSatisfy { $0 != $1 && $0.hasChinese && !$1.hasChinese })
    #expect(Set(chinese).count == chinese.count && Set(english).count == english.count)
    #expect(english[0] == "1,200 of 5,000 cases … 3 s (Ctrl-C to stop and go on later)")
    #expect(Words(.english).effect(0.04) == "0.0" && Words(.english).effect(-0.04) == "0.0")
    #expect(Words(.english).effect(2.06) == "+2.1" && Words(.english).effect(-2.06) == "-2.1")
  }
}
