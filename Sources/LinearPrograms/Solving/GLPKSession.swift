// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGLPKSession

/// GLPK on the calling thread, for the length of a closure.
///
/// GLPK's problems belong to their thread and die with its environment. A session therefore cannot be copied, stored
/// or carried across an `await`: it exists only inside the synchronous closure that ``run(monitor:_:)`` calls.
struct GLPKSession: ~Copyable {
  private let session: OpaquePointer

  /// GLPK's version, as "5.0".
  static var version: String { String(cString: CGLPKSession_version()) }

  /// Opens a session, runs `body` in it and frees everything that GLPK holds on this thread.
  static func run<Result>(
    monitor: SolveMonitor?, seconds: Double?, _ body: (borrowing GLPKSession) throws(SolverFault) -> Result
  ) throws(SolverFault) -> Result {
    guard let session = CGLPKSession_open(monitor?.control) else { throw .threadBusy }
    defer {
      CGLPKSession_close(session)
      withExtendedLifetime(monitor) {}
    }
    CGLPKSession_set_deadline(session, secondsInC(seconds))
    return try body(GLPKSession(session: session))
  }

  /// Moves the end of the session's time to so many seconds from now, but not beyond the monitor's. O(1).
  func setDeadline(seconds: Double) { CGLPKSession_set_deadline(session, secondsInC(seconds)) }

  /// Hands over a program. O(nonzeros).
  func load(_ form: ColumnForm, maximize: Bool, wholeNumbers: Bool) throws(SolverFault) {
    let outcome = form.withArrays { program in
      var program = program
      program.maximize = maximize
      if !wholeNumbers { program.integer = nil }
      return CGLPKSession_load(session, &program)
    }
    try expect(outcome)
  }

  /// Changes a row's bounds and keeps the basis. O(1).
  func setRowBounds(of row: Int, lower: Double, upper: Double) throws(SolverFault) {
    try expect(CGLPKSession_set_row_bounds(session, Int32(truncatingIfNeeded: row), lower, upper))
  }

  /// Changes a column's bounds and keeps the basis. O(1).
  func setColumnBounds(of column: Int, lower: Double, upper: Double) throws(SolverFault) {
    try expect(CGLPKSession_set_column_bounds(session, Int32(truncatingIfNeeded: column), lower, upper))
  }

  /// The basis: where each row and each column stands.
  func basis(rows: Int, columns: Int) throws(SolverFault) -> (rows: [UInt8], columns: [UInt8]) {
    var basis = (rows: [UInt8](repeating: 0, count: rows), columns: [UInt8](repeating: 0, count: columns))
    try expect(CGLPKSession_basis(session, &basis.rows, &basis.columns))
    return basis
  }

  /// Sets the basis from which the next relaxation begins.
  func setBasis(rows: [UInt8], columns: [UInt8]) throws(SolverFault) {
    try expect(CGLPKSession_set_basis(session, rows, columns))
  }

  /// Solves the linear program and says why it stopped.
  func solveRelaxation(_ options: CGLPKSimplexOptions) throws(SolverFault) -> CGLPKStop {
    var options = options
    var stop = CGLPKFinished
    try expect(CGLPKSession_solve_relaxation(session, &options, &stop))
    return stop
  }

  /// Solves the integer program from the relaxation's optimum and says why it stopped.
  ///
  /// - Parameters:
  ///   - options: How to search; its start is overwritten.
  ///   - start: A point that keeps every row, to begin with; `nil` for none.
  func branch(_ options: CGLPKBranchOptions, start: [Double]? = nil) throws(SolverFault) -> CGLPKStop {
    var options = options
    var stop = CGLPKFinished
    guard let start else {
      options.start = nil
      try expect(CGLPKSession_branch(session, &options, &stop))
      return stop
    }
    let outcome = start.withUnsafeBufferPointer { start in
      options.start = start.baseAddress
      return CGLPKSession_branch(session, &options, &stop)
    }
    try expect(outcome)
    return stop
  }

  /// What is known of the point of the last solve.
  var status: CGLPKStatus { CGLPKSession_status(session) }

  /// The bound on the goal that branch and bound proved.
  var bound: Double? {
    let bound = CGLPKSession_bound(session)
    return bound.isFinite ? bound : nil
  }

  /// The point of the last solve, one number a column.
  func point(columns: Int) throws(SolverFault) -> [Double] {
    var point = [Double](repeating: 0, count: columns)
    try expect(CGLPKSession_point(session, &point))
    return point
  }

