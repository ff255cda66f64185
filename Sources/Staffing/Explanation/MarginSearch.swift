// SPDX-License-Identifier: GPL-3.0-or-later

internal import LinearPrograms

/// Looks for the least change of a figure with which a town's quota becomes another.
struct MarginSearch {
  private let plan: Plan
  private let town: Int
  private let pool: Int
  private let problem: AllocationProblem
  private let explanation: QuotaExplanation
  private let planned: (Scenario) -> PlanningOutcome

  /// The figure is raised to this many times itself at most, or to the largest of any town if that is more.
  private static let reach = 4

  init(_ plan: Plan, town: Int, pool: Int, planned: @escaping (Scenario) -> PlanningOutcome) {
    self.plan = plan
    self.town = town
    self.pool = pool
    self.planned = planned
    problem = AllocationProblem(plan.scenario)
    explanation = plan.explanation(of: town, pool: pool)
  }

  /// The margin of a figure in a direction; `nil` where the town has no such figure.
  func margin(_ figure: QuotaMargin.Figure, _ direction: QuotaMargin.Direction) -> QuotaMargin? {
    let scenario = plan.scenario
    guard let value = scenario.value(of: figure, town: town, pool: pool) else { return nil }
    let exponent = scenario.stepExponent(of: figure, pool: pool)
    guard let step = Quantity(significand: 1, exponent: exponent) else { return nil }
    let probe = Probe(search: self, figure: figure, direction: direction, value: value, exponent: exponent)
    return QuotaMargin(
      figure: figure, value: value, step: step, direction: direction, result: probe.result(),
      isSmallest: growsWith(figure))
  }

  /// Whether the town's posts only gain in worth, and all others only lose, as the figure grows: then plans change but
  /// once that way.
  private func growsWith(_ figure: QuotaMargin.Figure) -> Bool {
    guard problem.isPlain && problem.isNested else { return false }
    guard case .metric(let metric) = figure else { return !usesFittedNorm }
    let scenario = plan.scenario
    guard !scenario.rules.contains(where: { $0.looks(at: metric) }),
      !scenario.towns.contains(where: { $0.metrics[metric] == nil })
    else { return false }
    return scenario.model.parts.allSatisfy { part in
      guard part.metrics.contains(metric) else { return true }
      guard case .share(let weights) = part.rule else { return false }
      return weights.allSatisfy { weight in
        guard weight.byKind == nil else { return false }
        if case .bands = weight.transform { return false }
        return true
      }
    }
  }

  private var usesFittedNorm: Bool {
    plan.scenario.model.parts.contains { part in
      if case .norm(let norm) = part.rule, case .fitted = norm.coefficients { true } else { false }
    }
  }

  /// The search for one figure in one direction, in whole steps from 1 on.
  private struct Probe {
    let search: MarginSearch
    let figure: QuotaMargin.Figure
    let direction: QuotaMargin.Direction
    let value: Quantity
    let exponent: Int

    private var scenario: Scenario { search.plan.scenario }
    private var quota: Int { search.plan.quotas[search.town][search.pool] }

    private func changed(by steps: Int) -> Scenario? {
      guard let value = value.adding(direction == .gain ? steps : -steps, powerOfTen: exponent), !value.isNegative
      else { return nil }
      return scenario.with(figure, of: search.town, pool: search.pool, value)
    }

    /// The plan of the changed scenario where the quota has moved; `nil` where it has not, or where there is no plan.
    private func moved(by steps: Int) throws(Stop) -> Plan? {
      guard let changed = changed(by: steps) else { return nil }
      switch search.planned(changed) {
      case .plan(let other):
        let posts = other.quotas[search.town][search.pool]
        return (direction == .gain ? posts > quota : posts < quota) ? other : nil
      case .stopped(let limit, _): throw Stop(limit: limit)
      case .infeasible, .failed: return nil
      }
    }

    private struct Stop: Error {
      let limit: Limit
    }

