// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Testing

/// Solves what is to be made small, and says of all else that no point keeps it.
private struct ForgetfulSolver: LinearProgramSolver {
  var name: String { "forgetful" }

  func solve(_ program: LinearProgram, limits: Limits, monitor: SolveMonitor?) -> Outcome {
    program.goal.sense == .minimize ? GLPKSolver().solve(program, limits: limits, monitor: monitor) : .infeasible
  }
}

@Suite("A stage that founders says why")
struct StageSentenceTests {
  @Test("A solver that loses the points of an earlier goal is named as the trouble")
  func lostPoints() {
    var program = LinearProgram()
    let x = program.addVariable(in: 0...4)
    let result = program.solve(
      inOrder: [.optimize(.minimize(x + 0)), .optimize(.maximize(x + 0))], with: ForgetfulSolver())
    guard case .failed(.numericalTrouble(let message)) = result.outcome else {
      Issue.record("\(result.outcome)")
      return
    }
    #expect(!message.isEmpty)
  }
}
