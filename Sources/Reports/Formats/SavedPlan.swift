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

  /// The quotas, in the plan's order.
  public let quotas: [Quota]
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
    quotas = document.towns.flatMap { row in
      row.pools.map {
        Quota(town: Town.ID(group: row.group, name: row.town), pool: $0.pool, planned: $0.figures.quota_planned)
      }
    }
    certificate = document.certificate
  }

  /// Every line that does not hold: of the certificate by itself and against the scenario, and where the plan has other
  /// quotas than the certificate. The scenario must have no ``Scenario/faults``. O(towns · pools · rules).
  public func refusals(against scenario: Scenario) -> [PlanCertificateRefusal] {
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
    return certificate.refusals(against: scenario) + other + extra
  }

  private struct Document: Decodable {
    struct Figures: Decodable { let quota_planned: Int }
    struct Pool: Decodable {
      let pool: String
      let figures: Figures
    }
    struct Row: Decodable {
      let town: String
      let group: [String]
      let pools: [Pool]
    }
    let format: Int
    let towns: [Row]
    let certificate: PlanCertificate
  }
}

extension SavedPlan.Quota {
  fileprivate struct Key: Hashable {
    let town: Town.ID
    let pool: String
  }

  fileprivate var key: Key { Key(town: town, pool: pool) }
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
