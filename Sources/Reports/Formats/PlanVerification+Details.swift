// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// What a saved plan says beside its quotas, held against what follows from the inputs.
extension SavedPlan {
  /// Where the parts of needs are not the model's. O(towns · pools · parts).
  func needFindings(against needs: NeedTable, of scenario: Scenario) -> [PlanVerification.Finding] {
    var findings: [PlanVerification.Finding] = []
    for town in scenario.listingOrder {
      for pool in scenario.pools.indices {
        let key = Quota.Key(town: scenario.towns[town].id, pool: scenario.pools[pool].id)
        // A quota that is not there was told; an older plan says nothing of parts.
        guard let found = needParts[key] else { continue }
        let row = NeedRow(needs, scenario, town: town, pool: pool)
        if let total = needTotals[key], !Self.isNear(total, row.total) {
          findings.append(
            .figure(.town(key.town), pool: key.pool, .need, found: total, expected: row.total))
        }
        let expected = Dictionary(row.parts.map { ($0.part, $0.posts) }, uniquingKeysWith: +)
        for part in Set(found.keys).union(expected.keys).sorted() {
          let (found, expected) = (found[part], expected[part])
          if !Self.isNear(found, expected) {
            findings.append(.needPart(key.town, pool: key.pool, part: part, found: found, expected: expected))
          }
        }
      }
    }
    return findings
  }

  /// Where contract staff are not the scenario's. O(towns).
  func contractStaffFindings(against scenario: Scenario) -> [PlanVerification.Finding] {
    scenario.listingOrder.map { scenario.towns[$0] }.compactMap { town in
      guard let found = contractStaff[town.id], found != town.contractStaff else { return nil }
      return .contractStaff(town.id, found: found, expected: town.contractStaff)
    }
  }

  /// Where the measures of evenness are not those of the plan's own quotas. O(metrics · pools).
  func evennessFindings(against table: FairnessTable, of scenario: Scenario) -> [PlanVerification.Finding] {
    guard let fairness else { return [] }
    struct Key: Hashable {
      let metric: String
      let pool: String?
    }
    var found = Dictionary(
      fairness.map { (Key(metric: $0.metric, pool: $0.pool), $0) }, uniquingKeysWith: { first, _ in first })
    var findings: [PlanVerification.Finding] = []
    func compare(_ key: Key, _ found: FairnessRow?, _ expected: FairnessRow?) {
      for (left, right) in zip(FairnessRow.measures(found), FairnessRow.measures(expected))
      where !Self.isNear(left.value, right.value) {
        findings.append(
          .evenness(metric: key.metric, pool: key.pool, left.name, found: left.value, expected: right.value))
      }
    }
    for row in table.rows {
      let expected = FairnessRow(row, scenario)
      let key = Key(metric: expected.metric, pool: expected.pool)
      compare(key, found.removeValue(forKey: key), expected)
    }
    for row in fairness {
      let key = Key(metric: row.metric, pool: row.pool)
      if found.removeValue(forKey: key) != nil { compare(key, row, nil) }
    }
    return findings
  }

  /// Logarithms and roots differ in their last digits from one machine to another, and so may the last digit that is
  /// written.
  private static func isNear(_ left: Double?, _ right: Double?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return abs(left - right) <= 2e-6 * max(1, abs(right) * 1e-6)
  }
}

extension FairnessRow {
  /// All that a row says, always in the same order.
  fileprivate static func measures(_ row: FairnessRow?) -> [(name: PlanVerification.Evenness, value: Double?)] {
    var all: [(PlanVerification.Evenness, Double?)] = [
      (.init(.towns, isPlanned: false), row.map { Double($0.towns) })
    ]
    for isPlanned in [false, true] {
      let whole = row.flatMap { isPlanned ? $0.planned : $0.today }
      let parts = row.flatMap { isPlanned ? $0.planned_by_group : $0.today_by_group }
      let values: [(PlanVerification.Evenness.Measure, Double?)] = [
        (.gini, whole?.gini), (.giniCorrected, whole?.gini_corrected), (.theilT, whole?.theil_t),
        (.theilL, whole?.theil_l), (.variation, whole?.coefficient_of_variation), (.range, whole?.max_to_min),
        (.theilTWithin, parts?.theil_t_within), (.theilTBetween, parts?.theil_t_between),
        (.theilLWithin, parts?.theil_l_within), (.theilLBetween, parts?.theil_l_between),
      ]
      all += values.map { (.init($0, isPlanned: isPlanned), $1) }
    }
    return all
  }
}
