// SPDX-License-Identifier: GPL-3.0-or-later

/// A limit on how far variables together fall short of given values, as it stands in a program: for each of them a
/// variable `s ≥ 0` with a row `s + x ≥ t`, and one row `Σ s ≤ most`.
struct ShortfallCap: Sendable {
  /// One variable that may fall short.
  struct Item: Sendable {
    /// `x`.
    let variable: Int
    /// `s`, which costs nothing and occurs nowhere else.
    let shortfall: Int
    /// The row that ties them.
    let row: Int
    /// `t`.
    let target: Int
  }

  let items: [Item]
  /// The row that limits the sum.
  let row: Int
  let most: Int
  /// Whether a variable is a shortfall.
  let isShortfall: [Bool]
  /// The item of each variable; −1 where it has none.
  let itemOfVariable: [Int32]

  /// `nil` where a program does not have exactly one such limit. Rows of another kind are not looked at. O(nonzeros).
  init?(_ program: LinearProgram) {
    let (constraints, variables) = (program.constraints, program.variables)
    // Shortfalls are not whole by themselves: where every variable is, there are none.
    var mayFall = [Bool](repeating: false, count: variables.count)
    var count = 0
    for index in 0..<variables.count
    where !variables.takesWholeNumbers(index) && variables.lower[index] == 0 && variables.upper[index] == .infinity {
      mayFall[index] = true
      count += 1
    }
    guard count > 0, program.goal.convexCosts.keys.allSatisfy({ !mayFall[$0] }),
      program.goal.expression.entries.allSatisfy({ $0.coefficient == 0 || !mayFall[Int($0.index)] })
    else { return nil }
    var rowOfCap: Int?
    var items: [Item] = []
    items.reserveCapacity(count)
    var itemOfVariable = [Int32](repeating: -1, count: variables.count)
    var isTied = [Bool](repeating: false, count: variables.count)
    for row in 0..<constraints.count {
      let entries = constraints.entries(of: row)
      guard let first = entries.first, entries.contains(where: { mayFall[Int(constraints.indices[$0])] }) else {
        continue
      }
      guard entries.allSatisfy({ constraints.values[$0] == 1 }) else { return nil }
      if entries.allSatisfy({ mayFall[Int(constraints.indices[$0])] }) {
        guard rowOfCap == nil, entries.count == count, constraints.rows[row].lower == -.infinity else { return nil }
        rowOfCap = row
        continue
      }
      guard entries.count == 2, constraints.rows[row].upper == .infinity,
        let target = Int(exactly: constraints.rows[row].lower)
      else { return nil }
      let pair = [Int(constraints.indices[first]), Int(constraints.indices[first + 1])]
      let (shortfall, variable) = mayFall[pair[0]] ? (pair[0], pair[1]) : (pair[1], pair[0])
      guard mayFall[shortfall], !mayFall[variable], !isTied[shortfall], itemOfVariable[variable] < 0 else { return nil }
      isTied[shortfall] = true
      itemOfVariable[variable] = Int32(truncatingIfNeeded: items.count)
      items.append(Item(variable: variable, shortfall: shortfall, row: row, target: target))
    }
    guard let rowOfCap, items.count == count, let most = Int(exactly: constraints.rows[rowOfCap].upper) else {
      return nil
    }
    self.items = items
    self.most = most
    self.itemOfVariable = itemOfVariable
    row = rowOfCap
    isShortfall = mayFall
  }
}
