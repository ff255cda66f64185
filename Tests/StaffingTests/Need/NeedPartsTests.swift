// SPDX-License-Identifier: GPL-3.0-or-later

import BigInt
@testable import Staffing
import TestLength
import Testing

@Suite("Parts of a need")
struct NeedPartsTests {
  /// Every kind of part at once, with figures drawn from a seed.
  static func scenario(seed: Int) throws -> Scenario {
    var random = SplitMix64(seed: seed)
    func decimal(_ range: ClosedRange<Int>) -> Quantity {
      Quantity(significand: Int64(random.int(range)), exponent: -2) ?? .zero
    }
    let towns = (0..<12).map { index in
      Parts.town(
        "t\(index)",
        ["\(random.int(1000...90_000))", "\(random.int(1...300)).\(random.int(0...9))", "\(random.int(0...900))"],
        kind: index.isMultiple(of: 2) ? .town : .subdistrict, quota: random.int(5...60))
    }
    let weights: [PolicyModel.MetricWeight] = [
      .init(metric: 0, weight: decimal(1...99), transform: .power(Parts.quantity("0.5"))),
      .init(metric: 1, byKind: [.town: decimal(1...99)], transform: .logarithm(unit: Quantity(10))),
    ]
    let items = weights.map { CompositeIndex.Item(weight: $0, reference: .mean) }
    let workload = Workload(
      time: Parts.time, activities: [.init(title: "c", volume: .metric(2), hours: decimal(1...300))],
      categoryAllowances: [.init(title: "m", fraction: Parts.quantity("0.13"))],
      individualAllowances: [.init(title: "i", hours: Quantity(77), staff: Quantity(1))])
    let terms = [0, 1].map { RegressionNorm.Term(metric: $0, unit: Quantity($0 == 0 ? 1000 : 1)) }
    let until = try #require(CalendarDate(year: 2030, month: 1, day: 1))
    let parts: [PolicyModel.Part.Rule] = [
      .base(posts: [.town: decimal(100...300), .subdistrict: decimal(100...300)]), .share(weights: weights),
      .projects([Project(name: "p", town: towns[3].id, posts: decimal(1...500), until: until)]),
      .index(
        CompositeIndex(
          items: items,
          grades: [
            .init(title: "x", from: .zero, posts: decimal(1...900)),
            .init(title: "y", from: decimal(1...99), posts: decimal(1...900)),
          ])), .workload(workload),
      .duties(
        DutyList(
          time: Parts.time,
          duties: [.init(title: "d", responsibility: .lead, frequency: .metric(2), hours: decimal(1...300))])),
      .norm(RegressionNorm(form: .logarithm, terms: terms, coefficients: .fitted(to: .quota))),
      .norm(
        RegressionNorm(
          form: .linear, terms: terms,
          coefficients: .stated([decimal(1...9), decimal(1...9)], constant: decimal(1...99)))),
    ]
    return Parts.scenario(towns, parts.map { .init(rule: $0) }, total: 4000, date: until)
  }

  @Test(
    "Each town's parts add up to its need, and with a share the needs to the pool, exactly",
    arguments: 1...everyday(6, long: 20))
  func sums(seed: Int) throws {
    let scenario = try Self.scenario(seed: seed)
    #expect(scenario.faults.isEmpty, "\(scenario.faults)")
    let table = NeedTable(scenario)
    let exact = NeedFormula<Rational>(table.basis)
    var all = Rational.zero
    for town in scenario.towns.indices {
      let (parts, need) = (exact.parts(town: town, pool: 0), exact.need(town: town, pool: 0))
      #expect(Rational.sum(parts) == need)
      #expect(abs(table[town, 0] - Double(need)) <= 1e-12 * Double(need))
      let told = table.parts(town: town, pool: 0)
      #expect(told.map(\.part) == Array(parts.indices))
      for part in told { #expect(abs(part.posts - Double(parts[part.part])) <= 1e-12 * max(1, part.posts)) }
      all = (all + need).reduced
    }
    #expect(all == Rational(BigInt(4000), 1))
  }

  @Test("Towns in another order have the same needs to the last bit", arguments: 1...everyday(4, long: 10))
  func shuffled(seed: Int) throws {
    let scenario = try Self.scenario(seed: seed)
    var random = SplitMix64(seed: seed)
    let again = Parts.scenario(
      scenario.towns.shuffled(using: &random), scenario.model.parts, total: 4000, date: scenario.date)
    let (left, right) = (NeedTable(scenario), NeedTable(again))
    for town in scenario.towns.indices { #expect(left[town, 0] == right[town, 0]) }
    #expect(try scenario.requirePlan().quotas == again.requirePlan().quotas)
  }

  @Test("Towns with equal figures have exactly equal needs, whatever the transforms")
  func equals() throws {
    let scenario = try Self.scenario(seed: 3)
    let twin = scenario.towns[4]
    let towns =
      scenario.towns + [
        Town(id: .init(group: [], name: "twin"), kind: twin.kind, metrics: twin.metrics, posts: twin.posts)
      ]
    let doubled = Parts.scenario(towns, scenario.model.parts, total: 4000, date: scenario.date)
    let exact = NeedFormula<Rational>(NeedBasis(doubled))
    let places = doubled.towns.indices.filter { [twin.name, "twin"].contains(doubled.towns[$0].name) }
    #expect(places.count == 2)
    #expect(exact.need(town: places[0], pool: 0) == exact.need(town: places[1], pool: 0))
  }

  @Test("A part for kinds that no town is of gives nothing, and the report says so")
  func forNobody() {
    let towns = [Parts.town("a", ["1", "1", "1"])]
    let parts: [PolicyModel.Part] = [
      .init(rule: .base(posts: [.town: Quantity(5)])),
      .init(kinds: [.township], rule: .base(posts: [.township: Quantity(5)])),
    ]
    let scenario = Parts.scenario(towns, parts, total: 5)
    #expect(Parts.needs(scenario) == ["a": 5])
    #expect(NeedTable(scenario).notes == [.forNobody(part: 1)])
  }

  @Test("A part that names a metric that there is not is a fault, not a trap")
  func strayMetric() {
    let time = Parts.time
    let rules: [PolicyModel.Part.Rule] = [
      .share(weights: [.init(metric: 9, weight: Quantity(1))]),
      .workload(Workload(time: time, activities: [.init(title: "a", volume: .metric(-1), hours: Quantity(1))])),
      .duties(
        DutyList(
          time: time,
          duties: [.init(title: "d", responsibility: .lead, frequency: .metric(3), hours: Quantity(1), kinds: [])])),
      .norm(
        RegressionNorm(
          form: .linear, terms: [.init(metric: 5, unit: Quantity(1))], coefficients: .fitted(to: .quota))),
    ]
    for rule in rules {
      let scenario = Parts.scenario([Parts.town("a", ["1", "1", "1"])], [.init(rule: rule)])
      #expect(Parts.partFaults(scenario) == [.outOfRange])
    }
  }
}
