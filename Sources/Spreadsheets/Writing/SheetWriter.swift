// SPDX-License-Identifier: GPL-3.0-or-later

internal import CXLSXWriter
internal import FoundationEssentials

/// Writes one sheet of a workbook.
struct SheetWriter {
  private let sheet: SheetDraft
  private let name: String
  private let workbook: UnsafeMutablePointer<lxw_workbook>
  private let worksheet: UnsafeMutablePointer<lxw_worksheet>

  init(
    _ sheet: SheetDraft, name: String, workbook: UnsafeMutablePointer<lxw_workbook>,
    worksheet: UnsafeMutablePointer<lxw_worksheet>
  ) {
    self.sheet = sheet
    self.name = name
    self.workbook = workbook
    self.worksheet = worksheet
  }

  func write(_ formats: inout Formats) throws(WorkbookFault) {
    guard sheet.rows.count <= CellReference.largestRow,
      sheet.rows.allSatisfy({ $0.count <= CellReference.largestColumn })
    else { throw .unwritable(name) }
    for (column, width) in sheet.widths.enumerated() {
      let isText = sheet.textColumns.contains(column + 1)
      let format = isText ? try formats.format(CellStyle(format: "@")) : nil
      try check(worksheet_set_column(worksheet, lxw_col_t(column), lxw_col_t(column), width, format))
    }
    for (row, cells) in sheet.rows.enumerated() {
      // Programs do not all fit rows to text that goes on below itself.
      let lines = sheet.lines(of: cells)
      if lines > 1 {
        try check(worksheet_set_row(worksheet, lxw_row_t(row), min(409, 15 * Double(lines)), nil))
      }
      for (column, cell) in cells.enumerated() {
        try write(cell, lxw_row_t(row), lxw_col_t(column), &formats)
      }
    }
    if sheet.frozenRows > 0 || sheet.frozenColumns > 0 {
      worksheet_freeze_panes(worksheet, lxw_row_t(clamping: sheet.frozenRows), lxw_col_t(clamping: sheet.frozenColumns))
    }
    try setUpPages()
    for highlight in sheet.highlights { try write(highlight, formats) }
    for validation in sheet.validations { try write(validation) }
    let charts = ChartWriter(sheet: name, workbook: workbook, worksheet: worksheet)
    for chart in sheet.charts { try charts.write(chart) }
  }

  private func write(
    _ cell: CellDraft, _ row: lxw_row_t, _ column: lxw_col_t, _ formats: inout Formats
  ) throws(WorkbookFault) {
    let isPlain = cell.style == CellStyle()
    let format = isPlain ? nil : try formats.format(cell.style)
    switch cell.content {
    case .blank:
      if format != nil { try check(worksheet_write_blank(worksheet, row, column, format)) }
    case .text(let text): try check(worksheet_write_string(worksheet, row, column, Self.escaped(text), format))
    // The library would write these as words that no program reads.
    case .number(let number) where !number.isFinite:
      try check(worksheet_write_string(worksheet, row, column, "—", format))
    case .number(let number): try check(worksheet_write_number(worksheet, row, column, number, format))
    case .formula(let formula, let value):
      try check(worksheet_write_formula_num(worksheet, row, column, "=" + formula, format, value.isFinite ? value : 0))
    }
  }

  /// Text in which `_x0041_` stays what it is: readers take it for an A. A zero, which no text can hold, goes.
  private static func escaped(_ text: String) -> String {
    let text = text.utf8.contains(0) ? text.replacing("\0", with: "") : text
    guard text.utf8.contains(UInt8(ascii: "_")), text.contains("_x") else { return text }
    return text.replacing(/_(?=x[0-9A-Fa-f]{4}_)/, with: "_x005F_")
  }

  private func setUpPages() throws(WorkbookFault) {
    worksheet_set_landscape(worksheet)
    worksheet_set_paper(worksheet, sheet.paper == .a3 ? 8 : 9)
    worksheet_fit_to_pages(worksheet, 1, 0)
    worksheet_set_margins(worksheet, 0.4, 0.4, 0.6, 0.6)
    // The page's number and how many there are.
    try check(worksheet_set_footer(worksheet, "&C&P / &N"))
    if let rows = sheet.repeatedRows {
      try check(
        worksheet_repeat_rows(worksheet, lxw_row_t(rows.lowerBound - 1), lxw_row_t(rows.upperBound - 1)))
    }
  }

  private func write(_ highlight: SheetDraft.Highlight, _ formats: Formats) throws(WorkbookFault) {
    let sides = [
      (LXW_CONDITIONAL_CRITERIA_GREATER_THAN, highlight.above), (LXW_CONDITIONAL_CRITERIA_LESS_THAN, highlight.below),
    ]
    for (criterion, color) in sides {
      var condition = lxw_conditional_format()
      condition.type = UInt8(LXW_CONDITIONAL_TYPE_CELL.rawValue)
      condition.criteria = UInt8(criterion.rawValue)
      condition.value = 0
      condition.format = try formats.textColor(color)
      let range = highlight.range
      try check(
        worksheet_conditional_format_range(
          worksheet, lxw_row_t(range.rows.lowerBound - 1), lxw_col_t(range.columns.lowerBound - 1),
          lxw_row_t(range.rows.upperBound - 1), lxw_col_t(range.columns.upperBound - 1), &condition))
    }
  }

  private func write(_ validation: SheetDraft.Validation) throws(WorkbookFault) {
    var texts: [UnsafeMutablePointer<CChar>?] = []
    func text(_ text: String) -> UnsafeMutablePointer<CChar>? {
      texts.append(strdup(text))
      return texts.last.flatMap { $0 }
    }
    defer { for text in texts { free(text) } }
    var draft = lxw_data_validation()
    var list: [UnsafeMutablePointer<CChar>?] = []
    switch validation.accepted {
    case .oneOf(let names, let orOthers):
      draft.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
      list = names.map(text) + [nil]
      if orOthers { draft.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_WARNING.rawValue) }
    case .anything: draft.validate = UInt8(LXW_VALIDATION_TYPE_ANY.rawValue)
    case .count: draft.validate = UInt8(LXW_VALIDATION_TYPE_INTEGER.rawValue)
    case .amount: draft.validate = UInt8(LXW_VALIDATION_TYPE_DECIMAL.rawValue)
    }
    if validation.accepted.hasLimit {
      draft.criteria = UInt8(LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO.rawValue)
    }
    if let hint = validation.hint {
      draft.input_title = text(hint.title)
      draft.input_message = text(hint.text)
    }
    if !validation.refusal.isEmpty { draft.error_message = text(validation.refusal) }
    let range = validation.range
    let result = list.withUnsafeMutableBufferPointer { list in
      if !list.isEmpty { draft.value_list = list.baseAddress }
      return worksheet_data_validation_range(
        worksheet, lxw_row_t(range.rows.lowerBound - 1), lxw_col_t(range.columns.lowerBound - 1),
        lxw_row_t(range.rows.upperBound - 1), lxw_col_t(range.columns.upperBound - 1), &draft)
    }
    try check(result)
  }
}

extension SheetDraft.Validation.Accepted {
  /// Whether numbers are held against zero.
  fileprivate var hasLimit: Bool {
    switch self {
    case .oneOf, .anything: false
    case .count, .amount: true
    }
  }
}
