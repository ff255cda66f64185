// SPDX-License-Identifier: GPL-3.0-or-later

internal import LinearPrograms

/// Directions in which no two plans are alike: multiples of the golden ratio, less their whole part, are as far from sums
/// to one another as numbers can be.
enum DistinctDirection {
  /// A weight in [0, 1) for each place, all apart.
  static func weight(_ place: Int) -> Double {
    let multiple = Double(place + 1) * 0.618_033_988_749_894_9
    return multiple - multiple.rounded(.down)
  }
}

extension AllocationProblem {
  /// A direction in which the larger needs come first and no two plans are alike.
  func directionTowardsNeed(_ program: AllocationProgram) -> LinearExpression {
    let cells = program.cells
    let order = cells.enumerated().map { (need: needs[$1.town, $1.pool], place: $0) }.sorted { left, right in
      left.need != right.need ? left.need > right.need : left.place < right.place
    }
    let count = Double(max(1, order.count))
    return LinearExpression(
      sum: order.enumerated().map { rank, cell in
        (1 - Double(rank) / count + DistinctDirection.weight(rank) / count) * cells[cell.place].variable
      })
  }
}
