// SPDX-License-Identifier: GPL-3.0-or-later

internal import Spreadsheets

/// A file that holds a table, and which of its sheets where it is a workbook.
struct TableFile {
  /// The file's name, as it was stated.
  let name: String
  /// The sheet; `nil` for the first that is not hidden.
  var sheet: String?
  /// Where the sheet was named.
  var sheetPosition: Position?

  init(name: String, sheet: String? = nil, sheetPosition: Position? = nil) {
    self.name = name
    self.sheet = sheet
    self.sheetPosition = sheetPosition
  }

  /// The table; `nil` where it cannot be read, which is recorded. What a file is shows in its first bytes, whatever it is
  /// called; one that is called a workbook must be one.
  func table(
    _ path: String, faults: FaultCollector, noting sources: SourceCollector, isHeading: (String) -> Bool
  ) -> (any HeadedTable)? {
    do {
      let bytes = try TextFile.bytes(of: path, named: name)
      sources.add(SourceFile(name: name, bytes: bytes))
      if Workbook.begins(bytes) || name.lowercased().hasSuffix(".xlsx") {
        return SheetTable(try sheet(bytes), file: name, faults: faults, isHeading: isHeading)
      }
      if let sheetPosition { faults.add(.noEffect("sheet"), at: sheetPosition) }
      return CSVTable(try TextFile.utf8(bytes, named: name), file: name, faults: faults)
    } catch {
      faults.add(error)
      return nil
    }
  }

  private func sheet(_ bytes: [UInt8]) throws(DocumentFault) -> Sheet {
    do {
      return try Workbook(bytes).sheet(named: sheet)
    } catch {
      if case .noSheet = error, let sheetPosition { throw DocumentFault(.workbook(error), at: sheetPosition) }
      throw DocumentFault(.workbook(error), at: Position(file: name))
    }
  }
}
