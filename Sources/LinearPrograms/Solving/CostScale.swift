// SPDX-License-Identifier: GPL-3.0-or-later

/// Of what size costs are: those of the steps to and from the values of many variables.
struct CostScale: Sendable {
  private var sumOfGaps = 0.0
  private var gaps = 0
  /// The largest of them, whatever its sign.
  private(set) var largest = 0.0

  /// Takes note of what the steps to and from a value cost; infinite where there is none.
  mutating func add(last: Double, next: Double) {
    if last.isFinite { largest = max(largest, abs(last)) }
    if next.isFinite { largest = max(largest, abs(next)) }
    guard last.isFinite, next.isFinite else { return }
    sumOfGaps += next - last
    gaps += 1
  }

  /// What a step costs more than the one before it, on the average; `nil` where no value had a step on either side.
  var meanGap: Double? { gaps > 0 ? sumOfGaps / Double(gaps) : nil }

  /// How far from a price the steps may be that are left to the solver: so far that there are some for every few
  /// variables, whatever the costs, and what rounding does to a price is nothing beside it.
  func reach(around price: Double) -> Double {
    meanGap.map { max(Self.openPart * $0, GLPKSolver.tieTolerance * max(1, abs(price))) } ?? .infinity
  }

  private static let openPart = 0.0625
}
