// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
@testable import Staffing
import Synchronization
import TestLength
import Testing

@Suite("Frontiers")
struct FrontierTests {
  private func frontier(
    _ scenario: Scenario, _ aim: FrontierPlace.Aim, points: Int = 1_000
  ) -> Frontier? {
    frontier(scenario, weighing: FrontierGoals(aim), points: points)
  }

  private func frontier(
    _ scenario: Scenario, weighing goals: FrontierGoals, points: Int = 1_000
  ) -> Frontier? {
    switch scenario.frontier(weighing: goals, points: points) {
    case .frontier(let frontier): return frontier
    case .infeasible: return nil
    case let other:
      Issue.record("\(other)")
      return nil
    }
  }

  /// What a goal makes of a plan, to be small.
  private func value(_ name: String, _ plan: [[Int]], by oracle: RuleOracle) -> Double {
    switch name {
    case "fit": oracle.value(.fit(oracle.scenario.method, moveCost: nil), plan)
    case "fairness": -oracle.worstCoverage(plan)
    case "prices": oracle.value(.prices, plan)
    default: oracle.value(.stability, plan)
    }
  }

  /// The plans that no other betters in one without losing in the other, as the goal that gives way and the loss of the
  /// other, by trying them all.
  private func nondominated(_ oracle: RuleOracle, _ goals: FrontierGoals) -> [(given: Double, loss: Double)] {
    let all = oracle.plans.map { plan in
      (given: value(goals.names[1], plan, by: oracle), value: value(goals.names[0], plan, by: oracle))
    }
    let best = all.map(\.value).min() ?? 0
    var kept: [(given: Double, loss: Double)] = []
    for (given, same) in Dictionary(grouping: all, by: \.given).sorted(by: { $0.key < $1.key }) {
      let loss = (same.map(\.value).min() ?? 0) - best
      if loss < (kept.last?.loss ?? .infinity) - 1e-9 { kept.append((given, loss)) }
    }
    return kept
  }

  @Test("A frontier is every nondominated plan there is, and proved to be", arguments: FrontierGoals.all)
  func bruteForce(_ goals: FrontierGoals) {
    var (points, bent) = (0, 0)
    for seed in 0..<everyday(goals.against == .stability ? 36 : 50, long: 300) {
      let scenario = RandomRules.scenario(seed: seed)
      guard scenario.faults.isEmpty, !goals.weighPrices || scenario.rules.contains(where: \.isSoft) else { continue }
      let oracle = RuleOracle(scenario)
      let found = frontier(scenario, weighing: goals)
      #expect((found == nil) == oracle.plans.isEmpty, "seed \(seed)")
      guard let found else { continue }
      let expected = nondominated(oracle, goals)
      #expect(found.points.count == expected.count, "seed \(seed)")
      for (point, other) in zip(found.points, expected) {
        let given = goals.against == .fairness ? -point.given : point.given
        #expect(abs(given - other.given) < 1e-12, "seed \(seed)")
        #expect(abs(found.loss(of: point) - other.loss) < 1e-7, "seed \(seed), \(point.given)")
        #expect(point.isProved && oracle.plans.contains(point.plan.quotas), "seed \(seed)")
        if goals.against != .stability {
          #expect(abs((point.bound ?? .nan) - point.value) < 1e-7, "seed \(seed)")
        }
        #expect(scenario.postsMoved(by: point.plan.quotas) == point.moved, "seed \(seed)")
        #expect(scenario.at(point.place).breaches(of: point.plan.quotas).isEmpty, "seed \(seed)")
      }
      #expect(found.isComplete && found.limit == nil, "seed \(seed)")
      points += found.points.count
      if found.points.count > 2 { bent += 1 }
    }
    #expect(points > 6 && (bent > 0 || goals.weighPrices), "the test would prove little with fewer: \(points), \(bent)")
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
    arguments: 0..<everyday(6, long: 40))
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

  /// Towns whose larger have no fewer posts, far from their needs: what is fair and what fits are then not one.
  private static func ordered(seed: Int, isSoft: Bool = false) -> Scenario {
    var random = SplitMix64(seed: seed)
    // Where the rule must be kept, it takes more towns to leave a choice.
    let count = isSoft ? everyday(9, long: 12) : everyday(20, long: 30)
    let towns = (0..<count).map { place in
      let posts = (0..<2).map { _ in Town.Posts(quota: random.int(0...12), staff: nil) }
      return Town(
        id: Town.ID(group: [], name: "t\(place)"), kind: .town,
        metrics: [Quantity(random.int(1...20)), Quantity(random.int(1...20))], posts: posts,
        givenNeeds: (0..<2).map { _ in Quantity(random.int(40...400)) })
    }
    let price = isSoft ? Quantity("0.35") : nil
    return Scenario(
      title: "ordered", metrics: [.residentPopulation, .area],
      pools: [Pool(id: "p0", total: 6 * count), Pool(id: "p1", total: 10 * count)], towns: towns, model: Build.given,
      rules: [Build.rule(.noInversion(metrics: [0, 1], price: price))],
      goals: [PlanningGoal(.fit(.webster, moveCost: nil))])
  }

