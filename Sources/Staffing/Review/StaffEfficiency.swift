// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms

/// How little staff would do for what a town achieves, by what others achieve with theirs: data envelopment analysis,
/// input-oriented with constant returns to scale (Charnes, Cooper, Rhodes, 1978).
///
/// For each place one linear program: the least θ so that a mix of places, each taken λ times, achieves as much with θ
/// times the place's input.
///
/// ```swift
/// StaffEfficiency(staff: [2, 3, 3, 4], outputs: [[1], [3], [2], [3]])?.scores  // 0.5, 1, 0.667, 0.75
/// ```
public struct StaffEfficiency: Hashable, Sendable {
  /// By place, from 0 to 1: the part of its staff that would do; 1 where no mix does better.
  public let scores: [Double]
  /// By place, the places of the mix that shows it, the largest share first; only itself where the score is 1.
  public let models: [[Int]]

  /// Compares places.
  ///
  /// - Parameters:
  ///   - staff: what each place uses, above zero.
  ///   - outputs: what each place achieves, one list a place, all as long, none below zero.
  ///   - solver: solves one linear program a place.
  /// - Returns: `nil` where the lists do not go together, a figure is out of range, or the solver came to a limit.
  /// - Complexity: O(places) linear programs of as many columns as places and a row an output.
  public init?(
    staff: [Double], outputs: [[Double]], with solver: some LinearProgramSolver = GLPKSolver(),
    limits: Limits = .none, monitor: SolveMonitor? = nil
  ) {
    guard staff.count == outputs.count, staff.allSatisfy({ $0 > 0 && $0.isFinite }),
      outputs.allSatisfy({ $0.count == outputs.first?.count && $0.allSatisfy { $0 >= 0 && $0.isFinite } })
    else { return nil }
    let count = outputs.first?.count ?? 0
    // Each figure by the largest of its sort, so that people and yuan are of one size in the program.
    let mostStaff = staff.max() ?? 1
    let most = (0..<count).map { output in outputs.map { $0[output] }.max().flatMap { $0 > 0 ? $0 : nil } ?? 1 }
    var scores: [Double] = []
    var models: [[Int]] = []
    let monitor = monitor ?? SolveMonitor(seconds: limits.seconds)
    for place in staff.indices {
      var program = LinearProgram(name: "efficiency")
      let shares = staff.map { _ in program.addVariable(from: 0, to: .infinity) }
      for output in 0..<count {
        program.addConstraint(from: outputs[place][output] / most[output]) { sum in
          for (share, achieved) in zip(shares, outputs) where achieved[output] > 0 {
            sum += achieved[output] / most[output] * share
          }
        }
      }
      program.goal = .minimize(LinearExpression(sum: zip(staff, shares).map { $0 / mostStaff * $1 }))
      guard
        case .optimal(let solution) = program.solve(with: solver, limits: limits, monitor: monitor)
      else { return nil }
      // The place itself is always a mix that does, so more than 1 is the solver's rounding.
      let score = min(1, max(0, solution.goal * mostStaff / staff[place]))
      scores.append(score > 1 - 1e-9 ? 1 : score)
      models.append(
        score > 1 - 1e-9
          ? [place]
          : staff.indices.filter { solution[shares[$0]] > 1e-9 }
            .sorted { (-solution[shares[$0]] * staff[$0], $0) < (-solution[shares[$1]] * staff[$1], $1) })
    }
    self.scores = scores
    self.models = models
  }
}
