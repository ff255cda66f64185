// SPDX-License-Identifier: GPL-3.0-or-later

import Documents
import Foundation
import TestLength
import Testing

@testable import Reports
@testable import Staffing

@Suite("Frontiers as text, CSV, JSON and page")
struct FrontierReportTests {
  private func frontier(_ language: Language, _ aim: FrontierPlace.Aim = .fit, points: Int = 8) throws -> Frontier {
    let scenario = try templatePlan(inChinese: language == .chinese).scenario
    guard case .frontier(let frontier) = scenario.frontier(aim, points: points) else { throw NoFrontier() }
    return frontier
  }

  private struct NoFrontier: Error {}

  /// To renew: ALLOT_RENEW_SNAPSHOTS=1 swift test --filter FrontierReport, then read the difference.
  @Test("The frontier of the scenario to start from reads as it did", arguments: Language.allCases)
  func snapshot(_ language: Language) throws {
    let text = try [FrontierPlace.Aim.fit, .fairness].map { FrontierText(try frontier(language, $0), language).text }
    try expectSnapshot(text.joined(separator: "\n"), "frontier.\(language.rawValue).txt")
    if language == .english { #expect(!text.joined().hasChinese) }
  }

  @Test("CSV and JSON have a row a point, with the numbers of the frontier")
  func numbers() throws {
    let frontier = try frontier(.english)
    let rows = FrontierCSV(frontier).text.split(separator: "\n").map { $0.split(separator: ",") }
    #expect(rows.count == frontier.points.count + 1 && rows[0].map(String.init) == FrontierCSV.headings)
    let object = try JSONSerialization.jsonObject(with: Data(FrontierJSON(frontier).text.utf8)) as? [String: Any]
    let points = try #require(object?["points"] as? [[String: Any]])
    for (place, point) in frontier.points.enumerated() {
      #expect(rows[place + 1][1] == "\(point.moved)" && Double(rows[place + 1][2]) == point.value)
      #expect(points[place]["posts_moved"] as? Int == point.moved)
      // Foundation may read a numeral's last digit otherwise.
      #expect(abs((points[place]["loss"] as? Double ?? .nan) - frontier.loss(of: point)) < 1e-12)
    }
    #expect(object?["knee"] as? Int == frontier.knee.map { $0 + 1 })
    // At the two ends nothing bends.
    #expect((object?["break_points"] as? [Any])?.count == frontier.vertices.count - 2)
    #expect(points.first?["break_point"] as? Bool == false && points.last?["break_point"] as? Bool == false)
  }

  /// The scenario to start from, with a rule that it cannot keep for nothing: a soft one where prices are weighed.
  private func ordered(_ language: Language, _ goals: FrontierGoals) throws -> Frontier {
    let scenario = try templatePlan(inChinese: language == .chinese).scenario
    let price = goals.weighPrices ? Quantity(2) : nil
    let ordered = Rule(.noInversion(metrics: [1], price: price), reference: "scenario.yaml:9")
    guard
      case .frontier(let frontier) = scenario.with(rules: scenario.rules + [ordered]).frontier(
        weighing: goals, points: everyday(3, long: 6))
    else { throw NoFrontier() }
    return frontier
  }

  @Test(
    "Of any two goals the table, the CSV, the JSON and the page say how far the other has given way",
    arguments: everyday(
      [(.chinese, .fitAgainstFairness), (.english, .fitAgainstPrices), (.chinese, .pricesAgainstFairness)],
      long: Language.allCases.flatMap { language in FrontierGoals.all.suffix(3).map { (language, $0) } }))
  func anyTwo(_ language: Language, _ goals: FrontierGoals) throws {
    let frontier = try ordered(language, goals)
    #expect(frontier.points.count > 2)
    let given = goals.against == .fairness ? "worst_coverage" : "price"
    let rows = FrontierCSV(frontier).text.split(separator: "\n").map { $0.split(separator: ",") }
    #expect(rows[0].map(String.init) == FrontierCSV.headings(goals.against) && rows[0][1] == given)
    let object = try JSONSerialization.jsonObject(with: Data(FrontierJSON(frontier).text.utf8)) as? [String: Any]
    #expect(object?["goals"] as? [String] == goals.names)
    let points = try #require(object?["points"] as? [[String: Any]])
    for (place, point) in frontier.points.enumerated() {
      #expect(Double(rows[place + 1][1]) == point.given && rows[place + 1].last == "\(point.moved)")
      #expect(abs((points[place][given] as? Double ?? .nan) - point.given) < 1e-12)
      #expect(points[place]["posts_moved"] as? Int == point.moved && points[place]["gain_per_move_to_next"] == nil)
    }
    let (text, words) = (FrontierText(frontier, language).text, Words(language))
    #expect(text.contains(words.frontierTitle(goals)))
    let html = FrontierPage(frontier, language, provenance: Provenance(version: "1.0", sources: [])).text
    let page = try PageReader.read(html)
    #expect(page.all("svg").count == 1)
    let cells = page.rows(of: "frontier-points").dropFirst().map { $0[1] }
    #expect(cells == frontier.points.map { words.frontierGiven(frontier, $0) })
    if language == .english {
      #expect(!(text + html).replacing(frontier.scenario.title, with: "").hasChinese)
    } else {
      #expect(text.contains(goals.against == .fairness ? "最低覆盖率" : "软约束代价"))
    }
  }

  @Test("The page is well-formed, with the chart and a line a point", arguments: Language.allCases)
  func page(_ language: Language) throws {
    for aim in [FrontierPlace.Aim.fit, .fairness] {
      let frontier = try frontier(language, aim)
      let text = FrontierPage(frontier, language, provenance: Provenance(version: "1.0", sources: [])).text
      let page = try PageReader.read(text)
      #expect(page.all("svg").count == 1)
      let rows = page.rows(of: "frontier-points").dropFirst()
      #expect(rows.map { $0[1] } == frontier.points.map { Words(language).number($0.moved) })
      if language == .english { #expect(!text.replacing(frontier.scenario.title, with: "").hasChinese) }
    }
  }
}
