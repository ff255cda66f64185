// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads the part of a sheet.
final class SheetReader: XMLHandler {
  /// The most cells that are read: 41,000 towns with a hundred columns each.
  static let mostCells = 4_000_000

  private(set) var isInvalid = false
  private(set) var fault: WorkbookFault?
  private(set) var hasEnough = false

  private let name: String
  private let strings: [String]
  private let areDates: [Bool]
  private let countsFrom1904: Bool
  /// How many rows are wanted of those that are not blank.
  private let rowsWanted: Int?
  private var rowsRead = 0
  private var cells: [Sheet.Cell] = []
  private var merged: [CellRange] = []
  /// Whether the cells came in order, as they should.
  private var isOrdered = true

  private var isInData = false
  private var row = 0
  private var column = 0
  private var cell: OpenCell?
  /// What takes in the text that comes next.
  private enum Target { case nothing, value, inline }
  private var target = Target.nothing
  private var isInReading = false

  private struct OpenCell {
    enum Kind { case number, shared, text, inline, boolean, error, date }
    let kind: Kind
    let isDate: Bool
    var hasFormula = false
    var value: [UInt8] = []
    var inline: [UInt8] = []
  }

  init(name: String, strings: [String], areDates: [Bool], countsFrom1904: Bool, rows: Int? = nil) {
    self.name = name
    self.strings = strings
    self.areDates = areDates
    self.countsFrom1904 = countsFrom1904
    rowsWanted = rows
  }

  /// What was read.
  var sheet: Sheet {
    if isOrdered { return Sheet(name: name, cells: cells, merged: merged) }
    // Of cells that are there twice the later counts, as for Excel.
    var last: [CellReference: Sheet.Cell] = [:]
    for cell in cells { last[cell.reference] = cell }
    return Sheet(name: name, cells: last.values.sorted { $0.reference < $1.reference }, merged: merged)
  }

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == "c", isInData {
      begin(attributes)
    } else if name == "v" {
      target = cell == nil ? .nothing : .value
    } else if name == "f" {
      cell?.hasFormula = true
    } else if name == "t" {
      target = cell == nil || isInReading ? .nothing : .inline
    } else if name == "rPh" {
      isInReading = true
    } else if name == "row", isInData {
      let stated = attributes["r"]
      row = stated.map { Int($0) ?? 0 } ?? row + 1
      column = 0
      if !(1...CellReference.largestRow).contains(row) { isInvalid = true }
    } else if name == "sheetData" {
      isInData = true
    } else if name == "mergeCell" {
      guard let range = attributes["ref"].flatMap({ CellRange($0) }) else {
        isInvalid = true
        return
      }
      if range.count > 1 { merged.append(range) }
      if merged.count > PartLimits.texts { isInvalid = true }
    }
  }

  private func begin(_ attributes: XMLAttributes) {
    if let text = attributes.bytes("r") {
      guard let reference = CellReference(bytes: CText(text)) else {
        isInvalid = true
        return
      }
      (row, column) = (reference.row, reference.column)
    } else {
      // Programs that write cells one after another leave their places out.
      column += 1
      if row < 1 || column > CellReference.largestColumn { isInvalid = true }
    }
    let kind: OpenCell.Kind
    switch attributes["t"] {
    case "s": kind = .shared
    case "str": kind = .text
    case "inlineStr": kind = .inline
    case "b": kind = .boolean
    case "e": kind = .error
    case "d": kind = .date
    default: kind = .number
    }
    let style = kind == .number ? attributes["s"].flatMap { Int($0) } : nil
    cell = OpenCell(kind: kind, isDate: style.map { areDates.indices.contains($0) && areDates[$0] } ?? false)
  }

  func text(_ piece: UnsafeBufferPointer<UInt8>) {
    switch target {
    case .nothing: break
    case .value: cell?.value += piece
    case .inline: cell?.inline += piece
    }
    if let cell, max(cell.value.count, cell.inline.count) > PartLimits.text { isInvalid = true }
  }

  func end(_ name: XMLName) {
    if name == "v" || name == "t" {
      target = .nothing
    } else if name == "rPh" {
      isInReading = false
    } else if name == "sheetData" {
      isInData = false
    } else if name == "c", let finished = cell {
      cell = nil
      if let value = value(of: finished) { add(value) }
    }
  }

  private func add(_ value: Sheet.Value) {
    let reference = CellReference(row: row, column: column)
    if cells.last?.reference.row != row {
      rowsRead += 1
      if let rowsWanted, rowsRead > rowsWanted {
        hasEnough = true
        return
      }
    }
    if let last = cells.last, !(last.reference < reference) { isOrdered = false }
    cells.append(Sheet.Cell(reference: reference, value: value))
    if cells.count > Self.mostCells { fault = .tooManyCells(sheet: name, most: Self.mostCells) }
  }

  private func value(of cell: OpenCell) -> Sheet.Value? {
    let text = String(decoding: cell.value, as: UTF8.self)
    if text.isEmpty, cell.kind != .inline {
      // A formula that came to an empty text is one whose kind is text.
      return cell.hasFormula && cell.kind != .text ? .formulaWithoutValue : nil
    }
    switch cell.kind {
    case .shared:
      guard let place = Int(text), strings.indices.contains(place) else {
        isInvalid = true
        return nil
      }
      return strings[place].isEmpty ? nil : .text(strings[place])
    case .text: return .text(EscapedText.plain(cell.value))
    case .inline: return cell.inline.isEmpty ? nil : .text(EscapedText.plain(cell.inline))
    case .boolean: return .boolean(text == "1" || text == "true")
    case .error: return .error(text)
    case .date: return .date(text)
    case .number:
      guard let numeral = CellNumeral.plain(text) else { return .text(text) }
      guard cell.isDate else { return .number(numeral) }
      return .date(Double(text).flatMap { CellNumeral.day($0, from1904: countsFrom1904) } ?? numeral)
    }
  }
}

/// The bytes of a C string.
private struct CText: Sequence, IteratorProtocol {
  private var place: UnsafePointer<CChar>

  init(_ start: UnsafePointer<CChar>) { place = start }

  mutating func next() -> UInt8? {
    guard place.pointee != 0 else { return nil }
    defer { place += 1 }
    return UInt8(bitPattern: place.pointee)
  }
}
