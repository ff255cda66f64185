// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms

/// A random integer program that is small enough to be solved by trying every point.
struct SmallProgram {
  let program: LinearProgram
  let variables: [Variable]
  /// The best goal of all points, or `nil` where none keeps every row.
  let optimum: Double?

  /// Up to five variables in −2…3, up to four rows of small coefficients, a goal with a constant of any size.
  init(seed: Int) {
    var random = SplitMix64(seed: seed)
    var program = LinearProgram(name: "small \(seed)")
    let variables = (0..<Int.random(in: 2...5, using: &random)).map { _ in
      program.addVariable(in: -2...3, wholeNumbers: true)
    }
    let costs = variables.map { _ in Int.random(in: -9...9, using: &random) }
    let constant = [0, 5, -1000].randomElement(using: &random) ?? 0
    let maximizes = Bool.random(using: &random)
    let rows = (0..<Int.random(in: 1...4, using: &random)).map { _ in
      (
        coefficients: variables.map { _ in Int.random(in: -7...7, using: &random) },
        bound: Int.random(in: -6...9, using: &random), isEquality: Int.random(in: 0..<4, using: &random) == 0
      )
    }
    func sum(_ coefficients: [Int]) -> LinearExpression {
      LinearExpression(sum: zip(coefficients, variables).map { Double($0) * $1 })
    }
    for row in rows {
      let expression = sum(row.coefficients)
      program.add(row.isEquality ? expression == Double(row.bound) : expression <= Double(row.bound))
    }
    let goal = sum(costs) + Double(constant)
    program.goal = maximizes ? .maximize(goal) : .minimize(goal)

    var best: Int?
    func search(_ point: [Int]) {
      guard point.count == variables.count else {
        for value in -2...3 { search(point + [value]) }
        return
      }
      for row in rows {
        let activity = zip(row.coefficients, point).reduce(0) { $0 + $1.0 * $1.1 }
        guard row.isEquality ? activity == row.bound : activity <= row.bound else { return }
      }
      let value = zip(costs, point).reduce(constant) { $0 + $1.0 * $1.1 }
      best = best.map { maximizes ? max($0, value) : min($0, value) } ?? value
    }
    search([])
    self.program = program
    self.variables = variables
    optimum = best.map { Double($0) }
  }
}
