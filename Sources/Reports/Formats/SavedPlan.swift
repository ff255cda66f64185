// SPDX-License-Identifier: GPL-3.0-or-later

internal import FoundationEssentials
public import Staffing

/// A plan that was written by ``PlanJSON`` and is read back, to be checked without the solver.
///
/// ```swift
/// let saved = try SavedPlan(json: PlanJSON(plan).text)
/// print(saved.refusals(against: scenario))  // []
/// ```
public struct SavedPlan: Sendable {
  /// A quota that the plan grants.
  public struct Quota: Hashable, Sendable {
    /// The town.
    public let town: Town.ID
    /// The pool's name in files.
    public let pool: String
    /// The posts.
    public let planned: Int
  }

  /// What a line of the plan states beside the planned quota; `nil` where it states nothing, or that it is not known.
  public struct Line: Hashable, Sendable {
    /// What a line is about.
    public enum Subject: Hashable, Sendable {
      /// A town.
      case town(Town.ID)
      /// The towns of a group together.
      case group([String])
      /// All towns.
      case total
    }

    /// What the line is about.
    public let subject: Subject
    /// The pool's name in files; `nil` for all pools together.
    public let pool: String?
    /// Quota and staff of today, need and planned quota.
    public let figures: Figures
    /// The change against today's quota, as the plan states it.
    public let change: Int?
    /// The growth in percent, as the plan states it.
    public let growthPercent: Double?
    /// Staff over today's quota, as the plan states it.
    public let overQuotaToday: Int?
    /// Staff over the planned quota, as the plan states it.
    public let overQuotaPlanned: Int?
  }

  /// The scenario's title.
  public let title: String
  /// The pools, with their totals as planned.
  public let pools: [Pool]
  /// The quotas, in the plan's order.
  public let quotas: [Quota]
  /// All lines of the plan's table: towns, then groups, then the total of each pool.
  public let lines: [Line]
  /// How evenly posts stand to people and land.
  public let evenness: [PlanSummary.Evenness]
  /// The same with all its measures; `nil` where the plan says nothing of it.
  let fairness: [FairnessRow]?
  /// What the parts of the model add to each need, by their places from 1; a quota of which nothing is said is left out.
  let needParts: [Quota.Key: [Int: Double]]
  /// What each need is said to come to beside its parts.
  let needTotals: [Quota.Key: Double]
  /// Contract staff as stated, for each town.
  let contractStaff: [Town.ID: Int?]
  /// The rules that hold quotas where they are.
  public let holds: [PlanSummary.Hold]
  /// The limit that was reached when the plan was made; `nil` where none was.
  public let limit: String?
  /// The proof.
  public let certificate: PlanCertificate

  /// Why a text is no saved plan.
  public enum Fault: Error, Hashable, Sendable {
    /// It is no JSON, or a field that is needed is missing or of another kind: the way to it, as `certificate.quotas`.
    case notAPlan(field: String)
    /// It is under another version number.
    case otherFormat(Int)
  }

  /// Reads a plan.
  public init(json: String) throws(Fault) {
    let document: Document
    do {
      document = try JSONDecoder().decode(Document.self, from: Data(json.utf8))
    } catch {
      throw .notAPlan(field: (error as? DecodingError)?.way ?? "")
    }
    guard document.format == PlanJSON.format else { throw .otherFormat(document.format) }
    title = document.title ?? ""
    pools = document.pools?.map { Pool(id: $0.pool, title: $0.title, total: $0.figures.quota_planned) } ?? []
    quotas = document.towns.flatMap { row in
      row.pools.map {
        Quota(town: Town.ID(group: row.group, name: row.town), pool: $0.pool, planned: $0.figures.quota_planned)
      }
    }
    lines = document.lines
    evenness = document.fairness?.map(PlanSummary.Evenness.init) ?? []
    fairness = document.fairness
    needParts = document.needParts
    needTotals = document.needTotals
    contractStaff = Dictionary(
      document.towns.map { ($0.id, $0.contract_staff) }, uniquingKeysWith: { first, _ in first })
    holds = document.holds ?? []
    limit = document.solving?.limit
    certificate = document.certificate
    // Sums of what is read stay within whole numbers.
    let counts = lines.flatMap { [$0.figures.planned, $0.figures.quotaToday ?? 0, $0.figures.staff ?? 0] }
    let most = Scenario.largestCount.magnitude * 1000
    guard counts.allSatisfy({ $0.magnitude <= most }) else { throw .notAPlan(field: "figures") }
  }

  /// Every line that does not hold: of the certificate by itself and against the scenario, and where the plan has other
  /// quotas than the certificate. The scenario must have no ``Scenario/faults``. O(towns · pools · rules).
  public func refusals(against scenario: Scenario) -> [PlanCertificateRefusal] {
    certificate.refusals(against: scenario) + differences
  }

  /// Every line that does not hold by what the plan itself says: of the certificate, and where the plan has other quotas
  /// than that. O(quotas · depth).
  public var refusals: [PlanCertificateRefusal] { certificate.refusals + differences }

