// SPDX-License-Identifier: GPL-3.0-or-later

/// Names in the letters that every reader of LP and MPS files takes.
///
/// ASCII letters, digits, `_` and `.` stay; every other byte of the UTF-8 form is percent-encoded as in RFC 3986, so
/// `镇 1` is `%E9%95%87%201` and any tool undoes it. A first letter that an LP reader would take for a number or a
/// keyword (`1st`, `e12`, `free`, `infra`) is encoded too. A bare `~` never occurs: it opens what the export itself adds.
enum NameEscape {
  /// The longest escaped name in bytes. GLPK stops at 255, and suffixes have to fit.
  static let longest = 200

  /// What stands between a name and what the export adds to it.
  static let suffixMark: UInt8 = UInt8(ascii: "~")

  /// The escaped name, cut between two characters where it would be longer than ``longest``. O(length).
  static func escaped(_ name: String) -> (text: String, isCut: Bool) {
    var bytes: [UInt8] = []
    let hasHazard = isHazardous(name)
    for scalar in name.unicodeScalars {
      let start = bytes.count
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
        if isPlain(byte) && !(hasHazard && start == 0) {
          bytes.append(byte)
        } else {
          bytes += [UInt8(ascii: "%"), digit(byte >> 4), digit(byte & 15)]
        }
      }
      if bytes.count > longest {
        return (String(decoding: bytes[..<start], as: UTF8.self), true)
      }
    }
    return (String(decoding: bytes, as: UTF8.self), false)
  }

  /// The name that was escaped, up to where it was cut; anything from a bare `~` on is the export's own addition.
  /// A `%` without two hexadecimal digits stays as it is. O(length).
  static func unescaped(_ text: String) -> String {
    let bytes = Array(text.utf8.prefix { $0 != suffixMark })
    var name: [UInt8] = []
    var position = 0
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "%"), position + 2 < bytes.count,
        let high = value(bytes[position + 1]), let low = value(bytes[position + 2])
      {
        name.append(high << 4 | low)
        position += 3
      } else {
        name.append(bytes[position])
        position += 1
      }
    }
    return String(decoding: name, as: UTF8.self)
  }

  /// Words of the LP format, which is read without regard to case; and of MPS, where HiGHS takes a section's name for
  /// its beginning even as the first word of a line of data.
  private static let keywords: Set<String> = [
    "minimize", "minimum", "min", "maximize", "maximum", "max", "minimise", "maximise", "subject", "such", "st", "s.t.",
    "st.", "bounds", "bound", "general", "generals", "gen", "integer", "integers", "int", "binary", "binaries", "bin",
    "semi", "semis", "sos", "sos1", "sos2", "free", "end", "lazy", "user", "obj",
    "name", "rows", "columns", "rhs", "ranges", "endata", "objsense", "objname", "objsen", "quadobj", "qmatrix",
    "qsection", "qcmatrix", "csection", "sets", "indicators", "lazycons", "usercuts", "gencons", "pwlobj",
  ]

  private static func isHazardous(_ name: String) -> Bool {
    let start = name.utf8.prefix(3).map { $0 | 0x20 }
    guard let first = name.utf8.first else { return false }
    if isDigit(first) || first == UInt8(ascii: ".") { return true }
    // e12 is an exponent to some readers.
    if start[0] == UInt8(ascii: "e"), let second = name.utf8.dropFirst().first {
      if isDigit(second) || second == UInt8(ascii: ".") { return true }
    }
    // C's strtod, which LP readers call on any word, finds numbers in these.
    if start == Array("inf".utf8) || start == Array("nan".utf8) { return true }
    return keywords.contains(name.lowercased())
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
  }

  private static func digit(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "A") + nibble - 10
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
