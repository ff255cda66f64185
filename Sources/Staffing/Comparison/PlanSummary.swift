// SPDX-License-Identifier: GPL-3.0-or-later

/// What two plans can be compared by, whether they were just made or saved long ago 方案摘要.
public struct PlanSummary: Hashable, Sendable {
  /// A town's line.
  public struct TownLine: Hashable, Sendable {
    /// The town.
    public let town: Town.ID
    /// The figures of each pool that it has a line of, by the pool's name in files.
    public let pools: [String: Figures]

    /// All pools together.
    public var together: Figures {
      pools.sorted { $0.key < $1.key }.map(\.value).reduce(Figures(quotaToday: 0, staff: 0, need: 0, planned: 0), +)
    }

    /// A town's line.
    public init(town: Town.ID, pools: [String: Figures]) {
      self.town = town
      self.pools = pools
    }
  }

  /// How evenly posts stand to a metric.
  public struct Evenness: Hashable, Sendable {
    /// The measures of ``Inequality`` that are compared.
    public struct Measures: Hashable, Sendable {
      /// The Gini coefficient.
      public let gini: Double
      /// Theil's T.
      public let theilT: Double
      /// Theil's L; `nil` where a town without posts leaves it undefined.
      public let theilL: Double?
      /// The standard deviation over the mean; `nil` for a single town.
      public let coefficientOfVariation: Double?

      /// Measures that are known from elsewhere.
      public init(gini: Double, theilT: Double, theilL: Double?, coefficientOfVariation: Double?) {
        self.gini = gini
        self.theilT = theilT
        self.theilL = theilL
        self.coefficientOfVariation = coefficientOfVariation
      }
    }

    /// The metric's name in files.
    public let metric: String
    /// The pool's name in files; `nil` for all together.
    public let pool: String?
    /// Of today's quotas; `nil` where one is not known.
    public let today: Measures?
    /// Of the plan.
    public let planned: Measures?

    /// Evenness that is known from elsewhere.
    public init(metric: String, pool: String?, today: Measures?, planned: Measures?) {
      self.metric = metric
      self.pool = pool
      self.today = today
      self.planned = planned
    }
  }

  /// A rule that holds quotas where they are.
  public struct Hold: Hashable, Sendable, Codable {
    /// Where the rule was written, as `scenario.yaml:14`.
    public let rule: String
    /// Why, in the planner's words.
    public let because: String?
    /// The quotas that would be less without it.
    public let up: Int
    /// The quotas that would be more without it.
    public let down: Int
    /// The quotas that share a total which it sets.
    public let within: Int
  }

  /// The scenario's title.
  public let title: String
  /// The pools with their totals.
  public let pools: [Pool]
  /// The towns in listing order.
  public let towns: [TownLine]
  /// How evenly posts stand to people and land.
  public let evenness: [Evenness]
  /// The rules that hold quotas, in the scenario's order.
  public let holds: [Hold]

  /// A summary of what is known from elsewhere, as from a saved plan.
  public init(title: String, pools: [Pool], towns: [TownLine], evenness: [Evenness] = [], holds: [Hold] = []) {
    self.title = title
    self.pools = pools
    self.towns = towns
    self.evenness = evenness
    self.holds = holds
  }

  /// The summary of a plan. O(towns · (pools + levels) + towns · log towns).
  public init(_ plan: Plan) {
    let scenario = plan.scenario
    title = scenario.title
    pools = scenario.pools
    towns = PlanTable(plan).rows.compactMap { row in
      guard case .town(let place) = row.subject else { return nil }
      return TownLine(
        town: scenario.towns[place].id,
        pools: Dictionary(
          zip(scenario.pools.map(\.id), row.pools), uniquingKeysWith: { first, _ in first }))
    }
    evenness = FairnessTable(plan).rows.map { row in
      Evenness(
        metric: scenario.metrics[row.metric].id, pool: row.pool.map { scenario.pools[$0].id },
        today: row.today.map(Evenness.Measures.init), planned: row.planned.map(Evenness.Measures.init))
    }
    holds = Self.holds(of: plan)
  }

  private static func holds(of plan: Plan) -> [Hold] {
    var counts: [Int: (up: Int, down: Int, within: Int)] = [:]
    for town in plan.quotas.indices {
      for pool in plan.quotas[town].indices {
        switch plan.reason(town: town, pool: pool) {
        case .heldUp(.rule(let rule)): counts[rule, default: (0, 0, 0)].up += 1
        case .heldDown(.rule(let rule)): counts[rule, default: (0, 0, 0)].down += 1
        case .shareOfGroup(let rule), .shareOfTown(let rule): counts[rule, default: (0, 0, 0)].within += 1
        case .share, .heldUp, .heldDown, .tieWon, .tieLost, .goal: continue
        }
      }
    }
    return counts.sorted { $0.key < $1.key }.map { place, count in
      let rule = plan.scenario.rules[place]
      return Hold(
        rule: rule.reference, because: rule.because, up: count.up, down: count.down, within: count.within)
    }
  }
}

extension PlanSummary.Evenness.Measures {
  fileprivate init(_ inequality: Inequality) {
    self.init(
      gini: inequality.gini, theilT: inequality.theilT, theilL: inequality.theilL,
      coefficientOfVariation: inequality.coefficientOfVariation)
  }
}
