// SPDX-License-Identifier: GPL-3.0-or-later

internal import BigInt
internal import Synchronization

/// All that a policy model gives by itself, before anything is shared: exact posts a town, with what led to them.
///
/// Everything here is in fractions. Irrational steps are rounded once, as ``MetricTransform`` and ``RegressionNorm``
/// say, and count as exact from there on.
struct NeedBasis: Sendable {
  let scenario: Scenario
  private let columns: TownColumns
  /// The kinds of the towns.
  var kinds: TownKinds { columns.kinds }
  private let gaps: MetricGaps
  private var applied: [AppliedPart] = []
  private let scores: ScoreTable
  /// By part, one a town.
  var details: [Int: [NeedDetail?]] = [:]
  var notes: [NeedNote] = []
  /// What only shows when the model is applied, by the parts' references.
  var faults: [ScenarioFault] = []
  /// What the parts that are no shares leave of each pool's total; may be negative.
  private(set) var rest: [Rational] = []

  /// The posts of a part that depends on no other.
  enum FixedPosts {
    /// The same in each pool, for each town of a kind; none for other kinds.
    case byKind([Town.Kind: Rational])
    /// The same in each pool, one a town.
    case inEachPool([Rational])
    /// By pool, one a town.
    case byPool([Int: [Rational]])
  }

  /// A part as it was applied to all towns.
  private struct AppliedPart {
    /// `nil` for shares.
    let fixed: FixedPosts?
    /// By pool, which part of the posts the pool has; empty where each has them all.
    var portions: [Int: Rational] = [:]
    /// By pool, the nearest floating-point number of each town's posts.
    var rounded: [Int: [Double]] = [:]
    /// By pool, the posts of all towns together.
    var sums: [Int: Rational] = [:]
    let notes: [NeedNote]
  }

  /// O(towns · parts · metrics). Every town must have one amount a metric and one entry a pool.
  init(_ scenario: Scenario) {
    self.init(scenario, ScoreTable()) { _ in nil }
  }

  /// The basis of a scenario of which towns' figures, the pools' totals, rules or parts are others than in the scenario of
  /// another basis. Parts that are the same and look at none of the figures in question are taken over as they are there:
  /// to the last digit, without their work. A share is worked out anew whatever its weights.
  ///
  /// - Parameter isTouched: whether a part looks at a figure that is another.
  init(_ scenario: Scenario, like other: NeedBasis, where isTouched: (PolicyModel.Part) -> Bool) {
    let others = other.scenario.model.parts
    // Of the very same towns the scores are the same, whatever their weights.
    self.init(scenario, other.scenario.hasSameTowns(as: scenario) ? other.scores : ScoreTable()) { place in
      let part = scenario.model.parts[place]
      let isSame = others.indices.contains(place) && (part.isShare && others[place].isShare || part == others[place])
      return isTouched(part) || !isSame || !other.faults.isEmpty ? nil : other
    }
  }

  private init(_ scenario: Scenario, _ scores: ScoreTable, known: (Int) -> NeedBasis?) {
    self.scenario = scenario
    self.scores = scores
    columns = scenario.columns
    gaps = MetricGaps(scenario)
    faults = gaps.missing.map { metric, town in
      .missing(scenario.towns[town].id, figure: .metric(scenario.metrics[metric].id))
    }
    notes = gaps.notes
    if scenario.newTowns == .noHistory {
      notes += scenario.towns.indices.filter { scenario.towns[$0].isNew }.map { .newTown(town: $0) }
    }
    for (place, part) in scenario.model.parts.enumerated() {
      if faults.isEmpty, let other = known(place) {
        applied.append(other.applied[place])
        details[place] = other.details[place]
        notes += other.applied[place].notes
      } else {
        applied.append(applying(part, place))
      }
    }
    rest = scenario.pools.indices.map { pool in
      (Rational(Quantity(scenario.pools[pool].total)) - Rational.sum(applied.compactMap { $0.sums[pool] })).reduced
    }
  }

  private mutating func applying(_ part: PolicyModel.Part, _ place: Int) -> AppliedPart {
    let before = notes.count
    if !kinds.list.contains(where: { part.covers($0) }) { notes.append(.forNobody(part: place)) }
    let fixed = faults.isEmpty ? fixedPosts(of: part, place) : nil
    var applied = AppliedPart(fixed: fixed, notes: Array(notes[before...]))
    guard !part.isShare else { return applied }
    if let division = part.division {
      let whole = Rational.sum(division.sorted { $0.key < $1.key }.map(\.value.rational))
      applied.portions = whole > .zero ? division.mapValues { ($0.rational / whole).reduced } : [:]
    }
    if case .byKind(let posts) = fixed {
      apply(posts, of: part, to: &applied)
      return applied
    }
    for pool in scenario.pools.indices where part.covers(pool: pool) {
      // Few different denominators: adding up numerators needs no common one.
      var sums: [BigInt: BigInt] = [:]
      applied.rounded[pool] = scenario.towns.indices.map { town in
        let posts = posts(applied, part, town: town, pool: pool)
        if part.covers(scenario.towns[town].kind) { sums[posts.denominator, default: 0] += posts.numerator }
        return Double(posts)
      }
      applied.sums[pool] = Rational.sum(sums.sorted { $0.key < $1.key }.map { Rational($0.value, $0.key) })
    }
    return applied
  }

