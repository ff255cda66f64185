// SPDX-License-Identifier: GPL-3.0-or-later

import TestLength
import Testing

@testable import LinearPrograms

@Suite("Levels of many parts under totals")
struct ManyLevelsTests {
  /// Parts of two totals, each a multiple of one variable.
  private struct Sample {
    var program = LinearProgram()
    var factors: [Double] = []
    var totals: [Int] = []
    static let members = 1_300

    init(seed: Int) {
      var random = SplitMix64(seed: seed)
      for _ in 0..<2 {
        var members: [Variable] = []
        var least = 0
        for _ in 0..<Self.members {
          let lower = Int.random(in: 0...4, using: &random)
          members.append(program.addVariable(in: Double(lower)...Double(lower + 60), wholeNumbers: true))
          factors.append(1 / Double.random(in: 0.5...30, using: &random))
          least += lower
        }
        totals.append(least + Int.random(in: 2_000...20_000, using: &random))
        program.add(LinearExpression(sum: members) == Double(totals[totals.count - 1]))
      }
    }

    /// Whether every part can have a level or more: what that takes of each total.
    func allows(_ level: Double) -> Bool {
      totals.indices.allSatisfy { total in
        let sum = (total * Self.members..<(total + 1) * Self.members).reduce(0) { sum, place in
          let range = program.wholeRange(ofVariable: place)
          let value = range.first { factors[place] * Double($0) >= level } ?? 1_000_000
          return sum + value
        }
        return sum <= totals[total]
      }
    }

    /// The highest value of a part that every part can have or pass.
    var highestLevel: Double {
      let values = factors.indices.flatMap { place in
        program.wholeRange(ofVariable: place).map { factors[place] * Double($0) }
      }.sorted()
      var (low, high) = (0, values.count)
      while high - low > 1 {
        let middle = low + (high - low) / 2
        if allows(values[middle]) { low = middle } else { high = middle }
      }
      return values[low]
    }
  }

  @Test("The first level is what the totals allow everyone, and one thread and three come to the same")
  func levels() throws {
    for seed in 0..<everyday(6, long: 40) {
      let sample = Sample(seed: 40_000 + seed)
      let parts = sample.program.allVariables.map { sample.factors[$0.index] * $0 + 0 }
      let goals = [PrioritizedGoal.maximizeLeast(of: parts, rounds: 3)]
      let one = GLPKSolver().solve(sample.program, inOrder: goals, limits: .none, monitor: nil)
      let three = GLPKSolver(workers: 3).solve(sample.program, inOrder: goals, limits: .none, monitor: nil)
      let levels = try #require(one.stages.first?.levels, "seed \(seed): \(one.outcome)")
      #expect(levels == three.stages.first?.levels, "seed \(seed)")
      #expect(one.outcome.solution?.values == three.outcome.solution?.values, "seed \(seed)")
      let expected = sample.highestLevel
      #expect(abs(try #require(levels.first) - expected) <= 1e-12 * expected, "seed \(seed)")
      #expect(levels == levels.sorted() && levels.count == 3, "seed \(seed): \(levels)")
    }
  }
}
