// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Staffing
import TestLength
import Testing

@Suite("Towns that nothing but their names tells apart")
struct LikeTownsTests {
  private func town(
    _ name: String, _ needs: [Int], today: [Int], metrics: [Int], group: [String] = [], total: Int? = nil
  ) -> Town {
    Town(
      id: Town.ID(group: group, name: name), kind: .town, metrics: metrics.map { Quantity($0) },
      posts: today.map { Town.Posts(quota: $0, staff: nil) }, givenNeeds: needs.map { Quantity($0) },
      fixedTotal: total)
  }

  private func scenario(
    _ totals: [Int], _ towns: [Town], rules: [Rule], goals: [PlanningGoal]
  ) -> Scenario {
    Scenario(
      title: "alike", levels: towns.contains { !$0.group.isEmpty } ? ["county"] : [],
      metrics: [.residentPopulation, .area], pools: totals.enumerated().map { Pool(id: "p\($0)", total: $1) },
      towns: towns, model: Build.given, rules: rules, goals: goals)
  }

  private static func order(_ price: Quantity?) -> Rule { Build.rule(.noInversion(metrics: [0, 1], price: price)) }

  @Test(
    "Of towns with equal figures every one is named where some have more, with and without a price",
    arguments: [nil, 1])
  func equalFigures(price: Int?) throws {
    // Three of a kind and one that is larger: one post is left over for the three.
    let towns = [
      town("a", [4], today: [4], metrics: [1, 1]), town("b", [4], today: [4], metrics: [1, 1]),
      town("c", [4], today: [4], metrics: [1, 1]), town("d", [8], today: [6], metrics: [2, 2]),
    ]
    let scenario = scenario(
      [22], towns, rules: [Self.order(price.map { Quantity($0) })], goals: [PlanningGoal(.fit(.webster, moveCost: nil))]
    )
    let plan = try scenario.requirePlan()
    #expect(plan.quotas.map { $0[0] }.dropLast().sorted() == [4, 4, 5])
    let tie = try #require(plan.ties.first)
    #expect(Set(tie.granted + tie.declined) == [0, 1, 2])
    for place in 0..<3 {
      #expect(plan.reason(town: place, pool: 0) == (tie.granted.contains(place) ? .tieWon : .tieLost))
    }
  }

  @Test("Where a town has more of one pool and less of the other than one of equal figures, both are named in both")
  func exchange() throws {
    var named = 0
    for seed in 0..<everyday(120, long: 400) {
      var random = SplitMix64(seed: seed)
      let kinds = (0..<2).map { _ in
        (
          needs: [random.int(2...9), random.int(2...9)], today: [random.int(1...9), random.int(1...9)],
          size: random.int(1...2)
        )
      }
      let towns = (0..<random.int(3...6)).map { place in
        let kind = kinds[random.int(0...1)]
        return town("t\(place)", kind.needs, today: kind.today, metrics: [kind.size, kind.size])
      }
      let totals = (0..<2).map { pool in
        max(towns.count, towns.reduce(0) { $0 + (Int($1.givenNeeds[pool]?.doubleValue ?? 0)) } + random.int(-3...3))
      }
      let scenario = scenario(
        totals, towns, rules: [Self.order(seed.isMultiple(of: 2) ? nil : Quantity(1))],
        goals: [PlanningGoal(.stability), PlanningGoal(.fit(.webster, moveCost: nil))])
      guard scenario.faults.isEmpty, let plan = scenario.planIfFeasible() else { continue }
      for one in towns.indices {
        for other in towns.indices where one < other {
          let (left, right) = (plan.scenario.towns[one], plan.scenario.towns[other])
          guard left.posts == right.posts, left.givenNeeds == right.givenNeeds, left.metrics == right.metrics else {
            continue
          }
          for pool in 0..<2 where plan.quotas[one][pool] != plan.quotas[other][pool] {
            named += 1
            let tie = plan.ties.first { $0.pool == pool }
            let concerned = Set((tie?.granted ?? []) + (tie?.declined ?? []))
            #expect(concerned.isSuperset(of: [one, other]), "seed \(seed), pool \(pool): \(plan.quotas), \(plan.ties)")
          }
        }
      }
    }
    #expect(named > 20, "the test would prove little with fewer: \(named)")
  }

  @Test("A figure, a group, a rule's scope or a total of their own tells towns apart")
  func apart() {
    func classes(_ towns: [Town], _ rules: [Rule] = []) -> [[Int]] {
      LikeTowns(AllocationProblem(scenario([20], towns, rules: rules, goals: []))).classes
    }
    let (a, b) = (town("a", [4], today: [4], metrics: [1, 1]), town("b", [4], today: [4], metrics: [1, 1]))
    let mix = Rule.Requirement.mix(pool: 0, from: Quantity(10), to: nil)
    let ofOne = Rule.Scope(towns: ["a"])
    #expect(classes([a, b]) == [[0, 1]])
    #expect(classes([a, b], [Self.order(nil), Build.rule(.moves(most: 3)), Build.rule(mix)]) == [[0, 1]])
    #expect(classes([a, town("b", [5], today: [4], metrics: [1, 1])]).isEmpty)
    #expect(classes([a, town("b", [4], today: [5], metrics: [1, 1])]).isEmpty)
    // What no rule looks at tells nothing apart.
    let larger = town("b", [4], today: [4], metrics: [1, 2])
    #expect(classes([a, larger]) == [[0, 1]] && classes([a, larger], [Self.order(nil)]).isEmpty)
    for rule in [Rule.Requirement.floor(.posts(1)), mix, .moves(most: 3), .townTotals(.asToday)] {
      #expect(classes([a, b], [Build.rule(rule, scope: ofOne)]).isEmpty, "\(rule)")
    }
    let grouped = ["e", "w"].map { town("a", [4], today: [4], metrics: [1, 1], group: [$0]) }
    #expect(classes(grouped).isEmpty)
  }
}
