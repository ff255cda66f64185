// SPDX-License-Identifier: GPL-3.0-or-later

/// How much room the bounds of whole-number variables leave fixed totals, kept up as bounds change.
struct TotalsRoom {
  private let amounts: [Int]
  /// What the bounds of each total's variables add up to.
  private var least: [Int]
  private var most: [Int]
  /// The total of each variable; −1 where it counts in none.
  private var totalOfVariable: [Int32]

  /// `nil` where the bounds of some variable leave no value, or sums are beyond 64 bits. O(variables).
  init?(_ totals: FixedTotals, _ program: LinearProgram) {
    let (lower, upper) = (program.variables.lower, program.variables.upper)
    for index in 0..<min(lower.count, totals.isCounted.count) where !totals.isCounted[index] {
      let isWhole = program.variables.takesWholeNumbers(index)
      guard isWhole ? lower[index].roundedUp <= upper[index].roundedDown : lower[index] <= upper[index] else {
        return nil
      }
    }
    amounts = totals.totals.map(\.amount)
    least = Array(repeating: 0, count: amounts.count)
    most = least
    totalOfVariable = Array(repeating: -1, count: lower.count)
    for (place, total) in totals.totals.enumerated() {
      for variable in total.variables {
        totalOfVariable[variable] = Int32(truncatingIfNeeded: place)
        let (low, high) = (lower[variable].roundedUp, upper[variable].roundedDown)
        guard low <= high, change(place, from: 0...0, to: Int(low)...Int(high)) else { return nil }
      }
    }
  }

  /// Takes up that a variable has other values. False, with nothing done, where sums are beyond 64 bits. O(1).
  mutating func change(rangeOf variable: Int, from old: ClosedRange<Int>, to new: ClosedRange<Int>) -> Bool {
    let place = Int(totalOfVariable[variable])
    return place < 0 || change(place, from: old, to: new)
  }

  private mutating func change(_ total: Int, from old: ClosedRange<Int>, to new: ClosedRange<Int>) -> Bool {
    // Bounds are whole numbers up to 2⁵², and what they add up to is looked at without rounding.
    let (below, first) = least[total].addingReportingOverflow(new.lowerBound - old.lowerBound)
    let (above, second) = most[total].addingReportingOverflow(new.upperBound - old.upperBound)
    guard !first, !second else { return false }
    (least[total], most[total]) = (below, above)
    return true
  }

  /// Whether every total lies between what its variables' bounds add up to. O(totals).
  var isEnough: Bool {
    amounts.indices.allSatisfy { least[$0] <= amounts[$0] && amounts[$0] <= most[$0] }
  }
}
