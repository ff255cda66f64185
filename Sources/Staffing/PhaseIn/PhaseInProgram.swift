// SPDX-License-Identifier: GPL-3.0-or-later

internal import LinearPrograms

/// The linear program of one pool's years: a quota and a move for each town and year.
///
/// Quota after a year = quota before + move, and the moves of a year add up to the change of the total. Each variable
/// stands in two rows at most, as a flow from year to year and from town to town does: the matrix is that of a network,
/// and every vertex is whole.
struct PhaseInProgram {
  private let course: PhaseInCourse
  private let isMonotone: Bool
  private(set) var program: LinearProgram
  private var cells: [Cell] = []

  /// A town that may move, with its variables by year.
  private struct Cell {
    let town: Int
    /// 1 where the plan has more than today, −1 where it has less, 0 where it has the same.
    let direction: Int
    var quotas: [Variable] = []
    var moves: [Variable] = []
  }

  /// The program of the first years.
  ///
  /// - Parameters:
  ///   - years: How many, at least 1 and at most as many as there are totals.
  ///   - isMonotone: Whether no quota may move away from the plan's, or beyond it.
  ///   - isLastOpen: Whether the last year's total is left open.
  init(_ course: PhaseInCourse, years: Int, isMonotone: Bool, isLastOpen: Bool = false) {
    self.course = course
    self.isMonotone = isMonotone
    program = LinearProgram(name: "years")
    for town in course.today.indices {
      let direction = (course.target[town] - course.today[town]).signum()
      if direction != 0 || !isMonotone {
        addCell(town, direction, years: years, isMonotone: isMonotone, isLastOpen: isLastOpen)
      }
    }
    addTotals(years: years, isLastOpen: isLastOpen)
  }

  private mutating func addCell(_ town: Int, _ direction: Int, years: Int, isMonotone: Bool, isLastOpen: Bool) {
    let (today, target) = (course.today[town], course.target[town])
    let most = min(course.most[town] ?? Scenario.largestCount, Scenario.largestCount)
    var cell = Cell(town: town, direction: direction)
    for year in 0..<years {
      // No quota is above the sum of all.
      let total = isLastOpen && year == years - 1 ? Scenario.largestCount : course.totals[year]
      let range = isMonotone ? min(today, target)...max(today, target) : 0...max(0, total)
      let moves = isMonotone ? min(0, direction * most)...max(0, direction * most) : -most...most
      let quota = add(range)
      let move = add(moves)
      if let before = cell.quotas.last {
        program.add(before + move - quota == 0)
      } else {
        program.add(move - quota == -Double(today))
      }
      cell.quotas.append(quota)
      cell.moves.append(move)
    }
    cells.append(cell)
  }

  private mutating func add(_ range: ClosedRange<Int>) -> Variable {
    program.addVariable(from: Double(range.lowerBound), to: Double(range.upperBound), wholeNumbers: true)
  }

  /// Of the towns in no kept group together, and of each kept group's towns that are in no inner one.
  private mutating func addTotals(years: Int, isLastOpen: Bool) {
    var members: [[String]: [Cell]] = [:]
    for cell in cells { members[course.keptGroup[cell.town] ?? [], default: []].append(cell) }
    members[[], default: []] += []
    for (group, cells) in members.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      for year in 0..<years where !(group.isEmpty && isLastOpen && year == years - 1) {
        let change = group.isEmpty ? Double(course.totals[year] - total(before: year)) : 0
        program.addConstraint(in: change...change) { sum in
          for cell in cells { sum += cell.moves[year] }
        }
      }
    }
  }

  private func total(before year: Int) -> Int {
    year == 0 ? course.today.reduce(0, +) : course.totals[year - 1]
  }

  // MARK: Goals

  /// The posts that move away from the plan or stand beyond it.
  var away: Goal {
    var goal = Goal.minimize()
    for cell in cells {
      let (direction, target) = (cell.direction, course.target[cell.town])
      for (quota, move) in zip(cell.quotas, cell.moves) {
        goal.add(
          ConvexCost(origin: target) { step in
            step <= target ? (direction > 0 ? 0 : -1) : (direction < 0 ? 0 : 1)
          }, on: quota)
        goal.add(
          ConvexCost(origin: 0) { step in
            step <= 0 ? (direction > 0 ? -1 : 0) : (direction < 0 ? 1 : 0)
          }, on: move)
      }
    }
    return goal
  }

  /// The posts between the quotas and the plan's after these years, added up.
  func distance(in years: Range<Int>) -> Goal {
    guard isMonotone else {
      return goal(in: years) { cell, _ in
        let target = course.target[cell.town]
        return ConvexCost(origin: target) { $0 <= target ? -1 : 1 }
      }
    }
    // No quota goes beyond the plan's, so each post nearer to it counts one: no cost that bends, no columns for one.
    var distance = LinearExpression()
    for cell in cells {
      for year in years.clamped(to: cell.quotas.indices) { distance += -Double(cell.direction) * cell.quotas[year] }
    }
    return .minimize(distance)
  }

  /// The squares of the same: of two towns the one with more posts to go comes first; of equal ones, the first in the
  /// order of towns.
  func unevenness(in years: Range<Int>) -> Goal {
    let count = Double(course.today.count + 1)
    return goal(in: years) { cell, year in
      let target = course.target[cell.town]
      let rank = (count - Double(cell.town)) / (2 * count)
      return ConvexCost(origin: course.earliest(cell.town, year: year)) { step in
        Double(2 * (step - target) - 1) + (step <= target ? -rank : rank)
      }
    }
  }

  private func goal(in years: Range<Int>, cost: (_ cell: Cell, _ year: Int) -> ConvexCost) -> Goal {
    var goal = Goal.minimize()
    for cell in cells {
      for year in years.clamped(to: cell.quotas.indices) { goal.add(cost(cell, year), on: cell.quotas[year]) }
    }
    return goal
  }

  /// The sum of the moves of a year.
  func moves(in year: Int) -> LinearExpression {
    LinearExpression(sum: cells.map { 1 * $0.moves[year] })
  }

  // MARK: Results

  /// The quotas at a solution, by year and town.
  func quotas(at solution: Solution, years: Int) -> [[Int]] {
    var quotas = Array(repeating: course.today, count: years)
    for cell in cells {
      for (year, quota) in cell.quotas.enumerated() { quotas[year][cell.town] = Int(solution[quota]) }
    }
    return quotas
  }
}
