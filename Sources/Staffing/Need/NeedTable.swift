// SPDX-License-Identifier: GPL-3.0-or-later

/// What a policy model says each town should have of each pool 应配数, in posts: real numbers.
public struct NeedTable: Sendable {
  /// One need a town and pool, by the scenario's order of both.
  private let needs: [[Double]]

  /// What each pool's total leaves after bases and given needs; negative where they exceed it.
  public let rest: [Double]

  /// Works out the needs of a scenario that has no ``Scenario/faults``. O(towns · pools · parts · metrics).
  public init(_ scenario: Scenario) {
    let formula = NeedFormula<Double>(scenario)
    needs = scenario.towns.map { town in
      scenario.pools.indices.map { formula.need(of: town, pool: $0) }
    }
    rest = formula.rest
  }

  /// The need of a town, by its place in the scenario, in a pool, by its place; in posts.
  public subscript(town: Int, pool: Int) -> Double { needs[town][pool] }
}
