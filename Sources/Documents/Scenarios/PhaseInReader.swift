// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// Reads how a plan is phased in over years:
/// `{years: 3, change: {posts: 4, percent: 10}, retirements: all_years, totals: {administrative: [540, 536, 532]}}`.
struct PhaseInReader {
  let yaml: YAMLReader
  let pools: [Pool]

  func rule(_ value: YAMLValue) -> PhaseInRule? {
    guard let keys = yaml.mapping(value, accepting: ["years", "change", "retirements", "totals"]) else { return nil }
    let years = yaml.required("years", in: keys, of: value).flatMap(years)
    let change = keys["change"].flatMap(change)
    let retirements = keys["retirements"].flatMap { value in
      yaml.name(value, of: .choice, among: PhaseInRule.Retirements.allCases.map { ($0.rawValue, $0) })
    }
    let totals = keys["totals"].flatMap { yearlyTotals($0, years: years) } ?? [:]
    return years.map {
      PhaseInRule(years: $0, change: change, retirements: retirements, totals: totals, reference: value.reference)
    }
  }

  private func years(_ value: YAMLValue) -> Int? {
    guard let years = yaml.count(value) else { return nil }
    if (1...PhaseInRule.longest).contains(years) { return years }
    yaml.faults.add(
      .outOfRange(value.excerpt, least: "1", most: String(PhaseInRule.longest)), at: value.position)
    return nil
  }

  private func change(_ value: YAMLValue) -> PhaseInRule.YearlyChange? {
    guard let keys = yaml.mapping(value, accepting: ["posts", "percent"]) else { return nil }
    if keys.isEmpty { yaml.faults.add(.needsSomeOf(["posts", "percent"]), at: value.position) }
    let change = PhaseInRule.YearlyChange(
      posts: keys["posts"].flatMap(yaml.count), percent: keys["percent"].flatMap { yaml.quantity($0) })
    return change.posts == nil && change.percent == nil ? nil : change
  }

  private func yearlyTotals(_ value: YAMLValue, years: Int?) -> [Int: [Int]]? {
    guard let entries = yaml.entries(value) else { return nil }
    var totals: [Int: [Int]] = [:]
    for (name, body) in entries {
      guard let place = pools.firstIndex(where: { $0.id == name }) else {
        yaml.unknown(name, of: .pool, among: pools.map(\.id), at: body.position)
        continue
      }
      guard let items = yaml.list(body) else { continue }
      let sums = items.compactMap(yaml.count)
      // A slip in one of them has been named already.
      guard let years, sums.count == items.count else { continue }
      for fault in PhaseInRule.faults(inTotals: sums, of: pools[place], years: years) {
        yaml.faults.add(.scenario(.phaseIn("", fault)), at: body.position)
      }
      totals[place] = sums
    }
    return totals
  }
}
