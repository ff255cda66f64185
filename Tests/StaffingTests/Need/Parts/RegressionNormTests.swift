// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Staffing
import Testing

@Suite("Regression norms")
struct RegressionNormTests {
  private static func norm(
    _ form: RegressionNorm.Form, _ coefficients: RegressionNorm.Coefficients, people: Int = 1000,
    metrics: [Int] = [0, 1]
  ) -> PolicyModel.Part {
    let terms = metrics.map { RegressionNorm.Term(metric: $0, unit: Quantity($0 == 0 ? people : 1)) }
    return .init(rule: .norm(RegressionNorm(form: form, terms: terms, coefficients: coefficients)))
  }

  private func fit(_ scenario: Scenario) throws -> NormFit {
    #expect(scenario.faults.isEmpty, "\(scenario.faults)")
    guard case .fitted(part: 0, pool: 0, let fit)? = NeedTable(scenario).notes.first else { throw NoPlan() }
    return fit
  }

  @Test("Staff = a · population (thousand) + b · area (km²) + c, exactly")
  func linear() {
    let towns = [Parts.town("a", ["21000", "35.5", "1"]), Parts.town("b", ["9000", "112", "1"])]
    let part = Self.norm(
      .linear, .stated([Parts.quantity("1.8"), Parts.quantity("-0.02")], constant: Parts.quantity("3.1")))
    // 37.8 − 0.71 + 3.1; 16.2 − 2.24 + 3.1.
    #expect(Parts.needs(Parts.scenario(towns, [part])) == ["a": 40.19, "b": 17.06])
  }

  @Test("ln staff = a · ln population + b · ln area + c: doubling the population multiplies by 2 to the a")
  func logarithmic() throws {
    let towns = [Parts.town("a", ["20000", "50", "1"]), Parts.town("b", ["40000", "50", "1"])]
    let part = Self.norm(
      .logarithm, .stated([Parts.quantity("0.67"), Parts.quantity("0.11")], constant: Parts.quantity("0.85")))
    let needs = Parts.needs(Parts.scenario(towns, [part]))
    let (a, b) = (try #require(needs["a"]), try #require(needs["b"]))
    #expect(abs(b / a - pow(2, 0.67)) < 1e-12)
    #expect(abs(a - exp(0.85) * pow(20, 0.67) * pow(50, 0.11)) < 1e-10)
  }

  @Test("A norm below zero, or beyond all counts, is a fault with the town and the number")
  func outOfRange() {
    let towns = [Parts.town("a", ["1000", "2", "1"]), Parts.town("b", ["9000", "2", "1"])]
    let below = Self.norm(.linear, .stated([Quantity(2), .zero], constant: Quantity(-5)))
    let id = towns[0].id
    #expect(Parts.partFaults(Parts.scenario(towns, [below])) == [.postsOutOfRange(id, posts: -3)])
    let beyond = Self.norm(.logarithm, .stated([Quantity(900), .zero], constant: Quantity(900)))
    #expect(Parts.partFaults(Parts.scenario(towns, [beyond])).count == 2)
  }

  @Test("Zero has no logarithm")
  func zero() {
    let towns = [Parts.town("a", ["0", "2", "1"], quota: 4)]
    let part = Self.norm(.logarithm, .stated([Quantity(1), .zero], constant: .zero))
    #expect(
      Parts.partFaults(Parts.scenario(towns, [part])) == [
        .logarithmOfZero(towns[0].id, metric: "resident_population")
      ])
  }

  @Test("Data on a plane are fitted by that plane, and outliers do not move it", arguments: 1...10)
  func robust(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let towns = (0..<15).map { index in
      let (people, area) = (random.int(5...90), random.int(5...200))
      let plane = 2 * people + 3 * area + 7
      // Three towns of fifteen stand far out of line.
      return Parts.town(
        "t\(index)", ["\(people * 1000)", "\(area)", "1"], quota: index < 3 ? plane + random.int(200...900) : plane)
    }
    let fit = try fit(Parts.scenario(towns, [Self.norm(.linear, .fitted(to: .quota))], total: 9000))
    #expect(abs(fit.coefficients[0] - 2) < 1e-9 && abs(fit.coefficients[1] - 3) < 1e-9)
    #expect(abs(fit.constant - 7) < 1e-8 && fit.towns == 15)
  }

