// SPDX-License-Identifier: GPL-3.0-or-later

import CGLPKSession
import Testing

@Suite("A start, an offset and the choices of branch and bound")
struct BranchStartTests {
  private func branch(
    _ session: Session, from start: [Double], _ change: (inout CGLPKBranchOptions) -> Void = { _ in }
  ) -> CGLPKStop? {
    start.withUnsafeBufferPointer { start in
      session.branch {
        $0.start = start.baseAddress
        change(&$0)
      }
    }
  }

  @Test("A search that may open one node alone returns the start")
  func startIsKept() throws {
    try withSession { session in
      // Choosing nothing misses every half by the half itself, which the slack after the products makes up for.
      let program = Program.marketSplit(markets: 4, products: 35)
      session.load(program)
      session.relax()
      var start = [Double](repeating: 0, count: program.costs.count)
      for (market, row) in program.rows.enumerated() { start[35 + 2 * market] = row.lower }
      #expect(branch(session, from: start) { $0.nodes = 1 } == CGLPKIterationLimit)
      #expect(session.status == CGLPKFeasible)
      #expect(session.goal <= program.rows.map(\.lower).reduce(0, +))
    }
  }

  @Test("The optimum is found from any start, under presolve as well", arguments: [false, true])
  func optimumFromStart(presolve: Bool) throws {
    for start in [[0.0, 0, 0, 0], [1, 1, 0, 1], [0, 1, 1, 0]] {
      try withSession { session in
        session.load(.knapsack)
        session.relax()
        #expect(branch(session, from: start) { $0.presolve = presolve } == CGLPKFinished)
        #expect(session.status == CGLPKOptimal)
        #expect(near(session.goal, 225))
      }
    }
  }

  @Test(
    "A start that is no feasible point is refused by name, and the program is as it was",
    arguments: [
      ([1.0, 1, 1, 1], "The start breaks row 0: 72."),
      ([0, 0.5, 0, 0], "The start's value 0.5 does not fit column 1."),
      ([0, 0, 2, 0], "The start's value 2 does not fit column 2."), ([0, 0, 0, .nan], nil),
    ] as [([Double], String?)])
  func refused(start: [Double], message: String?) throws {
    try withSession { session in
      session.load(.knapsack)
      session.relax()
      #expect(branch(session, from: start) == nil)
      if let message { #expect(session.message == message) }
      #expect(session.branch() == CGLPKFinished)
      #expect(near(session.goal, 225))
    }
  }

  @Test("An offset is part of goal, bound and progress")
  func offset() throws {
    try withSession { session in
      session.load(.knapsack)
      session.relax()
      #expect(session.branch { $0.goal_offset = 1000 } == CGLPKFinished)
      #expect(near(session.goal, 1225) && near(session.bound, 1225))
      #expect(near(session.progress.best, 1225) && near(session.progress.bound, 1225))
      session.relax()
      #expect(near(session.goal, 257))
      #expect(session.branch { $0.goal_offset = .infinity } == nil)
      #expect(session.message == "The goal's offset inf is not finite.")
    }
  }

  @Test("The gap is relative to the goal with its offset")
  func gapWithOffset() throws {
    try withSession { session in
      session.load(.marketSplit(markets: 4, products: 35))
      session.relax()
      // The first point is some hundreds from a bound of 0: far from half of itself, and near to a million.
      #expect(
        session.branch {
          $0.relative_gap = 0.01
          $0.goal_offset = 1e6
          $0.nodes = 100_000
        } == CGLPKGapReached)
      #expect(session.status == CGLPKFeasible)
      #expect((session.goal - session.bound) / session.goal <= 0.01)
    }
  }

  @Test("Every choice of variables, nodes and heuristics finds the same optimum")
  func choices() throws {
    let variables = [
      CGLPKDriebeekTomlin, CGLPKMostFractional, CGLPKFirstFractional, CGLPKLastFractional, CGLPKPseudocost,
    ]
    let nodes = [CGLPKBestBound, CGLPKBestProjection, CGLPKDepthFirst, CGLPKBreadthFirst]
    for (variable, node) in variables.flatMap({ variable in nodes.map { (variable, $0) } }) {
      try withSession { session in
        session.load(.knapsack)
        session.relax()
        #expect(
          session.branch {
            $0.variable_choice = variable
            $0.node_choice = node
            $0.feasibility_pump = true
          } == CGLPKFinished)
        #expect(near(session.goal, 225))
      }
    }
    try withSession { session in
      session.load(.knapsack)
      session.relax()
      #expect(session.branch { $0.variable_choice = .init(rawValue: 77) } == nil)
      #expect(session.message == "There is no such choice of a variable or a node.")
    }
  }
}
