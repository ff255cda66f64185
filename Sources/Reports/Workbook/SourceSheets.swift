// SPDX-License-Identifier: GPL-3.0-or-later

internal import Documents
internal import Spreadsheets
internal import Staffing

/// The sheets that say what the plan was made from: model, rules and goals, and provenance.
extension PlanWorkbook {
  /// The policy model's parts, the pools, the rules, and what the goals came to.
  var ruleSheet: SheetDraft {
    let scenario = plan.scenario
    var sheet = SheetDraft(words.ruleSheet)
    func section(_ title: String, _ headings: [String], _ lines: [[String]]) {
      if !sheet.rows.isEmpty { sheet.rows.append([]) }
      sheet.rows.append([.text(title, SheetStyle.section)])
      if !headings.isEmpty { sheet.rows.append(headings.map { .text($0, SheetStyle.heading) }) }
      for line in lines { sheet.rows.append(line.map { .text($0, SheetStyle.prose) }) }
    }
    section(
      words.modelCaption(scenario.model.title), words.modelHeadings,
      scenario.model.parts.map { part in
        [
          words.part(part), part.pools.map { words.list($0.map { words.pool(scenario.pools[$0]) }) } ?? words.allPools,
          part.because ?? "—",
        ]
      })
    section(words.poolsCaption, [words.poolHeading, words.total], [])
    for pool in scenario.pools {
      sheet.rows.append([.text(words.pool(pool), SheetStyle.prose), .count(pool.total, SheetStyle.whole)])
    }
    if scenario.rules.isEmpty {
      section(words.rulesCaption, [], [])
      sheet.rows.append([.text(words.noRules)])
    } else {
      section(
        words.rulesCaption, words.ruleHeadings,
        scenario.rules.map { rule in
          [
            words.requirement(rule, of: scenario), words.scope(rule.scope, of: scenario), rule.because ?? "—",
            rule.reference,
          ]
        })
    }
    section(words.goalsCaption, [], [])
    for goal in plan.solving.goals { sheet.rows.append([.text(words.goal(goal, of: scenario))]) }
    sheet.widths = [44, 32, 40, 20]
    return sheet
  }

  /// What the plan was made from and with.
  func provenanceSheet(_ provenance: Provenance) -> SheetDraft {
    var sheet = SheetDraft(words.provenanceTitle)
    var facts = [
      (words.modelLabel, plan.scenario.model.title), (words.versionLabel, "Allot \(provenance.version)"),
      (words.solverLabel, plan.solving.solver),
    ]
    if let date = plan.scenario.date { facts.append((words.asOfLabel, "\(date)")) }
    facts.append((words.dateLabel, provenance.date ?? words.noDate))
    sheet.rows = [[.text(words.provenanceTitle, SheetStyle.title)]]
    sheet.rows += facts.map { [.text($0.0, SheetStyle.prose), .text($0.1, SheetStyle.prose)] }
    let headings = words.provenanceHeadings
    sheet.rows += [[], [headings.file, headings.size, headings.digest].map { .text($0, SheetStyle.heading) }]
    sheet.rows += provenance.sources.map {
      [.text($0.name, SheetStyle.cell), .count($0.size, SheetStyle.whole), .text($0.sha256, SheetStyle.cell)]
    }
    sheet.widths = [28, 48, 70]
    return sheet
  }
}
