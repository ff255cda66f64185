// SPDX-License-Identifier: GPL-3.0-or-later

/// Temporary staff from above 上级下派: people who work at a town for a while without moving quota, where it may not
/// recruit and yet is short. Never counted in quotas.
///
/// A town is given some of a pool where its staff on the books is over the planned quota, so that nobody may be
/// recruited, and fewer people are at work than are needed. What it is short is need less people at work, in whole
/// people. The people are shared out in proportion to that by Webster's method: the next goes where short/(2k + 1) is
/// largest, with k the people that the town has been given, and so nobody has more than is short. Of equal claims the
/// larger need's comes first, then that of the group and name that come first.
public struct TemporaryStaff: Hashable, Sendable {
  /// What one town is short in one pool, and given.
  public struct Share: Hashable, Sendable {
    /// The town, by its place.
    public let town: Int
    /// The pool, by its place.
    public let pool: Int
    /// Need less people at work, rounded down; above zero.
    public let short: Int
    /// People who are sent, at most ``short``.
    public let people: Int
  }

  /// How many there are to send.
  public let available: Int
  /// The towns that may be given some, by place and pool.
  public let shares: [Share]

  /// How many are sent; the others are needed nowhere.
  public var sent: Int { shares.reduce(0) { $0 + $1.people } }

  /// Shares out a plan's temporary staff; `nil` where the scenario has none.
  ///
  /// Every share of Webster's method is within half a person a share of exact proportion, so it is found in so many
  /// steps from there. O(towns² · pools²).
  init?(_ plan: Plan) {
    guard let available = plan.scenario.temporaryStaff else { return nil }
    self.available = available
    let (scenario, ledgers) = (plan.scenario, Ledgers(plan.scenario))
    var open: [(share: Share, need: Double)] = []
    for town in scenario.towns.indices {
      for pool in scenario.pools.indices {
        guard let staff = scenario.towns[town].posts[pool].staff, staff > plan.quotas[town][pool],
          let atWork = ledgers.atWork(town: town, pool: pool)
        else { continue }
        let need = plan.needs[town, pool]
        // Parts that add up to a whole number may come out a rounding error below it.
        let missing = (need - Double(atWork) + 1e-9).rounded(.down)
        let short = Int(exactly: min(missing, Double(Scenario.largestCount))) ?? 0
        if short > 0 { open.append((Share(town: town, pool: pool, short: short, people: 0), need)) }
      }
    }
    let people = Self.webster(available, over: open.map(\.share.short), needs: open.map(\.need))
    shares = zip(open, people).map {
      Share(town: $0.share.town, pool: $0.share.pool, short: $0.share.short, people: $1)
    }
  }

  /// Webster's shares of so many people in proportion to weights, none above its weight. The weights are above zero.
  static func webster(_ people: Int, over weights: [Int], needs: [Double]) -> [Int] {
    let sum = weights.reduce(0, +)
    guard people < sum else { return weights }
    // w·p/s rounded to the nearest, a half up; weights and people are at most ``Scenario/largestCount``.
    var shares = weights.map { (2 * $0 * people + sum) / (2 * sum) }
    func precedes(_ left: Int, _ right: Int, _ step: Int) -> Bool {
      let (mine, theirs) = (weights[left] * (2 * shares[right] + step), weights[right] * (2 * shares[left] + step))
      if mine != theirs { return mine > theirs }
      return needs[left] != needs[right] ? needs[left] > needs[right] : left < right
    }
    var rest = people - shares.reduce(0, +)
    while rest > 0, let first = weights.indices.min(by: { precedes($0, $1, 1) }) {
      (shares[first], rest) = (shares[first] + 1, rest - 1)
    }
    while rest < 0,
      let last = weights.indices.filter({ shares[$0] > 0 }).max(by: { precedes($0, $1, -1) })
    {
      (shares[last], rest) = (shares[last] - 1, rest + 1)
    }
    return shares
  }
}

extension Plan {
  /// Temporary staff from above, shared out; `nil` where the scenario has none. O(towns² · pools²).
  public var temporaryStaff: TemporaryStaff? { TemporaryStaff(self) }
}