  /// The relaxation's multipliers of rows, and reduced costs of columns.
  func duals(rows: Int, columns: Int) throws(SolverFault) -> (rows: [Double], columns: [Double]) {
    var rowDuals = [Double](repeating: 0, count: rows)
    var reducedCosts = [Double](repeating: 0, count: columns)
    try expect(CGLPKSession_duals(session, &rowDuals, &reducedCosts))
    return (rowDuals, reducedCosts)
  }

  /// Where the relaxation's duals hold: for each row the range of its active bound, for each column that of its cost.
  func ranges(
    rows: Int, columns: Int
  ) throws(SolverFault) -> (rows: [ClosedRange<Double>], costs: [ClosedRange<Double>]) {
    var (rowLow, rowHigh) = ([Double](repeating: 0, count: rows), [Double](repeating: 0, count: rows))
    var (costLow, costHigh) = ([Double](repeating: 0, count: columns), [Double](repeating: 0, count: columns))
    let outcome = rowLow.withUnsafeMutableBufferPointer { rowLow in
      rowHigh.withUnsafeMutableBufferPointer { rowHigh in
        costLow.withUnsafeMutableBufferPointer { costLow in
          costHigh.withUnsafeMutableBufferPointer { costHigh in
            var ranges = CGLPKRanges(
              row_low: rowLow.baseAddress, row_high: rowHigh.baseAddress, cost_low: costLow.baseAddress,
              cost_high: costHigh.baseAddress)
            return CGLPKSession_ranges(session, &ranges)
          }
        }
      }
    }
    try expect(outcome)
    func ordered(_ low: Double, _ high: Double) -> ClosedRange<Double> { min(low, high)...max(low, high) }
    return (zip(rowLow, rowHigh).map(ordered), zip(costLow, costHigh).map(ordered))
  }

  /// Why the session has to end, or `nil` as long as it need not: its deadline has passed, or it was cancelled.
  var limitReached: Limit? {
    var stop = CGLPKFinished
    guard CGLPKSession_has_to_stop(session, &stop) else { return nil }
    return stop == CGLPKCancelled ? .cancelled : .time
  }

  /// Simplex iterations of this session so far.
  var iterations: Int { Int(CGLPKSession_progress(session).iterations) }

  /// Subproblems of the last branch and bound.
  var nodes: Int { Int(CGLPKSession_progress(session).nodes) }

  /// What GLPK said last.
  var message: String { String(cString: CGLPKSession_message(session)) }

  /// A fault of the numbers, in GLPK's words where it had any.
  func numericalTrouble(_ sentence: String) -> SolverFault {
    let words = message
    return .numericalTrouble(message: words.isEmpty ? sentence : words)
  }

  private func expect(_ outcome: CGLPKReturn) throws(SolverFault) {
    switch outcome {
    case CGLPKDone: return
    case CGLPKRefused: throw .refused(message: message)
    default: throw .fatal(message: message)
    }
  }
}

extension ColumnForm {
  /// The form in C's layout, valid inside `body` alone; nothing is copied.
  fileprivate func withArrays<Result>(_ body: (CGLPKProgram) -> Result) -> Result {
    costs.withUnsafeBufferPointer { costs in
      lower.withUnsafeBufferPointer { lower in
        upper.withUnsafeBufferPointer { upper in
          wholeNumbers.withUnsafeBufferPointer { wholeNumbers in
            rows.withUnsafeCRows { rows in
              indices.withUnsafeBufferPointer { indices in
                values.withUnsafeBufferPointer { values in
                  body(
                    CGLPKProgram(
                      rows: Int32(rows.count), columns: Int32(lower.count), maximize: false, constant: 0,
                      costs: costs.baseAddress, column_lower: lower.baseAddress, column_upper: upper.baseAddress,
                      integer: wholeNumbers.baseAddress, row_table: rows.baseAddress, indices: indices.baseAddress,
                      values: values.baseAddress))
                }
              }
            }
          }
        }
      }
    }
  }
}

extension [BoundedRow] {
  /// The rows as C has them, valid inside `body` alone: the same numbers in the same order.
  fileprivate func withUnsafeCRows<Result>(_ body: (UnsafeBufferPointer<CGLPKRow>) -> Result) -> Result {
    withUnsafeBufferPointer { $0.withMemoryRebound(to: CGLPKRow.self, body) }
  }
}

/// A limit of seconds as the session takes it: there, 0 means none, while a limit of no seconds, of fewer than none or
/// of NaN is over at once.
func secondsInC(_ seconds: Double?) -> Double {
  guard let seconds else { return 0 }
  return seconds > 0 ? seconds : .leastNormalMagnitude
}
