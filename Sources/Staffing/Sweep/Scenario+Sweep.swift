// SPDX-License-Identifier: GPL-3.0-or-later

internal import BigInt

extension Scenario {
  /// What a scenario has where a sweep varies it; `nil` where that is no single number, as of a metric that shares weigh
  /// differently. O(parts + rules).
  public func value(of subject: SweepParameter.Subject) -> Quantity? {
    switch subject {
    case .growth: return .zero
    case .total(let pool): return pools.indices.contains(pool) ? Quantity(pools[pool].total) : nil
    case .posts(let rule): return rules.indices.contains(rule) ? rules[rule].statedPosts.map { Quantity($0) } : nil
    case .weight(let metric):
      let weights = weights(of: metric)
      return weights.count == 1 ? weights.first : nil
    }
  }

  /// The different weights that shares and composite indices give a metric, the smallest first; zero is none. O(parts).
  public func weights(of metric: Int) -> [Quantity] {
    let weights = model.parts.flatMap(\.weights).filter { $0.metric == metric }.flatMap { weight in
      weight.byKind.map { $0.values.filter { $0.significand > 0 } } ?? [weight.weight]
    }
    return Set(weights).sorted { $0.rational < $1.rational }
  }

  /// The scenario with other numbers, planned at once and not over years. A value that is no whole number of posts, where
  /// posts are asked for, changes nothing. People that grow are rounded to the nearest whole number, a half up.
  /// O(towns · metrics + parts + rules).
  public func with(_ settings: [Quantity?], of parameters: [SweepParameter]) -> Scenario {
    var (rules, parts) = (rules, model.parts)
    var growth: [Int: Quantity] = [:]
    for (parameter, setting) in zip(parameters, settings) {
      guard let value = setting else { continue }
      switch parameter.subject {
      case .growth(let metric): if value != .zero { growth[metric] = value }
      case .total: continue
      case .posts(let place):
        guard rules.indices.contains(place), let posts = value.wholeNumber else { continue }
        rules[place] = rules[place].stating(posts)
      case .weight(let metric):
        parts = parts.map { $0.weighing(metric, value) }
      }
    }
    return with(
      towns: growth.isEmpty ? nil : towns.map { $0.grown(growth, metrics) },
      pools: self.pools(settings, of: parameters),
      model: PolicyModel(title: model.title, parts: parts), rules: rules)
  }
}

extension Scenario {
  /// The pools with other totals. O(pools + parameters).
  func pools(_ settings: [Quantity?], of parameters: [SweepParameter]) -> [Pool] {
    var pools = pools
    for (parameter, setting) in zip(parameters, settings) {
      guard case .total(let place) = parameter.subject, pools.indices.contains(place),
        let total = setting?.wholeNumber
      else { continue }
      let pool = pools[place]
      pools[place] = Pool(id: pool.id, title: pool.title, total: total, reference: pool.reference)
    }
    return pools
  }
}

extension Rule {
  /// The number of posts that a floor, cap or pin states; `nil` for other rules and amounts.
  public var statedPosts: Int? {
    switch requirement {
    case .floor(.posts(let posts)), .cap(.posts(let posts)), .pin(.posts(let posts)): posts
    default: nil
    }
  }

  fileprivate func stating(_ posts: Int) -> Rule {
    let stated: Requirement
    switch requirement {
    case .floor(.posts): stated = .floor(.posts(posts))
    case .cap(.posts): stated = .cap(.posts(posts))
    case .pin(.posts): stated = .pin(.posts(posts))
    default: return self
    }
    return Rule(stated, scope: scope, because: because, priority: priority, reference: reference)
  }
}

extension PolicyModel.Part {
  /// The weights by which a share or a composite index weighs metrics; none of other parts.
  public var weights: [PolicyModel.MetricWeight] {
    switch rule {
    case .share(let weights): weights
    case .index(let index): index.items.map(\.weight)
    case .base, .projects, .workload, .duties, .norm, .given: []
    }
  }

  fileprivate func weighing(_ metric: Int, _ weight: Quantity) -> PolicyModel.Part {
    guard weights.contains(where: { $0.metric == metric }) else { return self }
    let changed: Rule
    switch rule {
    case .share(let weights): changed = .share(weights: weights.compactMap { $0.weighing(metric, weight) })
    case .index(let index):
      let items = index.items.compactMap { item in
        item.weight.weighing(metric, weight).map { CompositeIndex.Item(weight: $0, reference: item.reference) }
      }
      changed = .index(CompositeIndex(items: items, grades: index.grades))
    default: return self
    }
    return PolicyModel.Part(
      title: title, because: because, pools: pools, division: division, kinds: kinds, reference: reference,
      rule: changed)
  }
}

extension PolicyModel.MetricWeight {
  /// The same with another weight of a metric, if it is of that; `nil` where that does not count any more.
  fileprivate func weighing(_ metric: Int, _ weight: Quantity) -> PolicyModel.MetricWeight? {
    guard self.metric == metric else { return self }
    guard weight.significand > 0 else { return nil }
    guard let byKind else { return PolicyModel.MetricWeight(metric: metric, weight: weight, transform: transform) }
    let changed = byKind.mapValues { $0.significand > 0 ? weight : $0 }
    return PolicyModel.MetricWeight(metric: metric, byKind: changed, transform: transform)
  }
}

extension Town {
  fileprivate func grown(_ growth: [Int: Quantity], _ all: [Metric]) -> Town {
    let metrics = self.metrics.enumerated().map { place, amount in
      amount.flatMap { amount in
        growth[place].map { amount.grown(byPercent: $0, isWhole: all[place].dimension == .people) } ?? amount
      }
    }
    return Town(
      id: id, kind: kind, metrics: metrics, posts: posts, givenNeeds: givenNeeds, contractStaff: contractStaff,
      fixedTotal: fixedTotal, ordinal: ordinal)
  }
}

extension Quantity {
  /// The amount and so many percent of it: exactly, or to the nearest of as many digits as a quantity holds; or to the
  /// nearest whole number. A half goes away from zero.
  fileprivate func grown(byPercent percent: Quantity, isWhole: Bool) -> Quantity {
    var power = percent.exponent - 2
    let digits = BigInt(100) * BigInt(10).power(max(0, -percent.exponent))
    let share = BigInt(percent.significand) * BigInt(10).power(max(0, percent.exponent))
    if percent.exponent > 0 { power = -2 }
    var significand = BigInt(self.significand) * (digits + share)
    power += exponent
    // One rounding, for two could go astray at a half.
    var most = isWhole ? max(0, -power) : 0
    let limit = BigInt(999_999_999_999_999_999)
    while significand.magnitude / BigInt(10).power(most).magnitude > limit.magnitude { most += 1 }
    if most > 0 {
      let unit = BigInt(10).power(most)
      let half = BigInt((unit / 2).magnitude)
      significand = (significand + (significand.sign == .minus ? -half : half)) / unit
      power += most
    }
    return Quantity(significand: Int64(clamping: significand), exponent: power) ?? self
  }
}
