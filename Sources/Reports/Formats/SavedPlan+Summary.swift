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
    // Totals that the plan does not state are those of its towns.
    var pools = pools
    for quota in quotas where !pools.contains(where: { $0.id == quota.pool }) {
      let total = quotas.reduce(0) { $0 + ($1.pool == quota.pool ? $1.planned : 0) }
      pools.append(Pool(id: quota.pool, total: total))
    }
    return PlanSummary(
      title: title, pools: pools, towns: order.map { PlanSummary.TownLine(town: $0, pools: figures[$0] ?? [:]) },
      evenness: evenness, holds: holds)
  }
}
