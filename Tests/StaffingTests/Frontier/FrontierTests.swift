// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
@testable import Staffing
import Testing

@Suite("Frontiers")
struct FrontierTests {
  private func frontier(
    _ scenario: Scenario, _ aim: FrontierPlace.Aim, points: Int = 1_000
  ) -> Frontier? {
    switch scenario.frontier(aim, points: points) {
    case .frontier(let frontier): return frontier
    case .infeasible: return nil
    case let other:
      Issue.record("\(other)")
      return nil
    }
  }

  /// The plans that no other betters in one without losing in the other, as moves and loss, by trying them all.
  private func nondominated(_ oracle: RuleOracle, _ aim: FrontierPlace.Aim) -> [(moved: Int, loss: Double)] {
    let method = oracle.scenario.method
    let all = oracle.plans.map { plan -> (moved: Int, value: Double) in
      let value =
        switch aim {
        case .fit: oracle.value(.fit(method, moveCost: nil), plan)
        case .fairness: -oracle.worstCoverage(plan)
        case .prices: oracle.value(.prices, plan)
        }
      return (Int(oracle.value(.stability, plan)), value)
    }
    let best = all.map(\.value).min() ?? 0
    var kept: [(moved: Int, loss: Double)] = []
    for (moved, same) in Dictionary(grouping: all, by: \.moved).sorted(by: { $0.key < $1.key }) {
      let loss = (same.map(\.value).min() ?? 0) - best
      if loss < (kept.last?.loss ?? .infinity) - 1e-9 { kept.append((moved, loss)) }
    }
    return kept
  }

  @Test("A frontier is every nondominated plan there is, and proved to be", arguments: FrontierPlace.Aim.allCases)
  func bruteForce(_ aim: FrontierPlace.Aim) {
    var (points, bent) = (0, 0)
    for seed in 0..<(runsLongTests ? 300 : 36) {
      let scenario = RandomRules.scenario(seed: seed)
      guard scenario.faults.isEmpty, aim != .prices || scenario.rules.contains(where: \.isSoft) else { continue }
      let oracle = RuleOracle(scenario)
      let found = frontier(scenario, aim)
      #expect((found == nil) == oracle.plans.isEmpty, "seed \(seed)")
      guard let found else { continue }
      let expected = nondominated(oracle, aim)
      #expect(found.points.map(\.moved) == expected.map(\.moved), "seed \(seed)")
      for (point, other) in zip(found.points, expected) {
        #expect(abs(found.loss(of: point) - other.loss) < 1e-7, "seed \(seed), \(point.moved) moved")
        #expect(point.isProved && oracle.plans.contains(point.plan.quotas), "seed \(seed)")
        #expect(scenario.postsMoved(by: point.plan.quotas) == point.moved, "seed \(seed)")
      }
      #expect(found.isComplete && found.limit == nil, "seed \(seed)")
      points += found.points.count
      if found.points.count > 2 { bent += 1 }
    }
    #expect(points > 6 && (bent > 0 || aim == .prices), "the test would prove little with fewer: \(points), \(bent)")
  }

  /// Towns in two groups, with quotas far from their needs.
  private func drawn(seed: Int, towns count: Int, rules: [Rule] = []) -> Scenario {
    var random = SplitMix64(seed: seed)
    let towns = (0..<count).map { place in
      Build.town(
        "t\(place)", [random.int(1...400), random.int(1...400)], group: [place.isMultiple(of: 2) ? "e" : "w"],
        today: [random.int(0...12), random.int(0...12)])
    }
    let totals = (0..<2).map { pool in towns.reduce(0) { $0 + ($1.posts[pool].quota ?? 0) } + random.int(-3...3) }
    return Build.scenario(
      totals, towns, rules: rules, method: ApportionmentMethod.allCases[random.int(0...4)])
  }

