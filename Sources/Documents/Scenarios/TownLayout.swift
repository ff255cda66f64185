// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// Where the figures of a town stand in a row: what each row would look up by name, looked up once.
struct TownLayout: Sendable {
  struct MetricColumn: Sendable {
    let index: Int
    let powerOfTen: Int
    let isPeople: Bool
  }

  struct PoolColumns: Sendable {
    let quota, staff, retirements, secondedOut, secondedIn, stationed, need: Int?
  }

  let name, kind, contractStaff, fixedTotal, ordinal: Int?
  let levels: [Int]
  let metrics: [MetricColumn]
  let pools: [PoolColumns]
  /// Whether needs are given directly.
  let hasNeeds: Bool
  /// The needs of a town where they are not.
  let noNeeds: [Quantity?]

  init(_ columns: TownsReader.Columns, levels: [String], metrics: [Metric], pools: [Pool]) {
    let place = columns.place
    (name, kind) = (place[.name], place[.kind])
    (contractStaff, fixedTotal, ordinal) = (place[.contractStaff], place[.fixedTotal], place[.ordinal])
    self.levels = levels.indices.compactMap { place[.level($0)] }
    self.metrics = metrics.compactMap { metric in
      place[.metric(metric)].map {
        MetricColumn(
          index: $0, powerOfTen: columns.powerOfTen[$0] ?? 0, isPeople: metric.dimension == .people)
      }
    }
    self.pools = pools.indices.map {
      PoolColumns(
        quota: place[.quota(pool: $0)], staff: place[.staff(pool: $0)], retirements: place[.retirements(pool: $0)],
        secondedOut: place[.secondedOut(pool: $0)], secondedIn: place[.secondedIn(pool: $0)],
        stationed: place[.stationed(pool: $0)], need: place[.need(pool: $0)])
    }
    hasNeeds = self.pools.contains { $0.need != nil }
    noNeeds = Array(repeating: nil, count: pools.count)
  }
}
