// SPDX-License-Identifier: GPL-3.0-or-later

/// A whole-number program that falls apart into many small blocks once a few long rows are taken out: those rows couple
/// the blocks, and with a price on each of them every block can be looked at by itself.
///
/// All coefficients and all bounds of its rows are whole numbers, so that whether a point keeps a row is decided without
/// rounding. Variables are named by their *place*: the blocks' variables one block after the other.
struct CoupledBlocks: Sendable {
  /// A row that couples blocks: `lower ≤ Σ coefficient · variable ≤ upper`, where one of the two may be missing.
  struct Coupling: Sendable {
    let row: Int
    let lower: Int?
    let upper: Int?

    /// The bound that a price is paid for.
    var end: Int { lower ?? upper ?? 0 }
    /// The prices that prove something: of a row with one bound those alone that push towards it.
    var prices: ClosedRange<Double> {
      (lower != nil && upper == nil ? 0 : -.infinity)...(upper != nil && lower == nil ? 0 : .infinity)
    }
    /// Whether a sum keeps the row.
    func isKept(by sum: Int) -> Bool { sum >= lower ?? .min && sum <= upper ?? .max }
  }

  /// A row inside a block, with a coefficient for each of the block's variables.
  struct Row: Sendable {
    let coefficients: [Int]
    let lower: Int
    let upper: Int
  }

  let couplings: [Coupling]
  /// The program's variable at each place; those without a choice have none.
  private(set) var variables: [Int] = []
  /// Where each block's places begin, and one more at the end.
  private(set) var starts: [Int] = [0]
  /// The least and greatest value at each place.
  private(set) var (lower, upper): ([Int], [Int]) = ([], [])
  /// The coefficients of each place in the couplings: as many a place as there are couplings.
  private(set) var coefficients: [Int] = []
  /// The rows of each block.
  private(set) var rows: [[Row]] = []
  /// What variables without a choice add up to in each coupling.
  private(set) var settled: [Int]

  /// A row with more entries fits into no block.
  static let mostVariables = 12
  /// Rows with more entries are taken out as well, where blocks would be too large with them.
  private static let mostEntries = 3
  /// A block of more is large.
  private static let manyPlaces = 6
  static let mostCouplings = 6
  /// Of fewer blocks branch and bound makes less work than prices do.
  static let leastBlocks = 400
  /// The most steps that a variable may have from end to end: prices may move it by all of them.
  private static let mostSteps = 1 << 20
  /// Whether prices may move variables by all of their steps. O(variables).
  var haveFewSteps: Bool {
    variables.indices.allSatisfy { place in
      let (distance, overflow) = upper[place].subtractingReportingOverflow(lower[place])
      return !overflow && distance <= Self.mostSteps
    }
  }
  /// Numbers up to here, times one another and added up over a block, stay whole and far from overflow.
  private static let (mostCoefficient, mostValue) = (1 << 20, 1 << 31)

  var count: Int { rows.count }

  /// The places of a block.
  func places(of block: Int) -> Range<Int> { starts[block]..<starts[block + 1] }

  /// `nil` where a program is not of this kind. O(nonzeros).
  ///
  /// - Parameter program: One whose bounds are in order.
  init?(_ program: LinearProgram) {
    let blocks = CoupledBlocks(program, rowsTo: Self.mostVariables)
    if let blocks, blocks.mostPlaces <= Self.manyPlaces {
      self = blocks
      return
    }
    // A row over few blocks is better taken out than one that makes a large block of them.
    let small = CoupledBlocks(program, rowsTo: Self.mostEntries)
    if let small, blocks.map({ small.mostPlaces < $0.mostPlaces }) ?? true {
      self = small
    } else if let blocks {
      self = blocks
    } else {
      return nil
    }
  }

  /// The most places of a block. O(blocks).
  private var mostPlaces: Int { (0..<count).reduce(0) { max($0, places(of: $1).count) } }

  /// Takes out the rows with more than so many entries; `nil` where that leaves fewer than so many blocks.
  init?(_ program: LinearProgram, rowsTo most: Int, leastBlocks: Int = Self.leastBlocks) {
    let constraints = program.constraints
    let long = (0..<constraints.count).filter { constraints.entries(of: $0).count > most }
    guard !long.isEmpty, long.count <= Self.mostCouplings,
      let parts = IndependentBlocks(program, without: Set(long))
    else { return nil }
    settled = [Int](repeating: 0, count: long.count)
    var couplings: [Coupling] = []
    for row in long {
      guard let coupling = Self.coupling(row, of: program) else { return nil }
      couplings.append(coupling)
    }
    self.couplings = couplings
    var dense = [Int](repeating: 0, count: long.count * program.variableCount)
    for (place, row) in long.enumerated() {
      for position in constraints.entries(of: row) {
        guard let value = Self.whole(constraints.values[position]) else { return nil }
        dense[Int(constraints.indices[position]) * long.count + place] = value
      }
    }
    for block in parts.blocks {
      // Variables that no row ties are blocks by themselves.
      let groups = block.rows.isEmpty ? block.variables.map { [$0] } : [block.variables]
      for group in groups {
        guard add(group, block.rows, dense, program, parts) else { return nil }
      }
    }
    guard count >= leastBlocks else { return nil }
    var sizes = [Double](repeating: 0, count: long.count)
    for place in variables.indices {
      for coupling in couplings.indices {
        sizes[coupling] +=
          Double(coefficients[place * couplings.count + coupling].magnitude)
          * Double(max(lower[place].magnitude, upper[place].magnitude))
      }
    }
    guard sizes.allSatisfy({ $0 <= 0x1p52 }) else { return nil }
  }

