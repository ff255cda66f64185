// SPDX-License-Identifier: GPL-3.0-or-later

internal import Charts
internal import Documents
internal import Staffing

/// What the plan had to keep and to seek, and what must be said of how it was found.
extension PlanPage {
  var rules: [Markup] {
    let scenario = plan.scenario
    let parts = scenario.model.parts.map { part in
      PageTable.Row([
        .init(words.part(part)),
        .init(part.pools.map { words.list($0.map { words.pool(scenario.pools[$0]) }) } ?? words.allPools),
        .init(part.because ?? "—"),
      ])
    }
    var pieces = [
      PageTable(
        id: "model-parts", caption: words.modelCaption(scenario.model.title), headings: words.modelHeadings,
        texts: [0, 1, 2], style: "prose", groups: [.init(rows: parts)]
      ).markup
    ]
    if scenario.rules.isEmpty {
      pieces.append(Markup("p", [:], words.noRules))
    } else {
      let rows = scenario.rules.map { rule in
        PageTable.Row([
          .init(words.requirement(rule, of: scenario)), .init(words.scope(rule.scope, of: scenario)),
          .init(rule.because ?? "—"), .init(rule.reference),
        ])
      }
      pieces.append(
        PageTable(
          id: "rules-table", caption: words.rulesCaption, headings: words.ruleHeadings, texts: [0, 1, 2, 3],
          style: "prose", groups: [.init(rows: rows)]
        ).markup)
    }
    let goals = plan.solving.goals.map { Markup("li", [:], words.goal($0, of: scenario)) }
    if !goals.isEmpty { pieces.append(Markup("ul", ["class": "goals"], goals)) }
    return pieces
  }

  var notes: [Markup] {
    let scenario = plan.scenario
    let sentences =
      plan.needs.notes.map { words.needNote($0, of: scenario) } + plan.ties.map { words.tie($0, of: scenario) }
      + [words.solving(plan)]
    return [Markup("ul", [:], sentences.map { Markup("li", [:], $0) })]
  }

  /// Provenance.
  var foot: Markup { words.foot(of: plan.scenario, solver: plan.solving.solver, provenance) }
}

extension Words {
  /// What a page was made from and with.
  func foot(of scenario: Scenario, solver: String, _ provenance: Provenance) -> Markup {
    let headings = provenanceHeadings
    let files = provenance.sources.map { file in
      PageTable.Row([.init(file.name), .init(number(file.size)), .init(file.sha256, "digest")])
    }
    var facts = [
      (modelLabel, scenario.model.title), (versionLabel, "Allot \(provenance.version)"),
      (solverLabel, solver),
    ]
    if let date = scenario.date { facts.append((asOfLabel, "\(date)")) }
    facts.append((dateLabel, provenance.date ?? noDate))
    let list = facts.flatMap { [Markup("dt", [:], $0.0), Markup("dd", [:], $0.1)] }
    var pieces = [Markup("h2", [:], provenanceTitle), Markup("dl", [:], list)]
    if !files.isEmpty {
      pieces.append(
        PageTable(
          id: "inputs", caption: inputsCaption, headings: [headings.file, headings.size, headings.digest],
          texts: [0, 2], style: "prose", groups: [.init(rows: files)]
        ).markup)
    }
    return Markup("footer", [:], pieces)
  }
}