  @Test(
    "Every point of fit lies on the line between the break points that prices find",
    arguments: 0..<(runsLongTests ? 40 : 6))
  func prices(seed: Int) throws {
    let scenario = drawn(
      seed: seed, towns: 4 + seed % 8 / 2,
      rules: seed.isMultiple(of: 2) ? [] : [Build.rule(.groupTotals(level: 0, .given([["e"]: .percent(Quantity(45))])))]
    )
    let found = try #require(frontier(scenario, .fit))
    #expect(found.isConvex && found.hasAllVertices && found.isComplete)
    let vertices = found.vertices
    #expect(vertices.first?.moved == found.points.first?.moved && vertices.last?.moved == found.points.last?.moved)
    var onEdges = 0
    for point in found.points {
      let after = try #require(vertices.firstIndex { $0.moved >= point.moved })
      let (left, right) = (vertices[max(0, after - 1)], vertices[after])
      let part = right.moved == left.moved ? 1 : Double(point.moved - left.moved) / Double(right.moved - left.moved)
      #expect(abs(left.value + part * (right.value - left.value) - point.value) < 1e-9 * max(1, abs(point.value)))
      let isEnd = point.moved == vertices.first?.moved || point.moved == vertices.last?.moved
      #expect(point.isBreak == (point.moved == right.moved && !isEnd))
      if !point.isBreak && !isEnd { onEdges += 1 }
    }
    // There is a plan at every whole number of moves, and each break point turns the line.
    #expect(found.points.count == (vertices.last?.moved ?? 0) - (vertices.first?.moved ?? 0) + 1)
    #expect(onEdges == found.points.count - vertices.count)
    for place in vertices.indices.dropFirst().dropLast() {
      let (a, b, c) = (vertices[place - 1], vertices[place], vertices[place + 1])
      let slopes = [(a, b), (b, c)].map { ($0.value - $1.value) / Double($1.moved - $0.moved) }
      #expect(slopes[0] > slopes[1])
    }
  }

  @Test("Fewer points are points of the whole frontier, with its ends and its knee")
  func fewer() throws {
    let scenario = drawn(seed: 11, towns: 9)
    let (whole, few) = (try #require(frontier(scenario, .fit)), try #require(frontier(scenario, .fit, points: 5)))
    #expect(few.points.count <= 6 && !few.isComplete && few.vertices == whole.vertices)
    #expect(few.points.first?.moved == whole.points.first?.moved && few.points.last?.moved == whole.points.last?.moved)
    for point in few.points {
      let same = try #require(whole.points.first { $0.moved == point.moved })
      #expect(same.plan.quotas == point.plan.quotas && same.value == point.value)
    }
    let knees = try [whole, few].map { $0.points[try #require($0.knee)].moved }
    #expect(knees[0] == knees[1])
  }

  @Test("The knee is the point farthest from the line between the ends; on a line there is none")
  func knee() {
    #expect(Frontier.knee([(0, 10), (1, 4), (2, 3), (10, 0)]) == 1)
    #expect(Frontier.knee([(0, 10), (1, 9), (10, 0)]) == nil)
    // Above the line is no knee, either.
    #expect(Frontier.knee([(0, 10), (5, 9), (10, 0)]) == nil)
    #expect(Frontier.knee([(0, 10), (10, 0)]) == nil && Frontier.knee([(0, 1)]) == nil && Frontier.knee([]) == nil)
    // Of two as far, the one with fewer moves.
    #expect(Frontier.knee([(0, 10), (2, 5), (5, 2), (10, 0)]) == 1)
  }

  @Test("Where there is no plan, there is no frontier, and the rule that was added is not blamed")
  func infeasible() {
    let scenario = drawn(seed: 3, towns: 4, rules: [Build.rule(.floor(.posts(40)))])
    guard case .infeasible(let reasons) = scenario.frontier(.fit) else {
      Issue.record("a frontier of nothing")
      return
    }
    #expect(!reasons.isEmpty && !"\(reasons)".contains(Scenario.frontierReference))
  }

  @Test("A time that is over leaves no frontier that claims to be whole")
  func limit() {
    switch drawn(seed: 5, towns: 30).frontier(.fit, limits: Limits(seconds: 1e-9)) {
    case .stopped(.time): break
    case .frontier(let frontier): #expect(frontier.limit == .time && !frontier.isComplete)
    case let other: Issue.record("\(other)")
    }
  }
}
