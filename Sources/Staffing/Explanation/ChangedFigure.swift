// SPDX-License-Identifier: GPL-3.0-or-later

internal import BigInt

/// Scenarios with one figure changed.
extension Scenario {
  /// The figures of a town that its quota in a pool is told from, by the model or by rules; those that it has.
  /// O(parts · metrics + rules).
  public func figures(behind town: Int, pool: Int) -> [QuotaMargin.Figure] {
    let entry = towns[town]
    // Where rules tie pools together, what another pool's need is told from has a say as well.
    let areTied = rules.contains { rule in
      switch rule.requirement {
      case .townTotals, .mix, .noInversion, .moves: true
      default: false
      }
    }
    var metrics: Set<Int> = []
    var isGiven = false
    for part in model.parts where (areTied || part.covers(pool: pool)) && part.covers(entry.kind) {
      metrics.formUnion(part.metrics(of: entry.kind))
      if part.rule == .given && part.covers(pool: pool) { isGiven = true }
    }
    for rule in rules where rule.scope.covers(entry) && (areTied || rule.scope.covers(pool: pool)) {
      metrics.formUnion(rule.metrics)
    }
    let known = metrics.sorted().filter { entry.metrics[$0] != nil }.map { QuotaMargin.Figure.metric($0) }
    return known + (isGiven && entry.givenNeeds[pool] != nil ? [.givenNeed] : [])
  }

  /// What a figure of a town is.
  func value(of figure: QuotaMargin.Figure, town: Int, pool: Int) -> Quantity? {
    switch figure {
    case .metric(let metric): towns[town].metrics[metric]
    case .givenNeed: towns[town].givenNeeds[pool]
    }
  }

  /// The power of ten in which a figure is counted. O(towns).
  func stepExponent(of figure: QuotaMargin.Figure, pool: Int) -> Int {
    let finest = towns.indices.compactMap { town -> Int? in
      guard let value = value(of: figure, town: town, pool: pool), value != .zero else { return nil }
      return value.exponent
    }.min()
    guard case .metric(let metric) = figure else { return min(0, finest ?? 0) }
    return switch metrics[metric].dimension {
    case .people: 0
    case .area, .money: finest ?? 0
    case .years, .number: min(0, finest ?? 0)
    }
  }

  /// The same with one figure of a town changed, planned at once and not over years.
  func with(_ figure: QuotaMargin.Figure, of town: Int, pool: Int, _ value: Quantity) -> Scenario {
    var towns = towns
    let old = towns[town]
    var (metrics, givenNeeds) = (old.metrics, old.givenNeeds)
    switch figure {
    case .metric(let metric): metrics[metric] = value
    case .givenNeed: givenNeeds[pool] = value
    }
    towns[town] = Town(
      id: old.id, kind: old.kind, metrics: metrics, posts: old.posts, givenNeeds: givenNeeds,
      contractStaff: old.contractStaff, fixedTotal: old.fixedTotal, ordinal: old.ordinal)
    return with(towns: towns)
  }

  /// The same with one post more in a pool, planned at once and not over years.
  func withOnePostMore(pool: Int) -> Scenario {
    var pools = pools
    let old = pools[pool]
    pools[pool] = Pool(id: old.id, title: old.title, total: old.total + 1, reference: old.reference)
    return with(pools: pools)
  }
}

extension PolicyModel.Part {
  /// Whether the part's posts depend on a figure.
  func looks(at figure: QuotaMargin.Figure) -> Bool {
    switch figure {
    case .metric(let metric): metrics.contains(metric)
    case .givenNeed: rule == .given
    }
  }
}

extension Rule {
  /// The metrics that the rule looks at.
  fileprivate var metrics: [Int] {
    switch requirement {
    case .floor(let amount), .cap(let amount), .pin(let amount):
      if case .formula(_, let rates) = amount { rates.map(\.metric) } else { [] }
    case .noInversion(let metrics, _): metrics
    case .change, .groupTotals, .townTotals, .mix, .moves, .movesWithin, .coverage, .price: []
    }
  }

  /// Whether the rule's posts depend on a metric.
  func looks(at metric: Int) -> Bool { metrics.contains(metric) }
}

extension Scenario {
  /// Whether a need or a rule depends on a metric. O(parts + rules).
  public func looks(at metric: Int) -> Bool {
    model.parts.contains { $0.metrics.contains(metric) } || rules.contains { $0.looks(at: metric) }
  }
}

extension Quantity {
  /// The amount and so many steps of a power of ten; `nil` beyond what a quantity can hold.
  func adding(_ steps: Int, powerOfTen exponent: Int) -> Quantity? {
    let finest = min(self.exponent, exponent)
    let own = BigInt(significand) * BigInt(10).power(self.exponent - finest)
    let digits = own + BigInt(steps) * BigInt(10).power(exponent - finest)
    guard digits.magnitude <= BigInt(Int64.max).magnitude else { return nil }
    return Quantity(significand: Int64(digits), exponent: finest)
  }

  /// How many steps of a power of ten the amount has, rounded down; as near as an `Int` comes to it.
  func steps(ofPowerOfTen exponent: Int) -> Int {
    (rational / Rational(BigInt(10).power(max(0, exponent)), BigInt(10).power(max(0, -exponent)))).roundedDown
  }
}
