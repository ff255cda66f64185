// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// GB18030, the character set of Chinese spreadsheets, by the system's `iconv`.
enum GB18030 {
  /// The text as UTF-8, or a fault with the offset of the first byte that is none of the character set. O(bytes).
  static func decode(_ bytes: [UInt8], named name: String) throws(DocumentFault) -> [UInt8] {
    let converter = iconv_open("UTF-8", "GB18030")
    guard converter != iconv_t(bitPattern: -1) else {
      throw DocumentFault(.notText(offset: 0), at: Position(file: name))
    }
    defer { iconv_close(converter) }
    var source = bytes.map { CChar(bitPattern: $0) }
    // Two bytes become three, four become at most four.
    var target = [UInt8](repeating: 0, count: bytes.count * 2 + 4)
    var (left, room) = (source.count, target.count)
    let isComplete = source.withUnsafeMutableBufferPointer { source in
      target.withUnsafeMutableBytes { target in
        var input = source.baseAddress
        var output = target.baseAddress?.assumingMemoryBound(to: CChar.self)
        return iconv(converter, &input, &left, &output, &room) != Int(bitPattern: UInt.max)
      }
    }
    guard isComplete else {
      throw DocumentFault(.notText(offset: bytes.count - left), at: Position(file: name))
    }
    return Array(target.dropLast(room))
  }
}
