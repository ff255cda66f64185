// SPDX-License-Identifier: GPL-3.0-or-later

internal import Concurrency
internal import Staffing

/// A table of comma-separated values (RFC 4180): a heading row and rows below it, with the line that each began on.
///
/// Fields are kept as places in the file's bytes and become text when they are asked for. Rows whose fields are all
/// blank are passed over. Our own reader, because those to be had have no line numbers and let an unterminated quote
/// swallow the rest without a word.
struct CSVTable: HeadedTable, Sendable {
  private struct Field: Sendable {
    private let bounds: (start: UInt32, end: UInt32)
    private static let doubledQuotes: UInt32 = 1 << 31

    /// No file has more bytes than ``TextFile/largestSize``, so that a bit is left for the quotes.
    init(start: Int, end: Int, hasDoubledQuotes: Bool) {
      let mark = hasDoubledQuotes ? Self.doubledQuotes : 0
      bounds = (UInt32(truncatingIfNeeded: start), UInt32(truncatingIfNeeded: end) | mark)
    }

    var start: Int { Int(bounds.start) }
    var end: Int { Int(bounds.end & ~Self.doubledQuotes) }
    /// Whether doubled quotes inside stand for one.
    var hasDoubledQuotes: Bool { bounds.end & Self.doubledQuotes != 0 }
  }

  /// Fields in the order of the file: as they were found, stretch by stretch, so that what threads read is put together
  /// without being copied.
  private struct Fields: Sendable {
    /// Those of the first stretch, which are mostly all.
    var top: [Field] = []
    /// Those of the stretches below it, each with how many are above.
    private var below: [(above: Int, fields: [Field])] = []

    var count: Int { (below.last?.above ?? 0) + (below.last?.fields ?? top).count }

    /// O(stretches).
    subscript(place: Int) -> Field {
      if place < top.count { return top[place] }
      var stretch = below.count - 1
      while below[stretch].above > place { stretch -= 1 }
      return below[stretch].fields[place - below[stretch].above]
    }

    /// Those of a stretch below, which was read by itself.
    mutating func append(_ other: Fields) { below.append((count, other.top)) }
  }

  typealias Row = TableRow

  /// The file's name, for positions.
  let file: String
  private let bytes: [UInt8]
  private var fields = Fields()
  /// The heading row.
  private(set) var headings = Row(line: 1, fields: 0..<0, count: 0)
  /// The rows below it.
  private(set) var rows: [Row] = []

  /// Reads a table; every row that cannot be read is a fault of its own. O(bytes).
  ///
  /// - Parameter workers: How many threads may be at work at once; what is read is the same whatever their number.
  init(_ bytes: [UInt8], file: String, faults: FaultCollector, workers: Int = 1) {
    self.bytes = bytes
    self.file = file
    let stretches = stretches(workers)
    if stretches.count > 1, let table = joined(stretches) {
      (fields, headings, rows) = (table.fields, table.headings, table.rows)
    } else {
      read(0..<bytes.count, faults)
    }
  }

  /// A field's text without blanks around it; empty where the row is too short.
  func text(_ row: Row, _ column: Int) -> String {
    guard column < row.count else { return "" }
    let field = fields[row.fields.lowerBound + column]
    let text = bytes.withUnsafeBufferPointer {
      String(decoding: UnsafeBufferPointer(rebasing: $0[field.start..<field.end]), as: UTF8.self)
    }
    if beginsWithText(field) && endsWithText(field) { return text }
    let plain = field.hasDoubledQuotes ? text.replacing("\"\"", with: "\"") : text
    return plain.trimmingBlanks
  }

  func isBlank(_ row: Row, _ column: Int) -> Bool {
    guard column < row.count else { return true }
    let field = fields[row.fields.lowerBound + column]
    return field.start == field.end || !beginsWithText(field) && text(row, column).isEmpty
  }

