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
        guard change(place, from: (0, 0), to: (lower[variable], upper[variable])) else { return nil }
      }
    }
  }

  /// Takes up that a variable has other bounds. False, with nothing done, where they leave no value, or sums are beyond 64
  /// bits. O(1).
  mutating func change(
    boundsOf variable: Int, from old: (lower: Double, upper: Double), to new: (lower: Double, upper: Double)
  ) -> Bool {
    let place = Int(totalOfVariable[variable])
    return place < 0 ? new.lower.roundedUp <= new.upper.roundedDown : change(place, from: old, to: new)
  }

  /// Bounds are whole numbers up to 2⁵², and what they add up to is looked at without rounding.
  private mutating func change(
    _ total: Int, from old: (lower: Double, upper: Double), to new: (lower: Double, upper: Double)
  ) -> Bool {
    let (low, high) = (new.lower.roundedUp, new.upper.roundedDown)
    guard low <= high else { return false }
    let (below, first) = least[total].addingReportingOverflow(Int(low) - Int(old.lower.roundedUp))
    let (above, second) = most[total].addingReportingOverflow(Int(high) - Int(old.upper.roundedDown))
    guard !first, !second else { return false }
    (least[total], most[total]) = (below, above)
    return true
  }

  /// Whether every total lies between what its variables' bounds add up to. O(totals).
  var isEnough: Bool {
    amounts.indices.allSatisfy { least[$0] <= amounts[$0] && amounts[$0] <= most[$0] }
  }
}
