// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import LinearPrograms

@Suite("Certificates are checked without the solver")
struct CertificateTests {
  private let checker = CertificateChecker()

  private func gap(_ certificate: Certificate) -> Double? {
    guard case .proven(_, let gap)? = checker.check(certificate).proof?.optimality else { return nil }
    return gap
  }

  @Test("Seeded linear programs: degenerate, with equations, free variables, to minimise and to maximise")
  func linear() throws {
    var proven = 0
    for seed in 0..<300 {
      let program = Samples.linear(seed: seed)
      let outcome = program.solve()
      guard case .optimal(let solution) = outcome else {
        Issue.record("seed \(seed): \(outcome)")
        continue
      }
      let certificate = try program.certificate(for: outcome)
      let found = try #require(gap(certificate), "seed \(seed): \(checker.check(certificate))")
      #expect(found <= 1e-11 * max(1, abs(solution.goal)), "seed \(seed)")
      #expect(abs(certificate.goal - solution.goal) <= 1e-12 * max(1, abs(solution.goal)))
      proven += 1
    }
    #expect(proven == 300)
  }

  @Test("Networks with whole costs are proved optimal without any tolerance")
  func wholeNetworks() throws {
    for seed in 0..<50 {
      let program = Samples.transport(seed: seed)
      let certificate = try program.certificate(for: program.solve())
      #expect(certificate.tolerance == 0)
      #expect(gap(certificate) == 0, "seed \(seed)")
    }
  }

  @Test("Networks with other costs are proved to within the rounding of their multipliers")
  func otherNetworks() throws {
    for seed in 0..<50 {
      let program = Samples.transport(seed: seed, wholeCosts: false)
      let certificate = try program.certificate(for: program.solve())
      #expect(certificate.tolerance == 0)
      #expect(try #require(gap(certificate)) <= 1e-12 * abs(certificate.goal), "seed \(seed)")
    }
  }

  @Test("Convex costs are proved by the steps around the point, and without trust by all of them")
  func convex() throws {
    let program = Samples.apportionment(weights: [50, 30, 15, 5.5], total: 1000)
    let outcome = program.solve()
    let certificate = try program.certificate(for: outcome)
    #expect(certificate.program.convexCosts.steps.count < 40)
    #expect(gap(certificate) == 0)
    #expect(checker.check(certificate).proof?.trustedConvexCosts == [0, 1, 2, 3])
    let whole = try program.certificate(for: outcome, wholeConvexCosts: true)
    #expect(whole.program.convexCosts.steps.count == 4000)
    #expect(gap(whole) == 0)
    #expect(checker.check(whole).proof?.trustedConvexCosts == [])
  }

  @Test(
    "The US House by Webster and by Huntington and Hill, twelve censuses",
    .enabled(if: LPLibrary.isPresent, LPLibrary.absence))
  func house() throws {
    let file = LPLibrary.sharedData.appending(path: "apportionment/us_house_apportionment_1910_2020.csv")
    let lines = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst()
    let records = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let censuses = Dictionary(grouping: records) { $0[0] }
    #expect(censuses.count == 12)
    for (year, states) in censuses {
      let weights = states.compactMap { Double($0[4]) }
      let seats = states.compactMap { Double($0[5]) }
      let methods: [@Sendable (Int) -> Double] = [
        { Double($0) - 0.5 }, { (Double($0) * Double($0 - 1)).squareRoot() },
      ]
      for (number, step) in methods.enumerated() {
        let program = Samples.apportionment(
          weights: weights, total: Int(seats.reduce(0, +)), least: 1, step: step)
        let certificate = try program.certificate(for: program.solve())
        let found = try #require(gap(certificate), "\(year)")
        #expect(found == 0, "\(year)")
        if number == 1 { #expect(certificate.point == seats, "\(year)") }
      }
    }
  }

  @Test("What branch and bound found carries the solver's bound, said to be so")
  func branched() throws {
    var labelled = 0
    for seed in 0..<60 {
      let program = Samples.linear(seed: seed, wholeNumbers: true)
      let outcome = program.solve()
      guard case .branchAndBound? = outcome.solution?.method else { continue }
      let certificate = try program.certificate(for: outcome)
      guard case .claimed(let bound)? = checker.check(certificate).proof?.optimality else {
        Issue.record("seed \(seed): \(checker.check(certificate))")
        continue
      }
      #expect(abs(bound - certificate.goal) <= 1e-12 * max(1, abs(bound)))
      labelled += 1
    }
    #expect(labelled > 5)
    let hard = Samples.marketSplit(seed: 5, rows: 4, columns: 30)
    let outcome = hard.solve(limits: Limits(seconds: 0.3))
    guard case .feasible(_, let bound?, _) = outcome else { return }
    let certificate = try hard.certificate(for: outcome)
    #expect(checker.check(certificate).proof?.optimality == .claimed(bound: min(bound, certificate.goal)))
  }

  @Test("A feasible point that is not the best one is refused, with the line that fails")
  func swapped() throws {
    var program = LinearProgram()
    let x = program.addVariable(in: 0...4)
    let y = program.addVariable(in: 0...4)
    program.add(x + y >= 3)
    program.goal = .minimize(2 * x + y)
    var certificate = try program.certificate(for: program.solve())
    #expect(gap(certificate) == 0)
    certificate.point = [3, 0]
    #expect(checker.check(certificate) == .refused([.goal(found: 3, expected: 6)]))
    certificate.goal = 6
    #expect(checker.check(certificate) == .refused([.gap(found: 0, expectedAtLeast: 3)]))
    certificate.claim = .optimal(multipliers: [1], bound: 6, gap: 0)
    #expect(checker.check(certificate) == .refused([.bound(found: 6, proven: 3, excess: 3)]))
    certificate.point = [0, 2]
    #expect(
      checker.check(certificate)
        == .refused([.rowBroken(row: 0, .lower, found: 2, expected: 3, excess: 1)]))
  }

