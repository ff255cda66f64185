// SPDX-License-Identifier: GPL-3.0-or-later

/// A limit on shortfalls in a form that has neither columns nor rows for each of them.
///
/// Where a variable's range is cut at its target, its shortfall is what its segments below the target leave empty: the
/// limit can be stated of these segments, and half of the columns and nearly all rows are spared. That is exact as long as
/// the segments are filled in their order, which convex costs see to: the limit makes those below the target the cheaper.
struct FoldedShortfalls: Sendable {
  let cap: ShortfallCap
  private let isTie: [Bool]

  /// `nil` where a range is not cut at its target, or something has no cost that could see to the order.
  /// O(variables + rows).
  init?(_ cap: ShortfallCap, _ segments: [StepSegments], of program: LinearProgram) {
    guard program.goal.sense == .minimize else { return nil }
    var left = cap.items.count
    for segments in segments {
      guard let target = cap.item(of: segments.variable)?.target else { continue }
      left -= 1
      guard target <= segments.bounds.lowerBound || target >= segments.bounds.upperBound || segments.isCut(at: target)
      else { return nil }
    }
    guard left == 0 else { return nil }
    self.cap = cap
    var isTie = [Bool](repeating: false, count: program.constraintCount)
    for item in cap.items { isTie[item.row] = true }
    self.isTie = isTie
  }

  /// Whether a row ties a shortfall to its variable, and so is left out.
  func leavesOut(row: Int) -> Bool { isTie[row] }

  /// Whether a variable is a shortfall, and so has no column.
  func leavesOut(variable: Int) -> Bool { cap.isShortfall[variable] }

  /// Gives each shortfall the least value that its variable's allows. O(items).
  func complete(_ values: inout [Double]) {
    for item in cap.items { values[item.shortfall] = max(0, Double(item.target) - values[item.variable]) }
  }

  /// What the limit adds to the worth of a variable's first segment: it counts what segments below the target leave empty.
  func worth(ofFirst segments: StepSegments, at multipliers: [Double]) -> Double {
    guard let target = cap.item(of: segments.variable)?.target, segments.cuts.count > 1, segments.cuts[1] <= target
    else { return 0 }
    return limit(at: multipliers)
  }

  /// What one more unit short would spare.
  private func limit(at multipliers: [Double]) -> Double { max(0, -multipliers[cap.row]) }

  /// What the rows that were left out are worth at a point, and with them what one more unit of each variable is.
  ///
  /// A row that ties a shortfall is worth what the limit is where its variable is short, and nothing where it has more than
  /// enough. At the target it is worth what makes the last step pay and not the next one, as far as that lies between.
  ///
  /// - Parameters:
  ///   - worths: one a variable; what those rows make of them is added.
  ///   - multipliers: one a row of the program; those of the rows that were left out are written.
  /// - Complexity: O(items).
  func settle(
    _ worths: inout [Double], _ multipliers: inout [Double], at values: [Double], of program: LinearProgram
  ) {
    let limit = limit(at: multipliers)
    for item in cap.items {
      guard let cost = program.goal.convexCosts[item.variable] else { continue }
      let (value, target) = (values[item.variable], Double(item.target))
      let range = program.wholeRange(ofVariable: item.variable)
      let multiplier: Double
      if value < target - Self.wholeness {
        multiplier = limit
      } else if value > target + Self.wholeness || range.count == 1 || item.target <= range.lowerBound {
        multiplier = 0
      } else {
        let price = worths[item.variable]
        let least = min(max(0, cost.ofStep(item.target) - price), limit)
        let most = item.target < range.upperBound ? min(limit, cost.ofStep(item.target + 1) - price) : limit
        // Nothing where nothing will do. Else as far from both ends of what it may be as can be, so that neither step beside
        // the target is in doubt where they do not cost the same.
        multiplier = least > 0 ? max(least, (least + most) / 2) : 0
      }
      multipliers[item.row] = multiplier
      worths[item.variable] += multiplier
    }
  }

  /// How near to a whole number counts as one.
  private static let wholeness = 1e-6
}

extension ShortfallCap {
  /// What is said of a variable; `nil` where it may fall short as it likes. O(1).
  fileprivate func item(of variable: Int) -> Item? {
    let place = Int(itemOfVariable[variable])
    return place < 0 ? nil : items[place]
  }
}

extension StepSegments {
  /// Whether a segment ends at a value, or begins there. O(cuts).
  fileprivate func isCut(at value: Int) -> Bool { cuts.contains(value) }
}
