// SPDX-License-Identifier: GPL-3.0-or-later

internal import FoundationEssentials
public import Staffing

/// What a sweep comes to, as JSON for other programs; in English whatever the language. Under the version number of
/// ``PlanJSON``.
public struct SweepJSON: Sendable {
  private let summary: SweepSummary

  /// The JSON of a summary.
  public init(_ summary: SweepSummary) { self.summary = summary }

  /// The document, with sorted keys and a line end; the same summary gives the same bytes.
  public var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Finite numbers, strings and arrays alone: encoding these cannot fail.
    let data = (try? encoder.encode(Document(summary))) ?? Data()
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private struct Document: Encodable {
    let format = PlanJSON.format
    let title: String
    let sweep: String?
    let design: String
    let seed: UInt64?
    let cases: Int
    let planned: Int
    let infeasible: Int
    let unsound: Int
    let parameters: [Parameter]
    let percentiles = SweepSummary.percentiles
    /// Left out where no case has a plan, or today's quotas are not all known.
    let posts_moved: Moves?
    let towns: [TownSpreads]

    init(_ summary: SweepSummary) {
      let scenario = summary.scenario
      title = scenario.title
      sweep = summary.sweep.title
      (design, seed) =
        switch summary.sweep.design {
        case .grid: ("grid", nil)
        case .oneAtATime: ("one_at_a_time", nil)
        case .latinHypercube(_, let seed): ("latin_hypercube", seed)
        case .monteCarlo(_, let seed): ("monte_carlo", seed)
        }
      (cases, planned) = (summary.cases, summary.planned)
      (infeasible, unsound) = (summary.infeasible, summary.unsound)
      parameters = summary.sweep.parameters.map { Parameter($0, scenario) }
      let names = summary.sweep.parameters.map(\.name)
      posts_moved = summary.moves.map { Moves($0, names) }
      towns =
        summary.planned == 0
        ? []
        : scenario.listingOrder.map { place in
          TownSpreads(
            town: scenario.towns[place].name, group: scenario.towns[place].group,
            pools: zip(scenario.pools, summary.spreads[place]).map { Spread($0.id, $1, names) },
            together: Spread(nil, summary.together[place], names))
        }
    }
  }

  private struct Parameter: Encodable {
    let name: String
    let varies: String
    let of: String
    /// As the scenario has it; left out where that is no single number.
    let today: Double?
    let values: [Double]?
    let from: Double?
    let to: Double?

    init(_ parameter: SweepParameter, _ scenario: Scenario) {
      name = parameter.name
      today = scenario.value(of: parameter.subject)?.doubleValue
      (varies, of) =
        switch parameter.subject {
        case .weight(let metric): ("weight", scenario.metrics[metric].id)
        case .total(let pool): ("total", scenario.pools[pool].id)
        case .posts(let rule): ("posts", scenario.rules[rule].reference)
        case .growth(let metric): ("growth_percent", scenario.metrics[metric].id)
        }
      switch parameter.values {
      case .listed(let listed): (values, from, to) = (listed.map(\.doubleValue), nil, nil)
      case .range(let first, let last): (values, from, to) = (nil, first.doubleValue, last.doubleValue)
      }
    }
  }

  private struct Moves: Encodable {
    let least: Int
    let most: Int
    let median: Double
    let mean: Double
    let quantiles: [Double]
    /// On a straight line, at each parameter's smallest and largest value.
    let ends: [String: [Double]]

    init(_ moves: SweptMoves, _ names: [String]) {
      func rounded(_ value: Double) -> Double { DecimalNumeral.rounded(value, decimals: 6) }
      (least, most, median, mean) = (moves.least, moves.most, rounded(moves.median), rounded(moves.mean))
      quantiles = moves.quantiles.map(rounded)
      ends = Dictionary(
        zip(names, moves.swings).compactMap { name, swing in
          swing.map { (name, [rounded($0.atLeast), rounded($0.atMost)]) }
        }, uniquingKeysWith: { first, _ in first })
    }
  }

  private struct TownSpreads: Encodable {
    let town: String
    let group: [String]
    let pools: [Spread]
    let together: Spread
  }

  private struct Spread: Encodable {
    let pool: String?
    let quota_today: Int?
    let least: Int
    let most: Int
    let median: Double
    let quantiles: [Double]
    let gains: Int?
    let loses: Int?
    let most_sensitive_to: String?
    let effects: [String: Double]

    init(_ pool: String?, _ spread: SweepSummary.Spread, _ names: [String]) {
      self.pool = pool
      quota_today = spread.quotaToday
      (least, most, median) = (spread.least, spread.most, DecimalNumeral.rounded(spread.median, decimals: 6))
      quantiles = spread.quantiles.map { DecimalNumeral.rounded($0, decimals: 6) }
      (gains, loses) = (spread.gains, spread.loses)
      most_sensitive_to = spread.strongest.map { names[$0] }
      effects = Dictionary(
        zip(names, spread.effects).compactMap { name, effect in
          effect.map { (name, DecimalNumeral.rounded($0, decimals: 6)) }
        }, uniquingKeysWith: { first, _ in first })
    }
  }
}