  @Test("A variable without bound gets one from the rows, and the proof says so")
  func derived() throws {
    // 0.1 + 0.2 is not 0.3: the multiplier of the row leaves a hair of a reduced cost.
    var program = LinearProgram()
    let x = program.addVariable()
    let y = program.addVariable()
    program.add(0.1 * x + 0.3 * y == 1)
    program.goal = .minimize(x + 3 * y)
    let certificate = try program.certificate(for: program.solve())
    #expect(try #require(gap(certificate)) <= 1e-14)
  }

  @Test("Where the optimum has no end, the proof holds within a reach, and says so")
  func reach() throws {
    // The goal is 0.7 times the row but for rounding, so that in exact arithmetic one of the two may fall for ever.
    var program = LinearProgram()
    let x = program.addVariable()
    let y = program.addVariable()
    program.add(0.1 * x - 0.3 * y >= 1)
    program.goal = .minimize(0.07 * x - 0.21 * y)
    var certificate = try program.certificate(for: program.solve())
    let proof = try #require(checker.check(certificate).proof)
    #expect(try #require(gap(certificate)) <= 1e-10)
    #expect(!proof.assumedBounds.isEmpty)
    let reach = try #require(certificate.reach)
    certificate.reach = reach * 1e9
    guard case .refused(let farther) = checker.check(certificate), case .bound? = farther.first else {
      Issue.record("a reach of \(reach * 1e9) was accepted")
      return
    }
    // A reach that the point itself is beyond.
    let assumed = try #require(proof.assumedBounds.first)
    certificate.reach = abs(certificate.point[assumed]) / 2
    guard case .refused(let nearer) = checker.check(certificate), case .boundBroken(assumed, _, _, _, _)? = nearer.first
    else {
      Issue.record("a point beyond the reach was accepted: \(certificate.point), \(proof.assumedBounds)")
      return
    }
    certificate.reach = nil
    guard case .refused(let refusals) = checker.check(certificate) else {
      Issue.record("accepted without a reach")
      return
    }
    guard case .reducedCostWithoutBound? = refusals.first else {
      Issue.record("\(refusals)")
      return
    }
  }

  @Test("What has no point has no certificate, and neither has a foreign one")
  func faults() throws {
    var program = LinearProgram()
    let x = program.addVariable(in: 0...4)
    program.goal = .maximize(LinearExpression(x))
    let outcome = program.solve()
    var other = LinearProgram()
    other.addVariable(in: 0...4)
    #expect(throws: CertificateFault.foreignSolution) { try other.certificate(for: outcome) }
    program.addVariable()
    #expect(throws: CertificateFault.foreignSolution) { try program.certificate(for: outcome) }
    let endless = Samples.apportionment(weights: [1, 2], total: 1 << 40)
    let shares = endless.solve()
    #expect(throws: CertificateFault.tooManySteps) { try endless.certificate(for: shares, wholeConvexCosts: true) }
    #expect(gap(try endless.certificate(for: shares)) != nil)
    program.add(1 * x >= 5)
    #expect(throws: CertificateFault.noPoint) { try program.certificate(for: program.solve()) }
  }
}
