// SPDX-License-Identifier: GPL-3.0-or-later

import TestLength
import Testing

@testable import LinearPrograms

@Suite("Random programs agree with HiGHS")
struct RandomAgreementTests {
  /// A linear program, a transport network or an integer program, by the seed; feasible or not.
  private static func program(seed: Int) -> LinearProgram {
    var random = SplitMix64(seed: seed)
    return switch seed % 3 {
    case 0: plain(&random, wholeNumbers: false)
    case 1: transport(&random)
    default: plain(&random, wholeNumbers: true)
    }
  }

  private static func plain(_ random: inout SplitMix64, wholeNumbers: Bool) -> LinearProgram {
    var program = LinearProgram()
    let variables = (0..<Int.random(in: 2...8, using: &random)).map { _ in
      program.addVariable(
        from: Double(Int.random(in: -3...1, using: &random)), to: Double(Int.random(in: 2...9, using: &random)),
        wholeNumbers: wholeNumbers && Bool.random(using: &random))
    }
    for _ in 0..<Int.random(in: 1...7, using: &random) {
      let sum = LinearExpression(
        sum: variables.filter { _ in Int.random(in: 0...2, using: &random) > 0 }
          .map { Double(Int.random(in: -5...5, using: &random)) * $0 })
      let bound = Double(Int.random(in: -9...20, using: &random))
      switch Int.random(in: 0...3, using: &random) {
      case 0: program.add(sum >= bound)
      case 1: program.add(sum == bound)
      case 2: program.add(sum.within(bound...(bound + 4)))
      default: program.add(sum <= bound)
      }
    }
    let costs = LinearExpression(sum: variables.map { Double(Int.random(in: -9...9, using: &random)) * $0 })
    program.goal = Bool.random(using: &random) ? .minimize(costs + 3) : .maximize(costs - 2)
    return program
  }

  private static func transport(_ random: inout SplitMix64) -> LinearProgram {
    var program = LinearProgram()
    let (sources, targets) = (Int.random(in: 1...5, using: &random), Int.random(in: 1...5, using: &random))
    let flows = (0..<sources).map { _ in
      (0..<targets).map { _ in
        program.addVariable(in: 0...Double(Int.random(in: 2...8, using: &random)), wholeNumbers: true)
      }
    }
    for row in flows {
      program.add(LinearExpression(sum: row) <= Double(Int.random(in: 3...12, using: &random)))
    }
    for target in 0..<targets {
      program.add(LinearExpression(sum: flows.map { $0[target] }) == Double(Int.random(in: 1...9, using: &random)))
    }
    let costs = flows.flatMap(\.self).map { Double.random(in: 1...9, using: &random) * $0 }
    program.goal = .minimize(LinearExpression(sum: costs))
    return program
  }

  @Test(
    "Programs drawn have the same status, and the same goal within 1e-6",
    .enabled(if: OtherSolvers.python != nil, "no Python with highspy on this machine"))
  func drawn() throws {
    let draws = everyday(150, long: 1000)
    let programs = (0..<draws).map(Self.program)
    let verdicts = try OtherSolvers.highs(programs.map { (try $0.mpsText(), .mps) })
    try #require(verdicts.count == programs.count)
    var (optimal, infeasible) = (0, 0)
    for (seed, (program, verdict)) in zip(programs, verdicts).enumerated() {
      switch (program.solve(), verdict) {
      case (.optimal(let solution), .optimal(let goal)):
        optimal += 1
        #expect(abs(solution.goal - goal) <= 1e-6 * max(1, abs(goal)), "seed \(seed)")
        if seed % 3 == 1, solution.wasBranched { Issue.record("seed \(seed): a network was branched") }
      case (.infeasible, .infeasible): infeasible += 1
      case (let outcome, let verdict): Issue.record("seed \(seed): \(outcome) against \(verdict)")
      }
    }
    #expect(
      optimal > draws * 3 / 10 && infeasible > draws / 10,
      "\(optimal) optimal, \(infeasible) infeasible: too few of one sort")
  }
}
