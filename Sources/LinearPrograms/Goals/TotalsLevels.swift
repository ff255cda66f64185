// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds how far the worst parts of a max–min goal can be raised where totals are all there is: whether there is a point at
/// a level is then a matter of sums.
///
/// The level is looked for by bisection. The narrower the interval, the fewer parts have a value inside it, and the others
/// stand at one place for every level that is still asked for: they are left alone.
struct TotalsLevels {
  private let program: LinearProgram
  private let totals: FixedTotals
  private let floors: LevelFloors

  /// `nil` where floors leave a choice, or two parts are about one variable. O(parts).
  init?(_ program: LinearProgram, _ totals: FixedTotals, _ floors: LevelFloors) {
    guard !floors.leavesChoice else { return nil }
    var isTaken = [Bool](repeating: false, count: program.variableCount)
    for part in floors.parts {
      guard !isTaken[part.variableIndex] else { return nil }
      isTaken[part.variableIndex] = true
    }
    (self.program, self.totals, self.floors) = (program, totals, floors)
  }

  /// The highest level up to a ceiling to which all open parts can be raised; `reached` where there is none beyond it.
  /// O(variables) a step of the bisection.
  func highestLevel(of open: [Int], from reached: Double, upTo ceiling: Double) -> Double {
    var narrowed = program
    floors.narrow(&narrowed)
    var (reached, ceiling, moving) = (reached, ceiling, open)
    var level: Double? = ceiling
    while let next = level, next > reached {
      if raise(moving, to: next, in: &narrowed), totals.allow(narrowed) { reached = next } else { ceiling = next }
      level = candidate(between: reached, and: ceiling, &moving, in: &narrowed)
    }
    return reached
  }

  /// Narrows a program to the parts at a level or above. False where one has no such place.
  private func raise(_ parts: [Int], to level: Double, in narrowed: inout LinearProgram) -> Bool {
    for index in parts {
      let place = max(floors.floors[index], floors.parts[index].place(reaching: level))
      guard place <= floors.parts[index].top else { return false }
      hold(index, from: place, in: &narrowed)
    }
    return true
  }

  private func hold(_ index: Int, from place: Int, in narrowed: inout LinearProgram) {
    let part = floors.parts[index]
    let variable = part.variableIndex
    let range = part.range(from: part.place(place, lessBy: floors.degradation), to: part.top)
    narrowed.variables.setBounds(
      of: variable, lower: max(program.variables.lower[variable], Double(range.lowerBound)),
      upper: min(program.variables.upper[variable], Double(range.upperBound)))
  }

  /// A value of a part inside an interval, next to its middle; `nil` where there is none. Parts that stand at one place for
  /// every level inside are held there, and no longer move.
  private func candidate(
    between low: Double, and high: Double, _ moving: inout [Int], in narrowed: inout LinearProgram
  ) -> Double? {
    let middle = low + (high - low) / 2
    let (nearLow, nearHigh) = (LevelFloors.tolerance(at: low), LevelFloors.tolerance(at: high))
    let margin = 4 * max(nearLow, nearHigh)
    var (above, below): (Double?, Double?)
    var kept = 0
    for index in moving {
      let part = floors.parts[index]
      let place = part.firstPlace(near: middle) { $0 >= middle }
      var isBeyond = false
      if place <= part.top {
        let value = part.value(at: place)
        if value < high - nearHigh { above = min(above ?? value, value) }
        isBeyond = value > high + margin
      }
      var isBefore = true
      if place > 0 {
        let value = part.value(at: place - 1)
        if value > low + nearLow { below = max(below ?? value, value) }
        isBefore = value < low - margin
      }
      if isBeyond && isBefore {
        hold(index, from: max(floors.floors[index], place), in: &narrowed)
      } else {
        moving[kept] = index
        kept += 1
      }
    }
    moving.removeSubrange(kept...)
    if let above, above > low + nearLow { return above }
    return below
  }
}
