// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds how far the worst parts of a max–min goal can be raised where totals are all there is: whether there is a point at
/// a level is then a matter of sums.
///
/// The level is looked for by bisection, which begins between two levels that would be too low and too high if units could
/// be divided. The narrower the interval, the fewer parts have a value inside it, and the others stand at one place for
/// every level that is still asked for: they are left alone.
struct TotalsLevels {
  private let program: LinearProgram
  private let totals: FixedTotals
  private let floors: LevelFloors
  /// The part that is about each variable; −1 where none is.
  private var partOfVariable: [Int32]

  /// `nil` where floors leave a choice, or two parts are about one variable. O(parts).
  init?(_ program: LinearProgram, _ totals: FixedTotals, _ floors: LevelFloors) {
    guard !floors.leavesChoice else { return nil }
    partOfVariable = Array(repeating: -1, count: program.variableCount)
    for (place, part) in floors.parts.enumerated() {
      guard partOfVariable[part.variableIndex] < 0 else { return nil }
      partOfVariable[part.variableIndex] = Int32(truncatingIfNeeded: place)
    }
    (self.program, self.totals, self.floors) = (program, totals, floors)
  }

  /// The highest level up to a ceiling to which all open parts can be raised; `reached` where there is none beyond it.
  /// O(variables) a step of the bisection.
  func highestLevel(of open: [Int], from reached: Double, upTo ceiling: Double) -> Double {
    guard ceiling > reached else { return reached }
    var narrowed = program
    floors.narrow(&narrowed)
    guard var room = TotalsRoom(totals, narrowed) else { return reached }
    var (reached, ceiling, moving) = (reached, ceiling, open)
    func ask(_ level: Double) -> Double? {
      guard let least = raise(moving, to: level, in: &narrowed, &room), room.isEnough else { return nil }
      return least
    }
    var isTooHigh = false
    if let guesses = guesses(open, narrowed) {
      // What is hardly within reach, and below that what surely is.
      for low in [max(reached, guesses.low), reached] where low < ceiling {
        guard let (least, between) = bracket(open, between: low, and: min(guesses.high, ceiling), in: &narrowed, &room),
          room.isEnough
        else {
          if low > reached { (ceiling, isTooHigh) = (low, true) }
          continue
        }
        // A guess is no value of a part; the worst then has one at least as high.
        (reached, moving) = (max(reached, least), between)
        break
      }
      if guesses.high > reached, guesses.high < ceiling {
        if ask(guesses.high) == nil {
          (ceiling, isTooHigh) = (guesses.high, true)
        } else {
          moving = open
          reached = ask(guesses.high) ?? reached
        }
      }
    }
    if !isTooHigh {
      // All are asked for it: those that stand still up to the guess need not beyond it.
      moving = open
      guard ask(ceiling) == nil else { return ceiling }
    }
    while let level = candidate(between: reached, and: ceiling, &moving, in: &narrowed, &room), level > reached {
      if ask(level) != nil { reached = level } else { ceiling = level }
    }
    return reached
  }

  /// A level that is hardly within reach, and one that is hardly not: what each total gives everyone if its units could be
  /// divided, with a unit a part less for the lower one. Nothing is said by them, they are asked first. `nil` where no total
  /// says so.
  private func guesses(_ open: [Int], _ narrowed: LinearProgram) -> (low: Double, high: Double)? {
    var isOpen = [Bool](repeating: false, count: floors.parts.count)
    for index in open { isOpen[index] = true }
    var (low, high) = (Double.infinity, Double.infinity)
    for total in totals.totals {
      var (left, slope, count) = (Double(total.amount), 0.0, 0.0)
      for variable in total.variables {
        let index = Int(partOfVariable[variable])
        guard index >= 0, isOpen[index], floors.parts[index].factor > 0 else {
          left -= narrowed.variables.lower[variable]
          continue
        }
        let part = floors.parts[index]
        left += part.constant / part.factor
        slope += 1 / part.factor
        count += 1
      }
      guard slope > 0 else { continue }
      low = min(low, (left - count) / slope)
      high = min(high, left / slope)
    }
    return low.isFinite && high.isFinite ? (low, high) : nil
  }

  /// Raises parts to a level. Returns the least value that one then has, and the parts that would stand elsewhere at a
  /// higher level; `nil` where one has no place that high.
  private func bracket(
    _ parts: [Int], between low: Double, and high: Double, in narrowed: inout LinearProgram, _ room: inout TotalsRoom
  ) -> (least: Double, moving: [Int])? {
    var (least, moving) = (Double.infinity, [Int]())
    for index in parts {
      let (part, floor) = (floors.parts[index], floors.floors[index])
      let place = max(floor, part.place(reaching: low))
      guard place <= part.top, hold(index, from: place, in: &narrowed, &room) else { return nil }
      least = min(least, part.value(at: place))
      if max(floor, part.place(reaching: high)) != place { moving.append(index) }
    }
    return (least, moving)
  }

  /// Narrows a program to the parts at a level or above. Returns the least value that one then has; `nil` where one has no
  /// place that high.
  private func raise(
    _ parts: [Int], to level: Double, in narrowed: inout LinearProgram, _ room: inout TotalsRoom
  ) -> Double? {
    var least = Double.infinity
    for index in parts {
      let part = floors.parts[index]
      let place = max(floors.floors[index], part.place(reaching: level))
      guard place <= part.top else { return nil }
      least = min(least, part.value(at: place))
      guard hold(index, from: place, in: &narrowed, &room) else { return nil }
    }
    return least
  }

  /// Holds a part at a place or beyond. False, with nothing done, where that leaves its variable no value.
  private func hold(
    _ index: Int, from place: Int, in narrowed: inout LinearProgram, _ room: inout TotalsRoom
  ) -> Bool {
    let part = floors.parts[index]
    let variable = part.variableIndex
    let range = part.range(from: part.place(place, lessBy: floors.degradation), to: part.top)
    let old = (lower: narrowed.variables.lower[variable], upper: narrowed.variables.upper[variable])
    let new = (
      lower: max(program.variables.lower[variable], Double(range.lowerBound)),
      upper: min(program.variables.upper[variable], Double(range.upperBound))
    )
    guard room.change(boundsOf: variable, from: old, to: new) else { return false }
    narrowed.variables.setBounds(of: variable, lower: new.lower, upper: new.upper)
    return true
  }

  /// A value of a part inside an interval, next to its middle; `nil` where there is none that can be reached. Parts that
  /// stand at one place for every level inside are held there, and no longer move.
  private func candidate(
    between low: Double, and high: Double, _ moving: inout [Int], in narrowed: inout LinearProgram,
    _ room: inout TotalsRoom
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
        guard hold(index, from: max(floors.floors[index], place), in: &narrowed, &room) else { return nil }
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
