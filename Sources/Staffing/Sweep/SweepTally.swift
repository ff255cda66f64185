// SPDX-License-Identifier: GPL-3.0-or-later

/// The quotas of a sweep's cases, gathered for a summary. Takes four bytes a case, town and pool.
public struct SweepTally: Sendable {
  /// How many cells a case has: towns times pools.
  public let cellCount: Int
  /// For each case that has a plan, its number from 0.
  public private(set) var planned: [Int] = []
  /// How many cases no plan can keep the rules of.
  public private(set) var infeasible = 0
  /// How many cases make no sense.
  public private(set) var unsound = 0
  private var quotas: [Int32] = []

  /// No cases yet.
  public init(towns: Int, pools: Int) { cellCount = towns * pools }

  /// How many cases there are.
  public var count: Int { planned.count + infeasible + unsound }

  /// Adds a case that has a plan: one quota a town and pool, town by town. Others than there are cells are not added.
  public mutating func add(case number: Int, quotas: some Collection<Int>) {
    guard quotas.count == cellCount else { return }
    planned.append(number)
    self.quotas.append(contentsOf: quotas.lazy.map { Int32(clamping: $0) })
  }

  /// Adds a case without a plan.
  public mutating func add(isInfeasible: Bool) {
    if isInfeasible { infeasible += 1 } else { unsound += 1 }
  }

  /// The quotas of a cell over the cases that have a plan, in their order. O(cases).
  func quotas(cell: Int) -> [Int] { planned.indices.map { Int(quotas[$0 * cellCount + cell]) } }
}
