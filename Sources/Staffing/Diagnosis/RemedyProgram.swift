// SPDX-License-Identifier: GPL-3.0-or-later

internal import LinearPrograms

/// Everything that is asked of a plan, each with a variable for how many posts it gives way by: always feasible, where
/// a rule on the mix is not held at a percent.
///
/// Elastic programming: Brown and Graves, 1975.
struct RemedyProgram {
  /// One side of a rule on the mix of pools.
  struct MixSide: Hashable {
    let rule: Int
    let isCap: Bool
  }

  /// How a side of a rule on the mix is kept.
  enum MixHold {
    /// Each town may fall short by its own posts.
    case elastic
    /// Not at all.
    case open
    /// By all towns, at a percent.
    case at(Quantity)
  }

  /// What gives way by a variable's posts.
  private struct Elastic {
    let violation: Variable
    let rank: Int
    /// By its place; `nil` for a pool's own total.
    let rule: Int?
    let isWhole: Bool
    /// Whether, of two of a rule, half each is better than all of one.
    let isSpread: Bool
  }

  private let problem: AllocationProblem
  private let conditions: ConditionProgram
  private let order: YieldingOrder
  private var program = LinearProgram()
  private var variables: [Variable] = []
  private var elastics: [Elastic] = []
  /// No sum that matters is above it.
  private let most: Double
  /// Whether every pair of towns has a row, and not only those that the others follow from.
  private(set) var hasAllPairs = true

  /// The most pairs of towns, over all rules, that each have a row.
  private static let mostPairs = 2000

  /// - Parameter mixes: how each side of a rule on the mix is kept; as it is stated where it is left out.
  init(_ problem: AllocationProblem, mixes: [MixSide: MixHold]) {
    self.problem = problem
    conditions = ConditionProgram(problem, wholeNumbers: true)
    order = YieldingOrder(rules: problem.scenario.rules)
    most = Double(
      problem.scenario.pools.reduce(problem.scenario.towns.count) { $0 + $1.total }
        + problem.bounds.entries.reduce(0) { min(Scenario.largestCount, $0 + $1.lower) })
    addQuotas()
    addRows()
    addMixes(mixes)
    addPairs()
  }

  private mutating func addQuotas() {
    let scenario = problem.scenario
    for cell in conditions.cells {
      let hasNeed = problem.needs[cell.town, cell.pool] > 0
      // What no rule set stays: nobody has less than none or the method's one post, nor more than the floor without need.
      let least = hasNeed && scenario.method.guaranteesOnePost ? 1.0 : 0
      let most = hasNeed ? Double.infinity : Double(problem.bounds[cell.town, cell.pool].lower)
      variables.append(program.addVariable(from: least, to: most, wholeNumbers: true))
    }
    for _ in conditions.cells.count..<conditions.variables.count { variables.append(program.addVariable()) }
    for (index, cell) in conditions.cells.enumerated() {
      let stated = scenario.statedBounds(town: cell.town, pool: cell.pool)
      for (bounds, isCap) in [(stated.floors, false), (stated.caps, true)] {
        // Of one rank, the tightest: what it gives way by, the others need not.
        for (rank, bounds) in Dictionary(grouping: bounds, by: rank).sorted(by: { $0.key < $1.key }) {
          let tightest = isCap ? bounds.min { $0.posts < $1.posts } : bounds.max { $0.posts < $1.posts }
          guard let tightest, isCap || tightest.posts > 0 else { continue }
          let own = violation(rank, tightest.cause.rule, upTo: isCap ? most : Double(tightest.posts))
          if isCap {
            program.add(1 * variables[index] - 1 * own <= Double(tightest.posts))
          } else {
            program.add(1 * variables[index] + 1 * own >= Double(tightest.posts))
          }
        }
      }
    }
  }

  private func rank(_ bound: StatedBound) -> Int { bound.cause.rule.map(order.rank) ?? YieldingOrder.rankOfPools }

  private mutating func violation(
    _ rank: Int, _ rule: Int?, upTo most: Double, isWhole: Bool = true, isSpread: Bool = true
  )
    -> Variable
  {
    let variable = program.addVariable(in: 0...most, wholeNumbers: isWhole)
    elastics.append(Elastic(violation: variable, rank: rank, rule: rule, isWhole: isWhole, isSpread: isSpread))
    return variable
  }

  private mutating func addRows() {
    for row in conditions.rows {
      var sum = LinearExpression()
      for term in row.terms { sum += term.coefficient * variables[term.variable] }
      switch row.requirement {
      case .rule: continue
      case .loss: program.add(sum >= row.lower)
      case .node, .town, .moves:
        let rule = row.requirement.rule
        let rank = rule.map(order.rank) ?? YieldingOrder.rankOfPools
        let short = row.lower > 0 ? violation(rank, rule, upTo: row.lower) : nil
        let over = row.upper < .infinity ? violation(rank, rule, upTo: most) : nil
        if let short { sum += 1 * short }
        if let over { sum -= 1 * over }
        if row.lower == row.upper {
          program.add(sum == row.lower)
        } else {
          // Each side is moved by itself; a point between needs neither.
          if row.lower > 0 { program.add(sum >= row.lower) }
          if row.upper < .infinity { program.add(sum <= row.upper) }
        }
      }
    }
  }

