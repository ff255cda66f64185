// SPDX-License-Identifier: GPL-3.0-or-later

/// What a sweep comes to for each town: how far its quota varies, and what with.
public struct SweepSummary: Sendable {
  /// How a quota varies over the cases that have a plan.
  public struct Spread: Hashable, Sendable {
    /// Today's quota; `nil` where a figure is missing.
    public let quotaToday: Int?
    /// What the quota is in so many parts of a hundred of the cases, for each of ``percentiles``: of the quotas in order,
    /// the one at that part of the way, between two the mean weighted by nearness (Hyndman and Fan's type 7).
    public let quantiles: [Double]
    /// The smallest quota.
    public let least: Int
    /// The largest quota.
    public let most: Int
    /// In how many cases it is more than today; `nil` where today's is not known.
    public let gains: Int?
    /// In how many cases it is less than today; `nil` where today's is not known.
    public let loses: Int?
    /// For each parameter by how many posts the quota rises, or falls below zero, while the parameter goes from its
    /// smallest value in the sweep to its largest and the others stay: by least squares over all parameters together where
    /// they vary together. `nil` where the parameter has one value only, or where the cases are too few to tell.
    public let effects: [Double?]

    /// The parameter with the largest effect of those that are beyond twice their standard error, by its place, the first of
    /// equals; `nil` where there is none.
    public let strongest: Int?

    /// The median quota.
    public var median: Double { quantiles.count == SweepSummary.percentiles.count ? quantiles[2] : 0 }
  }

  /// The percentiles that ``Spread/quantiles`` has.
  public static let percentiles = [5, 25, 50, 75, 95]

  /// The scenario as it is.
  public let scenario: Scenario
  /// What varied.
  public let sweep: Sweep
  /// How many cases there are.
  public let cases: Int
  /// How many of them have a plan.
  public let planned: Int
  /// How many no plan can keep the rules of.
  public let infeasible: Int
  /// How many make no sense.
  public let unsound: Int
  /// One spread a town and pool, by the scenario's order of both; empty where no case has a plan.
  public let spreads: [[Spread]]
  /// One spread a town, of all pools together; empty where no case has a plan.
  public let together: [Spread]
  /// How many posts the plans move; `nil` where no case has a plan, or today's quotas are not all known.
  public let moves: SweptMoves?

  /// The summary of all cases of a sweep. O(towns · pools · cases · (log cases + parameters)).
  public init(_ planner: SweepPlanner, _ tally: SweepTally) {
    let scenario = planner.scenario
    self.scenario = scenario
    sweep = planner.sweep
    (cases, planned, infeasible, unsound) = (tally.count, tally.planned.count, tally.infeasible, tally.unsound)
    guard !tally.planned.isEmpty, tally.cellCount == scenario.towns.count * scenario.pools.count else {
      (spreads, together, moves) = ([], [], nil)
      return
    }
    let lines = EffectLines(planner, tally.planned)
    var (spreads, together): ([[Spread]], [Spread]) = ([], [])
    var moved: [Int]? = [Int](repeating: 0, count: tally.planned.count)
    for (place, town) in scenario.towns.enumerated() {
      var sums = [Int](repeating: 0, count: tally.planned.count)
      spreads.append(
        scenario.pools.indices.map { pool in
          let quotas = tally.quotas(cell: place * scenario.pools.count + pool)
          let today = town.posts[pool].quota
          if today == nil { moved = nil }
          for (index, quota) in quotas.enumerated() {
            sums[index] += quota
            moved?[index] += max(0, (today ?? 0) - quota)
          }
          return Spread(quotas, today: today, lines)
        })
      together.append(Spread(sums, today: town.quotaToday, lines))
    }
    (self.spreads, self.together) = (spreads, together)
    moves = moved.map { SweptMoves($0, lines) }
  }

  /// The percentiles of numbers in order, at least one; see ``Spread/quantiles``.
  static func quantiles(of sorted: [Int]) -> [Double] {
    percentiles.map { percentile in
      let (place, rest) = ((sorted.count - 1) * percentile).quotientAndRemainder(dividingBy: 100)
      let (below, above) = (sorted[place], sorted[min(place + 1, sorted.count - 1)])
      return Double(below) + Double(above - below) * Double(rest) / 100
    }
  }
}

extension SweepSummary.Spread {
  fileprivate init(_ quotas: [Int], today: Int?, _ lines: EffectLines) {
    let sorted = quotas.sorted()
    quotaToday = today
    least = sorted.first ?? 0
    most = sorted.last ?? 0
    quantiles = SweepSummary.quantiles(of: sorted)
    gains = today.map { today in quotas.count { $0 > today } }
    loses = today.map { today in quotas.count { $0 < today } }
    let found = least == most ? lines.flat : lines.effects(on: quotas)
    effects = found.map { $0?.rise }
    var best: (place: Int, size: Double)?
    for (place, effect) in found.enumerated() {
      guard let effect, effect.isClear else { continue }
      let size = effect.rise.magnitude
      if size > 1e-9, size > (best?.size ?? 0) + 1e-9 { best = (place, size) }
    }
    strongest = best?.place
  }
}
