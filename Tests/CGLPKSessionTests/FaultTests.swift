// SPDX-License-Identifier: GPL-3.0-or-later

import CGLPKSession
import Testing

@Suite("Faults and refusals")
struct FaultTests {
  @Test("A duplicate matrix entry is a fault with GLPK's words, and the process lives")
  func duplicateEntry() throws {
    try withSession { session in
      var program = Program.small
      program.rows[1].entries = [(0, 1), (0, 3)]
      #expect(session.load(program) == CGLPKFault)
      #expect(session.message.contains("glp_set_mat_row: i = 2; ind[2] = 1; duplicate column indices not allowed"))
      #expect(session.message.contains("Error detected in file"))
      #expect(session.message.last?.isNewline == false)
    }
  }

  @Test("A column out of range is a fault with GLPK's words", arguments: [Int32(2), -1, .max, .min])
  func columnOutOfRange(index: Int32) throws {
    try withSession { session in
      var program = Program.small
      program.rows[0].entries[1].0 = index
      #expect(session.load(program) == CGLPKFault)
      #expect(session.message.contains("column index out of range"))
    }
  }

  @Test("Bounds of a row or column that does not exist are a fault with GLPK's words")
  func boundsOutOfRange() throws {
    for index in [Int32(2), -1, .max] {
      try withSession { session in
        session.load(.small)
        #expect(CGLPKSession_set_column_bounds(session.pointer, index, 0, 1) == CGLPKFault)
        #expect(session.message.contains("glp_set_col_bnds"))
        #expect(session.message.contains("column number out of range"))
      }
      try withSession { session in
        session.load(.small)
        #expect(CGLPKSession_set_row_bounds(session.pointer, index, 0, 1) == CGLPKFault)
        #expect(session.message.contains("glp_set_row_bnds"))
      }
    }
  }

  @Test("After a fault every call returns the same fault, and the thread's next session works")
  func spent() throws {
    try withSession { session in
      var program = Program.small
      program.rows[0].entries[0].0 = 5
      session.load(program)
      let message = session.message
      #expect(session.load(.small) == CGLPKFault)
      #expect(session.relax() == nil)
      #expect(session.branch() == nil)
      #expect(session.point(2) == nil)
      #expect(session.status == CGLPKUndefined)
      #expect(session.message == message)
    }
    try withSession { session in
      session.load(.small)
      session.relax()
      #expect(near(session.goal, 11))
    }
  }

  @Test("A number that is not finite is refused, and the loaded program stays", arguments: [Double.nan, .infinity])
  func notFinite(number: Double) throws {
    let program = Program.small
    var (cost, value, constant) = (program, program, program)
    cost.costs[1] = number
    value.rows[1].entries[1].1 = -number
    constant.constant = number
    try withSession { session in
      session.load(.small)
      #expect(session.load(cost) == CGLPKRefused)
      #expect(session.message == "The cost \(number == .infinity ? "inf" : "nan") of column 1 is not finite.")
      #expect(session.load(value) == CGLPKRefused)
      #expect(session.message.hasSuffix("of entry 3 is not finite."))
      #expect(session.load(constant) == CGLPKRefused)
      #expect(CGLPKSession_set_goal(session.pointer, [1, number], 0) == CGLPKRefused)
      #expect(CGLPKSession_set_column_bounds(session.pointer, 0, number, 3) == CGLPKRefused)
      #expect(session.relax() == CGLPKFinished)
      #expect(near(session.goal, 11))
    }
  }

  @Test("A lower bound of infinity, an upper bound of minus infinity or a bound that is no number is refused")
  func impossibleBounds() throws {
    try withSession { session in
      for bounds in [(Double.infinity, Double.infinity), (-.infinity, -.infinity), (.nan, 1), (0, .nan)] {
        var columns = Program.small
        columns.bounds[1] = bounds
        #expect(session.load(columns) == CGLPKRefused)
        #expect(session.message.hasPrefix("Column 1 cannot be bounded by"))
        var rows = Program.small
        (rows.rows[1].lower, rows.rows[1].upper) = bounds
        #expect(session.load(rows) == CGLPKRefused)
        #expect(session.message.hasPrefix("Row 1 cannot be bounded by"))
      }
    }
  }

  @Test("A lower bound above the upper is refused by GLPK at the solve, with its words, and can be mended")
  func crossedBounds() throws {
    try withSession { session in
      var program = Program.small
      program.bounds[0] = (4, 3)
      #expect(session.load(program) == CGLPKDone)
      #expect(session.relax() == nil)
      #expect(session.message == "GLP_EBOUND: glp_simplex: column 1: lb = 4, ub = 3; incorrect bounds")
      #expect(session.status == CGLPKUndefined)
      #expect(CGLPKSession_set_column_bounds(session.pointer, 0, 0, 3) == CGLPKDone)
      #expect(session.relax() == CGLPKFinished)
      #expect(near(session.goal, 11))
    }
  }

