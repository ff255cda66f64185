// SPDX-License-Identifier: GPL-3.0-or-later

internal import CXLSXWriter
internal import FoundationEssentials

/// A workbook to be written.
///
/// ```swift
/// var sheet = SheetDraft("方案")
/// sheet.rows = [[.text("镇街"), .text("方案")], [.text("河口镇"), .count(42)]]
/// let bytes = try WorkbookDraft(title: "方案", sheets: [sheet]).bytes()
/// ```
public struct WorkbookDraft: Sendable {
  /// The title among the file's properties.
  public var title: String
  /// The sheets; at least one.
  public var sheets: [SheetDraft]

  /// A workbook.
  public init(title: String, sheets: [SheetDraft]) {
    self.title = title
    self.sheets = sheets
  }

  /// The workbook as an XLSX file: the same draft gives the same bytes, for the day of its making is not told.
  /// O(cells).
  ///
  /// The library writes files alone, so that there is one for a moment, in the system's folder for temporary files.
  public func bytes() throws(WorkbookFault) -> [UInt8] {
    let url = FileManager.default.temporaryDirectory.appending(path: "allot-\(UUID().uuidString).xlsx")
    defer { try? FileManager.default.removeItem(at: url) }
    let file = url.path
    guard let workbook = workbook_new(file) else { throw .unwritable("libxlsxwriter") }
    do {
      try fill(workbook)
    } catch {
      lxw_workbook_free(workbook)
      throw error
    }
    try check(workbook_close(workbook))
    do {
      return [UInt8](try Data(contentsOf: url))
    } catch {
      throw .unwritable(file)
    }
  }

  private func fill(_ workbook: UnsafeMutablePointer<lxw_workbook>) throws(WorkbookFault) {
    try Self.withProperties(title) { workbook_set_properties(workbook, $0) }
    let names = SheetNames.valid(sheets.map(\.name))
    var formats = Formats(workbook)
    for (sheet, name) in zip(sheets, names) {
      guard let worksheet = workbook_add_worksheet(workbook, name) else { throw .unwritable(name) }
      try SheetWriter(sheet, name: name, workbook: workbook, worksheet: worksheet).write(&formats)
    }
  }

  private static func withProperties(
    _ title: String, _ body: (UnsafeMutablePointer<lxw_doc_properties>) -> lxw_error
  ) throws(WorkbookFault) {
    let text = strdup(title)
    defer { free(text) }
    var properties = lxw_doc_properties()
    properties.title = text
    // Midnight of 1 January 2000: any day will do that is always the same, and zero would be read as today.
    properties.created = 946_684_800
    try check(body(&properties))
  }
}

/// Turns the library's answer into a fault.
func check(_ error: lxw_error) throws(WorkbookFault) {
  guard error != LXW_NO_ERROR else { return }
  throw .unwritable(lxw_strerror(error).map { String(cString: $0) } ?? "\(error.rawValue)")
}

/// The formats of a workbook, one for each style, in the order of their first use.
struct Formats {
  private let workbook: UnsafeMutablePointer<lxw_workbook>
  private var formats: [CellStyle: UnsafeMutablePointer<lxw_format>] = [:]

  init(_ workbook: UnsafeMutablePointer<lxw_workbook>) { self.workbook = workbook }

  /// The format of a style.
  mutating func format(_ style: CellStyle) throws(WorkbookFault) -> UnsafeMutablePointer<lxw_format> {
    if let known = formats[style] { return known }
    guard let format = workbook_add_format(workbook) else { throw .unwritable("libxlsxwriter") }
    format_set_font_size(format, style.size)
    if style.isBold { format_set_bold(format) }
    if style.color != 0 { format_set_font_color(format, lxw_color_t(clamping: style.color)) }
    if let fill = style.fill { format_set_bg_color(format, lxw_color_t(clamping: fill)) }
    if style.hasBorder {
      format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_border_color(format, 0xB0B7BF)
    }
    if style.wraps { format_set_text_wrap(format) }
    if !style.format.isEmpty { format_set_num_format(format, style.format) }
    let alignment: lxw_format_alignments? =
      switch style.alignment {
      case .general: nil
      case .left: LXW_ALIGN_LEFT
      case .center: LXW_ALIGN_CENTER
      case .right: LXW_ALIGN_RIGHT
      case .centerAcross: LXW_ALIGN_CENTER_ACROSS
      }
    if let alignment { format_set_align(format, UInt8(alignment.rawValue)) }
    format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    formats[style] = format
    return format
  }

  /// A format that colours text and nothing else.
  func textColor(_ color: Int) throws(WorkbookFault) -> UnsafeMutablePointer<lxw_format> {
    guard let format = workbook_add_format(workbook) else { throw .unwritable("libxlsxwriter") }
    format_set_font_color(format, lxw_color_t(clamping: color))
    return format
  }
}
