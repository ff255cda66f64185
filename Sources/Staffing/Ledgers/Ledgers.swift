// SPDX-License-Identifier: GPL-3.0-or-later

/// What is known of who is paid and who works where, in every town and pool.
///
/// A figure that no town has in a pool is one that nobody counts, and so zero; one that only some have is missing in the
/// others, for blank is not zero.
struct Ledgers {
  private let scenario: Scenario
  /// By pool, the figures that some town has.
  private let counted: [Set<KeyPath<Town.Posts, Int?>>]

  /// O(towns · pools).
  init(_ scenario: Scenario) {
    self.scenario = scenario
    counted = scenario.pools.indices.map { pool in
      Set(
        [\Town.Posts.secondedOut, \Town.Posts.secondedIn, \Town.Posts.stationed].filter { path in
          scenario.towns.contains { $0.posts[pool][keyPath: path] != nil }
        })
    }
  }

  /// A figure of secondment; `nil` where it is missing.
  func figure(_ path: KeyPath<Town.Posts, Int?>, town: Int, pool: Int) -> Int? {
    scenario.towns[town].posts[pool][keyPath: path] ?? (counted[pool].contains(path) ? nil : 0)
  }

  /// People at work 实际在岗: on the books, less those seconded out, and those seconded in and stationed; `nil` where a
  /// figure is missing.
  func atWork(town: Int, pool: Int) -> Int? {
    guard let staff = scenario.towns[town].posts[pool].staff,
      let away = figure(\.secondedOut, town: town, pool: pool),
      let borrowed = figure(\.secondedIn, town: town, pool: pool),
      let stationed = figure(\.stationed, town: town, pool: pool)
    else { return nil }
    return staff - away + borrowed + stationed
  }
}

/// What keeps the two ledgers from going together.
public enum LedgerFault: Hashable, Sendable {
  /// More people are seconded out than are on the books.
  case moreOutThanStaff(Town.ID, pool: String, out: Int, staff: Int)
  /// Over all towns and pools, more people are seconded in than out; those from above are stationed.
  case moreInThanOut(secondedIn: Int, out: Int)
}

extension Scenario {
  /// What keeps the ledgers from going together. O(towns · pools).
  var ledgerFaults: [ScenarioFault] {
    guard hasLedgers else { return [] }
    let ledgers = Ledgers(self)
    var faults: [LedgerFault] = []
    var (sumOut, sumIn, isComplete) = (0, 0, true)
    for (place, town) in towns.enumerated() {
      for (index, pool) in pools.enumerated() {
        let (posts, away) = (town.posts[index], ledgers.figure(\.secondedOut, town: place, pool: index))
        sumOut += away ?? 0
        sumIn += posts.secondedIn ?? 0
        // Where a figure is missing, more may be out than is known.
        if away == nil { isComplete = false }
        if let away, let staff = posts.staff, away > staff {
          faults.append(.moreOutThanStaff(town.id, pool: pool.id, out: away, staff: staff))
        }
      }
    }
    if isComplete, sumIn > sumOut { faults.append(.moreInThanOut(secondedIn: sumIn, out: sumOut)) }
    return faults.map { .ledger($0) }
  }
}
