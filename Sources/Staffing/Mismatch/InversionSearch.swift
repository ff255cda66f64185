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

  /// Looks at every pair of these towns that have all figures. O(towns² · metrics).
  init(_ scenario: Scenario, metrics: [Int], among towns: [Int]) {
    self.scenario = scenario
    self.metrics = metrics
    self.towns = towns
    guard !metrics.isEmpty else { return }
    let known = known
    let order = DominanceOrder(scenario.towns, known, by: metrics)
    for smaller in known {
      guard let posts = scenario.towns[smaller].quotaToday else { continue }
      let larger = known.filter { town in
        (scenario.towns[town].quotaToday ?? posts) < posts && order.dominates(town: town, smaller)
      }
      guard let worst = larger.min(by: { precedes($0, $1) }) else { continue }
      pairs += larger.count
      mismatches.append(mismatch(smaller, posts, worst, pairs: larger.count))
    }
  }

  private var known: [Int] {
    towns.filter { town in
      scenario.towns[town].quotaToday != nil && metrics.allSatisfy { scenario.towns[town].metrics[$0] != nil }
    }
  }

  /// Whether one town has fewer posts for its size than another.
  private func precedes(_ left: Int, _ right: Int) -> Bool {
    let (a, b) = (density(left), density(right))
    return a != b ? a < b : left < right
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
