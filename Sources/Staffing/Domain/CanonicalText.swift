// SPDX-License-Identifier: GPL-3.0-or-later

/// Texts in the order of the Unicode code points of their canonical form, as `String` has it, with a short way for those
/// that are in canonical form whatever stands beside them: nearly all names of places.
enum CanonicalText {
  /// As `left < right`. O(length).
  static func precedes(_ left: String, _ right: String) -> Bool {
    // UTF-8 keeps the order of code points.
    isCanonical(left) && isCanonical(right) ? left.utf8.lexicographicallyPrecedes(right.utf8) : left < right
  }

  /// Whether a text is of ASCII and of the first block of unified ideographs alone (U+4E00–U+9FFF), of which none is
  /// composed, decomposed or put in another order (Unicode Standard Annex 15).
  private static func isCanonical(_ text: String) -> Bool {
    var (text, previous) = (text, UInt8(0))
    return text.withUTF8 { bytes in
      for byte in bytes {
        // Behind the lead E4 the ideographs begin with B8; the leads E5 to E9 have nothing else.
        if byte > 0xE9 || (0xC0..<0xE4).contains(byte) || (previous == 0xE4 && byte < 0xB8) { return false }
        previous = byte
      }
      return true
    }
  }
}
