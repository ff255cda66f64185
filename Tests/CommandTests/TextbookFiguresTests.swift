// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("Figures of the literature, as the command prints them, to their printed digits")
struct TextbookFiguresTests {
  /// A scenario of one file of towns, in a folder of its own.
  private func folder(_ scenario: String, _ towns: [String]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("title: Literature\ntowns: towns.csv\n" + scenario, to: "scenario.yaml")
    try folder.write(towns.joined(separator: "\n") + "\n", to: "towns.csv")
    return folder
  }

  private func json(_ arguments: String...) throws -> [String: Any] {
    let command = try #require(BuiltCommand.path)
    let run = try run(command, arguments, ["LC_ALL": "C"], nil)
    try #require(run.code == 0, "\(run.errors)")
    return try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
  }

  // MARK: Apportionment

  @Test(
    "US House 2020: by Webster's method New York has 27 seats, Ohio 16, Montana 1, Rhode Island 1; in law 26, 15, 2, 2")
  func house() throws {
    for (method, seats) in [("webster", [27, 16, 1, 1]), ("huntington-hill", [26, 15, 2, 2])] {
      let folder = try copy(of: "us-house-2020") { $0.replacing("fit: huntington-hill", with: "fit: \(method)") }
      let plan = try PrintedPlan(of: folder)
      for (state, count) in zip(["New York", "Ohio", "Montana", "Rhode Island"], seats) {
        #expect(plan.towns.first { $0.town == state }?.together.quotaPlanned == count, "\(method), \(state)")
      }
      #expect(plan.towns.map(\.together.quotaPlanned).reduce(0, +) == 435)
    }
  }

  @Test(
    "Two-way totals: rows and columns (2, 3, 2) of [[105,50,130],[20,25,175],[35,120,190]] give [[1,1,0],[1,1,1],[0,1,1]]"
  )
  func twoWay() throws {
    let folder = try folder(
      """
      pools: {one: 2, two: 3, three: 2}
      model: {title: Votes, parts: [given: columns]}
      rules: [{town_total: column}]

      """,
      [
        "town,one_need,two_need,three_need,total_quota", "first,105,50,130,2", "second,20,25,175,3",
        "third,35,120,190,2",
      ])
    let plan = try PrintedPlan(of: folder)
    #expect(plan.towns.map { $0.pools.map(\.figures.quotaPlanned) } == [[1, 1, 0], [1, 1, 1], [0, 1, 1]])
    #expect(plan.solving.how == "network linear program")
  }

  // MARK: Workload

  /// The plan of one unit whose need is a workload of 1,696 hours a post.
  private func workload(_ hours: String, staff: Int, _ allowances: String) throws -> [String: Any] {
    let folder = try folder(
      """
      pools: {posts: 8}
      metrics: {service_hours: {measures: number}}
      model:
        title: WISN
        parts:
          - workload:
              working_time: {days: 260, absences: {holidays: 13, leave: 18, sickness: 12, training: 5}, hours: 8}
              activities: [{activity: service, volume: service_hours, hours: 1}]
              \(allowances)

      """, ["town,service_hours,posts_staff", "unit,\(hours),\(staff)"])
    let plan = try json("plan", folder.path, "--json")
    let town = try #require((plan["towns"] as? [[String: Any]])?.first)
    let need = try #require((town["pools"] as? [[String: Any]])?.first?["need"] as? [String: Any])
    return try #require((need["parts"] as? [[String: Any]])?.first?["workload"] as? [String: Any])
  }

  @Test("WISN: 1,696 h; A 6.219634, CAF 1.230769, required 7.654935, difference −0.654935, ratio 0.914443")
  func emergencyUnit() throws {
    let figures = try workload("10548.5", staff: 7, "category_allowances: {all: 18.75%}")
    let expected = [
      "available_hours": 1696, "activities": 6.219634, "category_allowance_factor": 1.230769, "required": 7.654935,
      "difference": -0.654935, "ratio": 0.914443,
    ]
    for (name, figure) in expected { #expect(figures[name] as? Double == figure, "\(name)") }
  }

  @Test("WISN: A 1, CAS 1/8, 848 hours of individual allowances, 2 staff: required 1.642857, ratio 1.217")
  func individualAllowances() throws {
    let figures = try workload(
      "1696", staff: 2,
      """
      category_allowances: {all: 12.5%}
              individual_allowances: [{allowance: other, hours: 848, staff: 1}]
      """)
    #expect(figures["activities"] as? Double == 1 && figures["required"] as? Double == 1.642857)
    let ratio = try #require(figures["ratio"] as? Double)
    #expect((ratio * 1000).rounded() == 1217)
  }

  // MARK: Mismatch

  @Test("The survey's first flag: 66 posts for 9,000 people, 56 for 47,000: 73.3 against 11.9, a factor of 6.15")
  func pair() throws {
    let lines = try allot("flag", survey).output.split(separator: "\n")
    let first = try #require(lines.first { $0.hasPrefix("[") })
    for figure in [
      "66 posts for 9,000 people", "56 for 47,000", "73.3 against 11.9 per 10,000 people", "factor of 6.15",
    ] {
      #expect(first.contains(figure))
    }
    let document = try json("flag", survey, "--json")
    let densities = try #require(document["densities"] as? [[String: Any]])
    func density(_ town: String) -> Double? {
      densities.first { $0["town"] as? String == town }?["posts_per_10000_people"] as? Double
    }
    #expect(densities.count == 35 && density("云山街道") == 73.333333 && density("高新街道") == 11.914894)
    let all = try allot("flag", survey, "--all", "--language", "zh").output
    #expect(all.contains("每百平方公里") && all.contains(/高新街道 +56 +11\.9 +437\.5/))
    let flag = try #require((document["flags"] as? [[String: Any]])?.first)
    #expect(flag["kind"] as? String == "inversion" && flag["severity"] as? String == "serious")
    #expect(flag["posts"] as? Int == 66 && flag["larger_posts"] as? Int == 56)
  }

  @Test("DEA: staff 2,3,3,4,5,5,6,8 with output 1,3,2,3,4,2,3,5 gives .5, 1, .667, .75, .8, .4, .5, .625")
  func efficiency() throws {
    let towns = zip([2, 3, 3, 4, 5, 5, 6, 8], [1, 3, 2, 3, 4, 2, 3, 5]).enumerated()
    let folder = try folder(
      """
      pools: {posts: 36}
      metrics: {cases: {measures: number}}
      model: {title: Given, parts: [given: columns]}

      """,
      ["town,cases,posts_staff,posts_need"] + towns.map { "t\($0),\($1.1),\($1.0),\($1.0)" })
    let flags = try #require(
      json("flag", folder.path, "--achieves", "cases", "--json")["flags"] as? [[String: Any]])
    let scores = Dictionary(
      flags.filter { $0["kind"] as? String == "inefficient" }.map { ($0["town"] as? String ?? "", $0) },
      uniquingKeysWith: { first, _ in first })
    let expected = [0.5, nil, 0.666667, 0.75, 0.8, 0.4, 0.5, 0.625]
    for (place, score) in expected.enumerated() {
      // The town that none outdoes has no flag.
      #expect(scores["t\(place)"]?["efficiency"] as? Double == score, "t\(place)")
      if score != nil { #expect(scores["t\(place)"]?["models"] as? [String] == ["t1"]) }
    }
    let text = try allot("flag", folder.path, "--achieves", "cases", "--all").output
    #expect(text.contains("[notice] t5: 5 staff, where by t1 2.0 would achieve as much (efficiency 0.400)"))
    #expect(try allot("flag", folder.path, "--achieves", "case").code == 2)
  }
}
