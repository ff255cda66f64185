// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestLength
import Testing

@testable import LinearPrograms

@Suite("Tampered certificates")
struct CertificateTamperingTests {
  private let checker = CertificateChecker()

  /// Every number of a certificate that can be changed, as a path to it.
  private static var fields: [WritableKeyPath<Certificate, [Double]>] {
    [
      \.point, \.point, \.multipliersOfClaim, \.multipliersOfClaim, \.single, \.single,
      \.program.costs.coefficients, \.program.variables.lower, \.program.variables.upper, \.program.rows.lower,
      \.program.rows.upper, \.program.entries.coefficients, \.program.convexCosts.values, \.program.convexCosts.steps,
    ]
  }

  private static func samples(_ seed: Int) -> LinearProgram {
    switch seed % 4 {
    case 0, 1: Samples.linear(seed: seed)
    case 2: Samples.transport(seed: seed, wholeCosts: seed % 8 == 2, size: 3)
    default: Samples.apportionment(weights: [5, 3, 1.5, Double(1 + seed % 7)], total: 20 + seed % 9)
    }
  }

  private func changed(_ number: Double, _ random: inout SplitMix64) -> Double {
    switch Int.random(in: 0...8, using: &random) {
    case 0: number.nextUp
    case 1: number.nextDown
    case 2: number + 1
    case 3: number - 1
    case 4: -number
    case 5: number * 2
    case 6: 0
    case 7: number + 1e-9
    default: number - 1e-7
    }
  }

  @Test("A changed number is refused exactly where another exact reckoning finds the claim false")
  func tampered() throws {
    var (refused, valid) = (0, 0)
    let draws = everyday(18, long: 200)
    for seed in 0..<draws {
      let program = Self.samples(seed)
      let outcome = program.solve()
      let honest = try program.certificate(for: outcome)
      #expect(checker.check(honest).proof != nil)
      if let holds = PlainVerdict.holds(honest) { #expect(holds, "seed \(seed)") }
      var random = SplitMix64(seed: 1000 + seed)
      for _ in 0..<10 {
        var certificate = honest
        let field = Self.fields.randomElement(using: &random) ?? \.point
        guard let place = certificate[keyPath: field].indices.randomElement(using: &random) else { continue }
        let old = certificate[keyPath: field][place]
        let new = changed(old.isFinite ? old : 0, &random)
        certificate[keyPath: field][place] = new
        let verdict = checker.check(certificate)
        if case .refused(let refusals) = verdict { #expect(!refusals.isEmpty) }
        switch PlainVerdict.holds(certificate) {
        case let holds?:
          #expect((verdict.proof != nil) == holds, "seed \(seed) \(field) \(place): \(old) → \(new): \(verdict)")
          if holds { valid += 1 } else { refused += 1 }
        case nil: break  // A bound is derived: whether it is right is seen below.
        }
        if case .proven(let bound, _)? = verdict.proof?.optimality, certificate.program.convexCosts.variables.isEmpty {
          try confirm(bound, of: certificate, "seed \(seed) \(field) \(place): \(old) → \(new)")
        }
      }
    }
    #expect(refused > draws * 3)
    #expect(valid > draws / 2)
  }

  /// Whether the optimum of the tampered program is no better than the bound that was accepted for it.
  private func confirm(_ bound: Double, of certificate: Certificate, _ comment: Comment) throws {
    let arrays = certificate.program
    var program = LinearProgram()
    let variables = zip(arrays.variables.lower, arrays.variables.upper).map { program.addVariable(from: $0, to: $1) }
    func sum(_ terms: Range<Int>, _ from: Certificate.Terms) -> LinearExpression {
      LinearExpression(sum: terms.map { from.coefficients[$0] * variables[from.variables[$0]] })
    }
    for row in arrays.rows.lower.indices {
      program.add(
        sum(arrays.starts[row]..<arrays.starts[row + 1], arrays.entries)
          .within(arrays.rows.lower[row]...arrays.rows.upper[row]))
    }
    let goal = sum(arrays.costs.variables.indices, arrays.costs) + arrays.constant
    program.goal = arrays.maximize ? .maximize(goal) : .minimize(goal)
    let best = try #require(program.solve().solution, comment).goal
    let slack = 1e-6 * max(1, abs(best))
    #expect(arrays.maximize ? best <= bound + slack : best >= bound - slack, comment)
  }

  @Test("A certificate comes back from JSON bit for bit")
  func roundTrip() throws {
    for seed in 0..<40 {
      let program = Self.samples(seed)
      let certificate = try program.certificate(for: program.solve())
      let copy = try JSONDecoder().decode(Certificate.self, from: JSONEncoder().encode(certificate))
      #expect(copy == certificate)
      for field in Self.fields {
        #expect(copy[keyPath: field].map(\.bitPattern) == certificate[keyPath: field].map(\.bitPattern))
      }
    }
    let numbers = [
      0.1, -0.0, Double.leastNonzeroMagnitude, 1.7976931348623157e308, 2.2250738585072014e-308, 1 / 3.0, 0x1p53, 1e23,
    ]
    let program = Self.samples(0)
    var certificate = try program.certificate(for: program.solve())
    certificate.point = numbers
    let copy = try JSONDecoder().decode(Certificate.self, from: JSONEncoder().encode(certificate))
    #expect(copy.point.map(\.bitPattern) == numbers.map(\.bitPattern))
  }

  @Test("Garbage for JSON is refused or fails to decode, and never traps")
  func garbage() throws {
    let alphabet = Array("0123456789-+.eE,:[]{}\"nulltrueabc \\".utf8)
    var (undecoded, refused) = (0, 0)
    for seed in 0..<500 {
      let program = Self.samples(seed % 12)
      var text = Array(try JSONEncoder().encode(try program.certificate(for: program.solve())))
      var random = SplitMix64(seed: seed)
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0..<text.count, using: &random)
        switch Int.random(in: 0...3, using: &random) {
        case 0: text[place] = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
        case 1: text.remove(at: place)
        case 2: text.insert(contentsOf: [57, 57, 57, 57, 57, 57, 57, 57], at: place)
        default:
          let digit = UInt8(48 + Int.random(in: 0...9, using: &random))
          if let number = text[place...].firstIndex(where: { (48...57).contains($0) }) { text[number] = digit }
        }
      }
      guard let certificate = try? JSONDecoder().decode(Certificate.self, from: Data(text)) else {
        undecoded += 1
        continue
      }
      if checker.check(certificate).proof == nil { refused += 1 }
    }
    #expect(undecoded > 50)
    #expect(refused > 50)
  }

