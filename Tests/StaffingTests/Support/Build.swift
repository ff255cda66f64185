// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Staffing
import Testing

/// Short ways to write scenarios down.
enum Build {
  static func town(
    _ name: String, _ needs: [Quantity], group: [String] = [], kind: Town.Kind = .town, today: [Int?] = [],
    staff: [Int?] = [], contract: Int? = nil, total: Int? = nil, ordinal: Int? = nil
  ) -> Town {
    let posts = needs.indices.map { pool in
      Town.Posts(
        quota: pool < today.count ? today[pool] : nil, staff: pool < staff.count ? staff[pool] : nil)
    }
    return Town(
      id: Town.ID(group: group, name: name), kind: kind, metrics: [], posts: posts, givenNeeds: needs,
      contractStaff: contract, fixedTotal: total, ordinal: ordinal)
  }

  static func town(_ name: String, _ needs: [Int], group: [String] = [], today: [Int?] = [], total: Int? = nil) -> Town
  {
    town(name, needs.map { Quantity($0) }, group: group, today: today, total: total)
  }

  static let given = PolicyModel(title: "given", parts: [.init(rule: .given)])

  /// A scenario whose needs are given and whose pools are called p0, p1 …
  static func scenario(
    _ totals: [Int], _ towns: [Town], rules: [Rule] = [], method: ApportionmentMethod = .webster
  ) -> Scenario {
    let depth = towns.map(\.group.count).max() ?? 0
    return Scenario(
      title: "test", levels: (0..<depth).map { "level\($0)" },
      pools: totals.enumerated().map { Pool(id: "p\($0)", total: $1) }, towns: towns, model: given, rules: rules,
      goals: [PlanningGoal(.fit(method, moveCost: nil))])
  }

  static func rule(
    _ requirement: Rule.Requirement, scope: Rule.Scope = .init(), at line: Int = 1, priority: Int? = nil
  ) -> Rule {
    Rule(requirement, scope: scope, priority: priority, reference: "scenario.yaml:\(line)")
  }
}

extension Scenario {
  /// The plan; a test that asks for one fails where there is none.
  func requirePlan(sourceLocation: SourceLocation = #_sourceLocation) throws -> Plan {
    let outcome = plan()
    guard case .plan(let plan) = outcome else {
      Issue.record("no plan: \(outcome)", sourceLocation: sourceLocation)
      throw NoPlan()
    }
    return plan
  }

  /// The plan, or `nil` where it is infeasible; anything else fails the test.
  func planIfFeasible(sourceLocation: SourceLocation = #_sourceLocation) -> Plan? {
    switch plan() {
    case .plan(let plan): return plan
    case .infeasible: return nil
    case let other:
      Issue.record("neither a plan nor infeasible: \(other)", sourceLocation: sourceLocation)
      return nil
    }
  }

  /// The sums or conditions that show the scenario to be impossible; empty where it is not.
  var infeasibilities: [Infeasibility] {
    guard case .infeasible(let reasons) = plan() else { return [] }
    return reasons.filter { if case .wayOut = $0 { false } else { true } }
  }

  /// What would mend sums that do not go together.
  var wayOut: ConditionConflict.Remedy? {
    guard case .infeasible(let reasons) = plan() else { return nil }
    return reasons.lazy.compactMap { if case .wayOut(let remedy) = $0 { remedy } else { nil } }.first
  }
}

extension Plan {
  /// One pool's quotas by the towns' names.
  func quotas(pool: Int = 0) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: zip(scenario.towns.map(\.name), quotas.map { $0[pool] }))
  }
}

extension Plan.Solving {
  /// Whether the linear program gave whole numbers by itself, or had to.
  var isLinear: Bool {
    switch method {
    case .network, .linearProgram: true
    case .branchAndBound, .prices: false
    }
  }
}

struct NoPlan: Error {}
