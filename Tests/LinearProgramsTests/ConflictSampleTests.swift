// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import LinearPrograms

@Suite("The infeasible samples have conflicts, the others have none")
struct ConflictSampleTests {
  @Test(
    "Each conflict is irreducible", .enabled(if: LPLibrary.isPresent, LPLibrary.absence),
    arguments: ["box1", "ex72a", "infeasible-mip1", "refinery", "woodinfe"])
  func infeasible(name: String) throws {
    let program = try LPLibrary.program("infeasible/\(name).mps")
    let conflict = try #require(program.explainInfeasibility(limits: Limits(seconds: 20)).conflict)
    ConflictOracle(program: program).expectSound(conflict, name)
    #expect(conflict.isProvenMinimal)
  }

  @Test(
    "The feasible samples have no conflict", .enabled(if: LPLibrary.isPresent, LPLibrary.absence),
    arguments: ["avgas", "gas11"])
  func feasible(name: String) throws {
    let program = try LPLibrary.program("infeasible/\(name).mps")
    guard case .feasible = program.explainInfeasibility(limits: Limits(seconds: 20)) else {
      Issue.record("not feasible")
      return
    }
    guard case .notNeeded = program.cheapestRelaxation(limits: Limits(seconds: 20)) else {
      Issue.record("relaxed")
      return
    }
  }

  @Test(
    "Each can be relaxed, and is feasible then", .enabled(if: LPLibrary.isPresent, LPLibrary.absence),
    arguments: ["box1", "ex72a", "infeasible-mip1", "refinery", "woodinfe"])
  func relaxed(name: String) throws {
    let program = try LPLibrary.program("infeasible/\(name).mps")
    let outcome = program.cheapestRelaxation(limits: Limits(seconds: 20))
    let relaxation = try #require(outcome.relaxation, "\(outcome)")
    var relaxed = program.relaxed(by: relaxation)
    relaxed.goal = .minimize()
    #expect(relaxed.solve(limits: Limits(seconds: 20)).solution != nil)
  }
}
