// SPDX-License-Identifier: GPL-3.0-or-later

/// Tightens the bounds of variables by one constraint at a time until two of them contradict each other, and knows
/// which conditions led there.
///
/// Activity bounds as in Savelsbergh, "Preprocessing and Probing" (ORSA Journal on Computing 6, 1994). Every tightened
/// bound is kept on a trail with the constraint that gave it; walking the trail back from the contradiction collects
/// its reasons, as implication graphs do in satisfiability. Work is bounded: tightening may converge without end.
struct BoundPropagation {
  /// A bound that was tightened.
  private struct Step {
    let value: Double
    /// The constraint that gave it, and which of its sides; `nil` where a bound was rounded to a whole number.
    let source: (row: Int, side: Condition.Side)?
    let isRounded: Bool
    let end: End
    /// The step that tightened the same end before.
    let previous: Int?
  }

  /// One end of a variable's range.
  private struct End: Hashable {
    let index: Int
    let side: Condition.Side
  }

  private let program: LinearProgram
  private var lower: [Double]
  private var upper: [Double]
  private var trail: [Step] = []
  /// The last step of each end.
  private var last: [End: Int] = [:]
  private let rowsOfColumn: [[Int32]]

  /// A bound must gain so much, relative to its size, to be worth a step.
  private static let leastGain = 1e-3
  /// Bounds beyond this are as good as none, and a difference of such numbers tells nothing.
  private static let largestBound = 1e9

  /// O(nonzeros).
  init(_ program: LinearProgram) {
    self.program = program
    lower = program.variables.lower
    upper = program.variables.upper
    var rows: [[Int32]] = Array(repeating: [], count: program.variableCount)
    for row in 0..<program.constraintCount {
      for position in program.constraints.entries(of: row) {
        rows[Int(program.constraints.indices[position])].append(Int32(truncatingIfNeeded: row))
      }
    }
    rowsOfColumn = rows
  }

  /// The conditions of a chain that ends in a contradiction, or `nil` where none was found.
  /// O(30 · nonzeros), plus the chain's length.
  mutating func conflict(in session: borrowing GLPKSession) -> [Condition]? {
    for index in 0..<program.variableCount where program.variables.takesWholeNumbers(index) {
      roundBounds(of: index)
    }
    var queue = Array(0..<program.constraintCount)
    var isQueued = [Bool](repeating: true, count: queue.count)
    var head = 0
    var work = 0
    while head < queue.count, work < 30 * program.nonzeroCount + 10_000 {
      if head % 256 == 0, session.limitReached != nil { return nil }
      let row = queue[head]
      head += 1
      isQueued[row] = false
      work += program.constraints.entries(of: row).count
      for side in [Condition.Side.lower, .upper] {
        let before = trail.count
        if let conflict = tighten(by: row, side) { return conflict }
        for step in trail[before...] {
          for other in rowsOfColumn[step.end.index] where !isQueued[Int(other)] {
            queue.append(Int(other))
            isQueued[Int(other)] = true
          }
        }
      }
    }
    return nil
  }

  // MARK: Tightening

  private mutating func roundBounds(of index: Int) {
    for (end, value) in [
      (End(index: index, side: .lower), lower[index].rounded(.up)),
      (End(index: index, side: .upper), upper[index].rounded(.down)),
    ] where value != self.value(end) {
      record(Step(value: value, source: nil, isRounded: true, end: end, previous: last[end]))
    }
  }

