// SPDX-License-Identifier: GPL-3.0-or-later

internal import Spreadsheets
internal import Staffing

/// A workbook to fill in: the towns with their headings and units, lists to choose from and numbers that are checked as
/// they are typed, and a sheet of instructions. What is filled in is read as a towns file.
struct TownsForm {
  private let headings: [String]
  private let rows: [[String]]
  private let inChinese: Bool

  /// How many towns there is room for with checks; more can be typed below.
  private static let room = 2000

  /// A form with the headings and rows of a towns file of the scenario to start from.
  init(csv: String, inChinese: Bool) {
    let table = CSVTable(Array(csv.utf8), file: "", faults: FaultCollector())
    headings = (0..<table.headings.count).map { table.text(table.headings, $0) }
    rows = table.rows.map { row in (0..<row.count).map { table.text(row, $0) } }
    self.inChinese = inChinese
  }

  private func say(_ chinese: String, _ english: String) -> String { inChinese ? chinese : english }

  /// The file; always the same bytes.
  func bytes() throws(WorkbookFault) -> [UInt8] {
    try WorkbookDraft(title: say("镇街表", "Towns"), sheets: [form, instructions]).bytes()
  }

  // MARK: The form

  private var form: SheetDraft {
    let pools = ["administrative", "institutional"].map { Pool(id: $0, total: 0) }
    let catalog = ColumnCatalog(
      levels: ColumnCatalog.standardLevels, metrics: Metric.standard, declaredHeadings: [:], pools: pools)
    let columns = headings.map { catalog.column(named: $0) ?? catalog.column(named: Heading($0).name) }
    var sheet = SheetDraft(say("镇街", "towns"))
    let heading = CellStyle(isBold: true, fill: 0xD0DCE9, hasBorder: true, wraps: true, alignment: .center)
    sheet.rows = [headings.map { .text($0, heading) }]
    for row in rows {
      sheet.rows.append(
        zip(row, columns).map { text, column in
          guard !Self.isText(column), let quantity = Numeral.quantity(text) else { return .text(text) }
          return CellDraft(.number(quantity.doubleValue))
        })
    }
    sheet.widths = headings.map { heading in
      Double(max(10, min(18, 2 + heading.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) })))
    }
    sheet.textColumns = columns.indices.filter { Self.isText(columns[$0]) }.map { $0 + 1 }
    sheet.frozenRows = 1
    sheet.frozenColumns = (columns.firstIndex(of: .name) ?? 0) + 1
    sheet.repeatedRows = 1...1
    sheet.validations = columns.indices.compactMap { validation(columns[$0], heading: headings[$0], at: $0 + 1) }
    return sheet
  }

  private static func isText(_ column: TownColumn?) -> Bool {
    switch column {
    case .name, .kind, .level, nil: true
    default: false
    }
  }

  private func validation(_ column: TownColumn?, heading: String, at place: Int) -> SheetDraft.Validation? {
    let range = CellRange(rows: 2...Self.room + 1, columns: place...place)
    let title = String(heading.prefix(32))
    switch column {
    case nil, .name: return nil
    case .level:
      // Which counties there are only the planner knows: a list of the example's would be in the way.
      return SheetDraft.Validation(
        range, .anything,
        hint: (title, say("填写名称；同一个县（市、区）的写法须一致。", "Any name, written the same way in all its rows.")), refusal: "")
    case .kind:
      let kinds = inChinese ? ["镇", "街道", "乡"] : ["town", "subdistrict", "township"]
      return SheetDraft.Validation(
        range, .oneOf(kinds, orOthers: true), hint: (title, say("从列表选择。", "Choose from the list.")),
        refusal: say(
          "不在列表中。自定的类别须先写入 scenario.yaml 的 kinds。仍要使用吗？",
          "This is not in the list. Kinds of your own are named under kinds in scenario.yaml. Use it all the same?"))
    case .metric:
      return SheetDraft.Validation(
        range, .amount,
        hint: (
          title, say("按标题中的单位填写非负数；没有数据就留空。", "A number of at least 0 in the heading's unit; blank for no figure.")
        ),
        refusal: say("请填非负数；没有数据就留空。", "A number of at least 0 is needed; leave the cell blank for no figure."))
    default:
      return SheetDraft.Validation(
        range, .count,
        hint: (title, say("填写非负整数（名）；没有数据就留空。", "A whole number of at least 0; blank for no figure.")),
        refusal: say("请填非负整数；没有数据就留空。", "A whole number of at least 0 is needed; leave the cell blank for no figure."))
    }
  }

  // MARK: The instructions

  private var instructions: SheetDraft {
    var sheet = SheetDraft(say("填表说明", "instructions"))
    let title = CellStyle(isBold: true, size: 13)
    let prose = CellStyle(wraps: true, alignment: .left)
    sheet.rows = [[.text(say("填表说明", "How to fill in the form"), title)]]
    sheet.rows += (inChinese ? Self.chineseInstructions : Self.englishInstructions).map { [.text($0, prose)] }
    sheet.widths = [100]
    return sheet
  }

  private static let chineseInstructions = [
    "1. 在第一张工作表中一行填写一个镇街；示例各行可以改写或删去，不要留合计行。",
    "2. 标题在第一行，括号内是单位；可以改用别的单位，例如 常住人口(人)、管辖范围(公顷)、经济总量(万元)；单位也可以另写在标题下一行。",
    "3. 空白表示没有数据，不等于零；零请填 0。",
    "4. 类别从列表选择：镇、街道、乡。县（市、区）可填任何名称；不分县时可删去整列。",
    "5. 不用的列可以整列删去；核编办法用到的指标须保留。可增加的列：户籍人口(人)、财政收入(万元)、平均年龄(岁)、行政编制预计退休 等。",
    "6. 不要合并单元格。可以用公式，保存后以计算结果为准。可以另加工作表。",
    "7. 存为“Excel 工作簿（.xlsx）”，不设打开密码，然后运行 allot check 与 allot plan。",
  ]

  private static let englishInstructions = [
    "1. One row a town on the first sheet; the example rows may be changed or removed. No row of totals.",
    "2. The headings are in the first row, with units in brackets; others will do, as resident_population (10k people) or area (ha), "
      + "and units may stand in a row of their own below the headings.",
    "3. Blank means no figure, not zero; for zero type 0.",
    "4. The kind comes from the list: town, subdistrict, township. Any county will do; without counties, remove the column.",
    "5. Columns that are not needed may be removed, but not what the policy model uses. Others may be added: registered_population "
      + "(people), fiscal_revenue (10k yuan), mean_age (years), administrative_retirements …",
    "6. Merge no cells. Formulas will do; their values as last saved count. Further sheets may be added.",
    "7. Save as an Excel workbook (.xlsx) without a password; then run allot check and allot plan.",
  ]
}
