// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Staffing

/// China's 41,352 townships with their real names and codes of 2023, and figures drawn so that each county has the
/// residents and the land of the census of 2020: for tests and measurements at the size of a nation. What the towns have
/// within a county, and all of today's quotas, is invented.
///
/// ```swift
/// let scenario = try NationalScenario.make(totals: .today(within: "county"))
/// ```
enum NationalScenario {
  /// Which totals there are.
  enum Totals {
    /// One national total of each pool.
    case national
    /// Each group at this level keeps what it has today: `province`, `city` or `county`.
    case today(within: String)
  }

  private static let folder = SharedData.folder.deletingLastPathComponent().appending(path: "china")
  private static let townships = "cn_township_hierarchy_2023.csv"
  private static let counties = "cn_county_census2020.csv"

  static var isThere: Bool {
    [townships, counties].allSatisfy { FileManager.default.fileExists(atPath: folder.appending(path: $0).path) }
  }

  static let levels = ["province", "city", "county"]

  /// The scenario; the same for the same seed.
  static func make(seed: Int = 2020, totals: Totals = .national) throws -> Scenario {
    let census = Dictionary(
      try rows(counties).map { ($0["county_code"] ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    let byCounty = Dictionary(grouping: try rows(townships)) { $0["county_code"] ?? "" }
    var random = SplitMix64(seed: seed)
    var towns: [Town] = []
    for county in byCounty.keys.sorted() {
      let rows = byCounty[county] ?? []
      let facts = census[String(county.prefix(6))]
      // Counties that the census does not have, as areas under development, are taken to be usual ones.
      let people = facts?["pop_total"].flatMap(Double.init) ?? 300_000
      let land = facts?["area_km2"].flatMap(Double.init) ?? 1_500
      let residents = shared(people, of: rows.count, spread: 0.8, &random)
      let hectares = shared(100 * land, of: rows.count, spread: 0.7, &random)
      let names = Dictionary(grouping: rows) { $0["township"] ?? "" }
      for (place, row) in rows.enumerated() {
        // Townships of a county that have the same name are told apart by their codes.
        let isShared = names[row["township"] ?? ""].map { $0.count > 1 } ?? false
        let name = (row["township"] ?? "") + (isShared ? " " + (row["township_code"] ?? "") : "")
        towns.append(town(name, row, max(200, residents[place]), max(10, hectares[place]), &random))
      }
    }
    let pools = ["administrative", "institutional"].enumerated().map { place, id in
      Pool(id: id, total: towns.reduce(0) { $0 + ($1.posts[place].quota ?? 0) })
    }
    var rules = [Rule(.floor(.posts(6)), scope: .init(pools: [0]), reference: "scenario.yaml:1")]
    if case .today(let name) = totals, let level = levels.firstIndex(of: name) {
      rules.append(Rule(.groupTotals(level: level, .asToday), reference: "scenario.yaml:2"))
    }
    return Scenario(
      title: "nation", levels: levels, metrics: [.residentPopulation, .area, .economicOutput, .workIntensity],
      pools: pools, towns: towns, model: model, rules: rules)
  }

  private static func posts(_ town: Int, _ subdistrict: Int, _ township: Int) -> [Town.Kind: Quantity] {
    [.town: Quantity(town), .subdistrict: Quantity(subdistrict), .township: Quantity(township)]
  }

  private static let model = PolicyModel(
    title: "national",
    parts: [
      .init(pools: [0], rule: .base(posts: posts(6, 6, 5))),
      .init(pools: [1], rule: .base(posts: posts(6, 7, 5))),
      .init(
        rule: .share(
          weights: [(0, "0.5"), (1, "0.15"), (2, "0.15"), (3, "0.2")].map {
            .init(metric: $0.0, weight: Quantity($0.1) ?? Quantity(1))
          })),
    ])

  /// A whole amount shared out by log-normal weights, to the last unit.
  private static func shared(
    _ amount: Double, of count: Int, spread: Double, _ random: inout SplitMix64
  ) -> [Int] {
    let weights = (0..<count).map { _ in exp(spread * normal(&random)) }
    let sum = weights.reduce(0, +)
    var (given, seen) = (0, 0.0)
    return weights.map { weight in
      seen += weight
      let part = Int((amount * seen / sum).rounded()) - given
      given += part
      return part
    }
  }

  private static func normal(_ random: inout SplitMix64) -> Double {
    (0..<12).reduce(-6) { sum, _ in sum + Double.random(in: 0..<1, using: &random) }
  }

  private static func town(
    _ name: String, _ row: [String: String], _ residents: Int, _ hectares: Int, _ random: inout SplitMix64
  ) -> Town {
    let need = 8 + 0.0004 * Double(residents) + 0.0001 * Double(hectares)
    let posts = [(0.35, 0.2), (0.65, 0.25)].map { part, spread in
      Town.Posts(quota: max(8, Int((part * need * exp(spread * normal(&random))).rounded()) + 4))
    }
    let output = Int((Double(residents) * exp(1.5 + 0.5 * normal(&random))).rounded())
    return Town(
      id: Town.ID(group: levels.map { row[$0] ?? "" }, name: name),
      kind: name.contains("街道") ? .subdistrict : name.hasSuffix("乡") ? .township : .town,
      metrics: [
        Quantity(residents), Quantity(significand: Int64(hectares), exponent: -2), Quantity(output),
        Quantity(random.int(20...110)),
      ], posts: posts)
  }

  /// The rows of a plain file of comma-separated values by their headings.
  private static func rows(_ name: String) throws -> [[String: String]] {
    let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard let head = lines.first else { return [] }
    return lines.dropFirst().map { Dictionary(zip(head, $0), uniquingKeysWith: { first, _ in first }) }
  }
}
