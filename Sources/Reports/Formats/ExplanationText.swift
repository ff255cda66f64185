// SPDX-License-Identifier: GPL-3.0-or-later

public import Staffing

/// Why a town's quotas are what they are, as text for a terminal.
public struct ExplanationText: Sendable {
  private let plan: Plan
  private let quotas: [ExplainedQuota]
  private let words: Words

  /// The text of explanations of one town in a language.
  public init(_ quotas: [ExplainedQuota], of plan: Plan, _ language: Language) {
    self.plan = plan
    self.quotas = quotas
    words = Words(language)
  }

  /// A section a pool: need, steps, reason, standing, check by hand, margins. Ends with a line end.
  public var text: String {
    let scenario = plan.scenario
    let explanations = PlanExplanation(plan)
    var sections: [String] = []
    if let town = quotas.first?.explanation.town {
      let id = scenario.towns[town].id
      var lines = ["\(scenario.title) · \((id.group + [id.name]).joined(separator: "/"))"]
      if let note = scenario.note { lines.append(note.trimmingLines) }
      lines += plan.needs.notes.filter { $0.isAbout(town) }.map { words.needNote($0, of: scenario) }
      sections.append(lines.joined(separator: "\n"))
    }
    sections += quotas.map { section($0, explanations).joined(separator: "\n") }
    if let limit = plan.solving.limit { sections.append(words.stopped(limit, hasPlan: true)) }
    return sections.joined(separator: "\n\n") + "\n"
  }

  private func section(_ quota: ExplainedQuota, _ explanations: PlanExplanation) -> [String] {
    let (entry, scenario) = (quota.explanation, plan.scenario)
    var lines = [words.explainedQuota(entry, scenario), words.explainedNeed(entry)]
    if entry.parts.count > 1 || entry.parts.contains(where: { $0.detail != nil }) { lines += parts(entry) }
    lines += [words.explainedSteps(entry)].compactMap(\.self)
    lines += [words.explainedReason(entry, scenario), words.explainedBounds(entry, scenario)]
    if let standing = entry.standing {
      lines.append(words.queueHeading(standing.queue, scenario))
      lines += (words.queueEnds(standing.queue, scenario) + words.exchanges(entry, scenario)).map { "  " + $0 }
      lines += words.byHand(entry, scenario)
    } else if plan.solving.limit == nil {
      lines.append(words.noOrder)
    }
    if let increase = quota.increase { lines.append(words.increase(increase, entry, explanations)) }
    if !quota.margins.isEmpty { lines.append(words.marginsHeading) }
    for (place, margin) in quota.margins.enumerated() {
      if place == 0 || quota.margins[place - 1].figure != margin.figure {
        lines.append("  " + words.marginFigure(margin, scenario))
      }
      lines.append("    " + words.margin(margin, entry, scenario))
    }
    return lines
  }

  private func parts(_ entry: QuotaExplanation) -> [String] {
    let rounded = DecimalNumeral.apportioned(entry.parts.map(\.posts), of: entry.need, decimals: 2)
    var table = TextTable([.left, .right, .left])
    for (part, posts) in zip(entry.parts, rounded) {
      let model = plan.scenario.model.parts[part.part]
      table.add([
        "  " + words.part(model), words.number(posts, decimals: 2),
        words.needPartDetail(part.detail, because: model.because),
      ])
    }
    return [table.text]
  }
}

extension NeedNote {
  /// Whether the note is about this town alone.
  fileprivate func isAbout(_ place: Int) -> Bool {
    switch self {
    case .filled(let town, _, _, _, _), .newTown(let town): town == place
    case .projectEnded, .dutyMoved, .fitted, .forNobody: false
    }
  }
}
