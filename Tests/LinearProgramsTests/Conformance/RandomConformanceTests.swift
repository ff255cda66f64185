// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import TestLength
import Testing

@Suite("Conformance: random programs against exhaustive search")
struct RandomConformanceTests {
  /// How many programs are drawn.
  static let count = everyday(300, long: 5000)

  /// The reference's answers, worked out once for all solvers.
  private static let expected: [(random: RandomProgram, outcome: Outcome)] = (0..<count).map { seed in
    let random = RandomProgram(seed: seed)
    return (random, ExhaustiveSolver().solve(random.program, limits: .none, monitor: nil))
  }

  @Test("Every outcome and goal is that of trying everything in exact arithmetic", arguments: ConformingSolver.all)
  func agreement(_ solver: ConformingSolver) throws {
    for (random, expected) in Self.expected {
      let outcome = solver.solve(random.program)
      switch (outcome, expected) {
      case (.optimal(let solution), .optimal(let best)):
        #expect(
          abs(solution.goal - best.goal) <= 1e-7 * max(1, abs(best.goal)),
          "seed \(random.seed): \(solution.goal) against \(best.goal)")
        if !solution.wasBranched {
          try MultiplierCheck(program: random.program, solution: solution).expectSound("seed \(random.seed)")
        }
        for variable in random.program.allVariables where random.program.takesWholeNumbers(variable) {
          #expect(solution[variable] == solution[variable].rounded(), "seed \(random.seed)")
        }
      case (.infeasible, .infeasible), (.unbounded, .unbounded): continue
      // What the search says it cannot do, nobody is measured by.
      case (_, .failed(.unsupported)): continue
      default: Issue.record("seed \(random.seed): \(outcome) against \(expected)")
      }
    }
  }

  @Test("The programs drawn are of every sort, often enough to prove something")
  func sorts() {
    var (optimal, infeasible) = ([0, 0, 0, 0], [0, 0, 0, 0])
    var (unbounded, fractional, unknown) = (0, 0, 0)
    for (random, outcome) in Self.expected {
      switch outcome {
      case .optimal(let solution):
        optimal[random.seed % 4] += 1
        let values = random.program.allVariables.map { solution[$0] }
        if values.contains(where: { $0 != $0.rounded() }) { fractional += 1 }
      case .infeasible: infeasible[random.seed % 4] += 1
      case .unbounded: unbounded += 1
      case .failed(.unsupported(.unlimitedWholeNumbers)): unknown += 1
      default: Issue.record("seed \(random.seed): \(outcome)")
      }
    }
    #expect(optimal.allSatisfy { $0 >= Self.count / 12 }, "\(optimal)")
    #expect(infeasible.allSatisfy { $0 >= Self.count / 60 }, "\(infeasible)")
    #expect(unbounded >= Self.count / 30, "\(unbounded)")
    #expect(fractional >= Self.count / 15, "\(fractional)")
    #expect(unknown <= Self.count / 40, "\(unknown)")
  }
}
