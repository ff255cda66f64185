// SPDX-License-Identifier: GPL-3.0-or-later

/// A ZIP archive whose parts are not packed, as bytes: enough for workbooks that no program would write.
public struct StoredArchive: Sendable {
  /// The parts, in the order in which they are written.
  public var parts: [(name: String, bytes: [UInt8])]

  /// An archive of these parts.
  public init(_ parts: [(name: String, bytes: [UInt8])]) { self.parts = parts }

  /// The archive (APPNOTE 4.3): local headers with their parts, then the directory and its end.
  public var bytes: [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for part in parts {
      let offset = archive.count
      let name = Array(part.name.utf8)
      // Version 2.0, UTF-8 names, stored, midnight of 1 January 1980.
      let head: [UInt8] =
        [20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0] + Self.four(Self.checksum(part.bytes)) + Self.four(part.bytes.count)
        + Self.four(part.bytes.count) + [UInt8(name.count & 0xFF), UInt8(name.count >> 8), 0, 0]
      archive += [0x50, 0x4B, 3, 4] + head + name + part.bytes
      directory += [0x50, 0x4B, 1, 2, 20, 0] + head + [UInt8](repeating: 0, count: 10) + Self.four(offset) + name
    }
    let count = [UInt8(parts.count & 0xFF), UInt8(parts.count >> 8)]
    let end = [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + count + count + Self.four(directory.count) + Self.four(archive.count)
    return archive + directory + end + [0, 0]
  }

  private static func four(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

  private static func checksum(_ bytes: [UInt8]) -> Int {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
    }
    return Int(~sum)
  }
}