  /// Where the plan has other quotas than its certificate.
  private var differences: [PlanCertificateRefusal] {
    var planned: [Quota.Key: Int] = [:]
    for quota in quotas { planned[quota.key] = quota.planned }
    let other = certificate.quotas.compactMap { line -> PlanCertificateRefusal? in
      let key = Quota.Key(town: Town.ID(group: line.group, name: line.town), pool: line.pool)
      guard let quota = planned.removeValue(forKey: key) else { return .missingFromPlan(line) }
      return quota == line.quota ? nil : .otherQuota(line, planned: quota)
    }
    let extra = quotas.filter { planned[$0.key] != nil }.map {
      PlanCertificateRefusal.notCertified($0.town, pool: $0.pool, planned: $0.planned)
    }
    return other + extra
  }

  private struct Document: Decodable {
    struct FiguresRow: Decodable {
      let quota_planned: Int
      let quota_today: Int?
      let staff_today: Int?
      let need: Double?
      let change: Int?
      let growth_percent: Double?
      let over_quota_today: Int?
      let over_quota_planned: Int?

      func line(_ subject: Line.Subject, _ pool: String?) -> Line {
        Line(
          subject: subject, pool: pool,
          figures: Figures(quotaToday: quota_today, staff: staff_today, need: need ?? 0, planned: quota_planned),
          change: change, growthPercent: growth_percent, overQuotaToday: over_quota_today,
          overQuotaPlanned: over_quota_planned)
      }
    }
    struct PoolRow: Decodable {
      let pool: String
      let title: String?
      let figures: FiguresRow
    }
    struct TownPoolRow: Decodable {
      struct Need: Decodable {
        struct Part: Decodable {
          let part: Int
          let posts: Double
        }
        let total: Double?
        let parts: [Part]?
      }
      let pool: String
      let figures: FiguresRow
      let need: Need?
    }
    struct Row: Decodable {
      let town: String
      let group: [String]
      let contract_staff: Int?
      let pools: [TownPoolRow]
      let together: FiguresRow?

      var id: Town.ID { Town.ID(group: group, name: town) }
    }
    struct GroupRow: Decodable {
      let group: [String]
      let pools: [PoolRow]
      let together: FiguresRow?
    }
    struct Solving: Decodable { let limit: String? }
    let format: Int
    let title: String?
    let pools: [PoolRow]?
    let towns: [Row]
    let groups: [GroupRow]?
    let fairness: [FairnessRow]?
    let holds: [PlanSummary.Hold]?
    let solving: Solving?
    let certificate: PlanCertificate

    var needParts: [Quota.Key: [Int: Double]] {
      var all: [Quota.Key: [Int: Double]] = [:]
      for row in towns {
        for entry in row.pools {
          guard let parts = entry.need?.parts else { continue }
          all[Quota.Key(town: row.id, pool: entry.pool)] = Dictionary(
            parts.map { ($0.part, $0.posts) }, uniquingKeysWith: +)
        }
      }
      return all
    }

    var needTotals: [Quota.Key: Double] {
      var all: [Quota.Key: Double] = [:]
      for row in towns {
        for entry in row.pools { all[Quota.Key(town: row.id, pool: entry.pool)] = entry.need?.total }
      }
      return all
    }

    var lines: [Line] {
      func lines(_ subject: Line.Subject, _ pools: [PoolRow], _ together: FiguresRow?) -> [Line] {
        pools.map { $0.figures.line(subject, $0.pool) } + (together.map { [$0.line(subject, nil)] } ?? [])
      }
      let ofTowns = towns.flatMap { row in
        row.pools.map { $0.figures.line(.town(row.id), $0.pool) }
          + (row.together.map { [$0.line(.town(row.id), nil)] } ?? [])
      }
      return ofTowns
        + (groups ?? []).flatMap { lines(.group($0.group), $0.pools, $0.together) } + lines(.total, pools ?? [], nil)
    }
  }
}

extension PlanSummary.Evenness {
  fileprivate init(_ row: FairnessRow) {
    func measures(_ row: FairnessRow.InequalityRow?) -> Measures? {
      row.map {
        Measures(
          gini: $0.gini, theilT: $0.theil_t, theilL: $0.theil_l, coefficientOfVariation: $0.coefficient_of_variation)
      }
    }
    self.init(metric: row.metric, pool: row.pool, today: measures(row.today), planned: measures(row.planned))
  }
}

extension SavedPlan.Quota {
  struct Key: Hashable {
    let town: Town.ID
    let pool: String
  }

  var key: Key { Key(town: town, pool: pool) }
}

extension DecodingError {
  /// The way to what could not be decoded.
  fileprivate var way: String {
    let (context, last): (Context, (any CodingKey)?) =
      switch self {
      case .keyNotFound(let key, let context): (context, key)
      case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context): (context, nil)
      @unknown default: (Context(codingPath: [], debugDescription: ""), nil)
      }
    return (context.codingPath + (last.map { [$0] } ?? [])).map { $0.intValue.map { "\($0)" } ?? $0.stringValue }
      .joined(separator: ".")
  }
}
