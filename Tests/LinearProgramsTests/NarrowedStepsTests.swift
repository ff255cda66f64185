// SPDX-License-Identifier: GPL-3.0-or-later

import TestLength
import Testing

@testable import LinearPrograms

/// Branch and bound opens the steps alone that a better point than a known one could take: whether it leaves out one that
/// matters is seen by trying every point.
@Suite("Convex costs in wide ranges, branched")
struct NarrowedStepsTests {
  /// Towns with an administrative and an institutional quota of 0…40 each, a total for either, and side rows that make
  /// vertices fractional.
  private struct Sample {
    var program = LinearProgram()
    var posts: [Variable] = []
    /// Every point that keeps the rows, as values of the quotas.
    private(set) var points: [[Int]] = []
    private var costs: [ConvexCost] = []
    private var rows: [(coefficients: [Int], least: Int, most: Int)] = []

    static let top = 40

    init(_ random: inout SplitMix64) {
      let towns = Int.random(in: 1...2, using: &random)
      for town in 0..<towns {
        for pool in 0..<2 {
          let lower = Int.random(in: 0...3, using: &random)
          posts.append(
            program.addVariable(
              "\(town).\(pool)", from: Double(lower), to: Double(Self.top), wholeNumbers: true))
        }
        // The share of one pool between two bounds: low·(a + b) ≤ a ≤ high·(a + b), in sevenths to elevenths.
        let parts = Int.random(in: 7...11, using: &random)
        let low = Int.random(in: 2...3, using: &random)
        let high = low + Int.random(in: 1...2, using: &random)
        addRow([(2 * town, parts - low), (2 * town + 1, -low)], 0, Int.max)
        addRow([(2 * town, parts - high), (2 * town + 1, -high)], -Int.max, 0)
      }
      if towns == 2 {
        // Order, and totals.
        if Bool.random(using: &random) { addRow([(0, 1), (1, 1), (2, -1), (3, -1)], 0, Int.max) }
        let all = Int.random(in: 20...110, using: &random)
        addRow([(0, 1), (1, 1), (2, 1), (3, 1)], all, all)
        if Bool.random(using: &random) { addRow([(0, 2), (2, 3)], Int.random(in: 5...60, using: &random), Int.max) }
      } else {
        let least = Int.random(in: 10...200, using: &random)
        addRow([(0, 3), (1, 2)], least, least + Int.random(in: 0...20, using: &random))
      }
      enumerate([])
    }

    private mutating func addRow(_ terms: [(place: Int, coefficient: Int)], _ least: Int, _ most: Int) {
      var coefficients = [Int](repeating: 0, count: 4)
      for term in terms { coefficients[term.place] = term.coefficient }
      rows.append((coefficients, least, most))
      program.addConstraint(
        from: least == -Int.max ? -.infinity : Double(least), to: most == Int.max ? .infinity : Double(most)
      ) { sum in
        for term in terms { sum += Double(term.coefficient) * posts[term.place] }
      }
    }

    /// Every prefix is extended that keeps the first town's rows; the last variable of two towns follows from the total.
    private mutating func enumerate(_ point: [Int]) {
      if point.count == 2, posts.count > 2 {
        let isKept = rows.allSatisfy { row in
          row.coefficients[2] != 0 || row.coefficients[3] != 0
            || (row.least...row.most).contains(row.coefficients[0] * point[0] + row.coefficients[1] * point[1])
        }
        guard isKept else { return }
      }
      guard point.count < posts.count else {
        if rows.allSatisfy({ row in (row.least...row.most).contains(sum(row.coefficients, point)) }) {
          points.append(point)
        }
        return
      }
      var range = Int(program.bounds(of: posts[point.count]).lower)...Self.top
      if point.count == 3, let total = rows.first(where: { $0.least == $0.most && $0.coefficients == [1, 1, 1, 1] }) {
        let rest = total.least - point.reduce(0, +)
        guard range.contains(rest) else { return }
        range = rest...rest
      }
      for value in range { enumerate(point + [value]) }
    }

    private func sum(_ coefficients: [Int], _ point: [Int]) -> Int {
      zip(coefficients, point).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }

  /// Most of these take milliseconds and the longest thousands of nodes; the limit tells a search without end from one.
  private static let limits = Limits(seconds: 120)

  private enum Kind: CaseIterable { case divisor, quadratic, kinked, flat }

