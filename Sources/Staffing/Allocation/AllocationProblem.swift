// SPDX-License-Identifier: GPL-3.0-or-later

internal import Concurrency
public import LinearPrograms

/// A scenario made ready for solving: needs, bounds and totals, each worked out once.
struct AllocationProblem: Sendable {
  let scenario: Scenario
  let needs: NeedTable
  let bounds: CellTable<CellBounds>
  let trees: [TotalsTree]
  let townTotals: [TownTotal]
  /// What rules ask that crosses the totals.
  let ruleRows: [RuleRow]
  let movesLimits: [MovesLimit]
  /// The needs in proportion to the pools' totals: what each town's quota would be if posts could be divided.
  let shares: CellTable<Double>

  /// O(towns · pools · (rules + parts · metrics)).
  ///
  /// - Parameter workers: How many threads may be at work at once.
  init(_ scenario: Scenario, workers: Int = 1) {
    let (needs, trees) = concurrentPair(workers: workers) {
      NeedTable(scenario)
    } and: {
      Self.trees(scenario)
    }
    self.init(scenario, needs, trees)
  }

  /// As by itself, with needs that are known already. O(towns · pools · rules).
  init(_ scenario: Scenario, _ needs: NeedTable) { self.init(scenario, needs, Self.trees(scenario)) }

  private static func trees(_ scenario: Scenario) -> [TotalsTree] {
    scenario.pools.indices.map { TotalsTree(scenario, pool: $0) }
  }

  private init(_ scenario: Scenario, _ needs: NeedTable, _ trees: [TotalsTree]) {
    self.scenario = scenario
    self.needs = needs
    self.trees = trees
    bounds = scenario.cellBounds(needs)
    townTotals = scenario.townTotals
    ruleRows = scenario.ruleRows
    movesLimits = scenario.movesLimits
    shares = Self.shares(scenario, needs)
  }

  /// The problem with needs that differ by one figure of a town, on which totals do not depend.
  /// O(towns · pools · rules).
  init(_ needs: NeedTable, like other: AllocationProblem, changed figure: QuotaMargin.Figure) {
    scenario = needs.basis.scenario
    self.needs = needs
    (trees, townTotals, movesLimits) = (other.trees, other.townTotals, other.movesLimits)
    let rules = scenario.rules
    let isSeenByRules = if case .metric(let metric) = figure { rules.contains { $0.looks(at: metric) } } else { false }
    ruleRows = isSeenByRules ? scenario.ruleRows : other.ruleRows
    bounds = scenario.cellBounds(needs)
    shares = Self.shares(scenario, needs)
  }

  /// What sums alone show to be impossible.
  var conflicts: [Infeasibility] {
    SumCheck(scenario: scenario, needs: needs, bounds: bounds, trees: trees, townTotals: townTotals).conflicts
  }

  /// Whether the totals are nested, so that the order of the posts' worths decides alone.
  var isNested: Bool { townTotals.isEmpty }

  /// Whether fit is the one goal and totals and bounds are the only rules: then the plan is decided exactly.
  var isPlain: Bool {
    guard ruleRows.isEmpty, movesLimits.isEmpty, scenario.goals.count == 1, let goal = scenario.goals.first,
      case .fit(_, nil) = goal.aim
    else { return false }
    return true
  }

  /// The linear program of fit. The bounds must not be crossed.
  func fitProgram() -> AllocationProgram { fitProgram(of: whole, at: PostCosts(scenario.method, near: shares)) }

  /// The linear program of fit of a part, at the costs that posts have in all of it. The bounds must not be crossed.
  func fitProgram(of part: AllocationPart, at costs: PostCosts) -> AllocationProgram {
    let costs = LocalPostCosts(costs, towns: part.towns, pools: bounds.pools)
    return AllocationProgram(self, part: part, ranges: ranges(of: part.towns)) { town, pool, _ in
      costs[town, pool].cost(forNeed: shares[town, pool])
    }
  }

  /// The linear program of fit with everything that rules ask beside totals and bounds, and the prices of soft rules. The
  /// bounds must not be crossed.
  func fullProgram() -> (program: AllocationProgram, prices: LinearExpression) {
    var program = fitProgram()
    let prices = program.add(ruleRows, of: scenario)
    for limit in movesLimits { program.add(limit, of: scenario) }
    for limit in scenario.priceLimits { program.add(limit, on: prices, of: scenario) }
    return (program, prices)
  }

  /// The quotas' ranges; the bounds must not be crossed.
  var ranges: CellTable<ClosedRange<Int>> { ranges(of: bounds.towns) }

  /// The ranges of the quotas of some towns; the bounds must not be crossed.
  private func ranges(of towns: Range<Int>) -> CellTable<ClosedRange<Int>> {
    CellTable(towns: towns, pools: bounds.pools) { town, pool in
      let bounds = bounds[town, pool]
      return bounds.lower...max(bounds.lower, bounds.upper)
    }
  }

  private static func shares(_ scenario: Scenario, _ needs: NeedTable) -> CellTable<Double> {
    let factors = scenario.pools.enumerated().map { pool, properties in
      let sum = Double.sum(scenario.towns.indices.lazy.map { needs[$0, pool] })
      return sum > 0 ? Double(properties.total) / sum : 0
    }
    return CellTable(towns: scenario.towns.count, pools: scenario.pools.count) { town, pool in
      needs[town, pool] * factors[pool]
    }
  }
}

/// The linear program of a scenario, or why there is none.
public enum ScenarioProgram: Sendable {
  /// Minimise the misfit, keep every rule. Soft rules' prices and other goals are not in it: a program has one goal.
  case program(LinearProgram)
  /// The sums are impossible already.
  case infeasible([Infeasibility])
}

extension Scenario {
  /// The linear program that a plan of this scenario comes from, for checking it in another solver. The scenario must
  /// have no ``faults``. O(towns · (pools + rules)).
  public var linearProgram: ScenarioProgram {
    let problem = AllocationProblem(self)
    let conflicts = problem.conflicts
    return conflicts.isEmpty ? .program(problem.fullProgram().program.program) : .infeasible(conflicts)
  }
}