  @Test("A fractional bound on a whole-number column is refused by GLPK, with its words")
  func fractionalBound() throws {
    try withSession { session in
      var program = Program.knapsack
      program.bounds[2] = (0, 1.5)
      session.load(program)
      session.relax()
      #expect(session.branch() == nil)
      #expect(session.message == "GLP_EBOUND: glp_intopt: integer column 3 has non-integer upper bound 1.5")
    }
  }

  @Test("Branching without a solved relaxation or presolve is refused by GLPK, with its words")
  func noRoot() throws {
    try withSession { session in
      session.load(.knapsack)
      #expect(session.branch() == nil)
      #expect(
        session.message == "GLP_EROOT: glp_intopt: optimal basis to initial LP relaxation not provided")
    }
  }

  @Test("Branching from a relaxation that has changed since is refused")
  func staleRoot() throws {
    try withSession { session in
      session.load(.knapsack)
      session.relax()
      #expect(CGLPKSession_set_column_bounds(session.pointer, 0, 0, 0) == CGLPKDone)
      #expect(session.branch() == nil)
      #expect(session.message == "The program has changed since its relaxation was solved.")
      session.relax()
      #expect(session.branch() == CGLPKFinished)
      #expect(near(session.goal, 220))
    }
  }

  @Test("A call that needs a program, a point or duals is refused where there is none")
  func nothingThere() throws {
    try withSession { session in
      #expect(session.relax() == nil)
      #expect(session.message == "No program is loaded.")
      #expect(session.branch() == nil)
      #expect(CGLPKSession_set_goal(session.pointer, [1, 2], 0) == CGLPKRefused)
      #expect(CGLPKSession_set_row_bounds(session.pointer, 0, 0, 1) == CGLPKRefused)
      #expect(CGLPKSession_basis(session.pointer, nil, nil) == CGLPKRefused)
      session.load(.small)
      #expect(session.point(2) == nil)
      #expect(session.duals(rows: 2, columns: 2) == nil)
      #expect(session.goal.isNaN && session.bound.isNaN)
    }
  }

  @Test("An option out of range is refused and not a fault")
  func badOptions() throws {
    try withSession { session in
      session.load(.knapsack)
      #expect(session.relax { $0.optimality_tolerance = 1 } == nil)
      #expect(session.relax { $0.feasibility_tolerance = -.ulpOfOne } == nil)
      #expect(session.relax { $0.optimality_tolerance = .nan } == nil)
      session.relax()
      #expect(session.branch { $0.relative_gap = -1 } == nil)
      #expect(session.branch { $0.relative_gap = .nan } == nil)
      #expect(session.branch() == CGLPKFinished)
    }
  }

  @Test("A negative size or a row of negative length is refused")
  func badSizes() throws {
    try withSession { session in
      var program = CGLPKProgram()
      program.rows = -1
      #expect(CGLPKSession_load(session.pointer, &program) == CGLPKRefused)
      #expect(session.message == "A program cannot have -1 rows and 0 columns.")
    }
  }

  @Test("Nothing that GLPK says reaches the terminal: neither faults nor solves nor refusals")
  func silence() async throws {
    let result = try await #require(
      processExitsWith: .success, observing: [\.standardOutputContent, \.standardErrorContent]
    ) {
      var faulty = Program.small
      faulty.rows[0].entries = [(0, 1), (0, 3)]
      try withSession { _ = $0.load(faulty) }
      var crossed = Program.small
      crossed.bounds[0] = (4, 3)
      try withSession { session in
        session.load(crossed)
        session.relax()
        for program in [Program.small, .infeasible, .unbounded, .marketSplit(markets: 3, products: 15)] {
          for method in [CGLPKPrimal, CGLPKDual, CGLPKDualThenPrimal] {
            for presolve in [false, true] {
              session.load(program)
              session.relax(method) {
                $0.presolve = presolve
                $0.scale = true
                $0.seconds = 1
              }
            }
          }
          session.branch {
            $0.presolve = true
            $0.mir_cuts = true
            $0.gomory_cuts = true
            $0.cover_cuts = true
            $0.clique_cuts = true
            $0.seconds = 0.2
          }
        }
      }
    }
    #expect(String(decoding: result.standardOutputContent, as: UTF8.self) == "")
    #expect(String(decoding: result.standardErrorContent, as: UTF8.self) == "")
  }
}
