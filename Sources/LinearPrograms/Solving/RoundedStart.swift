// SPDX-License-Identifier: GPL-3.0-or-later

/// A whole-number point made out of the relaxation's, for branch and bound to begin with.
///
/// Whole-number columns are rounded to the nearest number. Then, as long as a row is broken, one broken row is taken and
/// the column in it is moved that mends most, weighing all rows that the column is in and what the move costs by the
/// relaxation's prices. Where no move makes things better, the row gains weight, so that the search leaves the hole
/// that it sits in, and a column that was just moved may not move back for a while. This is Feasibility Jump (Luteberget
/// and Sartor, Mathematical Programming Computation 15, 2023) that begins at the relaxation and always moves in a broken row.
///
/// Finds nothing where it finds nothing: no proof of anything. The same form and point give the same result. Takes
/// O(nonzeros) memory, and steps until ``mostWork(_:)`` entries have been looked at.
struct RoundedStart {
  /// How far a row may be off: rounding errors alone.
  private static let tolerance = 1e-9
  /// Of a long row, so many columns are tried at once.
  private static let candidates = 48

  private let form: ColumnForm
  private let rows: ColumnRows
  private let prices: [Double]
  /// What a violation counts, by row.
  private var weights: [Double]
  private var point: [Double]
  private var activity: [Double]
  private var broken = BrokenRows()
  /// The step from which on a column may move again.
  private var free: [Int]
  private var step = 0
  private var work = 0
  private var random: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// Rounds. O(nonzeros).
  ///
  /// - Parameters:
  ///   - form: What the point has to keep.
  ///   - point: A number a column, as a rule the relaxation's optimum.
  ///   - reducedCosts: What one more unit of each column costs in the relaxation, positive for worse; zeros are allowed.
  init(_ form: ColumnForm, near point: [Double], reducedCosts: [Double]) {
    self.form = form
    rows = ColumnRows(form)
    let total = reducedCosts.reduce(0) { $0 + abs($1) }
    // Prices decide between moves that mend alike, and don't outweigh the mending.
    let scale = total > 0 ? 0.05 * Double(reducedCosts.count) / total : 0
    prices = reducedCosts.map { $0 * scale }
    self.point = point.indices.map { column in
      let near = point[column].isFinite ? point[column] : 0
      let value = form.wholeNumbers[column] != 0 ? near.rounded() : near
      return min(max(value, form.lower[column]), form.upper[column])
    }
    weights = (0..<form.rows.count).map { row in
      let largest = form.entries(of: row).reduce(0) { max($0, abs(form.values[$1])) }
      return largest > 0 ? 1 / largest : 1
    }
    activity = []
    free = [Int](repeating: 0, count: point.count)
    measure()
  }

  /// How many entries may be looked at in a program of so many nonzeros: some milliseconds' worth.
  static func mostWork(_ nonzeros: Int) -> Int { 50_000 + 80 * nonzeros }

  /// The repaired point, or `nil` where it still breaks a row when the work is done or `hasToStop` says so.
  mutating func repaired(hasToStop: () -> Bool) -> [Double]? {
    let mostWork = Self.mostWork(form.entryCount)
    while !broken.isEmpty {
      if work > mostWork || (step % 64 == 63 && hasToStop()) { return nil }
      guard repair(broken[draw(below: broken.count)]) else { return nil }
      if broken.isEmpty { measure() }
    }
    return point
  }

