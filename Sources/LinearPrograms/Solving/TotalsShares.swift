// SPDX-License-Identifier: GPL-3.0-or-later

/// Two shares of a large program whose rows are totals that lie apart: as they have nothing in common, what is best for
/// each is best for the whole.
///
/// How a program is shared out depends on the program alone, so that whoever solves the shares comes to the same.
struct TotalsShares: Sendable {
  private let whole: LinearProgram
  /// The totals of each share.
  private let totals: [[FixedTotals.Total]]
  /// The variables of each share, ascending.
  let variables: [[Int]]
  /// The place of each variable in its share.
  private let placeInShare: [Int32]

  /// Smaller programs are solved before they would be shared out.
  static let leastVariables = 1 << 16

  /// The rows of each share.
  var rows: [[Int]] { totals.map { $0.map(\.row) } }

  /// `nil` where the program is small, some row is no such total, or one share would have more than three quarters of the
  /// variables. Totals that others imply are in neither share. O(nonzeros).
  init?(_ program: LinearProgram) {
    guard program.variableCount >= Self.leastVariables, let fixed = FixedTotals(program) else { return nil }
    let apart = fixed.totals.filter { !$0.variables.isEmpty }
    // One that is larger than others inside it and has variables of its own is worth something for all of them.
    guard apart.allSatisfy({ $0.variables.count == program.constraints.entries(of: $0.row).count }),
      fixed.totals.allSatisfy({ !$0.variables.isEmpty || $0.amount == 0 })
    else { return nil }
    let byRow = apart.sorted { $0.row < $1.row }
    let counted = byRow.reduce(0) { $0 + $1.variables.count }
    var (first, count) = (0, 0)
    while first < byRow.count, 2 * count + byRow[first].variables.count <= counted {
      count += byRow[first].variables.count
      first += 1
    }
    guard 4 * count >= program.variableCount, 4 * (counted - count) >= program.variableCount else { return nil }
    totals = [Array(byRow[..<first]), Array(byRow[first...])]
    var isInSecond = [Bool](repeating: false, count: program.variableCount)
    for total in totals[1] { for variable in total.variables { isInSecond[variable] = true } }
    var (variables, placeInShare) = ([[Int]](repeating: [], count: 2), [Int32]())
    placeInShare.reserveCapacity(program.variableCount)
    for variable in 0..<program.variableCount {
      let share = isInSecond[variable] ? 1 : 0
      placeInShare.append(Int32(truncatingIfNeeded: variables[share].count))
      variables[share].append(variable)
    }
    (whole, self.variables, self.placeInShare) = (program, variables, placeInShare)
  }

  /// One share as a program of its own. O(nonzeros of the share + terms of the whole's goal).
  func program(of share: Int) -> LinearProgram {
    let variables = variables[share]
    var program = LinearProgram(name: whole.name)
    program.reserve(variables: variables.count, constraints: totals[share].count, nonzeros: variables.count)
    for variable in variables {
      program.variables.append(
        lower: whole.variables.lower[variable], upper: whole.variables.upper[variable],
        wholeNumbers: whole.variables.takesWholeNumbers(variable))
    }
    program.nameVariables { [table = whole.variables] index in
      variables.indices.contains(index) ? table.name(variables[index]) : nil
    }
    var entries: [LinearExpression.Entry] = []
    for total in totals[share] {
      entries.removeAll(keepingCapacity: true)
      entries += total.variables.lazy.map { LinearExpression.Entry(index: placeInShare[$0], coefficient: 1) }
      _ = program.constraints.append(
        entries, lower: Double(total.amount), upper: Double(total.amount), label: "", width: variables.count)
    }
    var expression = LinearExpression()
    for entry in whole.goal.expression.entries {
      let (variable, place) = (Int(entry.index), Int(placeInShare[Int(entry.index)]))
      guard place < variables.count, variables[place] == variable else { continue }
      expression.add(Variable(program: program.id, index: place), times: entry.coefficient)
    }
    var goal = whole.goal.sense == .minimize ? Goal.minimize(expression) : .maximize(expression)
    for (place, variable) in variables.enumerated() {
      guard let cost = whole.goal.convexCosts[variable] else { continue }
      goal.add(cost, on: Variable(program: program.id, index: place))
    }
    program.goal = goal
    return program
  }
}
