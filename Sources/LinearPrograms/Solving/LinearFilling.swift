// SPDX-License-Identifier: GPL-3.0-or-later

/// One total being filled with units whose cost is the same for each of a variable.
struct LinearFilling {
  private(set) var places: [(variable: Int, cost: Double, range: ClosedRange<Int>, value: Int)]
  /// The variable that the filling ended with, unless none has room.
  private(set) var last: (variable: Int, isNextStep: Bool)?

  init(_ places: [(variable: Int, cost: Double, range: ClosedRange<Int>)]) {
    self.places = places.map { ($0.variable, $0.cost, $0.range, $0.range.lowerBound) }
  }

  /// Fills the cheapest variables until the values add up to an amount. False where they cannot. O(variables · log).
  mutating func fill(upTo amount: Int) -> Bool {
    var left = amount
    for place in places {
      let (rest, overflow) = left.subtractingReportingOverflow(place.value)
      guard !overflow else { return false }
      left = rest
    }
    guard left >= 0 else { return false }
    // A variable without room is no price.
    let byCost = places.indices.filter { places[$0].range.count > 1 }
      .sorted { (places[$0].cost, places[$0].variable) < (places[$1].cost, places[$1].variable) }
    last = byCost.first.map { (places[$0].variable, true) }
    for index in byCost where left > 0 {
      let taken = min(left, places[index].range.upperBound - places[index].range.lowerBound)
      places[index].value += taken
      left -= taken
      last = (places[index].variable, false)
    }
    return left == 0
  }
}
