// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Testing

/// A solver that is held to the conformance suite, shown by its name.
struct ConformingSolver: Sendable, CustomTestStringConvertible {
  let solver: any LinearProgramSolver

  /// Everyone who says to be a solver. A new one is added here and nowhere else.
  static let all = [Self(solver: GLPKSolver()), Self(solver: ExhaustiveSolver())]

  var testDescription: String { solver.name }

  func solve(_ program: LinearProgram, limits: Limits = .none, monitor: SolveMonitor? = nil) -> Outcome {
    solver.solve(program, limits: limits, monitor: monitor)
  }
}

/// A program and one fact about it.
struct ConformanceCase: Sendable, CustomTestStringConvertible {
  let fact: String
  let program: LinearProgram
  /// The goal at the optimum, for a program that has one.
  let goal: Double
  /// The values at the optimum; empty where several points are as good.
  let point: [Double]

  init(_ fact: String, goal: Double = .nan, point: [Double] = [], _ build: (inout LinearProgram) -> Void) {
    self.fact = fact
    self.goal = goal
    self.point = point
    var program = LinearProgram()
    build(&program)
    self.program = program
  }

  var testDescription: String { fact }
}

extension Outcome {
  /// The solution of an optimal outcome; any other fails the test.
  func requireOptimal(sourceLocation: SourceLocation = #_sourceLocation) throws -> Solution {
    guard case .optimal(let solution) = self else {
      Issue.record("not optimal: \(self)", sourceLocation: sourceLocation)
      throw NoOptimum()
    }
    return solution
  }

  var isInfeasible: Bool { if case .infeasible = self { true } else { false } }
  var isUnbounded: Bool { if case .unbounded = self { true } else { false } }

  /// The limit that ended the solve, with a point or without.
  var limit: Limit? {
    switch self {
    case .feasible(_, _, let limit), .undecided(_, let limit): limit
    default: nil
    }
  }

  /// Why there is no answer.
  var fault: SolverFault? { if case .failed(let fault) = self { fault } else { nil } }
}

struct NoOptimum: Error {}
