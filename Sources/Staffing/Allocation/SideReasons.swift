// SPDX-License-Identifier: GPL-3.0-or-later

/// Why quotas are not their shares where rules that cross the totals, or goals beside fit, have a say.
struct SideReasons {
  private let problem: AllocationProblem
  private let quotas: [[Int]]
  private let pools: Int
  /// The rows that each quota stands in, by town and pool.
  private var rows: [[Int32]] = []
  /// The rule of the first limit on moves that counts a quota and is used up, by town and pool; −1 for none.
  private var usedUp: [Int]
  /// Whether posts that stay where they are have a say.
  private let isStable: Bool
  /// Whether the worst coverage has a say.
  private let isFair: Bool
  /// Whether soft rules have a say.
  private let hasPrices: Bool

  /// O(quotas + terms).
  init(_ problem: AllocationProblem, _ quotas: [[Int]]) {
    self.problem = problem
    self.quotas = quotas
    pools = problem.scenario.pools.count
    let count = quotas.count * pools
    if !problem.ruleRows.isEmpty { rows = Array(repeating: [], count: count) }
    for (place, row) in problem.ruleRows.enumerated() {
      for term in row.terms { rows[term.town * pools + term.pool].append(Int32(truncatingIfNeeded: place)) }
    }
    usedUp = Array(repeating: -1, count: count)
    for limit in problem.movesLimits.reversed() where limit.taken(by: quotas) == limit.most {
      for cell in limit.cells { usedUp[cell.town * pools + cell.pool] = limit.rule }
    }
    let aims = problem.scenario.goals.map(\.aim)
    isStable = aims.contains { aim in
      switch aim {
      case .stability, .fit(_, .some): true
      default: false
      }
    }
    isFair = aims.contains { if case .fairness = $0 { true } else { false } }
    // Soft rules that no goal names have a say all the same.
    hasPrices = aims.contains(.prices) || problem.ruleRows.contains { $0.price != nil }
  }

  /// Gives a reason to each quota that is a post or more away from its share and had none but the share.
  func apply(to reasons: inout CellTable<Reason>) {
    for (town, row) in quotas.enumerated() {
      for (pool, quota) in row.enumerated() {
        switch reasons[town, pool] {
        case .share, .shareOfGroup, .shareOfTown: break
        case .heldUp, .heldDown, .tieWon, .tieLost, .goal: continue
        }
        let distance = Double(quota) - problem.shares[town, pool]
        guard abs(distance) >= 1 else { continue }
        if let reason = reason(town, pool, isHigh: distance > 0) { reasons[town, pool] = reason }
      }
    }
  }

  private func reason(_ town: Int, _ pool: Int, isHigh: Bool) -> Reason? {
    let place = town * pools + pool
    let rows = (rows.isEmpty ? [] : rows[place]).map { problem.ruleRows[Int($0)] }
      .filter { $0.stops(town, pool, by: isHigh ? -1 : 1, at: quotas) }
    // What must be kept says more than what has a price.
    if let row = rows.first(where: { $0.price == nil }) ?? rows.first {
      return isHigh ? .heldUp(.rule(row.rule)) : .heldDown(.rule(row.rule))
    }
    let today = problem.scenario.towns[town].posts[pool].quota
    if usedUp[place] >= 0 {
      // No further post can be moved: neither away from here, nor, so far as posts come from others, to here.
      return isHigh ? .heldUp(.rule(usedUp[place])) : .heldDown(.rule(usedUp[place]))
    }
    if isStable, quota(town, pool) == today { return .goal(.stability) }
    if isFair { return .goal(.fairness) }
    if isStable { return .goal(.stability) }
    return hasPrices ? .goal(.prices) : nil
  }

  private func quota(_ town: Int, _ pool: Int) -> Int { quotas[town][pool] }
}