  /// Tightens all variables of a constraint by one of its sides; the conditions of a contradiction, where there is one.
  private mutating func tighten(by row: Int, _ side: Condition.Side) -> [Condition]? {
    let bound = side == .lower ? program.constraints.rows[row].lower : program.constraints.rows[row].upper
    guard bound.isFinite else { return nil }
    // What the sum can reach towards the bound: finite terms, and how many are without limit.
    var reach = CompensatedSum()
    var scale = abs(bound)
    var unlimited = 0
    let entries = program.constraints.entries(of: row).filter { program.constraints.values[$0] != 0 }
    for position in entries {
      let end = value(helpfulEnd(position, side))
      guard end.isFinite else {
        unlimited += 1
        continue
      }
      let term = program.constraints.values[position] * end
      reach.add(term)
      scale = max(scale, abs(term))
    }
    guard unlimited <= 1, scale <= Self.largestBound else { return nil }
    let tolerance = GLPKSolver.feasibilityTolerance * max(1, scale)
    let shortfall = side == .lower ? bound - reach.value : reach.value - bound
    if unlimited == 0, shortfall > tolerance { return reasons(ofShortfallIn: row, side) }
    for position in entries {
      let coefficient = program.constraints.values[position]
      let helpful = helpfulEnd(position, side)
      let own = value(helpful)
      guard unlimited == 0 || !own.isFinite else { continue }
      let rest = own.isFinite ? reach.value - coefficient * own : reach.value
      let end = End(index: helpful.index, side: helpful.side == .upper ? .lower : .upper)
      let conflict = move(
        end, to: (bound - rest) / coefficient, by: (row, side), slack: tolerance / abs(coefficient))
      if let conflict { return conflict }
    }
    return nil
  }

  /// Tightens one end where that gains something; the conditions of a contradiction, where the ends have crossed.
  private mutating func move(
    _ end: End, to proposed: Double, by source: (row: Int, side: Condition.Side), slack: Double
  ) -> [Condition]? {
    guard abs(proposed) <= Self.largestBound else { return nil }
    var (moved, isRounded) = (proposed, false)
    if program.variables.takesWholeNumbers(end.index) {
      moved = end.side == .lower ? (proposed - slack).rounded(.up) : (proposed + slack).rounded(.down)
      isRounded = abs(moved - proposed) > slack
    }
    let old = value(end)
    let gain = end.side == .lower ? moved - old : old - moved
    guard gain > Self.leastGain * max(1, abs(moved)) else { return nil }
    record(Step(value: moved, source: source, isRounded: isRounded, end: end, previous: last[end]))
    let crossing = lower[end.index] - upper[end.index]
    guard crossing > max(slack, GLPKSolver.feasibilityTolerance * max(1, abs(moved))) else { return nil }
    return reasons(of: [
      (End(index: end.index, side: .lower), trail.count), (End(index: end.index, side: .upper), trail.count),
    ])
  }

  private mutating func record(_ step: Step) {
    last[step.end] = trail.count
    trail.append(step)
    if step.end.side == .lower { lower[step.end.index] = step.value } else { upper[step.end.index] = step.value }
  }

  private func value(_ end: End) -> Double {
    end.side == .lower ? lower[end.index] : upper[end.index]
  }

  /// The end of an entry's variable that brings the sum nearer to a side's bound.
  private func helpfulEnd(_ position: Int, _ side: Condition.Side) -> End {
    End(
      index: Int(program.constraints.indices[position]),
      side: (program.constraints.values[position] > 0) == (side == .lower) ? .upper : .lower)
  }

  // MARK: Reasons

  private func reasons(ofShortfallIn row: Int, _ side: Condition.Side) -> [Condition] {
    reasons(of: premises(row, side, except: nil, before: trail.count), and: [.row(row, side)])
  }

  /// The ends that a constraint's reach was computed from.
  private func premises(
    _ row: Int, _ side: Condition.Side, except index: Int?, before time: Int
  ) -> [(end: End, time: Int)] {
    program.constraints.entries(of: row).filter { program.constraints.values[$0] != 0 }
      .map { helpfulEnd($0, side) }
      .filter { $0.index != index }
      .map { ($0, time) }
  }

  /// Walks the trail back: the conditions that ends, as they stood before given steps, go back to.
  private func reasons(of ends: [(end: End, time: Int)], and known: Set<Condition> = []) -> [Condition] {
    var conditions = known
    var open = ends
    var seen: Set<Int> = []
    while let (end, time) = open.popLast() {
      var place = last[end]
      while let later = place, later >= time { place = trail[later].previous }
      guard let place else {
        conditions.insert(.bound(end.index, end.side))
        continue
      }
      guard seen.insert(place).inserted else { continue }
      let step = trail[place]
      if step.isRounded { conditions.insert(.whole(end.index)) }
      if let source = step.source {
        conditions.insert(.row(source.row, source.side))
        open += premises(source.row, source.side, except: end.index, before: place)
      } else {
        open.append((end, place))
      }
    }
    return conditions.sorted()
  }
}