  /// What is the same for all towns of a kind is rounded and added up once a kind.
  private func apply(_ posts: [Town.Kind: Rational], of part: PolicyModel.Part, to applied: inout AppliedPart) {
    let kinds = kinds.list
    for pool in scenario.pools.indices where part.covers(pool: pool) {
      let ofKind = kinds.map { Self.divided(posts[$0] ?? .zero, part, applied, pool: pool) }
      let rounded = ofKind.map { Double($0) }
      applied.rounded[pool] = self.kinds.ofTown.map { rounded[Int($0)] }
      applied.sums[pool] = Rational.sum(
        kinds.indices.filter { part.covers(kinds[$0]) }.map { ofKind[$0] * Rational(Quantity(self.kinds.towns[$0])) })
    }
  }

  /// Whether a part adds to a town's need in a pool at all.
  func covers(part: Int, town: Int, pool: Int) -> Bool {
    scenario.model.parts[part].covers(pool: pool)
      && scenario.model.parts[part].covers(scenario.towns[town].kind)
  }

  /// What a part that is no share adds to a town's need in a pool that it covers.
  func posts(part: Int, town: Int, pool: Int) -> Rational {
    posts(applied[part], scenario.model.parts[part], town: town, pool: pool)
  }

  /// The floating-point number nearest to ``posts(part:town:pool:)``. O(1).
  func roundedPosts(part: Int, town: Int, pool: Int) -> Double { applied[part].rounded[pool]?[town] ?? 0 }

  /// The same for all towns; `nil` where the part adds nothing to the pool. O(1).
  func roundedPosts(part: Int, pool: Int) -> [Double]? { applied[part].rounded[pool] }

  private func posts(_ applied: AppliedPart, _ part: PolicyModel.Part, town: Int, pool: Int) -> Rational {
    let posts: Rational
    switch applied.fixed {
    case .byKind(let all): posts = all[scenario.towns[town].kind] ?? .zero
    case .inEachPool(let all): posts = all[town]
    case .byPool(let pools): posts = pools[pool]?[town] ?? .zero
    case nil: return .zero
    }
    return Self.divided(posts, part, applied, pool: pool)
  }

  /// What a pool has of a part's posts.
  private static func divided(
    _ posts: Rational, _ part: PolicyModel.Part, _ applied: AppliedPart, pool: Int
  ) -> Rational {
    guard part.division != nil else { return posts }
    return applied.portions[pool].map { (posts * $0).reduced } ?? .zero
  }

  /// A town's own figure of a metric; `nil` where it has none.
  func amount(_ metric: Int, town: Int) -> Quantity? { columns.amounts[metric][town] }

  /// A town's figure of a metric, or what stands in for it.
  func figure(_ metric: Int, town: Int) -> Rational {
    columns.amounts[metric][town]?.rational ?? gaps.mean(town: town, metric: metric)?.figure ?? .zero
  }

  /// The floating-point numbers nearest to all towns' scores for a metric. O(towns) at the first time.
  func roundedScores(_ weight: PolicyModel.MetricWeight) -> [Double] {
    scores.row(weight) {
      guard weight.transform == .linear else {
        return scenario.towns.indices.map { Double(score(weight, town: $0)) }
      }
      return columns.amounts[weight.metric].enumerated().map { town, amount in
        amount?.doubleValue ?? Double(score(weight, town: town))
      }
    }
  }

  /// A town's score for a metric.
  func score(_ weight: PolicyModel.MetricWeight, town: Int) -> Rational {
    weight.transform.score(of: figure(weight.metric, town: town))
  }
}

/// Scores that were worked out once, by metric and transform: whoever shares by the same figures has the same.
private final class ScoreTable: Sendable {
  private struct Key: Hashable {
    let metric: Int
    let transform: MetricTransform
  }

  private let rows = Mutex<[Key: [Double]]>([:])

  func row(_ weight: PolicyModel.MetricWeight, _ make: () -> [Double]) -> [Double] {
    let key = Key(metric: weight.metric, transform: weight.transform)
    return rows.withLock { rows in
      if let row = rows[key] { return row }
      let row = make()
      rows[key] = row
      return row
    }
  }
}

extension Scenario {
  /// Whether two scenarios have one and the same list of towns, and the same in the place of missing figures. O(1).
  fileprivate func hasSameTowns(as other: Scenario) -> Bool {
    missing == other.missing && towns.count == other.towns.count
      && towns.withUnsafeBufferPointer { mine in
        other.towns.withUnsafeBufferPointer { theirs in mine.baseAddress == theirs.baseAddress }
      }
  }
}
