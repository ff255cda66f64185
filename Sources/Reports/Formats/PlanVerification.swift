// SPDX-License-Identifier: GPL-3.0-or-later

internal import LinearPrograms
public import Staffing

/// What came of checking a saved plan against its inputs, without the solver that found it 核验.
///
/// ```swift
/// let verification = PlanVerification(of: try SavedPlan(json: text), against: scenario)
/// print(verification.findings.isEmpty, verification.proof)
/// ```
///
/// Every rule is held against the quotas in whole numbers, the certificate is checked by itself and against the scenario,
/// and today's figures, needs, changes, subtotals and totals are worked out anew. Reasons, ties and causes are words about
/// how the plan was found and are not checked.
public struct PlanVerification: Sendable {
  /// Something that does not hold.
  public enum Finding: Hashable, Sendable {
    /// A line of the certificate.
    case certificate(PlanCertificateRefusal)
    /// A rule that the quotas break.
    case breach(Breach)
    /// The plan has no quota for a town and pool of the scenario.
    case missing(Town.ID, pool: String)
    /// The plan has a quota for a town or pool that the scenario does not have.
    case foreign(Town.ID, pool: String)
    /// The plan has two quotas for the same town and pool.
    case repeated(Town.ID, pool: String)
    /// The plan's table lacks a line.
    case missingLine(SavedPlan.Line.Subject, pool: String?)
    /// By the certificate's own prices another plan may fit better by this much, though fit is the only goal and nothing
    /// but bounds and totals is in its way.
    case notTheBest(Double)
    /// A number of the plan's table is not what it should be.
    case figure(SavedPlan.Line.Subject, pool: String?, Field, found: Double?, expected: Double?)
  }

  /// A column of the plan's table.
  public enum Field: String, Hashable, Sendable, CaseIterable {
    /// Today's quota.
    case quotaToday = "quota_today"
    /// People in post.
    case staffToday = "staff_today"
    /// The need.
    case need
    /// The planned quota of a subtotal or total.
    case quotaPlanned = "quota_planned"
    /// The change.
    case change
    /// The growth.
    case growthPercent = "growth_percent"
    /// Staff over today's quota.
    case overQuotaToday = "over_quota_today"
    /// Staff over the planned quota.
    case overQuotaPlanned = "over_quota_planned"
  }

  /// What the certificate proves of fit.
  public enum Proof: Hashable, Sendable {
    /// No plan within bounds and totals fits better.
    case best
    /// None fits better by more than this, in the unit of costs.
    case within(Double)
    /// Nothing: other goals or rules that cross the totals have a say, or a limit was reached.
    case none
  }

  /// What the plan is of; made up from the plan's own lines where no scenario was given.
  public let scenario: Scenario
  /// Whether there was a scenario to check against.
  public let hasScenario: Bool
  /// All that does not hold, in the order of certificate, rules and figures; empty for a sound plan.
  public let findings: [Finding]
  /// What the certificate proves, where it holds.
  public let proof: Proof
  /// The quotas that were checked.
  public let quotas: Int
  /// The totals that the certificate counts.
  public let totals: Int
  /// The limit that the plan itself says was reached when it was made.
  public let limit: String?

  /// Checks a saved plan; where there is no scenario, only its certificate, and the plan's quotas against that. The scenario
  /// must have no ``Scenario/faults``. O(towns · pools · rules), and a linear program for each norm that is fitted.
  public init(of saved: SavedPlan, against scenario: Scenario?) {
    quotas = saved.quotas.count
    totals = saved.certificate.totals.count
    limit = saved.limit
    let improvement = saved.certificate.provenImprovement
    proof =
      switch improvement {
      case .some(let gap) where gap <= 0: .best
      case .some(let gap): .within(gap)
      case nil: .none
      }
    hasScenario = scenario != nil
    guard let scenario else {
      self.scenario = Scenario(
        title: saved.title, pools: saved.pools, towns: [], model: PolicyModel(title: "", parts: []))
      findings = saved.refusals.map { .certificate($0) }
      return
    }
    self.scenario = scenario
    var findings = saved.refusals(against: scenario).map { Finding.certificate($0) }
    // Posts of equal worth leave a rounding error.
    if let improvement, improvement > 1e-9, saved.limit == nil, scenario.isOfFitAlone {
      findings.append(.notTheBest(improvement))
    }
    let (matrix, lost) = Self.matrix(saved, scenario)
    findings += lost
    if let matrix {
      findings += scenario.breaches(of: matrix).map { .breach($0) }
      let table = PlanTable(scenario, needs: NeedTable(scenario), quotas: matrix)
      findings += Self.differences(saved, table, scenario)
    }
    self.findings = findings
  }

