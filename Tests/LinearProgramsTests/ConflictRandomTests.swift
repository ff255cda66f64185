// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import LinearPrograms

@Suite("Conflicts of random programs are real and irreducible")
struct ConflictRandomTests {
  @Test("Linear programs: infeasible where the solver says so, and only there", arguments: 0..<150)
  func linear(seed: Int) throws {
    var random = SplitMix64(seed: 1_000 + seed)
    var program = LinearProgram()
    let columns = Int.random(in: 2...8, using: &random)
    let variables = (0..<columns).map { _ in
      let isFree = Int.random(in: 0...3, using: &random) == 0
      return program.addVariable(
        from: isFree ? -.infinity : 0, to: Bool.random(using: &random) ? .infinity : 10)
    }
    for _ in 0..<Int.random(in: 3...12, using: &random) {
      let terms = variables.compactMap { variable -> LinearTerm? in
        Bool.random(using: &random) ? Double(Int.random(in: -5...5, using: &random)) * variable : nil
      }
      let bound = Double(Int.random(in: -20...20, using: &random))
      switch Int.random(in: 0...2, using: &random) {
      case 0: program.add(LinearExpression(sum: terms) <= bound)
      case 1: program.add(LinearExpression(sum: terms) >= bound)
      default: program.add(LinearExpression(sum: terms).within(bound...(bound + 3)))
      }
    }
    try expectAgreement(program, "seed \(seed)")
  }

  @Test("Network flows: more is asked for than can flow", arguments: 0..<60)
  func network(seed: Int) throws {
    var random = SplitMix64(seed: 2_000 + seed)
    var program = LinearProgram()
    let nodes = Int.random(in: 4...9, using: &random)
    var balance = [LinearExpression](repeating: LinearExpression(), count: nodes)
    for from in 0..<nodes {
      for to in 0..<nodes where from != to && Int.random(in: 0...2, using: &random) > 0 {
        let flow = program.addVariable(
          in: 0...Double(Int.random(in: 1...6, using: &random)), wholeNumbers: Bool.random(using: &random))
        balance[from] -= flow
        balance[to] += flow
      }
    }
    let flowing = Double(Int.random(in: 4...30, using: &random))
    for node in 0..<nodes {
      program.add(balance[node] == (node == 0 ? -flowing : node == nodes - 1 ? flowing : 0), label: "node \(node)")
    }
    try expectAgreement(program, "seed \(seed)")
  }

  @Test("Small integer programs, against trying every point", arguments: 0..<150)
  func integer(seed: Int) throws {
    let program = SmallInteger.program(seed: 3_000 + seed)
    let expected = SmallInteger.points(of: program).contains { point in
      (0..<program.constraintCount).allSatisfy { SmallInteger.violation(program, $0, point) == 0 }
    }
    switch program.explainInfeasibility(limits: Limits(seconds: 10)) {
    case .feasible: #expect(expected)
    case .conflict(let conflict):
      #expect(!expected)
      #expect(conflict.isProvenMinimal, "seed \(seed): \(conflict.unproven)")
      if conflict.method != .divisibility { ConflictOracle(program: program).expectSound(conflict, "seed \(seed)") }
    case let other: Issue.record("seed \(seed): \(other)")
    }
  }

  @Test("The same program has the same conflict")
  func repeatable() {
    for seed in 0..<20 {
      let program = SmallInteger.program(seed: 3_000 + seed)
      #expect(program.explainInfeasibility().conflict == program.explainInfeasibility().conflict)
    }
  }

  private func expectAgreement(_ program: LinearProgram, _ note: String) throws {
    switch (program.explainInfeasibility(limits: Limits(seconds: 10)), program.solve()) {
    case (.feasible, .optimal): break
    case (.conflict(let conflict), .infeasible):
      #expect(conflict.isProvenMinimal, "\(note)")
      ConflictOracle(program: program).expectSound(conflict, note)
    case let other: Issue.record("\(note): \(other)")
    }
  }
}

/// Integer programs so small that every point can be tried.
enum SmallInteger {
  static func program(seed: Int) -> LinearProgram {
    var random = SplitMix64(seed: seed)
    var program = LinearProgram()
    let variables = (0..<Int.random(in: 2...3, using: &random)).map { _ in
      program.addVariable(in: 0...Double(Int.random(in: 1...4, using: &random)), wholeNumbers: true)
    }
    for _ in 0..<Int.random(in: 2...4, using: &random) {
      let terms = variables.map { Double(Int.random(in: -4...4, using: &random)) * $0 }
      let bound = Double(Int.random(in: -6...9, using: &random))
      switch Int.random(in: 0...2, using: &random) {
      case 0: program.add(LinearExpression(sum: terms) <= bound)
      case 1: program.add(LinearExpression(sum: terms) >= bound)
      default: program.add(LinearExpression(sum: terms) == bound)
      }
    }
    return program
  }

  /// Every whole point within the bounds.
  static func points(of program: LinearProgram) -> [[Double]] {
    (0..<program.variableCount).reduce([[]]) { points, index in
      points.flatMap { point in
        stride(from: program.variables.lower[index], through: program.variables.upper[index], by: 1)
          .map { point + [$0] }
      }
    }
  }

  /// By how much a point breaks a constraint.
  static func violation(_ program: LinearProgram, _ row: Int, _ point: [Double]) -> Double {
    let sum = program.constraints.entries(of: row).reduce(0.0) {
      $0 + program.constraints.values[$1] * point[Int(program.constraints.indices[$1])]
    }
    return max(0, program.constraints.rows[row].lower - sum, sum - program.constraints.rows[row].upper)
  }
}
