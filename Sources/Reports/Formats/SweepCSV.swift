// SPDX-License-Identifier: GPL-3.0-or-later

public import Staffing

/// The cases of a sweep as comma-separated values: a contract for other programs, in English whatever the language.
///
/// One row a case, town and pool, in the form of ``PlanCSV``; a case without a plan has its rows as well, with blanks where
/// the plan would stand. `outcome` is `plan`, `infeasible` where no plan can keep all rules, or `unsound` where the case's
/// figures make no sense.
public struct SweepCSV: Sendable {
  let planner: SweepPlanner
  private let own: [String]
  /// For each row of a case the town's and the pool's place, and the fields that no case changes.
  let cells: [Cell]

  /// One row of a case.
  struct Cell: Sendable {
    let town: Int
    let pool: Int
    let quotaToday: Int?
    let fields: String
  }

  /// The table of a sweep. O(towns · pools).
  public init(_ planner: SweepPlanner) {
    self.planner = planner
    let scenario = planner.scenario
    own = planner.sweep.parameters.map { scenario.value(of: $0.subject)?.description ?? "" }
    cells = scenario.listingOrder.flatMap { place in
      let town = scenario.towns[place]
      return scenario.pools.enumerated().map { pool, properties in
        let today = town.posts[pool].quota
        let fields = [
          town.name, town.kind.rawValue, town.group.joined(separator: "/"), properties.id,
          today.map { String($0) } ?? "",
        ]
        return Cell(
          town: place, pool: pool, quotaToday: today, fields: fields.map(PlanCSV.quoted).joined(separator: ","))
      }
    }
  }

  /// The headings, in their order: the parameters between what is known of the case and what is known of the town.
  public var headings: [String] {
    ["case", "outcome"] + planner.sweep.parameters.map(\.name)
      + ["town", "kind", "group", "pool", "quota_today", "need", "quota_planned", "change", "growth_percent"]
  }

  /// The line of headings, with its end.
  public var headingLine: String { headings.joined(separator: ",") + "\n" }

  /// What each row of a case begins with, up to the fields of its cell.
  func start(of number: Int, _ outcome: String) -> String {
    let settings = zip(planner.cases[number], own).map { $0?.description ?? $1 }
    return ([String(number + 1), outcome] + settings).joined(separator: ",")
  }

  /// The rows of a case, numbered from 0 here and from 1 in the table; UTF-8, lines ended by LF. `nil` for a case that was
  /// not decided. O(towns · pools).
  public func rows(of number: Int, _ result: SweepResult) -> [UInt8]? {
    var (outcome, plan): (String, (quotas: [[Int]], needs: NeedTable)?) = ("plan", nil)
    switch result {
    case .plan(let quotas, let needs): plan = (quotas, needs)
    case .infeasible: outcome = "infeasible"
    case .unsound: outcome = "unsound"
    case .stopped, .failed: return nil
    }
    let start = start(of: number, outcome)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(cells.count * (start.utf8.count + 80))
    for cell in cells {
      bytes += start.utf8
      bytes.append(UInt8(ascii: ","))
      bytes += cell.fields.utf8
      if let plan {
        let quota = plan.quotas[cell.town][cell.pool]
        let comma = UInt8(ascii: ",")
        bytes.append(comma)
        DecimalNumeral.append(plan.needs[cell.town, cell.pool], decimals: 6, to: &bytes)
        bytes.append(comma)
        DecimalNumeral.append(quota, to: &bytes)
        bytes.append(comma)
        if let today = cell.quotaToday { DecimalNumeral.append(quota - today, to: &bytes) }
        bytes.append(comma)
        if let growth = Growth(from: cell.quotaToday, to: quota) {
          DecimalNumeral.append(growth.tenths, decimals: 1, to: &bytes)
        }
        bytes.append(UInt8(ascii: "\n"))
      } else {
        bytes += ",,,,\n".utf8
      }
    }
    return bytes
  }
}
