// SPDX-License-Identifier: GPL-3.0-or-later

internal import LinearPrograms

/// Pairs of towns that are the wrong way round in today's quotas.
struct InversionSearch {
  private let scenario: Scenario
  private let metrics: [Int]
  private let towns: [Int]
  /// The pairs, and the worst of each town that is the smaller one.
  private(set) var pairs = 0
  private(set) var mismatches: [Mismatch] = []

  /// Looks for the pairs among these towns that have all figures. By one or two metrics O(towns · log² towns), by more
  /// O(towns² · metrics).
  init(_ scenario: Scenario, metrics: [Int], among towns: [Int]) {
    self.scenario = scenario
    self.metrics = metrics
    self.towns = towns
    guard !metrics.isEmpty else { return }
    let known = known
    let posts = known.map { scenario.towns[$0].quotaToday ?? 0 }
    let order = DominanceOrder(scenario.towns, known, by: metrics)
    // The worst come first.
    let worst = known.indices.map { (place: $0, density: density(known[$0])) }.sorted {
      ($0.density, known[$0.place]) < ($1.density, known[$1.place])
    }.map(\.place)
    var orders = Array(repeating: 0, count: known.count)
    for (order, place) in worst.enumerated() { orders[place] = order }
    let answers =
      metrics.count <= 2
      ? InversionSweep(
        known.indices.map { .init(ranks: order.ranks[$0], posts: posts[$0], order: orders[$0]) }
      ).answers : Self.answers(order, posts, orders)
    for (place, answer) in answers.enumerated() where answer.count > 0 {
      pairs += answer.count
      mismatches.append(mismatch(known[place], posts[place], known[worst[answer.first]], pairs: answer.count))
    }
  }

  /// By any number of metrics, pair by pair.
  private static func answers(
    _ order: DominanceOrder, _ posts: [Int], _ orders: [Int]
  ) -> [InversionSweep.Answer] {
    posts.indices.map { smaller in
      var answer = InversionSweep.Answer()
      for larger in posts.indices where posts[larger] < posts[smaller] && order.dominates(larger, smaller) {
        answer.count += 1
        answer.first = min(answer.first, orders[larger])
      }
      return answer
    }
  }

  private var known: [Int] {
    towns.filter { town in
      scenario.towns[town].quotaToday != nil && metrics.allSatisfy { scenario.towns[town].metrics[$0] != nil }
    }
  }

  /// Posts per unit of the first metric; nothing is infinitely well off.
  private func density(_ town: Int) -> Double {
    let amount = scenario.towns[town].metrics[metrics[0]]?.doubleValue ?? 0
    return amount > 0 ? Double(scenario.towns[town].quotaToday ?? 0) / amount : .infinity
  }

  private func mismatch(_ smaller: Int, _ posts: Int, _ larger: Int, pairs: Int) -> Mismatch {
    let ratio = density(smaller) / density(larger)
    let factor = ratio.isFinite && ratio > 0 ? ratio : nil
    let severity: Mismatch.Severity =
      switch factor ?? .infinity {
      case 3...: .serious
      case 1.5...: .warning
      default: .notice
      }
    return Mismatch(
      town: smaller,
      finding: .inversion(
        Mismatch.Inversion(
          larger: larger, largerPosts: scenario.towns[larger].quotaToday ?? 0, smallerPosts: posts,
          metric: metrics[0], factor: factor, pairs: pairs)), severity: severity)
  }

  /// The fewest posts that have to move so that no pair is left: a plan of today's totals whose one goal is stability.
  func fewestMoves(with solver: some LinearProgramSolver, limits: Limits, monitor: SolveMonitor?) -> Int? {
    let known = known.map { scenario.towns[$0] }
    guard pairs > 0 else { return metrics.isEmpty || known.count < 2 ? nil : 0 }
    // Posts over all pools as one pool, and the same need for all: nothing but the goal pulls at the plan.
    let merged = known.map { town in
      Town(
        id: town.id, kind: town.kind, metrics: town.metrics, posts: [Town.Posts(quota: town.quotaToday)],
        givenNeeds: [Quantity(1)])
    }
    let all = Scenario(
      title: scenario.title, levels: scenario.levels, metrics: scenario.metrics,
      pools: [Pool(id: "all", total: merged.reduce(0) { $0 + ($1.posts[0].quota ?? 0) })], towns: merged,
      model: PolicyModel(title: "", parts: [PolicyModel.Part(rule: .given)]),
      rules: [Rule(.noInversion(metrics: metrics, price: nil), reference: "")],
      goals: [PlanningGoal(.stability)])
    guard case .plan(let plan) = all.plan(with: solver, limits: limits, monitor: monitor) else { return nil }
    return all.postsMoved(by: plan.quotas)
  }
}
