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

  private func page(_ planner: SweepPlanner, _ tally: SweepTally, _ language: Language) -> String {
    SweepPage(
      SweepSummary(planner, tally), language, solver: "GLPK", provenance: Provenance(version: "1.0", sources: [])
    ).text
  }

  @Test("The page of a sweep is well-formed, with its charts beside its numbers", arguments: Language.allCases)
  func page(_ language: Language) throws {
    let planner = try planner(language, design: .latinHypercube(cases: 60, seed: 1))
    let tally = try table(planner).tally
    let text = page(planner, tally, language)
    try expectSnapshot(text, "sweep-page.\(language.rawValue).html")
    let scenario = planner.scenario
    if language == .english { #expect(!text.hasChinese) }
    let page = try PageReader.read(text)
    // A tornado, and a fan for each pool and for all together.
    #expect(page.all("svg").count == 2 + scenario.pools.count)
    #expect(page.rows(of: "parameters").count == 1 + planner.sweep.parameters.count)
    let summary = SweepSummary(planner, tally)
    let rows = page.rows(of: "spread-1").dropFirst()
    #expect(rows.map { $0[0] } == scenario.listingOrder.map(scenario.distinctName))
    for (row, town) in zip(rows, scenario.listingOrder) {
      let spread = summary.spreads[town][0]
      #expect(row[2] == "\(spread.least)" && row[4] == "\(spread.most)")
    }
    // The numbers of the fan are the summary's, those of the largest median at the top.
    let fan = try #require(page.all("svg").last).all("text").map(\.text)
    let pool = scenario.pools.count - 1
    let largest = try #require(scenario.towns.indices.map { summary.spreads[$0][pool].median }.max())
    #expect(fan.contains(Words(language).number(largest, decimals: 1)))
  }

  @Test("A sweep without a plan has a page that says so, and one without today's quotas has no tornado")
  func pageOfNothing() throws {
    let towns = (1...3).map { (name: "t\($0)", need: $0, quota: Int?.none, staff: Int?.none) }
    let scenario = smallScenario(towns, total: 6, rules: [Rule(.floor(.posts(1)), reference: "f:1")])
    func planner(_ values: [Int]) -> SweepPlanner {
      let floor = SweepParameter(name: "f", subject: .posts(rule: 0), values: .listed(values.map { Quantity($0) }))
      return SweepPlanner(scenario, Sweep(parameters: [floor], design: .grid))
    }
    for language in Language.allCases {
      let (none, some) = (planner([5, 9]), planner([1, 2]))
      let tally = try table(none).tally
      let empty = try PageReader.read(page(none, tally, language))
      #expect(empty.all("svg").isEmpty)
      #expect(empty.text.contains(Words(language).sweepCases(SweepSummary(none, tally))))
      let page = try PageReader.read(page(some, try table(some).tally, language))
      #expect(page.all("svg").count == 1 && page.text.contains(Words(language).movesUnknown))
      #expect(page.rows(of: "influence").dropFirst().first?[1] == "—")
    }
  }

  @Test("Of more towns than a chart has lines it shows those that vary most, the largest first")
  func mostVaried() throws {
    let towns = (1...90).map { (name: "t\($0)", need: $0, quota: Int?.some($0), staff: Int?.none) }
    let scenario = smallScenario(towns, total: 4095)
    let total = SweepParameter(
      name: "t", subject: .total(pool: 0), values: .listed([2000, 4095, 8000].map { Quantity($0) }))
    let planner = SweepPlanner(scenario, Sweep(parameters: [total], design: .grid))
    let text = page(planner, try table(planner).tally, .english)
    let page = try PageReader.read(text)
    let fan = try #require(page.all("svg").last).all("text").map(\.text).filter {
      $0.hasPrefix("t") && Int($0.dropFirst()) != nil
    }
    // Posts vary in proportion to needs.
    #expect(fan == (31...90).reversed().map { "t\($0)" })
    #expect(page.text.contains("60 of 90 towns"))
    #expect(page.rows(of: "spread-1").count == 91)
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
    let moved = try #require(object["posts_moved"] as? [String: Any])
    let ends = try #require(moved["ends"] as? [String: [Double]])
    #expect(ends.keys.sorted() == ["floor", "growth", "population", "total"])
    #expect(ends.values.allSatisfy { $0.count == 2 })
    #expect(moved["least"] as? Int == SweepSummary(planner, try table(planner).tally).moves?.least)
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
