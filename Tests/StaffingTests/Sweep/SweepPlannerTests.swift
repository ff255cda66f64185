// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import TestLength
import Testing

@testable import Staffing

@Suite("Planning the cases of a sweep")
struct SweepPlannerTests {
  /// Everything in a random scenario that a sweep can vary.
  private func parameters(_ scenario: Scenario) -> [SweepParameter] {
    var parameters: [SweepParameter] = []
    func add(_ subject: SweepParameter.Subject, _ from: Int, _ to: Int) {
      let values = SweepParameter.Values.range(Quantity(from), Quantity(to))
      parameters.append(SweepParameter(name: "p\(parameters.count)", subject: subject, values: values))
    }
    for (place, pool) in scenario.pools.enumerated() {
      add(.total(pool: place), max(0, pool.total - 3), pool.total + 5)
    }
    for place in scenario.metrics.indices { add(.growth(metric: place), -20, 30) }
    for (place, rule) in scenario.rules.enumerated() {
      if let posts = rule.statedPosts { add(.posts(rule: place), max(0, posts - 2), posts + 2) }
    }
    // With a weight of zero the metric does not count.
    for metric in Set(scenario.model.parts.flatMap(\.weights).map(\.metric)).sorted() {
      add(.weight(metric: metric), 0, 3)
    }
    return parameters
  }

