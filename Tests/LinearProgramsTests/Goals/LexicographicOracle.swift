// SPDX-License-Identifier: GPL-3.0-or-later

@testable import LinearPrograms

/// The lexicographic optimum of a program of whole numbers, by looking at every point.
struct LexicographicOracle {
  /// Every point that keeps the constraints.
  private var points: [[Double]]
  private let program: LinearProgram

  init(_ program: LinearProgram) {
    self.program = program
    points = [[]]
    for index in 0..<program.variableCount {
      let range = Int(program.variables.lower[index])...Int(program.variables.upper[index])
      points = points.flatMap { point in range.map { point + [Double($0)] } }
    }
    points = points.filter { program.check($0, tolerance: 1e-9).violations.isEmpty }
  }

  var isInfeasible: Bool { points.isEmpty }

  /// Keeps the best points of a goal, and those that are worse by no more than an amount. Returns the best value.
  mutating func keepBest(_ goal: Goal, losing degradation: Degradation) -> Double {
    var program = program
    program.goal = goal
    let values = points.map { program.goalValue(at: $0) }
    let best = (goal.sense == .minimize ? values.min() : values.max()) ?? .nan
    let room = degradation.amount(at: best) + 1e-9
    points = zip(points, values).filter { abs($1 - best) <= room }.map(\.0)
    return best
  }

  /// Keeps the points whose parts, sorted from the least on, are the greatest in the order of the dictionary, as far as
  /// the `count` least of them and how many stand at the level of the last. Returns those values.
  mutating func keepHighest(_ parts: [LinearExpression], count: Int) -> [Double] {
    func levels(_ point: [Double]) -> [Double] {
      let values = parts.map { part in
        part.entries.reduce(part.constant) { $0 + $1.coefficient * point[Int($1.index)] }
      }.sorted()
      let isCut = count < values.count && values[count] > values[count - 1] + 1e-9
      return values.prefix(count) + [isCut ? 1 : 0]
    }
    func precedes(_ left: [Double], _ right: [Double]) -> Bool {
      for (one, other) in zip(left, right) where abs(one - other) > 1e-9 { return one < other }
      return false
    }
    guard let best = points.map(levels).max(by: precedes) else { return [] }
    points = points.filter { !precedes(levels($0), best) }
    return best.dropLast()
  }
}
