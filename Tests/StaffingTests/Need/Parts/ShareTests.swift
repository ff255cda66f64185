// SPDX-License-Identifier: GPL-3.0-or-later

import BigInt
@testable import Staffing
import Testing

@Suite("Dynamic shares")
struct ShareTests {
  @Test("A metric with no weight for a kind neither counts for it nor is asked of it")
  func outputOfSubdistricts() {
    // Population 1 : 1 : 2 with weight 3; output 1 : 3 with weight 1 among the towns alone: points ¾ + ¼, ¾ + ¾, 1½.
    let towns = [
      Parts.town("a", ["1000", "10", nil]), Parts.town("b", ["1000", "30", nil]),
      Parts.town("c", ["2000", nil, nil], kind: .subdistrict),
    ]
    let weights: [PolicyModel.MetricWeight] = [
      .init(metric: 0, weight: Quantity(3)), .init(metric: 1, byKind: [.town: Quantity(1), .subdistrict: .zero]),
    ]
    let needs = Parts.needs(Parts.scenario(towns, [.init(rule: .share(weights: weights))], total: 40))
    #expect(needs == ["a": 10, "b": 15, "c": 15])
  }

  @Test("A part for some kinds gives others nothing, and shares all that is left among those")
  func kinds() {
    let towns = [
      Parts.town("a", ["3000", "1", "1"]), Parts.town("b", ["1000", "1", "1"]),
      Parts.town("c", ["9000", "1", "1"], kind: .subdistrict),
    ]
    let parts: [PolicyModel.Part] = [
      .init(kinds: [.subdistrict], rule: .base(posts: [.subdistrict: Quantity(12)])),
      .init(kinds: [.town], rule: .share(weights: [.init(metric: 0, weight: Quantity(1))])),
    ]
    let scenario = Parts.scenario(towns, parts, total: 20)
    #expect(Parts.needs(scenario) == ["a": 6, "b": 2, "c": 12])
    #expect(NeedTable(scenario).parts(town: 2, pool: 0).map(\.part) == [0])
  }

  @Test("Transforms and weights by kind: what is left is given out to the last fraction, by points worked out apart")
  func exact() {
    var random = SplitMix64(seed: 11)
    for _ in 0..<40 {
      let towns = (0..<random.int(3...12)).map { index in
        Parts.town(
          "t\(index)", ["\(random.int(1...90_000))", "\(random.int(1...900)).\(random.int(0...9))", "7"],
          kind: index == 0 ? .town : random.chance(50) ? .town : .subdistrict)
      }
      let total = random.int(10...900)
      let bands = [(0, 1), (100, 2), (400, 5)].map {
        MetricTransform.Band(from: Quantity($0.0), score: Quantity($0.1))
      }
      let weights: [PolicyModel.MetricWeight] = [
        .init(metric: 0, weight: Quantity(random.int(1...9))),
        .init(
          metric: 1, byKind: [.town: Quantity(random.int(1...9)), .subdistrict: Quantity(random.int(0...3))],
          transform: .bands(bands)),
      ]
      let scenario = Parts.scenario(towns, [.init(rule: .share(weights: weights))], total: total)
      #expect(scenario.faults.isEmpty)
      let formula = NeedFormula<Rational>(NeedBasis(scenario))
      let points = Self.points(scenario, weights)
      let all = points.reduce(Fraction.zero, +)
      for (index, point) in points.enumerated() {
        let need = formula.need(town: index, pool: 0)
        #expect(Fraction(need.numerator, need.denominator) == Fraction(total) * point / all)
        #expect(abs(NeedTable(scenario)[index, 0] - (Fraction(total) * point / all).double) < 1e-10)
      }
    }
  }

  /// Points by the words of the documentation, for a linear metric and one with three bands.
  private static func points(_ scenario: Scenario, _ weights: [PolicyModel.MetricWeight]) -> [Fraction] {
    func weight(_ metric: Int, _ town: Town) -> Fraction {
      metric == 0 ? Fraction(weights[0].weight) : Fraction(weights[1].byKind?[town.kind] ?? .zero)
    }
    func score(_ metric: Int, _ town: Town) -> Fraction {
      let figure = Fraction(town.metrics[metric] ?? .zero)
      if metric == 0 { return figure }
      return Fraction(figure < Fraction(100) ? 1 : figure < Fraction(400) ? 2 : 5)
    }
    return scenario.towns.map { town in
      [0, 1].reduce(Fraction.zero) { sum, metric in
        let counted = scenario.towns.filter { weight(metric, $0) > .zero }
        let all = counted.reduce(Fraction.zero) { $0 + score(metric, $1) }
        return all > .zero ? sum + weight(metric, town) * score(metric, town) / all : sum
      }
    }
  }

  @Test("Shares take what all other parts leave, whatever their order")
  func rest() {
    let towns = [Parts.town("a", ["1000", "1", "1"]), Parts.town("b", ["3000", "1", "1"])]
    let share = PolicyModel.Part(rule: .share(weights: [.init(metric: 0, weight: Quantity(1))]))
    let base = PolicyModel.Part(rule: .base(posts: [.town: Quantity(4)]))
    let norm = PolicyModel.Part(
      rule: .norm(
        RegressionNorm(
          form: .linear, terms: [.init(metric: 0, unit: Quantity(1000))],
          coefficients: .stated([Quantity(2)], constant: Quantity(1)))))
    // 30 less 2 × 4 less 3 and 7 leaves 12, shared 1 : 3.
    for parts in [[share, base, norm], [norm, base, share]] {
      let scenario = Parts.scenario(towns, parts, total: 30)
      #expect(Parts.needs(scenario) == ["a": 10, "b": 20])
      #expect(NeedTable(scenario).rest == [12])
    }
  }

  @Test("Fixed parts beyond the pool leave a share nothing to share, which is said in sums; without a share they scale")
  func beyondThePool() throws {
    let towns = [Parts.town("a", ["1000", "1", "1"]), Parts.town("b", ["3000", "1", "1"])]
    let norm = PolicyModel.Part(
      rule: .norm(
        RegressionNorm(
          form: .linear, terms: [.init(metric: 0, unit: Quantity(100))],
          coefficients: .stated([Quantity(1)], constant: .zero))))
    let share = PolicyModel.Part(rule: .share(weights: [.init(metric: 0, weight: Quantity(1))]))
    #expect(
      Parts.scenario(towns, [norm, share], total: 30).infeasibilities == [
        .basesExceedTotal(pool: "p", bases: 40, total: 30)
      ])
    #expect(try Parts.scenario(towns, [norm], total: 20).requirePlan().quotas() == ["a": 5, "b": 15])
  }
}
