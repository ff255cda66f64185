// SPDX-License-Identifier: GPL-3.0-or-later

internal import Concurrency
internal import FoundationEssentials
#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The system's `read`, which goes by the name of ours below.
private func readBytes(_ descriptor: Int32, _ buffer: UnsafeMutablePointer<UInt8>?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}

/// Reading files as text, whatever Chinese offices save them as.
enum TextFile {
  /// The most that a text file may hold. A nation's towns take about 4 MB.
  static let largestSize = 256 << 20

  /// The file's text as UTF-8 bytes without a byte order mark; the file itself is noted among the sources.
  static func read(
    _ path: String, named name: String, noting sources: SourceCollector? = nil
  ) throws(DocumentFault) -> [UInt8] {
    guard let sources else { return try utf8(bytes(of: path, named: name), named: name) }
    return try utf8(sources.bytes(of: path, named: name), named: name)
  }

  /// The file's bytes.
  static func bytes(of path: String, named name: String) throws(DocumentFault) -> [UInt8] {
    let position = Position(file: name)
    var isFolder: Bool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw DocumentFault(.notFound, at: position)
    }
    if isFolder { throw DocumentFault(.unreadable(systemWords(EISDIR)), at: position) }
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw DocumentFault(.unreadable(systemWords(errno)), at: position) }
    defer { close(descriptor) }
    let bytes = try contents(of: descriptor, at: position)
    if bytes.count > largestSize { throw DocumentFault(.tooLarge(most: largestSize), at: position) }
    return bytes
  }

  /// The bytes of an open file, all of them or more than the largest size, straight to where they stay.
  private static func contents(of descriptor: Int32, at position: Position) throws(DocumentFault) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw DocumentFault(.unreadable(systemWords(errno)), at: position) }
    // Pipes and the like have no size; of all others it is known, and one byte more shows that this was the end.
    var room = min(max(4096, Int(status.st_size)), largestSize) + 1
    var bytes: [UInt8] = []
    while true {
      let (before, size) = (bytes.count, room)
      var reason: Int32?
      let more = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        while count < size {
          let got = readBytes(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
          if got < 0 && errno == EINTR { continue }
          if got < 0 { reason = errno }
          guard got > 0 else { return }
          count += got
        }
      }
      if let reason { throw DocumentFault(.unreadable(systemWords(reason)), at: position) }
      if before == 0 { bytes = more } else { bytes += more }
      guard more.count == size, bytes.count <= largestSize else { return bytes }
      room = bytes.count
    }
  }

  private static func systemWords(_ code: Int32) -> String {
    strerror(code).map { String(cString: $0) } ?? "errno \(code)"
  }

  /// Text as UTF-8: by its byte order mark, else as strict UTF-8, else as GB18030. Without control characters, of which a
  /// terminal would obey some, and no text of a planner's has any.
  ///
  /// - Parameter workers: How many threads may be at work at once.
  static func utf8(_ bytes: [UInt8], named name: String, workers: Int = 1) throws(DocumentFault) -> [UInt8] {
    try refuseOthers(bytes, named: name)
    // Mostly it is plain text, which any number of threads can tell a stretch each.
    if isPlain(bytes, workers) { return bytes }
    let text = try decoded(bytes, named: name)
    // Looked through many at once first: as a rule there is none.
    if hasControls(text[...]), let place = text.firstIndex(where: Self.isControl) {
      let line = text[..<place].count { $0 == UInt8(ascii: "\n") } + 1
      throw DocumentFault(.controlCharacter(UInt32(text[place])), at: Position(file: name, line: line))
    }
    return text
  }

  /// As ``Unicode/Scalar/isControl``, of a byte that is a character of its own.
  private static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 ? byte != 0x09 && byte != 0x0A && byte != 0x0D : byte == 0x7F
  }

  /// Whether some byte is a control character: eight bytes at once are looked at closely where one of them is below a blank,
  /// but for line feeds, or the last of ASCII.
  private static func hasControls(_ text: ArraySlice<UInt8>) -> Bool {
    let (ones, tops) = (UInt64(0x0101_0101_0101_0101), UInt64(0x8080_8080_8080_8080))
    return text.withUnsafeBytes { bytes in
      var place = 0
      while place &+ 8 <= bytes.count {
        let eight = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        let (last, lineFeeds) = (eight ^ (ones &* 0x7F), eight ^ (ones &* 0x0A))
        // The highest bit of each byte that is no line feed; no byte has a say in the next one's.
        let others = ((lineFeeds & ~tops) &+ ~tops) | lineFeeds
        let isClose = ((eight &- ones &* 0x20) & ~eight & others | (last &- ones) & ~last) & tops != 0
        if isClose, bytes[place..<place &+ 8].contains(where: isControl) { return true }
        place &+= 8
      }
      return bytes[place...].contains(where: isControl)
    }
  }

  /// Whether a text is strict UTF-8 without a byte order mark and control characters. It is cut where a character begins.
  private static func isPlain(_ bytes: [UInt8], _ workers: Int) -> Bool {
    guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return false }
    let pieces = concurrentPieces(of: bytes.count, workers: workers) { places in
      func start(_ place: Int) -> Int {
        place == 0 ? 0 : bytes[place...].firstIndex { $0 & 0xC0 != 0x80 } ?? bytes.count
      }
      let text = bytes[start(places.lowerBound)..<start(places.upperBound)]
      return (try? UTF8Span(validating: text.span)) != nil && !hasControls(text)
    }
    return pieces.allSatisfy(\.self)
  }

  /// Throws where the first bytes say that a file is of another kind.
  private static func refuseOthers(_ bytes: [UInt8], named name: String) throws(DocumentFault) {
    let kinds: [(kind: String, mark: [UInt8])] = [
      ("xlsx", [0x50, 0x4B, 0x03, 0x04]), ("xls", [0xD0, 0xCF, 0x11, 0xE0]), ("UTF-16", [0xFF, 0xFE]),
      ("UTF-16", [0xFE, 0xFF]), ("pdf", [0x25, 0x50, 0x44, 0x46]),
    ]
    guard let match = kinds.first(where: { bytes.starts(with: $0.mark) }) else { return }
    throw DocumentFault(.binary(kind: match.kind), at: Position(file: name))
  }

  private static func decoded(_ bytes: [UInt8], named name: String) throws(DocumentFault) -> [UInt8] {
    let position = Position(file: name)
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
    (try? UTF8Span(validating: bytes.span)) != nil
  }

  private static func validPrefix(_ bytes: [UInt8]) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var length = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { length += UTF8.width(scalar) }
    return length
  }
}
