// SPDX-License-Identifier: GPL-3.0-or-later

internal import FoundationEssentials
internal import LinearPrograms
public import Staffing

/// A plan as JSON, for other programs; in English whatever the language.
public struct PlanJSON: Sendable {
  /// The number of this layout. Fields may be added under the same number; none is renamed or removed.
  public static let format = 1

  private let plan: Plan
  private let causes: QuotaCauses?
  private let frontier: FrontierPlace?

  /// The JSON of a plan, with the way from need to quota where it is given, and which point of a frontier it is where it
  /// is one.
  public init(_ plan: Plan, causes: QuotaCauses? = nil, frontier: FrontierPlace? = nil) {
    self.plan = plan
    self.causes = causes
    self.frontier = frontier
  }

  /// The document, with sorted keys and a line end; the same plan gives the same bytes.
  public var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Finite numbers, strings and arrays alone: encoding these cannot fail.
    let data = (try? encoder.encode(Document(plan, causes, frontier))) ?? Data()
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private struct Document: Encodable {
    let format = PlanJSON.format
    let title: String
    let note: String?
    let method: String
    let pools: [PoolTotals]
    let towns: [TownRow]
    let groups: [GroupRow]
    let ties: [TieRow]
    let needNotes: [String]
    let goals: [GoalRow]
    let softRules: [SoftRuleRow]
    let fairness: [FairnessRow]
    let holds: [PlanSummary.Hold]
    let solving: SolvingRow
    let certificate: PlanCertificate
    let phaseIn: PhaseInJSON?
    let ledgers: LedgerJSON?
    let temporaryStaff: TemporaryStaffJSON?
    let frontier: FrontierPlace?

    private enum CodingKeys: String, CodingKey {
      case format, title, note, method, pools, towns, groups, ties, goals, fairness, holds, solving, certificate
      case needNotes = "need_notes"
      case softRules = "soft_rules"
      case phaseIn = "phase_in"
      case ledgers, frontier
      case temporaryStaff = "temporary_staff"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(format, forKey: .format)
      try container.encode(title, forKey: .title)
      try container.encode(note, forKey: .note)
      try container.encode(method, forKey: .method)
      try container.encode(pools, forKey: .pools)
      try container.encode(towns, forKey: .towns)
      try container.encode(groups, forKey: .groups)
      try container.encode(ties, forKey: .ties)
      try container.encode(needNotes, forKey: .needNotes)
      try container.encode(goals, forKey: .goals)
      try container.encode(softRules, forKey: .softRules)
      try container.encode(fairness, forKey: .fairness)
      try container.encode(holds, forKey: .holds)
      try container.encode(solving, forKey: .solving)
      try container.encode(certificate, forKey: .certificate)
      try container.encodeIfPresent(phaseIn, forKey: .phaseIn)
      try container.encodeIfPresent(ledgers, forKey: .ledgers)
      try container.encodeIfPresent(temporaryStaff, forKey: .temporaryStaff)
      try container.encodeIfPresent(frontier, forKey: .frontier)
    }

    init(_ plan: Plan, _ causes: QuotaCauses?, _ frontier: FrontierPlace?) {
      self.frontier = frontier
      let scenario = plan.scenario
      let words = Words(.english)
      let table = PlanTable(plan)
      title = scenario.title
      note = scenario.note
      method = scenario.method.rawValue
      pools =
        table.rows.last.map { total in
          zip(scenario.pools, total.pools).map { PoolTotals($0, $1) }
        } ?? []
      towns = table.rows.compactMap { row in
        guard case .town(let index) = row.subject else { return nil }
        let town = scenario.towns[index]
        return TownRow(
          town: town.name, kind: town.kind.rawValue, group: town.group, contractStaff: town.contractStaff,
          pools: scenario.pools.indices.map { pool in
            PoolRow(
              pool: scenario.pools[pool].id, figures: FiguresRow(row.pools[pool]),
              need: NeedRow(plan, town: index, pool: pool),
              causes: causes.map { CauseRow.rows($0, plan, town: index, pool: pool) },
              reason: words.reason(plan.reason(town: index, pool: pool), of: scenario))
          }, together: FiguresRow(row.together))
      }
      groups = table.rows.compactMap { row in
        guard case .subtotal(let path) = row.subject else { return nil }
        return GroupRow(
          group: path,
          pools: zip(scenario.pools, row.pools).map { PoolTotals($0, $1) },
          together: FiguresRow(row.together))
      }
      ties = plan.ties.map { tie in
        TieRow(
          pool: scenario.pools[tie.pool].id, granted: tie.granted.map(scenario.distinctName),
          declined: tie.declined.map(scenario.distinctName), exact: tie.isExact)
      }
      needNotes = plan.needs.notes.map { words.needNote($0, of: scenario) }
      goals = plan.solving.goals.map { GoalRow($0, scenario) }
      softRules = plan.softRuleBreaches.map { SoftRuleRow($0, scenario) }
      fairness = FairnessTable(plan).rows.map { FairnessRow($0, scenario) }
      holds = PlanSummary(plan).holds
      solving = SolvingRow(plan.solving)
      certificate = plan.certificate
      phaseIn = PhaseInJSON(plan)
      ledgers = LedgerJSON(plan)
      temporaryStaff = TemporaryStaffJSON(plan)
    }
  }