  /// The quotas in the scenario's order; `nil` where one is missing.
  private static func matrix(_ saved: SavedPlan, _ scenario: Scenario) -> ([[Int]]?, [Finding]) {
    var left: [SavedPlan.Quota.Key: Int] = [:]
    var findings: [Finding] = []
    for quota in saved.quotas {
      if left.updateValue(quota.planned, forKey: quota.key) != nil {
        findings.append(.repeated(quota.town, pool: quota.pool))
      }
    }
    var isComplete = true
    let matrix = scenario.towns.map { town in
      scenario.pools.map { pool in
        let quota = left.removeValue(forKey: SavedPlan.Quota.Key(town: town.id, pool: pool.id))
        if quota == nil {
          isComplete = false
          findings.append(.missing(town.id, pool: pool.id))
        }
        return quota ?? 0
      }
    }
    findings += saved.quotas.filter { left[$0.key] != nil }.map { .foreign($0.town, pool: $0.pool) }
    return (isComplete ? matrix : nil, findings)
  }

  private static func differences(_ saved: SavedPlan, _ table: PlanTable, _ scenario: Scenario) -> [Finding] {
    struct Key: Hashable {
      let subject: SavedPlan.Line.Subject
      let pool: String?
    }
    let lines = Dictionary(
      saved.lines.map { (Key(subject: $0.subject, pool: $0.pool), $0) }, uniquingKeysWith: { first, _ in first })
    var findings: [Finding] = []
    func compare(_ subject: SavedPlan.Line.Subject, _ pool: String?, _ expected: Figures) {
      guard let line = lines[Key(subject: subject, pool: pool)] else {
        findings.append(.missingLine(subject, pool: pool))
        return
      }
      let found = line.figures
      let growth = expected.growth.map { Double($0.tenths) / 10 }
      func count(_ value: Int?) -> Double? { value.map { Double($0) } }
      let pairs: [(Field, Double?, Double?)] = [
        (.quotaToday, count(found.quotaToday), count(expected.quotaToday)),
        (.staffToday, count(found.staff), count(expected.staff)),
        (.need, found.need, DecimalNumeral.rounded(expected.need, decimals: 6)),
        (.quotaPlanned, count(found.planned), count(expected.planned)),
        (.change, count(line.change), count(expected.change)), (.growthPercent, line.growthPercent, growth),
        (.overQuotaToday, count(line.overQuotaToday), count(expected.overQuotaToday)),
        (.overQuotaPlanned, count(line.overQuotaPlanned), count(expected.overQuotaPlanned)),
      ]
      for (field, found, expected) in pairs where !isSame(found, expected, field) {
        findings.append(.figure(subject, pool: pool, field, found: found, expected: expected))
      }
    }
    for row in table.rows {
      let subject: SavedPlan.Line.Subject =
        switch row.subject {
        case .town(let place): .town(scenario.towns[place].id)
        case .subtotal(let path): .group(path)
        case .total: .total
        }
      for (pool, figures) in zip(scenario.pools, row.pools) { compare(subject, pool.id, figures) }
      if subject != .total { compare(subject, nil, row.together) }
    }
    return findings
  }

  /// Logarithms and roots differ in their last digits from one machine to another, and so may the last digit of a need.
  private static func isSame(_ left: Double?, _ right: Double?, _ field: Field) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return field == .need ? abs(left - right) <= 2e-6 * max(1, abs(right) * 1e-6) : left == right
  }
}

extension Scenario {
  /// Whether fit is the only goal, and the rules are bounds and totals: then a plan is the best, and its certificate says so.
  fileprivate var isOfFitAlone: Bool {
    guard goals.count == 1, case .fit(_, nil)? = goals.first?.aim else { return false }
    return !rules.contains(where: \.crossesTotals)
  }
}
