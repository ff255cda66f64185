// SPDX-License-Identifier: GPL-3.0-or-later

/// Why a workbook cannot be read or written.
public enum WorkbookFault: Error, Hashable, Sendable {
  /// The bytes are no XLSX workbook, nor any other kind that is known.
  case notAWorkbook
  /// A workbook of Excel 97–2003, `.xls`.
  case oldFormat
  /// A workbook that asks for a password to open.
  case passwordProtected
  /// A workbook of another program or kind, by the ending of its file name: `ods`, `xlsb`.
  case otherFormat(String)
  /// The archive, or one part of it, is cut off or otherwise damaged.
  case damaged(part: String?)
  /// A part of the workbook is no valid XML, or says what no worksheet can say, at this line of it.
  case invalidPart(String, line: Int)
  /// A part declares a document type, which no workbook has and which entity bombs are made of.
  case documentType(part: String)
  /// A part that every workbook has is not there.
  case missingPart(String)
  /// A part unpacks to more than so many bytes, or to more than a workbook's would by its packed size.
  case tooLarge(part: String, most: Int)
  /// A sheet has more cells than are read.
  case tooManyCells(sheet: String, most: Int)
  /// Every sheet is hidden.
  case noVisibleSheet
  /// There is no sheet of this name.
  case noSheet(String, among: [String])
  /// The workbook could not be written, in the system's or the library's words.
  case unwritable(String)
}
