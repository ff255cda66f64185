// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing

/// Every way from today's quotas to a plan's that there is, tried out: for a few towns, posts and years.
struct YearlyOracle {
  let today: [Int]
  let target: [Int]
  /// The most posts a year, by town.
  let most: [Int]
  let totals: [Int]

  /// How good a way is, smaller values first: posts away from the plan or beyond it, posts to go after the last year,
  /// posts to go in all years, and their squares.
  typealias Worth = [Int]

  /// The worth of the best way; `nil` where there is none.
  func best(isMonotone: Bool) -> Worth? {
    var best: Worth?
    visit(today, year: 0, so: [0, 0, 0, 0], isMonotone) { worth in
      if best.map({ worth.lexicographicallyPrecedes($0) }) ?? true { best = worth }
    }
    return best
  }

  /// The worth of a way that is given.
  func worth(of quotas: [[Int]]) -> Worth {
    zip([today] + quotas, quotas).enumerated().reduce([0, 0, 0, 0]) { sum, year in
      added(sum, before: year.element.0, after: year.element.1, year: year.offset)
    }
  }

  private func visit(
    _ quotas: [Int], year: Int, so far: Worth, _ isMonotone: Bool, _ found: (Worth) -> Void
  ) {
    guard year < totals.count else { return found(far) }
    for next in steps(from: quotas, total: totals[year], isMonotone) {
      let worth = added(far, before: quotas, after: next, year: year)
      if !isMonotone || worth[0] == 0 { visit(next, year: year + 1, so: worth, isMonotone, found) }
    }
  }

  private func steps(from quotas: [Int], total: Int, _ isMonotone: Bool) -> [[Int]] {
    var partial: [[Int]] = [[]]
    for town in quotas.indices {
      let range = max(0, quotas[town] - most[town])...(quotas[town] + most[town])
      partial = partial.flatMap { start in range.map { start + [$0] } }.filter { $0.reduce(0, +) <= total }
    }
    return partial.filter { $0.reduce(0, +) == total }
  }

  private func added(_ worth: Worth, before: [Int], after: [Int], year: Int) -> Worth {
    var worth = worth
    for town in target.indices {
      let (gap, direction) = (target[town] - after[town], (target[town] - today[town]).signum())
      let move = after[town] - before[town]
      // Beyond the plan, or away from it; where nothing is to change, any move is one.
      if direction == 0 {
        worth[0] += abs(gap)
      } else {
        worth[0] += max(0, -direction * gap) + max(0, -direction * move)
      }
      if year == totals.count - 1 { worth[1] += abs(gap) }
      worth[2] += abs(gap)
      worth[3] += gap * gap
    }
    return worth
  }
}
