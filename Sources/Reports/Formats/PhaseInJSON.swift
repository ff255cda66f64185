// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// The years of a plan, as a part of its JSON.
struct PhaseInJSON: Encodable {
  let years: Int
  let pools: [PoolRow]
  let towns: [TownRow]

  /// `nil` for a plan without years.
  init?(_ plan: Plan) {
    guard let phaseIn = plan.phaseIn else { return nil }
    let scenario = plan.scenario
    years = phaseIn.years
    pools = scenario.pools.enumerated().map { place, pool in
      PoolRow(
        pool: pool.id, totals: phaseIn.totals.map { $0[place] }, is_monotone: phaseIn.isMonotone[place],
        towns_off_plan: phaseIn.townsOff(pool: place).count)
    }
    towns = scenario.listingOrder.map { town in
      TownRow(
        town: scenario.towns[town].name, group: scenario.towns[town].group,
        pools: scenario.pools.enumerated().map { place, pool in
          TownPoolRow(
            pool: pool.id, quotas: phaseIn.quotas.map { $0[town][place] }, staff: phaseIn.staff.map { $0[town][place] },
            quota_planned: plan.quotas[town][place], posts_to_go: phaseIn.remaining(town: town, pool: place),
            within_quota: WithinRow(plan.withinQuota(town: town, pool: place)))
        }, within_quota: WithinRow(plan.withinQuota(town: town)))
    }
  }

  struct PoolRow: Encodable {
    let pool: String
    /// The sums of quotas, year by year.
    let totals: [Int]
    let is_monotone: Bool
    let towns_off_plan: Int
  }

  struct TownRow: Encodable {
    let town: String
    let group: [String]
    let pools: [TownPoolRow]
    let within_quota: WithinRow?
  }

  struct TownPoolRow: Encodable {
    let pool: String
    /// Year by year.
    let quotas: [Int]
    /// Year by year; `null` where today's figure is missing.
    let staff: [Int?]
    let quota_planned: Int
    let posts_to_go: Int
    let within_quota: WithinRow?
  }

  /// From which year on; absent where a figure is missing.
  struct WithinRow: Encodable {
    /// 0 for today, `null` for not within the years.
    let year: Int?
    /// People over the quota after the last year.
    let still_over: Int

    init?(_ within: PhaseIn.WithinQuota?) {
      switch within {
      case nil: return nil
      case .today: (year, still_over) = (0, 0)
      case .year(let year): (self.year, still_over) = (year, 0)
      case .notWithin(let over): (year, still_over) = (nil, over)
      }
    }

    private enum CodingKeys: CodingKey { case year, still_over }

    /// What is unknown is null and not left out.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(year, forKey: .year)
      try container.encode(still_over, forKey: .still_over)
    }
  }
}
