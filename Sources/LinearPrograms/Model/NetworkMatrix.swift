// SPDX-License-Identifier: GPL-3.0-or-later

/// Recognises programs whose matrix makes every vertex whole: totally unimodular ones of two classical kinds.
///
/// 1. Networks: entries are +1 and −1, at most two a column, and the rows can be put on two sides so that entries of
///    equal sign in a column are on different sides and of opposite sign on the same side (Heller and Tompkins, 1956).
/// 2. Two families of totals: all entries of a row are equal, and the rows can be put into two families in each of
///    which any two rows are nested or apart. Taking inner totals out of outer ones turns this into the first kind
///    (Edmonds, 1970).
///
/// With whole bounds, every vertex of the linear program is then whole, whatever the costs. A program that this does
/// not recognise may still have whole vertices.
struct NetworkMatrix {
  private let constraints: ConstraintTable
  private let columnCount: Int

  /// Whether the program's vertices are whole by its matrix and bounds. O(nonzeros · entries a column).
  ///
  /// - Parameter isOfTotals: Whether its rows are known to be totals that are nested or apart, and what limits how much
  ///   variables fall short: then only bounds are looked at. The limit's row lies apart from the totals, and the rows that
  ///   tie shortfalls to variables, each in no other, are the second family.
  static func makesVerticesWhole(_ program: LinearProgram, isOfTotals: Bool = false) -> Bool {
    guard program.hasWholeBounds else { return false }
    if isOfTotals { return true }
    let matrix = NetworkMatrix(program)
    return matrix.isNetwork || matrix.isTwoFamilies
  }

  private init(_ program: LinearProgram) {
    constraints = program.constraints
    columnCount = program.variableCount
  }

  /// The rows of each column, one column after the other, and where those of each begin, with one more at the end.
  private var rowsByColumn: (starts: [Int], rows: [Int32]) {
    var starts = [Int](repeating: 0, count: columnCount + 1)
    let entries = (0..<constraints.nonzeroCount).lazy.filter { constraints.values[$0] != 0 }
    for position in entries { starts[Int(constraints.indices[position]) + 1] += 1 }
    for column in 0..<columnCount { starts[column + 1] += starts[column] }
    var next = starts
    var rows = [Int32](repeating: 0, count: starts[columnCount])
    for row in 0..<constraints.count {
      for position in constraints.entries(of: row) where constraints.values[position] != 0 {
        let column = Int(constraints.indices[position])
        rows[next[column]] = Int32(truncatingIfNeeded: row)
        next[column] += 1
      }
    }
    return (starts, rows)
  }

  // MARK: Networks

  private var isNetwork: Bool {
    var sides = SideAssignment(count: constraints.count)
    var first = [(row: Int, value: Double)?](repeating: nil, count: columnCount)
    var entries = [Int](repeating: 0, count: columnCount)
    for row in 0..<constraints.count {
      for position in constraints.entries(of: row) where constraints.values[position] != 0 {
        let (column, value) = (Int(constraints.indices[position]), constraints.values[position])
        guard abs(value) == 1, entries[column] < 2 else { return false }
        entries[column] += 1
        if let other = first[column] {
          guard sides.relate(other.row, row, differ: other.value == value) else { return false }
        } else {
          first[column] = (row, value)
        }
      }
    }
    return true
  }

  // MARK: Two families of totals

  private var isTwoFamilies: Bool {
    guard let sizes else { return false }
    let (starts, rows) = rowsByColumn
    var sides = SideAssignment(count: constraints.count)
    // How many columns a row shares with each before it; counted only for rows that share one.
    var shared = [Int32](repeating: 0, count: constraints.count)
    var met: [Int] = []
    for row in 0..<constraints.count {
      for position in constraints.entries(of: row) where constraints.values[position] != 0 {
        let column = Int(constraints.indices[position])
        let places = starts[column]..<starts[column + 1]
        guard places.count <= 16 else { return false }
        for place in places {
          let other = Int(rows[place])
          // A column has its rows in ascending order.
          guard other < row else { break }
          if shared[other] == 0 { met.append(other) }
          shared[other] += 1
        }
      }
      for other in met {
        let isNested = Int(shared[other]) == min(sizes[other], sizes[row])
        guard isNested || sides.relate(other, row, differ: true) else { return false }
        shared[other] = 0
      }
      met.removeAll(keepingCapacity: true)
    }
    return true
  }

  /// How many entries each row has that are not zero; `nil` where those of a row are not all equal, or its bounds no
  /// multiple of them.
  private var sizes: [Int]? {
    var sizes = [Int](repeating: 0, count: constraints.count)
    for row in 0..<constraints.count {
      var first: Double?
      for position in constraints.entries(of: row) where constraints.values[position] != 0 {
        let value = constraints.values[position]
        guard value == first ?? value else { return nil }
        first = value
        sizes[row] += 1
      }
      // A multiple of a sum of variables is whole where its bound is a multiple as well.
      guard first.map({ constraints.isWhole(row, dividedBy: $0) }) ?? true else { return nil }
    }
    return sizes
  }
}

/// Puts things on two sides, as relations between them say, by merging what is related (union by parity).
private struct SideAssignment {
  private var parent: [Int]
  private var differs: [Bool]

  init(count: Int) {
    parent = Array(0..<count)
    differs = Array(repeating: false, count: count)
  }

  /// Records that two things are on different sides, or on the same; false where that contradicts what was said.
  mutating func relate(_ left: Int, _ right: Int, differ: Bool) -> Bool {
    let (a, b) = (find(left), find(right))
    let flip = differ != (a.differs != b.differs)
    if a.root == b.root { return !flip }
    parent[a.root] = b.root
    differs[a.root] = flip
    return true
  }

  private mutating func find(_ thing: Int) -> (root: Int, differs: Bool) {
    var (root, parity) = (thing, false)
    while parent[root] != root {
      parity = parity != differs[root]
      root = parent[root]
    }
    // Shorten the way for the next time.
    var (place, rest) = (thing, parity)
    while parent[place] != root && place != root {
      let (next, step) = (parent[place], differs[place])
      parent[place] = root
      differs[place] = rest
      rest = rest != step
      place = next
    }
    return (root, parity)
  }
}

extension ConstraintTable {
  /// Whether a row's bounds are whole multiples of a number.
  fileprivate func isWhole(_ row: Int, dividedBy unit: Double) -> Bool {
    func isWhole(_ bound: Double) -> Bool { bound.isInfinite || (bound / unit).rounded() * unit == bound }
    return isWhole(rows[row].lower) && isWhole(rows[row].upper)
  }
}

extension LinearProgram {
  /// Whether every finite bound of a variable or constraint is whole.
  fileprivate var hasWholeBounds: Bool {
    func isWhole(_ bound: Double) -> Bool { bound.isInfinite || bound.isWhole }
    return variables.lower.allSatisfy(isWhole) && variables.upper.allSatisfy(isWhole)
      && constraints.rows.allSatisfy { isWhole($0.lower) && isWhole($0.upper) }
  }
}