    /// The most steps that are tried.
    private var most: Int {
      let own = value.steps(ofPowerOfTen: exponent)
      guard direction == .gain else { return min(own, 1 << 52) }
      let largest =
        scenario.towns.indices.compactMap { scenario.value(of: figure, town: $0, pool: search.pool) }
        .map { $0.steps(ofPowerOfTen: exponent) }.max() ?? 0
      let (times, overflows) = own.multipliedReportingOverflow(by: MarginSearch.reach - 1)
      return min(max(1, overflows ? 1 << 52 : times, largest - own), 1 << 52)
    }

    func result() -> QuotaMargin.Result {
      do {
        return try searched()
      } catch {
        return .stopped(error.limit)
      }
    }

    private func searched() throws(Stop) -> QuotaMargin.Result {
      let most = most
      guard most > 0, direction == .gain || quota > 0 else { return none(most) }
      // From the first guess outwards in strides that double, until the quota moves at one end and not at the other.
      var (low, high) = (0, min(most, max(1, guess(within: most) ?? most / 1024)))
      var best = try moved(by: high)
      var stride = 1
      if best != nil {
        while high - low > 1 {
          let place = max(1, high - stride)
          guard let plan = try moved(by: place) else {
            low = place
            break
          }
          (high, best) = (place, plan)
          (stride, _) = stride.multipliedReportingOverflow(by: 2)
        }
      } else {
        low = high
        while best == nil {
          guard low < most else { return none(most) }
          high = min(most, low + min(stride, most - low))
          best = try moved(by: high)
          if best == nil { low = high }
          stride = min(stride * 2, 1 << 52)
        }
      }
      while high - low > 1 {
        let middle = low + (high - low) / 2
        if let plan = try moved(by: middle) { (high, best) = (middle, plan) } else { low = middle }
      }
      guard let best, let by = amount(high) else { return none(most) }
      let shifts = search.plan.shifts(to: best)
      func isOwn(_ shift: QuotaMargin.Shift) -> Bool { shift.town == search.town && shift.pool == search.pool }
      return .change(by: by, shifts: shifts.filter(isOwn) + shifts.filter { !isOwn($0) })
    }

    private func none(_ most: Int) -> QuotaMargin.Result { .none(upTo: amount(most) ?? .zero) }

    private func amount(_ steps: Int) -> Quantity? { Quantity.zero.adding(steps, powerOfTen: exponent) }

    /// Where the exchange that the plan has next in line becomes due with the other towns' quotas as they are: needs
    /// alone, in floating point, to start near the answer. `nil` where there is no such exchange.
    private func guess(within most: Int) -> Int? {
      guard let standing = search.explanation.standing, !search.usesFittedNorm else { return nil }
      let (town, pool, method) = (search.town, search.pool, scenario.method)
      let own = direction == .gain ? standing.nextPost : standing.lastPost
      guard let own, (direction == .gain ? standing.gainsFrom : standing.losesTo) != nil else { return nil }
      let rivals = standing.queue.towns.filter { $0 != town }
      func isDue(_ steps: Int) -> Bool {
        guard let changed = changed(by: steps) else { return true }
        let needs = NeedTable(changed)
        let sum = Double.sum(scenario.towns.indices.lazy.map { needs[$0, pool] })
        guard sum > 0, needs.basis.faults.isEmpty else { return true }
        let factor = Double(scenario.pools[pool].total) / sum
        func worth(_ town: Int, _ post: Int) -> Double {
          let need = needs[town, pool]
          return need > 0 ? method.worth(ofPost: post, need: need, share: need * factor) : -.infinity
        }
        let mine = worth(town, own.post)
        return rivals.contains { rival in
          let (posts, bounds) = (search.plan.quotas[rival][pool], search.problem.bounds[rival][pool])
          return direction == .gain
            ? posts > bounds.lower && worth(rival, posts) < mine
            : posts < bounds.upper && worth(rival, posts + 1) > mine
        }
      }
      var (low, high) = (0, most)
      guard isDue(most) else { return nil }
      while high - low > 1 {
        let middle = low + (high - low) / 2
        if isDue(middle) { high = middle } else { low = middle }
      }
      return high
    }
  }
}
