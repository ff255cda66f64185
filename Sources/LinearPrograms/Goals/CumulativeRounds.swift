// SPDX-License-Identifier: GPL-3.0-or-later

/// Rounds of a max–min goal over any expressions: the k-th makes the sum of the k least as large as possible.
///
/// That sum is the largest value of `k·t − Σ dᵢ` with `dᵢ ≥ t − partᵢ`, `dᵢ ≥ 0`, which is linear whatever the program.
/// Sums that are as large as possible in this order are the lexicographic max–min (Ogryczak and Śliwiński, *European
/// Journal of Operational Research* 148, 2003).
struct CumulativeRounds: Sendable {
  /// The parts in units of their own size, where that is below 1; see ``GoalBudget``.
  private let parts: [LinearExpression]
  private let unit: Double
  /// The sum of the k least parts that each round reached.
  private var sums: [Double] = []
  private(set) var solution: Solution?

  init(_ parts: [LinearExpression]) {
    let unit = sizeUnit(of: parts.lazy.flatMap { $0.entries.lazy.map(\.coefficient) })
    self.unit = unit
    self.parts = unit == 1 ? parts : parts.map { (1 / unit) * $0 }
  }

  /// The values of the parts from the worst on.
  var levels: [Double] { zip(sums, [0] + sums).map { ($0 - $1) * unit } }

  /// Goes through the rounds over a program. Returns how the last solve ended where it was no optimum.
  mutating func run(_ program: LinearProgram, rounds: Int?, solve: (LinearProgram) -> Outcome) -> Outcome? {
    let last = min(parts.count, max(0, rounds ?? .max))
    var program = program
    while sums.count < last {
      var round = program
      let sum = least(sums.count + 1, in: &round)
      round.goal = .maximize(sum)
      switch solve(round) {
      case .optimal(let found):
        solution = found
        sums.append(found.goal)
        hold(sums.count, sum, in: &round, degradation: 0)
        program = round
      case let end: return end
      }
    }
    return nil
  }

  /// Adds what keeps the parts as good as the rounds made them, but for `degradation` each. O(rounds · parts).
  func narrow(_ program: inout LinearProgram, degradation: Double) {
    for k in sums.indices.map({ $0 + 1 }) {
      let sum = least(k, in: &program)
      hold(k, sum, in: &program, degradation: degradation / unit)
    }
  }

  private func hold(_ k: Int, _ sum: LinearExpression, in program: inout LinearProgram, degradation: Double) {
    let reached = sums[k - 1]
    program.add(sum >= reached - Double(k) * degradation - 1e-9 * max(1, abs(reached)))
  }

  /// An expression that can be as large as the sum of the `k` least parts, and no larger.
  private func least(_ k: Int, in program: inout LinearProgram) -> LinearExpression {
    let level = program.addVariable(from: -.infinity)
    var sum = Double(k) * level + 0
    for part in parts {
      let shortfall = program.addVariable()
      program.add(shortfall + part - level >= 0)
      sum -= shortfall
    }
    return sum
  }
}
