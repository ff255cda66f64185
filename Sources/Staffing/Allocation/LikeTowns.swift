// SPDX-License-Identifier: GPL-3.0-or-later

/// Towns that nothing but their names tells apart: of one group, with the same needs, posts today, bounds and total, and
/// with the same part in every rule that crosses the totals.
///
/// Two of them can change places in any plan: it keeps every rule as before, and no goal is the better or worse for it. So
/// where one has more posts than the other that is a tie, whatever a search for the two most different plans comes upon:
/// what one pool gives up for it another may get back, and a third town of the kind may lie between.
struct LikeTowns: Sendable {
  /// Towns that are alike, by their places: two at least.
  let classes: [[Int]]

  /// O(towns · pools + rows) where few are alike in needs and posts today.
  init(_ problem: AllocationProblem) {
    let towns = problem.scenario.towns
    // Mostly the needs of one pool tell them apart already.
    let candidates = Self.classes(of: Array(towns.indices)) { problem.needs[$0, 0] }
      .flatMap { alike in Self.classes(of: alike) { Outline(problem, town: $0) } }
    guard !candidates.isEmpty else {
      classes = []
      return
    }
    let concerned = Set(candidates.joined())
    var parts = [Int: Set<Part>]()
    for row in problem.ruleRows {
      switch row.subject {
      case .mix(let town, let isCap):
        if concerned.contains(town) { parts[town, default: []].insert(.mix(rule: row.rule, isCap: isCap)) }
      case .noInversion(let larger, let smaller):
        if concerned.contains(larger) { parts[larger, default: []].insert(.larger(rule: row.rule, than: smaller)) }
        if concerned.contains(smaller) { parts[smaller, default: []].insert(.smaller(rule: row.rule, than: larger)) }
      // Of one group, they are in the same of these.
      case .movesWithin: continue
      }
    }
    for limit in problem.movesLimits {
      for town in concerned where problem.scenario.rules[limit.rule].scope.covers(towns[town]) {
        parts[town, default: []].insert(.moves(rule: limit.rule))
      }
    }
    for fixed in problem.townTotals where concerned.contains(fixed.town) {
      parts[fixed.town, default: []].insert(.total(fixed.total))
    }
    classes = candidates.flatMap { alike in Self.classes(of: alike) { parts[$0] ?? [] } }
  }

  /// The ties of a plan among them: those that have the most of a pool, and those that have less. O(towns · pools).
  func ties(at quotas: [[Int]]) -> [Plan.Tie] {
    (quotas.first?.indices ?? 0..<0).compactMap { pool in
      var (granted, declined): ([Int], [Int]) = ([], [])
      for towns in classes {
        let most = towns.reduce(0) { max($0, quotas[$1][pool]) }
        let less = towns.filter { quotas[$0][pool] < most }
        guard !less.isEmpty else { continue }
        granted += towns.filter { quotas[$0][pool] == most }
        declined += less
      }
      guard !granted.isEmpty else { return nil }
      return Plan.Tie(pool: pool, granted: granted.sorted(), declined: declined.sorted(), isExact: false)
    }
  }

  // MARK: What tells towns apart

  /// What a town has by itself.
  private struct Outline: Hashable {
    let group: [String]
    let needs: [Double]
    let today: [Int?]
    let bounds: [[Int]]

    init(_ problem: AllocationProblem, town: Int) {
      let pools = problem.scenario.pools.indices
      group = problem.scenario.towns[town].group
      needs = pools.map { problem.needs[town, $0] }
      today = pools.map { problem.scenario.towns[town].posts[$0].quota }
      bounds = pools.map { [problem.bounds[town, $0].lower, problem.bounds[town, $0].upper] }
    }
  }

  /// A town's part in a rule.
  private enum Part: Hashable {
    case mix(rule: Int, isCap: Bool)
    case larger(rule: Int, than: Int)
    case smaller(rule: Int, than: Int)
    case moves(rule: Int)
    case total(Int)
  }

  private static func classes(of towns: [Int], by key: (_ town: Int) -> some Hashable) -> [[Int]] {
    Dictionary(grouping: towns, by: key).values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
  }
}

extension Plan.Tie {
  /// Ties of one pool each, in the order of pools, with what others have of the same pool: a town that is on one side
  /// already is not put on the other.
  static func together(_ ties: [Plan.Tie], _ others: [Plan.Tie]) -> [Plan.Tie] {
    let pools = Set((ties + others).map(\.pool)).sorted()
    return pools.compactMap { pool in
      guard let tie = ties.first(where: { $0.pool == pool }) else { return others.first { $0.pool == pool } }
      guard let other = others.first(where: { $0.pool == pool }) else { return tie }
      let (granted, declined) = (Set(tie.granted), Set(tie.declined))
      return Plan.Tie(
        pool: pool, granted: granted.union(other.granted).subtracting(declined).sorted(),
        declined: declined.union(other.declined).subtracting(granted).sorted(), isExact: tie.isExact)
    }
  }
}
