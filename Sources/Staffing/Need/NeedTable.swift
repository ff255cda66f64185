// SPDX-License-Identifier: GPL-3.0-or-later

/// What a policy model says each town should have of each pool 应配数, in posts: real numbers.
public struct NeedTable: Sendable {
  /// One need a town and pool, town by town.
  private let needs: [Double]
  private let pools: Int
  private let formula: NeedFormula<Double>
  let basis: NeedBasis

  /// What each pool's total leaves for shares after all other parts; negative where those exceed it.
  public let rest: [Double]

  /// Works out the needs of a scenario that has no ``Scenario/faults``. O(towns · pools · parts · metrics), and a
  /// linear program of as many rows as towns for each norm that is fitted.
  public init(_ scenario: Scenario) { self.init(NeedBasis(scenario)) }

  /// The needs by a basis that must be without ``NeedBasis/faults``. O(towns · pools · parts · metrics).
  init(_ basis: NeedBasis) {
    self.basis = basis
    let scenario = basis.scenario
    let formula = NeedFormula<Double>(basis)
    needs = formula.needs()
    pools = scenario.pools.count
    rest = formula.rest
    self.formula = formula
  }

  /// The need of a town, by its place in the scenario, in a pool, by its place; in posts.
  public subscript(town: Int, pool: Int) -> Double { needs[town * pools + pool] }

  /// What each part that is for the pool and the town's kind adds to the town's need, in the model's order. The parts
  /// add up to the need: exactly in fractions, and to a rounding error in these numbers. O(parts · metrics).
  public func parts(town: Int, pool: Int) -> [NeedPart] {
    formula.parts(town: town, pool: pool).enumerated().compactMap { part, posts in
      guard basis.covers(part: part, town: town, pool: pool) else { return nil }
      return NeedPart(part: part, posts: posts, detail: basis.details[part]?[town])
    }
  }

  /// What a report must say beside the numbers.
  public var notes: [NeedNote] { basis.notes }
}