  @Test("Arrays that don't belong together are refused, each by its name")
  func layout() throws {
    let program = Self.samples(3)
    let honest = try program.certificate(for: program.solve())
    let damages: [(CertificateRefusal, (inout Certificate) -> Void)] = [
      (.format(found: "x"), { $0.format = "x" }),
      (.count(.point, found: 0, expected: 4), { $0.point = [] }),
      (.count(.upper, found: 0, expected: 4), { $0.program.variables.upper = [] }),
      (.count(.rowStarts, found: 0, expected: 2), { $0.program.starts = [] }),
      (.badIndex(.rowStarts, index: 1, found: .max), { $0.program.starts[1] = .max }),
      (.badIndex(.rowStarts, index: 0, found: .min), { $0.program.starts[0] = .min }),
      (.badIndex(.entryVariables, index: 1, found: -1), { $0.program.entries.variables[1] = -1 }),
      (.badIndex(.wholeNumbers, index: 1, found: 0), { $0.program.wholeNumbers[1] = 0 }),
      (.badNumber(.goal, index: 0, found: .infinity), { $0.goal = .infinity }),
      (.badNumber(.lower, index: 0, found: .infinity), { $0.program.variables.lower[0] = .infinity }),
      (.badNumber(.tolerance, index: 0, found: -1), { $0.tolerance = -1 }),
      (
        .noValue(variable: 0, lower: 9, upper: 1),
        { ($0.program.variables.lower[0], $0.program.variables.upper[0]) = (9, 1) }
      ),
      (.noActivity(row: 0, lower: 9, upper: 1), { ($0.program.rows.lower[0], $0.program.rows.upper[0]) = (9, 1) }),
    ]
    for (expected, damage) in damages {
      var certificate = honest
      damage(&certificate)
      guard case .refused(let refusals) = checker.check(certificate) else {
        Issue.record("accepted: \(expected)")
        continue
      }
      #expect(refusals.contains(expected), "\(refusals)")
    }
    for origin in [Int.max, .min, 1 << 53] {
      var certificate = honest
      certificate.program.convexCosts.origins[0] = origin
      #expect(checker.check(certificate).proof == nil)
    }
  }
}

extension Certificate {
  /// The multipliers of the claim, as a field to change.
  fileprivate var multipliersOfClaim: [Double] {
    get { if case .optimal(let multipliers, _, _) = claim { multipliers } else { [] } }
    set {
      if case .optimal(_, let bound, let gap) = claim {
        claim = .optimal(multipliers: newValue, bound: bound, gap: gap)
      }
    }
  }

  /// The numbers that stand alone, as a field to change.
  fileprivate var single: [Double] {
    get {
      guard case .optimal(_, let bound, let gap) = claim else { return [] }
      return [goal, tolerance, program.constant, bound, gap]
    }
    set {
      guard case .optimal(let multipliers, _, _) = claim else { return }
      (goal, tolerance, program.constant) = (newValue[0], newValue[1], newValue[2])
      claim = .optimal(multipliers: multipliers, bound: newValue[3], gap: newValue[4])
    }
  }
}
