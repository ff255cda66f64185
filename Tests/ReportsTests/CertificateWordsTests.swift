// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Reports
@testable import Staffing

@Suite("Refused certificates in words")
struct CertificateWordsTests {
  private static let scenario = smallScenario([("Ash", 1, 1, 1)], total: 532)
  private static let line = PlanCertificate.Quota(
    town: "Ash", group: ["East"], pool: "administrative", least: 11, most: 20, quota: 21, lastPost: 0.25, nextPost: nil)
  private static let narrow = PlanCertificate.Quota(
    town: "Ash", group: ["East"], pool: "administrative", least: 12, most: 20, quota: 21, lastPost: 0.25, nextPost: nil)
  private static let totals = [
    PlanCertificate.Total(pool: "administrative", group: ["East"], town: nil, total: 532, price: 0),
    PlanCertificate.Total(pool: nil, group: ["East"], town: "Ash", total: 40, price: 0),
  ]

  private static let refusals: [PlanCertificateRefusal] =
    [
      .format(found: "x"), .quotaBeyondBounds(line), .postCosts(line), .costsFall(line), .badNumber,
      .improvement(found: 0, proven: 0.5, at: [line]), .method(found: "adams", expected: "webster"),
      .foreignQuota(line, expected: nil), .foreignQuota(line, expected: narrow), .foreignQuota(line, expected: line),
      .missingQuota(line), .otherQuota(line, planned: 19), .missingFromPlan(line),
      .notCertified(Town.ID(group: ["East"], name: "Ash"), pool: "administrative", planned: 3),
    ]
    + totals.flatMap {
      [.total($0, sum: 533), .foreignTotal($0, expected: 7), .foreignTotal($0, expected: nil), .missingTotal($0)]
    }

  @Test("Every refusal is one sentence of its own in both languages")
  func bothLanguages() {
    let chinese = Self.refusals.map { Words(.chinese).certificateRefusal($0, of: Self.scenario) }
    let english = Self.refusals.map { Words(.english).certificateRefusal($0, of: Self.scenario) }
    #expect(Set(chinese).count == chinese.count && Set(english).count == english.count)
    for (one, other) in zip(chinese, english) {
      #expect(one.hasSuffix("。") && other.hasSuffix("."))
      #expect(one.hasChinese && !other.hasChinese)
      #expect(!other.contains("Optional") && !other.contains("  ") && !other.contains("\n"))
    }
  }

  @Test("The line that fails is named with its town and pool")
  func names() {
    #expect(
      Words(.english).certificateRefusal(.otherQuota(Self.line, planned: 19), of: Self.scenario)
        == "East/Ash in the administrative pool: 19 in the plan, 21 in its certificate.")
  }
}