  /// A best fit by least absolute deviations runs through as many points as there are coefficients (Bloomfield and
  /// Steiger, 1983), so all lines through two points are tried.
  @Test("No line through two of the towns deviates less", arguments: 1...20)
  func optimal(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let points = (0..<12).map { (x: 3 * $0 + random.int(1...3), y: random.int(1...200)) }
    let towns = points.enumerated().map { Parts.town("t\($0)", ["\($1.x * 1000)", "1", "1"], staff: $1.y) }
    let fit = try fit(
      Parts.scenario(towns, [Self.norm(.linear, .fitted(to: .staff), metrics: [0])], total: 2000))
    func deviation(_ slope: Double, _ constant: Double) -> Double {
      points.reduce(0) { $0 + abs(slope * Double($1.x) + constant - Double($1.y)) }
    }
    var best = Double.infinity
    for (place, a) in points.enumerated() {
      for b in points[(place + 1)...] {
        let slope = Double(b.y - a.y) / Double(b.x - a.x)
        best = min(best, deviation(slope, Double(a.y) - slope * Double(a.x)))
      }
    }
    #expect(abs(deviation(fit.coefficients[0], fit.constant) - best) < 1e-9 * best)
    #expect(abs(fit.meanDeviation * 12 - best) < 1e-9 * best)
  }

  @Test("Data that do not determine the coefficients are refused, with the metric")
  func degenerate() {
    func faults(_ figures: [(Int, Int, Int)], _ form: RegressionNorm.Form = .linear) -> [PartFault] {
      let towns = figures.enumerated().map { Parts.town("t\($0)", ["\($1.0)", "\($1.1)", "1"], quota: $1.2) }
      return Parts.partFaults(Parts.scenario(towns, [Self.norm(form, .fitted(to: .quota))]))
    }
    #expect(faults([(1, 2, 3), (4, 3, 2), (5, 5, 5)]) == [.tooFewTowns(3, coefficients: 3, pool: "p")])
    // The second metric is twice the first and one more; a product of the first in logarithms.
    let line = (1...9).map { ($0, 2 * $0 + 1, $0 % 4) }
    #expect(faults(line) == [.dependentMetric("area", pool: "p")])
    let product = (1...9).map { ($0 * $0, 7 * $0, 1 + $0 % 4) }
    #expect(faults(product, .logarithm) == [.dependentMetric("area", pool: "p")])
    #expect(faults((1...9).map { (1000, $0, $0) }) == [.dependentMetric("resident_population", pool: "p")])
    #expect(
      faults((1...5).map { ($0, $0 * $0, $0 - 1) }, .logarithm) == [
        .logarithmOfNoPosts(.init(group: [], name: "t0"), pool: "p")
      ])
  }

  @Test("A blank of today is a missing figure for a fit")
  func blank() {
    let towns = (1...6).map { Parts.town("t\($0)", ["\($0)000", "\($0 * $0)", "1"], quota: $0 == 3 ? nil : $0) }
    let scenario = Parts.scenario(towns, [Self.norm(.linear, .fitted(to: .quota))])
    #expect(scenario.faults == [.missing(.init(group: [], name: "t3"), figure: .quota(pool: "p"))])
  }

  private static let file = SharedData.folder.deletingLastPathComponent()
    .appending(path: "japan/jp_municipality_staff_2024.csv")

  @Test(
    "Japan's 1,740 municipalities: ln staff ≈ 0.67 · ln population + 0.11 · ln area",
    .enabled(if: FileManager.default.fileExists(atPath: file.path)))
  func municipalities() throws {
    let rows = try SharedData.rows("../japan/jp_municipality_staff_2024.csv")
    let towns = rows.compactMap { row -> Town? in
      guard let people = row["population_2020"], let area = row["area_km2"], let code = row["muni_code"],
        let staff = row["general_admin_staff_2024"].flatMap({ Int($0) }), people != "0"
      else { return nil }
      return Parts.town(code, [people, area, "1"], staff: staff)
    }
    #expect(towns.count == 1740)
    let scenario = Parts.scenario(
      towns, [Self.norm(.logarithm, .fitted(to: .staff))], total: towns.reduce(0) { $0 + ($1.posts[0].staff ?? 0) })
    let fit = try fit(scenario)
    #expect(abs(fit.coefficients[0] - 0.67) < 0.02 && abs(fit.coefficients[1] - 0.11) < 0.02, "\(fit)")
    // The same linear program written down for HiGHS gives these.
    let independent = [0.6730966845421539, 0.12203091120081123, 2.5835500468921473, 0.18969585958065688]
    let found = fit.coefficients + [fit.constant, fit.meanDeviation]
    for (mine, theirs) in zip(found, independent) { #expect(abs(mine - theirs) < 1e-9, "\(fit)") }
  }
}
