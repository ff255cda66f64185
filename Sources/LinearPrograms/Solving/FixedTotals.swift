// SPDX-License-Identifier: GPL-3.0-or-later

/// A program whose rows all fix plain sums of whole-number variables, nested or apart: each total less those inside it.
///
/// Such totals can be looked at one by one: what the totals inside leave of one is for the variables that count in no
/// smaller one, and they can add up to any whole number between the sums of their bounds.
struct FixedTotals: Sendable {
  struct Total: Sendable {
    let row: Int
    /// Those that count in no smaller total.
    var variables: [Int]
    /// What the smaller totals leave of the sum.
    var amount: Int
  }

  /// One a row that has terms, the smaller ones first.
  private(set) var totals: [Total] = []
  /// Whether a variable counts in a total.
  private(set) var isCounted: [Bool]

  /// `nil` where there is no row, some row is no such total, or totals cross. O(nonzeros + rows · log rows).
  ///
  /// - Parameter cap: A limit whose rows are left out.
  init?(_ program: LinearProgram, besides cap: ShortfallCap? = nil) {
    let constraints = program.constraints
    isCounted = Array(repeating: false, count: program.variableCount)
    var amounts = [Int](repeating: 0, count: constraints.count)
    var bySize: [Int] = []
    // A row of nothing has no say.
    for row in 0..<constraints.count where !constraints.entries(of: row).isEmpty {
      if let cap, constraints.entries(of: row).contains(where: { cap.isShortfall[Int(constraints.indices[$0])] }) {
        continue
      }
      guard let amount = Self.amount(of: row, program) else { return nil }
      amounts[row] = amount
      bySize.append(row)
    }
    guard !bySize.isEmpty else { return nil }
    bySize.sort { (constraints.entries(of: $0).count, $0) < (constraints.entries(of: $1).count, $1) }
    // From the smallest total to the largest: the one that a variable was last met in lies inside the one it is met in.
    var last = [Int32](repeating: -1, count: program.variableCount)
    totals.reserveCapacity(bySize.count)
    for row in bySize {
      var total = Total(row: row, variables: [], amount: amounts[row])
      total.variables.reserveCapacity(constraints.entries(of: row).count)
      var inside: Set<Int32> = []
      var counted = 0
      for position in constraints.entries(of: row) {
        let variable = Int(constraints.indices[position])
        if last[variable] >= 0 {
          if inside.insert(last[variable]).inserted { counted += constraints.entries(of: Int(last[variable])).count }
        } else {
          counted += 1
          total.variables.append(variable)
          isCounted[variable] = true
        }
        last[variable] = Int32(truncatingIfNeeded: row)
      }
      // Every total that it meets must lie in it whole.
      guard counted == constraints.entries(of: row).count else { return nil }
      for inner in inside {
        let (rest, overflow) = total.amount.subtractingReportingOverflow(amounts[Int(inner)])
        guard !overflow else { return nil }
        total.amount = rest
      }
      totals.append(total)
    }
  }

  /// What a row fixes the plain sum of its whole-number variables to; `nil` for every other row.
  static func amount(of row: Int, _ program: LinearProgram) -> Int? {
    let constraints = program.constraints
    guard constraints.rows[row].lower == constraints.rows[row].upper else { return nil }
    for position in constraints.entries(of: row) {
      let variable = Int(constraints.indices[position])
      guard constraints.values[position] == 1, program.variables.takesWholeNumbers(variable),
        program.hasCountableRange(ofVariable: variable)
      else { return nil }
    }
    return Int(exactly: constraints.rows[row].lower)
  }

  /// The places of the totals dealt out to so many threads at most, those that lie near one another to the same, and to each
  /// about as many variables as totals allow; all to one where there are few variables.
  func dealt(to workers: Int) -> [[Int]] {
    let variables = totals.reduce(0) { $0 + $1.variables.count }
    guard workers > 1, variables >= Self.manyVariables else { return [Array(totals.indices)] }
    let places = totals.indices.sorted { left, right in
      let (mine, theirs) = (totals[left].variables.first ?? -1, totals[right].variables.first ?? -1)
      return mine != theirs ? mine < theirs : left < right
    }
    var (hands, counted) = ([[Int]()], 0)
    for place in places {
      if counted * workers >= variables * hands.count { hands.append([]) }
      hands[hands.count - 1].append(place)
      counted += totals[place].variables.count
    }
    return hands
  }

  /// What threads take to come together is as long as a total of so many variables takes.
  private static var manyVariables: Int { 2_000 }

  /// Whether there are whole numbers between the bounds of a program with the same rows that keep all totals.
  /// O(variables).
  func allow(_ program: LinearProgram) -> Bool { TotalsRoom(self, program)?.isEnough ?? false }
}

extension LinearProgram {
  /// Whether a variable's bounds are finite and small enough to count between.
  func hasCountableRange(ofVariable index: Int) -> Bool {
    abs(variables.lower[index]) <= 0x1p52 && abs(variables.upper[index]) <= 0x1p52
  }
}
