// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import LinearPrograms

@Suite("A search for a conflict ends in time and says what it left open")
struct ConflictDeadlineTests {
  /// Demand beyond supply in a transport problem: easily seen as a whole, with every constraint in the conflict.
  private func transport(size: Int) -> LinearProgram {
    var program = LinearProgram()
    let flows = (0..<size).map { _ in (0..<size).map { _ in program.addVariable() } }
    for place in 0..<size { program.add(LinearExpression(sum: flows[place]) <= 10) }
    for place in 0..<size { program.add(LinearExpression(sum: flows.map { $0[place] }) >= (place == 0 ? 11 : 10)) }
    return program
  }

  /// A market split without slack: its relaxation is feasible, and that it is not takes ages to prove.
  private func split() -> LinearProgram {
    var random = SplitMix64(seed: 3)
    var program = LinearProgram()
    let chosen = (0..<40).map { _ in program.addVariable(in: 0...1, wholeNumbers: true) }
    for _ in 0..<5 {
      let coefficients = chosen.map { _ in Double(Int.random(in: 0...99, using: &random)) }
      let half = (coefficients.reduce(0, +) / 2).rounded(.down)
      program.add(LinearExpression(sum: zip(coefficients, chosen).map { $0 * $1 }) == half)
    }
    return program
  }

  @Test("A filter cut short leaves a conflict that is not proven minimal")
  func unproven() throws {
    // How fast this machine is decides which deadline falls into the filter; doubling finds one, since the filter
    // takes many times as long as what comes before it.
    let program = transport(size: 60)
    let clock = ContinuousClock()
    var seconds = 0.02
    while seconds < 10 {
      let begin = clock.now
      let diagnosis = program.explainInfeasibility(limits: Limits(seconds: seconds))
      #expect(clock.now - begin < .seconds(seconds + 30))
      seconds *= 2
      guard let conflict = diagnosis.conflict else { continue }
      #expect(!conflict.isProvenMinimal)
      #expect(conflict.limit == .time)
      #expect(!conflict.unproven.isEmpty && Set(conflict.unproven).isSubset(of: conflict.members))
      // What is left is a conflict all the same.
      let oracle = ConflictOracle(program: program)
      #expect(oracle.isFeasible(oracle.pieces(of: conflict.members)) == false)
      return
    }
    Issue.record("no conflict found")
  }

  @Test("Subsets that branch and bound could search for ever are given up long before the deadline")
  func endless() throws {
    // 2x₃ − 2x₁ = −3 has no solution in whole numbers, which branch and bound cannot see once bounds are gone.
    var program = LinearProgram()
    let variables = [2.0, 3, 4].map { program.addVariable(in: 0...$0, wholeNumbers: true) }
    program.add(-2 * variables[0] - variables[1] - 2 * variables[2] == -6)
    program.add(variables[1] + 4 * variables[2] == 3)
    let conflict = try #require(program.explainInfeasibility(limits: Limits(seconds: 60)).conflict)
    #expect(!conflict.isProvenMinimal)
    #expect(conflict.limit == .iterations)
    ConflictOracle(program: program).expectSound(conflict)
  }

  @Test("With time enough the same is proven")
  func proven() throws {
    let program = transport(size: 12)
    let conflict = try #require(program.explainInfeasibility().conflict)
    #expect(conflict.isProvenMinimal)
    #expect(conflict.members.count == 24)
    ConflictOracle(program: program).expectSound(conflict)
  }

  @Test("What is not known to be infeasible at the deadline is undecided")
  func undecided() {
    let clock = ContinuousClock()
    let begin = clock.now
    guard case .undecided(.time) = split().explainInfeasibility(limits: Limits(seconds: 0.5)) else {
      Issue.record("decided")
      return
    }
    #expect(clock.now - begin < .seconds(30))
  }

  @Test("A relaxation cut short is one that holds, or none")
  func relaxation() {
    let program = split()
    let clock = ContinuousClock()
    let begin = clock.now
    switch program.cheapestRelaxation(limits: Limits(seconds: 0.5)) {
    case .found(let relaxation, .time):
      #expect(clock.now - begin < .seconds(30))
      #expect(!relaxation.moves.isEmpty)
      #expect(program.relaxed(by: relaxation).check(relaxation.values, tolerance: 1e-6).violations.isEmpty)
    case let other: Issue.record("\(other)")
    }
  }

  @Test("Another thread can end it")
  func cancelled() async throws {
    let program = split()
    let monitor = SolveMonitor()
    async let diagnosis = Task.detached { program.explainInfeasibility(monitor: monitor) }.value
    try await Task.sleep(for: .milliseconds(200))
    let clock = ContinuousClock()
    let begin = clock.now
    monitor.cancel()
    guard case .undecided(.cancelled) = await diagnosis else {
      Issue.record("not cancelled")
      return
    }
    #expect(clock.now - begin < .seconds(30))
    guard case .undecided(.cancelled) = program.explainInfeasibility(monitor: monitor) else {
      Issue.record("began although cancelled")
      return
    }
  }
}
