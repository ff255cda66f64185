// SPDX-License-Identifier: GPL-3.0-or-later

internal import BigInt
internal import Synchronization

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
  private let shares: CellTable<Double>
  private let needs: ExactShares

  /// O(posts + towns); fractions are worked out where posts are too near to tell.
  ///
  /// - Parameters:
  ///   - towns: the towns that posts can be of; `nil` for all.
  ///   - scale: what is the same for all towns, where other orders want it as well.
  init(_ problem: AllocationProblem, _ posts: [Post], of towns: Range<Int>? = nil, scale: ExactScale? = nil) {
    self.posts = posts
    scenario = problem.scenario
    shares = problem.shares
    needs = ExactShares(problem, towns ?? scenario.towns.indices, scale ?? ExactScale(problem))
  }

  /// A post with its cost as far as floating point has it.
  private struct Claim {
    let post: Post
    let cost: Double
    let share: Double
  }

  private func claim(_ post: Post) -> Claim {
    let share = shares[post.town, post.pool]
    return Claim(post: post, cost: scenario.method.cost(ofPost: post.post, need: share), share: share)
  }

  /// The posts, those of greatest worth first. O(posts · log posts).
  func sorted() -> [Post] { sortedPlaces().map { posts[$0] } }

  /// The places of the posts as they were given, that of greatest worth first. O(posts · log posts).
  func sortedPlaces() -> [Int] {
    let claims = posts.map(claim)
    return posts.indices.sorted { precedes(claims[$0], claims[$1]) }
  }

  /// Whether two posts are of exactly equal worth, so that only the tie rule tells them apart.
  func areTied(_ left: Post, _ right: Post) -> Bool {
    compare(claim(left), claim(right)) == .equal
  }

  /// Whether a post is granted before another: the greater worth first, then by the tie rule.
  func precedes(_ left: Post, _ right: Post) -> Bool { precedes(claim(left), claim(right)) }

  private func precedes(_ left: Claim, _ right: Claim) -> Bool {
    switch compare(left, right) {
    case .greater: return true
    case .less: return false
    case .equal:
      let (mine, theirs) = (left.post, right.post)
      if needs.number(mine.town, mine.pool) != needs.number(theirs.town, theirs.pool) {
        return need(mine) > need(theirs)
      }
      // Places follow group and name.
      return (mine.town, mine.pool, mine.post) < (theirs.town, theirs.pool, theirs.post)
    }
  }

  private func compare(_ left: Claim, _ right: Claim) -> ExactComparison {
    let (a, b) = (left.cost, right.cost)
    // Needs are good to some 1e-14 of themselves, and so are these costs: beyond 1e-10 the order is certain.
    // Hamilton's are differences of shares, and no better than those.
    let scale = scenario.method == .hamilton ? max(left.share, right.share) : 1
    if abs(a - b) > 1e-10 * max(1, abs(a), abs(b), scale) { return a < b ? .greater : .less }
    let (mine, theirs) = (left.post, right.post)
    // Where many towns are alike, most posts that are too near to tell are of one number and one need.
    if mine.post == theirs.post, needs.number(mine.town, mine.pool) == needs.number(theirs.town, theirs.pool) {
      return .equal
    }
    return scenario.method.compareExactly((mine.post, need(mine)), (theirs.post, need(theirs)))
  }

  private func need(_ post: Post) -> Rational { needs[post.town, post.pool] }
}

/// What the exact needs of all towns have in common: worked out when it is asked for, and once, whatever the threads that
/// ask.
final class ExactScale: Sendable {
  private let problem: AllocationProblem
  private let state = Mutex((formula: NeedFormula<Rational>?.none, factors: [Int: Rational]()))

  init(_ problem: AllocationProblem) { self.problem = problem }

  /// The formula of needs. O(towns) at the first time.
  var formula: NeedFormula<Rational> { state.withLock { Self.formula(&$0.formula, problem) } }

  /// What brings a pool's needs into proportion with its total. O(towns) at the first time.
  func factor(_ pool: Int) -> Rational {
    state.withLock { state in
      if let factor = state.factors[pool] { return factor }
      let formula = Self.formula(&state.formula, problem)
      let total = Rational(Quantity(problem.scenario.pools[pool].total))
      let factor = total / Rational.sum(problem.scenario.towns.indices.lazy.map { formula.need(town: $0, pool: pool) })
      state.factors[pool] = factor
      return factor
    }
  }

  private static func formula(
    _ known: inout NeedFormula<Rational>?, _ problem: AllocationProblem
  ) -> NeedFormula<Rational> {
    if let known { return known }
    let formula = NeedFormula<Rational>(problem.needs.basis)
    known = formula
    return formula
  }
}

/// The exact needs of towns, in proportion to the pool for Hamilton's method, whose order depends on the scale: worked
/// out when they are asked for, and once. Used by one thread.
private final class ExactShares {
  private let problem: AllocationProblem
  private let scale: ExactScale
  private lazy var formula = scale.formula
  /// The different needs that were met, in lowest terms.
  private var distinct: [Rational] = []
  private var numbers: [Fraction: Int32] = [:]
  /// The number of each town's need among them; −1 where it was not worked out.
  private var numberOfNeed: CellTable<Int32>

  private struct Fraction: Hashable {
    let numerator: BigInt
    let denominator: BigInt
  }

  /// The numbers of needs by the figures that they come of: towns that are alike have the same, without working it out.
  private var numberOfFigures: [[NeedFigures: Int32]]

  init(_ problem: AllocationProblem, _ towns: Range<Int>, _ scale: ExactScale) {
    (self.problem, self.scale) = (problem, scale)
    let pools = problem.scenario.pools.count
    numberOfNeed = CellTable(towns: towns, pools: pools) { _, _ in -1 }
    numberOfFigures = Array(repeating: [:], count: pools)
  }

  /// The need of a town in a pool; O(towns) at the first time.
  subscript(_ town: Int, _ pool: Int) -> Rational { distinct[Int(number(town, pool))] }

  /// A number that towns and pools of equal needs share, and no others; O(towns) at the first time.
  func number(_ town: Int, _ pool: Int) -> Int32 {
    let known = numberOfNeed[town, pool]
    if known >= 0 { return known }
    let figures = problem.needs.basis.figures(town: town, pool: pool)
    if let number = numberOfFigures[pool][figures] {
      numberOfNeed[town, pool] = number
      return number
    }
    var need = formula.need(town: town, pool: pool)
    if problem.scenario.method == .hamilton { need = need * scale.factor(pool) }
    need = need.reduced
    let key = Fraction(numerator: need.numerator, denominator: need.denominator)
    let number = numbers[key] ?? Int32(truncatingIfNeeded: distinct.count)
    if Int(number) == distinct.count {
      distinct.append(need)
      numbers[key] = number
    }
    numberOfNeed[town, pool] = number
    numberOfFigures[pool][figures] = number
    return number
  }
}
