// SPDX-License-Identifier: GPL-3.0-or-later

import CGLPKSession

/// A program written by rows of (column, coefficient).
struct Program {
  var maximize = false
  var constant = 0.0
  var costs: [Double]
  var bounds: [(Double, Double)]
  var integer: Set<Int> = []
  var rows: [(entries: [(Int32, Double)], lower: Double, upper: Double)] = []

  /// max 3x + 2y where x + y ≤ 4, x + 3y ≤ 6, 0 ≤ x ≤ 3, y ≥ 0: 11 at (3, 1).
  static let small = Program(
    maximize: true, costs: [3, 2], bounds: [(0, 3), (0, .infinity)],
    rows: [
      (entries: [(0, 1), (1, 1)], lower: -.infinity, upper: 4),
      (entries: [(0, 1), (1, 3)], lower: -.infinity, upper: 6),
    ])

  /// No point has x + y both ≥ 5 and ≤ 3, though neither row alone says so.
  static let infeasible = Program(
    costs: [1, 1], bounds: [(0, 10), (0, 10)],
    rows: [
      (entries: [(0, 1), (1, 2)], lower: 9, upper: .infinity),
      (entries: [(0, 2), (1, 1)], lower: 9, upper: .infinity),
      (entries: [(0, 1), (1, 1)], lower: -.infinity, upper: 5),
    ])

  /// x and y may grow for ever along x = y.
  static let unbounded = Program(
    maximize: true, costs: [1, 1], bounds: [(0, .infinity), (0, .infinity)],
    rows: [
      (entries: [(0, 1), (1, -1)], lower: -1, upper: 1),
      (entries: [(0, 2), (1, -1)], lower: -1, upper: .infinity),
    ])

  /// The knapsack of values 60, 100, 120, 65 and weights 10, 20, 30, 12 with room for 50: 225 by items 0, 1, 3, while
  /// the relaxation reaches 257.
  static let knapsack = Program(
    maximize: true, costs: [60, 100, 120, 65], bounds: Array(repeating: (0, 1), count: 4), integer: [0, 1, 2, 3],
    rows: [(entries: [(0, 10), (1, 20), (2, 30), (3, 12)], lower: -.infinity, upper: 50)])

  /// A market split: halve several sums at once with the least error. Feasible by any choice, and the proof takes for
  /// ever, as the relaxation halves everything exactly.
  static func marketSplit(markets: Int, products: Int) -> Program {
    var random = Seeded(state: 20_240_229)
    let columns = products + 2 * markets
    var program = Program(
      costs: (0..<columns).map { $0 < products ? 0 : 1 },
      bounds: (0..<columns).map { $0 < products ? (0, 1) : (0, .infinity) }, integer: Set(0..<products))
    for market in 0..<markets {
      let sizes = (0..<products).map { _ in Double(random.next(below: 100)) }
      var entries = sizes.enumerated().map { (Int32($0.offset), $0.element) }
      entries.append((Int32(products + 2 * market), 1))
      entries.append((Int32(products + 2 * market + 1), -1))
      let half = (sizes.reduce(0, +) / 2).rounded(.down)
      program.rows.append((entries: entries, lower: half, upper: half))
    }
    return program
  }

  /// The heaviest matching of two sides: degenerate enough to keep the simplex method busy for long.
  static func matching(size: Int) -> Program {
    var random = Seeded(state: 7)
    let columns = size * size
    var program = Program(
      maximize: true, costs: (0..<columns).map { _ in Double(1 + random.next(below: 10_000)) },
      bounds: Array(repeating: (0, .infinity), count: columns))
    for side in 0..<size {
      program.rows.append(
        (entries: (0..<size).map { (Int32(side * size + $0), 1) }, lower: -.infinity, upper: 1))
      program.rows.append(
        (entries: (0..<size).map { (Int32($0 * size + side), 1) }, lower: -.infinity, upper: 1))
    }
    return program
  }
}

/// A small generator of its own, so that each run sees the same programs.
struct Seeded {
  var state: UInt64

  mutating func next(below limit: UInt64) -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state >> 33) % limit
  }
}

