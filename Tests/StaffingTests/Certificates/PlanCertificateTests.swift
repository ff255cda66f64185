// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestLength
import Testing

@testable import Staffing

@Suite("Certificates of plans")
struct PlanCertificateTests {
  private static let nested = RandomScenario.Size(
    towns: 2...12, most: 30, pools: 1...3, mayBeImpossible: false, townTotals: false, tied: false)
  private static let tied = RandomScenario.Size(
    towns: 2...8, most: 6, pools: 1...2, mayBeImpossible: false, townTotals: false, tied: true)
  private static let twoWay = RandomScenario.Size(
    towns: 2...10, most: 20, pools: 2...3, mayBeImpossible: false, townTotals: true, tied: false)

  /// Each quota's price, added up from the documentation's words alone.
  private static func price(_ quota: PlanCertificate.Quota, _ certificate: PlanCertificate) -> Double {
    certificate.totals.filter { total in
      guard let town = total.town else { return total.pool == quota.pool && quota.group.starts(with: total.group) }
      return town == quota.town && total.group == quota.group
    }.reduce(0) { $0 + $1.price }
  }

  @Test(
    "Every plan's certificate holds, and every post is on its side of the price", arguments: 0..<everyday(24, long: 60))
  func drawn(seed: Int) throws {
    for size in [Self.nested, Self.tied, Self.twoWay] {
      let scenario = RandomScenario.scenario(seed: seed, size)
      // Needs of zero may leave a drawn scenario without a plan.
      guard let certificate = scenario.planIfFeasible()?.certificate else { continue }
      #expect(certificate.refusals(against: scenario).isEmpty)
      #expect(try #require(certificate.largestImprovement) <= 1e-9)
      for quota in certificate.quotas {
        let price = Self.price(quota, certificate)
        if let last = quota.lastPost { #expect(last <= price + 1e-9) }
        if let next = quota.nextPost { #expect(next >= price - 1e-9) }
      }
    }
  }

  /// Pools whose totals are ranges fall apart into programs of their own: what proves the part has to prove the whole.
  @Test(
    "With totals that are ranges, in two pools, every plan's certificate holds", arguments: 0..<everyday(24, long: 40))
  func ranges(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let towns = (0..<Int.random(in: 2...6, using: &random)).map { place in
      Build.town(
        "t\(place)", (0..<2).map { _ in Int.random(in: 1...30, using: &random) },
        group: ["g\(Int.random(in: 0...2, using: &random))"],
        today: (0..<2).map { _ in Int.random(in: 0...29, using: &random) })
    }
    let totals = (0..<2).map { pool in towns.reduce(0) { $0 + ($1.posts[pool].quota ?? 0) } }
    let rules: [Rule.Requirement] = [
      .movesWithin(level: 0, price: nil), .groupTotals(level: 0, .given([[towns[0].group[0]]: .percent(Quantity(45))])),
    ]
    for rule in rules {
      let scenario = Build.scenario(totals, towns, rules: [Build.rule(rule)])
      guard let certificate = scenario.planIfFeasible()?.certificate else { continue }
      #expect(certificate.refusals(against: scenario).isEmpty)
      #expect(try #require(certificate.largestImprovement) <= 1e-9)
    }
  }

  @Test(
    "Without ties or crossing totals nothing is left of the gap, not even a rounding error",
    arguments: 0..<everyday(24, long: 40))
  func exact(seed: Int) throws {
    let scenario = RandomScenario.scenario(seed: seed, Self.nested)
    let plan = try scenario.requirePlan()
    if plan.ties.isEmpty { #expect(plan.certificate.largestImprovement == 0) }
  }

  @Test("It comes back from JSON bit for bit", arguments: 0..<10)
  func roundTrip(seed: Int) throws {
    let certificate = try RandomScenario.scenario(seed: seed, Self.twoWay).requirePlan().certificate
    let json = try JSONEncoder().encode(certificate)
    #expect(try JSONDecoder().decode(PlanCertificate.self, from: json) == certificate)
  }

  @Test("The quotas are the plan's, and settled ones are among them")
  func settled() throws {
    let towns = [Build.town("a", [5]), Build.town("b", [3]), Build.town("c", [0])]
    let plan = try Build.scenario([8], towns, rules: [Build.rule(.floor(1))]).requirePlan()
    let quotas = plan.certificate.quotas
    #expect(quotas.map(\.quota) == plan.quotas.map { $0[0] })
    #expect(quotas[2].least == 1 && quotas[2].most == 1 && quotas[2].lastPost == nil && quotas[2].nextPost == nil)
    #expect(plan.certificate.largestImprovement == 0)
  }

  @Test("A worse plan's certificate admits at least what the plan loses")
  func worse() throws {
    let scenario = Build.scenario([10], [Build.town("a", [6]), Build.town("b", [4])])
    let best = PlanCertificate(AllocationProblem(scenario), [[6], [4]], prices: [0])
    #expect(best.largestImprovement == 0)
    let worse = PlanCertificate(AllocationProblem(scenario), [[7], [3]], prices: [0])
    // Webster's signposts: the seventh post of a at 6.5 of 6, the fourth of b at 3.5 of 4.
    let loss = log(6.5 / 6) - log(3.5 / 4)
    #expect(try #require(worse.largestImprovement) >= loss)
    #expect(worse.refusals.isEmpty)
  }
}
