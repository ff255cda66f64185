// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms

/// A quota for each town and pool, with its reasons 分配方案.
public struct Plan: Sendable {
  /// What the plan was made from.
  public let scenario: Scenario
  /// What the policy model says each town should have.
  public let needs: NeedTable
  /// One quota a town and pool, by the scenario's order of both.
  public let quotas: [[Int]]
  /// Where the last posts of a total went by the tie rule.
  public let ties: [Tie]
  /// How the plan was found.
  public let solving: Solving
  /// The years between today and the plan; `nil` where there are none.
  public internal(set) var phaseIn: PhaseIn? = nil

  /// Posts between which nothing but the tie rule decides. The larger need comes first, then the group and name by Unicode
  /// code points.
  public struct Tie: Hashable, Sendable {
    /// The pool, by its place.
    public let pool: Int
    /// The towns that the tie rule favoured, by their places.
    public let granted: [Int]
    /// The towns that it passed over; empty with two-way totals, where the loss may fall on any of several.
    public let declined: [Int]
    /// Whether the posts are of exactly equal worth. Elsewhere the goals leave open who has them: the towns of one side
    /// can have more where those of the other have less, and no goal is the worse for it.
    public let isExact: Bool

    init(pool: Int, granted: [Int], declined: [Int], isExact: Bool = true) {
      self.pool = pool
      self.granted = granted
      self.declined = declined
      self.isExact = isExact
    }
  }

  /// How a plan was found.
  public struct Solving: Hashable, Sendable {
    /// The solver's name and version.
    public let solver: String
    /// Quotas that the program had to find; the others were settled by their bounds.
    public let variables: Int
    /// Rows that the program had to keep: totals, and what rules ask beside them.
    public let constraints: Int
    /// Whether the linear program gave whole numbers by itself.
    public let method: Solution.Method
    /// The plan's misfit: the goal of the linear program, zero where every quota is its share rounded down.
    public let misfit: Double
    /// What each goal came to, in their order.
    public internal(set) var goals: [GoalResult] = []
    /// The limit that was reached after a plan was found and before it was known to be the best; `nil` where it is. Plans
    /// that fit as well or better by a rounding error were then not compared, or none was proved to be the best:
    /// ``Plan/certificate`` says how much better another may be.
    public internal(set) var limit: Limit? = nil
    /// Whether all plans that are as good were compared, so that the written rule decided between them. Where rules cross
    /// the totals, no more than ``mostNodesForTies`` nodes are spent on it.
    public internal(set) var areTiesSettled = true

    /// The most branch-and-bound nodes for choosing among plans that are as good: a number and no time, so that the same
    /// input gives the same bytes.
    public static let mostNodesForTies = 100
  }

  /// What a goal came to, in its own measure.
  public struct GoalResult: Hashable, Sendable {
    /// The goal, by its place in the scenario.
    public let goal: Int
    /// Its value in the plan: the worst coverage for fairness, the misfit for fit, posts moved for stability, and what
    /// soft rules cost for prices.
    public let value: Double
    /// Its best value when its turn came, before later goals took what it may lose. Misfits are counted from the share
    /// rounded down, or the bound that is nearest to it.
    public let best: Double
    /// For fairness, the coverages that its rounds settled, the worst first.
    public let levels: [Double]
    /// Whether the best value is proved.
    public let isProved: Bool
    /// What the best value cannot be beyond: itself where it is proved, `nil` where nothing is known.
    public let bound: Double?
  }

  private let reasons: CellTable<Reason>
  /// What one post more of each total would cost, by the solver: one a row of the program of fit.
  let prices: [Double]

  init(
    problem: AllocationProblem, quotas: [[Int]], worths: CellTable<Double?>, prices: [Double] = [], ties: [Tie],
    solving: Solving
  ) {
    scenario = problem.scenario
    needs = problem.needs
    self.quotas = quotas
    self.ties = ties
    self.solving = solving
    self.prices = prices
    reasons = Self.reasons(problem, quotas, worths, ties)
  }

