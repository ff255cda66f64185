// SPDX-License-Identifier: GPL-3.0-or-later

internal import Concurrency

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
  private let workers: Int
  /// The part that is about each variable; −1 where none is.
  private var partOfVariable: [Int32]

  /// `nil` where floors leave a choice, or two parts are about one variable. O(parts).
  ///
  /// - Parameter workers: How many threads may be at work at once; what is found is the same whatever their number.
  init?(_ program: LinearProgram, _ totals: FixedTotals, _ floors: LevelFloors, workers: Int = 1) {
    guard !floors.leavesChoice else { return nil }
    partOfVariable = Array(repeating: -1, count: program.variableCount)
    for (place, part) in floors.parts.enumerated() {
      guard partOfVariable[part.variableIndex] < 0 else { return nil }
      partOfVariable[part.variableIndex] = Int32(truncatingIfNeeded: place)
    }
    (self.program, self.totals, self.floors, self.workers) = (program, totals, floors, workers)
  }

  /// Where the parts stand while the level is looked for.
  private struct Standing {
    /// The values that each part's variable may take.
    var ranges: [ClosedRange<Int>]
    var room: TotalsRoom
  }

  /// The highest level up to a ceiling to which all open parts can be raised; `reached` where there is none beyond it.
  /// O(variables) a step of the bisection.
  func highestLevel(of open: [Int], from reached: Double, upTo ceiling: Double) -> Double {
    guard ceiling > reached else { return reached }
    var narrowed = program
    floors.narrow(&narrowed)
    guard let room = TotalsRoom(totals, narrowed) else { return reached }
    var standing = Standing(
      ranges: floors.parts.map { narrowed.wholeRange(ofVariable: $0.variableIndex) }, room: room)
    var (reached, ceiling, moving) = (reached, ceiling, open)
    func ask(_ level: Double) -> Double? {
      guard let least = raise(moving, to: level, &standing), standing.room.isEnough else { return nil }
      return least
    }
    var isTooHigh = false
    if let guesses = guesses(open, narrowed) {
      // What is hardly within reach, and below that what surely is.
      for low in [max(reached, guesses.low), reached] where low < ceiling {
        guard let (least, between) = bracket(open, between: low, and: min(guesses.high, ceiling), &standing),
          standing.room.isEnough
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
    while let level = candidate(between: reached, and: ceiling, &moving, &standing), level > reached {
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
    _ parts: [Int], between low: Double, and high: Double, _ standing: inout Standing
  ) -> (least: Double, moving: [Int])? {
    let stretches = concurrentPieces(of: parts.count, workers: workers) { [self] stretch in
      raised(parts[stretch], to: low) { index, place in
        max(floors.floors[index], floors.parts[index].place(reaching: high)) != place
      }
    }
    return hold(parts, stretches, &standing).map { ($0, stretches.flatMap { $0?.moving ?? [] }) }
  }

  /// Raises parts to a level or above. Returns the least value that one then has; `nil` where one has no place that high, or
  /// sums are beyond 64 bits.
  private func raise(_ parts: [Int], to level: Double, _ standing: inout Standing) -> Double? {
    let stretches = concurrentPieces(of: parts.count, workers: workers) { [self] stretch in
      raised(parts[stretch], to: level) { _, _ in false }
    }
    return hold(parts, stretches, &standing)
  }

  /// Where some parts stand at a level.
  private struct Raised {
    var least = Double.infinity
    /// The values that the part's variable may take, one a part.
    var ranges: [ClosedRange<Int>] = []
    var moving: [Int] = []
  }

  /// `nil` where one has no place that high.
  ///
  /// - Parameter isMoving: whether a part that stands at a place would stand elsewhere at a higher level.
  private func raised(
    _ parts: ArraySlice<Int>, to level: Double, _ isMoving: (_ part: Int, _ place: Int) -> Bool
  ) -> Raised? {
    var raised = Raised()
    raised.ranges.reserveCapacity(parts.count)
    for index in parts {
      let part = floors.parts[index]
      let place = max(floors.floors[index], part.place(reaching: level))
      guard place <= part.top, let range = range(of: index, from: place) else { return nil }
      raised.least = min(raised.least, part.value(at: place))
      raised.ranges.append(range)
      if isMoving(index, place) { raised.moving.append(index) }
    }
    return raised
  }

  /// The values that a part's variable may take at a place or beyond; `nil` where there is none.
  private func range(of index: Int, from place: Int) -> ClosedRange<Int>? {
    let part = floors.parts[index]
    let range = part.range(from: part.place(place, lessBy: floors.degradation), to: part.top)
    let whole = program.wholeRange(ofVariable: part.variableIndex)
    guard whole.overlaps(range) else { return nil }
    return range.clamped(to: whole)
  }

  /// Holds parts where stretches of them were raised to. Returns the least value that one then has; `nil` where one was not
  /// raised.
  private func hold(_ parts: [Int], _ stretches: [Raised?], _ standing: inout Standing) -> Double? {
    guard stretches.allSatisfy({ $0 != nil }) else { return nil }
    var (least, place) = (Double.infinity, 0)
    for case let stretch? in stretches {
      least = min(least, stretch.least)
      for range in stretch.ranges {
        guard hold(parts[place], at: range, &standing) else { return nil }
        place += 1
      }
    }
    return least
  }

  /// Holds a part at some values of its variable. False, with nothing done, where sums are beyond 64 bits.
  private func hold(_ index: Int, at range: ClosedRange<Int>, _ standing: inout Standing) -> Bool {
    let variable = floors.parts[index].variableIndex
    guard standing.room.change(rangeOf: variable, from: standing.ranges[index], to: range) else { return false }
    standing.ranges[index] = range
    return true
  }

  /// What is found among some moving parts.
  private struct Candidates {
    /// The values next to the middle on either side.
    var above: Double?
    var below: Double?
    /// Those that stand at one place, by the values of its variable.
    var settled: [(part: Int, range: ClosedRange<Int>)] = []
    var moving: [Int] = []
  }

  /// A value of a part inside an interval, next to its middle; `nil` where there is none that can be reached. Parts that
  /// stand at one place for every level inside are held there, and no longer move.
  private func candidate(
    between low: Double, and high: Double, _ moving: inout [Int], _ standing: inout Standing
  ) -> Double? {
    let stretches = concurrentPieces(of: moving.count, workers: workers) { [self, moving] stretch in
      candidates(moving[stretch], between: low, and: high)
    }
    var (above, below): (Double?, Double?)
    moving.removeAll(keepingCapacity: true)
    for stretch in stretches {
      guard let stretch else { return nil }
      if let value = stretch.above { above = min(above ?? value, value) }
      if let value = stretch.below { below = max(below ?? value, value) }
      for (part, range) in stretch.settled where !hold(part, at: range, &standing) { return nil }
      moving += stretch.moving
    }
    if let above, above > low + LevelFloors.tolerance(at: low) { return above }
    return below
  }

  /// `nil` where a part has no value beyond its place.
  private func candidates(_ moving: ArraySlice<Int>, between low: Double, and high: Double) -> Candidates? {
    let middle = low + (high - low) / 2
    let (nearLow, nearHigh) = (LevelFloors.tolerance(at: low), LevelFloors.tolerance(at: high))
    let margin = 4 * max(nearLow, nearHigh)
    var found = Candidates()
    for index in moving {
      let part = floors.parts[index]
      let place = part.firstPlace(near: middle) { $0 >= middle }
      var isBeyond = false
      if place <= part.top {
        let value = part.value(at: place)
        if value < high - nearHigh { found.above = min(found.above ?? value, value) }
        isBeyond = value > high + margin
      }
      var isBefore = true
      if place > 0 {
        let value = part.value(at: place - 1)
        if value > low + nearLow { found.below = max(found.below ?? value, value) }
        isBefore = value < low - margin
      }
      if isBeyond && isBefore {
        guard let range = range(of: index, from: max(floors.floors[index], place)) else { return nil }
        found.settled.append((index, range))
      } else {
        found.moving.append(index)
      }
    }
    return found
  }
}
