// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@Suite("Composite indices")
struct CompositeIndexTests {
  private static let grades = [("small", "0", 20), ("large", "0.8", 30), ("very large", "1.5", 45)].map {
    CompositeIndex.Grade(title: $0.0, from: Parts.quantity($0.1), posts: Quantity($0.2))
  }

  private func scenario(
    _ references: [CompositeIndex.Reference], _ towns: [Town], grades: [CompositeIndex.Grade] = grades
  ) -> Scenario {
    let items = zip(["0.6", "0.4"], references).enumerated().map { metric, item in
      CompositeIndex.Item(
        weight: .init(metric: metric, weight: Parts.quantity(item.0)), reference: item.1)
    }
    return Parts.scenario(
      towns, [.init(rule: .index(CompositeIndex(items: items, grades: grades)))], total: 200)
  }

  @Test("An index is Σ weight · metric / reference, and its class states the posts")
  func stated() throws {
    // 0.6 · 2 + 0.4 · 1 = 1.6; 0.6 · 1 + 0.4 · 0.5 = 0.8, on the threshold; 0.6 · 0.5 + 0.4 · 1.2 = 0.78.
    let towns = [
      Parts.town("a", ["40000", "50", "1"]), Parts.town("b", ["20000", "25", "1"]),
      Parts.town("c", ["10000", "60", "1"]),
    ]
    let scenario = scenario([.stated(Quantity(20_000)), .stated(Quantity(50))], towns)
    #expect(Parts.needs(scenario) == ["a": 45, "b": 30, "c": 20])
    let details = scenario.towns.indices.map { NeedTable(scenario).parts(town: $0, pool: 0)[0].detail }
    #expect(details == [.index(1.6, grade: "very large"), .index(0.8, grade: "large"), .index(0.78, grade: "small")])
  }

  @Test("Measured by the mean, a town at the mean of every metric has the sum of the weights")
  func mean() throws {
    let towns = [
      Parts.town("a", ["10000", "10", "1"]), Parts.town("b", ["20000", "20", "1"]),
      Parts.town("c", ["30000", "30", "1"]),
    ]
    let scenario = scenario([.mean, .mean], towns)
    #expect(scenario.faults.isEmpty)
    let details = scenario.towns.indices.map { NeedTable(scenario).parts(town: $0, pool: 0)[0].detail }
    #expect(details == [.index(0.5, grade: "small"), .index(1, grade: "large"), .index(1.5, grade: "very large")])
  }

  @Test("The index at a threshold is compared in fractions: thirds that add up to one are one")
  func threshold() {
    // Each of three equal towns has exactly the mean: 0.6 + 0.4.
    let towns = ["a", "b", "c"].map { Parts.town($0, ["10000", "0.1", "1"]) }
    let grades = [("under", "0", 1), ("at", "1", 2)].map {
      CompositeIndex.Grade(title: $0.0, from: Parts.quantity($0.1), posts: Quantity($0.2))
    }
    #expect(Parts.needs(scenario([.mean, .mean], towns, grades: grades)) == ["a": 2, "b": 2, "c": 2])
  }

  @Test("Classes begin at zero and ascend; a mean of zero measures nothing")
  func faults() {
    let towns = [Parts.town("a", ["0", "10", "1"])]
    #expect(
      Parts.partFaults(scenario([.mean, .mean], towns)) == [.zeroMean(metric: "resident_population")])
    let again = CompositeIndex.Grade(title: "again", from: Self.grades[0].from, posts: Self.grades[0].posts)
    for grades in [Array(Self.grades.dropFirst()), Array(Self.grades.reversed()), [Self.grades[0], again]] {
      #expect(Parts.partFaults(scenario([.mean, .mean], towns, grades: grades)) == [.classesOutOfOrder])
    }
    let twice = [
      Self.grades[0], CompositeIndex.Grade(title: Self.grades[0].title, from: Quantity(9), posts: Quantity(9)),
    ]
    #expect(
      Parts.partFaults(scenario([.stated(Quantity(1)), .stated(Quantity(1))], towns, grades: twice))
        == [.listedTwice(Self.grades[0].title)])
    #expect(Parts.partFaults(scenario([.mean, .stated(.zero)], towns)).contains(.outOfRange))
  }
}
