// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

/// Short ways to write down scenarios of a few towns and the parts that give them needs.
enum Parts {
  /// A town with figures for the metrics of ``scenario``: people, area and a count.
  static func town(
    _ name: String, _ figures: [String?], kind: Town.Kind = .town, group: [String] = [], quota: Int? = nil,
    staff: Int? = nil
  ) -> Town {
    Town(
      id: Town.ID(group: group, name: name), kind: kind, metrics: figures.map { $0.flatMap { Quantity($0) } },
      posts: [.init(quota: quota, staff: staff)])
  }

  static let metrics: [Metric] = [.residentPopulation, .area, Metric(id: "cases", dimension: .number)]

  static func scenario(
    _ towns: [Town], _ parts: [PolicyModel.Part], total: Int = 100, rules: [Rule] = [], date: CalendarDate? = nil,
    missing: MissingRule = .fault, newTowns: NewTownRule = .fault, moves: [DutyMove] = []
  ) -> Scenario {
    let depth = towns.map(\.group.count).max() ?? 0
    return Scenario(
      title: "parts", levels: (0..<depth).map { "level\($0)" }, metrics: metrics,
      pools: [Pool(id: "p", total: total)], towns: towns, model: PolicyModel(title: "m", parts: parts), rules: rules,
      date: date, missing: missing, newTowns: newTowns, dutyMoves: moves)
  }

  /// The need of the only pool, by the towns' names; the scenario must be sound.
  static func needs(_ scenario: Scenario, sourceLocation: SourceLocation = #_sourceLocation) -> [String: Double] {
    #expect(scenario.faults.isEmpty, sourceLocation: sourceLocation)
    guard scenario.faults.isEmpty else { return [:] }
    let table = NeedTable(scenario)
    return Dictionary(uniqueKeysWithValues: scenario.towns.indices.map { (scenario.towns[$0].name, table[$0, 0]) })
  }

  static func partFaults(_ scenario: Scenario) -> [PartFault] {
    scenario.faults.compactMap { if case .part(_, let fault) = $0 { fault } else { nil } }
  }

  static func quantity(_ text: String) -> Quantity { Quantity(text) ?? .zero }

  /// 250 days of 8 hours.
  static let time = WorkingTime(days: Quantity(250), hoursADay: Quantity(8))
}
