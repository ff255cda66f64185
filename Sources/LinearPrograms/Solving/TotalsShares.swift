// SPDX-License-Identifier: GPL-3.0-or-later

/// A large program whose rows are totals that lie apart, in shares of some thousand variables: as they have nothing in
/// common, what is best for each is best for the whole.
///
/// Several threads can be at several shares, and one that is small stays in the processor's cache while it is worked on. How
/// a program is shared out depends on the program alone, so that whoever solves the shares comes to the same.
struct TotalsShares: Sendable {
  private let whole: LinearProgram
  /// The totals of each share.
  private let totals: [[FixedTotals.Total]]
  /// The variables of each share, ascending.
  let variables: [[Int]]
  /// The share of each variable, and its place there.
  let places: [(share: Int32, place: Int32)]
  private let linearCosts: [Double]

  /// A share is full where it has so many variables, or more where its last total has.
  private static let sizeOfShare = 4_096
  /// Smaller programs are solved before they would be shared out.
  private static let leastVariables = 4 * sizeOfShare

  /// The rows of each share.
  var rows: [[Int]] { totals.map { $0.map(\.row) } }

  /// `nil` where the program is small, some row is no such total, or nearly all variables are in one of them. Totals that
  /// others imply are in no share. O(nonzeros).
  init?(_ program: LinearProgram) {
    guard program.variableCount >= Self.leastVariables, program.constraintCount > 1,
      let fixed = FixedTotals(program)
    else { return nil }
    let apart = fixed.totals.filter { !$0.variables.isEmpty }
    // One that is larger than others inside it and has variables of its own is worth something for all of them.
    guard apart.allSatisfy({ $0.variables.count == program.constraints.entries(of: $0.row).count }),
      fixed.totals.allSatisfy({ !$0.variables.isEmpty || $0.amount == 0 })
    else { return nil }
    // In the order of the program, so that what lies together stays together. What is in no total is in the first.
    var (totals, sizes) = ([[FixedTotals.Total]](), [Int]())
    var places = [(share: Int32, place: Int32)](repeating: (0, 0), count: program.variableCount)
    for total in apart.sorted(by: { $0.row < $1.row }) {
      if sizes.last.map({ $0 >= Self.sizeOfShare }) ?? true {
        totals.append([])
        sizes.append(0)
      }
      let share = totals.count - 1
      totals[share].append(total)
      sizes[share] += total.variables.count
      for variable in total.variables { places[variable].share = Int32(truncatingIfNeeded: share) }
    }
    guard let largest = sizes.max(), totals.count > 1, 8 * largest <= 7 * program.variableCount else { return nil }
    var variables = sizes.map { size in
      var empty: [Int] = []
      empty.reserveCapacity(size)
      return empty
    }
    for variable in places.indices {
      let share = Int(places[variable].share)
      places[variable].place = Int32(truncatingIfNeeded: variables[share].count)
      variables[share].append(variable)
    }
    (whole, self.totals, self.variables, self.places) = (program, totals, variables, places)
    linearCosts = program.linearCosts
  }

  /// One share as a program of its own. O(nonzeros of the share).
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
      entries += total.variables.lazy.map { LinearExpression.Entry(index: places[$0].place, coefficient: 1) }
      _ = program.constraints.append(
        entries, lower: Double(total.amount), upper: Double(total.amount), width: variables.count)
    }
    var expression = LinearExpression()
    for (place, variable) in variables.enumerated() where linearCosts[variable] != 0 {
      expression.add(Variable(program: program.id, index: place), times: linearCosts[variable])
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
