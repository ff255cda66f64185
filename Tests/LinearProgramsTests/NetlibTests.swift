// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import LinearPrograms

@Suite("Public test problems have their published outcome", .enabled(if: LPLibrary.isPresent, LPLibrary.absence))
struct NetlibTests {
  @Test("A netlib program reaches its published optimum", arguments: LPLibrary.netlib)
  func optimum(entry: LPLibrary.Entry) throws {
    let program = try LinearProgram(mps: LPLibrary.text(of: entry))
    #expect(program.constraintCount == entry.rows)
    #expect(program.variableCount == entry.columns)
    #expect(program.nonzeroCount <= entry.nonzeros)
    let published = try #require(entry.objective)
    guard case .optimal(let solution) = program.solve() else {
      Issue.record("no optimum")
      return
    }
    // What is published for e226 leaves out its goal's constant: the negative of the right-hand side −7.113.
    let constant = entry.file == "e226.mps" ? 7.113 : 0
    #expect(program.goal.expression.constant == constant)
    #expect(abs(solution.goal - constant - published) <= 1e-6 * max(1, abs(published)))
  }

  @Test("Programs without an optimum are called what they are", arguments: LPLibrary.infeasible)
  func status(entry: LPLibrary.Entry) throws {
    let program = try LinearProgram(mps: LPLibrary.text(of: entry))
    switch (program.solve(), entry.status) {
    case (.infeasible, "infeasible"), (.unbounded, "unbounded"): break
    case (.optimal(let solution), "optimal"): #expect(abs(solution.goal - (entry.objective ?? .nan)) < 1e-6)
    case (let outcome, _): Issue.record("\(outcome)")
    }
  }

  @Test("A program that is written and read again is the same", arguments: LPLibrary.sampled)
  func roundTrip(entry: LPLibrary.Entry) throws {
    let program = try LinearProgram(mps: LPLibrary.text(of: entry))
    let text = try program.mpsText()
    let again = try LinearProgram(mps: text, names: program.exchangeNames)
    #expect(try again.mpsText() == text)
    #expect(ProgramContents(again) == ProgramContents(program))
  }
}
