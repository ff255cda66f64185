// SPDX-License-Identifier: GPL-3.0-or-later

/// The posts of a scenario in the exact order of their worth, ties broken by the written rule.
///
/// Worths are compared in binary floating point, and in whole numbers where those are too near to tell. Between posts
/// of equal worth, the one of the town with the larger need comes first, then that of the town whose group and name
/// come first by Unicode code points.
struct ExactOrder {
  /// One post of a town in a pool: number `post`, counted from 1.
  struct Post: Hashable {
    let town: Int
    let pool: Int
    let post: Int
  }

  private let scenario: Scenario
  private let shares: [[Double]]
  private let exact: NeedFormula<Rational>
  private let exactTotals: [Rational]

  init(_ problem: AllocationProblem) {
    scenario = problem.scenario
    shares = problem.shares
    let formula = NeedFormula<Rational>(problem.scenario)
    exact = formula
    exactTotals = problem.scenario.pools.indices.map { pool in
      Rational.sum(problem.scenario.towns.lazy.map { formula.need(of: $0, pool: pool) })
    }
  }

  /// The posts, those of greatest worth first. O(posts · log posts).
  func sorted(_ posts: [Post]) -> [Post] {
    posts.sorted { precedes($0, $1) }
  }

  /// Whether two posts are of exactly equal worth, so that only the tie rule tells them apart.
  func areTied(_ left: Post, _ right: Post) -> Bool {
    compare(left, right) == .equal
  }

  private func precedes(_ left: Post, _ right: Post) -> Bool {
    switch compare(left, right) {
    case .greater: return true
    case .less: return false
    case .equal:
      let (mine, theirs) = (need(left), need(right))
      if mine != theirs { return mine > theirs }
      // Places follow group and name.
      return (left.town, left.pool, left.post) < (right.town, right.pool, right.post)
    }
  }

  private func compare(_ left: Post, _ right: Post) -> ExactComparison {
    let a = scenario.method.cost(ofPost: left.post, need: shares[left.town][left.pool])
    let b = scenario.method.cost(ofPost: right.post, need: shares[right.town][right.pool])
    // Needs are good to some 1e-14 of themselves, and so are these costs: beyond 1e-10 the order is certain.
    if abs(a - b) > 1e-10 * max(1, abs(a), abs(b)) { return a < b ? .greater : .less }
    return scenario.method.compareExactly((left.post, need(left)), (right.post, need(right)))
  }

  /// The exact need; in proportion to the pool for Hamilton's method, whose order depends on the scale.
  private func need(_ post: Post) -> Rational {
    let need = exact.need(of: scenario.towns[post.town], pool: post.pool)
    guard scenario.method == .hamilton else { return need }
    return need * Rational(Quantity(scenario.pools[post.pool].total)) / exactTotals[post.pool]
  }
}
