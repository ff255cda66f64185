// SPDX-License-Identifier: GPL-3.0-or-later

internal import FoundationEssentials
public import Staffing

/// Plans side by side, as JSON for other programs; in English whatever the language. Under the version number of
/// ``PlanJSON``.
public struct ComparisonJSON: Sendable {
  private let comparison: PlanComparison
  private let names: [String]

  /// The JSON of a comparison; each plan is named as it was asked for.
  public init(_ comparison: PlanComparison, names: [String]) {
    self.comparison = comparison
    self.names = names
  }

  /// The document, with sorted keys and a line end.
  public var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Finite numbers, strings and arrays alone: encoding these cannot fail.
    let data = (try? encoder.encode(Document(comparison, names))) ?? Data()
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private struct Document: Encodable {
    let format = PlanJSON.format
    let plans: [PlanRow]
    let totals: [Row]
    let towns: [TownRow]

    init(_ comparison: PlanComparison, _ names: [String]) {
      let pools = comparison.pools.map { String?.some($0.id) } + [nil]
      plans = comparison.plans.indices.map { place in
        PlanRow(comparison, place, name: place < names.count ? names[place] : "", pools)
      }
      totals = pools.map { Row(pool: $0, comparison.totals(pool: $0), comparison.labels) }
      towns = comparison.towns.map { line in
        TownRow(
          town: line.town.name, group: line.town.group,
          pools: pools.map { Row(pool: $0, line.cells(pool: $0), comparison.labels) })
      }
    }
  }

  private struct PlanRow: Encodable {
    let label: String
    let name: String
    let title: String
    let moves: [MovesRow]
    let fairness: [EvennessRow]
    let holds: [PlanSummary.Hold]

    init(_ comparison: PlanComparison, _ place: Int, name: String, _ pools: [String?]) {
      let plan = comparison.plans[place]
      (label, self.name, title, holds) = (comparison.labels[place], name, plan.title, plan.holds)
      moves =
        place == 0
        ? []
        : pools.compactMap { pool in
          comparison.moves(plan: place, pool: pool).map {
            MovesRow(
              pool: pool, taken: $0.taken, losers: $0.losers, given: $0.given, winners: $0.winners,
              only_in_first: $0.onlyInFirst, only_in_this: $0.onlyInOther)
          }
        }
      fairness = plan.evenness.map {
        EvennessRow(
          metric: $0.metric, pool: $0.pool, today: $0.today.map(Measures.init), planned: $0.planned.map(Measures.init))
      }
    }
  }

  private struct MovesRow: Encodable {
    /// Absent for all pools together.
    let pool: String?
    let taken: Int
    let losers: Int
    let given: Int
    let winners: Int
    let only_in_first: Int
    let only_in_this: Int
  }

  private struct EvennessRow: Encodable {
    let metric: String
    /// Absent for all pools together.
    let pool: String?
    let today: Measures?
    let planned: Measures?
  }

  private struct Measures: Encodable {
    let gini: Double
    let theil_l: Double?
    let theil_t: Double
    let coefficient_of_variation: Double?

    init(_ measures: PlanSummary.Evenness.Measures) {
      gini = DecimalNumeral.rounded(measures.gini, decimals: 6)
      theil_l = measures.theilL.map { DecimalNumeral.rounded($0, decimals: 6) }
      theil_t = DecimalNumeral.rounded(measures.theilT, decimals: 6)
      coefficient_of_variation = measures.coefficientOfVariation.map { DecimalNumeral.rounded($0, decimals: 6) }
    }
  }

  private struct TownRow: Encodable {
    let town: String
    let group: [String]
    let pools: [Row]
  }

  private struct Row: Encodable {
    /// Absent for all pools together.
    let pool: String?
    let plans: [CellRow]

    init(pool: String?, _ cells: [PlanComparison.Cell], _ labels: [String]) {
      self.pool = pool
      plans = zip(labels, cells).map(CellRow.init)
    }
  }

  /// A plan's numbers; absent where it has no such line.
  private struct CellRow: Encodable {
    let plan: String
    let quota_today: Int?
    let staff_today: Int?
    let need: Double?
    let quota_planned: Int?
    let growth_percent: Double?
    let difference: Int?
    let rank: Int?
    let rank_gain: Int?

    init(_ label: String, _ cell: PlanComparison.Cell) {
      plan = label
      quota_today = cell.figures?.quotaToday
      staff_today = cell.figures?.staff
      need = cell.figures.map { DecimalNumeral.rounded($0.need, decimals: 6) }
      quota_planned = cell.figures?.planned
      growth_percent = cell.figures?.growth.map { Double($0.tenths) / 10 }
      (difference, rank, rank_gain) = (cell.difference, cell.rank, cell.rankGain)
    }
  }
}
