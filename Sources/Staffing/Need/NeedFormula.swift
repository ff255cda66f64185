// SPDX-License-Identifier: GPL-3.0-or-later

/// A policy model applied to a scenario, in one arithmetic.
///
/// Parts that do not depend on what others leave are worked out exactly by ``NeedBasis`` and rounded once; the share is
/// worked out here.
struct NeedFormula<Number: NeedArithmetic> {
  private let basis: NeedBasis
  /// For each share, by its place in the model.
  private let shares: [Int: Share]
  /// Σ points over all towns of each part that is a share.
  private let totals: [Number?]
  /// What all other parts leave of each pool's total; may be negative.
  let rest: [Number]

  private struct Share {
    let weights: [PolicyModel.MetricWeight]
    /// One row of scores a weight, where the arithmetic keeps them.
    let scores: [[Number]?]
    /// Σ score over the towns of which the metric counts, one a weight.
    var sums: [Number]
    /// Σ points over all towns.
    var points: Number
  }

  /// O(towns · parts · metrics). The basis must be without ``NeedBasis/faults``.
  init(_ basis: NeedBasis) {
    self.basis = basis
    let (scenario, parts) = (basis.scenario, basis.scenario.model.parts)
    // In fractions whatever the arithmetic: of bases that use a pool up, a rounding error must not be left to share.
    rest = basis.rest.map { Number($0) }
    var shares: [Int: Share] = [:]
    for (place, part) in parts.enumerated() {
      guard case .share(let weights) = part.rule else { continue }
      let scores = weights.map { Number.scores(basis, $0) }
      let sums = zip(weights, scores).map { weight, scores in
        let isForAll = part.kinds == nil && weight.byKind == nil && weight.weight.significand > 0
        if isForAll, let scores { return Number.sum(scores) }
        return Number.sum(
          scenario.towns.indices.lazy.filter { part.covers(scenario.towns[$0].kind) }
            .filter { weight.counts(for: scenario.towns[$0].kind) }
            .map { scores?[$0] ?? Number.score(basis, weight, town: $0) })
      }
      var share = Share(weights: weights, scores: scores, sums: sums, points: .zero)
      share.points = Self.totalPoints(basis, part, share)
      shares[place] = share
    }
    self.shares = shares
    totals = parts.indices.map { shares[$0]?.points }
  }

  /// Where every kind has the same weights the towns' points add up to them, to the last digit.
  private static func totalPoints(_ basis: NeedBasis, _ part: PolicyModel.Part, _ share: Share) -> Number {
    let towns = basis.scenario.towns
    if share.weights.allSatisfy({ $0.byKind == nil }) { return Number.sum(share.weights.map { Number($0.weight) }) }
    return Number.sum(
      towns.indices.lazy.filter { part.covers(towns[$0].kind) }.map { points(basis, share, $0) })
  }

  private static func points(_ basis: NeedBasis, _ share: Share, _ town: Int) -> Number {
    let kind = basis.scenario.towns[town].kind
    return Number.sum(
      share.weights.indices.lazy.filter { share.weights[$0].counts(for: kind) && share.sums[$0] > .zero }.map { place in
        let weight = share.weights[place]
        let score = share.scores[place]?[town] ?? Number.score(basis, weight, town: town)
        return Number(weight.weight(of: kind)) * score / share.sums[place]
      })
  }

  /// What each part of the model adds to a town's need, in the model's order. O(parts · metrics).
  func parts(town: Int, pool: Int) -> [Number] {
    basis.scenario.model.parts.indices.map { place in
      part(
        place, town: town, pool: pool, points: shares[place].map { Self.points(basis, $0, town) } ?? .zero)
    }
  }

  /// The needs of all towns, town by town and one a pool. O(towns · (pools + metrics) · parts).
  func needs() -> [Number] {
    let places = basis.scenario.model.parts.indices
    let towns = basis.scenario.towns.indices
    // Points are the same whatever the pool.
    let points = places.map { place in
      shares[place].map { share in towns.map { share.points > .zero ? Self.points(basis, share, $0) : .zero } } ?? []
    }
    var needs: [Number] = []
    needs.reserveCapacity(towns.count * rest.count)
    for town in towns {
      for pool in rest.indices {
        needs.append(Number.sum(places.lazy.map { part($0, town: town, pool: pool, points: points[$0][town]) }))
      }
    }
    return needs
  }

  /// What a part adds to a town's need in a pool; the town's points are asked for where it is a share.
  private func part(_ place: Int, town: Int, pool: Int, points: @autoclosure () -> Number) -> Number {
    guard basis.covers(part: place, town: town, pool: pool) else { return .zero }
    guard let total = totals[place] else { return Number.posts(basis, part: place, town: town, pool: pool) }
    return total > .zero ? rest[pool] * points() / total : .zero
  }

  /// A town's need. O(parts · metrics).
  func need(town: Int, pool: Int) -> Number {
    Number.sum(parts(town: town, pool: pool))
  }
}
