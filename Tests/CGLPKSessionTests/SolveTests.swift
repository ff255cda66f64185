// SPDX-License-Identifier: GPL-3.0-or-later

import CGLPKSession
import Testing

@Suite("Solving")
struct SolveTests {
  static let methods = [CGLPKPrimal, CGLPKDual, CGLPKDualThenPrimal].map(\.rawValue)

  @Test(
    "A linear program is solved with its point and duals, by every method, scaled and presolved", arguments: methods)
  func optimum(method: UInt32) throws {
    for (presolve, scale, longStep) in [(false, false, false), (true, false, false), (false, true, true)] {
      try withSession { session in
        var program = Program.small
        program.constant = 100
        #expect(session.load(program) == CGLPKDone)
        let stop = session.relax(CGLPKMethod(method)) {
          $0.presolve = presolve
          $0.scale = scale
          $0.long_step = longStep
        }
        #expect(stop == CGLPKFinished)
        #expect(session.status == CGLPKOptimal)
        #expect(near(session.goal, 111))
        #expect(session.point(2).map { near($0[0], 3) && near($0[1], 1) } == true)
        let duals = session.duals(rows: 2, columns: 2)
        // At (3, 1) both rows are tight and x is at its bound; duals price the goal either way.
        #expect(duals.map { near(4 * $0.rows[0] + 6 * $0.rows[1] + 3 * $0.columns[0] + 100, 111) } == true)
      }
    }
  }

  @Test("Equal bounds fix a row or a column")
  func equalBounds() throws {
    try withSession { session in
      var program = Program.small
      program.bounds[0] = (2, 2)
      (program.rows[1].lower, program.rows[1].upper) = (5, 5)
      session.load(program)
      #expect(session.relax() == CGLPKFinished)
      #expect(session.status == CGLPKOptimal)
      #expect(session.point(2) == [2, 1])
      #expect(CGLPKSession_set_column_bounds(session.pointer, 0, 0.5, 0.5) == CGLPKDone)
      #expect(CGLPKSession_set_row_bounds(session.pointer, 1, 2, 2) == CGLPKDone)
      #expect(session.relax() == CGLPKFinished)
      #expect(session.point(2) == [0.5, 0.5])
    }
  }

  @Test("The largest finite number as a bound is none, as GLPK has it")
  func hugeBounds() throws {
    try withSession { session in
      var program = Program.small
      program.bounds[1] = (-.greatestFiniteMagnitude, .greatestFiniteMagnitude)
      session.load(program)
      #expect(session.relax() == CGLPKFinished)
      #expect(near(session.goal, 11))
    }
  }

  @Test("An infeasible program is told as such, with presolve and without", arguments: methods)
  func infeasible(method: UInt32) throws {
    try withSession { session in
      session.load(.infeasible)
      #expect(session.relax(CGLPKMethod(method)) == CGLPKFinished)
      #expect(session.status == CGLPKNoFeasible)
      session.load(.infeasible)
      #expect(session.relax(CGLPKMethod(method)) { $0.presolve = true } == CGLPKNoPrimalFeasible)
      #expect(session.status == CGLPKNoFeasible)
    }
  }

  @Test("An unbounded program is told as such, with presolve and without")
  func unbounded() throws {
    try withSession { session in
      session.load(.unbounded)
      #expect(session.relax() == CGLPKFinished)
      #expect(session.status == CGLPKUnbounded)
      session.load(.unbounded)
      #expect(session.relax { $0.presolve = true } == CGLPKNoDualFeasible)
      #expect(session.status == CGLPKUndefined)
      session.load(.unbounded)
      #expect(session.relax(CGLPKDual) == CGLPKNoDualFeasible || session.status == CGLPKUnbounded)
    }
  }

  @Test("A program without rows, without columns or without either is solved")
  func empty() throws {
    try withSession { session in
      session.load(Program(constant: 5, costs: [], bounds: []))
      #expect(session.relax() == CGLPKFinished)
      #expect(session.goal == 5)
      session.load(Program(costs: [1, -1], bounds: [(2, 3), (2, 3)]))
      #expect(session.relax() == CGLPKFinished)
      #expect(session.goal == -1)
      session.load(Program(costs: [], bounds: [], rows: [(entries: [], lower: -1, upper: 1)]))
      #expect(session.relax() == CGLPKFinished)
      #expect(session.status == CGLPKOptimal)
      session.load(Program(costs: [], bounds: [], rows: [(entries: [], lower: 1, upper: 2)]))
      #expect(session.relax() == CGLPKFinished)
      #expect(session.status == CGLPKNoFeasible)
    }
  }

  @Test("After a new goal the solve goes on from the basis it has")
  func warmRestart() throws {
    try withSession { session in
      session.load(.small)
      session.relax()
      let iterations = session.progress.iterations
      #expect(iterations > 0)
      #expect(CGLPKSession_set_goal(session.pointer, [3, 2], 0.5) == CGLPKDone)
      #expect(session.relax() == CGLPKFinished)
      #expect(near(session.goal, 11.5))
      #expect(session.progress.iterations == iterations)
      #expect(CGLPKSession_set_goal(session.pointer, [0, 1], 0) == CGLPKDone)
      #expect(session.relax() == CGLPKFinished)
      #expect(near(session.goal, 2))
      #expect(session.point(2).map { near($0[0], 0) && near($0[1], 2) } == true)
    }
  }

