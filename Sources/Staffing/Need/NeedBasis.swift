// SPDX-License-Identifier: GPL-3.0-or-later

internal import BigInt

/// All that a policy model gives by itself, before anything is shared: exact posts a town, with what led to them.
///
/// Everything here is in fractions. Irrational steps are rounded once, as ``MetricTransform`` and ``RegressionNorm``
/// say, and count as exact from there on.
struct NeedBasis: Sendable {
  let scenario: Scenario
  private let gaps: MetricGaps
  /// One a part; `nil` for shares.
  private var fixed: [FixedPosts?] = []
  /// By part, one a town.
  var details: [Int: [NeedDetail?]] = [:]
  var notes: [NeedNote] = []
  /// What only shows when the model is applied, by the parts' references.
  var faults: [ScenarioFault] = []
  /// What the parts that are no shares leave of each pool's total; may be negative.
  private(set) var rest: [Rational] = []

  /// The posts of a part that depends on no other.
  enum FixedPosts {
    /// The same in each pool, one a town.
    case inEachPool([Rational])
    /// By pool, one a town.
    case byPool([Int: [Rational]])
  }

  /// O(towns · parts · metrics). Every town must have one amount a metric and one entry a pool.
  init(_ scenario: Scenario) {
    self.scenario = scenario
    gaps = MetricGaps(scenario)
    faults = gaps.missing.map { metric, town in
      .missing(scenario.towns[town].id, figure: .metric(scenario.metrics[metric].id))
    }
    notes = gaps.notes
    if scenario.newTowns == .noHistory {
      notes += scenario.towns.indices.filter { scenario.towns[$0].isNew }.map { .newTown(town: $0) }
    }
    for (place, part) in scenario.model.parts.enumerated() {
      if !scenario.towns.contains(where: { part.covers($0.kind) }) { notes.append(.forNobody(part: place)) }
      fixed.append(faults.isEmpty ? fixedPosts(of: part, place) : nil)
    }
    rest = scenario.pools.indices.map(exactRest)
  }

  /// Whether a part adds to a town's need in a pool at all.
  func covers(part: Int, town: Int, pool: Int) -> Bool {
    let entry = scenario.model.parts[part]
    return entry.covers(pool: pool) && entry.covers(scenario.towns[town].kind)
  }

  /// What a part that is no share adds to a town's need in a pool that it covers.
  func posts(part: Int, town: Int, pool: Int) -> Rational {
    let posts: Rational
    switch fixed[part] {
    case .inEachPool(let all): posts = all[town]
    case .byPool(let pools): posts = pools[pool]?[town] ?? .zero
    case nil: return .zero
    }
    guard let division = scenario.model.parts[part].division else { return posts }
    let whole = Rational.sum(division.sorted { $0.key < $1.key }.map(\.value.rational))
    guard let share = division[pool], whole > .zero else { return .zero }
    return (posts * share.rational / whole).reduced
  }

  /// A town's figure of a metric, or what stands in for it.
  func figure(_ metric: Int, town: Int) -> Rational {
    scenario.towns[town].metrics[metric]?.rational ?? gaps.mean(town: town, metric: metric)?.figure ?? .zero
  }

  /// A town's score for a metric.
  func score(_ weight: PolicyModel.MetricWeight, town: Int) -> Rational {
    weight.transform.score(of: figure(weight.metric, town: town))
  }

  private func exactRest(_ pool: Int) -> Rational {
    // Few different denominators: adding up numerators needs no common one.
    var sums: [BigInt: BigInt] = [1: BigInt(scenario.pools[pool].total)]
    for (place, part) in scenario.model.parts.enumerated() where part.covers(pool: pool) && !part.isShare {
      for (index, town) in scenario.towns.enumerated() where part.covers(town.kind) {
        let posts = posts(part: place, town: index, pool: pool)
        sums[posts.denominator, default: 0] -= posts.numerator
      }
    }
    return Rational.sum(sums.sorted { $0.key < $1.key }.map { Rational($0.value, $0.key) })
  }
}