  func indentation(_ row: Row, _ column: Int) -> Int {
    guard column < row.count else { return 0 }
    let field = fields[row.fields.lowerBound + column]
    if beginsWithText(field) { return 0 }
    return String(decoding: bytes[field.start..<field.end], as: UTF8.self).indentation
  }

  /// Whether a field begins with a letter, a digit or an ideograph (U+4000–U+9FFF) and so with no blank.
  private func beginsWithText(_ field: Field) -> Bool {
    guard field.start < field.end else { return false }
    return switch bytes[field.start] {
    case 0x21...0x7E, 0xE4...0xE9: !field.hasDoubledQuotes
    default: false
    }
  }

  /// Whether a field ends with a letter, a digit or an ideograph (U+4000–U+9FFF) and so with no blank.
  private func endsWithText(_ field: Field) -> Bool {
    guard field.start < field.end else { return false }
    if (0x21...0x7E).contains(bytes[field.end - 1]) { return true }
    return field.end - field.start >= 3 && (0xE4...0xE9).contains(bytes[field.end - 3])
  }

  func plainNumber(_ row: Row, _ column: Int) -> Quantity? {
    guard column < row.count else { return nil }
    let field = fields[row.fields.lowerBound + column]
    var (digits, behindPoint, hasPoint) = (Int64(0), 0, false)
    // As many digits as a 64-bit number has room for whatever they are.
    guard (1...18).contains(field.end - field.start) else { return nil }
    for byte in bytes[field.start..<field.end] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits = digits &* 10 &+ Int64(byte &- UInt8(ascii: "0"))
        if hasPoint { behindPoint += 1 }
      case UInt8(ascii: ".") where !hasPoint: hasPoint = true
      default: return nil
      }
    }
    guard !hasPoint || field.end - field.start > 1 else { return nil }
    return Quantity(significand: digits, exponent: -behindPoint)
  }

  func surelyRepeats(_ row: Row, _ other: Row, _ column: Int) -> Bool {
    guard column < row.count, column < other.count else { return false }
    let (mine, theirs) = (fields[row.fields.lowerBound + column], fields[other.fields.lowerBound + column])
    return mine.hasDoubledQuotes == theirs.hasDoubledQuotes
      && bytes[mine.start..<mine.end].elementsEqual(bytes[theirs.start..<theirs.end])
  }

  func problem(_ row: Row, _ column: Int) -> DocumentFault.Problem? { nil }

  var canHaveProblems: Bool { false }

  /// What separates the headings instead of commas: a table of one column whose heading has semicolons or tabs.
  var foreignSeparator: String? {
    guard headings.count == 1 else { return nil }
    let heading = text(headings, 0)
    return heading.contains(";") ? ";" : heading.contains("\t") ? "TAB" : nil
  }

  /// Reads the rows that begin in a stretch of the bytes; lines are counted from its beginning. Returns the place and the
  /// line that come after them.
  ///
  /// - Parameter isBelowHeadings: Whether the headings are above the stretch.
  @discardableResult
  private mutating func read(
    _ stretch: Range<Int>, isBelowHeadings: Bool = false, _ faults: FaultCollector
  ) -> (position: Int, line: Int) {
    reserve(for: stretch)
    var isFirst = !isBelowHeadings
    var (position, line) = (stretch.lowerBound, 1)
    while position < stretch.upperBound {
      if !isFirst, readPlainRow(&position, line) {
        line += 1
        continue
      }
      let begin = fields.top.count
      let startLine = line
      let isSound = readRow(&position, &line, faults)
      let row = Row(line: startLine, fields: begin..<fields.top.count, count: fields.top.count - begin)
      // No town is to be taken for headings that cannot be read.
      if !isSound && isFirst { return (position, line) }
      if !isSound || (0..<row.count).allSatisfy({ isBlank(row, $0) }) { continue }
      // Excel's own line that names the separator; what it names shows in the headings.
      if isFirst && startLine == 1 && namesSeparator(row) { continue }
      if isFirst {
        headings = row
        isFirst = false
      } else {
        rows.append(row)
      }
    }
    if isFirst && faults.isEmpty { faults.add(.empty, at: Position(file: file)) }
    return (position, line)
  }

  /// Makes room for rows and fields as long as those at the beginning of a stretch, up to the end of the file.
  private mutating func reserve(for stretch: Range<Int>) {
    let sample = bytes[stretch.lowerBound...].prefix(1 << 16)
    let (lines, commas) = (sample.count { $0 == UInt8(ascii: "\n") } + 1, sample.count { $0 == UInt8(ascii: ",") })
    let times = Double(bytes.count - stretch.lowerBound) / Double(max(1, sample.count)) * 1.1
    rows.reserveCapacity(Int(Double(lines) * times) + 1)
    fields.top.reserveCapacity(Int(Double(lines + commas) * times) + 1)
  }

  /// Whether a row is `sep=,` or the like, with nothing but empty fields behind.
  private func namesSeparator(_ row: Row) -> Bool {
    let first = text(row, 0).lowercased()
    guard first.hasPrefix("sep="), first.count <= "sep=;".count else { return false }
    return (1..<max(1, row.count)).allSatisfy { isBlank(row, $0) }
  }

  /// Reads a row that ends with a line feed and has neither quotes nor carriage returns, and whose first field begins with text:
  /// so are nearly all. False, with nothing read, where the next row is another.
  private mutating func readPlainRow(_ position: inout Int, _ line: Int) -> Bool {
    let (first, start) = (fields.top.count, position)
    let end: Int? = bytes.withUnsafeBufferPointer { bytes in
      var (begin, place) = (start, start)
      while place < bytes.count {
        let byte = bytes[place]
        // The four bytes that matter are below all others that are common.
        guard byte <= UInt8(ascii: ",") else {
          place &+= 1
          continue
        }
        switch byte {
        case UInt8(ascii: ","):
          fields.top.append(Field(start: begin, end: place, hasDoubledQuotes: false))
          begin = place &+ 1
        case UInt8(ascii: "\n"):
          fields.top.append(Field(start: begin, end: place, hasDoubledQuotes: false))
          return place &+ 1
        case UInt8(ascii: "\""), UInt8(ascii: "\r"): return nil
        default: break
        }
        place &+= 1
      }
      return nil
    }
    guard let end, beginsWithText(fields[first]) else {
      fields.top.removeSubrange(first...)
      return false
    }
    rows.append(Row(line: line, fields: first..<fields.top.count, count: fields.top.count - first))
    position = end
    return true
  }

  private mutating func readRow(_ position: inout Int, _ line: inout Int, _ faults: FaultCollector) -> Bool {
    var isSound = true
    var column = 1
    while true {
      if !readField(&position, &line, column, faults) { isSound = false }
      guard position < bytes.count else { return isSound }
      switch bytes[position] {
      case UInt8(ascii: ","):
        position += 1
        column += 1
        // A comma at the end of the file opens one more, empty field.
        if position == bytes.count { fields.top.append(Field(start: position, end: position, hasDoubledQuotes: false)) }
      case UInt8(ascii: "\r"):
        position += 1
        if position < bytes.count, bytes[position] == UInt8(ascii: "\n") { position += 1 }
        line += 1
        return isSound
      default:
        position += 1
        line += 1
        return isSound
      }
      if position == bytes.count { return isSound }
    }
  }

  /// Reads up to the comma or line end that ends the field.
  private mutating func readField(
    _ position: inout Int, _ line: inout Int, _ column: Int, _ faults: FaultCollector
  ) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
      let start = position
      while position < bytes.count, !Self.endsField(bytes[position]) { position += 1 }
      fields.top.append(Field(start: start, end: position, hasDoubledQuotes: false))
      return true
    }
    let startLine = line
    position += 1
    let start = position
    var hasDoubledQuotes = false
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        guard position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "\"") else { break }
        hasDoubledQuotes = true
        position += 1
      } else if byte == UInt8(ascii: "\n") || (byte == UInt8(ascii: "\r") && !isFollowedByLineFeed(position)) {
        line += 1
      }
      position += 1
    }
    fields.top.append(Field(start: start, end: position, hasDoubledQuotes: hasDoubledQuotes))
    guard position < bytes.count else {
      faults.add(.unterminatedQuote, at: Position(file: file, line: startLine, column: column))
      return false
    }
    position += 1
    guard position == bytes.count || Self.endsField(bytes[position]) else {
      faults.add(.textAfterQuote, at: Position(file: file, line: line, column: column))
      while position < bytes.count, !Self.endsField(bytes[position]) { position += 1 }
      return false
    }
    return true
  }

  private func isFollowedByLineFeed(_ position: Int) -> Bool {
    position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "\n")
  }

  private static func endsField(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }
}

