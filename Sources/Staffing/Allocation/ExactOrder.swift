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

  private let posts: [Post]
  private let scenario: Scenario
  private let shares: [[Double]]
  private let needs: ExactShares

  /// O(posts); fractions are worked out where posts are too near to tell.
  init(_ problem: AllocationProblem, _ posts: [Post]) {
    self.posts = posts
    scenario = problem.scenario
    shares = problem.shares
    needs = ExactShares(problem)
  }

  /// The posts, those of greatest worth first. O(posts · log posts).
  func sorted() -> [Post] {
    posts.sorted { precedes($0, $1) }
  }

  /// Whether two posts are of exactly equal worth, so that only the tie rule tells them apart.
  func areTied(_ left: Post, _ right: Post) -> Bool {
    compare(left, right) == .equal
  }

  /// Whether a post is granted before another: the greater worth first, then by the tie rule.
  func precedes(_ left: Post, _ right: Post) -> Bool {
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
    // Hamilton's are differences of shares, and no better than those.
    let scale = scenario.method == .hamilton ? max(shares[left.town][left.pool], shares[right.town][right.pool]) : 1
    if abs(a - b) > 1e-10 * max(1, abs(a), abs(b), scale) { return a < b ? .greater : .less }
    return scenario.method.compareExactly((left.post, need(left)), (right.post, need(right)))
  }

  private func need(_ post: Post) -> Rational { needs[post.town, post.pool] }
}

/// The exact needs of towns, in proportion to the pool for Hamilton's method, whose order depends on the scale: worked
/// out when they are asked for, and once. Used by one thread.
private final class ExactShares {
  private let problem: AllocationProblem
  private lazy var formula = NeedFormula<Rational>(problem.needs.basis)
  private struct Cell: Hashable {
    let town: Int
    let pool: Int
  }

  private var needs: [Cell: Rational] = [:]
  private var factors: [Int: Rational] = [:]

  init(_ problem: AllocationProblem) {
    self.problem = problem
  }

  /// The need of a town in a pool; O(towns) at the first time.
  subscript(_ town: Int, _ pool: Int) -> Rational {
    if let need = needs[Cell(town: town, pool: pool)] { return need }
    var need = formula.need(town: town, pool: pool)
    if problem.scenario.method == .hamilton { need = need * factor(pool) }
    let reduced = need.reduced
    needs[Cell(town: town, pool: pool)] = reduced
    return reduced
  }

  private func factor(_ pool: Int) -> Rational {
    if let factor = factors[pool] { return factor }
    let total = Rational(Quantity(problem.scenario.pools[pool].total))
    let factor =
      total / Rational.sum(problem.scenario.towns.indices.lazy.map { self.formula.need(town: $0, pool: pool) })
    factors[pool] = factor
    return factor
  }
}
