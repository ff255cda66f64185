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
/// and today's figures, needs with their parts, changes, subtotals, totals, contract staff and evenness are worked out anew.
/// Reasons, ties and causes are words about how the plan was found and are not checked.
public struct PlanVerification: Sendable {
  /// Something that does not hold.
  public enum Finding: Hashable, Sendable {
    /// A line of the certificate.
    case certificate(PlanCertificateRefusal)
    /// A rule that the quotas break.
    case breach(Breach)
    /// The plan has no quota for a town and pool of the scenario; `nil` for none of its pools.
    case missing(Town.ID, pool: String?)
    /// The plan has a quota for a town or pool that the scenario does not have; `nil` where it does not have the town.
    case foreign(Town.ID, pool: String?)
    /// The plan has two quotas for the same town and pool.
    case repeated(Town.ID, pool: String)
    /// The plan's table lacks a line.
    case missingLine(SavedPlan.Line.Subject, pool: String?)
    /// By the certificate's own prices another plan may fit better by this much, though fit is the only goal and nothing
    /// but bounds and totals is in its way.
    case notTheBest(Double)
    /// A number of the plan's table is not what it should be.
    case figure(SavedPlan.Line.Subject, pool: String?, Field, found: Double?, expected: Double?)
    /// What a part of the model, by its place from 1, adds to a need is not what it should be.
    case needPart(Town.ID, pool: String, part: Int, found: Double?, expected: Double?)
    /// A town's contract staff are not the scenario's.
    case contractStaff(Town.ID, found: Int?, expected: Int?)
    /// A measure of evenness by a metric is not what it should be.
    case evenness(metric: String, pool: String?, Evenness, found: Double?, expected: Double?)

    /// Sorts of finding, in the order in which they are told.
    public enum Sort: String, Hashable, Sendable, CaseIterable {
      /// What the certificate says.
      case certificate
      /// Rules.
      case rule
      /// Quotas that are missing, or that the scenario has no place for.
      case quota
      /// A plan that is not the best.
      case notTheBest = "not_the_best"
      /// Numbers of the table.
      case figure
      /// Parts of needs.
      case needPart = "need_part"
      /// Contract staff.
      case contractStaff = "contract_staff"
      /// Evenness.
      case evenness
    }

    /// What sort it is of.
    public var sort: Sort {
      switch self {
      case .certificate: .certificate
      case .breach: .rule
      case .missing, .foreign, .repeated: .quota
      case .notTheBest: .notTheBest
      case .missingLine, .figure: .figure
      case .needPart: .needPart
      case .contractStaff: .contractStaff
      case .evenness: .evenness
      }
    }
  }

  /// A measure of evenness, of today or the plan.
  public struct Evenness: Hashable, Sendable {
    /// Which.
    public enum Measure: String, Hashable, Sendable, CaseIterable {
      /// How many towns are compared.
      case towns
      /// Gini.
      case gini
      /// Gini, corrected for few towns.
      case giniCorrected = "gini_corrected"
      /// Theil's T.
      case theilT = "theil_t"
      /// Theil's L.
      case theilL = "theil_l"
      /// The coefficient of variation.
      case variation = "coefficient_of_variation"
      /// The largest over the smallest.
      case range = "max_to_min"
      /// Theil's T within groups.
      case theilTWithin = "theil_t_within"
      /// Theil's T between groups.
      case theilTBetween = "theil_t_between"
      /// Theil's L within groups.
      case theilLWithin = "theil_l_within"
      /// Theil's L between groups.
      case theilLBetween = "theil_l_between"
    }

    /// The measure.
    public let measure: Measure
    /// Whether it is of the plan, and not of today.
    public let isPlanned: Bool

    /// A measure.
    public init(_ measure: Measure, isPlanned: Bool) {
      self.measure = measure
      self.isPlanned = isPlanned
    }
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
  /// The plan's own pools, for the names of those that the scenario does not have.
  public let pools: [Pool]
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

  /// Which point of a frontier the plan says it is: it is checked against the scenario with that point's limit on the
  /// goal that gives way as one more rule. `nil` where it is none.
  public let frontier: FrontierPlace?

