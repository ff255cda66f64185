// SPDX-License-Identifier: GPL-3.0-or-later

extension Scenario {
  /// What keeps a rule from making sense. O(towns · pools).
  func faults(of rule: Rule) -> [ScenarioFault] {
    var faults: [ScenarioFault] = []
    let isForAll = rule.scope.coversAllTowns
    let concerned = towns.indices.lazy.filter { isForAll || rule.scope.covers(towns[$0]) }
    let isForNobody = concerned.isEmpty || rule.scope.pools?.isEmpty == true || totalsNobody(rule)
    if isForNobody { faults.append(.emptyScope(rule: rule.reference)) }
    if !rule.isInRange { faults.append(.ruleOutOfRange(rule: rule.reference)) }
    if case .townTotals(.column) = rule.requirement, let first = concerned.first,
      concerned.allSatisfy({ towns[$0].fixedTotal == nil })
    {
      faults.append(.missingForRule(towns[first].id, figure: .fixedTotal, rule: rule.reference))
    }
    for (index, _) in pools.enumerated() where rule.scope.covers(pool: index) {
      let figures = figures(for: rule, pool: index).map { ($0, isKnown($0)) }
      guard !figures.isEmpty else { continue }
      for town in concerned {
        for (figure, isKnown) in figures where !isKnown(town) && !(figure.isHistory && isFreeOfHistory(towns[town])) {
          let fault = ScenarioFault.missingForRule(towns[town].id, figure: figure, rule: rule.reference)
          if !faults.contains(fault) { faults.append(fault) }
        }
      }
    }
    return faults
  }

  /// The figures that every town in a rule's scope must have for one pool.
  private func figures(for rule: Rule, pool: Int) -> [ScenarioFault.Figure] {
    switch rule.requirement {
    case .floor(let amount), .cap(let amount), .pin(let amount): amount.figures(self, pool: pool)
    case .change, .groupTotals(_, .asToday), .townTotals(.asToday), .moves, .movesWithin:
      [.quota(pool: pools[pool].id)]
    case .noInversion(let metrics, _): metrics.map { .metric(self.metrics[$0].id) }
    case .groupTotals, .townTotals, .mix, .coverage, .price: []
    }
  }

  /// Whether a rule on totals of groups is for a group that no town belongs to at its level.
  private func totalsNobody(_ rule: Rule) -> Bool {
    guard case .groupTotals(let level, let totals) = rule.requirement else { return false }
    let known = groups(atLevel: level).lazy.map { towns[$0.lowerBound].group.prefix(level + 1) }
    switch totals {
    case .given(let given): return given.isEmpty || !Set(known.map(Array.init)).isSuperset(of: given.keys)
    case .asToday:
      // Each group named must hold at least one group of the level.
      guard let named = rule.scope.groups else { return known.isEmpty }
      return !named.allSatisfy { outer in known.contains { $0.starts(with: outer) } }
    }
  }

  /// What keeps the goals from making sense.
  var goalFaults: [ScenarioFault] {
    var faults: [ScenarioFault] = goals.isEmpty ? [.noGoals] : []
    var seen: [PlanningGoal.Aim] = []
    for goal in goals {
      var isInRange = !goal.mayLose.isNegative && !goal.mayLosePercent.isNegative
      switch goal.aim {
      case .fairness(let rounds): isInRange = isInRange && (rounds.map { $0 > 0 } ?? true)
      case .fit(_, let moveCost): isInRange = isInRange && moveCost?.isNegative != true
      case .stability:
        if towns.allSatisfy({ $0.posts.allSatisfy { $0.quota == nil } }) {
          faults.append(.goalWithoutObject(goal: goal.reference))
        }
      case .prices:
        if !rules.contains(where: \.isSoft) { faults.append(.goalWithoutObject(goal: goal.reference)) }
      }
      if !isInRange { faults.append(.goalOutOfRange(goal: goal.reference)) }
      if seen.contains(where: { $0.isSameKind(as: goal.aim) }) { faults.append(.goalRepeated(goal: goal.reference)) }
      seen.append(goal.aim)
    }
    return faults
  }
}

