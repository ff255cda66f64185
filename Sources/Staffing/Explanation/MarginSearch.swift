// SPDX-License-Identifier: GPL-3.0-or-later

internal import LinearPrograms

/// Looks for the least change of a figure with which a town's quota becomes another.
struct MarginSearch {
  private let plan: Plan
  private let town: Int
  private let pool: Int
  private let planner: CounterfactualPlanner
  private let explanation: QuotaExplanation

  /// The figure is raised to this many times itself at most, or to the largest of any town if that is more.
  private static let reach = 4

  /// - Parameters:
  ///   - explanation: of the quota in the plan.
  ///   - planner: of the plan's problem.
  init(_ plan: Plan, _ explanation: QuotaExplanation, _ planner: CounterfactualPlanner) {
    self.plan = plan
    (town, pool) = (explanation.town, explanation.pool)
    self.explanation = explanation
    self.planner = planner
  }

  private var problem: AllocationProblem { planner.problem }

  /// The margin of a figure in a direction; `nil` where the town has no such figure.
  func margin(
    _ figure: QuotaMargin.Figure, _ direction: QuotaMargin.Direction, within share: TimeShare
  ) -> QuotaMargin? {
    let scenario = plan.scenario
    guard let value = scenario.value(of: figure, town: town, pool: pool) else { return nil }
    let exponent = scenario.stepExponent(of: figure, pool: pool)
    guard let step = Quantity(significand: 1, exponent: exponent) else { return nil }
    let probe = Probe(
      search: self, figure: figure, direction: direction, value: value, exponent: exponent, share: share)
    let result = probe.result()
    // Below one step there is nothing to try.
    var isOneStep = false
    if case .change(step, _) = result { isOneStep = true }
    return QuotaMargin(
      figure: figure, value: value, step: step, direction: direction, result: result,
      isSmallest: isOneStep || growsWith(figure))
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

  /// Whether a bound holds the quota whatever the figure is: then there is nothing to try.
  private func isHeld(_ figure: QuotaMargin.Figure, _ direction: QuotaMargin.Direction) -> Bool {
    if case .metric(let metric) = figure, plan.scenario.rules.contains(where: { $0.looks(at: metric) }) { return false }
    let bound = direction == .gain ? explanation.most : explanation.least
    switch bound.cause {
    case .pool, .rule: return explanation.quota == bound.posts
    case .method, .noNeed: return false
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
    let share: TimeShare

    private var scenario: Scenario { search.plan.scenario }
    private var quota: Int { search.plan.quotas[search.town][search.pool] }

    private func needs(by steps: Int) -> NeedTable? {
      value.adding(direction == .gain ? steps : -steps, powerOfTen: exponent).flatMap {
        search.planner.needs(figure, of: search.town, pool: search.pool, $0)
      }
    }

    /// The quotas of the changed scenario's plan where the quota has moved; `nil` where it has not, or where there is no
    /// plan.
    private func moved(by steps: Int) throws(Stop) -> [[Int]]? {
      guard let needs = needs(by: steps) else { return nil }
      switch search.planner.answer(needs, changed: figure, within: share) {
      case .quotas(let quotas):
        let posts = quotas[search.town][search.pool]
        return (direction == .gain ? posts > quota : posts < quota) ? quotas : nil
      case .stopped(let limit): throw Stop(limit: limit)
      case .noPlan: return nil
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
      // Beside a plan that is not known to be the best, another one says nothing.
      if let limit = search.plan.solving.limit { return .stopped(limit) }
      do {
        return try searched()
      } catch {
        return .stopped(error.limit)
      }
    }

    private func searched() throws(Stop) -> QuotaMargin.Result {
      let most = most
      guard most > 0, direction == .gain || quota > 0, !search.isHeld(figure, direction) else { return none(most) }
      // From the first guess outwards in strides that double, until the quota moves at one end and not at the other.
      var (low, high) = (0, min(most, max(1, guess(within: most) ?? most / 1024)))
      var best = try moved(by: high)
      var stride = 1
      if best != nil {
        while high - low > 1 {
          let place = max(1, high - stride)
          guard let quotas = try moved(by: place) else {
            low = place
            break
          }
          (high, best) = (place, quotas)
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
        if let quotas = try moved(by: middle) { (high, best) = (middle, quotas) } else { low = middle }
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
      guard let exchange = Exchange(search, direction) else { return nil }
      func lead(_ steps: Int) -> Double? {
        share.limitReached == nil ? needs(by: steps).flatMap(exchange.lead) : nil
      }
      guard var above = lead(most) else { return nil }
      guard above >= 0 else { return most }
      guard var below = lead(0), below < 0 else { return 1 }
      // Regula falsi with Illinois's halving, and plain halving in turn: leads are nearly straight, or steps.
      var (low, high, turn) = (0, most, 0)
      while high - low > 1 {
        let part = turn % 3 == 2 ? 0.5 : below / (below - above)
        let middle = min(high - 1, max(low + 1, low + Int(Double(high - low) * part)))
        guard let value = lead(middle) else { return nil }
        if value >= 0 {
          (high, above, below) = (middle, value, below / 2)
        } else {
          (low, below, above) = (middle, value, above / 2)
        }
        turn += 1
      }
      return high
    }
  }

  /// The exchange of posts that is next in line, under needs that change while quotas stay.
  private struct Exchange {
    private let search: MarginSearch
    private let direction: QuotaMargin.Direction
    private let post: Int
    /// The posts of others that the town's has to beat, or to be beaten by.
    private let rivals: [PostQueues.Post]

    init?(_ search: MarginSearch, _ direction: QuotaMargin.Direction) {
      guard let standing = search.explanation.standing, !search.usesFittedNorm else { return nil }
      let own = direction == .gain ? standing.nextPost : standing.lastPost
      guard let own, (direction == .gain ? standing.gainsFrom : standing.losesTo) != nil else { return nil }
      (self.search, self.direction, post) = (search, direction, own.post)
      let pool = search.pool
      rivals = standing.queue.towns.compactMap { rival in
        let (posts, bounds) = (search.plan.quotas[rival][pool], search.problem.bounds[rival, pool])
        guard rival != search.town, direction == .gain ? posts > bounds.lower : posts < bounds.upper else { return nil }
        return PostQueues.Post(town: rival, pool: pool, post: direction == .gain ? posts : posts + 1)
      }
      guard !rivals.isEmpty else { return nil }
    }

    /// By how much the exchange is due: from zero on it is. `nil` where there is no telling.
    func lead(under needs: NeedTable) -> Double? {
      let scenario = search.plan.scenario
      let (pool, method) = (search.pool, scenario.method)
      let sum = Double.sum(scenario.towns.indices.lazy.map { needs[$0, pool] })
      guard sum > 0 else { return nil }
      let factor = Double(scenario.pools[pool].total) / sum
      func cost(_ town: Int, _ post: Int) -> Double {
        let share = needs[town, pool] * factor
        // A town without a need would have no post; what counts is on which side it is.
        return share > 0 ? method.cost(ofPost: post, need: share) : 1e3
      }
      let own = cost(search.town, post)
      let others = rivals.lazy.map { cost($0.town, $0.post) }
      let lead = direction == .gain ? (others.max() ?? own) - own : own - (others.min() ?? own)
      return lead.isFinite ? lead : nil
    }
  }
}
