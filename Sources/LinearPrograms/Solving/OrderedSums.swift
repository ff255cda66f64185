// SPDX-License-Identifier: GPL-3.0-or-later

/// A whole-number program in which sums of variables stand in an order, once a few long rows are taken out: one sum is no
/// less than another, by so and so much.
///
/// Every variable counts in one sum, its *group's*, and every row but the long ones compares two of these sums, or bounds
/// one. Where differences fit together, sums are moved by a constant each, so that a row says no more than that one *level*
/// is at least another: what is best under such rows alone is found by least cuts, see ``PricedOrder``. Levels that are to be
/// no less than one another, around a ring, are not of this kind.
struct OrderedSums: Sendable {
  /// A row that says that a group's level is no less than another's.
  struct Link: Sendable {
    let row: Int
    /// Whether the row's lower bound says it.
    let isLower: Bool
    let smaller: Int
    let larger: Int
  }

  /// A row that bounds a group's level.
  struct Bound: Sendable {
    let row: Int
    /// The coefficient of the group's variables, 1 or −1.
    let sign: Double
    let level: Int
  }

  /// The variables, each by itself, and the long rows, which couple them.
  let blocks: CoupledBlocks
  /// For each coupling its row in the program.
  let couplingRows: [Int]
  /// The places of each group's variables.
  private(set) var groups: [[Int]] = []
  private(set) var links: [Link] = []
  /// For each group those that are linked to it as larger, or as smaller.
  private(set) var (larger, smaller): ([[Int]], [[Int]]) = ([], [])
  /// The groups, each after all that are smaller.
  private(set) var ascending: [Int] = []
  /// What a group's level is more than its sum.
  private(set) var shifts: [Int] = []
  /// What the variables and all rows but the long ones leave of each level.
  private(set) var (lowest, highest): ([Int], [Int]) = ([], [])
  /// The row that bounds a group's level most, where variables leave it more.
  private(set) var (floors, caps): ([Bound?], [Bound?]) = ([], [])

  /// A row with more entries is long.
  private static let mostEntries = 2 * CoupledBlocks.mostVariables

  /// `nil` where a program is not of this kind. O(nonzeros).
  ///
  /// - Parameters:
  ///   - program: One whose bounds are in order.
  ///   - leastVariables: How many variables it has at the least.
  init?(_ program: LinearProgram, leastVariables: Int) {
    guard program.isInteger, program.variableCount >= leastVariables else { return nil }
    let constraints = program.constraints
    let isLong = (0..<constraints.count).map { constraints.entries(of: $0).count > Self.mostEntries }
    // What others fix already needs no price.
    guard let isImplied = IndependentBlocks.impliedTotals(program) else { return nil }
    couplingRows = isLong.indices.filter { isLong[$0] && !isImplied[$0] }
    guard (1...CoupledBlocks.mostCouplings).contains(couplingRows.count), couplingRows.count < isLong.count else {
      return nil
    }
    var rows = Rows(program)
    for row in isLong.indices where !isLong[row] {
      guard rows.read(row, of: program) else { return nil }
    }
    guard !rows.links.isEmpty,
      let blocks = CoupledBlocks(
        program.keeping(rows: couplingRows), rowsTo: Self.mostEntries, leastBlocks: leastVariables / 2)
    else { return nil }
    self.blocks = blocks
    var places = [Int](repeating: -1, count: program.variableCount)
    for (place, variable) in blocks.variables.enumerated() { places[variable] = place }
    var isGrouped = [Bool](repeating: false, count: blocks.variables.count)
    for members in rows.members {
      groups.append(members.map { places[$0] })
      for variable in members { isGrouped[places[variable]] = true }
    }
    for place in isGrouped.indices where !isGrouped[place] { groups.append([place]) }
    links = rows.links.map(\.link)
    guard shift(rows.links), sort() else { return nil }
    guard bound(by: rows.bounds) else { return nil }
  }

  // MARK: Levels

  /// Finds what each level is more than its sum. False where differences contradict one another around a ring of rows.
  private mutating func shift(_ known: [(link: Link, distance: Int)]) -> Bool {
    var around = groups.map { _ in [(group: Int, difference: Int)]() }
    for (link, distance) in known {
      // The larger sum less the distance is at least the smaller.
      around[link.smaller].append((link.larger, -distance))
      around[link.larger].append((link.smaller, distance))
    }
    var found = [Int?](repeating: nil, count: groups.count)
    for first in groups.indices where found[first] == nil {
      found[first] = 0
      var reached = [first]
      while let group = reached.popLast() {
        let shift = found[group] ?? 0
        for (other, difference) in around[group] {
          if let known = found[other] {
            guard known == shift + difference else { return false }
          } else {
            found[other] = shift + difference
            reached.append(other)
          }
        }
      }
    }
    shifts = found.map { $0 ?? 0 }
    return true
  }

