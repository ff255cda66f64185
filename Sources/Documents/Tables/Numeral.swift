// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// Numbers as people write them in tables: 47000, 47,000, ４.７.
enum Numeral {
  /// The amount that a text states; `nil` where it is no plain number. Thousands may be set off by commas in threes;
  /// full-width digits are read as digits.
  static func quantity(_ text: String) -> Quantity? {
    Quantity(plain(text))
  }

  private static func plain(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: ",") }) { return text }
    let narrow = String(String.UnicodeScalarView(text.unicodeScalars.map(halfWidth)))
    let groups = narrow.split(separator: ",", omittingEmptySubsequences: false)
    guard groups.count > 1 else { return narrow }
    let head = groups[0].drop { $0 == "-" || $0 == "+" }
    let tail = groups.dropFirst()
    let inThrees =
      (1...3).contains(head.count)
      && tail.dropLast().allSatisfy { $0.count == 3 }
      && tail.last.map { $0.prefix { $0 != "." }.count == 3 } == true
    return inThrees ? groups.joined() : text
  }

  /// ASCII for the full-width forms U+FF01 to U+FF5E.
  private static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
    return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
  }
}
