// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import LinearPrograms

@Suite("Other solvers read an exported program as it was solved here")
struct ExportAgreementTests {
  /// Programs with everything that a format can say, each in a corner where readers differ.
  static let samples: [(name: String, program: LinearProgram)] = [
    ("ranges, signs and a constant", ranges()), ("whole numbers", wholeNumbers()), ("names", names()),
    ("convex costs", convexCosts()), ("crossed", crossed()), ("crossed row", crossedRow()), ("no constraint", empty()),
    ("names of a reader's words", words()),
  ]

  /// The samples and public programs with what they come to here, each solved once.
  private static let solved = Result {
    let sampled = LPLibrary.sampled.filter { $0.folder == "netlib/" }
    return try (samples + sampled.map { ($0.file, try LinearProgram(mps: LPLibrary.text(of: $0))) }).map {
      (name: $0.name, program: $0.program, outcome: $0.program.solve())
    }
  }

  private func compare(_ verdict: Verdict, _ outcome: Outcome, sign: Double = 1, _ name: String) {
    switch (verdict, outcome) {
    case (.infeasible, .infeasible): break
    case (.optimal(let theirs), .optimal(let ours)):
      #expect(abs(sign * theirs - ours.goal) <= 1e-6 * max(1, abs(ours.goal)), "\(name)")
    default: Issue.record("\(name): \(verdict)")
    }
  }

  @Test("glpsol finds the same optimum in MPS and LP", .enabled(if: OtherSolvers.glpsol, "glpsol is not installed"))
  func glpsol() throws {
    for (name, program, outcome) in try Self.solved.get() {
      // GLPK does not read OBJSENSE.
      let sign = program.goal.sense == .maximize ? -1.0 : 1
      compare(try OtherSolvers.glpsol(program.mpsText(goal: .minimized), .mps), outcome, sign: sign, "\(name).mps")
      compare(try OtherSolvers.glpsol(program.cplexText(), .lp), outcome, "\(name).lp")
    }
  }

  @Test(
    "HiGHS finds the same optimum in MPS and LP", .enabled(if: OtherSolvers.python != nil, "highspy is not installed"))
  func highs() throws {
    let programs = try Self.solved.get()
    let verdicts = try OtherSolvers.highs(
      programs.flatMap { try [($0.program.mpsText(), .mps), ($0.program.cplexText(), .lp)] })
    try #require(verdicts.count == 2 * programs.count)
    for (index, (name, _, outcome)) in programs.enumerated() {
      compare(verdicts[2 * index], outcome, "\(name).mps")
      compare(verdicts[2 * index + 1], outcome, "\(name).lp")
    }
  }

  @Test("What is written is read as the same program", arguments: samples.indices)
  func roundTrip(index: Int) throws {
    let program = Self.samples[index].program
    let text = try program.mpsText()
    let again = try LinearProgram(mps: text, names: program.exchangeNames)
    let verbatim = try LinearProgram(mps: text)
    // Steps and upper bounds that became rows stay what they are in the file.
    if program.goal.convexCosts.isEmpty && !Self.samples[index].name.hasPrefix("crossed") {
      #expect(ProgramContents(again) == ProgramContents(program))
      #expect(try again.mpsText() == text)
    }
    switch (program.solve(), again.solve(), verbatim.solve()) {
    case (.optimal(let first), .optimal(let second), .optimal(let third)):
      #expect(abs(first.goal - second.goal) < 1e-9)
      #expect(abs(first.goal - third.goal) < 1e-9)
    case (.infeasible, .infeasible, .infeasible): break
    case (let outcome, _, _): Issue.record("\(outcome)")
    }
  }

  // MARK: - Samples

  private static func ranges() -> LinearProgram {
    var program = LinearProgram(name: "ranges")
    let x = program.addVariable("x", from: -.infinity, to: -2)
    let y = program.addVariable("y", in: -4...2.3)
    let z = program.addVariable("z", from: -.infinity)
    let free = program.addVariable("free one")
    program.addVariable("unused", in: 1...1)
    program.add((x + y).within(-0.3...0.1), label: "narrow")
    program.add((x - z).within(-7...(-1)), label: "negative")
    program.add((3 * y + z + free).within(-1e-7...1e6), label: "wide")
    program.add(x + y + z + free <= 1e9, label: "loose")
    program.add(Relation(x + z, in: -.infinity, .infinity), label: "no bounds")
    program.add(Relation(LinearExpression(), in: -1, 1), label: "no variables")
    program.goal = .maximize(2 * x - 3 * y + z - 0.25 * free - 12.5)
    return program
  }

