// SPDX-License-Identifier: GPL-3.0-or-later

/// The parts of a program that have no row in common: each can be solved by itself, and what is best for each is best for
/// all, as every goal is a sum over variables.
///
/// Rows that others imply tie nothing together: where totals of parts are fixed, the total of the whole is fixed as well.
/// Nor do variables without a choice: they are constants of the rows that they are in, and a row of nothing else is left
/// out where it is kept.
struct IndependentBlocks: Sendable {
  /// The variables and rows of one part, by their places in the program, in its order.
  struct Block: Sendable {
    fileprivate(set) var variables: [Int] = []
    fileprivate(set) var rows: [Int] = []
  }

  private(set) var blocks: [Block] = []
  /// The block of each variable.
  let blockOfVariable: [Int32]
  /// The place of each variable in its block.
  private let placeInBlock: [Int32]
  private let linearCosts: [Double]

  /// `nil` where there are fewer than two parts with rows and most of the variables have a choice, or where totals
  /// contradict one another. O(nonzeros).
  ///
  /// - Parameter taken: Rows that are taken out first; any number of parts will do then.
  init?(_ program: LinearProgram, without taken: Set<Int> = []) {
    let constraints = program.constraints
    guard var isLeftOut = Self.impliedTotals(program) else { return nil }
    for row in taken { isLeftOut[row] = true }
    let isFixed = (0..<program.variableCount).map { program.fixedValue(ofVariable: $0) != nil }
    var sets = DisjointSets(count: program.variableCount)
    var hasRow = [Bool](repeating: false, count: program.variableCount)
    for row in 0..<constraints.count where !isLeftOut[row] {
      var first: Int?
      for position in constraints.entries(of: row) {
        let variable = Int(constraints.indices[position])
        guard !isFixed[variable] else { continue }
        if let first { sets.merge(first, variable) } else { first = variable }
        hasRow[variable] = true
      }
      if first == nil, program.isKeptByFixedValues(row) { isLeftOut[row] = true }
    }
    // Variables in no row make a block together.
    var blockOfRoot: [Int: Int32] = [:]
    var blockOfVariable = [Int32](repeating: 0, count: program.variableCount)
    var placeInBlock = blockOfVariable
    for variable in 0..<program.variableCount {
      let root = hasRow[variable] ? sets.root(of: variable) : -1
      let block = blockOfRoot[root] ?? Int32(truncatingIfNeeded: blocks.count)
      if Int(block) == blocks.count {
        blockOfRoot[root] = block
        blocks.append(Block())
      }
      blockOfVariable[variable] = block
      placeInBlock[variable] = Int32(truncatingIfNeeded: blocks[Int(block)].variables.count)
      blocks[Int(block)].variables.append(variable)
    }
    let isMostlyFixed = 2 * isFixed.count { $0 } >= isFixed.count
    guard !taken.isEmpty || isMostlyFixed || blockOfRoot.count - (blockOfRoot[-1] == nil ? 0 : 1) >= 2 else {
      return nil
    }
    for row in 0..<constraints.count where !isLeftOut[row] {
      let first = constraints.entries(of: row).lazy.map { Int(constraints.indices[$0]) }.first { !isFixed[$0] }
      // A row of nothing has to be kept somewhere.
      blocks[first.map { Int(blockOfVariable[$0]) } ?? 0].rows.append(row)
    }
    self.blockOfVariable = blockOfVariable
    self.placeInBlock = placeInBlock
    linearCosts = program.linearCosts
  }

  /// One block as a program of its own. O(nonzeros of the block).
  func program(of place: Int, in whole: LinearProgram) -> LinearProgram {
    let block = blocks[place]
    var part = LinearProgram(name: whole.name)
    part.reserve(variables: block.variables.count, constraints: block.rows.count)
    for variable in block.variables {
      part.variables.append(
        lower: whole.variables.lower[variable], upper: whole.variables.upper[variable],
        wholeNumbers: whole.variables.takesWholeNumbers(variable))
    }
    part.nameVariables { [variables = block.variables, table = whole.variables] index in
      variables.indices.contains(index) ? table.name(variables[index]) : nil
    }
    for row in block.rows {
      var entries: [LinearExpression.Entry] = []
      // What variables without a choice add to the row.
      var settled = CompensatedSum()
      for position in whole.constraints.entries(of: row) {
        let (variable, value) = (Int(whole.constraints.indices[position]), whole.constraints.values[position])
        if Int(blockOfVariable[variable]) == place {
          entries.append(LinearExpression.Entry(index: placeInBlock[variable], coefficient: value))
        } else {
          settled.add(value * (whole.fixedValue(ofVariable: variable) ?? 0))
        }
      }
      _ = part.constraints.append(
        entries, lower: whole.constraints.rows[row].lower - settled.value,
        upper: whole.constraints.rows[row].upper - settled.value, width: block.variables.count)
    }
    part.labelConstraints { [rows = block.rows, table = whole.constraints] index in
      rows.indices.contains(index) ? table.label(rows[index]) : nil
    }
    part.goal = goal(of: place, in: whole, as: part)
    return part
  }

