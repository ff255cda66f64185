// SPDX-License-Identifier: GPL-3.0-or-later

public import Staffing

/// What is out of line, as text for a terminal.
public struct MismatchText: Sendable {
  private let survey: MismatchSurvey
  private let words: Words
  private let isComplete: Bool

  /// The most flags under a heading, unless all are asked for.
  public static let mostFlags = 10
  /// The most towns that the summary names.
  public static let mostTowns = 5

  /// The text of a survey in a language.
  ///
  /// - Parameter isComplete: whether every flag has its line; else those that are merely worth knowing are counted, and so
  ///   are those beyond ``mostFlags`` of a sort.
  public init(_ survey: MismatchSurvey, _ language: Language, isComplete: Bool = true) {
    self.survey = survey
    words = Words(language)
    self.isComplete = isComplete
  }

  /// A line a mismatch under its sort's heading, and one with what could be done; then how evenly posts are spread, the
  /// towns with most flags, and how many there are. Ends with a line end.
  public var text: String {
    let scenario = survey.scenario
    var lines = ["\(scenario.title) · \(words.mismatchTitle)"]
    if let note = scenario.note { lines.append(note.trimmingLines) }
    var sections: [(heading: String, mismatches: [Mismatch])] = [
      (words.inversionsHeading(survey), []), (words.outliersHeading(survey), []),
      (words.efficiencyHeading(survey), []), (words.ownHeading, []),
    ]
    for mismatch in survey.mismatches {
      switch mismatch.finding {
      case .inversion: sections[0].mismatches.append(mismatch)
      case .outlier: sections[1].mismatches.append(mismatch)
      case .inefficient: sections[2].mismatches.append(mismatch)
      case .overQuota, .vacancies, .offNeed, .contractStaff: sections[3].mismatches.append(mismatch)
      }
    }
    // A norm says something even where nobody is off it.
    for (place, (heading, mismatches)) in sections.enumerated()
    where !mismatches.isEmpty || place == 1 && !survey.norms.isEmpty {
      lines += ["", heading]
      if mismatches.isEmpty { lines.append(words.noOutlier) }
      let shown =
        isComplete ? mismatches : Array(mismatches.filter { $0.severity > .notice }.prefix(Self.mostFlags))
      for mismatch in shown {
        lines.append("[\(words.severity(mismatch.severity))] \(words.mismatch(mismatch, of: scenario))")
        lines.append("  → \(words.remedy(mismatch, of: scenario))")
      }
      if shown.count < mismatches.count { lines.append(words.flagsLeftOut(mismatches.count - shown.count)) }
    }
    if isComplete { lines += densities(scenario) }
    lines += FairnessText(survey.fairness, scenario, words).sections.flatMap { ["", $0] }
    lines.append("")
    if survey.mismatches.isEmpty {
      lines.append(words.noMismatch)
    } else {
      lines += [words.mostFlags(survey, towns: Self.mostTowns), words.flagCounts(survey)]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Posts on people and on land, a line a town.
  private func densities(_ scenario: Scenario) -> [String] {
    let table = DensityTable(scenario)
    guard !table.metrics.isEmpty else { return [] }
    let metrics = table.metrics.map { scenario.metrics[$0] }
    var text = TextTable([.left, .right] + metrics.map { _ in .right })
    text.add(words.densityHeadings(metrics))
    text.addRule()
    for town in scenario.listingOrder {
      let posts = zip(table.entries[town], metrics).map { entry, metric in
        entry.posts.map { words.number($0 * metric.densityUnit, decimals: 1) } ?? "—"
      }
      let quota = scenario.towns[town].quotaToday.map(words.number) ?? "—"
      text.add([scenario.distinctName(town), quota] + posts)
    }
    return ["", words.densitiesHeading, text.text]
  }
}
