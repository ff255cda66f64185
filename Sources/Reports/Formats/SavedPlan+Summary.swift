// SPDX-License-Identifier: GPL-3.0-or-later

public import Staffing

extension SavedPlan {
  /// What the plan can be compared by. O(lines).
  public var summary: PlanSummary {
    var order: [Town.ID] = []
    var figures: [Town.ID: [String: Figures]] = [:]
    for line in lines {
      guard case .town(let town) = line.subject, let pool = line.pool else { continue }
      if figures[town] == nil { order.append(town) }
      figures[town, default: [:]][pool] = line.figures
    }
    return PlanSummary(
      title: title, pools: pools, towns: order.map { PlanSummary.TownLine(town: $0, pools: figures[$0] ?? [:]) },
      evenness: evenness, holds: holds)
  }
}
