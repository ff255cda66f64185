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
    let findings = verification.findings.map { words.verificationFinding($0, of: verification.scenario) }
    // A quota that was changed breaks its certificate and its sums in the same words.
    var seen: Set<String> = []
    return (words.verified(verification) + findings.filter { seen.insert($0).inserted }.map { "  " + $0 })
      .joined(separator: "\n") + "\n"
  }
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
      findings = verification.findings.map { FindingRow($0, verification.scenario) }
    }
  }

  private struct FindingRow: Encodable {
    let kind: String
    let text: String

    init(_ finding: PlanVerification.Finding, _ scenario: Scenario) {
      kind =
        switch finding {
        case .certificate: "certificate"
        case .breach: "rule"
        case .missing, .foreign, .repeated: "quota"
        case .notTheBest: "not_the_best"
        case .missingLine, .figure: "figure"
        }
      text = Words(.english).verificationFinding(finding, of: scenario)
    }
  }
}
