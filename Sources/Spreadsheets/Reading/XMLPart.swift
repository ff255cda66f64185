// SPDX-License-Identifier: GPL-3.0-or-later

internal import CExpat

/// What takes in the elements of a part in their order. Names come without their prefix: `x:row` is `row`.
protocol XMLHandler: AnyObject {
  /// Whether the part makes no sense from here on: reading ends with a fault at this line.
  var isInvalid: Bool { get }
  /// A fault of another sort, with which reading ends.
  var fault: WorkbookFault? { get }
  /// Whether nothing more is wanted: reading ends there.
  var hasEnough: Bool { get }
  /// An element begins.
  func start(_ name: XMLName, _ attributes: XMLAttributes)
  /// An element ends.
  func end(_ name: XMLName)
  /// Text within an element; may come in several pieces.
  func text(_ piece: UnsafeBufferPointer<UInt8>)
}

extension XMLHandler {
  var isInvalid: Bool { false }
  var fault: WorkbookFault? { nil }
  var hasEnough: Bool { false }
  func end(_ name: XMLName) {}
  func text(_ piece: UnsafeBufferPointer<UInt8>) {}
}

/// The name of an element or attribute, valid during the call that hands it over.
struct XMLName {
  fileprivate let start: UnsafePointer<CChar>

  /// The name behind its prefix.
  var local: XMLName {
    var (local, next) = (start, start)
    while next.pointee != 0 {
      next += 1
      if (next - 1).pointee == CChar(UInt8(ascii: ":")) { local = next }
    }
    return XMLName(start: local)
  }

  static func == (name: XMLName, other: StaticString) -> Bool {
    var place = 0
    while place < other.utf8CodeUnitCount {
      // A name that ends early differs here, by its zero.
      if UInt8(bitPattern: name.start[place]) != other.utf8Start[place] { return false }
      place += 1
    }
    return name.start[place] == 0
  }
}

/// The attributes of an element, valid during the call that hands them over.
struct XMLAttributes {
  fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?

  /// The value of an attribute that has this name and no prefix.
  func bytes(_ name: StaticString) -> UnsafePointer<CChar>? {
    find { $0 == name }
  }

  subscript(name: StaticString) -> String? { bytes(name).map { String(cString: $0) } }

  /// The value of an attribute that has this name, whatever its prefix, which it must have: `r:id`.
  subscript(prefixed name: StaticString) -> String? {
    find { $0.local == name && !($0 == name) }.map { String(cString: $0) }
  }

  private func find(_ matches: (XMLName) -> Bool) -> UnsafePointer<CChar>? {
    guard var pair = pairs else { return nil }
    while let name = pair[0] {
      if matches(XMLName(start: name)) { return pair[1] }
      pair += 2
    }
    return nil
  }
}

/// Reads the parts of an archive as XML, without ever holding one as a whole.
enum XMLPart {
  /// Hands the elements of a part to a handler. A document type is refused, so that there are no entities but the five of
  /// XML. O(bytes of the part).
  static func read(_ part: String, of archive: ZipArchive, into handler: some XMLHandler) throws(WorkbookFault) {
    guard let parser = XML_ParserCreate(nil) else { throw .damaged(part: part) }
    defer { XML_ParserFree(parser) }
    let sink = Sink(parser, handler)
    // The parser's callbacks run within this call, which holds the sink.
    XML_SetUserData(parser, Unmanaged.passUnretained(sink).toOpaque())
    XML_SetElementHandler(
      parser, { Sink.of($0)?.start($1, $2) }, { Sink.of($0)?.end($1) })
    XML_SetCharacterDataHandler(parser) { Sink.of($0)?.text($1, $2) }
    XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in Sink.of(data)?.refuseDocumentType() }
    var isSound = true
    func parse(_ piece: UnsafeRawBufferPointer, isLast: Bool) -> Bool {
      let bytes = piece.assumingMemoryBound(to: CChar.self).baseAddress
      isSound = XML_Parse(parser, bytes, Int32(piece.count), isLast ? 1 : 0) == XML_STATUS_OK
      return isSound
    }
    try archive.read(part) { parse($0, isLast: false) }
    if isSound { _ = parse(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true) }
    if sink.hasDocumentType { throw .documentType(part: part) }
    if let fault = handler.fault { throw fault }
    if handler.hasEnough && !handler.isInvalid { return }
    guard isSound, !handler.isInvalid else {
      throw .invalidPart(part, line: sink.stoppedAt ?? Int(clamping: XML_GetCurrentLineNumber(parser)))
    }
  }
}

/// Where the parser's callbacks arrive.
private final class Sink {
  private let parser: XML_Parser
  private let handler: any XMLHandler
  private(set) var hasDocumentType = false
  /// The line at which the handler had enough.
  private(set) var stoppedAt: Int?

  init(_ parser: XML_Parser, _ handler: any XMLHandler) {
    self.parser = parser
    self.handler = handler
  }

  static func of(_ data: UnsafeMutableRawPointer?) -> Sink? {
    data.map { Unmanaged<Sink>.fromOpaque($0).takeUnretainedValue() }
  }

  func start(_ name: UnsafePointer<CChar>?, _ pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
    guard let name, stoppedAt == nil else { return }
    handler.start(XMLName(start: name).local, XMLAttributes(pairs: pairs))
    stopIfDone()
  }

  func end(_ name: UnsafePointer<CChar>?) {
    guard let name, stoppedAt == nil else { return }
    handler.end(XMLName(start: name).local)
    stopIfDone()
  }

  func text(_ bytes: UnsafePointer<CChar>?, _ count: Int32) {
    guard let bytes, count > 0, stoppedAt == nil else { return }
    bytes.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
      handler.text(UnsafeBufferPointer(start: $0, count: Int(count)))
    }
    stopIfDone()
  }

  func refuseDocumentType() {
    hasDocumentType = true
    stop()
  }

  private func stopIfDone() {
    if handler.isInvalid || handler.fault != nil || handler.hasEnough { stop() }
  }

  private func stop() {
    stoppedAt = Int(clamping: XML_GetCurrentLineNumber(parser))
    XML_StopParser(parser, 0)
  }
}
