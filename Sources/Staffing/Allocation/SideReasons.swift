// SPDX-License-Identifier: GPL-3.0-or-later

/// Why quotas are not their shares where rules that cross the totals, or goals beside fit, have a say.
struct SideReasons {
  private let problem: AllocationProblem
  private let quotas: [[Int]]
  /// The rows that a quota stands in, by town and pool.
  private var rows: [[Int]: [Int]] = [:]

  init(_ problem: AllocationProblem, _ quotas: [[Int]]) {
    self.problem = problem
    self.quotas = quotas
    for (place, row) in problem.ruleRows.enumerated() {
      for term in row.terms { rows[[term.town, term.pool], default: []].append(place) }
    }
  }

  /// Gives a reason to each quota that is a post or more away from its share and had none but the share.
  func apply(to reasons: inout [[Reason]]) {
    for (town, row) in quotas.enumerated() {
      for (pool, quota) in row.enumerated() {
        switch reasons[town][pool] {
        case .share, .shareOfGroup, .shareOfTown: break
        case .heldUp, .heldDown, .tieWon, .tieLost, .goal: continue
        }
        let distance = Double(quota) - problem.shares[town][pool]
        guard abs(distance) >= 1 else { continue }
        if let reason = reason(town, pool, isHigh: distance > 0) { reasons[town][pool] = reason }
      }
    }
  }

  private func reason(_ town: Int, _ pool: Int, isHigh: Bool) -> Reason? {
    let rows = (rows[[town, pool]] ?? []).map { problem.ruleRows[$0] }
      .filter { $0.stops(town, pool, by: isHigh ? -1 : 1, at: quotas) }
    // What must be kept says more than what has a price.
    if let row = rows.first(where: { $0.price == nil }) ?? rows.first {
      return isHigh ? .heldUp(.rule(row.rule)) : .heldDown(.rule(row.rule))
    }
    let today = problem.scenario.towns[town].posts[pool].quota
    if let limit = problem.movesLimits.first(where: { limit in
      limit.cells.contains { $0.town == town && $0.pool == pool } && limit.taken(by: quotas) == limit.most
    }) {
      // No further post can be moved: neither away from here, nor, so far as posts come from others, to here.
      return isHigh ? .heldUp(.rule(limit.rule)) : .heldDown(.rule(limit.rule))
    }
    let aims = problem.scenario.goals.map(\.aim)
    let isStable = aims.contains { aim in
      switch aim {
      case .stability, .fit(_, .some): true
      default: false
      }
    }
    if isStable, quota(town, pool) == today { return .goal(.stability) }
    if aims.contains(where: { if case .fairness = $0 { true } else { false } }) { return .goal(.fairness) }
    if isStable { return .goal(.stability) }
    // Soft rules that no goal names have a say all the same.
    let hasPrices = aims.contains(.prices) || problem.ruleRows.contains { $0.price != nil }
    return hasPrices ? .goal(.prices) : nil
  }

  private func quota(_ town: Int, _ pool: Int) -> Int { quotas[town][pool] }
}
