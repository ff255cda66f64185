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
  /// The exact needs of the posts' towns, in proportion to the pool for Hamilton's method, whose order depends on the
  /// scale; `nil` where no post asks.
  private let needs: [[Rational?]]

  /// O(posts), and O(towns) fractions for Hamilton's method.
  init(_ problem: AllocationProblem, _ posts: [Post]) {
    self.posts = posts
    scenario = problem.scenario
    shares = problem.shares
    let (towns, method) = (problem.scenario.towns, problem.scenario.method)
    let formula = NeedFormula<Rational>(problem.needs.basis)
    var needs = towns.map { [Rational?](repeating: nil, count: $0.posts.count) }
    var factors: [Int: Rational] = [:]
    for post in posts where needs[post.town][post.pool] == nil {
      var need = formula.need(town: post.town, pool: post.pool)
      if method == .hamilton {
        let total = Rational(Quantity(problem.scenario.pools[post.pool].total))
        let factor =
          factors[post.pool] ?? total / Rational.sum(towns.indices.lazy.map { formula.need(town: $0, pool: post.pool) })
        factors[post.pool] = factor
        need = need * factor
      }
      needs[post.town][post.pool] = need.reduced
    }
    self.needs = needs
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

  private func need(_ post: Post) -> Rational { needs[post.town][post.pool] ?? .zero }
}