  /// Why a town's quota in a pool is what it is.
  public func reason(town: Int, pool: Int) -> Reason { reasons[town, pool] }
}

/// Why a quota is what it is.
public enum Reason: Hashable, Sendable {
  /// The share that the need gives, rounded by the method.
  case share
  /// As ``share``, of what the group has by the rule at this place.
  case shareOfGroup(rule: Int)
  /// As ``share``, of what the town has over all pools by the rule at this place.
  case shareOfTown(rule: Int)
  /// The share would be less; a floor holds the quota up.
  case heldUp(BoundCause)
  /// The share would be more; a cap holds the quota down.
  case heldDown(BoundCause)
  /// The last post came by the tie rule.
  case tieWon
  /// One more post went to others by the tie rule.
  case tieLost
  /// The share would be less, or more; a goal that is more important than fit has it so.
  case goal(GoalKind)

  /// Which goal.
  public enum GoalKind: String, Hashable, Sendable {
    /// The worst-covered towns come first.
    case fairness
    /// Posts stay where they are today.
    case stability
    /// Soft rules are kept as far as can be.
    case prices
  }
}

extension Plan {
  fileprivate static func reasons(
    _ problem: AllocationProblem, _ quotas: [[Int]], _ worths: CellTable<Double?>, _ ties: [Tie]
  ) -> CellTable<Reason> {
    let method = problem.scenario.method
    var reasons = CellTable(towns: quotas.count, pools: problem.scenario.pools.count) { town, pool in
      reason(problem, method, town, pool, quota: quotas[town][pool], worth: worths[town, pool])
    }
    for (pool, tree) in problem.trees.enumerated() {
      // The rule of each total that says something: that of a range does where its end is reached.
      let rules = tree.nodes.map { node in
        node.rule.flatMap { rule in
          let sum = node.towns.reduce(0) { $0 + quotas[$1][pool] }
          return sum == node.total.lowerBound || sum == node.total.upperBound ? rule : nil
        }
      }
      for (town, node) in tree.innermost().enumerated() where reasons[town, pool] == .share {
        if let rule = rules[node] { reasons[town, pool] = .shareOfGroup(rule: rule) }
      }
    }
    for fixed in problem.townTotals {
      for pool in 0..<reasons.pools {
        switch reasons[fixed.town, pool] {
        case .share, .shareOfGroup: reasons[fixed.town, pool] = .shareOfTown(rule: fixed.rule)
        default: continue
        }
      }
    }
    if !problem.isPlain { SideReasons(problem, quotas).apply(to: &reasons) }
    for tie in ties {
      for town in tie.granted { reasons[town, tie.pool] = .tieWon }
      for town in tie.declined { reasons[town, tie.pool] = .tieLost }
    }
    return reasons
  }

  /// A bound holds a quota where the price would move it on if the bound were not there.
  private static func reason(
    _ problem: AllocationProblem, _ method: ApportionmentMethod, _ town: Int, _ pool: Int, quota: Int, worth: Double?
  ) -> Reason {
    let bounds = problem.bounds[town, pool]
    let share = problem.shares[town, pool]
    if quota == bounds.lower, bounds.lowerCause != .pool {
      let wouldBeLess: Bool
      if let worth, share > 0, quota > (method.guaranteesOnePost ? 1 : 0) {
        wouldBeLess = method.cost(ofPost: quota, need: share) > worth + GLPKSolver.tieTolerance
      } else {
        wouldBeLess = share < Double(quota)
      }
      if wouldBeLess { return .heldUp(bounds.lowerCause) }
    }
    if quota == bounds.upper, bounds.upperCause != .pool {
      if bounds.upperCause == .noNeed { return .heldDown(.noNeed) }
      let wouldBeMore: Bool
      if let worth, share > 0 {
        wouldBeMore = method.cost(ofPost: quota + 1, need: share) < worth - GLPKSolver.tieTolerance
      } else {
        wouldBeMore = share > Double(quota)
      }
      if wouldBeMore { return .heldDown(bounds.upperCause) }
    }
    return .share
  }
}