  @Test("A basis can be read, set and started from")
  func basis() throws {
    try withSession { session in
      session.load(.small)
      session.relax()
      var (rows, columns) = ([UInt8](repeating: 0, count: 2), [UInt8](repeating: 0, count: 2))
      #expect(CGLPKSession_basis(session.pointer, &rows, &columns) == CGLPKDone)
      #expect((rows + columns).count { $0 == CGLPKBasic.rawValue } == 2)
      session.load(.small)
      let before = session.progress.iterations
      #expect(CGLPKSession_set_basis(session.pointer, rows, columns) == CGLPKDone)
      #expect(session.relax() == CGLPKFinished)
      #expect(session.progress.iterations == before)
      #expect(near(session.goal, 11))
      #expect(CGLPKSession_set_basis(session.pointer, [1, 1], [1, 2]) == CGLPKRefused)
      #expect(session.message == "The basis has 3 basic rows and columns where there are 2 rows.")
      #expect(CGLPKSession_set_basis(session.pointer, [1, 1], [0, 2]) == CGLPKRefused)
    }
  }

  @Test("A singular basis is numerical trouble and not a fault")
  func singularBasis() throws {
    try withSession { session in
      var program = Program.small
      program.rows[0].entries = [(0, 1), (1, 1)]
      program.rows[1].entries = [(0, 2), (1, 2)]
      session.load(program)
      #expect(CGLPKSession_set_basis(session.pointer, [3, 3], [1, 1]) == CGLPKDone)
      #expect(session.relax() == CGLPKNumericalTrouble)
      #expect(session.status == CGLPKUndefined)
      #expect(session.message == "GLP_ESING: glp_simplex: initial basis is singular")
    }
  }

  @Test("The iteration limit ends a solve")
  func iterationLimit() throws {
    try withSession { session in
      session.load(.matching(size: 20))
      #expect(session.relax { $0.iterations = 2 } == CGLPKIterationLimit)
      #expect(session.progress.iterations == 2)
      #expect(session.status == CGLPKFeasible)
      #expect(session.point(400) != nil)
    }
  }

  @Test("The version is GLPK's")
  func version() {
    #expect(String(cString: CGLPKSession_version()).split(separator: ".").count == 2)
  }
}

@Suite("Branch and bound")
struct BranchTests {
  @Test("A knapsack is solved to optimality, with and without presolve, and the bound is the goal")
  func knapsack() throws {
    for presolve in [false, true] {
      try withSession { session in
        session.load(.knapsack)
        if !presolve { session.relax() }
        #expect(session.branch { $0.presolve = presolve } == CGLPKFinished)
        #expect(session.status == CGLPKOptimal)
        #expect(near(session.goal, 225))
        #expect(session.bound == session.goal)
        #expect(session.point(4) == [1, 1, 0, 1])
      }
    }
  }

  @Test("The relaxation's duals and goal can be had again after branching")
  func dualsAfterBranching() throws {
    try withSession { session in
      session.load(.knapsack)
      session.relax()
      let before = try #require(session.duals(rows: 1, columns: 4))
      session.branch { $0.mir_cuts = true }
      let after = try #require(session.duals(rows: 1, columns: 4))
      #expect(before == after)
      #expect(session.branch() == CGLPKFinished)
      #expect(near(session.goal, 225))
    }
  }

  @Test("An integer program without a whole-number point is told as such, with presolve and without")
  func infeasible() throws {
    // 2x + 2y = 5 has points, but no whole ones.
    let program = Program(
      costs: [1, 1], bounds: [(0, 4), (0, 4)], integer: [0, 1],
      rows: [(entries: [(0, 2), (1, 2)], lower: 5, upper: 5)])
    for presolve in [false, true] {
      try withSession { session in
        session.load(program)
        if !presolve { session.relax() }
        let stop = session.branch { $0.presolve = presolve }
        #expect(stop == CGLPKFinished || stop == CGLPKNoPrimalFeasible)
        #expect(session.status == CGLPKNoFeasible)
        #expect(session.point(2) == nil)
        #expect(session.bound.isNaN)
      }
    }
  }

  @Test("An unbounded relaxation under presolve has no dual feasible point")
  func unbounded() throws {
    try withSession { session in
      var program = Program.unbounded
      program.integer = [0, 1]
      session.load(program)
      #expect(session.branch { $0.presolve = true } == CGLPKNoDualFeasible)
      #expect(session.status == CGLPKUndefined)
    }
  }

  @Test("A gap asked for ends the search with a bound that proves it, whatever cuts are on")
  func gap() throws {
    for cuts in [false, true] {
      try withSession { session in
        var program = Program.marketSplit(markets: 2, products: 14)
        program.constant = 50
        session.load(program)
        session.relax()
        let stop = session.branch {
          $0.relative_gap = 0.5
          $0.mir_cuts = cuts
          $0.gomory_cuts = cuts
          $0.cover_cuts = cuts
          $0.clique_cuts = cuts
        }
        #expect(stop == CGLPKGapReached || stop == CGLPKFinished)
        #expect(session.status == (stop == CGLPKFinished ? CGLPKOptimal : CGLPKFeasible))
        #expect(session.bound <= session.goal)
        #expect(session.goal - session.bound <= 0.5 * session.goal + 1e-9)
      }
    }
  }
}
