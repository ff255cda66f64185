// SPDX-License-Identifier: GPL-3.0-or-later

internal import BigInt

/// A linear condition that a rule puts on quotas beside totals and bounds: `Σ coefficient · quota` within bounds.
struct RuleRow: Sendable {
  /// One quota in it.
  struct Term: Sendable {
    let town: Int
    let pool: Int
    let coefficient: Double
  }

  /// What is asked.
  enum Subject: Hashable, Sendable {
    /// A town's pool has enough of its posts, or, where `isCap`, not too many.
    case mix(town: Int, isCap: Bool)
    /// The larger town has no fewer posts than the smaller.
    case noInversion(larger: Int, smaller: Int)
    /// No post leaves the group of these towns in a pool.
    case movesWithin(pool: Int, towns: Range<Int>)
  }

  let rule: Int
  let subject: Subject
  let terms: [Term]
  let lower: Double
  let upper: Double
  /// What each unit short costs; `nil` where there must be none.
  let price: Double?
  /// What the sum is short by where one post is missing.
  var unit = 1.0

  /// The sum at a plan. O(terms).
  func activity(at quotas: [[Int]]) -> Double {
    terms.reduce(0) { $0 + $1.coefficient * Double(quotas[$1.town][$1.pool]) }
  }

  /// The posts that a plan has too few of; 0 where it keeps the row. O(terms).
  func shortfall(at quotas: [[Int]]) -> Double { max(0, lower - activity(at: quotas)) }

  /// Whether a quota cannot be one post less (`by` −1) or more (+1) without breaking the row, or, where it has a price,
  /// without breaking it further.
  func stops(_ town: Int, _ pool: Int, by step: Double, at quotas: [[Int]]) -> Bool {
    guard let term = terms.first(where: { $0.town == town && $0.pool == pool }) else { return false }
    let moved = activity(at: quotas) + step * term.coefficient
    let tolerance = 1e-9 * max(1, moved.magnitude)
    return moved < lower - tolerance || moved > upper + tolerance
  }
}

/// At most so many posts are taken from towns that have them today.
struct MovesLimit: Sendable {
  let rule: Int
  let most: Int
  /// The quotas that it counts, with what they are today.
  let cells: [(town: Int, pool: Int, today: Int)]

  /// The posts that a plan takes.
  func taken(by quotas: [[Int]]) -> Int {
    cells.reduce(0) { $0 + max(0, $1.today - quotas[$1.town][$1.pool]) }
  }
}

extension Scenario {
  /// The rows of rules that cross the totals. O(rules · towns · pools), and O(towns² · metrics) at worst for rules
  /// against inversion.
  var ruleRows: [RuleRow] {
    rules.enumerated().flatMap { place, rule -> [RuleRow] in
      switch rule.requirement {
      case .mix(let pool, let from, let to): mixRows(place, pool: pool, from, to)
      case .noInversion(let metrics, let price): inversionRows(place, metrics, price?.doubleValue)
      case .movesWithin(let level, let price?): movesRows(place, level, price.doubleValue)
      case .floor, .cap, .pin, .change, .groupTotals, .townTotals, .moves, .movesWithin, .coverage, .price: []
      }
    }
  }

  private func mixRows(_ place: Int, pool: Int, _ from: Quantity?, _ to: Quantity?) -> [RuleRow] {
    let sides = [(from, false), (to, true)].compactMap { percent, isCap in
      percent.map { (isCap, mixShare($0, isCap: isCap)) }
    }
    return towns.indices.filter { rules[place].scope.covers(towns[$0]) }.flatMap { town in
      sides.map { isCap, share in mixRow(place, town: town, pool: pool, share, isCap: isCap) }
    }
  }

  /// What a rule on the mix asks of one town, for so many percent.
  ///
  /// Written with whole coefficients in lowest terms, `d · pool − n · Σ pools ≥ 0` for n/d of a town's posts, so that no
  /// tolerance can hide a post. A part that is finer than a town's posts can tell apart is rounded to the next that
  /// they can, with which it asks the same. Both sides as ≥, as measured: rows of mixed directions take branch and bound
  /// two to ten times as long.
  func mixRow(_ place: Int, town: Int, pool: Int, _ percent: Quantity, isCap: Bool) -> RuleRow {
    mixRow(place, town: town, pool: pool, mixShare(percent, isCap: isCap), isCap: isCap)
  }

  /// The part of a town's posts that so many percent are, as `n` and `d`.
  private func mixShare(_ percent: Quantity, isCap: Bool) -> (numerator: Double, denominator: Double) {
    let most = pools.reduce(0) { $0 + $1.total }
    let stated = percent.rational / Rational(Quantity(100))
    let part = isCap ? stated.greatestBelow(denominatorsTo: most) : stated.leastAbove(denominatorsTo: most)
    return (Double(part.numerator), Double(part.denominator))
  }

  private func mixRow(
    _ place: Int, town: Int, pool: Int, _ part: (numerator: Double, denominator: Double), isCap: Bool
  ) -> RuleRow {
    let (sign, whole, share) = (isCap ? -1.0 : 1.0, part.denominator, part.numerator)
    return RuleRow(
      rule: place, subject: .mix(town: town, isCap: isCap),
      terms: pools.indices.map { other in
        RuleRow.Term(town: town, pool: other, coefficient: sign * ((other == pool ? whole : 0) - share))
      }, lower: 0, upper: .infinity, price: nil, unit: whole)
  }

  private func inversionRows(_ place: Int, _ metrics: [Int], _ price: Double?) -> [RuleRow] {
    let rule = rules[place]
    let concerned = towns.indices.filter { rule.scope.covers(towns[$0]) }
    let covered = pools.indices.filter { rule.scope.covers(pool: $0) }
    return DominanceOrder(towns, concerned, by: metrics).coveringPairs.map { larger, smaller in
      RuleRow(
        rule: place, subject: .noInversion(larger: larger, smaller: smaller),
        terms: covered.flatMap { pool in
          [
            RuleRow.Term(town: larger, pool: pool, coefficient: 1),
            RuleRow.Term(town: smaller, pool: pool, coefficient: -1),
          ]
        }, lower: 0, upper: .infinity, price: price)
    }
  }

  private func movesRows(_ place: Int, _ level: Int, _ price: Double) -> [RuleRow] {
    let rule = rules[place]
    return pools.indices.filter { rule.scope.covers(pool: $0) }.flatMap { pool in
      groups(atLevel: level).compactMap { towns in
        guard rule.scope.covers(group: Array(self.towns[towns.lowerBound].group.prefix(level + 1))) else { return nil }
        let today = self.towns[towns].reduce(0) { $0 + ($1.posts[pool].quota ?? 0) }
        return RuleRow(
          rule: place, subject: .movesWithin(pool: pool, towns: towns),
          terms: towns.map { RuleRow.Term(town: $0, pool: pool, coefficient: 1) }, lower: Double(today),
          upper: .infinity, price: price)
      }
    }
  }

  /// The limits on posts moved. O(rules · towns · pools).
  var movesLimits: [MovesLimit] {
    rules.enumerated().compactMap { place, rule in
      guard case .moves(let most) = rule.requirement else { return nil }
      let covered = pools.indices.filter { rule.scope.covers(pool: $0) }
      var cells: [(town: Int, pool: Int, today: Int)] = []
      cells.reserveCapacity(towns.count * covered.count)
      for town in towns.indices where rule.scope.covers(towns[town]) {
        for pool in covered {
          if let today = towns[town].posts[pool].quota { cells.append((town, pool, today)) }
        }
      }
      return MovesLimit(rule: place, most: most, cells: cells)
    }
  }
}
