// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// What a goal came to.
struct GoalRow: Encodable {
  let goal: Int
  let aim: String
  let method: String?
  let value: Double
  let best: Double
  let levels: [Double]
  let proved: Bool
  /// What the best cannot be beyond; left out where nothing is known.
  let bound: Double?

  init(_ result: Plan.GoalResult, _ scenario: Scenario) {
    goal = result.goal + 1
    var method: String?
    switch scenario.goals[result.goal].aim {
    case .fairness: aim = "fairness"
    case .fit(let named, _): (aim, method) = ("fit", named.rawValue)
    case .stability: aim = "stability"
    case .prices: aim = "prices"
    }
    self.method = method
    value = result.value
    best = result.best
    levels = result.levels
    proved = result.isProved
    bound = result.bound
  }
}

/// What is broken of a soft rule.
struct SoftRuleRow: Encodable {
  let rule: String
  let posts: Int
  let price: Double
  let text: String

  init(_ breach: SoftRuleBreach, _ scenario: Scenario) {
    rule = scenario.rules[breach.rule].reference
    posts = breach.posts
    price = breach.price
    text = Words(.english).softRuleBreach(breach, of: scenario)
  }
}

/// One step from need to quota.
struct CauseRow: Encodable {
  let cause: String
  let posts: Double

  /// The steps of a quota, in the digits in which they add up to quota less need.
  static func rows(_ causes: QuotaCauses, _ plan: Plan, town: Int, pool: Int) -> [CauseRow] {
    rows(causes[town, pool], plan, town: town, pool: pool)
  }

  static func rows(_ steps: [QuotaCauses.Step], _ plan: Plan, town: Int, pool: Int) -> [CauseRow] {
    let need = DecimalNumeral.rounded(plan.needs[town, pool], decimals: 6)
    let way = Double(plan.quotas[town][pool]) - need
    let rounded = DecimalNumeral.apportioned(steps.map(\.posts), of: way, decimals: 6)
    return zip(steps, rounded).map { CauseRow(cause: $0.cause.rawValue, posts: $1) }
  }
}

/// How evenly posts stand to a metric.
struct FairnessRow: Codable {
  let metric: String
  /// `null` for all pools together.
  let pool: String?
  let towns: Int
  /// `null` where a quota of today is not known.
  let today: InequalityRow?
  let planned: InequalityRow?
  /// `null` where there are no groups to compare.
  let today_by_group: DecompositionRow?
  let planned_by_group: DecompositionRow?

  init(_ row: FairnessTable.Row, _ scenario: Scenario) {
    metric = scenario.metrics[row.metric].id
    pool = row.pool.map { scenario.pools[$0].id }
    towns = row.towns
    today = row.today.map(InequalityRow.init)
    planned = row.planned.map(InequalityRow.init)
    today_by_group = row.todayByGroup.map(DecompositionRow.init)
    planned_by_group = row.plannedByGroup.map(DecompositionRow.init)
  }

  /// What is unknown is null and not left out.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(metric, forKey: .metric)
    try container.encode(pool, forKey: .pool)
    try container.encode(towns, forKey: .towns)
    try container.encode(today, forKey: .today)
    try container.encode(planned, forKey: .planned)
    try container.encode(today_by_group, forKey: .today_by_group)
    try container.encode(planned_by_group, forKey: .planned_by_group)
  }

  private enum CodingKeys: CodingKey { case metric, pool, towns, today, planned, today_by_group, planned_by_group }

  /// Theil's measures within groups and between them, with six decimals.
  struct DecompositionRow: Codable {
    let theil_t_within: Double
    let theil_t_between: Double
    let theil_l_within: Double?
    let theil_l_between: Double?

    init(_ parts: TheilDecomposition) {
      theil_t_within = DecimalNumeral.rounded(parts.within.theilT, decimals: 6)
      theil_t_between = DecimalNumeral.rounded(parts.between.theilT, decimals: 6)
      theil_l_within = parts.within.theilL.map { DecimalNumeral.rounded($0, decimals: 6) }
      theil_l_between = parts.between.theilL.map { DecimalNumeral.rounded($0, decimals: 6) }
    }
  }

  /// The measures, with six decimals.
  struct InequalityRow: Codable {
    let gini: Double
    let gini_corrected: Double?
    let theil_t: Double
    let theil_l: Double?
    let coefficient_of_variation: Double?
    let max_to_min: Double?

    init(_ inequality: Inequality) {
      func rounded(_ value: Double) -> Double { DecimalNumeral.rounded(value, decimals: 6) }
      gini = rounded(inequality.gini)
      gini_corrected = inequality.correctedGini.map(rounded)
      theil_t = rounded(inequality.theilT)
      theil_l = inequality.theilL.map(rounded)
      coefficient_of_variation = inequality.coefficientOfVariation.map(rounded)
      max_to_min = inequality.largestToSmallest.map(rounded)
    }
  }
}