  /// Whether a block has no rows, and no variable of it has a choice in a program.
  func isSettled(_ place: Int, in program: LinearProgram) -> Bool {
    blocks[place].rows.isEmpty && blocks[place].variables.allSatisfy { program.fixedValue(ofVariable: $0) != nil }
  }

  /// Whether one block has more than half of the variables that have a choice. O(variables).
  func haveOneForMost(of program: LinearProgram) -> Bool {
    let open = blocks.map { block in block.variables.count { program.fixedValue(ofVariable: $0) == nil } }
    return 2 * (open.max() ?? 0) > open.reduce(0, +)
  }

  /// The place of a variable in the program of its block.
  func place(of variable: Int) -> Int { Int(placeInBlock[variable]) }

  /// What a program's goal says of a block's variables: in the words of the program of that block, or of the whole.
  private func goal(of place: Int, in whole: LinearProgram, as program: LinearProgram) -> Goal {
    var expression = LinearExpression()
    let isWhole = program.id == whole.id
    for (local, variable) in blocks[place].variables.enumerated() where linearCosts[variable] != 0 {
      expression.add(
        Variable(program: program.id, index: isWhole ? variable : local), times: linearCosts[variable])
    }
    var goal = whole.goal.sense == .minimize ? Goal.minimize(expression) : .maximize(expression)
    for (local, variable) in blocks[place].variables.enumerated() {
      guard let cost = whole.goal.convexCosts[variable] else { continue }
      goal.add(cost, on: Variable(program: program.id, index: isWhole ? variable : local))
    }
    return goal
  }

  /// The part of a program's goal that a block has, over the program's own variables.
  func goal(of place: Int, in whole: LinearProgram) -> Goal { goal(of: place, in: whole, as: whole) }

  // MARK: Implied totals

  /// Which rows fix a plain sum to what smaller rows, which part it among them, fix it to already. `nil` where they fix
  /// it to something else.
  static func impliedTotals(_ program: LinearProgram) -> [Bool]? {
    let constraints = program.constraints
    var isImplied = [Bool](repeating: false, count: constraints.count)
    let totals = (0..<constraints.count).filter { row in
      let entries = constraints.entries(of: row)
      return !entries.isEmpty && constraints.rows[row].lower == constraints.rows[row].upper
        && constraints.rows[row].lower.isWhole
        && abs(constraints.rows[row].lower) <= 0x1p52
        && entries.allSatisfy { constraints.values[$0] == 1 }
    }.sorted { (constraints.entries(of: $0).count, $0) < (constraints.entries(of: $1).count, $1) }
    var last = [Int32](repeating: -1, count: program.variableCount)
    for row in totals {
      let entries = constraints.entries(of: row)
      var (counted, sum) = (0, 0.0)
      var inside: Set<Int32> = []
      var isParted = true
      for position in entries {
        let inner = last[Int(constraints.indices[position])]
        guard inner >= 0 else {
          isParted = false
          break
        }
        if inside.insert(inner).inserted {
          counted += constraints.entries(of: Int(inner)).count
          sum += constraints.rows[Int(inner)].lower
        }
      }
      if isParted, counted == entries.count {
        guard sum == constraints.rows[row].lower else { return nil }
        isImplied[row] = true
      }
      for position in entries { last[Int(constraints.indices[position])] = Int32(truncatingIfNeeded: row) }
    }
    return isImplied
  }
}

/// Things that are merged into sets (union by size).
private struct DisjointSets {
  private var parent: [Int32]
  private var size: [Int32]

  init(count: Int) {
    parent = (0..<Int32(truncatingIfNeeded: count)).map(\.self)
    size = Array(repeating: 1, count: count)
  }

  mutating func root(of thing: Int) -> Int {
    var place = Int32(truncatingIfNeeded: thing)
    while parent[Int(place)] != place {
      parent[Int(place)] = parent[Int(parent[Int(place)])]
      place = parent[Int(place)]
    }
    return Int(place)
  }