  private static func goal(_ posts: [Variable], _ random: inout SplitMix64) -> Goal {
    let kind = Kind.allCases.randomElement(using: &random) ?? .divisor
    var goal = Goal.minimize(
      LinearExpression(sum: posts.map { Double(Int.random(in: -1...1, using: &random)) * 0.125 * $0 }) + 7)
    for variable in posts {
      let need = Double.random(in: 2...35, using: &random)
      let origin = Int.random(in: -5...60, using: &random)
      switch kind {
      case .divisor: goal.add(ConvexCost(origin: origin) { (Double($0) - 0.5) / need }, on: variable)
      case .quadratic:
        goal.add(ConvexCost(origin: origin) { 2 * (Double($0) - need.rounded()) - 1 }, on: variable)
      case .kinked: goal.add(ConvexCost(origin: origin) { Double($0) > need ? 3 : -2 }, on: variable)
      case .flat: goal.add(ConvexCost(origin: origin) { Double($0) > need + 3 ? 1 : 0 }, on: variable)
      }
    }
    return goal
  }

  /// The goal's value at each point, by the steps and nothing of the package's own sums.
  private static func values(_ goal: Goal, _ sample: Sample) -> [Double] {
    let totals = sample.posts.map { variable -> [Double] in
      guard let cost = goal.convexCost(of: variable) else { return [] }
      let lower = Int(sample.program.bounds(of: variable).lower)
      let origin = min(max(cost.origin, lower), Sample.top)
      return (0...Sample.top).map { value in
        if value >= origin { return (origin..<value).reduce(0) { $0 + cost.ofStep($1 + 1) } }
        return -(value..<origin).reduce(0) { $0 + cost.ofStep($1 + 1) }
      }
    }
    return sample.points.map { point in
      goal.expression.constant
        + goal.expression.terms.reduce(0) { $0 + $1.coefficient * Double(point[$1.variable.index]) }
        + zip(totals, point).reduce(0) { $0 + ($1.0.isEmpty ? 0 : $1.0[$1.1]) }
    }
  }

  @Test("One goal: the best of all points, programs drawn")
  func oneGoal() {
    var branched = 0
    let draws = everyday(20, long: 100)
    for seed in 0..<draws {
      var random = SplitMix64(seed: 20_000 + seed)
      var sample = Sample(&random)
      let goal = Self.goal(sample.posts, &random)
      sample.program.goal = goal
      let best = Self.values(goal, sample).min()
      switch (sample.program.solve(limits: Self.limits), best) {
      case (.infeasible, nil): break
      case (.optimal(let solution), let best?):
        if solution.wasBranched { branched += 1 }
        #expect(abs(solution.goal - best) <= 1e-6 * max(1, abs(best)), "seed \(seed)")
      case (let outcome, _): Issue.record("seed \(seed): \(outcome), not \(String(describing: best))")
      }
    }
    #expect(branched > draws / 4, "only \(branched) were branched")
  }

  @Test(
    "Three goals in order, with what they may lose: as by looking at every point", arguments: [0.0, 0.05])
  func goalsInOrder(relative: Double) {
    var (branched, unfinished) = (0, 0)
    // Some of the later draws take ten seconds.
    let draws = everyday(8, long: 60)
    for seed in 0..<draws {
      var random = SplitMix64(seed: 30_000 + seed)
      let sample = Sample(&random)
      let weights = sample.posts.map { _ in Double(Int.random(in: -1...2, using: &random)) }
      let goals = [
        Self.goal(sample.posts, &random), Self.goal(sample.posts, &random),
        .maximize(LinearExpression(sum: zip(weights, sample.posts).map { $0 * $1 })),
      ]
      let degradation = Degradation(relative: relative)
      let result = sample.program.solve(inOrder: goals.map { .optimize($0, mayLose: degradation) }, limits: Self.limits)
      guard !sample.points.isEmpty else {
        guard case .infeasible = result.outcome else { Issue.record("seed \(seed): \(result.outcome)"); continue }
        continue
      }
      // What is not proved in time says so, and then claims nothing.
      if case .feasible(_, _, .time) = result.outcome {
        unfinished += 1
        continue
      }
      guard case .optimal = result.outcome, result.stages.count == 3 else {
        Issue.record("seed \(seed): \(result.outcome)")
        continue
      }
      if result.stages.contains(where: { $0.solution.wasBranched }) { branched += 1 }
      var open = Array(sample.points.indices)
      for (goal, stage) in zip(goals, result.stages) {
        let sign = goal.sense == .minimize ? 1.0 : -1.0
        let values = Self.values(goal, sample).map { sign * $0 }
        let best = open.map { values[$0] }.min() ?? .nan
        let near = 1e-6 * max(1, abs(best))
        #expect(abs(sign * stage.best - best) <= near, "seed \(seed): \(stage.best), not \(sign * best)")
        #expect(sign * stage.final <= best + degradation.amount(at: best) + near, "seed \(seed)")
        open = open.filter { values[$0] <= best + degradation.amount(at: best) + 1e-9 }
      }
    }
    #expect(unfinished <= 2, "\(unfinished) were not proved in time")
    #expect(branched > draws / 4, "only \(branched) were branched")
  }
}
