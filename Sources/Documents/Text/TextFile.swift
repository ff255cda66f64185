// SPDX-License-Identifier: GPL-3.0-or-later

internal import FoundationEssentials
#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Reading files as text, whatever Chinese offices save them as.
enum TextFile {
  /// The most that a text file may hold. A nation's towns take about 4 MB.
  static let largestSize = 256 << 20

  /// The file's text as UTF-8 bytes without a byte order mark; the file itself is noted among the sources.
  static func read(
    _ path: String, named name: String, noting sources: SourceCollector? = nil
  ) throws(DocumentFault) -> [UInt8] {
    let bytes = try bytes(of: path, named: name)
    sources?.add(SourceFile(name: name, bytes: bytes))
    return try utf8(bytes, named: name)
  }

  /// The file's bytes.
  static func bytes(of path: String, named name: String) throws(DocumentFault) -> [UInt8] {
    let position = Position(file: name)
    var isFolder: Bool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw DocumentFault(.notFound, at: position)
    }
    if isFolder { throw DocumentFault(.unreadable(systemWords(EISDIR)), at: position) }
    // By its path and not as a URL, in which `folder//../..` leads elsewhere than for the system.
    guard let data = FileManager.default.contents(atPath: path) else {
      throw DocumentFault(.unreadable(reasonNotToOpen(path)), at: position)
    }
    if data.count > largestSize { throw DocumentFault(.tooLarge(most: largestSize), at: position) }
    return [UInt8](data)
  }

  /// Why the system would not let a file be read, in its own words.
  private static func reasonNotToOpen(_ path: String) -> String {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK)
    guard descriptor >= 0 else { return systemWords(errno) }
    close(descriptor)
    // It can be opened, so that reading it is what failed.
    return systemWords(EIO)
  }

  private static func systemWords(_ code: Int32) -> String {
    strerror(code).map { String(cString: $0) } ?? "errno \(code)"
  }

  /// Text as UTF-8: by its byte order mark, else as strict UTF-8, else as GB18030. Without control characters, of which a
  /// terminal would obey some, and no text of a planner's has any.
  static func utf8(_ bytes: [UInt8], named name: String) throws(DocumentFault) -> [UInt8] {
    let text = try decoded(bytes, named: name)
    // Looked through without a stop first, many at once: as a rule there is none.
    let controls = text.withUnsafeBufferPointer { $0.reduce(UInt8(0)) { $0 | (Self.isControl($1) ? 1 : 0) } }
    if controls != 0, let place = text.firstIndex(where: Self.isControl) {
      let line = text[..<place].count { $0 == UInt8(ascii: "\n") } + 1
      throw DocumentFault(.controlCharacter(UInt32(text[place])), at: Position(file: name, line: line))
    }
    return text
  }

  /// As ``Unicode/Scalar/isControl``, of a byte that is a character of its own.
  private static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 ? byte != 0x09 && byte != 0x0A && byte != 0x0D : byte == 0x7F
  }

  private static func decoded(_ bytes: [UInt8], named name: String) throws(DocumentFault) -> [UInt8] {
    let position = Position(file: name)
    let kinds: [(kind: String, mark: [UInt8])] = [
      ("xlsx", [0x50, 0x4B, 0x03, 0x04]), ("xls", [0xD0, 0xCF, 0x11, 0xE0]), ("UTF-16", [0xFF, 0xFE]),
      ("UTF-16", [0xFE, 0xFF]), ("pdf", [0x25, 0x50, 0x44, 0x46]),
    ]
    if let match = kinds.first(where: { bytes.starts(with: $0.mark) }) {
      throw DocumentFault(.binary(kind: match.kind), at: position)
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      let text = Array(bytes.dropFirst(3))
      guard isUTF8(text) else { throw DocumentFault(.notText(offset: validPrefix(text) + 3), at: position) }
      return text
    }
    if isUTF8(bytes) { return bytes }
    do {
      return try GB18030.decode(bytes, named: name)
    } catch {
      // Of the two readings, the one that got further is likelier to be meant.
      guard case .notText(let offset) = error.problem else { throw error }
      throw DocumentFault(.notText(offset: max(offset, validPrefix(bytes))), at: position)
    }
  }

  private static func isUTF8(_ bytes: [UInt8]) -> Bool {
    String(validating: bytes, as: UTF8.self) != nil
  }

  private static func validPrefix(_ bytes: [UInt8]) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var length = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { length += UTF8.width(scalar) }
    return length
  }
}
