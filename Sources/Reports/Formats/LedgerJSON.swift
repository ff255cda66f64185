// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// The two ledgers of a plan, as a part of its JSON.
struct LedgerJSON: Encodable {
  let towns: [Row]
  let groups: [Row]
  let total: Row?

  /// `nil` where no figure of secondment is known.
  init?(_ plan: Plan) {
    guard let table = LedgerTable(plan) else { return nil }
    let rows = table.rows.map { ($0.subject, Row($0, plan.scenario)) }
    towns = rows.compactMap { if case .town = $0 { $1 } else { nil } }
    groups = rows.compactMap { if case .subtotal = $0 { $1 } else { nil } }
    total = rows.last?.1
  }

  struct Row: Encodable {
    /// Absent for a group and for the total.
    let town: String?
    let group: [String]
    let pools: [PoolRow]
    let together: FiguresRow

    init(_ row: LedgerTable.Row, _ scenario: Scenario) {
      switch row.subject {
      case .town(let town): (self.town, group) = (scenario.towns[town].name, scenario.towns[town].group)
      case .subtotal(let path): (town, group) = (nil, path)
      case .total: (town, group) = (nil, [])
      }
      pools = zip(scenario.pools, row.pools).map { PoolRow(pool: $0.id, figures: FiguresRow($1)) }
      together = FiguresRow(row.together)
    }
  }

  struct PoolRow: Encodable {
    let pool: String
    let figures: FiguresRow
  }

  /// What is not known is `null`.
  struct FiguresRow: Encodable {
    private let figures: LedgerTable.Figures

    init(_ figures: LedgerTable.Figures) { self.figures = figures }

    private enum CodingKeys: CodingKey {
      case quota_today, quota_planned, on_books, seconded_out, seconded_in, stationed, at_work, difference
      case over_quota_by_books, over_quota_by_work
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(figures.quotaToday, forKey: .quota_today)
      try container.encode(figures.planned, forKey: .quota_planned)
      try container.encode(figures.staff, forKey: .on_books)
      try container.encode(figures.secondedOut, forKey: .seconded_out)
      try container.encode(figures.secondedIn, forKey: .seconded_in)
      try container.encode(figures.stationed, forKey: .stationed)
      try container.encode(figures.atWork, forKey: .at_work)
      try container.encode(figures.difference, forKey: .difference)
      try container.encode(figures.overQuotaByBooks, forKey: .over_quota_by_books)
      try container.encode(figures.overQuotaByWork, forKey: .over_quota_by_work)
    }
  }
}

/// Temporary staff from above, as a part of a plan's JSON.
struct TemporaryStaffJSON: Encodable {
  let available: Int
  let sent: Int
  let towns: [Row]

  struct Row: Encodable {
    let town: String
    let group: [String]
    let pool: String
    let short: Int
    let people: Int
  }

  /// `nil` where the scenario has none.
  init?(_ plan: Plan) {
    guard let staff = plan.temporaryStaff else { return nil }
    let scenario = plan.scenario
    (available, sent) = (staff.available, staff.sent)
    towns = staff.shares.map { share in
      Row(
        town: scenario.towns[share.town].name, group: scenario.towns[share.town].group,
        pool: scenario.pools[share.pool].id, short: share.short, people: share.people)
    }
  }
}
