// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
@testable import Staffing
import Testing

@Suite("Points of a frontier")
struct FrontierPlaceTests {
  private func read(_ json: String) throws -> FrontierPlace {
    try JSONDecoder().decode(FrontierPlace.self, from: Data(json.utf8))
  }

  @Test("A point as it was written before there were other goals is read")
  func older() throws {
    #expect(try read(#"{"aim": "fairness", "most_moves": 78}"#) == FrontierPlace(.fairness, mostMoves: 78))
  }

  @Test("Every point is read as it is written, to the last digit")
  func roundTrip() throws {
    let level = try #require(Quantity("0.909351728224703"))
    let places = [
      FrontierPlace(.fit, mostMoves: 3), FrontierPlace(.fit, .coverage(least: level)),
      FrontierPlace(.prices, .coverage(least: level)), FrontierPlace(.fit, .price(most: Quantity("12.35") ?? .zero)),
    ]
    for place in places {
      let place = try #require(place)
      let data = try JSONEncoder().encode(place)
      #expect(try JSONDecoder().decode(FrontierPlace.self, from: data) == place)
    }
  }

  @Test(
    "What is no point is refused",
    arguments: [
      #"{"aim": "fit"}"#, #"{"aim": "fairness", "least_coverage": "0.5"}"#, #"{"aim": "prices", "most_price": "2"}"#,
      #"{"aim": "fit", "least_coverage": "x"}"#, #"{"aim": "fit", "least_coverage": 0.5}"#,
      #"{"aim": "fit", "least_coverage": "0.5", "most_price": "2"}"#,
      #"{"aim": "fit", "least_coverage": "0.5", "most_moves": 2}"#,
    ])
  func refused(_ json: String) {
    #expect(throws: DecodingError.self) { try read(json) }
  }

  @Test("Two goals are a pair in either order, and one goal twice is none")
  func pairs() {
    let names = ["fit", "fairness", "prices", "stability"]
    for one in names {
      for other in names {
        let goals = FrontierGoals(one, other)
        #expect((goals == nil) == (one == other) && goals == FrontierGoals(other, one))
        if let goals { #expect(Set(goals.names) == [one, other]) }
      }
    }
    #expect(FrontierGoals("fit", "cost") == nil && Set(FrontierGoals.all).count == 6)
  }

  /// Shares of 10/3, 10/3 and 10/3.
  private let thirds = Build.scenario([10], (0..<3).map { Build.town("t\($0)", [1], today: [3]) })

  @Test("What coverage asks is counted in fractions: nine tenths of a third of ten are three posts, and more are four")
  func coverage() throws {
    let nine = try #require(FrontierPlace(.fit, .coverage(least: Quantity("0.9") ?? .zero)))
    let more = try #require(FrontierPlace(.fit, .coverage(least: Quantity("0.900000000000001") ?? .zero)))
    let problems = [nine, more].map { AllocationProblem(thirds.at($0)) }
    #expect(problems.map { $0.bounds[0, 0].lower } == [3, 4])
    #expect(thirds.at(nine).breaches(of: [[3], [3], [4]]).isEmpty)
    #expect(
      thirds.at(more).breaches(of: [[3], [3], [4]])
        == [0, 1].map {
          .townRule(thirds.towns[$0].id, pool: "p0", quota: 3, rule: Scenario.frontierReference)
        })
    guard case .infeasible(let reasons) = thirds.at(more).plan() else {
      Issue.record("twelve posts of ten")
      return
    }
    #expect(!reasons.isEmpty)
  }

  @Test("Floors above a cap that coverage alone asks for are told of")
  func crossed() throws {
    let place = try #require(FrontierPlace(.fit, .coverage(least: Quantity("0.95") ?? .zero)))
    let capped = thirds.with(rules: [Build.rule(.cap(.posts(3)), scope: .init(towns: ["t0"]))])
    guard case .infeasible(let reasons) = capped.at(place).plan() else {
      Issue.record("four posts of three")
      return
    }
    let floors = reasons.compactMap { if case .floorAboveCap(_, _, let floors, _) = $0 { floors } else { nil } }
    #expect(floors == [[StatedBound(4, .rule(1))]])
  }

  @Test("A limit on prices is counted to the last digit")
  func prices() throws {
    let towns = (0..<2).map { place in
      Town(
        id: Town.ID(group: [], name: "t\(place)"), kind: .town, metrics: [Quantity(2 - place)],
        posts: [Town.Posts(quota: 5, staff: nil)], givenNeeds: [Quantity(place == 0 ? 2 : 8)])
    }
    let scenario = Scenario(
      title: "soft", metrics: [.residentPopulation], pools: [Pool(id: "p0", total: 10)], towns: towns,
      model: Build.given, rules: [Build.rule(.noInversion(metrics: [0], price: Quantity("0.1")))],
      goals: [PlanningGoal(.fit(.webster, moveCost: nil))])
    // Each post less for the larger is two fewer than the smaller: three times 0.2 is more than 0.6 in binary fractions.
    for (most, quota) in [("0", 5), ("0.1", 5), ("0.4", 3), ("0.6", 2), ("0.59", 3), ("9", 2)] {
      let place = try #require(FrontierPlace(.fit, .price(most: Quantity(most) ?? .zero)))
      #expect(try scenario.at(place).requirePlan().quotas[0][0] == quota, "\(most)")
      let breaches = scenario.at(place).breaches(of: [[2], [8]])
      #expect(breaches.isEmpty == (quota == 2), "\(most)")
    }
  }
}
