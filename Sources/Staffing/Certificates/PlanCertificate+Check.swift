// SPDX-License-Identifier: GPL-3.0-or-later

internal import LinearPrograms

extension PlanCertificate {
  /// Every line that does not hold by what the certificate itself says; empty for a sound one.
  ///
  /// Sums are whole numbers, and the proof is worked out without rounding by ``CertificateChecker``, which shares no code
  /// with the solver. O(quotas · depth) exact additions. No value traps, however damaged.
  public var refusals: [PlanCertificateRefusal] {
    guard format == Self.currentFormat else { return [.format(found: format)] }
    let lines = quotas.compactMap(refusal)
    guard lines.isEmpty else { return lines }
    let sums = brokenTotals
    guard sums.isEmpty else { return sums }
    guard let program = linearProgram, totals.allSatisfy({ $0.price.isFinite }), largestImprovement?.isFinite ?? true
    else { return [.badNumber] }
    var certificate = Certificate(program: program, point: point, tolerance: 0, goal: 0, claim: .feasible)
    let prices = totals.map(\.price)
    if let gap = largestImprovement { certificate.claim = .optimal(multipliers: prices, bound: -gap, gap: gap) }
    switch CertificateChecker().check(certificate) {
    case .valid: return []
    case .refused(let refusals):
      return refusals.map { refusal in
        guard case .bound(let found, let proven, _) = refusal else { return .badNumber }
        return .improvement(found: -found, proven: -proven, at: offenders)
      }
    }
  }

  /// By how much a plan within the bounds and totals may fit better, by the prices alone and whatever the certificate claims:
  /// worked out without rounding, 0 where none does. `nil` where the certificate does not hold, or claims nothing.
  public var provenImprovement: Double? {
    guard largestImprovement != nil, refusals.isEmpty else { return nil }
    var strictest = self
    strictest.largestImprovement = 0
    for case .improvement(_, let proven, _) in strictest.refusals { return proven }
    return 0
  }

  private func refusal(_ quota: Quota) -> PlanCertificateRefusal? {
    guard quota.least <= quota.quota, quota.quota <= quota.most else { return .quotaBeyondBounds(quota) }
    guard (quota.lastPost == nil) == (quota.quota == quota.least),
      (quota.nextPost == nil) == (quota.quota == quota.most)
    else { return .postCosts(quota) }
    guard let last = quota.lastPost, let next = quota.nextPost else { return nil }
    return last <= next ? nil : .costsFall(quota)
  }

  private var brokenTotals: [PlanCertificateRefusal] {
    var sums = totals.map { _ in 0 }
    for (quota, counting) in zip(quotas, totalsOfQuotas) {
      for total in counting {
        let (sum, overflows) = sums[total].addingReportingOverflow(quota.quota)
        if overflows { return [.badNumber] }
        sums[total] = sum
      }
    }
    return zip(totals, sums).compactMap { $0.least <= $1 && $1 <= $0.most ? nil : .total($0, sum: $1) }
  }

  /// The quotas whose posts are on the wrong side of their price, the farthest first.
  private var offenders: [Quota] {
    let prices = totalsOfQuotas.map { counting in counting.reduce(0) { $0 + totals[$1].price } }
    let misses = zip(quotas, prices).enumerated().compactMap { place, line -> (place: Int, miss: Double)? in
      let (quota, price) = line
      let miss = max(quota.lastPost.map { $0 - price } ?? 0, quota.nextPost.map { price - $0 } ?? 0)
      return miss > 0 ? (place, miss) : nil
    }
    return misses.sorted { ($1.miss, $0.place) < ($0.miss, $1.place) }.prefix(10).map { quotas[$0.place] }
  }
}

extension PlanCertificate {
  /// Every line that does not hold by itself, or is not what this scenario says: empty for the certificate of a plan of
  /// this scenario, whatever the plan. The scenario must have no ``Scenario/faults``.
  ///
  /// Bounds, totals and costs are worked out from the scenario anew, without the solver. Costs may differ in their last
  /// digits, for logarithms do from one machine to another. O(towns · pools · rules).
  public func refusals(against scenario: Scenario) -> [PlanCertificateRefusal] {
    let own = refusals
    guard own.isEmpty else { return own }
    guard method == scenario.method.rawValue else {
      return [.method(found: method, expected: scenario.method.rawValue)]
    }
    let planned = Dictionary(quotas.map { ($0.key, $0.quota) }, uniquingKeysWith: { first, _ in first })
    let problem = AllocationProblem(scenario)
    let expected = PlanCertificate(
      unproven: problem,
      scenario.towns.enumerated().map { index, town in
        scenario.pools.indices.map { pool in
          planned[QuotaKey(town: town.id, pool: scenario.pools[pool].id)] ?? problem.bounds[index, pool].lower
        }
      })
    return differences(from: expected)
  }

  private func differences(from expected: PlanCertificate) -> [PlanCertificateRefusal] {
    var refusals: [PlanCertificateRefusal] = []
    var totalsLeft = Dictionary(grouping: expected.totals, by: \.counted)
    for total in totals {
      var candidates = totalsLeft[total.counted] ?? []
      if let place = candidates.firstIndex(where: { $0.least == total.least && $0.most == total.most }) {
        candidates.remove(at: place)
        totalsLeft[total.counted] = candidates
      } else {
        refusals.append(.foreignTotal(total, expected: candidates.first))
        totalsLeft[total.counted] = Array(candidates.dropFirst())
      }
    }
    for total in expected.totals where totalsLeft[total.counted]?.isEmpty == false {
      refusals.append(.missingTotal(total))
      totalsLeft[total.counted]?.removeFirst()
    }
    var quotasLeft = Dictionary(expected.quotas.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    for quota in quotas {
      let match = quotasLeft.removeValue(forKey: quota.key)
      if match.map(quota.agrees) != true { refusals.append(.foreignQuota(quota, expected: match)) }
    }
    for quota in expected.quotas where quotasLeft[quota.key] != nil { refusals.append(.missingQuota(quota)) }
    return refusals
  }
}

/// Which quota a line is about.
private struct QuotaKey: Hashable {
  let town: Town.ID
  let pool: String
}

extension PlanCertificate.Quota {
  fileprivate var key: QuotaKey { QuotaKey(town: Town.ID(group: group, name: town), pool: pool) }

  fileprivate func agrees(with other: PlanCertificate.Quota) -> Bool {
    func isNear(_ left: Double?, _ right: Double?) -> Bool {
      guard let left, let right else { return left == nil && right == nil }
      return abs(left - right) <= 1e-12 * max(1, abs(left), abs(right))
    }
    return least == other.least && most == other.most && quota == other.quota && isNear(lastPost, other.lastPost)
      && isNear(nextPost, other.nextPost)
  }
}

extension PlanCertificate.Total {
  /// The total without its posts and price.
  fileprivate var counted: PlanCertificate.Total {
    PlanCertificate.Total(pool: pool, group: group, town: town, least: 0, most: 0, price: 0)
  }
}
