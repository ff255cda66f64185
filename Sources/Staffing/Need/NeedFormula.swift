// SPDX-License-Identifier: GPL-3.0-or-later

/// A policy model applied to a scenario, in one arithmetic.
///
/// Parts that do not depend on what others leave are worked out exactly by ``NeedBasis`` and rounded once; the share is
/// worked out here.
struct NeedFormula<Number: NeedArithmetic> {
  private let basis: NeedBasis
  /// For each share, by its place in the model.
  private let shares: [Int: Share]
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
        let counts = basis.kinds.list.map { part.covers($0) && weight.counts(for: $0) }
        let counted = scenario.towns.indices.lazy.filter { counts[Int(basis.kinds.ofTown[$0])] }
        return scores.map { scores in Number.sum(counted.map { scores[$0] }) }
          ?? Number.sumOfScores(basis, weight, over: counted)
      }
      var share = Share(weights: weights, scores: scores, sums: sums, points: .zero)
      share.points = Self.totalPoints(basis, part, share)
      shares[place] = share
    }
    self.shares = shares
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
      guard basis.covers(part: place, town: town, pool: pool) else { return .zero }
      guard let share = shares[place] else { return Number.posts(basis, part: place, town: town, pool: pool) }
      return share.points > .zero ? rest[pool] * Self.points(basis, share, town) / share.points : .zero
    }
  }

  /// The needs of all towns, town by town and one a pool: the sums of ``parts(town:pool:)``, to the last digit.
  /// O(towns · (pools + metrics) · parts).
  func needs() -> [Number] {
    let (parts, kinds) = (basis.scenario.model.parts, basis.kinds)
    // By kind, and pool by pool.
    let addends = kinds.list.flatMap { kind in
      rest.indices.map { pool in
        parts.indices.filter { parts[$0].covers(pool: pool) && parts[$0].covers(kind) }.map { place in
          Addend(
            place: place, total: shares[place]?.points,
            posts: shares[place] == nil ? Number.posts(basis, part: place, pool: pool) : nil)
        }
      }
    }
    // Points are the same whatever the pool.
    let points = parts.indices.map { place in shares[place].map { pointsOfTowns($0) } ?? [] }
    var needs: [Number] = []
    needs.reserveCapacity(kinds.ofTown.count * rest.count)
    for (town, kind) in kinds.ofTown.enumerated() {
      for pool in rest.indices {
        let addends = addends[Int(kind) * rest.count + pool]
        needs.append(
          Number.sum(of: addends.count) { number in
            let place = addends[number].place
            guard let total = addends[number].total else {
              return addends[number].posts?[town] ?? Number.posts(basis, part: place, town: town, pool: pool)
            }
            return total > .zero ? rest[pool] * points[place][town] / total : .zero
          })
      }
    }
    return needs
  }

  /// A part that adds to the needs of a kind of town in a pool.
  private struct Addend {
    let place: Int
    /// Σ points over all towns, where it is a share.
    let total: Number?
    /// The posts of each town, where it is none and they are kept.
    let posts: [Number]?
  }

  /// The points of all towns of a share. O(towns · metrics).
  private func pointsOfTowns(_ share: Share) -> [Number] {
    let kinds = basis.kinds
    guard share.points > .zero else { return kinds.ofTown.map { _ in .zero } }
    // The weights that count for each kind, with their places.
    let weights = kinds.list.map { kind in
      share.weights.indices.filter { share.weights[$0].counts(for: kind) && share.sums[$0] > .zero }
        .map { (place: $0, weight: Number(share.weights[$0].weight(of: kind)), sum: share.sums[$0]) }
    }
    return kinds.ofTown.indices.map { town in
      let weights = weights[Int(kinds.ofTown[town])]
      return Number.sum(of: weights.count) { number in
        let place = weights[number].place
        let score = share.scores[place]?[town] ?? Number.score(basis, share.weights[place], town: town)
        return weights[number].weight * score / weights[number].sum
      }
    }
  }

  /// A town's need. O(parts · metrics).
  func need(town: Int, pool: Int) -> Number {
    Number.sum(parts(town: town, pool: pool))
  }
}
