// SPDX-License-Identifier: GPL-3.0-or-later

/// Where the fields of an MPS line are: between blanks, or in fixed columns.
enum MPSLayout {
  case free
  case fixed
}

/// The sections whose lines have a meaning here.
enum MPSSection: String {
  case rows = "ROWS"
  case columns = "COLUMNS"
  case rightHandSides = "RHS"
  case ranges = "RANGES"
  case bounds = "BOUNDS"
  case sense = "OBJSENSE"
}

/// One line of data, the same for both layouts.
struct MPSRecord {
  /// The type of a row or bound; empty elsewhere.
  var code = ""
  /// The row, the column, or the set of right-hand sides, ranges or bounds; empty for a set without a name.
  var name = ""
  /// Rows with their values; for a bound, the column with its value, which is empty where there is none.
  var pairs: [(name: String, value: String)] = []
}

/// One line of a file that is neither blank nor a comment.
struct MPSLine {
  let number: Int
  private let bytes: ArraySlice<UInt8>

  /// The lines of a text, without comments and blank ones. O(length).
  static func all(of text: String) -> [MPSLine] {
    let bytes = Array(text.utf8)
    var lines: [MPSLine] = []
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      guard let first = line.first, first != UInt8(ascii: "*"), !line.allSatisfy(isBlank) else { continue }
      lines.append(MPSLine(number: index + 1, bytes: line))
    }
    return lines
  }

  /// Whether the line opens a section: these begin in the first column.
  var isHeader: Bool { bytes.first.map { !Self.isBlank($0) } ?? false }

  /// The fields between blanks. O(length).
  var words: [String] {
    bytes.split(whereSeparator: Self.isBlank).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The marker that a line among the columns is, as `INTORG`; `nil` for any other line.
  static func marker(in words: [String]) -> String? {
    words.count >= 3 && words[1] == "'MARKER'" ? words[2].filter { $0 != "'" } : nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }
}

// MARK: - Free format

extension MPSRecord {
  /// A line of fields between blanks. A set's name may be left out: the number of fields tells.
  init(free words: [String], in section: MPSSection) throws(MPSFault.Problem) {
    switch section {
    case .rows:
      guard words.count == 2 else { throw .wrongFieldCount(words.count) }
      (code, name) = (words[0], words[1])
    case .columns:
      guard words.count == 3 || words.count == 5 else { throw .wrongFieldCount(words.count) }
      name = words[0]
      pairs = Self.pairs(words.dropFirst())
    case .rightHandSides, .ranges:
      guard (2...5).contains(words.count) else { throw .wrongFieldCount(words.count) }
      let isNamed = words.count % 2 == 1
      name = isNamed ? words[0] : ""
      pairs = Self.pairs(words.dropFirst(isNamed ? 1 : 0))
    case .bounds:
      self = try MPSRecord(freeBound: words)
    case .sense:
      guard words.count == 1 else { throw .wrongFieldCount(words.count) }
      name = words[0]
    }
  }

  private init(freeBound words: [String]) throws(MPSFault.Problem) {
    guard (2...4).contains(words.count) else { throw .wrongFieldCount(words.count) }
    code = words[0].uppercased()
    let hasValue = !MPSRecord.boundsWithoutValue.contains(code)
    guard words.count > 2 || !hasValue else { throw .wrongFieldCount(words.count) }
    let isNamed = words.count == (hasValue ? 4 : 3) || words.count == 4
    name = isNamed ? words[1] : ""
    let rest = words.dropFirst(isNamed ? 2 : 1)
    pairs = [(rest.first ?? "", hasValue ? rest.dropFirst().first ?? "" : "")]
  }

  /// The bounds that say all by their type; a value beside one is passed over.
  static let boundsWithoutValue: Set<String> = ["FR", "MI", "PL", "BV"]

  private static func pairs(_ words: ArraySlice<String>) -> [(name: String, value: String)] {
    stride(from: words.startIndex, to: words.endIndex - 1, by: 2).map { (words[$0], words[$0 + 1]) }
  }
}

// MARK: - Fixed format

extension MPSLine {
  /// The six fields of the fixed format, by byte columns from 1.
  private static let columns = [2...3, 5...12, 15...22, 25...36, 40...47, 50...61]

  /// The line's fields in fixed columns, blank ones empty. What stands apart beyond column 61 is passed over. O(length).
  func fixedFields() throws(MPSFault.Problem) -> [String] {
    // A carriage return ends a line; a tab has no column.
    let text = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
    for (offset, byte) in text.prefix(61).enumerated() where byte != UInt8(ascii: " ") {
      let column = offset + 1
      let isInField = Self.columns.contains { $0.contains(column) }
      guard isInField, byte != UInt8(ascii: "\t") else { throw .fieldOutOfPlace(column: column) }
    }
    // What stands beyond is a comment, unless the last number runs on into it.
    let around = text.dropFirst(60).prefix(2)
    if around.count == 2, around.allSatisfy({ $0 != UInt8(ascii: " ") }) { throw .fieldOutOfPlace(column: 62) }
    return Self.columns.map { field in
      var part = text.dropFirst(field.lowerBound - 1).prefix(field.count)
      while part.first == UInt8(ascii: " ") { part.removeFirst() }
      while part.last == UInt8(ascii: " ") { part.removeLast() }
      return String(decoding: part, as: UTF8.self)
    }
  }
}

extension MPSRecord {
  /// A line of the fixed format, where names may hold blanks.
  init(fixed fields: [String], in section: MPSSection) throws(MPSFault.Problem) {
    let filled = fields.count { !$0.isEmpty }
    guard fields.count == 6 else { throw .wrongFieldCount(filled) }
    (code, name) = (fields[0], fields[1])
    switch section {
    case .rows:
      guard filled == 2, !code.isEmpty, !name.isEmpty else { throw .wrongFieldCount(filled) }
    case .columns, .rightHandSides, .ranges:
      let hasSecond = !fields[4].isEmpty || !fields[5].isEmpty
      pairs = [(fields[2], fields[3])] + (hasSecond ? [(fields[4], fields[5])] : [])
      let isWhole = pairs.allSatisfy { !$0.name.isEmpty && !$0.value.isEmpty }
      guard code.isEmpty, isWhole, section != .columns || !name.isEmpty else { throw .wrongFieldCount(filled) }
    case .bounds:
      code = code.uppercased()
      let hasValue = !MPSRecord.boundsWithoutValue.contains(code)
      guard !code.isEmpty, !fields[2].isEmpty, !hasValue || !fields[3].isEmpty else { throw .wrongFieldCount(filled) }
      pairs = [(fields[2], hasValue ? fields[3] : "")]
    case .sense:
      guard filled == 1 else { throw .wrongFieldCount(filled) }
      name = fields.first { !$0.isEmpty } ?? ""
    }
  }
}