  /// Moves a column of a broken row. Returns whether there was one that can move.
  private mutating func repair(_ row: Int) -> Bool {
    step += 1
    let excess = excess(activity[row], row)
    let entries = form.entries(of: row)
    let first = entries.count > Self.candidates ? draw(below: entries.count) : 0
    var best: (score: Double, column: Int, amount: Double)?
    var mayMove = false
    for number in 0..<min(entries.count, Self.candidates) {
      let entry = entries.lowerBound + (first + number) % entries.count
      let (column, coefficient) = (Int(form.indices[entry]), form.values[entry])
      guard coefficient != 0 else { continue }
      for amount in moves(of: column, by: -excess / coefficient) {
        mayMove = true
        guard free[column] <= step else { continue }
        let score = score(column, amount)
        if best.map({ score < $0.score }) ?? true { best = (score, column, amount) }
      }
    }
    guard let best else {
      // Of a long row, other columns may be able to move the next time.
      work += Self.candidates
      return mayMove || entries.count > Self.candidates
    }
    if best.score >= 0 { weights[row] *= 1.5 }
    move(best.column, by: best.amount)
    free[best.column] = step + 2 + draw(below: 8)
    return true
  }

  /// The steps to try where a column ought to move by an amount: as far as it should and can, and for whole numbers, one.
  private func moves(of column: Int, by amount: Double) -> [Double] {
    let up = amount > 0
    let room = up ? form.upper[column] - point[column] : form.lower[column] - point[column]
    guard form.wholeNumbers[column] != 0 else {
      let step = up ? min(amount, room) : max(amount, room)
      return step == 0 ? [] : [step]
    }
    // An amount that is whole but for rounding errors stays that amount.
    let whole = up ? (amount - 1e-9).rounded(.up) : (amount + 1e-9).rounded(.down)
    let step = up ? min(max(whole, 1), room) : max(min(whole, -1), room)
    guard abs(step) >= 1 else { return [] }
    return abs(step) > 1 ? [step, up ? 1 : -1] : [step]
  }

  /// What a move changes: the weighted violations, and its price.
  private mutating func score(_ column: Int, _ amount: Double) -> Double {
    var change = prices[column] * amount
    let entries = rows.entries(of: column)
    work += entries.count
    for entry in entries {
      let row = Int(rows.rows[entry])
      let before = abs(excess(activity[row], row))
      let after = abs(excess(activity[row] + rows.values[entry] * amount, row))
      change += weights[row] * (after - before)
    }
    return change
  }

  private mutating func move(_ column: Int, by amount: Double) {
    point[column] += amount
    for entry in rows.entries(of: column) {
      let row = Int(rows.rows[entry])
      activity[row] += rows.values[entry] * amount
      broken.mark(row, isBroken: excess(activity[row], row) != 0)
    }
  }

  /// By how much an activity is above its row's bounds, or negative, below them; 0 within.
  private func excess(_ activity: Double, _ row: Int) -> Double {
    if activity > form.rows[row].upper + Self.tolerance { return activity - form.rows[row].upper }
    if activity < form.rows[row].lower - Self.tolerance { return activity - form.rows[row].lower }
    return 0
  }

  /// Adds up every row afresh, without the rounding errors of many moves.
  private mutating func measure() {
    activity = form.activities(at: point)
    broken = BrokenRows(count: activity.count)
    for row in activity.indices where excess(activity[row], row) != 0 { broken.mark(row, isBroken: true) }
  }

  /// A number below `limit`, by a generator of its own (Steele and Vigna, 2021), so that every run is the same.
  private mutating func draw(below limit: Int) -> Int {
    random = random &* 0xD134_2543_DE82_EF95 &+ 1
    return Int(truncatingIfNeeded: (random >> 33) % UInt64(max(limit, 1)))
  }
}

/// The rows that are broken, to be marked and drawn from in O(1).
private struct BrokenRows {
  private var rows: [Int] = []
  private var places: [Int] = []

  init(count: Int = 0) {
    places = [Int](repeating: -1, count: count)
  }

  var isEmpty: Bool { rows.isEmpty }
  var count: Int { rows.count }
  subscript(place: Int) -> Int { rows[place] }

  mutating func mark(_ row: Int, isBroken: Bool) {
    let place = places[row]
    guard isBroken != (place >= 0) else { return }
    if isBroken {
      places[row] = rows.count
      rows.append(row)
    } else if let last = rows.popLast() {
      places[row] = -1
      guard last != row else { return }
      rows[place] = last
      places[last] = place
    }
  }
}
