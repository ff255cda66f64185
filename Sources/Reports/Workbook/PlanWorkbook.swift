// SPDX-License-Identifier: GPL-3.0-or-later

internal import Documents
public import Spreadsheets
public import Staffing

/// A plan as an XLSX workbook to take to a meeting: the plan, a chart, reasons, flags, evenness, the inputs as they can be
/// read back, rules and goals, and what it was made from.
public struct PlanWorkbook: Sendable {
  let plan: Plan
  let words: Words
  let table: PlanTable
  let causes: QuotaCauses
  private let survey: MismatchSurvey
  private let provenance: Provenance

  /// The workbook of a plan in a language.
  ///
  /// - Parameters:
  ///   - causes: the way from need to quota.
  ///   - survey: what is out of line today, of the plan's scenario.
  ///   - provenance: what the plan was made from and with.
  public init(
    _ plan: Plan, _ language: Language, causes: QuotaCauses, survey: MismatchSurvey, provenance: Provenance
  ) {
    self.plan = plan
    self.causes = causes
    self.survey = survey
    self.provenance = provenance
    words = Words(language)
    table = PlanTable(plan)
  }

  /// The file; the same plan gives the same bytes. O(towns · pools · (parts + causes)).
  public func bytes() throws(WorkbookFault) -> [UInt8] { try draft.bytes() }

  /// What is written.
  var draft: WorkbookDraft {
    WorkbookDraft(
      title: plan.scenario.title,
      sheets: [
        planSheet, chartSheet,
      ] + (loadSheet.map { [$0] } ?? []) + [
        reasonSheet, flagSheet(survey), fairnessSheet, inputSheet, ruleSheet,
        provenanceSheet(provenance),
      ])
  }

  /// The levels of the hierarchy as the heading of one column, and a town's group under it.
  var groupHeading: String {
    plan.scenario.levels.indices.map { words.levelName($0, of: plan.scenario) }.joined(separator: "/")
  }

  func groupName(_ town: Int) -> String { plan.scenario.towns[town].group.joined(separator: "/") }

  /// Whether towns have groups.
  var hasGroups: Bool { plan.scenario.towns.contains { !$0.group.isEmpty } }

  /// The inputs, as a towns file has them.
  private var inputSheet: SheetDraft {
    let towns = TownsTable(plan.scenario, inChinese: words.language == .chinese)
    var sheet = SheetDraft(words.inputSheet)
    sheet.rows = [towns.columns.map { .text($0.heading, SheetStyle.heading) }]
    for row in towns.rows {
      sheet.rows.append(
        row.map { entry in
          switch entry {
          case .blank: CellDraft(.blank, SheetStyle.cell)
          case .text(let text): .text(text, SheetStyle.cell)
          case .number(let quantity): SheetStyle.exact(quantity)
          }
        })
    }
    sheet.widths = sheet.fittingWidths(from: 0, most: 24)
    sheet.frozenRows = 1
    sheet.repeatedRows = 1...1
    sheet.paper = towns.columns.count > 14 ? .a3 : .a4
    return sheet
  }
}

/// How the sheets look.
enum SheetStyle {
  static let title = CellStyle(isBold: true, size: 14)
  static let note = CellStyle(size: 10, color: 0x5B6570)
  static let section = CellStyle(isBold: true, size: 12)
  static let unit = CellStyle(size: 10, color: 0x5B6570, alignment: .right)
  static let heading = CellStyle(isBold: true, fill: 0xE3EAF2, hasBorder: true, wraps: true, alignment: .center)
  static let block = CellStyle(isBold: true, fill: 0xD0DCE9, hasBorder: true, alignment: .centerAcross)
  static let cell = CellStyle(hasBorder: true)
  static let prose = CellStyle(hasBorder: true, wraps: true, alignment: .left)
  static let whole = CellStyle(hasBorder: true, format: "#,##0")
  static let posts = CellStyle(hasBorder: true, format: "#,##0.00")
  static let load = CellStyle(hasBorder: true, format: "#,##0.0###")
  static let measure = CellStyle(hasBorder: true, format: "0.000000")
  static let percent = CellStyle(hasBorder: true, format: "0.0")
  static let change = CellStyle(hasBorder: true, format: "\"▲ +\"#,##0;\"▼ -\"#,##0;0")
  static let step = CellStyle(hasBorder: true, format: "+#,##0.00;-#,##0.00;0")
  static let over = CellStyle(hasBorder: true, format: "+#,##0;-#,##0;0")
  static let growth = CellStyle(hasBorder: true, format: "+#,##0.0;-#,##0.0;0.0")

  /// More is blue and less is orange, never green and red: red is a rise in Chinese tables.
  static let (blue, orange) = (0x0B5CAD, 0xB45309)
  /// Charts: today beside the plan, and the need.
  static let (today, planned, need) = (0x9AA5B1, 0x2F6FB3, 0xE08A2B)

  /// A style on the line of a sum.
  static func sum(_ style: CellStyle, isTotal: Bool) -> CellStyle {
    style.with {
      $0.isBold = true
      $0.fill = isTotal ? 0xE3EAF2 : 0xF2F5F9
    }
  }

  /// A figure as it was stated. A spreadsheet keeps fifteen digits of a number; what has more is kept as text.
  static func exact(_ quantity: Quantity) -> CellDraft {
    let digits = String(quantity.significand.magnitude)
    guard digits.utf8.count <= 15 else { return .text(quantity.description, cell.with { $0.alignment = .right }) }
    return CellDraft(.number(quantity.doubleValue), cell)
  }
}