  mutating func merge(_ one: Int, _ other: Int) {
    var (large, small) = (root(of: one), root(of: other))
    guard large != small else { return }
    if size[large] < size[small] { swap(&large, &small) }
    parent[small] = Int32(truncatingIfNeeded: large)
    size[large] += size[small]
  }
}

extension LinearProgram {
  /// The one value that a variable can have; `nil` where it has a choice, or none. O(1).
  func fixedValue(ofVariable index: Int) -> Double? {
    var (lower, upper) = (variables.lower[index], variables.upper[index])
    if variables.takesWholeNumbers(index) { (lower, upper) = (lower.roundedUp, upper.roundedDown) }
    return lower == upper ? lower : nil
  }

  /// Whether variables without a choice, and no others, keep a row by themselves. O(entries).
  fileprivate func isKeptByFixedValues(_ row: Int) -> Bool {
    var (sum, size) = (CompensatedSum(), 0.0)
    for position in constraints.entries(of: row) {
      guard let value = fixedValue(ofVariable: Int(constraints.indices[position])) else { return false }
      sum.add(constraints.values[position] * value)
      size += abs(constraints.values[position] * value)
    }
    let tolerance = 1e-9 * max(1, size)
    return sum.value >= constraints.rows[row].lower - tolerance && sum.value <= constraints.rows[row].upper + tolerance
  }

  /// Whether a point stands at a bound that is narrower here than in another program of the same variables: then
  /// multipliers found here may be this bound's, and prove nothing there. O(variables).
  func isHeld(at values: [Double], byBoundsNarrowerThanIn other: LinearProgram) -> Bool {
    (0..<variables.count).contains { index in
      let (value, lower, upper) = (values[index], variables.lower[index], variables.upper[index])
      return lower > other.variables.lower[index] && value <= lower + 0.5
        || upper < other.variables.upper[index] && value >= upper - 0.5
    }
  }

  /// Narrows the bounds of whole-number variables to what each row leaves them where all its other variables stand at
  /// their best bounds for it: what no point has is no step to write out. False where nothing is left.
  ///
  /// - Parameter rounds: How often all rows are gone through, as long as that narrows anything.
  /// - Complexity: O(nonzeros · rounds).
  mutating func tightenWholeBounds(rounds: Int = 2) -> Bool {
    for _ in 0..<rounds {
      var isNarrowed = false
      for row in 0..<constraints.count where !tightenWholeBounds(by: row, &isNarrowed) { return false }
      guard isNarrowed else { break }
    }
    return true
  }

  /// The same by one row.
  mutating func tightenWholeBounds(by row: Int, _ isNarrowed: inout Bool) -> Bool {
    let entries = constraints.entries(of: row)
    var (least, most) = (CompensatedSum(), CompensatedSum())
    for position in entries {
      let (index, value) = (Int(constraints.indices[position]), constraints.values[position])
      let (lower, upper) = (variables.lower[index], variables.upper[index])
      least.add(value > 0 ? value * lower : value * upper)
      most.add(value > 0 ? value * upper : value * lower)
    }
    for position in entries {
      let (index, value) = (Int(constraints.indices[position]), constraints.values[position])
      guard value != 0, variables.takesWholeNumbers(index) else { continue }
      var (lower, upper) = (variables.lower[index], variables.upper[index])
      // What the others add up to at the least and at the most.
      let others = (
        least: least.value - (value > 0 ? value * lower : value * upper),
        most: most.value - (value > 0 ? value * upper : value * lower)
      )
      let ends = [
        (constraints.rows[row].upper - others.least) / value, (constraints.rows[row].lower - others.most) / value,
      ]
      let (high, low) = value > 0 ? (ends[0], ends[1]) : (ends[1], ends[0])
      // What rounding may have taken is granted; infinities less infinities say nothing.
      let tolerance = 1e-6 + 1e-12 * max(abs(low.isFinite ? low : 0), abs(high.isFinite ? high : 0))
      if high < upper { upper = min(upper, (high + tolerance).rounded(.down)) }
      if low > lower { lower = max(lower, (low - tolerance).rounded(.up)) }
      guard lower <= upper else { return false }
      guard lower != variables.lower[index] || upper != variables.upper[index] else { continue }
      isNarrowed = true
      variables.setBounds(of: index, lower: lower, upper: upper)
    }
    return true
  }
}