extension PlanningGoal.Aim {
  fileprivate func isSameKind(as other: PlanningGoal.Aim) -> Bool {
    switch (self, other) {
    case (.fairness, .fairness), (.fit, .fit), (.stability, .stability), (.prices, .prices): true
    default: false
    }
  }
}

extension ScenarioFault.Figure {
  /// Whether a new town need not have it.
  fileprivate var isHistory: Bool {
    switch self {
    case .quota, .staff, .retirements, .secondedOut, .secondedIn, .stationed: true
    case .metric, .givenNeed, .contractStaff, .fixedTotal: false
    }
  }
}

extension Scenario {
  /// Tells of towns whether they have a figure; its place is looked up once for all of them.
  fileprivate func isKnown(_ figure: ScenarioFault.Figure) -> (_ town: Int) -> Bool {
    func ofPool(_ id: String, _ isKnown: @escaping (_ town: Int, _ pool: Int) -> Bool) -> (Int) -> Bool {
      guard let pool = pools.firstIndex(where: { $0.id == id }) else { return { _ in false } }
      return { isKnown($0, pool) }
    }
    let (towns, columns) = (towns, columns)
    switch figure {
    case .metric(let id):
      guard let metric = metrics.firstIndex(where: { $0.id == id }) else { return { _ in false } }
      return { columns.amounts[metric][$0] != nil }
    case .quota(let pool): return ofPool(pool) { columns.quotas[$0, $1] != nil }
    case .staff(let pool): return ofPool(pool) { towns[$0].posts[$1].staff != nil }
    case .retirements(let pool): return ofPool(pool) { towns[$0].posts[$1].retirements != nil }
    case .secondedOut(let pool): return ofPool(pool) { towns[$0].posts[$1].secondedOut != nil }
    case .secondedIn(let pool): return ofPool(pool) { towns[$0].posts[$1].secondedIn != nil }
    case .stationed(let pool): return ofPool(pool) { towns[$0].posts[$1].stationed != nil }
    case .givenNeed(let pool): return ofPool(pool) { towns[$0].givenNeeds[$1] != nil }
    case .contractStaff: return { towns[$0].contractStaff != nil }
    case .fixedTotal: return { towns[$0].fixedTotal != nil }
    }
  }
}

extension Rule {
  /// Whether the rule may be broken at a price.
  public var isSoft: Bool { price != nil }

  /// What each post costs by which the rule is broken; `nil` where it must be kept.
  var price: Quantity? {
    switch requirement {
    case .noInversion(_, let price), .movesWithin(_, let price): price
    default: nil
    }
  }

  fileprivate var isInRange: Bool {
    func isCount(_ posts: Int) -> Bool { (0...Scenario.largestCount).contains(posts) }
    func isPercent(_ percent: Quantity) -> Bool { !percent.isNegative && percent.doubleValue <= 100 }
    switch requirement {
    case .floor(let amount), .cap(let amount), .pin(let amount):
      switch amount {
      case .posts(let posts): return isCount(posts)
      case .formula(let base, let rates):
        return base.doubleValue.magnitude <= Double(Scenario.largestCount)
          && rates.allSatisfy {
            $0.per.significand > 0 && $0.posts.doubleValue.magnitude <= Double(Scenario.largestCount)
          }
      case .quotaToday, .staffToday, .staffAfterRetirements: return true
      }
    case .change(let posts, let percent): return isCount(posts ?? 0) && percent?.isNegative != true
    case .groupTotals(_, .given(let totals)):
      return totals.values.allSatisfy { total in
        switch total {
        case .posts(let posts): isCount(posts)
        case .percent(let percent): isPercent(percent)
        }
      }
    case .groupTotals(_, .asToday), .townTotals: return true
    case .mix(_, let from, let to):
      let ends = (from ?? .zero, to ?? Quantity(100))
      return isPercent(ends.0) && isPercent(ends.1) && ends.0.rational <= ends.1.rational && (from != nil || to != nil)
    case .noInversion(let metrics, let price): return !metrics.isEmpty && (price.map { $0.significand > 0 } ?? true)
    case .moves(let most): return isCount(most)
    case .movesWithin(_, let price): return price.map { $0.significand > 0 } ?? true
    case .coverage(let amount), .price(let amount): return !amount.isNegative
    }
  }
}