  /// The whole frontier of fit and fairness of the first of these, which takes longest.
  private static let whole: Frontier? = {
    guard case .frontier(let frontier) = ordered(seed: 2).frontier(weighing: .fitAgainstFairness, points: 1_000) else {
      return nil
    }
    return frontier
  }()

  @Test(
    "Fewer points of any two goals are points of the whole frontier, at even steps between its ends",
    arguments: [(FrontierGoals.fitAgainstFairness, false), (.fitAgainstPrices, true), (.pricesAgainstFairness, true)])
  func fewerOfAny(_ goals: FrontierGoals, isSoft: Bool) throws {
    let scenario = Self.ordered(seed: 2, isSoft: isSoft)
    let whole = try #require(isSoft ? frontier(scenario, weighing: goals) : Self.whole)
    #expect(whole.isComplete && whole.points.count > 5, "\(whole.points.map(\.given))")
    let few = try #require(frontier(scenario, weighing: goals, points: 4))
    #expect(!few.isComplete && (3...4).contains(few.points.count))
    #expect(few.points.first?.given == whole.points.first?.given && few.points.last?.given == whole.points.last?.given)
    let ends = (try #require(whole.points.first).given, try #require(whole.points.last).given)
    let steps = (1...2).map { ends.0 + (ends.1 - ends.0) * Double($0) / 3 }
    for point in few.points {
      let same = try #require(whole.points.first { $0.given == point.given })
      #expect(abs(same.value - point.value) < 1e-9 && point.isProved)
    }
    // The last point that each step lets give way.
    let expected = steps.map { step in
      whole.points.last { goals.against == .fairness ? $0.given >= step : $0.given <= step }?.given
    }
    #expect(Set(few.points.dropFirst().dropLast().map(\.given)).isSubset(of: expected.compactMap(\.self)))
    // As many as there are is all of them.
    if runsLongTests {
      let all = try #require(frontier(scenario, weighing: goals, points: whole.points.count))
      #expect(all.isComplete && all.points.map(\.given) == whole.points.map(\.given))
    }
  }

  @Test("Fewer points of fairness against posts moved are nondominated, too, with the ends", arguments: [2, 3, 4])
  func fewerOfFairness(points: Int) throws {
    var partial = 0
    for seed in 0..<everyday(30, long: 120) {
      var random = SplitMix64(seed: seed)
      let towns = (0..<5).map { place in
        Build.town("t\(place)", [random.int(2...6), random.int(2...6)], today: [random.int(0...9), random.int(0...9)])
      }
      let totals = (0..<2).map { pool in towns.reduce(0) { $0 + ($1.posts[pool].quota ?? 0) } }
      guard totals.allSatisfy({ $0 > 0 }) else { continue }
      let scenario = Build.scenario(totals, towns)
      let whole = try #require(frontier(scenario, .fairness))
      let few = try #require(frontier(scenario, .fairness, points: points))
      if few.points.count < whole.points.count { partial += 1 }
      let all = Set(whole.points.map { [Double($0.moved), $0.value] })
      #expect(all.isSuperset(of: few.points.map { [Double($0.moved), $0.value] }), "seed \(seed)")
      #expect(few.points.first?.moved == whole.points.first?.moved, "seed \(seed)")
      #expect(few.points.last?.moved == whole.points.last?.moved, "seed \(seed)")
    }
    #expect(partial > 5, "the test would prove little with fewer: \(partial)")
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

  @Test("A limit in the midst leaves points of the whole frontier, and says so", arguments: [3, 5, 9, 20])
  func limitOfAny(solves: Int) throws {
    let (scenario, whole) = (Self.ordered(seed: 2), try #require(Self.whole))
    let solver = EndingSolver(after: solves)
    let outcome = scenario.frontier(weighing: .fitAgainstFairness, points: 1_000, with: solver)
    guard case .frontier(let part) = outcome else { return }
    #expect(part.limit != nil && !part.isComplete && part.knee == nil)
    for point in part.points where point.isProved {
      #expect(whole.points.contains { $0.given == point.given && abs($0.value - point.value) < 1e-9 })
    }
  }
}

/// Solves so many programs, and then says that a limit was reached.
private final class EndingSolver: LinearProgramSolver {
  private let solver = GLPKSolver()
  private let left: Mutex<Int>

  var name: String { solver.name }

  init(after solves: Int) { left = Mutex(solves) }

  func solve(_ program: LinearProgram, limits: Limits, monitor: SolveMonitor?) -> Outcome {
    let isOver = left.withLock { left in
      left -= 1
      return left < 0
    }
    return isOver ? .undecided(bound: nil, limit: .time) : solver.solve(program, limits: limits, monitor: monitor)
  }
}
