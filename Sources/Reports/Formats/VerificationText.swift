// SPDX-License-Identifier: GPL-3.0-or-later

internal import FoundationEssentials
internal import Staffing

/// What came of checking a saved plan, as text for a terminal.
public struct VerificationText: Sendable {
  private let verification: PlanVerification
  private let words: Words

  /// The text of a verification in a language.
  public init(_ verification: PlanVerification, _ language: Language) {
    self.verification = verification
    words = Words(language)
  }

  /// What was checked, and every line that does not hold. Ends with a line end.
  public var text: String {
    let lines = words.verificationFindings(verification)
    return (words.verified(verification, findings: lines.count) + shown(lines).map { "  " + $0 })
      .joined(separator: "\n") + "\n"
  }

  /// The first of each sort, and how many more there are.
  private func shown(_ lines: [(sort: PlanVerification.Finding.Sort, text: String)]) -> [String] {
    PlanVerification.Finding.Sort.allCases.flatMap { sort in
      let all = lines.filter { $0.sort == sort }.map(\.text)
      guard all.count > Self.mostOfASort else { return all }
      return all.prefix(Self.mostOfASort) + [words.moreFindings(all.count - Self.mostOfASort, of: sort)]
    }
  }

  /// Whoever has checked a plan against another scenario does not want to read all of it.
  private static let mostOfASort = 20
}

/// What came of checking a saved plan, as JSON for other programs; in English whatever the language. Under the version
/// number of ``PlanJSON``.
public struct VerificationJSON: Sendable {
  private let verification: PlanVerification

  /// The JSON of a verification.
  public init(_ verification: PlanVerification) { self.verification = verification }

  /// The document, with sorted keys and a line end.
  public var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Finite numbers, strings and arrays alone: encoding these cannot fail.
    let data = (try? encoder.encode(Document(verification))) ?? Data()
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private struct Document: Encodable {
    let format = PlanJSON.format
    let title: String
    let holds: Bool
    let quotas: Int
    let totals: Int
    /// Absent where no scenario was given.
    let rules: Int?
    /// `best`, `within` or `none`.
    let proof: String
    /// How much better another plan may fit; absent where nothing is proved.
    let largest_improvement: Double?
    let findings: [FindingRow]

    init(_ verification: PlanVerification) {
      title = verification.scenario.title
      holds = verification.findings.isEmpty
      (quotas, totals) = (verification.quotas, verification.totals)
      rules = verification.hasScenario ? verification.scenario.rules.count : nil
      (proof, largest_improvement) =
        switch verification.proof {
        case .best: ("best", 0)
        case .within(let gap): ("within", gap)
        case .none: ("none", nil)
        }
      findings = verification.findings.map { FindingRow($0, verification) }
    }
  }

  private struct FindingRow: Encodable {
    let kind: String
    let text: String

    init(_ finding: PlanVerification.Finding, _ verification: PlanVerification) {
      kind = finding.sort.rawValue
      text = Words(.english).verificationFinding(finding, of: verification.named)
    }
  }
}