  private mutating func addMixes(_ mixes: [MixSide: MixHold]) {
    let pools = problem.scenario.pools.count
    for row in conditions.rows {
      guard case .rule(var row) = row.requirement, case .mix(let town, let isCap) = row.subject,
        case .mix(let pool, _, _) = problem.scenario.rules[row.rule].requirement
      else { continue }
      let hold = mixes[MixSide(rule: row.rule, isCap: isCap)]
      if case .open? = hold { continue }
      if case .at(let percent)? = hold {
        row = problem.scenario.mixRow(row.rule, town: town, pool: pool, percent, isCap: isCap)
      }
      var sum = LinearExpression()
      for term in row.terms { sum += term.coefficient * variables[term.town * pools + term.pool] }
      if case .elastic? = hold {
        sum += row.unit * violation(order.rank(of: row.rule), row.rule, upTo: most, isWhole: false)
      }
      program.add(sum >= row.lower)
    }
  }

  private mutating func addPairs() {
    let scenario = problem.scenario
    let all = scenario.inversionPairs(onlyCovering: false)
    hasAllPairs = all.count <= Self.mostPairs
    let pools = scenario.pools.count
    for pair in hasAllPairs ? all : scenario.inversionPairs(onlyCovering: true) {
      var sum = LinearExpression()
      for pool in scenario.pools.indices where scenario.rules[pair.rule].scope.covers(pool: pool) {
        sum += 1 * variables[pair.larger * pools + pool]
        sum -= 1 * variables[pair.smaller * pools + pool]
      }
      sum += 1 * violation(order.rank(of: pair.rule), pair.rule, upTo: most, isSpread: false)
      program.add(sum >= 0)
    }
  }

  // MARK: Solving

  /// Quotas for which some things give way.
  struct Point {
    /// A row a town, an entry a pool.
    let quotas: [[Int]]
    /// The posts that give way at each rank, but for those of the mix.
    let posts: [Int: Int]
    /// Whether nothing less would do.
    let isProved: Bool
  }

  /// All posts that give way cost the same, which prices are slow with, and the first good point is asked for.
  private static let solver = GLPKSolver(pricesCouplings: false)

  /// The point where as few posts as can be give way, rank by rank, the highest first; then, where `isSpread`, those of
  /// rules written last, and evenly. `nil` where none was found.
  func point(isSpread: Bool, limits: Limits, monitor: SolveMonitor?) -> Point? {
    let ranks = Set(elastics.map(\.rank)).sorted(by: >)
    var goals = ranks.map { PrioritizedGoal.optimize(.minimize(violations(ofRank: $0))) }
    if isSpread {
      var places = LinearExpression()
      var squares = Goal.minimize()
      for elastic in elastics where elastic.isWhole {
        places += Double(problem.scenario.rules.count - (elastic.rule ?? 0)) * elastic.violation
        guard elastic.isSpread else { continue }
        squares.add(
          ConvexCost(origin: 0, ofStep: { Double(2 * $0 - 1) }, total: { Double($0) * Double($0) }),
          on: elastic.violation)
      }
      goals += [.optimize(.minimize(places), share: 0.5), .optimize(squares, share: 0.5)]
    }
    let outcome = program.solve(inOrder: goals, with: Self.solver, limits: limits, monitor: monitor)
    let proved = outcome.stages.prefix(ranks.count)
    return point(
      at: outcome.outcome.solution ?? outcome.stages.last?.solution,
      isProved: proved.count == ranks.count && proved.allSatisfy { $0.limit == nil })
  }

  /// A point where no more posts give way at any rank than at another; `nil` where there is none, and nothing where that
  /// was left open.
  func point(givingNoMoreThan other: Point, limits: Limits, monitor: SolveMonitor?) -> Point?? {
    var program = program
    for rank in Set(elastics.map(\.rank)).sorted() {
      program.add(violations(ofRank: rank) <= Double(other.posts[rank] ?? 0))
    }
    program.goal = .minimize()
    switch program.solve(with: Self.solver, limits: limits, monitor: monitor) {
    case .optimal(let solution), .feasible(let solution, _, _): return point(at: solution, isProved: false)
    case .infeasible: return .some(nil)
    case .unbounded, .undecided, .failed: return nil
    }
  }

  private func violations(ofRank rank: Int) -> LinearExpression {
    var posts = LinearExpression()
    for elastic in elastics where elastic.rank == rank { posts += 1 * elastic.violation }
    return posts
  }

  private func point(at solution: Solution?, isProved: Bool) -> Point? {
    guard let solution else { return nil }
    let whole = variables.prefix(conditions.cells.count).compactMap { Int(exactly: solution[$0].rounded()) }
    guard whole.count == conditions.cells.count else { return nil }
    let pools = problem.scenario.pools.count
    var posts: [Int: Int] = [:]
    for elastic in elastics where elastic.isWhole {
      posts[elastic.rank, default: 0] += Int(exactly: solution[elastic.violation].rounded()) ?? 0
    }
    return Point(
      quotas: stride(from: 0, to: whole.count, by: pools).map { Array(whole[$0..<$0 + pools]) }, posts: posts,
      isProved: isProved)
  }
}

extension BoundCause {
  /// The rule's place, where it is one.
  var rule: Int? { if case .rule(let place) = self { place } else { nil } }
}

extension Scenario {
  /// Pairs of towns of which hard rules say that the first must have no fewer posts than the second: all, or those that
  /// the others follow from. O(towns² · metrics) a rule.
  func inversionPairs(onlyCovering: Bool) -> [(larger: Int, smaller: Int, rule: Int)] {
    rules.enumerated().flatMap { place, rule -> [(larger: Int, smaller: Int, rule: Int)] in
      guard case .noInversion(let metrics, nil) = rule.requirement else { return [] }
      let concerned = towns.indices.filter { rule.scope.covers(towns[$0]) }
      let order = DominanceOrder(towns, concerned, by: metrics)
      return (onlyCovering ? order.coveringPairs : order.pairs).map { ($0.larger, $0.smaller, place) }
    }
  }
}