  /// Checks a saved plan; where there is no scenario, only its certificate, and the plan's quotas against that. The scenario
  /// must have no ``Scenario/faults``. O(towns · pools · rules), and a linear program for each norm that is fitted.
  public init(of saved: SavedPlan, against input: Scenario?) {
    quotas = saved.quotas.count
    pools = saved.pools
    totals = saved.certificate.totals.count
    limit = saved.limit
    frontier = saved.frontier
    let improvement = saved.certificate.provenImprovement
    proof =
      switch improvement {
      case .some(let gap) where gap <= 0: .best
      case .some(let gap): .within(gap)
      case nil: .none
      }
    hasScenario = input != nil
    guard let given = input else {
      self.scenario = Scenario(
        title: saved.title, pools: saved.pools, towns: [], model: PolicyModel(title: "", parts: []))
      findings = saved.refusals.map { .certificate($0) }
      return
    }
    let scenario = saved.frontier.map(given.at) ?? given
    self.scenario = scenario
    var findings = saved.refusals(against: scenario).map { Finding.certificate($0) }
    // Posts of equal worth leave a rounding error.
    if let improvement, improvement > 1e-9, saved.limit == nil, scenario.isOfFitAlone {
      findings.append(.notTheBest(improvement))
    }
    let (matrix, lost) = Self.matrix(saved, scenario)
    findings.removeAll { Self.isSaid($0, by: lost) }
    findings += lost
    let needs = NeedTable(scenario)
    if let matrix {
      findings += scenario.breaches(of: matrix).map { .breach($0) }
      let table = PlanTable(scenario, needs: needs, quotas: matrix)
      findings += Self.differences(saved, table, scenario)
      findings += saved.evennessFindings(against: FairnessTable(scenario, quotas: matrix), of: scenario)
    }
    findings += saved.needFindings(against: needs, of: scenario) + saved.contractStaffFindings(against: scenario)
    self.findings = findings
  }

  /// Whether a line of the certificate says no more than that a quota is missing or has no place, which is said already.
  private static func isSaid(_ finding: Finding, by lost: [Finding]) -> Bool {
    guard !lost.isEmpty, case .certificate(let refusal) = finding else { return false }
    func isMissing(_ town: Town.ID, _ pool: String) -> Bool {
      lost.contains(.missing(town, pool: pool)) || lost.contains(.missing(town, pool: nil))
    }
    func isForeign(_ town: Town.ID, _ pool: String) -> Bool {
      lost.contains(.foreign(town, pool: pool)) || lost.contains(.foreign(town, pool: nil))
    }
    func town(_ line: PlanCertificate.Quota) -> Town.ID { Town.ID(group: line.group, name: line.town) }
    return switch refusal {
    case .missingFromPlan(let line), .missingQuota(let line): isMissing(town(line), line.pool)
    case .foreignQuota(let line, expected: nil): isForeign(town(line), line.pool)
    case .notCertified(let id, let pool, _): isForeign(id, pool)
    default: false
    }
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
      let row = scenario.pools.map { left.removeValue(forKey: SavedPlan.Quota.Key(town: town.id, pool: $0.id)) }
      let missing = zip(scenario.pools, row).filter { $0.1 == nil }.map(\.0.id)
      if !missing.isEmpty { isComplete = false }
      // A town that is not there at all is one thing.
      findings +=
        missing.count == row.count ? [.missing(town.id, pool: nil)] : missing.map { .missing(town.id, pool: $0) }
      return row.map { $0 ?? 0 }
    }
    let known = Set(scenario.towns.map(\.id))
    var told = Set<Town.ID>()
    for quota in saved.quotas where left[quota.key] != nil {
      if known.contains(quota.town) {
        findings.append(.foreign(quota.town, pool: quota.pool))
      } else if told.insert(quota.town).inserted {
        findings.append(.foreign(quota.town, pool: nil))
      }
    }
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

extension PlanVerification {
  /// The scenario with the plan's own pools beside its own, so that these have their names too.
  var named: Scenario {
    let others = pools.filter { pool in !scenario.pools.contains { $0.id == pool.id } }
    guard !others.isEmpty else { return scenario }
    return Scenario(
      title: scenario.title, levels: scenario.levels, metrics: scenario.metrics, pools: scenario.pools + others,
      towns: scenario.towns, model: scenario.model, rules: scenario.rules, goals: scenario.goals)
  }
}

extension Scenario {
  /// Whether fit is the only goal, and the rules are bounds and totals: then a plan is the best, and its certificate says so.
  fileprivate var isOfFitAlone: Bool {
    guard goals.count == 1, case .fit(_, nil)? = goals.first?.aim else { return false }
    return !rules.contains(where: \.crossesTotals)
  }
}