  private static func wholeNumbers() -> LinearProgram {
    var program = LinearProgram(name: "whole numbers")
    let binary = program.addVariable("binary", in: 0...1, wholeNumbers: true)
    let upward = program.addVariable("upward", from: 0, wholeNumbers: true)
    let from = program.addVariable("from", from: -3, wholeNumbers: true)
    let below = program.addVariable("below", from: -.infinity, to: 5, wholeNumbers: true)
    let any = program.addVariable("any", from: -.infinity, wholeNumbers: true)
    let share = program.addVariable("share", in: 0...2.5)
    program.add(2 * upward + 3 * binary + share <= 11.5)
    program.add(from + 2 * below + share >= -8.5)
    program.add((any + 2 * upward).within(-4.5...4.5))
    program.goal = .minimize(from + below - 4 * upward - binary + 0.5 * any - 1.5 * share + 3)
    return program
  }

  private static func names() -> LinearProgram {
    var program = LinearProgram(name: "岁月 / \"names\"\n*")
    let texts = [
      "镇 1", "twin", "twin", "", "twin~2", "100%", "%41", String(repeating: "长", count: 60),
      String(repeating: "长", count: 60), "1st", ".5", "-x", "$", "tab\tnew\nline", "x", "X", "é", "e\u{301}",
    ]
    let variables = texts.map { program.addVariable($0, in: 0...10) }
    for (text, variable) in zip(texts, variables) { program.add(1 * variable >= 1, label: text) }
    program.add(LinearExpression(sum: variables).within(1...50), label: "twin")
    program.add(LinearExpression(sum: variables).within(2...60), label: "twin")
    program.goal = .maximize(
      LinearExpression(sum: variables.enumerated().map { Double($0.offset + 1) * $0.element }))
    return program
  }

  private static func words() -> LinearProgram {
    var program = LinearProgram(name: "RHS")
    let texts = [
      "free", "Inf", "infinity", "infra", "nanny", "e1", "E2x", "e.3", "st", "s.t.", "bounds", "end", "general", "MAX",
      "sos", "goal", "constant", "RHS", "BND", "MARKER", "'MARKER'", "subject to", "obj", "d1", "0x1", "_", "a:b",
      "a*2",
    ]
    let variables = texts.map { program.addVariable($0, in: 0...3) }
    for (text, variable) in zip(texts, variables) { program.add(1 * variable <= 2, label: text) }
    program.goal = .maximize(LinearExpression(sum: variables) + 1)
    return program
  }

  private static func convexCosts() -> LinearProgram {
    var program = LinearProgram(name: "steps")
    var goal = Goal.minimize(LinearExpression(5))
    let seats = [3.0, 2, 1].map { weight in
      let variable = program.addVariable("seats \(weight)", from: -1, to: 9, wholeNumbers: true)
      goal.add(ConvexCost(origin: 2) { (Double($0) - 0.5) / weight }, on: variable)
      return variable
    }
    goal.add(ConvexCost(origin: 0) { Double($0) }, on: program.addVariable("fixed", in: 2...2, wholeNumbers: true))
    program.goal = goal
    program.add(LinearExpression(sum: seats) == 11, label: "all")
    return program
  }

  private static func crossed() -> LinearProgram {
    var program = LinearProgram()
    let x = program.addVariable("x", from: 0, to: -5)
    program.add(x + program.addVariable("y") >= 1)
    return program
  }

  private static func crossedRow() -> LinearProgram {
    var program = LinearProgram()
    let x = program.addVariable("x")
    program.add(Relation(1 * x + program.addVariable("y"), in: 5, 2), label: "r")
    return program
  }

  private static func empty() -> LinearProgram {
    var program = LinearProgram()
    program.goal = .maximize(7 - program.addVariable("x", from: 2))
    return program
  }
}
