// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Staffing

@Suite("Certificates of plans that were tampered with")
struct PlanCertificateTamperingTests {
  /// Planned once for all that is changed in it.
  private static let made = Result {
    let towns = [
      Build.town("a", [30, 11], group: ["east"], total: 40), Build.town("b", [20, 9], group: ["east"]),
      Build.town("c", [10, 40], group: ["west"]),
    ]
    let scenario = Build.scenario(
      [60, 60], towns,
      rules: [
        Build.rule(.floor(9), at: 1), Build.rule(.cap(45), at: 2), Build.rule(.townTotals(.column), at: 3),
        Build.rule(.groupTotals(level: 0, .given([["west"]: 12])), scope: .init(pools: [0]), at: 4),
      ])
    return (scenario: scenario, sound: try scenario.requirePlan().certificate)
  }

  private let scenario: Scenario
  private let sound: PlanCertificate

  init() throws {
    (scenario, sound) = try Self.made.get()
    try #require(sound.refusals(against: scenario).isEmpty)
  }

  /// What is said of the certificate once something in it was changed.
  private func refusals(_ change: (inout PlanCertificate) -> Void) -> [PlanCertificateRefusal] {
    var certificate = sound
    change(&certificate)
    return certificate.refusals(against: scenario)
  }

  @Test("A changed quota is refused with the totals that it breaks, by name")
  func quota() {
    let refusals = refusals {
      $0.quotas[0].quota += 1
    }
    let broken = refusals.compactMap { refusal -> PlanCertificate.Total? in
      if case .total(let total, let sum) = refusal, sum == total.most + 1 { total } else { nil }
    }
    #expect(broken.count == refusals.count)
    #expect(broken.map(\.town) == [nil, "a"] && broken.map(\.pool) == ["p0", nil])
  }

  @Test("A quota beyond its bounds is refused with its line")
  func beyond() {
    let refusals = refusals { $0.quotas[0].quota = 46 }
    #expect(refusals.count == 1)
    guard case .quotaBeyondBounds(let line) = refusals.first else {
      Issue.record("\(refusals)")
      return
    }
    #expect(line.town == "a" && line.pool == "p0" && line.most == 45)
  }

  @Test("Posts moved from one town to another keep all totals, and are refused by the posts that they cost")
  func moved() throws {
    // In the pool whose towns are free: from b to c and back in no other.
    let refusals = refusals {
      $0.quotas[3].quota += 1
      $0.quotas[5].quota -= 1
    }
    #expect(
      refusals.allSatisfy { refusal in
        switch refusal {
        case .foreignQuota(let found, let expected?): found.lastPost != expected.lastPost
        case .improvement(let found, let proven, let lines): found < proven && !lines.isEmpty
        case .postCosts: true
        default: false
        }
      } && !refusals.isEmpty, "\(refusals)")
  }

  @Test("A changed price proves less, and the quotas on its wrong side are named", arguments: [-1.0, 1])
  func price(change: Double) {
    let refusals = refusals { $0.totals[0].price += change }
    guard case .improvement(let found, let proven, let lines) = refusals.first else {
      Issue.record("\(refusals)")
      return
    }
    #expect(found < proven && proven > 0.5)
    #expect(!lines.isEmpty && lines.allSatisfy { $0.pool == "p0" })
  }

  @Test("A claim of more than is proved is refused")
  func improvement() {
    #expect(refusals { $0.largestImprovement = -0.25 }.isEmpty == false)
    // To claim less than what is proved is no lie.
    #expect(refusals { $0.largestImprovement = 1 }.isEmpty)
  }

  @Test("Bounds, totals and costs that are not the scenario's are refused with their lines")
  func scenarioLines() {
    for change: (inout PlanCertificate) -> Void in [
      { $0.quotas[2].least -= 1 }, { $0.quotas[2].most += 1 }, { $0.quotas[2].nextPost? += 1e-3 },
    ] {
      let refusals = refusals(change)
      guard case .foreignQuota(let line, let expected?) = refusals.first else {
        Issue.record("\(refusals)")
        continue
      }
      #expect(refusals.count == 1 && line.town == "b" && line.pool == "p0" && expected == sound.quotas[2])
    }
    let group = sound.totals.firstIndex { $0.group == ["west"] && $0.town == nil } ?? 0
    let missing = refusals { $0.totals.remove(at: group) }
    #expect(!missing.isEmpty)
    #expect(refusals { $0.quotas[1].town = "x" }.isEmpty == false)
    #expect(refusals { $0.method = "jefferson" } == [.method(found: "jefferson", expected: "webster")])
    #expect(refusals { $0.format = "2" } == [.format(found: "2")])
  }

  @Test("Garbage is refused and never traps", arguments: 0..<300)
  func garbage(seed: Int) {
    var random = SplitMix64(seed: seed)
    let numbers = [0, 1, -1, Int.max, Int.min, 1 << 53, 46]
    let reals = [0, -0.0, 1e300, -1e300, .infinity, -.infinity, .nan, 0x1p-1022]
    func change(_ certificate: inout PlanCertificate) {
      let quota = random.int(0...(certificate.quotas.count - 1))
      let total = random.int(0...(certificate.totals.count - 1))
      let (number, real) = (numbers[random.int(0...6)], reals[random.int(0...7)])
      switch random.int(0...10) {
      case 0: certificate.quotas[quota].quota = number
      case 1: certificate.quotas[quota].least = number
      case 2: certificate.quotas[quota].most = number
      case 3: certificate.quotas[quota].lastPost = real
      case 4: certificate.quotas[quota].nextPost = real
      case 5: certificate.totals[total].most = number
      case 6: certificate.totals[total].price = real
      case 7: certificate.largestImprovement = real
      case 8: certificate.quotas.append(certificate.quotas[quota])
      case 9: certificate.totals[total].group = ["nowhere"]
      default: certificate.quotas.swapAt(quota, 0)
      }
    }
    _ = refusals { certificate in for _ in 0..<random.int(1...4) { change(&certificate) } }
  }
}
