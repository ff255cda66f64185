// SPDX-License-Identifier: GPL-3.0-or-later

internal import Spreadsheets
internal import Staffing

/// The sheets that say why: how each number came about, what is out of line today, and how evenly posts stand.
extension PlanWorkbook {
  /// From the parts of each need, in posts, by the steps to the quota.
  var reasonSheet: SheetDraft {
    let scenario = plan.scenario
    let parts = scenario.model.parts
    let steps = causes.all
    var sheet = SheetDraft(words.reasonSheet)
    let ending = [words.planRow, words.reasonRow]
    let headings =
      (hasGroups ? [groupHeading] : []) + [words.pageHeadings[1], words.poolHeading] + parts.map(words.part)
      + [words.needRow] + steps.map(words.cause) + ending
    let own = hasGroups ? 3 : 2
    func over(_ text: String, _ count: Int) -> [CellDraft] {
      (0..<count).map { $0 == 0 ? .text(text, SheetStyle.block) : CellDraft(.blank, SheetStyle.block) }
    }
    let blank = CellDraft(.blank, SheetStyle.heading)
    sheet.rows.append(
      Array(repeating: blank, count: own) + over(words.partsOfNeed, parts.count) + [blank]
        + over(words.stepsToPlan, steps.count) + [blank, blank])
    sheet.rows.append(headings.map { .text($0, SheetStyle.heading) })
    for town in scenario.listingOrder {
      for pool in scenario.pools.indices {
        let added = plan.needs.parts(town: town, pool: pool)
        let way = causes[town, pool]
        var cells: [CellDraft] = hasGroups ? [.text(groupName(town), SheetStyle.cell)] : []
        cells += [
          .text(scenario.towns[town].name, SheetStyle.cell), .text(words.pool(scenario.pools[pool]), SheetStyle.cell),
        ]
        cells += parts.indices.map { part in
          .number(added.first { $0.part == part }?.posts, SheetStyle.posts)
        }
        cells.append(.number(plan.needs[town, pool], SheetStyle.posts))
        // No step is a step of nothing, which is no dash.
        cells += steps.map { cause in .number(way.first { $0.cause == cause }?.posts ?? 0, SheetStyle.step) }
        cells.append(.count(plan.quotas[town][pool], SheetStyle.whole))
        cells.append(.text(words.reason(plan.reason(town: town, pool: pool), of: scenario), SheetStyle.prose))
        sheet.rows.append(cells)
      }
    }
    let last = sheet.rows.count
    sheet.widths = sheet.fittingWidths(from: 1, most: 40)
    sheet.frozenRows = 2
    sheet.frozenColumns = own
    sheet.repeatedRows = 1...2
    sheet.paper = headings.count > 12 ? .a3 : .a4
    if !steps.isEmpty, last > 2 {
      let start = own + parts.count + 2
      sheet.highlights = [
        SheetDraft.Highlight(
          CellRange(rows: 3...last, columns: start...start + steps.count - 1), above: SheetStyle.blue,
          below: SheetStyle.orange)
      ]
    }
    sheet.rows += [[], [.text(words.causesFootnote, SheetStyle.note)]]
    return sheet
  }

  /// What is out of line in today's staffing.
  func flagSheet(_ survey: MismatchSurvey) -> SheetDraft {
    var sheet = SheetDraft(words.flagSheet)
    sheet.rows = [
      [.text(words.mismatchTitle, SheetStyle.title)], words.flagHeadings.map { .text($0, SheetStyle.heading) },
    ]
    for mismatch in survey.mismatches {
      sheet.rows.append([
        .text(words.severity(mismatch.severity), SheetStyle.cell), .text(groupName(mismatch.town), SheetStyle.cell),
        .text(plan.scenario.towns[mismatch.town].name, SheetStyle.cell),
        .text(words.mismatch(mismatch, of: plan.scenario), SheetStyle.prose),
        .text(words.remedy(mismatch, of: plan.scenario), SheetStyle.prose),
      ])
    }
    if survey.mismatches.isEmpty { sheet.rows.append([.text(words.noMismatch, SheetStyle.note)]) }
    sheet.widths = [10, 16, 16, 80, 40]
    sheet.frozenRows = 2
    sheet.repeatedRows = 2...2
    return sheet
  }

  /// How evenly posts stand to people and land.
  var fairnessSheet: SheetDraft {
    let scenario = plan.scenario
    var sheet = SheetDraft(words.fairnessTitle)
    sheet.rows = [[.text(words.fairnessTitle, SheetStyle.title)]]
    let table = FairnessTable(plan)
    let metrics = Dictionary(grouping: table.rows, by: \.metric).sorted { $0.key < $1.key }
    for (metric, rows) in metrics {
      sheet.rows.append([])
      sheet.rows.append([
        .text(words.fairnessHeading(scenario.metrics[metric], towns: rows.first?.towns ?? 0), SheetStyle.section)
      ])
      sheet.rows.append(words.fairnessHeadings.map { .text($0, SheetStyle.heading) })
      for row in rows {
        let name = row.pool.map { words.pool(scenario.pools[$0]) } ?? words.together
        for (when, inequality) in [(words.today, row.today), (words.planned, row.planned)] {
          let measures = [
            inequality?.gini, inequality?.correctedGini, inequality?.theilT, inequality?.theilL,
            inequality?.coefficientOfVariation, inequality?.largestToSmallest,
          ]
          sheet.rows.append(
            [.text(name, SheetStyle.cell), .text(when, SheetStyle.cell)]
              + measures.map { .number($0, SheetStyle.measure) })
        }
      }
      if let level = table.level { sheet.rows += decomposition(of: rows, level: level) }
    }
    sheet.rows += [[], [.text(words.fairnessNote, SheetStyle.note)]]
    sheet.widths = [24] + Array(repeating: 13, count: 7)
    return sheet
  }

  /// How much of Theil's measures lies within the groups of a level and how much between them.
  private func decomposition(of rows: [FairnessTable.Row], level: Int) -> [[CellDraft]] {
    guard rows.contains(where: { $0.todayByGroup ?? $0.plannedByGroup != nil }) else { return [] }
    let scenario = plan.scenario
    var lines: [[CellDraft]] = [
      [],
      words.decompositionHeadings(level: words.levelName(level, of: scenario)).map { .text($0, SheetStyle.heading) },
    ]
    for row in rows {
      let name = row.pool.map { words.pool(scenario.pools[$0]) } ?? words.together
      for (when, parts) in [(words.today, row.todayByGroup), (words.planned, row.plannedByGroup)] {
        let measures = [parts?.within.theilT, parts?.between.theilT, parts?.within.theilL, parts?.between.theilL]
        lines.append(
          [.text(name, SheetStyle.cell), .text(when, SheetStyle.cell)]
            + measures.map { .number($0, SheetStyle.measure) })
      }
    }
    return lines
  }
}