  /// Puts the groups in order; false where some are in a ring.
  private mutating func sort() -> Bool {
    (larger, smaller) = (groups.map { _ in [] }, groups.map { _ in [] })
    for link in links {
      larger[link.smaller].append(link.larger)
      smaller[link.larger].append(link.smaller)
    }
    var waiting = smaller.map(\.count)
    ascending = groups.indices.filter { waiting[$0] == 0 }
    var position = 0
    while position < ascending.count {
      for group in larger[ascending[position]] {
        waiting[group] -= 1
        if waiting[group] == 0 { ascending.append(group) }
      }
      position += 1
    }
    return ascending.count == groups.count
  }

  /// Bounds the levels by variables, rows and one another. False where nothing is left of one.
  private mutating func bound(by known: [(group: Int, bound: Bound, isFloor: Bool)]) -> Bool {
    for (group, members) in groups.enumerated() {
      lowest.append(members.reduce(shifts[group]) { $0 + blocks.lower[$1] })
      highest.append(members.reduce(shifts[group]) { $0 + blocks.upper[$1] })
    }
    (floors, caps) = (groups.map { _ in nil }, groups.map { _ in nil })
    for (group, bound, isFloor) in known {
      let level = bound.level + shifts[group]
      let moved = Bound(row: bound.row, sign: bound.sign, level: level)
      if isFloor, level > lowest[group] { (lowest[group], floors[group]) = (level, moved) }
      if !isFloor, level < highest[group] { (highest[group], caps[group]) = (level, moved) }
    }
    for group in ascending {
      for other in larger[group] { lowest[other] = max(lowest[other], lowest[group]) }
    }
    for group in ascending.reversed() {
      for other in larger[group] { highest[group] = min(highest[group], highest[other]) }
    }
    return zip(lowest, highest).allSatisfy { $0 <= $1 }
  }
}

/// The short rows of a program, read as links and bounds of groups that are made as they are met.
private struct Rows {
  private(set) var members: [[Int]] = []
  private(set) var links: [(link: OrderedSums.Link, distance: Int)] = []
  private(set) var bounds: [(group: Int, bound: OrderedSums.Bound, isFloor: Bool)] = []
  private var groupOfVariable: [Int32]

  /// No number is larger, so that sums of many stay far from overflow.
  private static let mostValue = 0x1p40

  init(_ program: LinearProgram) { groupOfVariable = [Int32](repeating: -1, count: program.variableCount) }

  /// Takes a row up; false where it is of no kind that belongs here.
  mutating func read(_ row: Int, of program: LinearProgram) -> Bool {
    let constraints = program.constraints
    var (positive, negative): ([Int], [Int]) = ([], [])
    // What variables without a choice add to the row.
    var settled = 0.0
    for position in constraints.entries(of: row) {
      let (variable, value) = (Int(constraints.indices[position]), constraints.values[position])
      guard abs(value) == 1, program.variables.takesWholeNumbers(variable),
        program.hasCountableRange(ofVariable: variable)
      else { return false }
      if let fixed = program.fixedValue(ofVariable: variable) {
        settled += value * fixed
      } else if value > 0 {
        positive.append(variable)
      } else {
        negative.append(variable)
      }
    }
    let lower = (constraints.rows[row].lower - settled).rounded(.up)
    let upper = (constraints.rows[row].upper - settled).rounded(.down)
    guard [lower, upper].allSatisfy({ !$0.isFinite || abs($0) <= Self.mostValue }) else { return false }
    if positive.isEmpty, negative.isEmpty { return lower <= 0 && upper >= 0 }
    if !positive.isEmpty, !negative.isEmpty {
      guard let one = group(of: positive), let other = group(of: negative) else { return false }
      if lower.isFinite {
        links.append((OrderedSums.Link(row: row, isLower: true, smaller: other, larger: one), Int(lower)))
      }
      if upper.isFinite {
        links.append((OrderedSums.Link(row: row, isLower: false, smaller: one, larger: other), -Int(upper)))
      }
      return true
    }
    guard let group = group(of: positive.isEmpty ? negative : positive) else { return false }
    let sign = positive.isEmpty ? -1.0 : 1
    if lower.isFinite { add(row, sign, Int(lower), to: group, isFloor: sign > 0) }
    if upper.isFinite { add(row, sign, Int(upper), to: group, isFloor: sign < 0) }
    return true
  }

  private mutating func add(_ row: Int, _ sign: Double, _ end: Int, to group: Int, isFloor: Bool) {
    let level = sign > 0 ? end : -end
    bounds.append((group, OrderedSums.Bound(row: row, sign: sign, level: level), isFloor))
  }

  /// The group of these variables and no others; `nil` where some of them are in another.
  private mutating func group(of variables: [Int]) -> Int? {
    let group = groupOfVariable[variables[0]]
    guard variables.allSatisfy({ groupOfVariable[$0] == group }) else { return nil }
    if group >= 0 { return members[Int(group)].count == variables.count ? Int(group) : nil }
    for variable in variables { groupOfVariable[variable] = Int32(truncatingIfNeeded: members.count) }
    members.append(variables)
    return members.count - 1
  }
}