/// No session could be opened on this thread.
struct NoSession: Error {}

/// A session on the calling thread, closed at the end of `body`.
func withSession<Result>(_ control: OpaquePointer? = nil, _ body: (Session) throws -> Result) throws -> Result {
  guard let pointer = CGLPKSession_open(control) else { throw NoSession() }
  defer { CGLPKSession_close(pointer) }
  return try body(Session(pointer: pointer))
}

struct Session {
  let pointer: OpaquePointer

  var message: String { String(cString: CGLPKSession_message(pointer)) }
  var status: CGLPKStatus { CGLPKSession_status(pointer) }
  var goal: Double { CGLPKSession_goal(pointer) }
  var bound: Double { CGLPKSession_bound(pointer) }
  var progress: CGLPKProgress { CGLPKSession_progress(pointer) }

  @discardableResult
  func load(_ program: Program) -> CGLPKReturn {
    let entries = program.rows.flatMap(\.entries)
    var rows: [CGLPKRow] = []
    for row in program.rows {
      let end = (rows.last?.end ?? 0) + Int64(row.entries.count)
      rows.append(CGLPKRow(lower: row.lower, upper: row.upper, end: end))
    }
    let integer = program.costs.indices.map { UInt8(program.integer.contains($0) ? 1 : 0) }
    let indices = entries.map(\.0)
    let values = entries.map(\.1)
    let columnLower = program.bounds.map(\.0)
    let columnUpper = program.bounds.map(\.1)
    func keep<Element>(_ array: [Element]) -> UnsafeMutablePointer<Element> {
      let copy = UnsafeMutablePointer<Element>.allocate(capacity: array.count + 1)
      copy.initialize(from: array, count: array.count)
      return copy
    }
    let costs = keep(program.costs)
    let (lower, upper, marks) = (keep(columnLower), keep(columnUpper), keep(integer))
    let (row, index, value) = (keep(rows), keep(indices), keep(values))
    // What was handed over may go at once: nothing of it is kept.
    defer {
      for numbers in [costs, lower, upper, value] { numbers.deallocate() }
      marks.deallocate()
      row.deallocate()
      index.deallocate()
    }
    var form = CGLPKProgram(
      rows: Int32(program.rows.count), columns: Int32(program.costs.count), maximize: program.maximize,
      constant: program.constant, costs: costs, column_lower: lower, column_upper: upper, integer: marks,
      row_table: row, indices: index, values: value)
    return CGLPKSession_load(pointer, &form)
  }

  /// Solves the relaxation; nil where that is not done.
  @discardableResult
  func relax(
    _ method: CGLPKMethod = CGLPKPrimal, _ change: (inout CGLPKSimplexOptions) -> Void = { _ in }
  )
    -> CGLPKStop?
  {
    var options = CGLPKSimplexOptions()
    options.method = method
    change(&options)
    var stop = CGLPKFinished
    return CGLPKSession_solve_relaxation(pointer, &options, &stop) == CGLPKDone ? stop : nil
  }

  /// Solves the integer program; nil where that is not done.
  @discardableResult
  func branch(_ change: (inout CGLPKBranchOptions) -> Void = { _ in }) -> CGLPKStop? {
    var options = CGLPKBranchOptions()
    change(&options)
    var stop = CGLPKFinished
    return CGLPKSession_branch(pointer, &options, &stop) == CGLPKDone ? stop : nil
  }

  func point(_ columns: Int) -> [Double]? {
    var point = [Double](repeating: .nan, count: columns)
    return CGLPKSession_point(pointer, &point) == CGLPKDone ? point : nil
  }

  func duals(rows: Int, columns: Int) -> (rows: [Double], columns: [Double])? {
    var ofRows = [Double](repeating: .nan, count: rows)
    var ofColumns = [Double](repeating: .nan, count: columns)
    return CGLPKSession_duals(pointer, &ofRows, &ofColumns) == CGLPKDone ? (ofRows, ofColumns) : nil
  }
}

/// Whether two numbers are equal but for rounding.
func near(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-7 * max(1, abs(a), abs(b)) }
