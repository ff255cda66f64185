// SPDX-License-Identifier: GPL-3.0-or-later

/// What has to be changed in a scenario for these quotas to be a plan of it: every condition that they break, moved to
/// where they are. In whole numbers, so that no tolerance can hide a post.
struct RemedyMoves {
  typealias Move = ConditionConflict.Remedy.Move

  private let problem: AllocationProblem
  private let scenario: Scenario
  private let quotas: [[Int]]

  /// - Parameter quotas: a row a town, an entry a pool.
  init(_ problem: AllocationProblem, _ quotas: [[Int]]) {
    self.problem = problem
    scenario = problem.scenario
    self.quotas = quotas
  }

  /// All moves, in the order that ``ConditionConflict/Remedy/moves`` promises.
  var all: [Move] { totals + townTotals + bounds + mixes + pairs + movesLimits }

  /// Whether nobody has less than none or the method's one post, nor without need more than the floors say.
  var keepsWhatNoRuleSet: Bool {
    quotas.indices.allSatisfy { town in
      scenario.pools.indices.allSatisfy { pool in
        let quota = quotas[town][pool]
        guard problem.needs[town, pool] > 0 else { return quota >= 0 && quota <= problem.bounds[town, pool].lower }
        return quota >= (scenario.method.guaranteesOnePost ? 1 : 0)
      }
    }
  }

  private func sum(_ towns: Range<Int>, _ pool: Int) -> Int { towns.reduce(0) { $0 + quotas[$1][pool] } }

  private var totals: [Move] {
    scenario.pools.indices.flatMap { pool -> [Move] in
      let total = sum(scenario.towns.indices, pool)
      // Shares are parts of the total as it will be.
      let tree =
        total == scenario.pools[pool].total ? problem.trees[pool] : TotalsTree(scenario, pool: pool, total: total)
      return tree.nodes.compactMap { node in
        let posts = sum(node.towns, pool)
        let stated = node.rule == nil ? scenario.pools[pool].total...scenario.pools[pool].total : node.total
        guard !stated.contains(posts) else { return nil }
        let scope = Infeasibility.Scope(
          pool: scenario.pools[pool].id, group: node.group, rule: node.rule.map { scenario.rules[$0].reference })
        let isShort = posts < stated.lowerBound
        return Move(
          condition: .total(
            scope, isShort ? .atLeast : .atMost, posts: isShort ? stated.lowerBound : stated.upperBound),
          posts: posts, rules: [node.rule].compactMap(\.self))
      }
    }
  }

  private var townTotals: [Move] {
    problem.townTotals.compactMap { fixed in
      let posts = quotas[fixed.town].reduce(0, +)
      guard posts != fixed.total else { return nil }
      return Move(
        condition: .townTotal(
          scenario.towns[fixed.town].id, posts < fixed.total ? .atLeast : .atMost, posts: fixed.total, rule: fixed.rule),
        posts: posts, rules: [fixed.rule])
    }
  }

  private var bounds: [Move] {
    scenario.towns.indices.flatMap { town in
      scenario.pools.indices.flatMap { pool -> [Move] in
        let (posts, id, name) = (quotas[town][pool], scenario.towns[town].id, scenario.pools[pool].id)
        let stated = scenario.statedBounds(town: town, pool: pool)
        func move(_ condition: PlanCondition, _ bound: StatedBound) -> Move {
          Move(condition: condition, posts: posts, rules: [bound.cause.rule].compactMap(\.self))
        }
        return stated.floors.filter { $0.posts > posts }.map {
          move(.floor(id, pool: name, posts: $0.posts, $0.cause), $0)
        }
          + stated.caps.filter { $0.posts < posts }.map { move(.cap(id, pool: name, posts: $0.posts, $0.cause), $0) }
      }
    }
  }

  // MARK: Rules that cross totals

  /// For each side of a rule on the mix that some town breaks, the percent that all its towns keep, in tenths.
  var mixTenths: [RemedyProgram.MixSide: Int] {
    var tenths: [RemedyProgram.MixSide: Int] = [:]
    for row in problem.ruleRows {
      guard case .mix(_, let isCap) = row.subject, row.activity(at: quotas) < 0 else { continue }
      let side = RemedyProgram.MixSide(rule: row.rule, isCap: isCap)
      tenths[side] = tenths[side] ?? self.tenths(of: side)
    }
    return tenths
  }

  /// The tenths of a percent that all towns of a side of a rule on the mix keep; `nil` where they have no posts.
  func tenths(of side: RemedyProgram.MixSide) -> Int? {
    guard case .mix(let pool, _, _) = scenario.rules[side.rule].requirement else { return nil }
    let shares = scenario.towns.indices.compactMap { town -> Int? in
      let all = quotas[town].reduce(0, +)
      guard scenario.rules[side.rule].scope.covers(scenario.towns[town]), all > 0 else { return nil }
      let share = Rational(Quantity(quotas[town][pool])) * Rational(Quantity(1000)) / Rational(Quantity(all))
      return side.isCap ? share.roundedUp : share.roundedDown
    }
    return side.isCap ? shares.max() : shares.min()
  }

  private var mixes: [Move] {
    mixTenths.sorted { ($0.key.rule, $0.key.isCap ? 1 : 0) < ($1.key.rule, $1.key.isCap ? 1 : 0) }.map { side, tenths in
      Move(
        condition: .mixOfAll(side.isCap ? .atMost : .atLeast, rule: side.rule), posts: 0,
        percent: Quantity(tenths: tenths), rules: [side.rule])
    }
  }

  private var pairs: [Move] {
    scenario.inversionPairs(onlyCovering: false).compactMap { pair in
      let pools = scenario.pools.indices.filter { scenario.rules[pair.rule].scope.covers(pool: $0) }
      let fewer = pools.reduce(0) { $0 + quotas[pair.smaller][$1] - quotas[pair.larger][$1] }
      guard fewer > 0 else { return nil }
      return Move(
        condition: .noInversion(
          larger: scenario.towns[pair.larger].id, smaller: scenario.towns[pair.smaller].id, rule: pair.rule),
        posts: fewer, rules: [pair.rule])
    }
  }

  private var movesLimits: [Move] {
    problem.movesLimits.compactMap { limit in
      let taken = limit.taken(by: quotas)
      return taken > limit.most
        ? Move(condition: .moves(most: limit.most, rule: limit.rule), posts: taken, rules: [limit.rule]) : nil
    }
  }
}
