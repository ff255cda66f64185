// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Staffing

@Suite("Cases of a sweep")
struct SweepCasesTests {
  private static func decimal(_ text: String) -> Quantity { Quantity(text) ?? .zero }

  private static let weight = SweepParameter(
    name: "w", subject: .weight(metric: 0), values: .range(decimal("0.2"), decimal("0.6")))
  private static let total = SweepParameter(
    name: "t", subject: .total(pool: 0), values: .range(Quantity(1), Quantity(100)))
  private static let floor = SweepParameter(
    name: "f", subject: .posts(rule: 0), values: .listed([9, 11, 12].map { Quantity($0) }))

  @Test("A grid is the product of the values, the last parameter's changing first")
  func grid() {
    let sweep = Sweep(parameters: [Self.weight, Self.floor], design: .grid)
    #expect(sweep.caseCount == 15)
    let weights = ["0.2", "0.3", "0.4", "0.5", "0.6"].map(Self.decimal)
    #expect(sweep.cases == weights.flatMap { weight in [9, 11, 12].map { [weight, Quantity($0)] } })
  }

  @Test("One at a time: the scenario as it is, and then each value by itself")
  func oneAtATime() {
    let sweep = Sweep(parameters: [Self.floor, Self.weight], design: .oneAtATime)
    let cases = sweep.cases
    #expect(cases.count == 9 && sweep.caseCount == 9)
    #expect(cases[0] == [nil, nil] && cases[2] == [Quantity(11), nil] && cases[8] == [nil, Self.decimal("0.6")])
    #expect(cases.dropFirst().allSatisfy { $0.count { $0 != nil } == 1 })
  }

  @Test("A Latin hypercube has one value of each parameter in each stratum", arguments: 0..<20)
  func latinHypercube(seed: Int) throws {
    let sweep = Sweep(
      parameters: [Self.weight, Self.total, Self.floor], design: .latinHypercube(cases: 20, seed: UInt64(seed)))
    let cases = sweep.cases
    try #require(cases.count == 20)
    // A hundred totals in twenty strata of five.
    let totals = try cases.map { try #require($0[1]?.wholeNumber) }
    #expect(totals.map { ($0 - 1) / 5 }.sorted() == Array(0..<20))
    // 400,001 weights: strata are 0.02 wide, and a value is at most a millionth off.
    let weights = try cases.map { try #require($0[0]?.doubleValue) }
    for (stratum, weight) in weights.sorted().enumerated() {
      let start = 0.2 + 0.02 * Double(stratum)
      #expect((start - 2e-6...start + 0.02 + 2e-6).contains(weight))
    }
    // Twenty strata of three values: six are within each value's third, and two are across its ends.
    let counts = Dictionary(grouping: cases.compactMap { $0[2] }, by: \.self).mapValues(\.count)
    #expect(counts.count == 3 && counts.values.allSatisfy { (6...8).contains($0) })
    // The parameters are not in step with one another.
    #expect(totals.sorted() != totals && zip(totals, weights).sorted { $0.0 < $1.0 }.map(\.1) != weights.sorted())
  }

  @Test("The same seed gives the same cases, and another seed others", arguments: 0..<10)
  func seeds(seed: UInt64) {
    for design in [Sweep.Design.latinHypercube(cases: 12, seed: seed), .monteCarlo(cases: 12, seed: seed)] {
      let sweep = Sweep(parameters: [Self.weight, Self.total], design: design)
      #expect(sweep.cases == Sweep(parameters: [Self.weight, Self.total], design: design).cases)
    }
    func cases(_ seed: UInt64) -> [[Quantity?]] {
      Sweep(parameters: [Self.weight, Self.total], design: .monteCarlo(cases: 12, seed: seed)).cases
    }
    #expect(cases(seed) != cases(seed + 1))
  }

  @Test("A parameter at the end leaves the others' draws alone, and more draws begin with the fewer")
  func prefixes() {
    let few = Sweep(parameters: [Self.weight], design: .monteCarlo(cases: 10, seed: 7)).cases
    let more = Sweep(parameters: [Self.weight, Self.total], design: .monteCarlo(cases: 30, seed: 7)).cases
    #expect(more.prefix(10).map(\.first) == few.map(\.first))
  }

  @Test("The generator is SplitMix64: its first numbers from the seed 1234567 are the published ones")
  func generator() {
    var random = SplitMix64Oracle.make(1_234_567)
    #expect(
      (0..<5).map { _ in random.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
        16_408_922_859_458_223_821,
      ])
  }

  @Test("Steps are evenly apart, and whole where posts are")
  func steps() {
    let posts = SweepParameter.steps(4, from: Quantity(9), to: Quantity(12), of: .posts(rule: 0))
    #expect(posts == [9, 10, 11, 12].map { Quantity($0) })
    let thirds = SweepParameter.steps(4, from: Quantity(0), to: Quantity(1), of: .growth(metric: 0))
    #expect(thirds.map(\.description) == ["0", "0.333333", "0.666666", "1"])
    #expect(SweepParameter.steps(9, from: Quantity(1), to: Quantity(3), of: .total(pool: 0)).count == 3)
  }

  @Test("More cases than can be are none")
  func tooMany() {
    let wide = (0..<70).map {
      SweepParameter(name: "p\($0)", subject: .total(pool: 0), values: .listed([Quantity(1), Quantity(2)]))
    }
    #expect(Sweep(parameters: wide, design: .grid).caseCount == nil)
    #expect(Sweep(parameters: wide, design: .grid).cases.isEmpty)
  }
}

/// The library's own generator; the tests have one of the same name.
enum SplitMix64Oracle {
  static func make(_ seed: UInt64) -> Staffing.SplitMix64 { Staffing.SplitMix64(seed: seed) }
}
