// SPDX-License-Identifier: GPL-3.0-or-later

import BigInt
@testable import Staffing
import Testing

@Suite("Needs")
struct NeedFormulaTests {
  static func scenario(seed: Int) -> Scenario {
    var random = SplitMix64(seed: seed)
    let total = random.int(500...5000)
    let towns = (0..<random.int(1...30)).map { index in
      Town(
        id: .init(group: [], name: "t\(index)"), kind: [.town, .subdistrict, .township][random.int(0...2)],
        metrics: [
          Quantity(random.int(1...90_000)), Quantity(significand: Int64(random.int(1...99_999)), exponent: -3),
        ], posts: [.init(), .init()])
    }
    let base: [Town.Kind: Quantity] = [
      .town: Quantity(significand: Int64(random.int(0...99)), exponent: -1) ?? .zero, .subdistrict: Quantity(3),
    ]
    return Scenario(
      title: "need", metrics: [.residentPopulation, .area],
      pools: [Pool(id: "p", total: total), Pool(id: "q", total: 2 * total)], towns: towns,
      model: PolicyModel(
        title: "base and share",
        parts: [
          .init(pools: [0], rule: .base(posts: base)),
          .init(
            rule: .share(weights: [
              .init(metric: 0, weight: Quantity(random.int(1...9))),
              .init(metric: 1, weight: Quantity(significand: Int64(random.int(1...99)), exponent: -2) ?? .zero),
            ])),
        ]))
  }

  @Test("Bases and shares add up to the pool's total", arguments: 1...20)
  func sums(seed: Int) {
    let scenario = Self.scenario(seed: seed)
    #expect(scenario.faults.isEmpty)
    let exact = NeedFormula<Rational>(NeedBasis(scenario))
    let table = NeedTable(scenario)
    for (index, pool) in scenario.pools.enumerated() {
      let sum = scenario.towns.indices.reduce(Rational.zero) { ($0 + exact.need(town: $1, pool: index)).reduced }
      #expect(sum == Rational(BigInt(pool.total), 1))
      let double = scenario.towns.indices.reduce(0.0) { $0 + table[$1, index] }
      #expect(abs(double - Double(pool.total)) <= 1e-12 * Double(pool.total))
    }
  }

  @Test("The quick formula and the exact one agree with one written down apart", arguments: 1...20)
  func agreement(seed: Int) {
    let scenario = Self.scenario(seed: seed)
    let (table, exact, apart) = (NeedTable(scenario), NeedFormula<Rational>(NeedBasis(scenario)), ExactNeeds(scenario))
    for index in scenario.towns.indices {
      for pool in scenario.pools.indices {
        let need = exact.need(town: index, pool: pool)
        #expect(Fraction(need.numerator, need.denominator) == apart.needs[index][pool])
        let value = apart.needs[index][pool].double
        #expect(abs(table[index, pool] - value) <= 1e-12 * max(1, value))
        let parts = exact.parts(town: index, pool: pool)
        #expect(parts.count == 2 && Rational.sum(parts) == need)
      }
    }
  }

  @Test("A need that the towns file gives is taken as it is")
  func given() throws {
    let amount = try #require(Quantity("12.345678901234567"))
    let table = NeedTable(Build.scenario([50], [Build.town("a", [amount])]))
    #expect(table[0, 0] == 12.345678901234567 && abs(table.rest[0] - 37.654321098765433) < 1e-12)
  }

  @Test("Bases that use up a pool to the last decimal leave exactly nothing, not a rounding error")
  func nothingLeft() throws {
    // Some of these sums are off by a bit in binary floating point, on either side: 400 × 2.5525 is one.
    for (count, total) in [125, 200, 400].flatMap({ count in [341, 581, 781, 941, 981, 1021].map { (count, $0) } }) {
      let base = try #require(Quantity(significand: Int64(total * 1_000_000 / count), exponent: -6))
      let kinds = Array(repeating: Town.Kind.town, count: count) + [.township]
      let towns = kinds.enumerated().map {
        Town(id: .init(group: [], name: "\($0)"), kind: $1, metrics: [Quantity(1)], posts: [.init()])
      }
      let scenario = Scenario(
        title: "used up", metrics: [.area], pools: [Pool(id: "p", total: total)], towns: towns,
        model: PolicyModel(
          title: "m",
          parts: [
            .init(rule: .base(posts: [.town: base])),
            .init(rule: .share(weights: [.init(metric: 0, weight: Quantity(1))])),
          ]))
      #expect(NeedTable(scenario).rest == [0], "\(count) × \(base)")
    }
  }
}