// MARK: - Several stretches at once

extension CSVTable {
  /// Shorter files are read in no time.
  private static var leastOfStretches: Int { 1 << 17 }

  /// The bytes cut at ends of lines, a stretch a thread; whether a row ends there as well is not looked at.
  private func stretches(_ workers: Int) -> [Range<Int>] {
    guard workers > 1, bytes.count >= Self.leastOfStretches else { return [] }
    var (stretches, start) = ([Range<Int>](), 0)
    for worker in 1..<workers {
      guard let end = bytes[(bytes.count / workers * worker)...].firstIndex(of: UInt8(ascii: "\n")) else { break }
      guard end + 1 > start, end + 1 < bytes.count else { continue }
      stretches.append(start..<end + 1)
      start = end + 1
    }
    return stretches + [start..<bytes.count]
  }

  /// The table of stretches that are read at once. `nil` where something has to be said of one, or a row goes on into the
  /// next, as a line end inside quotes has it: then all has to be read one after the other.
  private func joined(_ stretches: [Range<Int>]) -> CSVTable? {
    var parts = concurrentMap(stretches.count, workers: stretches.count) {
      [empty = self] place -> (table: CSVTable, lines: Int)? in
      var table = empty
      let faults = FaultCollector()
      let end = table.read(stretches[place], isBelowHeadings: place > 0, faults)
      guard faults.isEmpty, end.position == stretches[place].upperBound else { return nil }
      return (table, end.line - 1)
    }
    // Out of the list, so that the others are added to it and not to a copy.
    guard var (table, lines) = parts.removeFirst() else { return nil }
    for part in parts {
      guard let part else { return nil }
      let (fieldsAbove, linesAbove) = (table.fields.count, lines)
      table.fields.append(part.table.fields)
      table.rows += part.table.rows.lazy.map { row in
        Row(
          line: row.line + linesAbove,
          fields: row.fields.lowerBound + fieldsAbove..<row.fields.upperBound + fieldsAbove, count: row.count)
      }
      lines += part.lines
    }
    return table
  }
}

extension String {
  /// How many blanks the text begins with, ideographic ones included.
  var indentation: Int { unicodeScalars.prefix { $0.properties.isWhitespace }.count }

  /// The text without white space, ideographic spaces included, at both ends.
  var trimmingBlanks: String {
    guard let first = unicodeScalars.first, let last = unicodeScalars.last else { return self }
    if !first.isBlank && !last.isBlank { return self }
    let start = unicodeScalars.firstIndex { !$0.isBlank } ?? unicodeScalars.endIndex
    var end = unicodeScalars.endIndex
    while end > start, unicodeScalars[unicodeScalars.index(before: end)].isBlank {
      end = unicodeScalars.index(before: end)
    }
    return String(unicodeScalars[start..<end])
  }
}

extension Unicode.Scalar {
  /// Whether it is white space. Letters, digits and Chinese characters are told without a look into Unicode's tables,
  /// where nothing beyond U+3000 is white space.
  fileprivate var isBlank: Bool {
    (0x21...0x7E).contains(value) || value > 0x3000 ? false : properties.isWhitespace
  }
}