  private mutating func add(
    _ group: [Int], _ blockRows: [Int], _ dense: [Int], _ program: LinearProgram, _ parts: IndependentBlocks
  ) -> Bool {
    var free: [Int] = []
    for variable in group {
      guard program.variables.takesWholeNumbers(variable), program.hasCountableRange(ofVariable: variable) else {
        return false
      }
      let range = program.wholeRange(ofVariable: variable)
      guard max(range.lowerBound.magnitude, range.upperBound.magnitude) <= Self.mostValue else { return false }
      guard range.count > 1 else {
        for coupling in couplings.indices {
          // A product is below 2⁵², and there may be many.
          let (sum, overflow) = settled[coupling].addingReportingOverflow(
            dense[variable * couplings.count + coupling] * range.lowerBound)
          guard !overflow else { return false }
          settled[coupling] = sum
        }
        continue
      }
      free.append(variable)
    }
    guard free.count <= Self.mostVariables else { return false }
    // What has few values is searched first, and what has most is worked out.
    free.sort { left, right in
      let (one, other) = (program.wholeRange(ofVariable: left).count, program.wholeRange(ofVariable: right).count)
      return (one, left) < (other, right)
    }
    var places: [Int: Int] = [:]
    for (place, variable) in free.enumerated() { places[variable] = place }
    var rows: [Row] = []
    let constraints = program.constraints
    for row in blockRows {
      var coefficients = [Int](repeating: 0, count: free.count)
      var constant = 0
      for position in constraints.entries(of: row) {
        let variable = Int(constraints.indices[position])
        guard let value = Self.whole(constraints.values[position]) else { return false }
        if let place = places[variable] {
          coefficients[place] = value
        } else {
          let settled = program.variables.lower[variable]
          guard settled.magnitude <= Double(Self.mostValue) else { return false }
          constant += value * Int(settled.rounded(.up))
        }
      }
      guard let lower = Self.end(constraints.rows[row].lower, .up, .min / 4),
        let upper = Self.end(constraints.rows[row].upper, .down, .max / 4)
      else { return false }
      rows.append(Row(coefficients: coefficients, lower: lower - constant, upper: upper - constant))
    }
    // A block without a choice has to keep its rows all the same: without places it would not be looked at.
    guard !free.isEmpty || rows.isEmpty else { return false }
    guard !free.isEmpty else { return true }
    for variable in free {
      let range = program.wholeRange(ofVariable: variable)
      variables.append(variable)
      lower.append(range.lowerBound)
      upper.append(range.upperBound)
      for coupling in couplings.indices { coefficients.append(dense[variable * couplings.count + coupling]) }
    }
    starts.append(variables.count)
    self.rows.append(rows)
    return true
  }

  private static func coupling(_ row: Int, of program: LinearProgram) -> Coupling? {
    let (lower, upper) = (program.constraints.rows[row].lower, program.constraints.rows[row].upper)
    guard let least = end(lower, .up, .min), let most = end(upper, .down, .max),
      least == most || least == .min || most == .max
    else { return nil }
    return Coupling(row: row, lower: least == .min ? nil : least, upper: most == .max ? nil : most)
  }

  /// A bound as a whole number, `none` for none; `nil` where it is too large.
  private static func end(_ bound: Double, _ rule: FloatingPointRoundingRule, _ none: Int) -> Int? {
    guard bound.isFinite else { return none }
    return bound.magnitude <= 0x1p52 ? Int(bound.rounded(rule)) : nil
  }

  private static func whole(_ value: Double) -> Int? {
    guard let whole = Int(exactly: value), whole.magnitude <= mostCoefficient else { return nil }
    return whole
  }
}

extension LinearProgram {
  /// Whether this may be a program of coupled blocks, at a first glance. O(rows).
  var mayBeCoupledBlocks: Bool {
    let long = (0..<constraints.count).count { constraints.entries(of: $0).count > CoupledBlocks.mostVariables }
    // A block of one variable is no block that a row holds together.
    return isInteger && variableCount >= 2 * CoupledBlocks.leastBlocks
      && (1...CoupledBlocks.mostCouplings).contains(long) && constraints.count > long
  }
}