  @Test("A case has the quotas and needs of its own scenario's plan", arguments: 0..<everyday(12, long: 60))
  func separatePlans(seed: Int) throws {
    // Needs of every kind of part take longest, and are in every fourth scenario every day.
    let withParts = try everyday(seed.isMultiple(of: 4), long: true) ? [NeedPartsTests.scenario(seed: seed + 1)] : []
    for scenario in [RandomRules.scenario(seed: seed)] + withParts where scenario.faults.isEmpty {
      let sweep = Sweep(
        parameters: parameters(scenario), design: .latinHypercube(cases: 4, seed: UInt64(seed)))
      let planner = SweepPlanner(scenario, sweep)
      for number in planner.cases.indices {
        let changed = planner.scenario(of: number)
        switch (planner.result(of: number), changed.plan()) {
        case (.plan(let quotas, let needs), .plan(let plan)):
          #expect(quotas == plan.quotas)
          for town in changed.towns.indices {
            for pool in changed.pools.indices { #expect(needs[town, pool] == plan.needs[town, pool]) }
          }
        case (.infeasible, .infeasible), (.unsound, .failed(.unsoundScenario)): break
        case (let result, let outcome): Issue.record("\(result) against \(outcome), seed \(seed), case \(number)")
        }
      }
    }
  }

  private static let population = Metric.residentPopulation

  private func scenario(_ people: [Int], total: Int = 30, floor: Int = 2) -> Scenario {
    Scenario(
      title: "test", metrics: [Self.population], pools: [Pool(id: "a", total: total)],
      towns: people.enumerated().map { place, people in
        Town(
          id: Town.ID(group: [], name: "t\(place)"), kind: .town, metrics: [Quantity(people)],
          posts: [Town.Posts(quota: 10)])
      },
      model: PolicyModel(
        title: "share",
        parts: [.init(rule: .share(weights: [.init(metric: 0, weight: Quantity(1))]))]),
      rules: [Rule(.floor(.posts(floor)), reference: "scenario.yaml:9")])
  }

  @Test("Growth makes whole people of people, a half upwards, and every figure grows alike")
  func growth() throws {
    let growth = SweepParameter(name: "g", subject: .growth(metric: 0), values: .listed([Quantity(1)]))
    let base = scenario([1000, 1050, 49])
    let percent = try #require(Quantity("2.5"))
    let grown = base.with([percent], of: [growth])
    #expect(grown.towns.map { $0.metrics[0] } == [Quantity(1025), Quantity(1076), Quantity(50)])
    let shrunk = base.with([Quantity(-50)], of: [growth])
    #expect(shrunk.towns.map { $0.metrics[0] } == [Quantity(500), Quantity(525), Quantity(25)])
  }

  @Test("A case that no plan can be made for says so, and so does one whose figures make no sense")
  func withoutPlan() throws {
    let floor = SweepParameter(name: "f", subject: .posts(rule: 0), values: .listed([Quantity(2), Quantity(11)]))
    let planner = SweepPlanner(scenario([10, 20, 30]), Sweep(parameters: [floor], design: .grid))
    guard case .plan = planner.result(of: 0), case .infeasible = planner.result(of: 1) else {
      Issue.record("11 each is more than 30")
      return
    }
    // One person each: half of one rounds to one, a tenth to none, and nothing can be shared by none.
    let growth = SweepParameter(
      name: "g", subject: .growth(metric: 0), values: .listed([Quantity(-50), Quantity(-90)]))
    let few = SweepPlanner(scenario([1, 1, 1]), Sweep(parameters: [growth], design: .grid))
    guard case .plan = few.result(of: 0), case .unsound = few.result(of: 1) else {
      Issue.record("there is nobody left")
      return
    }
  }

  @Test("The summary of a total that rises by posts: who gains, the median, and the line through the quotas")
  func summary() throws {
    let total = SweepParameter(
      name: "t", subject: .total(pool: 0), values: .listed([24, 27, 30, 33, 36].map { Quantity($0) }))
    let idle = SweepParameter(name: "i", subject: .weight(metric: 0), values: .listed([Quantity(1), Quantity(2)]))
    let planner = SweepPlanner(scenario([10, 10, 10]), Sweep(parameters: [idle, total], design: .grid))
    var tally = SweepTally(towns: 3, pools: 1)
    for number in planner.cases.indices {
      guard case .plan(let quotas, _) = planner.result(of: number) else { throw NoPlan() }
      tally.add(case: number, quotas: quotas.flatMap(\.self))
    }
    let summary = SweepSummary(planner, tally)
    // Three alike towns have a third each: 8 to 12 against 10 today, each twice.
    let spread = summary.spreads[0][0]
    #expect(summary.cases == 10 && summary.planned == 10)
    #expect(spread.least == 8 && spread.most == 12 && spread.median == 10)
    #expect(spread.gains == 4 && spread.loses == 4)
    #expect(spread.effects.allSatisfy { $0 != nil } && spread.strongest == 1)
    for (effect, expected) in zip(spread.effects, [0.0, 4]) { #expect(abs((effect ?? .nan) - expected) < 1e-12) }
    // The 5th percentile of 8, 8, 9, 9 … lies 0.45 of the way from the first to the second.
    #expect(spread.quantiles == [8, 9, 10, 11, 12])
    #expect(summary.together == summary.spreads.map { $0[0] })
    // Totals of 24 and 27 take 2 and 1 from each, the others nothing: the line through 6, 3, 0, 0, 0 over −6 to 6 has the
    // slope −45/90 and the mean 1.8.
    let moves = try #require(summary.moves)
    #expect(moves.least == 0 && moves.most == 6 && moves.median == 0 && abs(moves.mean - 1.8) < 1e-12)
    let swings = try moves.swings.map { try #require($0) }
    for (swing, ends) in zip(swings, [(1.8, 1.8), (4.8, -1.2)]) {
      #expect(abs(swing.atLeast - ends.0) < 1e-12 && abs(swing.atMost - ends.1) < 1e-12)
    }
  }

  @Test("What goes with another parameter in the cases drawn is not laid to it: both are fitted together")
  func together() throws {
    // The metric alone shares, so that its weight has no effect; in these cases it rises and falls with the total.
    let total = SweepParameter(
      name: "t", subject: .total(pool: 0), values: .range(Quantity(30), Quantity(90)))
    let idle = SweepParameter(name: "i", subject: .weight(metric: 0), values: .range(Quantity(1), Quantity(2)))
    for seed in 0..<20 {
      let sweep = Sweep(parameters: [idle, total], design: .latinHypercube(cases: 12, seed: UInt64(seed)))
      let planner = SweepPlanner(scenario([10, 10, 10]), sweep)
      var tally = SweepTally(towns: 3, pools: 1)
      for number in planner.cases.indices {
        guard case .plan(let quotas, _) = planner.result(of: number) else { throw NoPlan() }
        tally.add(case: number, quotas: quotas.flatMap(\.self))
      }
      let spread = SweepSummary(planner, tally).together[0]
      // Three equal towns share some 60 posts more, to the nearest whole one: the cases drawn need not reach the ends.
      #expect(spread.strongest == 1 && abs((spread.effects[0] ?? .nan)) < 1)
      #expect((16.0...21).contains(spread.effects[1] ?? .nan))
    }
  }

  @Test("Too few cases tell nothing of many parameters")
  func tooFew() throws {
    let names = ["a", "b", "c"]
    let parameters = [SweepParameter.Subject.total(pool: 0), .weight(metric: 0), .growth(metric: 0)].enumerated().map {
      SweepParameter(name: names[$0.offset], subject: $0.element, values: .range(Quantity(30), Quantity(40)))
    }
    let sweep = Sweep(parameters: parameters, design: .monteCarlo(cases: 3, seed: 1))
    let planner = SweepPlanner(scenario([10, 10, 19]), sweep)
    var tally = SweepTally(towns: 3, pools: 1)
    for number in planner.cases.indices {
      guard case .plan(let quotas, _) = planner.result(of: number) else { throw NoPlan() }
      tally.add(case: number, quotas: quotas.flatMap(\.self))
    }
    let summary = SweepSummary(planner, tally)
    #expect(summary.together.allSatisfy { $0.effects == [nil, nil, nil] && $0.strongest == nil })
  }

  @Test("Where one varies at a time, the cases of the others say nothing of it")
  func oneAtATime() throws {
    let total = SweepParameter(name: "t", subject: .total(pool: 0), values: .listed([Quantity(33), Quantity(36)]))
    let floor = SweepParameter(name: "f", subject: .posts(rule: 0), values: .listed([Quantity(1), Quantity(9)]))
    let planner = SweepPlanner(scenario([1, 10, 19]), Sweep(parameters: [total, floor], design: .oneAtATime))
    var tally = SweepTally(towns: 3, pools: 1)
    for number in planner.cases.indices {
      guard case .plan(let quotas, _) = planner.result(of: number) else { throw NoPlan() }
      tally.add(case: number, quotas: quotas.flatMap(\.self))
    }
    let small = SweepSummary(planner, tally).spreads[0][0]
    // At the floor of 2 whatever the total; 1, 2 and 9 for floors of 1, 2 and 9.
    #expect(small.effects[0] == 0)
    #expect(small.least == 1 && small.most == 9 && small.strongest == 1)
  }
}