  private struct FiguresRow: Encodable {
    let quotaToday: Int?
    let staffToday: Int?
    let need: Double
    let quotaPlanned: Int
    let change: Int?
    let growthPercent: Double?
    let overQuotaToday: Int?
    let overQuotaPlanned: Int?

    init(_ figures: Figures) {
      quotaToday = figures.quotaToday
      staffToday = figures.staff
      // As in the CSV, so that both say the same.
      need = DecimalNumeral.rounded(figures.need, decimals: 6)
      quotaPlanned = figures.planned
      change = figures.change
      growthPercent = figures.growth.map { Double($0.tenths) / 10 }
      overQuotaToday = figures.overQuotaToday
      overQuotaPlanned = figures.overQuotaPlanned
    }

    /// What is unknown is null and not left out.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(quotaToday, forKey: .quotaToday)
      try container.encode(staffToday, forKey: .staffToday)
      try container.encode(need, forKey: .need)
      try container.encode(quotaPlanned, forKey: .quotaPlanned)
      try container.encode(change, forKey: .change)
      try container.encode(growthPercent, forKey: .growthPercent)
      try container.encode(overQuotaToday, forKey: .overQuotaToday)
      try container.encode(overQuotaPlanned, forKey: .overQuotaPlanned)
    }

    enum CodingKeys: String, CodingKey {
      case quotaToday = "quota_today"
      case staffToday = "staff_today"
      case need
      case quotaPlanned = "quota_planned"
      case change
      case growthPercent = "growth_percent"
      case overQuotaToday = "over_quota_today"
      case overQuotaPlanned = "over_quota_planned"
    }
  }

  private struct PoolTotals: Encodable {
    let pool: String
    /// What the scenario calls it on screen; absent for the usual name.
    let title: String?
    let figures: FiguresRow

    init(_ pool: Pool, _ figures: Figures) {
      (self.pool, title, self.figures) = (pool.id, pool.title, FiguresRow(figures))
    }
  }

  private struct PoolRow: Encodable {
    let pool: String
    let figures: FiguresRow
    let need: NeedRow
    /// The way from need to quota; absent where it was not asked for.
    let causes: [CauseRow]?
    let reason: String
  }

  private struct TownRow: Encodable {
    let town: String
    let kind: String
    let group: [String]
    let contractStaff: Int?
    let pools: [PoolRow]
    let together: FiguresRow

    /// What is unknown is null and not left out.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(town, forKey: .town)
      try container.encode(kind, forKey: .kind)
      try container.encode(group, forKey: .group)
      try container.encode(contractStaff, forKey: .contractStaff)
      try container.encode(pools, forKey: .pools)
      try container.encode(together, forKey: .together)
    }

    enum CodingKeys: String, CodingKey {
      case town, kind, group, pools, together
      case contractStaff = "contract_staff"
    }
  }

  private struct GroupRow: Encodable {
    let group: [String]
    let pools: [PoolTotals]
    let together: FiguresRow
  }

  private struct TieRow: Encodable {
    let pool: String
    let granted: [String]
    let declined: [String]
    /// Whether the posts are of equal worth; `false` where the goals leave open who has them.
    let exact: Bool
  }

  private struct SolvingRow: Encodable {
    let solver: String
    let how: String
    let branchAndBoundNodes: Int
    let variables: Int
    let constraints: Int
    /// Null where posts are too many to be added up one by one.
    let misfit: Double?
    /// `time` and the like where the plan is the best so far, and null where it is the best.
    let limit: String?
    /// Whether all plans that are as good were compared.
    let tiesSettled: Bool

    init(_ solving: Plan.Solving) {
      limit = solving.limit?.rawValue
      tiesSettled = solving.areTiesSettled
      solver = solving.solver
      variables = solving.variables
      constraints = solving.constraints
      misfit = solving.misfit.isFinite ? solving.misfit : nil
      branchAndBoundNodes = solving.method.nodes
      how =
        switch solving.method {
        case .network: "network linear program"
        case .linearProgram: "linear program"
        case .branchAndBound: "branch and bound"
        case .prices: "prices"
        }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(solver, forKey: .solver)
      try container.encode(how, forKey: .how)
      try container.encode(branchAndBoundNodes, forKey: .branchAndBoundNodes)
      try container.encode(variables, forKey: .variables)
      try container.encode(constraints, forKey: .constraints)
      try container.encode(misfit, forKey: .misfit)
      try container.encode(limit, forKey: .limit)
      try container.encode(tiesSettled, forKey: .tiesSettled)
    }

    enum CodingKeys: String, CodingKey {
      case solver, how, variables, constraints, misfit, limit
      case tiesSettled = "ties_settled"
      case branchAndBoundNodes = "branch_and_bound_nodes"
    }
  }
}
