// SPDX-License-Identifier: GPL-3.0-or-later

/// An XLSX workbook (ECMA-376), opened for reading.
///
/// ```swift
/// let sheet = try Workbook(bytes).sheet()
/// for cell in sheet.cells { print(cell.reference, cell.value) }
/// ```
public struct Workbook {
  /// The sheets' names, in their order; hidden ones included.
  public let sheetNames: [String]

  private let archive: ZipArchive
  private let part: WorkbookPart
  private let relationships: [String: Relationship]
  private let shared = SharedParts()

  /// What all sheets refer to, unpacked when the first is read.
  private final class SharedParts {
    var strings: [String]?
    var areDates: [Bool]?
  }

  /// Whether bytes begin as a workbook does, of whatever age.
  public static func begins(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: zipMark) || bytes.starts(with: compoundMark)
  }

  private static let zipMark: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
  private static let compoundMark: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]

  /// Opens a workbook. O(bytes): they are copied, and nothing but the list of sheets is unpacked.
  public init(_ bytes: [UInt8]) throws(WorkbookFault) {
    if bytes.starts(with: Self.compoundMark) {
      throw Self.holds("EncryptedPackage", bytes) ? WorkbookFault.passwordProtected : .oldFormat
    }
    guard bytes.starts(with: Self.zipMark) else { throw .notAWorkbook }
    archive = try ZipArchive(bytes)
    guard archive.has("_rels/.rels") else {
      // OpenDocument has its kind as the text of its first part.
      let isOpenDocument = archive.has("META-INF/manifest.xml") && archive.has("content.xml")
      throw isOpenDocument ? WorkbookFault.otherFormat("ods") : .notAWorkbook
    }
    let top = try Relationship.all(of: "", in: archive).values.filter { $0.kind == "officeDocument" }
    guard let target = top.map(\.target).min() else { throw .notAWorkbook }
    if target.lowercased().hasSuffix(".bin") { throw .otherFormat("xlsb") }
    part = WorkbookPart()
    try XMLPart.read(target, of: archive, into: part)
    guard part.isWorkbook else { throw .notAWorkbook }
    relationships = try Relationship.all(of: target, in: archive)
    sheetNames = part.sheets.map(\.name)
  }

  /// Whether a name stands in the directory of a compound file, whose names are UTF-16.
  private static func holds(_ name: String, _ bytes: [UInt8]) -> Bool {
    let wanted = name.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    var start = 0
    while start + wanted.count <= bytes.count {
      // Entries of the directory begin at multiples of 128.
      if bytes[start..<start + wanted.count].elementsEqual(wanted) { return true }
      start += 128
    }
    return false
  }

  /// The names of the sheets that have cells and are not hidden, in their order.
  public var visibleSheetNames: [String] { worksheets.filter(\.isVisible).map(\.name) }

  /// The sheets that have cells: not those that are charts or macros.
  private var worksheets: [WorkbookPart.Sheet] {
    part.sheets.filter { relationships[$0.relationship]?.kind == "worksheet" }
  }

  /// A sheet by its name, or the first that is not hidden. O(bytes of the sheet and of the texts that sheets share).
  public func sheet(named name: String? = nil) throws(WorkbookFault) -> Sheet { try sheet(named: name, rows: nil) }

  /// The first so many rows of a sheet that are not blank, without what is merged. O(bytes of these rows and of the texts
  /// that sheets share).
  public func top(ofSheet name: String, rows: Int) throws(WorkbookFault) -> Sheet { try sheet(named: name, rows: rows) }

  private func sheet(named name: String?, rows: Int?) throws(WorkbookFault) -> Sheet {
    let worksheets = worksheets
    let chosen = name == nil ? worksheets.first(where: \.isVisible) : worksheets.first { $0.name == name }
    guard let chosen, let target = relationships[chosen.relationship]?.target else {
      if let name { throw .noSheet(name, among: worksheets.map(\.name)) }
      throw .noVisibleSheet
    }
    let reader = SheetReader(
      name: chosen.name, strings: try strings(), areDates: try areDates(), countsFrom1904: part.countsFrom1904,
      rows: rows)
    try XMLPart.read(target, of: archive, into: reader)
    return reader.sheet
  }

  private func strings() throws(WorkbookFault) -> [String] {
    if let known = shared.strings { return known }
    let strings = SharedStrings()
    if let part = target(of: "sharedStrings") { try XMLPart.read(part, of: archive, into: strings) }
    shared.strings = strings.texts
    return strings.texts
  }

  private func areDates() throws(WorkbookFault) -> [Bool] {
    if let known = shared.areDates { return known }
    let styles = CellStyles()
    if let part = target(of: "styles") { try XMLPart.read(part, of: archive, into: styles) }
    shared.areDates = styles.areDates
    return styles.areDates
  }

  private func target(of kind: String) -> String? {
    relationships.values.filter { $0.kind == kind }.map(\.target).min()
  }
}

/// The cells of one sheet.
public struct Sheet: Sendable {
  /// The sheet's name.
  public let name: String
  /// The cells that are not blank, by rows and columns; none twice.
  public let cells: [Cell]
  /// Rectangles that are merged into one cell, the value of which stands in their first.
  public let merged: [CellRange]

  /// One cell that is not blank.
  public struct Cell: Hashable, Sendable {
    /// Where it is.
    public let reference: CellReference
    /// What it holds.
    public let value: Value
  }

  /// What a cell holds; of a formula what it came to when the workbook was last saved.
  public enum Value: Hashable, Sendable {
    /// Text; of rich text the words.
    case text(String)
    /// A number, as a plain decimal numeral of no more than fifteen digits.
    case number(String)
    /// A day or a time: a number under a format that shows it so; as `2024-03-01` where it is a day.
    case date(String)
    /// A truth value.
    case boolean(Bool)
    /// An error, as `#DIV/0!`.
    case error(String)
    /// A formula whose value was never kept, as programs write it that cannot calculate.
    case formulaWithoutValue
  }

  /// A sheet.
  public init(name: String, cells: [Cell], merged: [CellRange] = []) {
    self.name = name
    self.cells = cells
    self.merged = merged
  }
}
