// SPDX-License-Identifier: GPL-3.0-or-later

internal import Spreadsheets

/// A file that holds a table, and which of its sheets where it is a workbook.
struct TableFile {
  /// The file's name, as it was stated.
  let name: String
  /// Where it was stated; `nil` for where that is not told.
  var position: Position?
  /// The sheet; `nil` for the one that fits.
  var sheet: String?
  /// Where the sheet was named.
  var sheetPosition: Position?

  init(name: String, position: Position? = nil, sheet: String? = nil, sheetPosition: Position? = nil) {
    self.name = name
    self.position = position
    self.sheet = sheet
    self.sheetPosition = sheetPosition
  }

  /// The table; `nil` where it cannot be read, which is recorded. What a file is shows in its first bytes, whatever it is
  /// called; one that is called a workbook must be one.
  ///
  /// - Parameters:
  ///   - catalog: The headings that are looked for; `nil` where none are known, and the first sheet is taken.
  ///   - ignored: Headings that are passed over.
  ///   - workers: How many threads may be at work at once.
  func table(
    _ path: String, faults: FaultCollector, noting sources: SourceCollector, catalog: ColumnCatalog?,
    ignored: [String], workers: Int = 1
  ) -> (any HeadedTable)? {
    do {
      let bytes = try sources.bytes(of: path, named: name)
      if Workbook.begins(bytes) || name.lowercased().hasSuffix(".xlsx") {
        let sheet = try sheet(bytes, catalog, ignored)
        return SheetTable(sheet, file: name, faults: faults) { catalog?.knows($0) == true }
      }
      if let sheetPosition { faults.add(.noEffect("sheet"), at: sheetPosition) }
      return CSVTable(
        try TextFile.utf8(bytes, named: name, workers: workers), file: name, faults: faults, workers: workers)
    } catch {
      faults.add(error)
      return nil
    }
  }

  private func sheet(
    _ bytes: [UInt8], _ catalog: ColumnCatalog?, _ ignored: [String]
  ) throws(DocumentFault) -> Sheet {
    let fitting: [String]
    do {
      let workbook = try Workbook(bytes)
      guard sheet == nil, let catalog, workbook.visibleSheetNames.count > 1 else {
        return try workbook.sheet(named: sheet)
      }
      fitting = Self.fitting(workbook, catalog, ignored)
      if fitting.count <= 1 { return try workbook.sheet(named: fitting.first) }
    } catch {
      if case .noSheet = error, let sheetPosition { throw DocumentFault(.workbook(error), at: sheetPosition) }
      throw DocumentFault(.workbook(error), at: Position(file: name))
    }
    throw DocumentFault(.severalSheets(fitting, file: name), at: position ?? Position(file: name))
  }

  /// The visible sheets whose headings are those of towns with figures, as that of the inputs in a workbook of ours; where
  /// none is, the one with the most headings that are known, if any, so that what is wrong with it can be told.
  private static func fitting(_ workbook: Workbook, _ catalog: ColumnCatalog, _ ignored: [String]) -> [String] {
    var fitting: [String] = []
    var (nearest, most) = (String?.none, 0)
    for name in workbook.visibleSheetNames {
      // A sheet that cannot be read is not the one that is meant, as long as another is.
      guard let top = try? workbook.top(ofSheet: name, rows: SheetTable.deepestHeadings) else { continue }
      let headings = SheetTable.headings(of: top, isHeading: catalog.knows)
      if catalog.describesTowns(headings, ignoring: ignored) { fitting.append(name) }
      let known = headings.count(where: catalog.knows)
      if known > most { (nearest, most) = (name, known) }
    }
    return fitting.isEmpty ? nearest.map { [$0] } ?? [] : fitting
  }
}
