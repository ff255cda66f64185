// SPDX-License-Identifier: GPL-3.0-or-later

import CGLPKSession
import CGLPKTraps
import Testing

/// The fatal errors of GLPK that no call of a session can bring about: the guard holds for them all the same.
@Suite("GLPK's other traps")
struct TrapTests {
  private static let words: [(trap: CGLPKTrap, words: String)] = [
    (CGLPKTrapProblemName, "glp_set_prob_name: problem name too long"),
    (CGLPKTrapRowName, "glp_set_row_name: i = 1: row name contains invalid character(s)"),
    (CGLPKTrapColumnName, "Assertion failed: 1 <= size && size <= 256"),
    (CGLPKTrapRowCount, "glp_add_rows: nrs = 0; invalid number of rows"),
    (CGLPKTrapDeletedRow, "glp_del_rows: num[1] = 99; row number out of range"),
    (CGLPKTrapMatrixRow, "glp_set_mat_row: i = 99; row number out of range"),
    (CGLPKTrapAnalyzeBound, "glp_analyze_bound: "),
    (CGLPKTrapAnalyzeCost, "glp_analyze_coef: "),
    (CGLPKTrapTableauRow, "glp_eval_tab_row: basis factorization does not exist"),
    (CGLPKTrapMinimumCostFlow, "relax4"),
    (CGLPKTrapInteriorPoint, "genqmd: sorry, this routine is temporarily disabled"),
    (CGLPKTrapAssertion, "Assertion failed: problem == NULL"),
    (CGLPKTrapWithinBranching, "An error in the middle of branch and bound."),
  ]

  @Test("The process lives, the error has GLPK's words, and the thread's next session works", arguments: words.indices)
  func trap(index: Int) throws {
    let (trap, words) = Self.words[index]
    try withSession { session in
      #expect(session.load(.knapsack) == CGLPKDone)
      #expect(CGLPKTraps_step_into(session.pointer, trap) == CGLPKFault)
      #expect(session.message.contains(words), "\(session.message)")
      let message = session.message
      #expect(session.load(.small) == CGLPKFault)
      #expect(session.message == message)
    }
    try withSession { session in
      session.load(.small)
      session.relax()
      #expect(near(session.goal, 11))
    }
  }

  @Test("Sensitivity after presolve, which leaves no factorization behind, is what it is without")
  func rangesAfterPresolve() throws {
    func ranges(presolve: Bool) throws -> [Double] {
      try withSession { session in
        session.load(.small)
        #expect(session.relax { $0.presolve = presolve } == CGLPKFinished)
        // Two rows' lower and upper ends, then two columns'.
        let numbers = UnsafeMutablePointer<Double>.allocate(capacity: 8)
        defer { numbers.deallocate() }
        numbers.initialize(repeating: .nan, count: 8)
        var ranges = CGLPKRanges(
          row_low: numbers, row_high: numbers + 2, cost_low: numbers + 4, cost_high: numbers + 6)
        #expect(CGLPKSession_ranges(session.pointer, &ranges) == CGLPKDone)
        return Array(UnsafeBufferPointer(start: numbers, count: 8))
      }
    }
    #expect(try ranges(presolve: true) == ranges(presolve: false))
  }

  @Test("Ranges without an optimum are refused and not a trap")
  func rangesWithoutOptimum() throws {
    try withSession { session in
      session.load(.small)
      var ranges = CGLPKRanges()
      #expect(CGLPKSession_ranges(session.pointer, &ranges) == CGLPKRefused)
      #expect(session.message == "Ranges need the optimum of a relaxation.")
    }
  }
}
