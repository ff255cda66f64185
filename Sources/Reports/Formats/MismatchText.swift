// SPDX-License-Identifier: GPL-3.0-or-later

public import Staffing

/// What is out of line, as text for a terminal.
public struct MismatchText: Sendable {
  private let survey: MismatchSurvey
  private let words: Words

  /// The text of a survey in a language.
  public init(_ survey: MismatchSurvey, _ language: Language) {
    self.survey = survey
    words = Words(language)
  }

  /// A line a mismatch under three headings, each with what could be done. Ends with a line end.
  public var text: String {
    let scenario = survey.scenario
    var lines = ["\(scenario.title) · \(words.mismatchTitle)"]
    if let note = scenario.note { lines.append(note.trimmingLines) }
    var sections: [(heading: String, mismatches: [Mismatch])] = [
      (words.inversionsHeading(survey), []), (words.outliersHeading(survey.norm, scenario), []), (words.ownHeading, []),
    ]
    for mismatch in survey.mismatches {
      switch mismatch.finding {
      case .inversion: sections[0].mismatches.append(mismatch)
      case .outlier: sections[1].mismatches.append(mismatch)
      case .overQuota, .vacancies, .offNeed, .contractStaff: sections[2].mismatches.append(mismatch)
      }
    }
    for (heading, mismatches) in sections where !mismatches.isEmpty {
      lines += ["", heading]
      for mismatch in mismatches {
        lines.append("[\(words.severity(mismatch.severity))] \(words.mismatch(mismatch, of: scenario))")
      }
      let remedies = mismatches.map { words.remedy($0.finding) }
      for (place, remedy) in remedies.enumerated() where remedies.firstIndex(of: remedy) == place {
        lines.append("  → \(remedy)")
      }
    }
    lines += ["", survey.mismatches.isEmpty ? words.noMismatch : words.flagCounts(survey)]
    return lines.joined(separator: "\n") + "\n"
  }
}
